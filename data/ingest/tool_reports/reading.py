"""Reads the table of a tool: headings found by their words, comment lines above them passed over."""

import csv
import hashlib
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

from data.ingest import limits
from data.ingest.fingerprint import fingerprint
from data.ingest.identifying import heading_identifies, without_identifiers
from data.ingest.list_sheets import letter
from data.ingest.opening import Unreadable, open_file, read_text
from data.ingest.problems import ProblemList
from data.ingest.refusing import told_when_unreadable
from data.ingest.tool_reports.headings import holds
from data.ingest.workbook import is_workbook, read_workbook
from data.reference.words import plain
from domain.brought_list import BroughtList, ListCell, ListColumn, ListLine
from domain.readings import FileKind

_SEPARATORS = ("\t", ";", ",", "|")
_LEAST_KNOWN = 3
"""Known headings from which on a row is the one of the headings, whatever stands above it."""
_LEAST_COLUMNS = 2
_HALF = 0.5
MOST_ROWS = 20_000
"""Rows of one table: an annotated file of a run has some thousand."""

Rows = Sequence[Sequence[ListCell]]


def read_uploaded(name: str, body: bytes) -> BroughtList:
    """The table of an uploaded file, which lies on the disk only while it is read. Raises ``Refused``."""
    with tempfile.NamedTemporaryFile(prefix="mtb-tool-") as file:
        file.write(body)
        file.flush()
        return read_tool_report(Path(file.name), name)


def read_tool_report(path: Path, name: str | None = None) -> BroughtList:
    """Read the table of a workbook or a text file in which the most headings are known.

    Where too few are known, it is the first row of words that others follow: a person says what its columns
    hold. Names, dates of birth and national numbers never leave this function.  Raises ``Refused`` with one
    sentence when there is no such table in the file or it cannot be read.
    """
    shown = name or path.name
    problems = ProblemList(shown)
    with told_when_unreadable(shown):
        sheets = _sheets(path, problems)
        best = max(sheets, key=lambda one: _likely(one[1]), default=("", ()))
        header = _header_row(best[1])
        if header is None:
            raise Unreadable(
                "a file without a row of headings and rows under it",
                "a table, one row a finding, with headings such as sample id, gene, change and level",
            )
        if len(best[1]) - header > MOST_ROWS:
            raise Unreadable(f"a table of more than {MOST_ROWS:,} rows", "the table of one run or one month")
        file = fingerprint(path, shown, FileKind.UNRECOGNISED)
    columns, lines, blank = _table(best[1], header, problems, best[0])
    kept = without_identifiers(columns, lines, problems, best[0])
    return BroughtList(file, best[0], header + 1, columns, kept, blank, problems=tuple(problems.all()))


def headings_fingerprint(brought: BroughtList) -> str:
    """Names the headings of a table, whatever their order, capitals and punctuation."""
    words = sorted({plain(column.heading) for column in brought.columns})
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def _sheets(path: Path, problems: ProblemList) -> list[tuple[str, Rows]]:
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise Unreadable("an empty file", "a workbook or a text file")
    if is_workbook(head):
        return [(one.name, one.rows) for one in read_workbook(path).sheets if not one.hidden]
    text, latin = read_text(open_file(path))
    if latin:
        problems.note("", 0, "Windows Latin text", "UTF-8 text; it was read as Windows Latin")
    return [("", max((_parted(text, sign) for sign in _SEPARATORS), key=_likely))]


def _parted(text: str, separator: str) -> list[tuple[ListCell, ...]]:
    """The rows of a text; a tab-separated file quotes nothing (MAF)."""
    rows: list[tuple[ListCell, ...]] = []
    text_of_rows = io.StringIO(text, newline="")
    reader = (
        csv.reader(text_of_rows, delimiter=separator, quoting=csv.QUOTE_NONE)
        if separator == "\t"
        else csv.reader(text_of_rows, delimiter=separator)
    )
    try:
        for row in reader:
            rows.append(tuple(cell.strip() or None for cell in row[: limits.MAX_LIST_COLUMNS * 2]))
            if len(rows) > MOST_ROWS + limits.MAX_TITLE_ROWS:
                break
    except csv.Error:
        return []
    return rows


def _header(rows: Rows) -> tuple[int, int]:
    """How many headings are known in the best of the first rows, and which row that is (0-based)."""
    known = [
        sum(isinstance(cell, str) and holds(cell) is not None for cell in row)
        for row in rows[: limits.MAX_TITLE_ROWS]
    ]
    best = max(known, default=0)
    return best, known.index(best) if known else 0


def _likely(rows: Rows) -> tuple[int, int]:
    """How likely rows are the table: headings that are known, then columns of a table of unknown ones."""
    known, _ = _header(rows)
    at = _header_row(rows)
    return (known if known >= _LEAST_KNOWN else 0), 0 if at is None else _filled(rows[at])


def _header_row(rows: Rows) -> int | None:
    """Which row holds the headings (0-based); ``None`` where the rows are no table."""
    known, at = _header(rows)
    if known >= _LEAST_KNOWN:
        return at
    return next((at for at in range(min(len(rows), limits.MAX_TITLE_ROWS)) if _heads(rows, at)), None)


def _heads(rows: Rows, at: int) -> bool:
    """Whether a row is one of words, each in a column of its own, over rows that keep to these columns."""
    filled = [cell for cell in rows[at] if cell is not None]
    width = len(rows[at])
    if len(filled) < _LEAST_COLUMNS or not all(isinstance(one, str) and _is_word(one) for one in filled):
        return False
    under = [row for row in rows[at + 1 :] if any(cell is not None for cell in row)]
    fitting = [row for row in under if _filled(row) >= _LEAST_COLUMNS and len(row) <= width]
    return len(under) > 0 and len(fitting) > _HALF * len(under)


def _is_word(text: str) -> bool:
    return any(sign.isalpha() for sign in text)


def _filled(row: Sequence[ListCell]) -> int:
    return sum(cell is not None for cell in row)


def _table(
    rows: Rows, header: int, problems: ProblemList, sheet: str
) -> tuple[tuple[ListColumn, ...], list[ListLine], int]:
    columns: list[ListColumn] = []
    taken: set[str] = set()
    for at, cell in enumerate(rows[header]):
        text = " ".join(str(cell).split()) if cell is not None else f"Column {letter(at)}"
        name, number = text, 1
        while name in taken:
            number += 1
            name = f"{text} ({number})"
        taken.add(name)
        # ``Gene name`` names nobody: a heading that is known here is no person's.
        columns.append(ListColumn(name, letter(at), "", None if holds(text) else heading_identifies(text)))
    lines, blank, width = [], 0, len(columns)
    for number, row in enumerate(rows[header + 1 :], header + 2):
        cells = tuple(_bounded(row[at]) if at < len(row) else None for at in range(width))
        if all(cell is None for cell in cells):
            blank += 1
        else:
            lines.append(ListLine(number, cells))
            if any(cell is not None for cell in row[width:]):
                problems.note(sheet, number, "cells beyond the last heading", "a heading; they were not read")
    return tuple(columns), lines, blank


def _bounded(cell: ListCell) -> ListCell:
    return (cell[: limits.MAX_CELL_CHARACTERS].strip() or None) if isinstance(cell, str) else cell
