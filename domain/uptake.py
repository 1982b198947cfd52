"""What uptake is counted from: one row a recommendation, and one row a patient's path to it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.codes import Decision, ReasonNotFollowed, RecommendationKind
from domain.quality import Outcome


class AnswerState(StrEnum):
    """How it stands with the answer to a recommendation."""

    FOLLOWED = "followed"
    PARTLY = "partly"
    DECLINED = "declined"
    DEFERRED = "deferred"
    """Answered, but the decision itself is put off."""
    PENDING = "pending"
    """No decision yet: never a decline."""


@dataclass(frozen=True, slots=True)
class UptakeRow:
    """One recommendation in force with the answer in force, if there is one."""

    recommendation: str
    """Opaque id."""
    centre: str
    kind: RecommendationKind
    decision: Decision | None
    """``None`` while no answer is recorded."""
    primary_reason: ReasonNotFollowed | None
    contributing_reasons: tuple[ReasonNotFollowed, ...]
    informed_on: date | None
    """When the physician was told; ``None`` when nobody recorded it."""
    decided_on: date | None
    recommended_on: date
    days_waiting: int | None
    """Whole days since the recommendation while it waits; ``None`` once it is answered."""

    @property
    def state(self) -> AnswerState:
        """The state of the answer. A decline whose reason is ``pending`` is no decline but waits."""
        if self.decision is None:
            return AnswerState.PENDING
        if self.decision is Decision.DECLINED and self.primary_reason is ReasonNotFollowed.PENDING:
            return AnswerState.PENDING
        return AnswerState(self.decision.value)

    @property
    def reason(self) -> ReasonNotFollowed:
        """The primary reason; one that is missing where it was due counts as not documented."""
        return self.primary_reason or ReasonNotFollowed.NOT_DOCUMENTED


class PathStep(StrEnum):
    """The steps from enrolment to a therapy that follows the board's advice."""

    ENROLLED = "enrolled"
    PROFILED = "profiled"
    """At least one profile with success, wholly or in part."""
    DISCUSSED = "discussed"
    ACTIONABLE = "actionable"
    """The board concluded that there is an intervening variant."""
    RECOMMENDED = "recommended"
    """At least one recommendation of a therapy."""
    FOLLOWED = "followed"
    """At least one of them followed, wholly or partly."""


@dataclass(frozen=True, slots=True)
class PatientPath:
    """How far one enrolled patient came. ``None`` always means: not known yet."""

    patient: str
    """Opaque id."""
    centre: str
    profile: Outcome | None
    """The best outcome of the patient's profiles; ``None`` while none is reported."""
    actionable: bool | None
    """What the board concluded; ``None`` while it has not."""
    discussed: bool
    therapy_recommended: bool
    followed: bool | None
    """``None`` while an answer is due and none was followed; False when all are known and none was."""
    specimen_on: date | None
    reported_on: date | None

    def reached(self, step: PathStep) -> bool | None:
        """True when the patient reached the step, False when not, ``None`` while it is not known."""
        match step:
            case PathStep.ENROLLED:
                return True
            case PathStep.PROFILED:
                return None if self.profile is None else self.profile is not Outcome.FAILED
            case PathStep.ACTIONABLE:
                return self.actionable
            case PathStep.DISCUSSED:
                return self.discussed
            case PathStep.RECOMMENDED:
                return self.therapy_recommended
            case PathStep.FOLLOWED:
                return self.followed if self.therapy_recommended else False
