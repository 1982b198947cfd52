"""What a decision-support tool said of findings: the table a laboratory brings, what its columns hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.brought_list import BroughtList
from domain.identity import checked_text
from domain.problems import Problem
from domain.refused import Refused

OF_SCHEME = "level_of:"
"""Before a scheme's code: the column holds levels of that scheme alone."""


class ToolField(StrEnum):
    """What a column can hold, beside the levels of one scheme."""

    SAMPLE_ID = "sample_id"
    GENE = "gene"
    CHANGE = "change"
    CHROM = "chrom"
    POS = "pos"
    REF = "ref"
    ALT = "alt"
    SCHEME = "scheme"
    LEVEL = "level"
    TOOL = "tool"
    TOOL_VERSION = "tool_version"
    SAID_ON = "said_on"
    COMMENT = "comment"


LABELS = {
    ToolField.SAMPLE_ID: "Sample id",
    ToolField.GENE: "Gene",
    ToolField.CHANGE: "Change (protein, coding, gain, fusion, exons)",
    ToolField.CHROM: "Chromosome",
    ToolField.POS: "Position",
    ToolField.REF: "Reference allele",
    ToolField.ALT: "Alternate allele",
    ToolField.SCHEME: "Scheme",
    ToolField.LEVEL: "Level",
    ToolField.TOOL: "Tool",
    ToolField.TOOL_VERSION: "Version of the tool",
    ToolField.SAID_ON: "Date of the report",
    ToolField.COMMENT: "Comment",
}
REPEATED = frozenset({ToolField.COMMENT.value, ToolField.CHANGE.value})
"""Several columns may hold it."""
DEFAULTED = (ToolField.TOOL, ToolField.TOOL_VERSION, ToolField.SAID_ON, ToolField.SCHEME)
"""What a person says once for every row in which the table does not."""


@dataclass(frozen=True, slots=True)
class ToolMapping:
    """What the columns hold and what words stand for. Raises ``Refused`` where two columns hold the same."""

    columns: Mapping[str, str]
    """By heading: a ``ToolField``, or ``OF_SCHEME`` and a scheme; what is not taken is not there."""
    words: Mapping[str, str] = field(default_factory=dict)
    """By scheme and word (``scheme|word``): the level as a code, empty for a word that is left out."""
    defaults: Mapping[str, str] = field(default_factory=dict)
    """By field of ``DEFAULTED``; a day as ISO text."""
    orders: Mapping[str, str] = field(default_factory=dict)
    """By heading of a column of dates: a ``DateOrder``, as a person said."""

    def __post_init__(self) -> None:
        held = [one for one in self.columns.values() if one not in REPEATED]
        doubled = sorted({one for one in held if held.count(one) > 1})
        if doubled:
            raise Refused(
                f"Two columns are said to hold the same ({', '.join(doubled)}). Nothing was recorded; choose "
                "one of them and leave the other out."
            )
        for text in self.defaults.values():
            checked_text(text, "What holds for all rows")

    def headings_of(self, wanted: str) -> tuple[str, ...]:
        """The columns that hold a field, in order."""
        return tuple(heading for heading, one in self.columns.items() if one == wanted)


@dataclass(frozen=True, slots=True)
class ToolWord:
    """A level as the table writes it, under a scheme."""

    scheme: str
    word: str


@dataclass(frozen=True, slots=True)
class AskedOrder:
    """A column of dates of which no cell shows whether day or month comes first."""

    heading: str
    rows: int
    """Rows whose date can be read either way."""
    example: str


@dataclass(frozen=True, slots=True)
class ToolRow:
    """One row of the table, by the mapping."""

    line: int
    sample_id: str
    gene: str
    """Current symbol; empty where the row names none."""
    changes: tuple[str, ...]
    place: tuple[str, int, str, str] | None
    """Chromosome, position, reference and alternate allele, where all four stand in the row."""
    words: tuple[ToolWord, ...]
    tool: str
    tool_version: str
    said_on: date | None
    comment: str | None
    gene_said: str = ""
    """The name of the gene in the table, where that is another one than its symbol."""

    @property
    def gene_words(self) -> str:
        """The gene with the name by which it was read: ``ERBB2 (read from HER2)``."""
        return f"{self.gene} (read from {self.gene_said})" if self.gene_said else self.gene


@dataclass(frozen=True, slots=True)
class ToolTable:
    """A table as it was read and mapped."""

    brought: BroughtList
    rows: tuple[ToolRow, ...]
    without_level: int
    """Rows that say nothing of any finding: not counted as missed."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ToolFinding:
    """A finding of the laboratory that a row may mean."""

    finding_id: str
    sample_ids: frozenset[str]
    """Every name that its profile's sample goes by."""
    kind: str
    gene: str | None
    variant_key: str
    changes: tuple[str, ...]
    """Protein and coding change, or the call, or both partners of a fusion."""
    label: str
    exons: str | None = None
    """The exons it lies in or concerns, as the file wrote them."""
    synthetic: bool = False
    """Whether its patient was made by the demonstration."""


@dataclass(frozen=True, slots=True)
class ToolSaid:
    """A classification that a tool gives to a finding."""

    finding_id: str
    scheme: str
    level: str
    tool: str
    tool_version: str
    said_on: date
    comment: str | None = None
    resistance: bool = False
    """A level of resistance beside one of sensitivity."""

    def __post_init__(self) -> None:
        if not self.tool.strip() or not self.tool_version.strip():
            raise Refused(
                "A tool's word needs the tool and its version; nothing was recorded. Say them above."
            )
        object.__setattr__(self, "comment", checked_text(self.comment, "The comment"))


@dataclass(frozen=True, slots=True)
class ToolReport:
    """A table on its way into the store: what it says of which findings, and how it was read."""

    laboratory_id: str
    file_name: str
    sha256: str
    fingerprint: str
    """Of the headings, by which the mapping is found again."""
    mapping: ToolMapping
    said: tuple[ToolSaid, ...]
    rows: int
    """Rows of the table that say something."""

    def __post_init__(self) -> None:
        if not self.said:
            raise Refused(
                "No row of this table meets a finding of yours: there is nothing to record. Read why."
            )


@dataclass(frozen=True, slots=True)
class MatchedRow:
    """A row with the finding it means, or why it means none."""

    row: ToolRow
    finding: ToolFinding | None
    how: str
    """``position``, ``change``, ``event`` (splicing, whole exons), ``breakpoints`` or ``exon``; empty where
    none was found."""
    why_not: str = ""

    @property
    def by(self) -> str:
        """By what the finding was met, and the gene where it is written by another name."""
        return f"{self.how}; {self.row.gene_words}" if self.row.gene_said else self.how


@dataclass(frozen=True, slots=True)
class MatchedTable:
    """All rows against the laboratory's findings."""

    rows: tuple[MatchedRow, ...]
    said: tuple[ToolSaid, ...]
    unknown_words: tuple[tuple[ToolWord, int], ...]
    """Words whose level nobody has said yet, and in how many rows."""
    doubled: int = 0
    """Classifications that the table gives twice: the last one counts."""
    synthetic: bool = False
    """Whether a patient whose sample it names was made by the demonstration."""

    @property
    def found(self) -> Sequence[MatchedRow]:
        """The rows that meet a finding."""
        return [one for one in self.rows if one.finding is not None]

    @property
    def missed(self) -> Sequence[MatchedRow]:
        """The rows that meet none."""
        return [one for one in self.rows if one.finding is None]
