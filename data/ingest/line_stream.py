"""Reads a large table with tabs line by line, so that no file is held in memory whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from data.ingest import limits
from data.ingest.headings import REMARK, heading_cells, heading_line
from data.ingest.opening import Opened, Unreadable, chunks
from data.ingest.sections import Row
from data.ingest.tables import Columns, Fields


@dataclass(frozen=True, slots=True)
class TableStream:
    """A table as it is read: its headings, and its rows one after the other."""

    headings: tuple[str, ...]
    """As they are written, without the empty ones that pad the line."""
    columns: Mapping[str, int]
    """The headings in lower case; of two alike the first."""
    rows: Iterator[Fields]
    """Each filled line below the headings that is no remark, its cells as they are written."""

    @property
    def width(self) -> int:
        """The cells that a row has."""
        return len(self.headings)


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def numbered_lines(opened: Opened, limit: int) -> Iterator[tuple[int, str]]:
    """Each filled line of a text with its 1-based number, without its line end.

    Raises ``Unreadable`` as ``chunks`` does for more than ``limit`` bytes, and for NUL bytes, for a line
    that is longer and for more blank lines than the limits allow.
    """
    number, blank, rest = 0, 0, b""
    for chunk in chunks(opened, limit):
        if b"\x00" in chunk:
            raise Unreadable("NUL bytes in a text file", "plain text: copy the file again from its source")
        lines = (rest + chunk).split(b"\n")
        rest = lines.pop()
        if len(rest) > limits.MAX_LINE_BYTES:
            raise Unreadable(
                f"more than {limits.MAX_LINE_BYTES:,} bytes in one line",
                "lines that end; nothing of it was kept",
            )
        for line in lines:
            number += 1
            if line.strip():
                yield number, _text(line).rstrip("\r")
                continue
            blank += 1
            if blank > limits.MAX_TEXT_LINES:
                raise Unreadable(
                    f"more than {limits.MAX_TEXT_LINES:,} blank lines", "a table of filled lines"
                )
    if rest.strip():
        yield number + 1, _text(rest).rstrip("\r")


def _headings(line: str) -> tuple[str, ...]:
    return heading_cells(line, "\t", limits.MAX_COLUMNS)


def first_headings(head: str) -> tuple[str, ...]:
    """The headings of the first line that is no remark; none where the text has none."""
    return _headings(heading_line(head.splitlines()))


def table_stream(opened: Opened, limit: int = limits.MAX_TABLE_BYTES) -> TableStream:
    """The table of a text whose cells are parted by tabs; remarks begin with ``#``.

    Raises ``Unreadable`` as ``numbered_lines`` does, here or while the rows are read.
    """
    lines = ((number, line) for number, line in numbered_lines(opened, limit) if not line.startswith(REMARK))
    _, first = next(lines, (0, ""))
    headings = _headings(first)
    columns = Columns(headings)
    rows = (
        Fields(Row(number, tuple(line.split("\t", limits.MAX_COLUMNS))), columns) for number, line in lines
    )
    return TableStream(headings, columns, rows)


def said(fields: Fields, *names: str) -> str:
    """The first value under one of these headings that says something; blank where none does."""
    for name in names:
        text = fields.text(name).strip()
        if text and text not in NOTHING:
            return text
    return ""


NOTHING = frozenset({"NA", "N/A", ".", "NaN", "nan", "NULL", "null", "None", "[Not Available]"})
"""How tables of this kind write that a cell has no value."""
