"""What the uptake page is computed from, and what it was narrowed to."""

from dataclasses import dataclass
from datetime import date

from domain.codes import RecommendationKind
from domain.uptake import PatientPath, UptakeRow


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the uptake is narrowed to; ``None`` leaves it whole."""

    centre_id: str | None = None
    kind: RecommendationKind | None = None
    since: date | None = None
    """First day: of the advice for recommendations, of the first case for patients."""
    until: date | None = None
    """Last day, likewise."""


@dataclass(frozen=True, slots=True)
class UptakeFacts:
    """The facts of one cohort, without any id of a patient."""

    rows: tuple[UptakeRow, ...]
    """One a recommendation in force; its centre is the centre's name."""
    paths: tuple[PatientPath, ...]
    """One a patient with a case; the first step is the first case, not an enrolment in a study."""
    synthetic: int
    """How many of these patients the demo made."""
