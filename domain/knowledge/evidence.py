"""Items of evidence and the dated releases they come in.

A release is never edited: a newer one is loaded beside it, and both can be compared.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.knowledge.profiles import Expression
from domain.problems import Problem


class Source(StrEnum):
    """Where releases come from."""

    STARTER = "starter"
    """The small table that ships with the program."""
    CIVIC = "civic"
    ONCOKB = "oncokb"
    """A file that a laboratory annotated with OncoKB under its own licence; none ships."""
    OWN = "own"
    """A laboratory's or board's own evidence table."""


class EvidenceType(StrEnum):
    """What an item speaks of (the words of CIViC's data model)."""

    PREDICTIVE = "predictive"
    PROGNOSTIC = "prognostic"
    DIAGNOSTIC = "diagnostic"
    PREDISPOSING = "predisposing"
    ONCOGENIC = "oncogenic"
    FUNCTIONAL = "functional"


class Direction(StrEnum):
    """Whether the item supports what it says of significance."""

    SUPPORTS = "supports"
    DOES_NOT_SUPPORT = "does_not_support"
    NOT_SAID = "not_said"
    """The source says neither; never shown as support."""


class DrugEffect(StrEnum):
    """What a predictive item says of the drugs."""

    SENSITIVITY = "sensitivity"
    RESISTANCE = "resistance"
    REDUCED_SENSITIVITY = "reduced_sensitivity"
    ADVERSE_RESPONSE = "adverse_response"
    OTHER = "other"
    """Not predictive, or not said."""

    @property
    def against(self) -> bool:
        """Whether it speaks against the drugs: shown first and apart."""
        return self in {DrugEffect.RESISTANCE, DrugEffect.REDUCED_SENSITIVITY, DrugEffect.ADVERSE_RESPONSE}


class Interaction(StrEnum):
    """How several drugs of an item belong together."""

    SINGLE = "single"
    COMBINATION = "combination"
    SUBSTITUTES = "substitutes"
    """Each alone."""
    SEQUENTIAL = "sequential"


class VariantOrigin(StrEnum):
    """Of which origin the changes were that an item is about."""

    SOMATIC = "somatic"
    GERMLINE = "germline"
    """Rare or common germline only: a somatic call never matches it."""
    MIXED = "mixed"
    UNKNOWN = "unknown"


NOT_TOLD = "not told"
"""The disease of an item whose file does not say for which tumour type its level was given."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The tumours that an item speaks of."""

    text: str
    """The disease as the source writes it."""
    codes: tuple[str, ...] = ()
    """OncoTree codes, each with all that lies under it; empty with ``any_tumour`` false: not mapped."""
    any_tumour: bool = False
    """Any cancer, or any solid tumour."""
    solid_only: bool = False
    condition: str | None = None
    """What has to be confirmed beside the tumour type, e.g. ``HER2-positive``."""

    @property
    def mapped(self) -> bool:
        """Whether it could be told which tumours are meant."""
        return self.any_tumour or bool(self.codes)


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One statement of a release: about which findings, in which tumour, with which drugs, how sure."""

    item_id: str
    """The source's own id, unique within the release: ``EID883``, ``ST-EGFR-01``."""
    profile_text: str
    """What it is about, as the source writes it."""
    profile: Expression
    scope: Scope
    type: EvidenceType
    direction: Direction
    effect: DrugEffect
    significance: str
    """As the source writes it: ``Sensitivity/Response``, ``Poor Outcome``."""
    drugs: tuple[str, ...]
    interaction: Interaction
    level_scheme: str
    """Code of the system ``evidence_scheme``: ``civic``, ``escat``, ``amp_asco_cap``, ..."""
    level: str
    """Code of that scheme."""
    origin: VariantOrigin = VariantOrigin.UNKNOWN
    rating: int | None = None
    """1 to 5 stars where the source rates."""
    flagged: bool = False
    """The source itself doubts it: shown last and marked, never counted."""
    citation_id: str | None = None
    """``PMID:16081687``, ``DOI:10....``, ``EMA:...``."""
    citation: str | None = None
    """Short: ``Levine et al., 2005``."""
    trials: tuple[str, ...] = ()
    reviewed_on: date | None = None
    link: str | None = None
    """Where to read it; nothing is called until somebody clicks."""


@dataclass(frozen=True, slots=True)
class Release:
    """One dated release of one source."""

    source: Source
    name: str
    """The source's name as shown: ``CIViC``, ``Own table of laboratory L01``."""
    version: str
    """The date or version as the source calls it: ``2026-05-26``."""
    released_on: date | None
    sha256: str
    """Of the file it was read from."""
    licence: str
    items: tuple[EvidenceItem, ...]


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A row of the file that did not become an item in full, and why."""

    line: int
    item_id: str | None
    text: str
    why: str
    kept: bool
    """True where the item is in the release but part of its profile or its disease matches nothing."""


@dataclass(frozen=True, slots=True)
class ReleaseReading:
    """What a reader made of a file: the release, and a line for everything that is not wholly understood."""

    release: Release | None
    """``None`` where the file could not be taken at all; ``problems`` says why."""
    rows: int
    """Data rows of the file."""
    left_over: tuple[LeftOver, ...] = ()
    problems: tuple[Problem, ...] = ()
    rows_taken: int | None = None
    """Rows that became items, where one row can be several; ``None`` where every item is a row."""
