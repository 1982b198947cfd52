"""Which release of a table the board reads: switched by an act with its reason, never by loading."""

from dataclasses import dataclass

from domain.identity import checked_text
from domain.knowledge.evidence import Source
from domain.refused import Refused


@dataclass(frozen=True, slots=True)
class ReleaseInForce:
    """The release of a table that is in force from now on, and why.

    One of each table: own tables of several laboratories stand beside each other. Raises ``Refused`` for a
    reason left blank.
    """

    source: Source
    release_id: str | None
    """SHA-256 of the release's file; ``None`` for none of this table."""
    reason: str
    name: str | None = None
    """What the table is called; it may be left out where a release is named, and of the starter table."""

    def __post_init__(self) -> None:
        reason = checked_text(self.reason, "The reason")
        if reason is None:
            raise Refused(
                "Switching a release needs its reason: one sentence is enough. Nothing was recorded."
            )
        object.__setattr__(self, "reason", reason)
