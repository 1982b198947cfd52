"""Reads a laboratory's or board's own evidence table: CSV, TSV, or the first fitting sheet of a workbook."""

from collections.abc import Collection
from pathlib import Path

from data.ingest.cells import BadCell
from data.ingest.knowledge.civic import version_of
from data.ingest.knowledge.left_overs import LeftOvers
from data.ingest.knowledge.own_rows import COLUMNS, NEEDED, heading_meant, own_item
from data.ingest.knowledge.release_file import Brought, ReleaseText, lying, sha256_of, text_of
from data.ingest.knowledge.release_table import ReleaseTable, cells_by_heading
from data.ingest.knowledge.table_file import is_workbook_file, table_of_text, table_of_workbook
from data.ingest.opening import Unreadable
from data.ingest.problems import ProblemList
from domain.knowledge.evidence import EvidenceItem, Release, ReleaseReading, Source
from domain.problems import Severity

LICENCE = "as its makers say; not part of the program"
OWN_TABLE = "Own table"
EXPECTED = f"a table with the columns {', '.join(NEEDED)}: see the template in the guide"


def read_own(brought: Brought, name: str, called: str = OWN_TABLE) -> ReleaseReading:
    """The release that an own table holds; ``name`` is the file's, ``called`` how the table is to be called.

    A row that cannot be taken has a line with what was seen and expected; a biomarker that is not understood
    is kept and listed. A file that cannot be taken gives a reading without a release, and one problem that
    says why. Raises ``OSError`` for the disk.
    """
    problems = ProblemList(name)
    try:
        with lying(brought) as path:
            if is_workbook_file(path):
                return read_own_sheets(path, called, problems)
            return read_own_text(text_of(path), sha256_of(path), called, problems)
    except Unreadable as unreadable:
        problems.add(Severity.REFUSED_FILE, "", 0, unreadable.seen, unreadable.expected)
        return ReleaseReading(None, 0, problems=problems.all())


def is_own(headings: Collection[str]) -> bool:
    """Whether headings are those of an own table."""
    return set(NEEDED) <= {heading_meant(one) for one in headings}


def read_own_text(read: ReleaseText, sha256: str, called: str, problems: ProblemList) -> ReleaseReading:
    """The release of a text that was opened already. Raises ``Unreadable`` for one that is no own table."""
    return own_release(table_of_text(read, problems), sha256, called, problems)


def read_own_sheets(path: Path, called: str, problems: ProblemList) -> ReleaseReading:
    """The release of the first sheet that has the columns. Raises ``Unreadable`` where none has them."""
    table = table_of_workbook(path, is_own, EXPECTED, problems)
    return own_release(table, sha256_of(path), called, problems)


def own_release(table: ReleaseTable, sha256: str, called: str, problems: ProblemList) -> ReleaseReading:
    """The release of a table that was parted already. Raises ``Unreadable`` where columns or rows lack."""
    headings = [heading_meant(one) for one in table.headings]
    missing = [one for one in NEEDED if one not in headings]
    if missing:
        raise Unreadable(f"a table without the column {', '.join(missing)}", EXPECTED)
    for one in table.headings:
        if one and heading_meant(one) not in COLUMNS:
            problems.add(Severity.UNKNOWN, "", table.heading_line, one, "a column of the template; not read")
    items, left_over = _items(table)
    if not table.rows:
        raise Unreadable("a heading line and no row", "at least one row of evidence")
    newest = max((one.reviewed_on for one in items if one.reviewed_on), default=None)
    release = Release(Source.OWN, called, version_of(newest, sha256), newest, sha256, LICENCE, tuple(items))
    return ReleaseReading(release, len(table.rows), left_over.all(), problems.all())


def _items(table: ReleaseTable) -> tuple[list[EvidenceItem], LeftOvers]:
    items: list[EvidenceItem] = []
    left_over = LeftOvers()
    lines: dict[str, int] = {}
    for line, cells in table.rows:
        padded = (*cells, *[""] * (len(table.headings) - len(cells)))
        row = cells_by_heading(table, padded)
        shown = " | ".join(cell for cell in cells if cell)
        if row is None:
            left_over.not_taken(line, None, shown, "it has more cells than the heading line")
            continue
        by_column = {heading_meant(heading): cell for heading, cell in row.items()}
        try:
            item = own_item(by_column)
        except BadCell as bad:
            why = f"saw {bad.seen!r}, expected {bad.expected}"
            left_over.not_taken(line, by_column["id"] or None, shown, why)
            continue
        if item.item_id in lines:
            why = f"the id stands in line {lines[item.item_id]} already; expected every id once"
            left_over.not_taken(line, item.item_id, shown, why)
            continue
        lines[item.item_id] = line
        items.append(item)
        left_over.of_item(line, item)
    return items, left_over
