"""What matching answers: an item of evidence, why it was found, and how far it may carry."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from domain.knowledge.evidence import EvidenceItem, Source


class Resolution(IntEnum):
    """By how much of the change an item was found; the most specific first."""

    EXACT = 1
    """The protein or coding change itself, a splice event by name, a signature."""
    CODON = 2
    """Another substitution of the same codon, or a range of codons."""
    EXON = 3
    """The exon and the kind of change."""
    FUSION_PAIR = 4
    FUSION_ANY_PARTNER = 5
    COPY_NUMBER = 6
    GENE = 7
    """Gene level: an oncogenic change, or a loss of function."""


class Relation(StrEnum):
    """How an item's tumours stand to the case's tumour (OncoTree), the nearest first."""

    SAME = "same"
    """The case's code is the item's or lies under it."""
    AGNOSTIC = "agnostic"
    """Any cancer, or any solid tumour."""
    NARROWER = "narrower"
    """The item speaks of a subtype of the case's code: ask for the subtype."""
    RELATED = "related"
    """Same main type."""
    OTHER = "other"
    UNKNOWN = "unknown"
    """The disease could not be mapped, or the case's tumour is not known."""


class Answer(StrEnum):
    """Whether an item's profile holds for a case."""

    HOLDS = "holds"
    UNDETERMINED = "undetermined"
    """It would, but something it asks to be absent was not assessed."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """Levels that the crosswalk proposes; the board's own stand apart (law 9)."""

    amp: str | None
    """Code of ``amp_asco_cap``."""
    escat_ceiling: str | None
    """Code of ``escat``: no higher than this; ``None`` where the scheme has no tier for it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One item of evidence that meets a case, and why."""

    source: Source
    release: str
    """The release's version."""
    item: EvidenceItem
    finding_ids: tuple[str, ...]
    """The findings that satisfied its atoms; empty for none (only absence asked)."""
    resolution: Resolution
    relation: Relation
    answer: Answer
    why: str
    """In one sentence: which finding met which part, and how the tumours stand to each other."""
    to_confirm: tuple[str, ...]
    """What a person must check: a condition of the disease, a subtype, the direction of a fusion."""
    proposed: Proposed
    conflict: bool = False
    """Sensitivity and resistance stand for the same drug at the same relation."""
    name: str = ""
    """What the release's table is called."""
