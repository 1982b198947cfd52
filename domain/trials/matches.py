"""What matching answers: criterion by criterion, arm by arm, trial by trial."""

from dataclasses import dataclass
from enum import StrEnum

from domain.trials.criteria import Criterion
from domain.trials.trial import Arm, Site, Trial


class Answer(StrEnum):
    """Whether a patient meets what is asked; the best first."""

    PASS = "pass"
    WARN = "warn"
    """Met, with something that a person must check."""
    UNDETERMINED = "undetermined"
    """Not known: a further test or a question would decide it."""
    FAIL = "fail"

    @property
    def label(self) -> str:
        """The answer as it is shown."""
        return _ANSWERS[self]


_ANSWERS = {
    Answer.PASS: "Pass",
    Answer.WARN: "Warn",
    Answer.UNDETERMINED: "Undetermined",
    Answer.FAIL: "Fail",
}


class Joined(StrEnum):
    """How the parts of an answer are joined; a NOT is turned into its criteria, so none stands here."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class CriterionAnswer:
    """One criterion with its answer; under a NOT the answer is already the turned one."""

    criterion: Criterion
    absent: bool
    """Whether it is asked not to be so (an odd number of NOTs above it)."""
    answer: Answer
    sentence: str
    """E.g. ``KRAS G12C found (VAF 23.4 %).``"""
    finding_ids: tuple[str, ...] = ()
    """The findings that it was answered by."""
    further_test: str | None = None
    """What would decide it, in one sentence; ``None`` where it is decided."""


@dataclass(frozen=True, slots=True)
class JoinedAnswer:
    """A group of criteria with the answer that its parts make."""

    joined: Joined
    answer: Answer
    parts: tuple["TreeAnswer", ...]


TreeAnswer = CriterionAnswer | JoinedAnswer


class Near(StrEnum):
    """How an arm's tumours stand to the patient's, the nearest first."""

    ON_TUMOUR = "on_tumour"
    """It names the patient's tumour type or one above it."""
    BASKET = "basket"
    """It takes all solid, all liquid or all tumours, or names none."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Recruitment:
    """Whether the arm takes patients now."""

    answer: Answer
    """PASS: open with free places; WARN: suspended, not yet open, full, or not known; FAIL: closed."""
    sentence: str


@dataclass(frozen=True, slots=True)
class ArmMatch:
    """One arm against one patient."""

    arm: Arm
    answer: Answer
    """Of criteria and recruitment together: the worse."""
    eligibility: Answer
    """Of the criteria alone."""
    recruitment: Recruitment
    criteria: TreeAnswer | None
    """Trial-wide and own criteria as they are joined; ``None`` where none are asked."""
    answers: tuple[CriterionAnswer, ...]
    """The same criteria one after another, each once."""
    decides: tuple[CriterionAnswer, ...]
    """Those that make the answer what it is, the first failing one first; empty where it passes."""
    further_tests: tuple[str, ...]
    """What would decide the arm, each once; empty unless undetermined."""
    finding_ids: tuple[str, ...]
    """Findings that speak for it: of the genomic criteria that are met."""
    near: Near
    specificity: int
    """How much of a change it asks for: 4 a change, 3 a codon, exon, pair or call, 2 a gene, 1 a signature, 0
    nothing."""


@dataclass(frozen=True, slots=True)
class TrialMatch:
    """One trial against one patient: the arms ranked, the best first."""

    trial: Trial
    answer: Answer
    """The best arm's; UNDETERMINED for a trial without arms and criteria."""
    arms: tuple[ArmMatch, ...]
    sites: tuple[Site, ...]
    """Sites that take patients or may: open first, closed last."""
    distance: float | None = None
    """To the nearest site that is not closed, as the caller gave it; ``None`` where not known."""

    @property
    def best(self) -> ArmMatch | None:
        """The arm that fits best."""
        return self.arms[0] if self.arms else None


@dataclass(frozen=True, slots=True)
class PatientAnswer:
    """Whether one patient of a cohort would match, by the criteria alone."""

    patient_id: str
    answer: Answer
    arm: str | None
    """Code of the best arm; ``None`` where a tree was asked."""


@dataclass(frozen=True, slots=True)
class CohortAnswer:
    """A trial or a planned biomarker against a cohort."""

    patients: tuple[PatientAnswer, ...]
    """In the order they were given."""

    def count(self, answer: Answer) -> int:
        """How many patients have this answer."""
        return sum(1 for one in self.patients if one.answer is answer)
