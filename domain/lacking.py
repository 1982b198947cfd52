"""What a case lacks of its profile: what the coordinator chases before the board can discuss it."""

from enum import StrEnum

from domain.quality import Outcome


class Lacking(StrEnum):
    """Why a case has no results to discuss."""

    PROFILE = "no_profile"
    """No profile of the case's tumour was recorded."""
    RESULTS = "failed"
    """The newest profile of the case's tumour failed."""

    @property
    def label(self) -> str:
        """The words on the screen."""
        return {"no_profile": "No profile yet", "failed": "Profile failed"}[self.value]


def lacking_of(outcome: Outcome | None) -> Lacking | None:
    """What a case lacks by the outcome of its newest profile, ``None`` as outcome where it has no profile."""
    if outcome is None:
        return Lacking.PROFILE
    return Lacking.RESULTS if outcome is Outcome.FAILED else None
