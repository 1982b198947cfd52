"""What changed under advice that was given, as the screens show it."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.codes import RecommendationKind
from domain.drift.changes import Drift, DriftKind, Severity, Side
from domain.views.follow_up import WhoseCase


@dataclass(frozen=True, slots=True)
class ChangedAdvice:
    """One recommendation in force under which something changed that nobody has seen yet."""

    recommendation_id: str
    wording: int
    """The version of the recommendation that the changes were read against."""
    version: int
    """How often changes under it were seen: what a form about them was drawn from."""
    case_id: str
    whose: WhoseCase
    kind: RecommendationKind
    advice: str
    """Kind and what is advised, in words."""
    recommended_on: date
    drifts: tuple[Drift, ...]
    """The most severe first."""

    @property
    def since(self) -> date:
        """The day of the newest change."""
        return max(one.since for one in self.drifts)

    @property
    def severity(self) -> Severity:
        """The most severe of them."""
        return self.drifts[0].severity


@dataclass(frozen=True, slots=True)
class SeenChange:
    """One change that the board has seen and left the advice as it was."""

    recommendation_id: str
    wording: int
    case_id: str
    pseudonym: str
    centre: str
    synthetic: bool
    drift_id: str
    kind: DriftKind
    severity: Severity
    sentence: str
    before: Side
    now: Side
    since: date
    comment: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed within reach, the newest first and among these the most severe."""

    rows: tuple[ChangedAdvice, ...]
    seen: tuple[SeenChange, ...]
    """The newest first."""
    compared: int
    """How many recommendations in force were looked at."""
