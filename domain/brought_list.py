"""A clinical list as somebody brought it: headings and cells, before anybody said what the columns hold."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.problems import Problem
from domain.readings import FileRead

ListCell = str | float | date | None
"""A cell as it was written: text, a number, a date that the workbook itself calls one, or nothing."""


class Identifying(StrEnum):
    """What would name a person: a column of it is never read."""

    NAME = "name"
    DATE_OF_BIRTH = "date_of_birth"
    NATIONAL_NUMBER = "national_number"
    RECORD_NUMBER = "record_number"
    CONTACT = "contact"

    @property
    def sentence(self) -> str:
        """What was done with the column and why."""
        return _NOT_READ[self]


_NOT_READ = {
    Identifying.NAME: "Not read: names stay outside.",
    Identifying.DATE_OF_BIRTH: "Only the year was read: dates of birth stay outside.",
    Identifying.NATIONAL_NUMBER: "Not read: national numbers stay outside.",
    Identifying.RECORD_NUMBER: "Not read: the hospital's own patient numbers stay outside. "
    "Where they are pseudonyms, call its column Pseudonym and upload the list again.",
    Identifying.CONTACT: "Not read: addresses and telephone numbers stay outside.",
}


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column under its heading."""

    heading: str
    """Verbatim; a heading that stands twice is numbered, one that is blank is called by its letter."""
    letter: str
    """As a spreadsheet names it."""
    above: str = ""
    """The heading merged over this one and others, where there is one."""
    identifying: Identifying | None = None


@dataclass(frozen=True, slots=True)
class ListLine:
    """One row, as long as the columns are many."""

    line: int
    """1-based, as the spreadsheet counts it."""
    cells: tuple[ListCell, ...]


@dataclass(frozen=True, slots=True)
class BroughtList:
    """One sheet of a workbook, or one text file, in which the headings of a clinical list were found."""

    file: FileRead
    sheet: str
    """Empty for a text file."""
    header_line: int
    columns: tuple[ListColumn, ...]
    lines: tuple[ListLine, ...]
    blank: int
    """Rows under the headings that hold nothing."""
    other_sheets: tuple[str, ...] = ()
    """Other sheets that hold such a list, too."""
    since_1904: bool | None = None
    """The calendar of a bare number in a date's column; ``None`` where the file does not say."""
    problems: tuple[Problem, ...] = ()

    @property
    def rows_id(self) -> str:
        """Names these very rows: another file, or another sheet of it, is another."""
        return hashlib.sha256(f"{self.file.sha256}\n{self.sheet}".encode()).hexdigest()[:16]

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings in order."""
        return tuple(column.heading for column in self.columns)

    def cells_of(self, heading: str) -> list[tuple[int, ListCell]]:
        """The line and the cell of every row that holds something in a column."""
        at = self.headings.index(heading)
        return [(row.line, row.cells[at]) for row in self.lines if row.cells[at] is not None]
