"""What the pages of the meeting show: meetings, their agendas, the cases that wait, known patients."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.lacking import Lacking, lacking_of
from domain.quality import Outcome
from domain.views.choices import Choice


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting as it is planned."""

    meeting_id: str
    version: int
    """How many acts it has had."""
    held_on: date
    chair_id: str | None
    chair_name: str | None
    place: str | None
    attendance: tuple[str, ...]
    cases: int
    """Cases on the agenda that the reader reaches."""
    discussed: int
    """Of these, those that were discussed."""


def told_apart(meetings: Iterable[MeetingView]) -> dict[str, str]:
    """Each meeting's date and place in words, by its id, no two alike.

    Of several on one day in one place the second is ``no. 2``, in the order in which they were
    planned (as their ids are), so that a second one changes nothing of the first.
    """
    words: dict[str, str] = {}
    alike: Counter[str] = Counter()
    for one in sorted(meetings, key=lambda meeting: meeting.meeting_id):
        where = f"{one.held_on.day} {one.held_on:%b %Y}" + (f", {one.place}" if one.place else "")
        alike[where] += 1
        words[one.meeting_id] = where if alike[where] == 1 else f"{where}, no. {alike[where]}"
    return words


@dataclass(frozen=True, slots=True)
class AgendaCase:
    """A case on an agenda, and how far it has come."""

    case_id: str
    position: int
    pseudonym: str
    synthetic: bool
    tumour: str
    stage: str | None
    centre: str
    question: str
    specimens: int
    outcome: Outcome | None
    """Of the newest profile; ``None`` when there is no profile yet."""
    outcome_reason: str | None
    reported_on: date | None
    discussed_on: date | None
    actionable: bool | None
    """``None`` while the board has not concluded."""
    recommendations: int
    """Those that stand."""

    @property
    def missing(self) -> str | None:
        """What keeps the case from being discussed, in a few words; ``None`` when nothing does."""
        if self.lacking is Lacking.PROFILE and self.specimens == 0:
            return "No specimen yet"
        return self.lacking.label if self.lacking else None

    @property
    def lacking(self) -> Lacking | None:
        """What it lacks of its profile."""
        return lacking_of(self.outcome)


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """A case that was never discussed and stands on no coming agenda."""

    case_id: str
    pseudonym: str
    synthetic: bool
    tumour: str
    centre: str
    question: str
    opened_on: date


@dataclass(frozen=True, slots=True)
class FoundPatient:
    """A patient found by pseudonym or sample id."""

    patient_id: str
    pseudonym: str
    sex: str
    year_of_birth: int
    synthetic: bool
    centre: str


@dataclass(frozen=True, slots=True)
class FoundTumour:
    """A tumour of a patient whom the store knows."""

    tumour_id: str
    name: str
    site: str | None
    stage: str | None
    diagnosed_on: date | None


@dataclass(frozen=True, slots=True)
class CaseLists:
    """The lists that the form of a new case is filled from."""

    centres: tuple[Choice, ...]
    laboratories: tuple[Choice, ...]
    sexes: tuple[Choice, ...]
    stages: tuple[Choice, ...]
    sites: tuple[Choice, ...]
    ecog: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    """Of specimens."""
    origins: tuple[Choice, ...]
    fixations: tuple[Choice, ...]
    meetings: tuple[Choice, ...]
    """Those to come."""
    synthetic: bool
    """Whether the store holds synthetic patients: a new one is then synthetic, too (law 11)."""


@dataclass(frozen=True, slots=True)
class CaseLink:
    """A case as a link names it."""

    case_id: str
    pseudonym: str
    synthetic: bool
