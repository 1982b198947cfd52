"""The structural changes of one variant file: which caller wrote it, and what its rows become."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from data.ingest.cells import BadCell
from data.ingest.problems import ProblemList
from data.ingest.vcf_breakends import breakend, paired, stretch
from data.ingest.vcf_calls import VcfCalls
from data.ingest.vcf_copy_number import copy_number_change, exon_change, splice_variant
from data.ingest.vcf_symbolic import GENE_KEYS, AnnotationPlace, Symbolic, symbolic
from domain.findings import CopyNumberChange, Findings, Fusion, Rearrangement, SpliceVariant
from domain.readings import SectionCount

Change = CopyNumberChange | Fusion | SpliceVariant | Rearrangement
One = TypeVar("One", CopyNumberChange, Fusion, SpliceVariant, Rearrangement)


class Layout(StrEnum):
    """The kinds of variant file without sequences; the value is the section that is counted."""

    COPY_NUMBER = "copy number"
    EXONS = "exon-level changes"
    SPLICING = "splice variants"
    REARRANGEMENTS = "structural variants"


@dataclass(frozen=True, slots=True)
class Structural:
    """What a file's symbolic rows became, and how they were counted."""

    layout: Layout
    findings: Findings
    taken: int
    refused: int
    without_gene: int

    def count(self, name: str, calls: VcfCalls) -> SectionCount:
        """Every row of a file that holds nothing else; neutral and filtered rows are read and not taken."""
        return SectionCount(
            name,
            self.layout,
            calls.rows + calls.refused_rows,
            self.taken,
            calls.refused_rows + self.refused,
            self.without_gene,
        )


def layout_of(calls: VcfCalls) -> Layout | None:
    """Which caller's rows a file holds, by what its header declares; ``None`` for small variants alone."""
    info, formats = set(calls.info_ids), set(calls.format_ids)
    software = (calls.software or "").lower()
    if software.startswith("splicegirl") or {"ALTDEDUP", "REFDEDUP"} <= info:
        return Layout.SPLICING
    if "SEGID" in info or ({"ANT"} <= info and "FC" in formats):
        return Layout.COPY_NUMBER
    if software.startswith("lrcalculator") or ("GENE" in info and "FC" in formats):
        return Layout.EXONS
    if software.startswith("craft") or (formats & {"SM", "FC"} and "SVTYPE" in info):
        return Layout.COPY_NUMBER
    structural = calls.symbolic or ("SVTYPE" in info and not calls.kept_rows)
    return Layout.REARRANGEMENTS if structural else None


def _is_segment(row: Symbolic) -> bool:
    """Whether a row of any caller is a copy-number segment and no rearrangement."""
    return row.kind.startswith("CN") or (row.info.get("SVTYPE") == "CNV" and row.kind in {"DUP", "DEL"})


class _Rows:
    """Turns rows into changes; one that cannot be read is refused by its line."""

    def __init__(self, layout: Layout, calls: VcfCalls, problems: ProblemList) -> None:
        self.layout = layout
        self.calls = calls
        self.problems = problems
        self.place = AnnotationPlace(*calls.annotation) if calls.annotation else None
        self.changes: list[Change] = []
        self.refused = self.other = self.mates = 0

    def read(self, rows: Iterable[Symbolic]) -> None:
        """Read every row, breakends last: they are two rows each."""
        ends: list[Symbolic] = []
        for row in rows:
            if not row.kind:
                self.other += 1
            elif row.kind == "BND":
                ends.append(row)
            else:
                self._take(row, None)
        for row, mate in paired(ends):
            self.mates += mate is not None
            self._take(row, mate)

    def _change(self, row: Symbolic, mate: Symbolic | None) -> Change:
        if row.kind == "BND":
            return breakend(row, mate, self.place, self.layout, self.problems)
        if self.layout is Layout.SPLICING:
            return splice_variant(row, self.calls.build, self.layout, self.problems)
        if self.layout is Layout.EXONS:
            return exon_change(row, self.layout, self.problems)
        if self.layout is Layout.COPY_NUMBER or _is_segment(row):
            return copy_number_change(row, self.layout, self.problems)
        return stretch(row, self.place, self.layout, self.problems)

    def _take(self, row: Symbolic, mate: Symbolic | None) -> None:
        try:
            self.changes.append(self._change(row, mate))
        except BadCell as bad:
            self.refused += 1
            self.problems.refuse_row(self.layout, row.line, f"{row.shown}: {bad.seen}", bad.expected)

    def note(self) -> None:
        """Tell what was counted and not taken."""
        calls, section = self.calls, self.layout
        told = [
            (calls.neutral_rows, "rows without a change", "changes; neutral genes were counted and not kept"),
            (self.mates, "rows that are the other end of a breakend", "each event; it is kept once"),
            (self.other, "rows with the allele * or <NON_REF> alone", "an alternative allele of its own"),
        ]
        if not calls.kept_rows:
            names = ", ".join(calls.undetermined)
            told.append(
                (
                    calls.filtered_rows,
                    f"rows that did not pass the filters of the file{': ' + names if names else ''}",
                    "rows that passed; these say neither that there is a change nor that there is none",
                )
            )
        for count, seen, expected in told:
            if count:
                self.problems.note(section, 0, f"{count} {seen}", expected)


def _of(changes: Iterable[Change], kind: type[One]) -> tuple[One, ...]:
    return tuple(one for one in changes if isinstance(one, kind))


def _has_gene(one: Change) -> bool:
    return bool(one.gene_5 or one.gene_3) if isinstance(one, Fusion) else one.gene is not None


def structural(calls: VcfCalls, problems: ProblemList) -> Structural | None:
    """The symbolic rows of a file as findings, with their counts; ``None`` where the file has none.

    Never raises for what a row holds: it is taken, or refused by its line.
    """
    layout = layout_of(calls)
    if layout is None:
        return None
    if layout is not Layout.REARRANGEMENTS and not calls.kept_rows:
        # A gene without a change is no position of a genome VCF.
        calls.neutral_rows, calls.reference_rows = calls.neutral_rows + calls.reference_rows, 0
    rows = _Rows(layout, calls, problems)
    rows.read(map(symbolic, calls.symbolic))
    rows.note()
    without = sum(not _has_gene(one) for one in rows.changes)
    if without:
        problems.note(
            layout,
            0,
            f"{without} of {len(rows.changes)} changes without a gene",
            f"a gene in INFO ({', '.join(GENE_KEYS[:3])}, ANN or CSQ), or the CombinedVariantOutput; "
            "they were kept by their positions",
        )
    findings = Findings(
        copy_number=_of(rows.changes, CopyNumberChange),
        fusions=_of(rows.changes, Fusion),
        splice_variants=_of(rows.changes, SpliceVariant),
        rearrangements=_of(rows.changes, Rearrangement),
    )
    return Structural(layout, findings, len(rows.changes) + rows.mates, rows.refused, without)


def structural_findings(calls: VcfCalls, name: str, problems: ProblemList) -> Findings:
    """Copy numbers, splice variants, rearrangements and fusions of the file known as ``name``."""
    found = structural(calls, problems)
    return found.findings if found else Findings()
