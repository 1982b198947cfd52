"""A case as the board sees it: who, which question, which specimens and profiles, which advice."""

from dataclasses import dataclass
from datetime import date

from domain.codes import Decision, RecommendationKind
from domain.quality import Outcome
from domain.recommendations import CitedEvidence
from domain.specimen_requirements import Check
from domain.views.corrections import CorrectionView
from domain.views.responses import ResponseInForce


@dataclass(frozen=True, slots=True)
class SpecimenView:
    """A specimen with its codes as they are shown; ``None`` where nobody said."""

    specimen_id: str
    kind: str
    origin: str
    site: str | None
    collected_on: date | None
    fixation: str | None
    laboratory: str
    tumour_cell_percent: float | None
    dna_ng: float | None
    rna_ng: float | None
    dcq: float | None
    dv200_percent: float | None
    decalcified: bool | None = None
    checks: tuple[Check, ...] = ()
    """How it stands to the requirements of the protocol; empty for what is no tissue."""


@dataclass(frozen=True, slots=True)
class ProfileView:
    """A profile of the case's tumour that is in force."""

    profile_id: str
    profile_no: int
    version: int
    """How many acts were recorded on the profile: what a form about its findings was drawn from."""
    sample_id: str
    assay: str
    laboratory_id: str
    laboratory: str
    has_rna: bool
    outcome: Outcome
    outcome_reason: str | None
    received_on: date | None
    reported_on: date | None
    recorded_on: date
    build: str
    software: str | None
    specimen_ids: tuple[str, ...]
    supersedes: str | None
    reference_rows: int
    filtered_rows: int

    @property
    def dated(self) -> date:
        """The day it was reported; the day it was brought in where nobody said."""
        return self.reported_on or self.recorded_on


@dataclass(frozen=True, slots=True)
class AnswerView:
    """The answer in force on a recommendation."""

    answer_id: str
    decision: Decision
    informed_on: date | None
    decided_on: date | None
    decided_by: str
    primary_reason: str | None
    """The label of the coded reason."""
    contributing_reasons: tuple[str, ...]
    comment: str | None


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A recommendation in force, with its answer; codes beside their labels."""

    recommendation_id: str
    version: int
    """How many acts were recorded on it, answers among them."""
    priority: int
    kind: RecommendationKind
    kind_label: str
    drugs: str | None
    trial_registry: str | None
    """The label of the registry."""
    trial_id: str | None
    trial_title: str | None
    evidence: str | None
    """The level with its scheme, as shown."""
    rationale: str | None
    no_therapy_reason: str | None
    recommended_on: date
    corrected: bool
    withdrawn: bool
    withdrawal_reason: str | None
    withdrawal_comment: str | None
    supporting: tuple[tuple[str, str], ...]
    """The findings it rests on: id, and the words it was read by."""
    answer: AnswerView | None
    cited: tuple[CitedEvidence, ...] = ()
    """The items of evidence it cites, each with its release and date."""
    response: ResponseInForce | None = None
    """The best response under it, also one that does not count any more."""


@dataclass(frozen=True, slots=True)
class ConclusionView:
    """How the board concluded the case."""

    actionable: bool
    reason: str | None
    comment: str | None
    concluded_on: date


@dataclass(frozen=True, slots=True)
class CaseView:
    """One question to the board with all that stands around its findings."""

    case_id: str
    version: int
    """How many acts were recorded on the case."""
    patient_id: str
    pseudonym: str
    synthetic: bool
    sex: str
    year_of_birth: int
    centre: str
    tumour_id: str
    oncotree_code: str
    tumour: str
    site: str | None
    stage: str | None
    histology: str | None
    diagnosed_on: date | None
    ecog: int | None
    previous_lines: int | None
    previous_lines_text: str | None
    question: str
    opened_on: date
    discussed_on: date | None
    conclusion: ConclusionView | None
    specimens: tuple[SpecimenView, ...]
    profiles: tuple[ProfileView, ...]
    """Newest first; superseded ones are out."""
    recommendations: tuple[RecommendationView, ...]
    """First priority first."""
    registered_code: str | None = None
    """The retired OncoTree code under which the tumour was registered."""
    corrections: tuple[CorrectionView, ...] = ()
    """What was corrected of the case, its patient, tumour and specimens; newest first."""

    def profile(self, profile_id: str | None) -> ProfileView | None:
        """The profile of that id, else the newest; ``None`` where the case has none."""
        chosen = next((p for p in self.profiles if p.profile_id == profile_id), None)
        return chosen or next(iter(self.profiles), None)
