"""The board's advice on a case."""

from dataclasses import dataclass
from datetime import date

from domain.codes import THERAPY_KINDS, RecommendationKind
from domain.identity import checked_text
from domain.refused import Refused


@dataclass(frozen=True, slots=True)
class SupportingFinding:
    """A finding that a recommendation rests on, with the words it was read by."""

    finding_id: str
    label: str
    """E.g. ``BRAF p.Val600Glu``, as it stood in the table when it was chosen."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One piece of advice: what, on which findings, with which evidence and why."""

    kind: RecommendationKind
    rationale: str | None = None
    drugs: tuple[str, ...] = ()
    trial_registry: str | None = None
    trial_id: str | None = None
    trial_title: str | None = None
    evidence_scheme: str | None = None
    evidence_level: str | None = None
    no_therapy_reason: str | None = None
    supporting: tuple[SupportingFinding, ...] = ()
    recommended_on: date | None = None
    """The day of the advice; today where ``None``."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "rationale", checked_text(self.rationale, "The rationale"))
        object.__setattr__(self, "trial_title", checked_text(self.trial_title, "The trial's title"))
        drugs = tuple(dict.fromkeys(d.strip() for d in self.drugs if d.strip()))
        object.__setattr__(self, "drugs", drugs)
        trial = (self.trial_id or "").strip() or None
        object.__setattr__(self, "trial_id", trial)
        if self.kind is RecommendationKind.CLINICAL_TRIAL and not trial:
            raise Refused("A recommended trial needs its number in a registry, for example NCT12345678.")
        drug_kinds = THERAPY_KINDS - {RecommendationKind.CLINICAL_TRIAL}
        if self.kind in drug_kinds and not drugs:
            raise Refused("A recommended therapy needs at least one drug.")
        if self.kind is RecommendationKind.NO_THERAPY and not self.no_therapy_reason:
            raise Refused("A recommendation of no therapy needs its reason.")
        if self.kind is not RecommendationKind.NO_THERAPY and not self.rationale:
            raise Refused("A recommendation needs its rationale: one sentence is enough.")
        if bool(self.evidence_scheme) != bool(self.evidence_level):
            raise Refused("An evidence level belongs to a scheme: choose both or neither.")

    @property
    def is_therapy(self) -> bool:
        """Whether it recommends a therapy at all."""
        return self.kind in THERAPY_KINDS


@dataclass(frozen=True, slots=True)
class Correction:
    """A recommendation that replaces an earlier wording, and why."""

    recommendation: Recommendation
    reason: str

    def __post_init__(self) -> None:
        reason = checked_text(self.reason, "The reason of the correction")
        if reason is None:
            raise Refused("A correction needs its reason.")
        object.__setattr__(self, "reason", reason)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A recommendation that no longer stands, and why."""

    reason_code: str
    comment: str | None = None

    def __post_init__(self) -> None:
        if not self.reason_code:
            raise Refused("A withdrawal needs its reason.")
        object.__setattr__(self, "comment", checked_text(self.comment, "The comment"))


@dataclass(frozen=True, slots=True)
class Ordering:
    """The recommendations of a case, first priority first."""

    recommendation_ids: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(set(self.recommendation_ids)) != len(self.recommendation_ids):
            raise Refused("Each recommendation has one place in the order.")
