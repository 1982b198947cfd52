"""Reads the file of a knowledge release, whichever source it comes from: recognised by what it holds."""

from pathlib import Path

from data.ingest.knowledge.civic import EXPECTED as CIVIC_EXPECTED
from data.ingest.knowledge.civic import read_civic_text
from data.ingest.knowledge.civic_columns import lacking, table_of
from data.ingest.knowledge.oncokb import oncokb_release, read_oncokb_text, without_comments
from data.ingest.knowledge.oncokb_columns import EXPECTED as ONCOKB_EXPECTED
from data.ingest.knowledge.oncokb_columns import is_oncokb
from data.ingest.knowledge.own_table import (
    EXPECTED,
    OWN_TABLE,
    is_own,
    own_release,
    read_own_text,
)
from data.ingest.knowledge.release_file import Brought, lying, sha256_of, text_of
from data.ingest.knowledge.release_table import parted
from data.ingest.knowledge.table_file import is_workbook_file, table_of_workbook
from data.ingest.opening import Unreadable
from data.ingest.problems import ProblemList
from domain.knowledge.evidence import ReleaseReading
from domain.problems import Severity


def read_release(brought: Brought, name: str, called: str = OWN_TABLE) -> ReleaseReading:
    """The release that a file holds: CIViC's evidence or assertions, what OncoKB annotated, or an own table.

    ``name`` is the file's; ``called`` is how an own table is to be called. A file that cannot be taken gives
    a reading without a release, and one problem that says why. Raises ``OSError`` for the disk.
    """
    problems = ProblemList(name)
    try:
        with lying(brought) as path:
            if is_workbook_file(path):
                return _read_sheets(path, called, problems)
            read, sha256 = text_of(path), sha256_of(path)
            if is_oncokb(parted(without_comments(read.text)).headings):
                return read_oncokb_text(read, sha256, problems)
            headings = parted(read.text).headings
            if table_of(headings) is not None or (lacking(headings) and not is_own(headings)):
                return read_civic_text(read, sha256, problems)
            if len(headings) < 2:
                raise Unreadable("no table", f"{CIVIC_EXPECTED}; or {EXPECTED}")
            return read_own_text(read, sha256, called, problems)
    except Unreadable as unreadable:
        problems.add(Severity.REFUSED_FILE, "", 0, unreadable.seen, unreadable.expected)
        return ReleaseReading(None, 0, problems=problems.all())


def _read_sheets(path: Path, called: str, problems: ProblemList) -> ReleaseReading:
    """The release of the first sheet that has the columns of either. Raises ``Unreadable`` where none has."""
    table = table_of_workbook(path, _fits, f"{EXPECTED}; or {ONCOKB_EXPECTED}", problems)
    if is_oncokb(table.headings):
        return oncokb_release(table, "", sha256_of(path), problems)
    return own_release(table, sha256_of(path), called, problems)


def _fits(headings: list[str]) -> bool:
    return is_own(headings) or is_oncokb(headings)
