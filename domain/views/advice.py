"""What the board's acts on a case need to know of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.recommendations import CitedEvidence, Recommendation
from domain.views.choices import Choice


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation of the case, in the wording that is in force."""

    recommendation_id: str
    version: int
    """How many acts it has had; what a form about it was drawn from."""
    wording: Recommendation
    title: str
    """What it recommends in one line, e.g. ``Approved therapy: Dabrafenib + Trametinib``."""
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class ChosenFinding:
    """A finding that was chosen in the table, read again by its id."""

    finding_id: str
    profile_id: str
    number: int
    label: str
    version: int
    """How many times it was classified."""
    reported: bool | None
    """``None`` when nobody has marked it yet."""


@dataclass(frozen=True, slots=True)
class MeetingOption:
    """A meeting at which a case may have been discussed."""

    meeting_id: str
    held_on: date
    place: str | None
    on_agenda: bool
    """Whether the case stands on its agenda."""


@dataclass(frozen=True, slots=True)
class CaseActs:
    """A case as the board acts on it."""

    case_id: str
    version: int
    advice: tuple[Advice, ...]
    findings: tuple[ChosenFinding, ...]
    """Those chosen in the table, in its order."""
    profile_versions: Mapping[str, int]
    """How many acts each chosen finding's profile has had."""
    meetings: tuple[MeetingOption, ...]
    actionable: bool | None
    """How the board concluded; ``None`` when it has not."""
    concluded_on: date | None
    discussed_on: date | None
    cited: tuple[CitedEvidence, ...] = ()
    """The items of evidence that are chosen on the page."""

    @property
    def in_force(self) -> tuple[Advice, ...]:
        """The recommendations that stand, first priority first."""
        return tuple(one for one in self.advice if not one.withdrawn)


@dataclass(frozen=True, slots=True)
class AdviceLists:
    """The lists that the forms of the board's acts are filled from."""

    kinds: tuple[Choice, ...]
    drugs: tuple[Choice, ...]
    registries: tuple[Choice, ...]
    schemes: tuple[Choice, ...]
    levels: Mapping[str, tuple[Choice, ...]]
    """By scheme."""
    no_therapy_reasons: tuple[Choice, ...]
