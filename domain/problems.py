"""What a reader could not take, told so that a person can act on it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem costs."""

    REFUSED_FILE = "refused_file"
    """Nothing of this file was taken."""
    REFUSED_ROW = "refused_row"
    """This row was not taken; the others were."""
    UNKNOWN = "unknown"
    """Not recognised: kept raw and shown."""
    NOTE = "note"
    """Taken, with something worth knowing."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was seen where another was expected. ``line`` is 1-based, 0 for the file."""

    severity: Severity
    file: str
    """The file's name, never its path."""
    section: str
    line: int
    seen: str
    """At most some 200 characters, verbatim."""
    expected: str

    @property
    def sentence(self) -> str:
        """The problem as one sentence."""
        where = f"{self.file}, line {self.line}" if self.line else self.file
        part = f" [{self.section}]" if self.section else ""
        return f"{where}{part}: saw {self.seen!r}, expected {self.expected}."
