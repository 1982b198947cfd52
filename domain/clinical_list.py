"""A clinical list as a centre or laboratory keeps it: rows of text, before anybody has accepted them."""

from dataclasses import dataclass

from domain.problems import Problem
from domain.readings import FileRead

NOT_GIVEN = frozenset({"", "NA", "N/A", "[Not Available]", "[Not Applicable]", "[Unknown]", "-"})
"""How such lists write that a value is not given."""


@dataclass(frozen=True, slots=True)
class ClinicalColumn:
    """One column: its heading and, where the list has them, what its head rows say of it."""

    name: str
    label: str | None = None
    description: str | None = None
    datatype: str | None = None
    """``STRING``, ``NUMBER`` or ``BOOLEAN`` as written."""


@dataclass(frozen=True, slots=True)
class ListedTumour:
    """The tumour type of a row, as OncoTree has it now and as the list has it."""

    registered: str
    """The code as the list has it."""
    code: str | None
    """The code in force that it stands for; ``None`` where OncoTree has none, or several."""

    @property
    def retired(self) -> bool:
        """True where another code took the place of the one in the list."""
        return self.code is not None and self.code.upper() != self.registered.upper()


@dataclass(frozen=True, slots=True)
class ClinicalRow:
    """One row of a clinical list."""

    line: int
    """1-based, in the file."""
    values: dict[str, str | None]
    """By column heading, verbatim; ``None`` where the list says that the value is not given."""
    tumour: ListedTumour | None = None
    """``None`` where the list gives the row no OncoTree code."""


@dataclass(frozen=True, slots=True)
class ClinicalList:
    """A clinical list and what could not be taken of it."""

    file: FileRead
    columns: tuple[ClinicalColumn, ...]
    rows: tuple[ClinicalRow, ...]
    comments: tuple[str, ...]
    """Lines before the header that are no head rows, verbatim."""
    refused: int
    problems: tuple[Problem, ...]

    @property
    def readable(self) -> bool:
        """True when a header was recognised."""
        return bool(self.columns)
