"""Which release of a source the board reads: switched by an act with its reason, never by loading."""

from dataclasses import dataclass

from domain.identity import checked_text
from domain.knowledge.evidence import Source
from domain.refused import Refused


@dataclass(frozen=True, slots=True)
class ReleaseInForce:
    """The release of a source that is in force from now on, and why."""

    source: Source
    release_id: str | None
    """SHA-256 of the release's file; ``None`` for none of this source."""
    reason: str

    def __post_init__(self) -> None:
        reason = checked_text(self.reason, "The reason")
        if reason is None:
            raise Refused(
                "Switching a release needs its reason: one sentence is enough. Nothing was recorded."
            )
        object.__setattr__(self, "reason", reason)
