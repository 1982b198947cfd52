"""Reads a panel list by the template: CSV, TSV, or the first fitting sheet of a workbook."""

from collections.abc import Collection, Mapping

from data.ingest.cells import BadCell, day
from data.ingest.knowledge.release_file import Brought, lying, sha256_of, text_of
from data.ingest.knowledge.release_table import ReleaseTable, cells_by_heading
from data.ingest.knowledge.table_file import is_workbook_file, table_of_text, table_of_workbook
from data.ingest.opening import Unreadable
from data.ingest.problems import ProblemList
from data.reference.genes import is_known
from data.reference.panel_rows import BadPanelCell, panel_row
from domain.panels import COLUMNS, EXAMPLE, PanelReading, PanelRow
from domain.problems import Severity

NEEDED = ("oncotree_codes", "gene", "regions", "alteration_types")
EXPECTED = f"a table with the columns {', '.join(COLUMNS)}: see the template in the guide"
MOST_ROWS = 20_000
_DAYS = ("valid_from", "valid_to")


def read_panels(brought: Brought, name: str) -> PanelReading:
    """The rows of a panel list; ``name`` is the file's.

    A row that cannot be taken has a problem with its line, column, what was seen and expected. A file that
    cannot be taken gives a reading without rows, and one problem that says why. Raises ``OSError`` for the
    disk.
    """
    problems = ProblemList(name)
    try:
        with lying(brought) as path:
            if is_workbook_file(path):
                table = table_of_workbook(path, _fits, EXPECTED, problems)
            else:
                table = table_of_text(text_of(path), problems)
            return _reading(table, sha256_of(path), problems)
    except Unreadable as unreadable:
        problems.add(Severity.REFUSED_FILE, "", 0, unreadable.seen, unreadable.expected)
        return PanelReading("", (), 0, problems.all())


def _fits(headings: Collection[str]) -> bool:
    return set(NEEDED) <= set(headings)


def _reading(table: ReleaseTable, sha256: str, problems: ProblemList) -> PanelReading:
    missing = [one for one in NEEDED if one not in table.headings]
    if missing:
        raise Unreadable(f"a table without the column {', '.join(missing)}", EXPECTED)
    if not table.rows:
        raise Unreadable("a heading line and no row", "at least one row of a panel")
    if len(table.rows) > MOST_ROWS:
        raise Unreadable(f"{len(table.rows):,} rows", f"a panel list of at most {MOST_ROWS:,} rows")
    for one in table.headings:
        if one and one not in COLUMNS:
            problems.add(Severity.UNKNOWN, "", table.heading_line, one, "a column of the template; not read")
    rows: list[PanelRow] = []
    seen: dict[tuple[str, ...], int] = {}
    for line, cells in table.rows:
        try:
            row = _row(table, line, cells)
        except BadPanelCell as bad:
            problems.refuse_row(bad.column, line, bad.seen, bad.expected)
            continue
        same = seen.setdefault(tuple(cells), line)
        if same != line:
            problems.refuse_row("", line, " | ".join(filter(None, cells)), f"each row once: as line {same}")
            continue
        rows.append(row)
        _worth_knowing(row, problems)
    return PanelReading(sha256, tuple(rows), len(table.rows), problems.all())


def _row(table: ReleaseTable, line: int, cells: tuple[str, ...]) -> PanelRow:
    width = len(table.headings)
    found = cells_by_heading(table, (*cells, *[""] * (width - len(cells))))
    if found is None:
        raise BadPanelCell("", " | ".join(cells), "as many cells as the heading line has")
    by_column: dict[str, str] = {one: found.get(one, "") for one in COLUMNS}
    if by_column["source"].upper().startswith(EXAMPLE) or by_column["tumour_label"].upper().startswith(
        EXAMPLE
    ):
        raise BadPanelCell("source", by_column["source"], "a row of your own: this is an example, delete it")
    return panel_row(_with_days(by_column), line)


def _with_days(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells with their days in one spelling."""
    told = dict(cells)
    for column in _DAYS:
        try:
            value = day(told[column])
        except BadCell as bad:
            raise BadPanelCell(column, bad.seen, f"{bad.expected}, or blank") from bad
        told[column] = value.isoformat() if value else ""
    return told


def _worth_knowing(row: PanelRow, problems: ProblemList) -> None:
    """What is taken as it stands, and will answer less than somebody may think."""
    if row.gene is not None and not is_known(row.gene):
        problems.note("gene", row.line, row.gene, "a gene of TSO500; the row is kept, no finding is of it")
    if row.gene is not None and row.regions.unread and not row.regions.whole:
        seen = ", ".join(one or "blank" for one in row.regions.unread)
        problems.note(
            "regions", row.line, seen,
            "all, exons, codons or protein changes; kept, and what hangs on it reads: cannot be told",
        )  # fmt: skip
