"""Files that are nearly a release: read, or refused with what is wrong, and never waited for."""

import io
import time

import pytest

from data.ingest import limits
from data.ingest.knowledge.reading import read_release
from domain.knowledge.evidence import ReleaseReading
from tests.data.ingest.samples import FIXTURES

CIVIC = (FIXTURES / "civic_evidence.tsv").read_bytes()
HEADING, FIRST, *REST = CIVIC.split(b"\n")


def read(body: bytes) -> ReleaseReading:
    return read_release(io.BytesIO(body), "evidence.tsv")


@pytest.mark.parametrize("heading", [b"", HEADING + b"\t"], ids=["other", "civic"])
def test_a_heading_line_of_a_million_cells_is_refused_at_once(heading: bytes) -> None:
    wide = heading + b"\t".join(b"c%d" % number for number in range(1_000_000))
    begun = time.monotonic()
    reading = read(wide + b"\n" + FIRST)
    assert reading.release is None
    assert f"{limits.MAX_RELEASE_COLUMNS}" in reading.problems[0].expected
    assert time.monotonic() - begun < 10


def test_a_file_that_breaks_off_says_so_beside_what_was_read() -> None:
    rows = b"\n".join([HEADING, FIRST, *REST[:3]])
    whole, cut = read(rows), read(rows[:-200])
    assert "break off" not in " ".join(one.expected for one in whole.problems)
    assert cut.release is not None
    assert len(cut.release.items) < len(whole.release.items if whole.release else ())
    assert "the file seems to break off there" in cut.problems[-1].expected


@pytest.mark.parametrize("sign", [b",", b";"])
def test_a_file_of_civic_that_a_spreadsheet_saved_is_told_what_is_wrong_with_it(sign: bytes) -> None:
    reading = read(CIVIC.replace(b"\t", sign))
    assert reading.release is None
    assert reading.problems[0].seen == "a table of CIViC whose cells are not parted by tabs"
