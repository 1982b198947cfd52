"""A meeting of the board: a date, a chair, who attends, and cases in order."""

from dataclasses import dataclass
from datetime import date

from domain.identity import checked_text
from domain.refused import Refused


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as it is planned."""

    held_on: date
    chair_id: str | None = None
    place: str | None = None
    attendance: tuple[str, ...] = ()
    """Names of board members expected or present."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", checked_text(self.place, "The place"))


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A case put on, moved on or taken off a meeting's agenda."""

    case_id: str
    position: int
    """1 is first."""
    on_agenda: bool = True

    def __post_init__(self) -> None:
        if self.position < 1:
            raise Refused("A place on the agenda counts from 1.")
