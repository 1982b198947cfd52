"""What the forms of corrections start from, and what was corrected before."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.views.choices import Choice


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """One field that somebody corrected, as it is shown."""

    what: str
    """``Patient``, ``Tumour``, ``Specimen`` or ``Case``."""
    field: str
    before: str | None
    """``None`` where nothing had been said."""
    after: str | None
    reason: str
    recorded_by: str
    recorded_at: datetime
    """UTC."""


@dataclass(frozen=True, slots=True)
class RecordedPatient:
    """A patient as she is in force; ``acts`` is how many acts were recorded on her."""

    patient_id: str
    acts: int
    pseudonym: str
    sex: str
    year_of_birth: int


@dataclass(frozen=True, slots=True)
class RecordedTumour:
    """A tumour as it is in force, its fields as codes."""

    tumour_id: str
    acts: int
    oncotree_code: str
    registered_code: str | None
    site: str | None
    stage: str | None
    histology: str | None
    diagnosed_on: date | None


@dataclass(frozen=True, slots=True)
class RecordedSpecimen:
    """A specimen as it is in force, its fields as codes."""

    specimen_id: str
    acts: int
    laboratory_id: str
    laboratory: str
    kind: str
    origin: str
    sample_ids: tuple[str, ...]
    site: str | None
    collected_on: date | None
    fixation: str | None
    tumour_cell_percent: float | None
    dna_ng: float | None
    rna_ng: float | None
    dcq: float | None
    dv200_percent: float | None
    decalcified: bool | None
    called: str
    """What it is, in a few words, to choose it by."""


@dataclass(frozen=True, slots=True)
class RecordedCase:
    """What is asked, as it is in force."""

    case_id: str
    acts: int
    question: str
    ecog: int | None
    previous_lines: int | None
    previous_lines_text: str | None


@dataclass(frozen=True, slots=True)
class CorrectionLists:
    """The lists that the forms of corrections choose from."""

    sexes: tuple[Choice, ...]
    stages: tuple[Choice, ...]
    sites: tuple[Choice, ...]
    ecog: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    origins: tuple[Choice, ...]
    fixations: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Correctable:
    """All that can be corrected of a case, from one look at the store."""

    patient: RecordedPatient
    tumour: RecordedTumour
    specimens: tuple[RecordedSpecimen, ...]
    case: RecordedCase
