"""Reads one table of a sectioned file by the names in its header, never by position."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeVar

from data.ingest.cells import BadCell
from data.ingest.limits import MAX_COLUMNS
from data.ingest.problems import ProblemList
from data.ingest.sections import Row, Section
from domain.problems import Severity
from domain.readings import SectionCount

Value = TypeVar("Value")

Places = tuple[tuple[int, ...], Callable[[Sequence[str]], tuple[str, ...]]]
"""Where columns stand, and what takes all their cells out of a row (``IndexError`` where it is short)."""


@dataclass(slots=True)
class Fields:
    """One row of a table, its cells by the words of the table's header."""

    # Not frozen, though nobody changes it: one is made of every row.
    row: Row
    columns: "Columns"

    def text(self, *names: str) -> str:
        """The cell under the first of these headings that the table has; empty when it has none."""
        columns = self.columns
        for name in names:
            # The heading as most files write it is found without making it lower-case.
            index = columns.get(name)
            if index is None:
                index = columns.get(name.lower())
            if index is not None:
                cells = self.row.cells
                return cells[index] if index < len(cells) else ""
        return ""

    def texts(self, names: tuple[str, ...]) -> Sequence[str]:
        """The cells under these headings (two at least), empty where there is none."""
        cells = self.row.cells
        places, pick = self.columns.places(names)
        try:
            return pick(cells)
        except IndexError:
            size = len(cells)
            return [cells[index] if index < size else "" for index in places]


class Columns(dict[str, int]):
    """The words of a table's header and where they stand, as written and in lower case."""

    def __init__(self, headings: Iterable[str]) -> None:
        super().__init__()
        self._places: dict[tuple[str, ...], Places] = {}
        for index, name in enumerate(headings):
            if name:
                self.setdefault(name.lower(), index)
                self.setdefault(name, index)

    def places(self, names: tuple[str, ...]) -> "Places":
        """Where these columns stand; a place behind every row for one that the table does not have."""
        known = self._places.get(names)
        if known is None:
            places = tuple(self.get(name, self.get(name.lower(), MAX_COLUMNS + 1)) for name in names)
            known = self._places[names] = places, itemgetter(*places)
        return known


@dataclass(frozen=True, slots=True)
class TableShape:
    """What a table must have to be read: the word its header starts with, and the columns it needs."""

    first: str
    required: tuple[str, ...]


AtOnce = Callable[[Sequence[Row], Columns], list[Value] | None]


def _header_of(section: Section, shape: TableShape) -> tuple[Columns | None, tuple[Row, ...]]:
    rows = section.filled
    if not rows or rows[0].cell(0).lower() != shape.first.lower():
        return None, rows
    return Columns(rows[0].cells), rows[1:]


def _refuse_all(
    section: Section, rows: tuple[Row, ...], problems: ProblemList, expected: str
) -> SectionCount:
    line = rows[0].line if rows else section.line
    seen = rows[0].text if rows else ""
    problems.add(Severity.UNKNOWN, section.name, line, seen, expected)
    return SectionCount(problems.file, section.name, len(rows), 0, len(rows), recognised=False)


def read_table(
    section: Section,
    shape: TableShape,
    make: Callable[[Fields], Value | None],
    problems: ProblemList,
    at_once: AtOnce[Value] | None = None,
) -> tuple[list[Value], SectionCount, bool]:
    """The values of a table, its count, and whether its header was recognised.

    ``make`` gives ``None`` for a row that says nothing was found and raises ``BadCell`` for one that is
    refused. Rows are counted as read only when they hold something. ``at_once`` makes the same of all rows,
    or ``None`` where one of them must be looked at by itself.
    """
    columns, rows = _header_of(section, shape)
    rows = tuple([row for row in rows if not (len(row.cells) == 2 and _says_nothing_found(row))])
    if columns is None:
        if not rows:
            return [], SectionCount(problems.file, section.name, 0, 0, 0), True
        return [], _refuse_all(section, rows, problems, f"a header that starts with {shape.first!r}"), False
    missing = [name for name in shape.required if name.lower() not in columns]
    if missing:
        wanted = "a header with the columns " + ", ".join(repr(name) for name in missing)
        return [], _refuse_all(section, section.filled, problems, wanted), False
    width = max(columns.values()) + 1
    if (
        at_once is not None
        and max(map(len, (row.cells for row in rows)), default=0) <= width
        and (made := at_once(rows, columns)) is not None
    ):
        return made, SectionCount(problems.file, section.name, len(rows), len(made), 0), True
    values: list[Value] = []
    refused = 0
    for row in rows:
        try:
            if len(row.cells) > width:
                raise BadCell(row.text, f"at most {width} cells")
            value = make(Fields(row, columns))
        except BadCell as bad:
            problems.refuse_row(section.name, row.line, bad.seen, bad.expected)
            refused += 1
            continue
        if value is not None:
            values.append(value)
    return values, SectionCount(problems.file, section.name, len(rows), len(values), refused), True


def _says_nothing_found(row: Row) -> bool:
    """True for ``BRCA1<TAB>NA``, how the exon-level section says that a gene has no finding."""
    return len(row.cells) == 2 and row.cells[1] == "NA"


def key_values(section: Section, problems: ProblemList) -> tuple[dict[str, str], SectionCount]:
    """The keys and values of a section; a second value for the same key is refused, not merged."""
    found: dict[str, str] = {}
    refused = 0
    rows = section.filled
    for row in rows:
        key = row.cell(0)
        if len(row.cells) > 2 and any(row.cells[2:]):
            problems.refuse_row(section.name, row.line, row.text, "one key and one value")
            refused += 1
        elif key in found:
            problems.refuse_row(section.name, row.line, row.text, f"the key {key!r} only once")
            refused += 1
        else:
            found[key] = row.cell(1)
    return found, SectionCount(problems.file, section.name, len(rows), len(rows) - refused, refused)
