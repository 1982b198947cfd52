"""The rows of a table of evidence, whatever signs part and quote its cells."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data.ingest import limits
from data.ingest.opening import Unreadable

_SEPARATORS = "\t,;"


@dataclass(frozen=True, slots=True)
class ReleaseTable:
    """Headings in lower case, and the rows that hold anything, with their line in the file."""

    headings: tuple[str, ...]
    heading_line: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def heading_of(cell: str) -> str:
    """A heading to compare: lower case, blanks as underscores."""
    return "_".join(cell.strip().strip('"').lower().split())


def parted(text: str, separator: str | None = None) -> ReleaseTable:
    """The rows of a text, parted by the sign that parts its heading line into the most cells.

    Cells may be quoted as spreadsheet programs do it; where quoting does not come out even, quotation marks
    are part of the text, as some sources write them. Raises ``Unreadable`` for a text without a heading
    line, for a heading that stands twice, for more than ``limits.MAX_RELEASE_ROWS`` rows and for more than
    ``limits.MAX_RELEASE_COLUMNS`` columns.
    """
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    if len(lines) == 1 and "\r" in lines[0]:
        lines = lines[0].split("\r")
    at = next((place for place, line in enumerate(lines) if line.strip()), None)
    if at is None:
        raise Unreadable("a file without a line of text", "a table with a heading line")
    if len(lines) - at > limits.MAX_RELEASE_ROWS + 1:
        raise Unreadable(f"more than {limits.MAX_RELEASE_ROWS:,} lines", "the table of one release")
    sign = separator or max(_SEPARATORS, key=lines[at].count)
    _require_columns(lines[at].count(sign) + 1)
    rows = _quoted(lines[at:], sign)
    if rows is None:
        rows = [(number, line.split(sign)) for number, line in enumerate(lines[at:], start=1)]
    return made(rows, at)


def made(rows: Sequence[tuple[int, Sequence[str]]], lines_before: int) -> ReleaseTable:
    """A table of rows, the headings first. Raises ``Unreadable`` for a heading that stands twice."""
    headings = [heading_of(cell) for cell in rows[0][1]]
    while headings and not headings[-1]:
        headings.pop()
    _require_columns(len(headings))
    doubled = sorted(one for one, times in Counter(headings).items() if one and times > 1)
    if doubled:
        raise Unreadable(f"the heading {doubled[0]!r} twice", "every heading once; nothing was kept")
    filled = tuple(
        (number + lines_before, tuple(cell.strip() for cell in cells))
        for number, cells in rows[1:]
        if any(cell.strip() for cell in cells)
    )
    return ReleaseTable(tuple(headings), rows[0][0] + lines_before, filled)


def _require_columns(number: int) -> None:
    most = limits.MAX_RELEASE_COLUMNS
    if number > most:
        raise Unreadable(f"a heading line of {number:,} cells", f"the table of one release, at most {most}")


def _quoted(lines: list[str], sign: str) -> list[tuple[int, list[str]]] | None:
    """The rows read with quoting, each with its first line; ``None`` where that does not come out even."""
    reader = csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=sign, strict=True)
    rows: list[tuple[int, list[str]]] = []
    begun = 1
    try:
        for cells in reader:
            rows.append((begun, cells))
            begun = reader.line_num + 1
    except csv.Error:
        return None
    spans = any("\n" in cell for _, cells in rows for cell in cells)
    width = len(rows[0][1]) if rows else 0
    uneven = any(len(cells) != width for _, cells in rows[:-1] if cells)
    # A quotation mark that only begins a text may swallow lines: then the cells no longer come out even.
    return None if spans and uneven else rows


def cells_by_heading(table: ReleaseTable, cells: Sequence[str]) -> dict[str, str] | None:
    """A row by its headings; ``None`` where it has fewer cells, or more that hold anything."""
    width = len(table.headings)
    if len(cells) < width or any(cells[width:]):
        return None
    return dict(zip(table.headings, cells, strict=False))
