"""What the treating physician decided on one recommendation, and why."""

from dataclasses import dataclass
from datetime import date

from domain.codes import Decision
from domain.identity import checked_text
from domain.refused import Refused

PENDING = "pending"
NOT_DOCUMENTED = "not_documented"
_KEPT = "; what you typed is kept."


@dataclass(frozen=True, slots=True)
class Answer:
    """Followed, partly, declined or deferred; when, by whom, and for which reasons."""

    decision: Decision
    informed_on: date | None
    """The day the physician was informed; ``None`` where not documented."""
    decided_on: date | None
    """The day she decided; ``None`` where not documented."""
    decided_by: str
    """The treating physician, by role or initials known to the centre, never a patient's name."""
    primary_reason: str | None = None
    contributing_reasons: tuple[str, ...] = ()
    comment: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "comment", checked_text(self.comment, "The comment"))
        object.__setattr__(self, "decided_by", checked_text(self.decided_by, "The physician") or "")
        if not self.decided_by:
            raise Refused(f"An answer needs the physician who decided: name her{_KEPT}")
        if self.decision in (Decision.DECLINED, Decision.PARTLY) and not self.primary_reason:
            what = "not followed" if self.decision is Decision.DECLINED else "partly followed"
            raise Refused(f"A recommendation that is {what} needs a reason: choose a primary reason{_KEPT}")
        if self.decision is Decision.FOLLOWED and (self.primary_reason or self.contributing_reasons):
            raise Refused(
                f"A recommendation that is followed has no reason against it: take the reasons away{_KEPT}"
            )
        if self.primary_reason is None and self.contributing_reasons:
            raise Refused(f"Contributing reasons stand beside a primary one: choose that first{_KEPT}")
        if self.primary_reason in self.contributing_reasons:
            raise Refused(
                f"The primary reason is not at the same time a contributing one: take it away there{_KEPT}"
            )
        if self.decision is not Decision.DEFERRED and PENDING in (
            self.primary_reason,
            *self.contributing_reasons,
        ):
            raise Refused(f"Pending is not a decline: choose deferred, or answer when it is decided{_KEPT}")
        today = date.today()
        for day, what in ((self.informed_on, "was informed"), (self.decided_on, "decided")):
            if day is not None and day > today:
                raise Refused(f"The day the physician {what} lies in the future: correct it{_KEPT}")
        if self.informed_on and self.decided_on and self.decided_on < self.informed_on:
            raise Refused(
                "The physician cannot have decided before she was informed: "
                f"correct one of the two days{_KEPT}"
            )
        if self.primary_reason == "other" and not self.comment:
            raise Refused(f"The reason 'other' needs a comment that says which: write it{_KEPT}")


@dataclass(frozen=True, slots=True)
class AnswerCorrection:
    """An answer that replaces an earlier one, and why."""

    answer: Answer
    reason: str

    def __post_init__(self) -> None:
        reason = checked_text(self.reason, "The reason of the correction")
        if reason is None:
            raise Refused(f"A correction needs its reason: write why the answer is corrected{_KEPT}")
        object.__setattr__(self, "reason", reason)
