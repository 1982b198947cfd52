"""Whatever bytes an accompanying file holds, its reader answers with values or problems and never raises."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.ingest.file_kinds import READERS
from data.ingest.opening import Unreadable, open_file
from data.ingest.parts import SamplePart
from data.ingest.problems import ProblemList
from domain.findings import BiomarkerState
from domain.readings import FileKind
from tests.data.ingest.samples import FIXTURES

KINDS = frozenset(
    {
        FileKind.BIOMARKER_REPORT, FileKind.TMB_TRACE, FileKind.TMB_RESULT, FileKind.MSI_RESULT,
        FileKind.ALL_FUSIONS, FileKind.BLOOD_FUSIONS, FileKind.SAMPLE_ANALYSIS_RESULTS,
    }
)  # fmt: skip
MINE = [one for one in READERS if one.kind in KINDS]
STARTS = ("tmb_", "msi_", "all_fusions", "fusions_", "biomarker_report", "sample_analysis")
CONTENTS = [path.read_bytes() for path in sorted(FIXTURES.iterdir()) if path.name.startswith(STARTS)]
SPOILERS = st.sampled_from(
    [
        b"\x00", b"\t", b"\n", b"\r", b"\xff\xfe", b'"', b",", b";", b"{", b"[", b"]", b"}", b"null", b"NaN",
        b"-", b"9" * 400, b"1e999", b"NA", b"True", b"#", b"\\u0000", b"\xd9\xa3", b"14-Sep", b"[" * 99,
    ]
)  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A fixture with some of its bytes put in, taken out or doubled."""
    content = draw(st.sampled_from(CONTENTS))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(content)))
        stop = min(len(content), start + draw(st.integers(0, 60)))
        middle = draw(st.one_of(SPOILERS, st.binary(max_size=8), st.just(content[start:stop] * 2)))
        content = content[:start] + middle + content[stop:]
    return content


def read_by_each(path: Path, content: bytes) -> list[tuple[SamplePart, ProblemList]]:
    """What every reader makes of a file, whether it recognises it or not."""
    path.write_bytes(content)
    found = []
    for reader in MINE:
        problems = ProblemList("file")
        try:
            opened = open_file(path)
            reader.recognises(opened.head)
            found += [(part, problems) for part in reader.reads(opened, "file", problems)]
        except Unreadable as refused:
            assert refused.seen and refused.expected
    return found


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(spoilt(), st.binary(max_size=200)))
def test_any_bytes_give_values_or_problems(tmp_path: Path, content: bytes) -> None:
    for part, problems in read_by_each(tmp_path / "file", content):
        for count in part.counts:
            assert 0 <= count.taken + count.refused <= count.read, count
        for one in part.findings.biomarkers:
            assert (one.reason is None) is (one.state is BiomarkerState.VALUE)
            assert one.value is None or 0 <= one.value < float("inf")
        for call in (*part.findings.small_variants, *part.annotations):
            assert call.pos > 0 and (call.vaf is None or 0 <= call.vaf <= 1)
        for fusion in part.findings.fusions:
            assert fusion.gene_pair and (fusion.supporting_reads or 0) >= 0
        assert all(problem.sentence for problem in problems.all())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.sampled_from(CONTENTS), share=st.floats(0, 1))
def test_a_file_cut_anywhere_gives_no_value_that_the_whole_one_lacks(
    tmp_path: Path, content: bytes, share: float
) -> None:
    def values(content: bytes) -> set[object]:
        return {
            (one.name, one.value_text)
            for part, _ in read_by_each(tmp_path / "file", content)
            for one in part.findings.biomarkers
            if one.state is BiomarkerState.VALUE
        }

    cut = content[: int(len(content) * share)]
    if content.lstrip().startswith(b"{"):
        assert values(cut) <= values(content)
