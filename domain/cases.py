"""What a coordinator opens a case with, and how the board concludes it."""

from dataclasses import dataclass
from datetime import date

from domain.codes import Sex, SpecimenKind, SpecimenOrigin
from domain.identity import checked_pseudonym, checked_text
from domain.refused import Refused


def _set(value: object, name: str, to: object) -> None:
    """Set a field of a frozen dataclass while it is being made."""
    object.__setattr__(value, name, to)


def not_after(day: date | None, limit: date, what: str) -> None:
    """Raise ``Refused`` when a day that has happened lies in the future."""
    if day is not None and day > limit:
        raise Refused(f"{what} lies in the future ({day:%d %b %Y}); nothing was recorded. Correct the date.")


def within(value: float | None, low: float, high: float, what: str, unit: str) -> None:
    """Raise ``Refused`` when a measured value cannot be."""
    if value is not None and not low <= value <= high:
        raise Refused(f"{what} of {value:g} {unit} cannot be: {low:g} to {high:g} was expected. Correct it.")


def checked_year_of_birth(year: int) -> int:
    """The year. Raises ``Refused`` for one in which nobody who is treated today was born."""
    if not 1900 <= year <= date.today().year:
        raise Refused(f"A year of birth of {year} cannot be; enter four digits, for example 1958.")
    return year


@dataclass(frozen=True, slots=True)
class Patient:
    """A pseudonym, sex, year of birth and centre; nothing that names a person."""

    pseudonym: str
    sex: Sex
    year_of_birth: int
    centre_id: str
    synthetic: bool = False

    def __post_init__(self) -> None:
        _set(self, "pseudonym", checked_pseudonym(self.pseudonym))
        checked_year_of_birth(self.year_of_birth)
        if not self.centre_id:
            raise Refused("A patient needs a centre: the hospital whose physician treats her.")


@dataclass(frozen=True, slots=True)
class Tumour:
    """What the patient has."""

    oncotree_code: str
    site: str | None = None
    stage: str | None = None
    histology: str | None = None
    diagnosed_on: date | None = None

    def __post_init__(self) -> None:
        if not self.oncotree_code:
            raise Refused("A tumour needs its OncoTree type: search by name or code and choose one.")
        _set(self, "site", checked_text(self.site, "The site"))
        _set(self, "histology", checked_text(self.histology, "The histology"))
        not_after(self.diagnosed_on, date.today(), "The date of diagnosis")


@dataclass(frozen=True, slots=True)
class Specimen:
    """What was taken from the patient and sent to a laboratory."""

    laboratory_id: str
    kind: SpecimenKind
    origin: SpecimenOrigin
    sample_ids: tuple[str, ...] = ()
    """Names under which the laboratory sequences it (DNA, RNA or pair ids)."""
    site: str | None = None
    collected_on: date | None = None
    fixation: str | None = None
    tumour_cell_percent: float | None = None
    dna_ng: float | None = None
    rna_ng: float | None = None
    dcq: float | None = None
    dv200_percent: float | None = None
    decalcified: bool | None = None
    """Whether bone in it was decalcified before it was profiled; ``None`` where nobody said."""

    def __post_init__(self) -> None:
        if not self.laboratory_id:
            raise Refused("A specimen needs the laboratory it was sent to.")
        samples = (checked_text(sample, "The sample id") for sample in self.sample_ids)
        _set(self, "sample_ids", tuple(dict.fromkeys(sample for sample in samples if sample)))
        _set(self, "site", checked_text(self.site, "The site"))
        not_after(self.collected_on, date.today(), "The date of collection")
        within(self.tumour_cell_percent, 0, 100, "A tumour cell content", "%")
        within(self.dv200_percent, 0, 100, "A DV200", "%")
        within(self.dna_ng, 0, 1e6, "A DNA amount", "ng")
        within(self.rna_ng, 0, 1e6, "An RNA amount", "ng")
        within(self.dcq, -20, 40, "A dCq", "cycles")


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is asked, and how the patient stands when it is asked."""

    question: str
    ecog: int | None = None
    previous_lines: int | None = None
    previous_lines_text: str | None = None

    def __post_init__(self) -> None:
        question = checked_text(self.question, "The question")
        if question is None:
            raise Refused(
                "A case needs the question that the physician asks the board; nothing was recorded."
            )
        _set(self, "question", question)
        _set(self, "previous_lines_text", checked_text(self.previous_lines_text, "The previous lines"))
        if self.ecog is not None and self.ecog not in range(6):
            raise Refused("ECOG goes from 0 to 5.")
        if self.previous_lines is not None and not 0 <= self.previous_lines <= 30:
            raise Refused("The number of previous lines goes from 0 to 30.")


@dataclass(frozen=True, slots=True)
class CaseOpening:
    """One question to the board, with all it is about: the act that opens a case."""

    patient: Patient | None
    """``None`` when the patient is known already: then ``patient_id`` says who."""
    tumour: Tumour | None
    """``None`` when the tumour is known already: then ``tumour_id`` says which."""
    question: str
    ecog: int | None = None
    previous_lines: int | None = None
    previous_lines_text: str | None = None
    specimen: Specimen | None = None
    patient_id: str | None = None
    tumour_id: str | None = None
    opened_on: date | None = None
    """The day the case was opened; today where ``None``."""

    def __post_init__(self) -> None:
        if (self.patient is None) == (self.patient_id is None):
            raise Refused("A case is about one patient: a new one, or one the store knows.")
        if (self.tumour is None) == (self.tumour_id is None):
            raise Refused("A case is about one tumour: a new one, or one of the patient's.")
        if self.tumour_id is not None and self.patient_id is None:
            raise Refused("A tumour that is known belongs to a patient who is known.")
        facts = CaseFacts(self.question, self.ecog, self.previous_lines, self.previous_lines_text)
        _set(self, "question", facts.question)
        _set(self, "previous_lines_text", facts.previous_lines_text)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """How the board concludes a case: actionable or not, and why."""

    actionable: bool
    reason_code: str | None = None
    """Of ``not_actionable_reason``; needed when not actionable."""
    comment: str | None = None
    concluded_on: date | None = None

    def __post_init__(self) -> None:
        if not self.actionable and not self.reason_code:
            raise Refused("A case concluded as not actionable needs its reason.")
        _set(self, "comment", checked_text(self.comment, "The comment"))
