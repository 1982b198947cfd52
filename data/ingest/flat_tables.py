"""Reads a table with a heading line (CSV, TSV, or what a spreadsheet makes of them), row by row."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from data.ingest.cells import BadCell
from data.ingest.headings import heading_cells, heading_line, is_remark, remark_of
from data.ingest.limits import MAX_COLUMNS
from data.ingest.problems import ProblemList
from data.ingest.sections import Row
from data.ingest.tables import Columns, Fields
from domain.readings import SectionCount

Value = TypeVar("Value")

_DELIMITERS = "\t,;"
_HEADING_CHARACTERS = 8_000


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A table: the remarks above it, where each column stands, and its rows."""

    remarks: tuple[str, ...]
    """Lines that begin with ``#``, without the mark."""
    columns: Columns
    """The headings in lower case."""
    width: int
    rows: tuple[tuple[int, str], ...]
    """The 1-based number and the text of each filled line below the headings."""
    delimiter: str

    def has(self, *names: str) -> bool:
        """Whether the table has all of these columns."""
        return all(name.lower() in self.columns for name in names)


def _cells(line: str, delimiter: str) -> tuple[str, ...]:
    """The cells of one line; raises ``BadCell`` for one that is no row (unclosed or misplaced quotes)."""
    if '"' not in line:
        return tuple(cell.strip() for cell in line.split(delimiter, MAX_COLUMNS))
    try:
        cells = next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        raise BadCell(line, "cells whose quotation marks are closed") from error
    return tuple(cell.strip() for cell in cells[:MAX_COLUMNS])


def _headings(line: str) -> tuple[tuple[str, ...], str]:
    """The cells of the heading line in lower case, and what stands between them."""
    line = line[:_HEADING_CHARACTERS]
    delimiter = max(_DELIMITERS, key=line.count)
    return tuple(cell.lower() for cell in heading_cells(line, delimiter)), delimiter


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if line.strip(" \t,;"):
            yield number, line


def heads_a_table(head: str, *names: str) -> bool:
    """True when the first line that is no remark has all of these headings, whatever stands between."""
    first = heading_line(line for _, line in _lines(head))
    return {name.lower() for name in names} <= set(_headings(first)[0])


def flat_table(text: str) -> FlatTable:
    """The table of a text: remarks, headings, rows; a text without any line has no columns."""
    remarks: list[str] = []
    rows: list[tuple[int, str]] = []
    headings: tuple[str, ...] = ()
    delimiter = "\t"
    for number, line in _lines(text):
        if not headings and is_remark(line):
            remarks.append(remark_of(line))
        elif not headings:
            headings, delimiter = _headings(line)
        else:
            rows.append((number, line))
    columns = Columns(headings)
    return FlatTable(tuple(remarks), columns, max(columns.values(), default=-1) + 1, tuple(rows), delimiter)


def read_rows(
    table: FlatTable,
    section: str,
    make: Callable[[Fields], Iterable[Value]],
    problems: ProblemList,
) -> tuple[list[Value], SectionCount]:
    """What ``make`` gives of each row, and how the rows were read.

    ``make`` gives nothing for a row that is counted and not kept, and raises ``BadCell`` for one that is
    refused; so is a row with fewer or more cells than the headings: it was cut, or moved by a spreadsheet.
    """
    values: list[Value] = []
    refused = kept = 0
    for number, line in table.rows:
        try:
            cells = _cells(line, table.delimiter)
            if len(cells) < table.width or any(cells[table.width :]):
                raise BadCell(line, f"{table.width} cells, as the headings have")
            made = list(make(Fields(Row(number, cells), table.columns)))
        except BadCell as bad:
            problems.refuse_row(section, number, bad.seen, bad.expected)
            refused += 1
            continue
        kept += bool(made)
        values.extend(made)
    return values, SectionCount(problems.file, section, len(table.rows), kept, refused)
