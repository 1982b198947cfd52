"""What was said of a finding, and what was said before of the same finding in other patients."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SameFinding(StrEnum):
    """By how much an earlier finding is the same."""

    CHANGE = "same change"
    PROTEIN = "same protein change"


class SameTumour(StrEnum):
    """By how much the tumour of an earlier finding is the same."""

    TYPE = "same tumour type"
    MAIN_TYPE = "same main type"


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One classification: what, by whom, when, and whether it still holds."""

    scheme: str
    level: str
    label: str
    """The level with its scheme as shown."""
    biological: bool
    """Whether it grades what the change does, and not what it means for this tumour."""
    by: str
    """Who says so: ``Board``, a laboratory's name, a tool with its version."""
    author: str
    """Who entered it."""
    said_on: date
    comment: str | None
    in_force: bool
    """False where the same voice has said something else since."""


@dataclass(frozen=True, slots=True)
class AdvisedBefore:
    """What was advised resting on an earlier finding, and what became of it."""

    advice: str
    recommended_on: date
    became: str
    """The answer with its date and reasons; ``No answer yet``; ``Withdrawn by the board``."""
    response: str | None = None
    """The best response with its date, or that none was recorded; ``None`` unless advice was followed."""


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """A classification in force of the same finding elsewhere, by one voice, in one patient or in several."""

    line: SaidLine
    """As it was said last."""
    finding: str
    """How the other finding is called."""
    patients: int
    """In how many patients it was said so."""
    same_finding: SameFinding
    same_tumour: SameTumour
    tumour: str
    this_patient: bool
    advised: tuple[AdvisedBefore, ...]


@dataclass(frozen=True, slots=True)
class FindingSaid:
    """All that is known of a finding's classification."""

    finding_id: str
    history: tuple[SaidLine, ...]
    """Of this very finding, the newest first."""
    before: tuple[SaidBefore, ...]
    """Of the same finding in the same tumour type, the nearest first."""
    elsewhere: int
    """How many more stand on the same finding in other tumour types."""
    tumour_known: bool = True

    def in_force(self) -> Sequence[SaidLine]:
        """The classifications that hold, biological class first."""
        return sorted((one for one in self.history if one.in_force), key=lambda one: not one.biological)
