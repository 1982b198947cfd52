"""What a finding means: said under a scheme, by somebody, on a day."""

from dataclasses import dataclass

from domain.identity import checked_text
from domain.refused import Refused


@dataclass(frozen=True, slots=True)
class Classification:
    """A finding's level under one scheme (biological class or clinical tier)."""

    scheme: str
    """Code of the system ``evidence_scheme``, e.g. ``escat``."""
    level: str
    comment: str | None = None

    def __post_init__(self) -> None:
        if not self.scheme or not self.level:
            raise Refused("A classification needs its scheme and its level.")
        object.__setattr__(self, "comment", checked_text(self.comment, "The comment"))


@dataclass(frozen=True, slots=True)
class ReportedMark:
    """Which findings of a profile are reported, or are no longer."""

    finding_nos: tuple[int, ...]
    reported: bool

    def __post_init__(self) -> None:
        if not self.finding_nos:
            raise Refused("Choose at least one finding in the table first.")
