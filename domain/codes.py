"""The coded words that the program itself depends on; every value is the code as it is stored.

Labels, definitions and the codes of other systems stand in ``data/reference/codes.tsv``; a test
holds the two together.
"""

from enum import StrEnum
from types import MappingProxyType


class Sex(StrEnum):
    """Sex of a patient as the registration says."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class SpecimenKind(StrEnum):
    """What was sent to the laboratory."""

    TISSUE = "tissue"
    BLOOD = "blood"
    OTHER = "other"


class SpecimenOrigin(StrEnum):
    """Where in the disease a specimen was taken."""

    PRIMARY = "primary"
    METASTASIS = "metastasis"
    LOCAL_RECURRENCE = "local_recurrence"
    LYMPH_NODE = "lymph_node"
    UNKNOWN = "unknown"


class Fixation(StrEnum):
    """How a specimen was kept until the nucleic acid was taken from it."""

    FFPE = "ffpe"
    FROZEN = "frozen"
    FRESH = "fresh"
    CYTOLOGY = "cytology"
    CFDNA_TUBE = "cfdna_tube"
    EDTA_TUBE = "edta_tube"
    OTHER = "other"
    UNKNOWN = "unknown"


class DiseaseExtent(StrEnum):
    """How far the disease has gone when the question is asked."""

    LOCALISED = "localised"
    LOCALLY_ADVANCED = "locally_advanced"
    METASTATIC = "metastatic"
    UNKNOWN = "unknown"


class RecommendationKind(StrEnum):
    """What the board advises."""

    APPROVED_THERAPY = "approved_therapy"
    CLINICAL_TRIAL = "clinical_trial"
    MEDICAL_NEED_PROGRAMME = "medical_need_programme"
    OFF_LABEL = "off_label"
    NO_THERAPY = "no_therapy"
    REBIOPSY = "rebiopsy"
    GENETIC_COUNSELLING = "genetic_counselling"
    CONFIRMATORY_TEST = "confirmatory_test"
    HISTOLOGY_REVIEW = "histology_review"

    @property
    def is_therapy(self) -> bool:
        """True for the four kinds that advise a treatment; only these count in the uptake."""
        return self in THERAPY_KINDS

    @property
    def is_accompanying(self) -> bool:
        """True for advice that stands beside a therapy or beside none."""
        return not self.is_therapy and self is not RecommendationKind.NO_THERAPY


THERAPY_KINDS: frozenset[RecommendationKind] = frozenset(
    {
        RecommendationKind.APPROVED_THERAPY,
        RecommendationKind.CLINICAL_TRIAL,
        RecommendationKind.MEDICAL_NEED_PROGRAMME,
        RecommendationKind.OFF_LABEL,
    }
)


class Decision(StrEnum):
    """What the treating physician decided on one recommendation. No answer yet is no decision."""

    FOLLOWED = "followed"
    PARTLY = "partly"
    DECLINED = "declined"
    DEFERRED = "deferred"


class ReasonGroup(StrEnum):
    """The groups that the reasons for not following fall into."""

    CLINICAL = "clinical"
    COURSE = "course"
    DECISION = "decision"
    PATIENT = "patient"
    ACCESS = "access"
    TRIAL = "trial"
    LOGISTIC = "logistic"
    BOARD = "board"
    STATUS = "status"
    OTHER = "other"
    NOT_DOCUMENTED = "not_documented"


class ReasonNotFollowed(StrEnum):
    """Why a recommendation was not, or not wholly, followed."""

    DEATH = "death"
    DETERIORATION = "deterioration"
    COMORBIDITY = "comorbidity"
    BEST_SUPPORTIVE_CARE = "best_supportive_care"
    RESPONDING = "responding"
    STANDARD_FIRST = "standard_first"
    NO_DISEASE_OR_LOCAL = "no_disease_or_local"
    PHYSICIAN_OTHER = "physician_other"
    EVIDENCE_DOUBT = "evidence_doubt"
    PATIENT_REFUSAL = "patient_refusal"
    PATIENT_TRAVEL = "patient_travel"
    REIMBURSEMENT_REFUSED = "reimbursement_refused"
    REIMBURSEMENT_PENDING = "reimbursement_pending"
    DRUG_UNAVAILABLE = "drug_unavailable"
    TRIAL_NOT_OPEN = "trial_not_open"
    TRIAL_INELIGIBLE = "trial_ineligible"
    LATE_RESULT = "late_result"
    LOST_TO_FOLLOW_UP = "lost_to_follow_up"
    NEW_FINDING = "new_finding"
    PENDING = "pending"
    """The decision is not yet taken: never a reason for a decline."""
    OTHER = "other"
    """Needs a text of its own."""
    NOT_DOCUMENTED = "not_documented"
    """Nobody wrote down why: shown as such, never as missing."""

    @property
    def group(self) -> ReasonGroup:
        """The group in which this reason is counted."""
        return REASON_GROUPS[self]

    @property
    def needs_text(self) -> bool:
        """True where the code alone says nothing."""
        return self is ReasonNotFollowed.OTHER


_R, _G = ReasonNotFollowed, ReasonGroup
REASON_GROUPS: MappingProxyType[ReasonNotFollowed, ReasonGroup] = MappingProxyType(
    {
        _R.DEATH: _G.CLINICAL,
        _R.DETERIORATION: _G.CLINICAL,
        _R.COMORBIDITY: _G.CLINICAL,
        _R.BEST_SUPPORTIVE_CARE: _G.CLINICAL,
        _R.RESPONDING: _G.COURSE,
        _R.STANDARD_FIRST: _G.COURSE,
        _R.NO_DISEASE_OR_LOCAL: _G.COURSE,
        _R.PHYSICIAN_OTHER: _G.DECISION,
        _R.EVIDENCE_DOUBT: _G.DECISION,
        _R.PATIENT_REFUSAL: _G.PATIENT,
        _R.PATIENT_TRAVEL: _G.PATIENT,
        _R.REIMBURSEMENT_REFUSED: _G.ACCESS,
        _R.REIMBURSEMENT_PENDING: _G.ACCESS,
        _R.DRUG_UNAVAILABLE: _G.ACCESS,
        _R.TRIAL_NOT_OPEN: _G.TRIAL,
        _R.TRIAL_INELIGIBLE: _G.TRIAL,
        _R.LATE_RESULT: _G.LOGISTIC,
        _R.LOST_TO_FOLLOW_UP: _G.LOGISTIC,
        _R.NEW_FINDING: _G.BOARD,
        _R.PENDING: _G.STATUS,
        _R.OTHER: _G.OTHER,
        _R.NOT_DOCUMENTED: _G.NOT_DOCUMENTED,
    }
)


def reasons_for(decision: Decision) -> tuple[ReasonNotFollowed, ...]:
    """The reasons that a decision may carry, in the order of the list.

    A followed recommendation carries none; a declined one needs one, and ``pending`` is not one.
    """
    if decision is Decision.FOLLOWED:
        return ()
    if decision is Decision.DEFERRED:
        return tuple(ReasonNotFollowed)
    return tuple(reason for reason in ReasonNotFollowed if reason is not ReasonNotFollowed.PENDING)


class NoTherapyReason(StrEnum):
    """Why the board recommends no therapy."""

    NO_ACTIONABLE_FINDING = "no_actionable_finding"
    NOT_EVALUABLE_PROFILE = "not_evaluable_profile"
    NO_ACCESSIBLE_DRUG_OR_TRIAL = "no_accessible_drug_or_trial"
    PATIENT_UNFIT = "patient_unfit"
    STANDARD_OPTION_FIRST = "standard_option_first"
    RESISTANCE_ONLY = "resistance_only"
    EVIDENCE_TOO_WEAK = "evidence_too_weak"
    OTHER = "other"


class NotActionableReason(StrEnum):
    """Why the board concludes a case as not actionable."""

    NO_FINDING = "no_finding"
    UNCERTAIN_SIGNIFICANCE_ONLY = "uncertain_significance_only"
    BENIGN_ONLY = "benign_only"
    NO_MATCHING_DRUG = "no_matching_drug"
    RESISTANCE_ONLY = "resistance_only"
    NOT_EVALUABLE_PROFILE = "not_evaluable_profile"
    OTHER = "other"


class WithdrawalReason(StrEnum):
    """Why a recommendation, a case or an enrolment is withdrawn (which is not a correction)."""

    CONSENT_WITHDRAWN = "consent_withdrawn"
    PATIENT_DIED = "patient_died"
    NEW_RESULT = "new_result"
    NO_LONGER_AVAILABLE = "no_longer_available"
    NOT_ELIGIBLE = "not_eligible"
    REPLACED = "replaced"
    OTHER = "other"


class CorrectionReason(StrEnum):
    """Why something recorded is superseded by something right."""

    TYPING_ERROR = "typing_error"
    WRONG_PATIENT = "wrong_patient"
    WRONG_SPECIMEN = "wrong_specimen"
    LABORATORY_AMENDED = "laboratory_amended"
    LATER_INFORMATION = "later_information"
    RECORDED_TWICE = "recorded_twice"
    OTHER = "other"


class BiologicalClass(StrEnum):
    """What a change does to the gene, whatever the tumour: five classes."""

    PATHOGENIC = "pathogenic"
    LIKELY_PATHOGENIC = "likely_pathogenic"
    UNCERTAIN = "uncertain"
    LIKELY_BENIGN = "likely_benign"
    BENIGN = "benign"


class EvidenceScheme(StrEnum):
    """The schemes by which findings and advice are graded; levels of two schemes never convert.

    The levels of a scheme are the codes of the system of the same name.
    """

    ESCAT = "escat"
    AMP_ASCO_CAP = "amp_asco_cap"
    NCT_DKTK = "nct_dktk"
    COMPERMED_BIOLOGICAL = "compermed_biological"
    COMPERMED_CLINICAL = "compermed_clinical"
    ONCOGENICITY = "oncogenicity"
    ONCOKB = "oncokb"
    ONCOKB_ONCOGENIC = "oncokb_oncogenic"

    @property
    def grades_biology(self) -> bool:
        """True where the scheme grades what a change does, not what follows for the patient."""
        return self in {
            EvidenceScheme.COMPERMED_BIOLOGICAL,
            EvidenceScheme.ONCOGENICITY,
            EvidenceScheme.ONCOKB_ONCOGENIC,
        }


class Strategy(StrEnum):
    """How a therapy line was chosen (PRECISION 1)."""

    EMPIRICAL = "empirical"
    GENOTYPE_DRIVEN_STANDARD = "genotype_driven_standard"
    GENOTYPE_MATCHED_TRIAL = "genotype_matched_trial"
    PRECISION2 = "precision2"
    BEST_SUPPORTIVE_CARE = "best_supportive_care"
