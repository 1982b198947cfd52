"""What waits for the treating physician, her patients, and one recommendation with its answers."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.codes import Decision, RecommendationKind
from domain.lacking import Lacking


@dataclass(frozen=True, slots=True)
class WhoseCase:
    """The patient and tumour that a row or a page is about."""

    patient_id: str
    pseudonym: str
    tumour: str
    """The tumour type's name, or the code as recorded where OncoTree has none."""
    centre: str
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """One recommendation that waits for an answer, or whose answer put the decision off."""

    recommendation_id: str
    case_id: str
    whose: WhoseCase
    advice: str
    """Kind and what is advised, in words."""
    recommended_on: date
    days: int
    """Whole days since it was recommended."""
    deferred_on: date | None
    """The day of the deferral; ``None`` where nothing was answered or the day is not documented."""
    deferred: bool


@dataclass(frozen=True, slots=True)
class PatientRow:
    """One patient of the list, with where she stands on the way through the board."""

    whose: WhoseCase
    case_id: str | None
    """Her newest case; ``None`` where none was opened."""
    last_board_on: date | None
    waiting: int
    """Recommendations that wait for an answer."""
    waiting_since: date | None
    next_meeting_on: date | None
    recommended: int
    profiled: bool
    concluded_actionable: bool | None
    """What the board concluded of the newest case; ``None`` while it has not."""
    lacking: Lacking | None = None
    """What the newest case lacks of its profile."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Rows of a list that was cut, with how many there are in all."""

    rows: tuple[PatientRow, ...]
    of: int


@dataclass(frozen=True, slots=True)
class WaitingList:
    """What waits, the longest first, and how much of it is shown."""

    rows: tuple[Waiting, ...]
    of: int


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer as it was recorded; the last one is in force."""

    version: int
    decision: Decision
    informed_on: date | None
    decided_on: date | None
    decided_by: str
    primary_reason: str | None
    contributing_reasons: tuple[str, ...]
    comment: str | None
    recorded_by: str
    """The name of who recorded it."""
    recorded_at: datetime
    """UTC."""
    on_behalf_of: str | None
    correction_reason: str | None


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation as the physician answers it."""

    recommendation_id: str
    version: int
    """How many acts were recorded on it: what a form says it has seen."""
    case_id: str
    whose: WhoseCase
    stage: str | None
    ecog: int | None
    question: str
    kind: RecommendationKind
    what: str
    """Drugs, or the trial, in words; empty where the kind says all."""
    rationale: str | None
    no_therapy_reason: str | None
    evidence: str | None
    """Scheme and level, in words; ``None`` where the board gave none."""
    evidence_means: str
    """The definition of the level; empty where its list has none."""
    supporting: tuple[str, ...]
    recommended_on: date
    withdrawn: bool
    withdrawal_reason: str | None
    withdrawal_comment: str | None
    answers: tuple[GivenAnswer, ...]
    """The oldest first."""
    also_waiting: tuple[Waiting, ...]
    """Other recommendations of the same case that wait for an answer."""

    @property
    def in_force(self) -> GivenAnswer | None:
        """The answer in force, ``None`` while there is none."""
        return self.answers[-1] if self.answers else None

    @property
    def may_be_answered(self) -> bool:
        """True while no decision was taken: no answer yet, or a deferred one."""
        last = self.in_force
        return not self.withdrawn and (last is None or last.decision is Decision.DEFERRED)
