"""Reads a laboratory's or board's own evidence table: CSV, TSV, or the first fitting sheet of a workbook."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from data.ingest.cells import BadCell
from data.ingest.knowledge.civic import version_of
from data.ingest.knowledge.left_overs import LeftOvers
from data.ingest.knowledge.own_rows import COLUMNS, NEEDED, heading_meant, own_item
from data.ingest.knowledge.release_file import Brought, ReleaseText, lying, sha256_of, text_of
from data.ingest.knowledge.release_table import ReleaseTable, cells_by_heading, heading_of, made, parted
from data.ingest.opening import Unreadable
from data.ingest.problems import ProblemList
from data.ingest.workbook import is_workbook, read_workbook
from domain.brought_list import ListCell
from domain.knowledge.evidence import EvidenceItem, Release, ReleaseReading, Source
from domain.problems import Severity

LICENCE = "as its makers say; not part of the program"
OWN_TABLE = "Own table"
EXPECTED = f"a table with the columns {', '.join(NEEDED)}: see the template in the guide"
_TITLE_ROWS = 20


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


def is_workbook_file(path: Path) -> bool:
    """Whether a file is a workbook by its first bytes."""
    with path.open("rb") as file:
        return is_workbook(file.read(8))


def is_own(headings: Collection[str]) -> bool:
    """Whether headings are those of an own table."""
    return set(NEEDED) <= {heading_meant(one) for one in headings}


def read_own_text(read: ReleaseText, sha256: str, called: str, problems: ProblemList) -> ReleaseReading:
    """The release of a text that was opened already. Raises ``Unreadable`` for one that is no own table."""
    first, _, rest = read.text.partition("\n")
    declared = first.strip().lower().startswith("sep=") and len(first.strip()) == 5
    # The line is kept as a blank one, so that rows are counted as the file has them.
    table = parted("\n" + rest, first.strip()[-1]) if declared else parted(read.text)
    if read.latin:
        problems.note("", 0, "bytes that are not UTF-8", "UTF-8; it was read as Windows Latin text")
    return _release(table, sha256, called, problems)


def read_own_sheets(path: Path, called: str, problems: ProblemList) -> ReleaseReading:
    """The release of the first sheet that has the columns. Raises ``Unreadable`` where none has them."""
    for sheet in read_workbook(path).sheets:
        rows = [(number, [_text(cell) for cell in row]) for number, row in enumerate(sheet.rows, start=1)]
        at = next((place for place, (_, cells) in enumerate(rows[:_TITLE_ROWS]) if _fits(cells)), None)
        if at is not None:
            for address, seen in sheet.failed:
                problems.note(sheet.name, 0, f"{address}: {seen}", "a value; the cell was read as empty")
            return _release(made(rows[at:], 0), sha256_of(path), called, problems)
        if sheet.refused:
            problems.add(Severity.UNKNOWN, sheet.name, 0, *sheet.refused)
    raise Unreadable("a workbook without a sheet that has these columns", EXPECTED)


def _fits(cells: list[str]) -> bool:
    return is_own([heading_of(cell) for cell in cells])


def _text(cell: ListCell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _release(table: ReleaseTable, sha256: str, called: str, problems: ProblemList) -> ReleaseReading:
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
