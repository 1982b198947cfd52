"""The best response under a recommendation as screens show it, and all that was recorded of it."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.responses import ResponseCriteria, ResponseValue


@dataclass(frozen=True, slots=True)
class ResponseInForce:
    """The best response that stands under a recommendation, and whether it counts."""

    value: ResponseValue
    criteria: ResponseCriteria
    assessed_on: date
    counts: bool = True
    """False where the answer was corrected since and the advice was not followed after all."""

    @property
    def words(self) -> str:
        """The response in words: ``best response PR (RECIST 1.1), 12 Jan 2026``."""
        day = f"{self.assessed_on.day} {self.assessed_on:%b %Y}"
        return f"best response {self.value.short} ({self.criteria.label}), {day}"


@dataclass(frozen=True, slots=True)
class GivenResponse:
    """A best response as it was recorded, corrected or taken back."""

    response_no: int
    """Which assessment under the recommendation it is, from 1; a correction keeps it."""
    version: int
    value: ResponseValue
    criteria: ResponseCriteria
    assessed_on: date
    assessed_by: str
    comment: str | None
    reason: str | None
    """Why it was corrected or taken back; ``None`` for one recorded for the first time."""
    withdrawn: bool
    recorded_by: str
    """The name of who recorded it."""
    recorded_at: datetime
    """UTC."""
    on_behalf_of: str | None


@dataclass(frozen=True, slots=True)
class ResponseRecord:
    """All that was recorded of the response under one recommendation, the oldest first."""

    given: tuple[GivenResponse, ...] = ()

    @property
    def version(self) -> int:
        """How many acts were recorded on it: what a form says it has seen."""
        return self.given[-1].version if self.given else 0

    @property
    def in_force(self) -> GivenResponse | None:
        """The last assessment that was not taken back, as it was last worded; ``None`` without one."""
        latest = {one.response_no: one for one in self.given}
        standing = [one for one in latest.values() if not one.withdrawn]
        return max(standing, key=lambda one: one.response_no, default=None)

    @property
    def earlier(self) -> tuple[GivenResponse, ...]:
        """What does not count, or not any more, the newest first."""
        return tuple(one for one in reversed(self.given) if one != self.in_force)
