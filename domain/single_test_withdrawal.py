"""Withdrawing a single test that was recorded by mistake: nothing is deleted, it no longer stands."""

from dataclasses import dataclass

from domain.identity import checked_text
from domain.refused import Refused


@dataclass(frozen=True, slots=True)
class SingleTestWithdrawal:
    """A single test that no longer stands, and why."""

    profile_id: str
    reason: str

    def __post_init__(self) -> None:
        reason = checked_text(self.reason, "The reason of the withdrawal")
        if reason is None:
            raise Refused(
                "A withdrawal needs its reason, such as another patient's specimen; nothing was recorded."
            )
        object.__setattr__(self, "reason", " ".join(reason.split()))
