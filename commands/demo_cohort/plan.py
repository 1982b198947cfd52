"""What the demonstration cohort is to hold: everybody in it is invented."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.codes import (
    Decision,
    DiseaseExtent,
    EvidenceScheme,
    Fixation,
    NotActionableReason,
    NoTherapyReason,
    ReasonNotFollowed,
    RecommendationKind,
    Sex,
    SpecimenKind,
    SpecimenOrigin,
)
from domain.findings import Findings
from domain.quality import Outcome
from domain.recommendations import CitedEvidence
from domain.responses import ResponseCriteria, ResponseValue


class Software(StrEnum):
    """The versions of laboratory software whose files are written."""

    LOCALAPP_22 = "LocalApp 2.2"
    DRAGEN_21 = "DRAGEN 2.1"
    DRAGEN_25_HRD = "DRAGEN 2.5 HRD"
    DRAGEN_26 = "DRAGEN 2.6"

    @property
    def is_dragen(self) -> bool:
        """True for the three DRAGEN versions."""
        return self is not Software.LOCALAPP_22

    @property
    def calls_losses(self) -> bool:
        """True where copy-number losses and absolute copies are written."""
        return self in {Software.DRAGEN_25_HRD, Software.DRAGEN_26}

    @property
    def calls_exons(self) -> bool:
        """True where gains and losses of exons of BRCA1 and BRCA2 have a section of their own."""
        return self in {Software.DRAGEN_25_HRD, Software.DRAGEN_26}


class Failure(StrEnum):
    """What went wrong with a specimen in the laboratory."""

    NONE = "none"
    CONTAMINATION = "contamination"
    COVERAGE = "coverage"
    RNA = "rna"


@dataclass(frozen=True, slots=True)
class DemoCentre:
    """An invented hospital."""

    id: str
    name: str
    laboratory_id: str
    """Where its specimens go."""
    weight: int
    """Its share of the patients, relative to the others."""


@dataclass(frozen=True, slots=True)
class DemoLaboratory:
    """An invented laboratory."""

    id: str
    name: str
    software: Software
    instrument: str


@dataclass(frozen=True, slots=True)
class DemoUser:
    """Somebody who signs in: named by the role, never by a person's name."""

    id: str
    label: str
    role: str
    centre_id: str | None = None
    laboratory_id: str | None = None


@dataclass(frozen=True, slots=True)
class DemoTumour:
    """What the patient has."""

    oncotree: str
    site: str
    extent: DiseaseExtent
    stage: str
    histology: str
    diagnosed_on: date


@dataclass(frozen=True, slots=True)
class DemoSpecimen:
    """What was sent to the laboratory. DNA and RNA in ng, tumour cells and DV200 in per cent."""

    kind: SpecimenKind
    origin: SpecimenOrigin
    site: str
    collected_on: date
    received_on: date
    fixation: Fixation
    tumour_cell_percent: int
    dna_ng: float
    rna_ng: float
    dcq: float
    dv200: int


@dataclass(frozen=True, slots=True)
class DemoProfile:
    """One TSO500 test and what its files will say."""

    pair_id: str
    dna_sample_id: str
    rna_sample_id: str
    run_name: str
    software: Software
    reported_on: date
    outcome: Outcome
    failure: Failure
    findings: Findings
    tmb_eligible: int
    """Number of passing eligible variants, of which TMB is made."""
    msi_usable: int
    msi_unstable: int
    tumour_fraction: float
    """Fraction 0-1, written by the DRAGEN versions only."""
    reference_rows: int
    filtered_rows: int
    notable_keys: tuple[str, ...]
    """``variant_key`` of the findings a board looks at first."""


@dataclass(frozen=True, slots=True)
class DemoTrial:
    """An invented trial of the registry ``other``."""

    id: str
    title: str
    registry: str = "other"


@dataclass(frozen=True, slots=True)
class DemoAnswer:
    """What the treating physician decided on one recommendation."""

    decision: Decision
    primary_reason: ReasonNotFollowed | None
    contributing: tuple[ReasonNotFollowed, ...]
    informed_on: date
    decided_on: date
    decided_by: str
    """User id of an oncologist of the patient's centre."""


@dataclass(frozen=True, slots=True)
class DemoResponse:
    """The best response so far, as an assessment showed it."""

    value: ResponseValue
    criteria: ResponseCriteria
    assessed_on: date


@dataclass(frozen=True, slots=True)
class DemoRecommendation:
    """The board's advice; ``answer`` is ``None`` while it is waited for."""

    kind: RecommendationKind
    priority: int
    drugs: tuple[str, ...]
    trial: DemoTrial | None
    scheme: EvidenceScheme | None
    level: str | None
    rationale: str
    supporting_keys: tuple[str, ...]
    no_therapy_reason: NoTherapyReason | None = None
    answer: DemoAnswer | None = None
    evidence: tuple[CitedEvidence, ...] = ()
    """The items of the starter table that it cites."""
    responses: tuple[DemoResponse, ...] = ()
    """What was seen under it, the first assessment first."""


@dataclass(frozen=True, slots=True)
class DemoCase:
    """One question to the board. ``actionable`` is ``None`` until the case has been discussed."""

    question: str
    meeting_on: date
    position: int
    actionable: bool | None = None
    not_actionable_reason: NotActionableReason | None = None
    recommendations: tuple[DemoRecommendation, ...] = ()

    @property
    def therapies(self) -> tuple[DemoRecommendation, ...]:
        """The recommendations that advise a treatment."""
        return tuple(one for one in self.recommendations if one.kind.is_therapy)

    @property
    def followed(self) -> bool:
        """True where a therapy was followed, wholly or partly."""
        return any(
            one.answer is not None and one.answer.decision in {Decision.FOLLOWED, Decision.PARTLY}
            for one in self.therapies
        )


@dataclass(frozen=True, slots=True)
class DemoPatient:
    """An invented patient with everything the demonstration records of her or him."""

    pseudonym: str
    sex: Sex
    year_of_birth: int
    centre_id: str
    laboratory_id: str
    tumour: DemoTumour
    ecog: int
    previous_lines: int
    previous_treatment: str
    specimen: DemoSpecimen
    profile: DemoProfile
    case: DemoCase
    synthetic: bool = True


@dataclass(frozen=True, slots=True)
class DemoRun:
    """One sequencing run: its samples share laboratory and software."""

    name: str
    laboratory_id: str
    software: Software
    run_on: date
    output_on: date
    pseudonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoMeeting:
    """A weekly meeting with its agenda in order; ``held`` is false for those to come."""

    on: date
    held: bool
    chair: str
    attendance: tuple[str, ...]
    agenda: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """The whole synthetic cohort, the same for the same patients, seed and day."""

    seed: int
    today: date
    centres: tuple[DemoCentre, ...]
    laboratories: tuple[DemoLaboratory, ...]
    users: tuple[DemoUser, ...]
    trials: tuple[DemoTrial, ...]
    patients: tuple[DemoPatient, ...]
    runs: tuple[DemoRun, ...]
    meetings: tuple[DemoMeeting, ...]

    def patient(self, pseudonym: str) -> DemoPatient:
        """The patient of a pseudonym; raises ``KeyError`` when the plan has none."""
        for one in self.patients:
            if one.pseudonym == pseudonym:
                return one
        raise KeyError(pseudonym)
