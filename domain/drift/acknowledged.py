"""That somebody of the board has seen what changed and leaves the advice as it is."""

from dataclasses import dataclass

from domain.drift.changes import Drift
from domain.identity import checked_text
from domain.refused import Refused


@dataclass(frozen=True, slots=True)
class DriftSeen:
    """Changes under one recommendation that were seen, with why nothing follows from them.

    Raises ``Refused`` without a change or without a comment.
    """

    recommendation_id: str
    wording: int
    """The version of the recommendation that the changes were read against."""
    drifts: tuple[Drift, ...]
    comment: str

    def __post_init__(self) -> None:
        """Refuse what nobody could understand later."""
        if not self.drifts:
            raise Refused("Nothing has changed under this recommendation; nothing was recorded.")
        comment = checked_text(self.comment, "The comment")
        if comment is None:
            raise Refused(
                "Say why the recommendation stands: one sentence is enough. Nothing was recorded and what "
                "you typed is kept."
            )
        object.__setattr__(self, "comment", comment)
