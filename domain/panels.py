"""Lists of what a small panel covers: gene, region and kind of change, in which tumour, from when to when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.identity import checked_text
from domain.knowledge.evidence import Scope
from domain.panel_regions import Regions
from domain.problems import Problem
from domain.refused import Refused

EXAMPLE = "EXAMPLE"
"""How the list that ships begins, wherever it is named: it is nobody's list."""
COLUMNS = (
    "tumour_label", "oncotree_codes", "gene", "regions", "alteration_types", "test_level", "analyte",
    "valid_from", "valid_to", "source",
)  # fmt: skip
"""The columns of the template."""


class AlterationType(StrEnum):
    """The kinds of change that a row of a panel list can cover."""

    SMALL_VARIANT = "small_variant"
    COPY_NUMBER = "copy_number"
    """Gains and losses of copies."""
    AMPLIFICATION = "amplification"
    DELETION = "deletion"
    FUSION = "fusion"
    SPLICE = "splice"
    REARRANGEMENT = "exon_rearrangement"
    """Loss or gain of whole exons."""
    TMB = "tmb"
    MSI = "msi"
    MMR = "mmr"
    HRD = "hrd"

    @property
    def of_tumour(self) -> bool:
        """Whether it is of the whole tumour, so that no gene belongs to it."""
        return self in {AlterationType.TMB, AlterationType.MSI, AlterationType.MMR, AlterationType.HRD}

    @property
    def words(self) -> str:
        """As it stands in a sentence: ``small variants``."""
        return _TYPE_WORDS[self]


_TYPE_WORDS = {
    AlterationType.SMALL_VARIANT: "small variants",
    AlterationType.COPY_NUMBER: "copy number",
    AlterationType.AMPLIFICATION: "amplification",
    AlterationType.DELETION: "deletion",
    AlterationType.FUSION: "fusions",
    AlterationType.SPLICE: "splice variants",
    AlterationType.REARRANGEMENT: "exon-level rearrangements",
    AlterationType.TMB: "TMB",
    AlterationType.MSI: "MSI",
    AlterationType.MMR: "mismatch repair",
    AlterationType.HRD: "HRD",
}


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One row of a panel list: one gene, or one number of the whole tumour, in some tumours."""

    line: int
    """In the file, 1-based."""
    tumour_label: str
    scope: Scope
    """The tumours, as OncoTree codes or any."""
    gene: str | None
    """Current symbol; ``None`` of what is of the whole tumour."""
    regions: Regions
    types: frozenset[AlterationType]
    test_level: str | None
    analyte: str | None
    valid_from: date | None
    """The first day; ``None``: since ever."""
    valid_to: date | None
    """The last day; ``None``: still."""
    source: str | None

    def valid_on(self, day: date) -> bool:
        """Whether the row stands on a day, the first and the last included."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(frozen=True, slots=True)
class PanelList:
    """A dated list of what is covered; never edited, a new version is a new list."""

    panel_id: str
    """SHA-256 of the file it was read from."""
    name: str
    source: str
    version: str
    dated: date
    example: bool
    """Whether it is the example that ships."""
    rows: tuple[PanelRow, ...]

    @property
    def title(self) -> str:
        """How the list is named wherever it is used: name, version and date; an example says so first."""
        return panel_title(self.name, self.version, self.dated, self.example)


def panel_title(name: str, version: str, dated: date, example: bool) -> str:
    """``Lung list 2026-1 (14 Nov 2026)``; an example begins with the word."""
    mark = f"{EXAMPLE}, no official list: " if example else ""
    return f"{mark}{name} {version} ({dated.day} {dated:%b %Y})"


@dataclass(frozen=True, slots=True)
class PanelReading:
    """What a reader made of a file of the template."""

    sha256: str
    rows: tuple[PanelRow, ...]
    of: int
    """Rows of the file that hold anything."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PanelLoading:
    """A list as the administrator brings it in: what was read, and what it is called."""

    reading: PanelReading
    name: str
    source: str
    version: str
    dated: date | None

    def __post_init__(self) -> None:
        for field, label in (("name", "The name"), ("source", "The source"), ("version", "The version")):
            text = checked_text(getattr(self, field), label)
            if text is None:
                raise Refused(
                    f"A panel list needs its name, source and version; {label.lower()} is blank. Nothing was "
                    "recorded. Fill it in."
                )
            object.__setattr__(self, field, text)
        if self.dated is None:
            raise Refused("A panel list needs its date: the day of its version. Nothing was recorded.")
        if self.name.upper().startswith(EXAMPLE):
            raise Refused(
                "The example comes with the program; give your own list another name. Nothing was recorded."
            )
        if not self.reading.rows:
            raise Refused("No row of a panel could be read from this file; nothing was recorded.")


@dataclass(frozen=True, slots=True)
class PanelInForce:
    """Which list the board compares with from now on, and why."""

    panel_id: str | None
    """``None`` for no list."""
    reason: str

    def __post_init__(self) -> None:
        reason = checked_text(self.reason, "The reason")
        if reason is None:
            raise Refused("Switching a panel list needs its reason: one sentence. Nothing was recorded.")
        object.__setattr__(self, "reason", reason)
