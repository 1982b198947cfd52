"""What a small panel would have found: one finding in one tumour on one day, row by row of a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import Any

from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFinding, CopyState
from domain.knowledge.evidence import Scope
from domain.knowledge.hits import Relation
from domain.knowledge.tumour_relation import TumourTree, relation
from domain.panel_regions import holds
from domain.panels import AlterationType, PanelList, PanelRow


class PanelState(StrEnum):
    """What a panel says of a finding."""

    FOUND = "found"
    NOT_COVERED = "not_covered"
    CANNOT_TELL = "cannot_tell"


class Gap(IntEnum):
    """Why a panel does not cover a finding, or why that cannot be told; the later, the nearer it came."""

    TUMOUR = 1
    GENE = 2
    CLASS = 3
    REGION = 4
    DAY = 5

    @property
    def words(self) -> str:
        """As a heading of a count."""
        return _GAP_WORDS[self]


_GAP_WORDS = {
    Gap.TUMOUR: "No row for this tumour type",
    Gap.GENE: "Gene not on the list for this tumour type",
    Gap.CLASS: "Kind of change not covered",
    Gap.REGION: "Region not covered",
    Gap.DAY: "Not valid on that day",
}


@dataclass(frozen=True, slots=True)
class PanelAnswer:
    """What a list says of one finding."""

    state: PanelState
    gap: Gap | None
    """``None`` where it is found."""
    line: int | None
    """The row that says so, by its line in the file; ``None`` where no row came near."""
    because: str
    """The row that says so, or why none does."""
    sentence: str
    """The whole answer with the finding, the list and its date."""


_SIGNATURES = {
    "TMB-H": AlterationType.TMB, "TMB-L": AlterationType.TMB, "MSI-H": AlterationType.MSI,
    "MSS": AlterationType.MSI, "dMMR": AlterationType.MMR, "pMMR": AlterationType.MMR,
    "HRD": AlterationType.HRD, "HRP": AlterationType.HRD,
}  # fmt: skip
_GAINS, _LOSSES = {CopyState.AMPLIFICATION, CopyState.GAIN}, {CopyState.LOSS, CopyState.DEEP_LOSS}


def would_find(
    panel: PanelList, tumour_code: str | None, finding: CaseFinding, day: date, tree: TumourTree
) -> PanelAnswer:
    """Whether a test that reads all that the list covers, and nothing else, would have seen a finding.

    Each row is asked for tumour, gene, kind of change, region and day, in this order. *Found* needs one row
    that says yes to all; *cannot tell* one that says no to none; else the row that came furthest says why
    not. ``tumour_code`` is an OncoTree code. Sensitivity, quality and turnaround of a real test are left
    aside: they can only lower what is found.
    """
    of_gene = [_asked(row, tumour_code, finding, day, tree) for row in panel.rows if _gene(row, finding)]
    best = max(of_gene, key=lambda one: (one.rank, -one.row.line), default=None)
    if best is not None and (best.state is not PanelState.NOT_COVERED or best.gap is not Gap.TUMOUR):
        return _answer(panel, best, finding, day)
    if any(_tumour(row, tumour_code, tree) is not False for row in panel.rows):
        what = " or ".join(finding.genes) or finding.signature or "this"
        return _far(panel, finding, Gap.GENE, f"The list has no {what} for this tumour type.")
    return _far(panel, finding, Gap.TUMOUR, "The list has no row for this tumour type.")


def _far(panel: PanelList, finding: CaseFinding, gap: Gap, because: str) -> PanelAnswer:
    """The answer where no row came near."""
    state = PanelState.NOT_COVERED
    return PanelAnswer(state, gap, None, because, _sentence(panel, finding, state, because))


@dataclass(frozen=True, slots=True)
class _Asked:
    row: PanelRow
    state: PanelState
    gap: Gap | None

    @property
    def rank(self) -> tuple[int, int]:
        order = (PanelState.NOT_COVERED, PanelState.CANNOT_TELL, PanelState.FOUND)
        return order.index(self.state), int(self.gap or 0)


def _asked(row: PanelRow, code: str | None, finding: CaseFinding, day: date, tree: TumourTree) -> _Asked:
    """A row that has the gene, asked for the rest."""
    open_at: Gap | None = None
    for gap in (Gap.TUMOUR, Gap.CLASS, Gap.REGION, Gap.DAY):
        told = _says(row, gap, code, finding, day, tree)
        if told is False:
            return _Asked(row, PanelState.NOT_COVERED, gap)
        if told is None and open_at is None:
            open_at = gap
    return _Asked(row, PanelState.CANNOT_TELL if open_at else PanelState.FOUND, open_at)


def _says(
    row: PanelRow, gap: Gap, code: str | None, finding: CaseFinding, day: date, tree: TumourTree
) -> bool | None:
    if gap is Gap.TUMOUR:
        return _tumour(row, code, tree)
    if gap is Gap.CLASS:
        return _class(row, finding)
    return _region(row, finding) if gap is Gap.REGION else row.valid_on(day)


def covers_tumour(panel: PanelList, tumour_code: str | None, day: date, tree: TumourTree) -> bool | None:
    """Whether the list has any row for a tumour on a day; ``None`` where that cannot be told."""
    told = [_tumour(row, tumour_code, tree) for row in panel.rows if row.valid_on(day)]
    if True in told:
        return True
    return None if None in told else False


def _tumour(row: PanelRow, code: str | None, tree: TumourTree) -> bool | None:
    asked: Any = tree  # a protocol says nothing of its hash
    return _within(code, row.scope, asked)


@lru_cache(maxsize=16_384)
def _within(code: str | None, scope: Scope, tree: Any) -> bool | None:
    found = relation(code, scope, tree)
    if found in {Relation.SAME, Relation.AGNOSTIC}:
        return True
    # A row for a subtype of what was registered: the patient may or may not have it.
    return None if found in {Relation.NARROWER, Relation.UNKNOWN} else False


def _gene(row: PanelRow, finding: CaseFinding) -> bool:
    if finding.kind is FindingClass.BIOMARKER:
        return _SIGNATURES.get(finding.signature or "") in row.types
    return row.gene in finding.genes


def _class(row: PanelRow, finding: CaseFinding) -> bool | None:
    types, kind = row.types, finding.kind
    if kind is FindingClass.BIOMARKER:
        return True
    if kind is FindingClass.SMALL_VARIANT:
        # A splice test of RNA sees the change only if it makes the exon be left out.
        by_effect = AlterationType.SPLICE in types and any("splice" in one for one in finding.consequences)
        return True if AlterationType.SMALL_VARIANT in types else None if by_effect else False
    if kind is FindingClass.SPLICE_VARIANT:
        # Most single exons that are left out have their cause in the DNA beside them, not all.
        by_cause = AlterationType.SMALL_VARIANT in types and len(finding.exons) == 1
        return True if AlterationType.SPLICE in types else None if by_cause else False
    if kind is FindingClass.COPY_NUMBER:
        return _copies(types, finding.copy_state)
    return {
        FindingClass.FUSION: AlterationType.FUSION,
        FindingClass.REARRANGEMENT: AlterationType.REARRANGEMENT,
    }.get(kind) in types


def _copies(types: Iterable[AlterationType], state: CopyState) -> bool | None:
    if AlterationType.COPY_NUMBER in types:
        return True
    if state in _GAINS and AlterationType.AMPLIFICATION in types:
        # Below the threshold of an amplification it depends on the other test's own.
        return True if state is CopyState.AMPLIFICATION else None
    return state in _LOSSES and AlterationType.DELETION in types


def _region(row: PanelRow, finding: CaseFinding) -> bool | None:
    """Only sequence changes have a region; copies, fusions and signatures are covered by their gene."""
    if finding.kind in {FindingClass.SMALL_VARIANT, FindingClass.SPLICE_VARIANT}:
        return holds(row.regions, finding)
    return True


def _answer(panel: PanelList, best: _Asked, finding: CaseFinding, day: date) -> PanelAnswer:
    because = f"{_row_words(best.row)}."
    if best.state is PanelState.CANNOT_TELL:
        because = _open_words(best)
    elif best.state is PanelState.NOT_COVERED:
        because = _gap_words(best, day)
    sentence = _sentence(panel, finding, best.state, because)
    return PanelAnswer(best.state, best.gap, best.row.line, because, sentence)


def _sentence(panel: PanelList, finding: CaseFinding, state: PanelState, because: str) -> str:
    return f"{finding.label}: {_STATE_WORDS[state]}. {because} ({panel.title})"


_STATE_WORDS = {
    PanelState.FOUND: "found",
    PanelState.CANNOT_TELL: "cannot be told",
    PanelState.NOT_COVERED: "not covered",
}


def _row_words(row: PanelRow) -> str:
    types = ", ".join(one.words for one in AlterationType if one in row.types)
    gene = row.gene or "the tumour"
    where = f", {row.regions.text}" if row.gene and row.regions.text else ""
    return f"Line {row.line} covers {types} of {gene}{where} in {row.tumour_label}"


def _open_words(best: _Asked) -> str:
    row = best.row
    if best.gap is Gap.TUMOUR:
        return f"{_row_words(row)}: whether this tumour is one of these is not known."
    if best.gap is Gap.CLASS:
        return f"{_row_words(row)}: whether such a test would have seen this change is not certain."
    if row.regions.unread:
        return f"{_row_words(row)}: these regions were not understood."
    return f"{_row_words(row)}: the exon or codon of this change is not known."


def _gap_words(best: _Asked, day: date) -> str:
    row = best.row
    if best.gap is Gap.CLASS:
        return f"{_row_words(row)}, not this kind of change."
    if best.gap is Gap.REGION:
        return f"{_row_words(row)}: this change lies elsewhere."
    return f"{_row_words(row)}, {_validity(row)}, not on {day.day} {day:%b %Y}."


def _validity(row: PanelRow) -> str:
    parts = [
        f"{word} {day.day} {day:%b %Y}"
        for word, day in (("from", row.valid_from), ("until", row.valid_to))
        if day is not None
    ]
    return "valid " + " ".join(parts)
