"""What became of a match: from the screen to the trial, or why not."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.codes import ReasonNotFollowed
from domain.identity import checked_text
from domain.refused import Refused

_KEPT = "; nothing was recorded and what you typed is kept."


class MatchState(StrEnum):
    """How far a patient came with a trial that she was matched with."""

    NEW = "new"
    """Matched; nobody has asked for her yet."""
    CONTACTED = "contacted"
    SCREENED = "screened"
    ENROLLED = "enrolled"
    REFUSED = "refused"
    """By the trial, the physician or the patient: the reason says by whom."""

    @property
    def label(self) -> str:
        """The state as it is shown."""
        return self.value.capitalize()


REFUSAL_REASONS: tuple[ReasonNotFollowed, ...] = tuple(
    one for one in ReasonNotFollowed if one is not ReasonNotFollowed.PENDING
)
"""Why a match came to nothing: the reasons for not following, so that both are counted alike."""


def match_subject(case_id: str, trial_id: str, arm: str | None) -> str:
    """The id under which the states of one match count their versions: each arm its own, the trial its own.

    What was recorded of an arm before arms counted by themselves stands under the trial.
    """
    whole = f"trial_match:{case_id}:{trial_id}"
    return whole if arm is None else f"{whole}:arm:{arm}"


@dataclass(frozen=True, slots=True)
class MatchStateChange:
    """A state that a match has reached.

    Raises ``Refused`` for a refusal without its reason, a reason without a refusal, the reason *other*
    without a comment, and a day in the future.
    """

    case_id: str
    trial_id: str
    state: MatchState
    happened_on: date
    arm: str | None = None
    reason: ReasonNotFollowed | None = None
    comment: str | None = None

    def __post_init__(self) -> None:
        """Refuse what says too little, or two things."""
        object.__setattr__(self, "comment", checked_text(self.comment, "The comment"))
        if self.state is MatchState.REFUSED and self.reason not in REFUSAL_REASONS:
            raise Refused(f"A refusal needs its reason: choose one{_KEPT}")
        if self.state is not MatchState.REFUSED and self.reason is not None:
            raise Refused(f"Only a refusal has a reason: take it away, or choose Refused{_KEPT}")
        if self.reason is not None and self.reason.needs_text and not self.comment:
            raise Refused(f"The reason 'other' needs a comment that says which: write it{_KEPT}")
        if self.happened_on > date.today():
            raise Refused(f"The day lies in the future: correct it{_KEPT}")
