"""The board's advice on a case."""

import re
from dataclasses import InitVar, dataclass
from datetime import date

from domain.codes import THERAPY_KINDS, RecommendationKind
from domain.identity import checked_text
from domain.knowledge.evidence import DrugEffect, Source
from domain.refused import Refused

NCT = "nct"
"""ClinicalTrials.gov in the list of registries."""

_NCT_NUMBER = re.compile(r"NCT[0-9]{8}", re.IGNORECASE)


def checked_trial_id(text: str | None, registry: str | None) -> str | None:
    """A trial's number as its registry writes it, ``None`` when empty.

    ClinicalTrials.gov writes NCT and eight digits (its own data element definitions); the other
    registries' numbers are taken as they are. Raises ``Refused`` for another form, and for what
    names a person.
    """
    value = checked_text(text, "The trial's number")
    if value is None:
        return None
    if _NCT_NUMBER.fullmatch(value):
        return value.upper()
    if registry == NCT:
        raise Refused(
            "A number of ClinicalTrials.gov is NCT and eight digits, for example NCT12345678; nothing was "
            "recorded. Correct the number, or choose its registry."
        )
    return value


@dataclass(frozen=True, slots=True)
class SupportingFinding:
    """A finding that a recommendation rests on, with the words it was read by."""

    finding_id: str
    label: str
    """E.g. ``BRAF p.Val600Glu``, as it stood in the table when it was chosen."""


@dataclass(frozen=True, slots=True)
class CitedEvidence:
    """An item of evidence that a recommendation cites, as it was read: release, level and words stay."""

    source: Source
    release: str
    """The release's version, e.g. ``2026-05-26``."""
    released_on: date | None
    item_id: str
    level_scheme: str
    level: str
    effect: DrugEffect
    words: str
    """In a line, as it stood on the screen: what, for whom, how sure, in which release."""


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
    evidence: tuple[CitedEvidence, ...] = ()
    """The items of evidence that it cites, each once."""
    as_recorded: InitVar[bool] = False
    """True when it is read from the store: what was once recorded stays readable, so the trial's number
    and the drugs are taken as they stand."""

    def __post_init__(self, as_recorded: bool) -> None:
        object.__setattr__(self, "rationale", checked_text(self.rationale, "The rationale", as_recorded))
        object.__setattr__(
            self, "trial_title", checked_text(self.trial_title, "The trial's title", as_recorded)
        )
        drugs = tuple(dict.fromkeys(d.strip() for d in self.drugs if d.strip()))
        trial = (self.trial_id or "").strip() or None
        if not as_recorded:
            trial = checked_trial_id(trial, self.trial_registry)
            for drug in drugs:
                checked_text(drug, "A drug")
        object.__setattr__(self, "drugs", drugs)
        object.__setattr__(self, "trial_id", trial)
        cited = {(one.source, one.release, one.item_id): one for one in self.evidence}
        object.__setattr__(self, "evidence", tuple(cited.values()))
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


def same_advice(one: Recommendation, other: Recommendation) -> bool:
    """Whether two pieces of advice on one case are one that was recorded twice.

    A therapy is the same by its kind and its drugs or its trial, whatever its rationale says; other advice of
    a kind may be given more than once for different reasons.
    """
    if one.kind is not other.kind:
        return False
    if one.kind is RecommendationKind.CLINICAL_TRIAL:
        return (one.trial_registry, one.trial_id) == (other.trial_registry, other.trial_id)
    if one.is_therapy:
        return _folded(one.drugs) == _folded(other.drugs)
    return (one.rationale, one.no_therapy_reason) == (other.rationale, other.no_therapy_reason)


def _folded(drugs: tuple[str, ...]) -> frozenset[str]:
    return frozenset(drug.casefold() for drug in drugs)


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
