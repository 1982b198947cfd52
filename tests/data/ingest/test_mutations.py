"""Whatever bytes a file holds, the readers answer with values or problems and never raise."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.ingest.clinical_list import read_clinical_list
from data.ingest.run_reading import read_files
from data.ingest.vcf_process import READING_PROCESS
from tests.data.ingest.samples import FIXTURES, read_bytes

NAMES = sorted(path.name for path in FIXTURES.iterdir() if path.suffix != ".md")
CONTENTS = {name: (FIXTURES / name).read_bytes() for name in NAMES}
SPOILERS = st.sampled_from(
    [
        b"\x00",
        b"\t",
        b"\n",
        b"\r",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"[",
        b"]",
        b"#",
        b",",
        b"-",
        b"9" * 400,
        b"NA",
        b"\x1f\x8b",
        b"nan",
        b"1e999",
        b"\xd9\xa3",
        b"<",
        b".",
    ]
)
QUIET = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A fixture with some of its bytes put in, taken out or doubled."""
    content = CONTENTS[draw(st.sampled_from(NAMES))]
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(content)))
        stop = min(len(content), start + draw(st.integers(0, 60)))
        middle = draw(st.one_of(SPOILERS, st.binary(max_size=8), st.just(content[start:stop] * 2)))
        content = content[:start] + middle + content[stop:]
    return content


@QUIET
@given(content=spoilt())
def test_a_spoilt_file_never_raises(tmp_path: Path, content: bytes) -> None:
    reading = read_bytes(tmp_path, content)
    assert reading.files and (reading.samples or reading.problems or reading.counts)
    assert not any("ended the reading process" in one.seen for one in reading.problems)
    for one in reading.problems:
        assert one.sentence and len(one.seen) <= 1_000


@QUIET
@given(content=st.one_of(st.binary(max_size=300), spoilt()))
def test_a_spoilt_clinical_list_never_raises(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list"
    path.write_bytes(content)
    listed = read_clinical_list(path)
    assert listed.readable or listed.problems


@pytest.mark.parametrize("name", NAMES)
def test_a_file_cut_at_any_tenth_never_raises(tmp_path: Path, name: str) -> None:
    starts = READING_PROCESS.starts
    for tenth in range(10):
        cut = CONTENTS[name][: len(CONTENTS[name]) * tenth // 10]
        assert read_bytes(tmp_path, cut).files
    assert READING_PROCESS.starts - starts <= 1


def test_two_spoilt_files_of_a_sample_never_raise(tmp_path: Path) -> None:
    for name in ("cvo_dragen_2_1.tsv", "vcf_dragen_hard_filtered.vcf", "metrics_dragen_2_1.tsv"):
        (tmp_path / name).write_bytes(CONTENTS[name].replace(b"SYN-B-DNA", b"SYN-B"))
    reading = read_files({path.name: path for path in tmp_path.iterdir()})
    assert len(reading.samples) == 1
