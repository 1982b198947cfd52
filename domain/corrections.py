"""What corrects a typing error in a patient, a tumour, a specimen or a case: the whole value, and why."""

from dataclasses import dataclass

from domain.cases import CaseFacts, Specimen, Tumour, checked_year_of_birth
from domain.codes import Sex
from domain.identity import checked_text
from domain.refused import Refused

_NAMES = {
    "oncotree_code": "Tumour type",
    "diagnosed_on": "Date of diagnosis",
    "kind": "Kind",
    "origin": "Taken from",
    "collected_on": "Collected on",
    "tumour_cell_percent": "Tumour cells (%)",
    "dna_ng": "DNA (ng)",
    "rna_ng": "RNA (ng)",
    "dcq": "dCq (cycles)",
    "dv200_percent": "DV200 (%)",
    "decalcified": "Bone, decalcified",
    "ecog": "ECOG",
    "previous_lines": "Number of previous lines",
    "previous_lines_text": "Previous lines",
}


def field_name(field: str) -> str:
    """How a field that can be corrected is called on the screen."""
    return _NAMES.get(field, field.replace("_", " ").capitalize())


def _checked_reason(text: str) -> str:
    """The reason, trimmed. Raises ``Refused`` where there is none, or one that names a person."""
    reason = checked_text(text, "The reason of the correction")
    if reason is None:
        raise Refused(
            "A correction needs its reason: write why it is corrected, for example 'typing error'; what you "
            "typed is kept."
        )
    return reason


@dataclass(frozen=True, slots=True)
class PatientCorrection:
    """Sex and year of birth as they are; the pseudonym and the centre stay who she is to the board."""

    patient_id: str
    sex: Sex
    year_of_birth: int
    reason: str

    def __post_init__(self) -> None:
        checked_year_of_birth(self.year_of_birth)
        object.__setattr__(self, "reason", _checked_reason(self.reason))


@dataclass(frozen=True, slots=True)
class TumourCorrection:
    """A tumour as it is."""

    tumour_id: str
    tumour: Tumour
    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", _checked_reason(self.reason))


@dataclass(frozen=True, slots=True)
class SpecimenCorrection:
    """A specimen as it is; its laboratory stays."""

    specimen_id: str
    specimen: Specimen
    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", _checked_reason(self.reason))


@dataclass(frozen=True, slots=True)
class CaseCorrection:
    """The question, ECOG and previous lines of a case as they are."""

    case_id: str
    facts: CaseFacts
    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", _checked_reason(self.reason))
