"""Turns one row of a CombinedVariantOutput table into a finding."""

import re
from functools import lru_cache

from data.ingest.cells import BadCell, fraction, number, text_or_none, whole
from data.ingest.gene_names import GeneName, gene_name, gene_pair
from data.ingest.problems import ProblemList
from data.ingest.quick_values import quickly
from data.ingest.tables import Fields
from domain.findings import (
    AnnotationSource,
    Build,
    CopyNumberCall,
    CopyNumberChange,
    Fusion,
    Rearrangement,
    SmallVariant,
    SpliceVariant,
)

_BASES = re.compile(r"[ACGTNacgtn]+")
_BASE = frozenset("ACGT")
_REMEMBERED_CHARACTERS = 200
"""Longer texts are taken apart anew each time: what is remembered stays small."""

_TERMS = re.compile(r"[:&,]")
_TRANSCRIPT = re.compile(r"[^:()\s]+")
_GAIN = frozenset({"DUP", "GAIN", "AMP", "AMPLIFICATION"})
_LOSS = frozenset({"DEL", "LOSS", "DELETION"})
_made = quickly(SmallVariant)


def _gene(fields: Fields, section: str, problems: ProblemList) -> GeneName:
    return _named(fields.text("Gene"), fields, section, problems)


def _named(text: str, fields: Fields, section: str, problems: ProblemList) -> GeneName:
    name = gene_name(text)
    if name.spoilt:
        problems.note(
            section,
            fields.row.line,
            name.reported or "",
            "a gene symbol; a spreadsheet has turned it into a date, so the row is kept without its gene",
        )
    return name


def _required_whole(fields: Fields, text: str, column: str) -> int:
    value = whole(text)
    if value is None or value < 1:
        raise BadCell(fields.row.text, f"a position in the column {column!r}")
    return value


def bases(text: str) -> str:
    """The bases of an allele; raises ``BadCell``."""
    if text in _BASE:
        return text
    if not _BASES.fullmatch(text):
        raise BadCell(text, "bases (A, C, G, T, N)")
    return text.upper()


def _allele(fields: Fields, text: str, column: str) -> str:
    try:
        return bases(text)
    except BadCell as bad:
        raise BadCell(fields.row.text, f"{bad.expected} in the column {column!r}") from bad


def chromosome(text: str) -> str:
    """The name of a chromosome as it is written; raises ``BadCell`` for what is none."""
    if not text or " " in text or ":" in text or "," in text:
        raise BadCell(text, "a chromosome such as chr7")
    return text


def transcript(c_dot: str | None) -> str | None:
    """What stands before the colon of a coding change; ``None`` where nothing does."""
    if c_dot is None:
        return None
    name, colon, _ = c_dot.partition(":")
    if not colon:
        return None
    if name.replace(".", "").replace("_", "").isalnum():
        return name
    found = _TRANSCRIPT.match(c_dot)
    return found.group(0) if found else None


def consequence(text: str) -> tuple[str, ...]:
    """The terms of a consequence, in their order."""
    return _terms(text) if len(text) <= _REMEMBERED_CHARACTERS else _terms.__wrapped__(text)


@lru_cache(maxsize=2_000)
def _terms(text: str) -> tuple[str, ...]:
    return tuple(term.strip() for term in _TERMS.split(text) if text_or_none(term))


SMALL_VARIANT = (
    "Gene", "Chromosome", "Genomic Position", "Reference Call", "Alternative Call", "Allele Frequency",
    "Depth", "P-Dot Notation", "C-Dot Notation", "Consequence(s)", "Affected Exon(s)",
)  # fmt: skip


def small_variant(fields: Fields, section: str, problems: ProblemList) -> SmallVariant:
    """One row of [Small Variants]; a blank gene is legal, the build is that of the assay (GRCh37)."""
    gene, chrom, place, ref, alt, frequency, reads, p_dot, coding, terms, exon = fields.texts(SMALL_VARIANT)
    try:
        chromosome(chrom)
    except BadCell as bad:
        raise BadCell(fields.row.text, bad.expected) from bad
    position = _required_whole(fields, place, "Genomic Position")
    ref, alt = _allele(fields, ref, "Reference Call"), _allele(fields, alt, "Alternative Call")
    vaf, vaf_text = fraction(frequency)
    depth = whole(reads)
    if depth is not None and depth < 0:
        raise BadCell(fields.row.text, "a depth of at least 0")
    name = _named(gene, fields, section, problems)
    c_dot = text_or_none(coding)
    return _made(
        chrom,
        position,
        ref,
        alt,
        Build.GRCH37,
        name.current,
        name.reported,
        text_or_none(p_dot),
        c_dot,
        transcript(c_dot),
        consequence(terms),
        text_or_none(exon),
        vaf,
        vaf_text,
        depth,
        annotation_source=AnnotationSource.CVO,
    )


def copy_number_call(text: str) -> CopyNumberCall:
    """What a caller's word for a copy-number change means, ``<DUP>`` or ``LOSS``; unknown for any other."""
    word = text.strip().strip("<>").upper()
    if word in _GAIN:
        return CopyNumberCall.GAIN
    return CopyNumberCall.LOSS if word in _LOSS else CopyNumberCall.UNKNOWN


def _require_gene(fields: Fields, name: GeneName) -> None:
    if name.reported is None:
        raise BadCell(fields.row.text, "a gene in the column 'Gene'")


def amplification(fields: Fields, section: str, problems: ProblemList) -> CopyNumberChange:
    """One row of [Gene Amplifications] (LocalApp, DRAGEN 2.1): gains only."""
    name = _gene(fields, section, problems)
    _require_gene(fields, name)
    fold, fold_text = number(fields.text("Fold Change"))
    return CopyNumberChange(name.current, name.reported, CopyNumberCall.GAIN, fold, fold_text, None)


def copy_number_variant(fields: Fields, section: str, problems: ProblemList) -> CopyNumberChange:
    """One row of [Copy Number Variants]; absolute copies may be ``NA`` or not written at all."""
    name = _gene(fields, section, problems)
    _require_gene(fields, name)
    fold, fold_text = number(fields.text("Fold Change"))
    copies, _ = number(fields.text("Absolute Copy Number"))
    call = copy_number_call(fields.text("Copy Number Variant"))
    if call is CopyNumberCall.UNKNOWN:
        problems.note(section, fields.row.line, fields.row.text, "<DUP> or <DEL>; kept as an unknown call")
    return CopyNumberChange(name.current, name.reported, call, fold, fold_text, copies)


def loss_of_heterozygosity(fields: Fields, section: str, problems: ProblemList) -> CopyNumberChange:
    """One row of [Loss of Heterozygosity]; with a minor copy left it is no loss and is kept as unknown."""
    name = _gene(fields, section, problems)
    _require_gene(fields, name)
    copies, _ = number(fields.text("Absolute Copy Number"))
    minor, _ = number(fields.text("Minor Copy Number"))
    call = CopyNumberCall.UNKNOWN if minor else CopyNumberCall.LOH
    if minor:
        problems.note(section, fields.row.line, fields.row.text, "no minor copy; kept as an unknown call")
    return CopyNumberChange(name.current, name.reported, call, None, None, copies, minor)


def fusion(fields: Fields, section: str, problems: ProblemList, molecule: str) -> Fusion:
    """One row of [Fusions] or [DNA Fusions]; the pair is kept verbatim."""
    pair = fields.text("Gene Pair")
    if text_or_none(pair) is None:
        raise BadCell(fields.row.text, "a gene pair such as CD74-ROS1")
    partners = gene_pair(pair)
    if partners.first is None:
        problems.note(
            section,
            fields.row.line,
            pair,
            "a pair that the known genes split in one way only; kept as it is written",
        )
    return Fusion(
        gene_pair=pair,
        gene_5=partners.first,
        gene_3=partners.second,
        direction_known=partners.direction_known,
        breakpoint_1=text_or_none(fields.text("Breakpoint 1")),
        breakpoint_2=text_or_none(fields.text("Breakpoint 2")),
        supporting_reads=whole(fields.text("Fusion Supporting Reads")),
        reference_reads_1=whole(fields.text("Gene 1 Reference Reads")),
        reference_reads_2=whole(fields.text("Gene 2 Reference Reads")),
        molecule=molecule,
    )


def splice_variant(fields: Fields, section: str, problems: ProblemList) -> SpliceVariant:
    """One row of [Splice Variants]; the exon may be blank (AR-V7)."""
    name = _gene(fields, section, problems)
    _require_gene(fields, name)
    return SpliceVariant(
        gene=name.current,
        reported_gene=name.reported,
        affected_exon=text_or_none(fields.text("Affected Exon")),
        breakpoint_1=text_or_none(fields.text("Breakpoint 1")),
        breakpoint_2=text_or_none(fields.text("Breakpoint 2")),
        supporting_reads=whole(fields.text("Splice Supporting Reads")),
        reference_reads=whole(fields.text("Reference Reads Transcript", "Reference Reads")),
    )


def rearrangement(fields: Fields, section: str, problems: ProblemList) -> Rearrangement:
    """One row of [Exon-Level CNVs] or [Large Rearrangements]."""
    name = _gene(fields, section, problems)
    _require_gene(fields, name)
    fold, fold_text = number(fields.text("Fold Change"))
    call = copy_number_call(fields.text("CNV Type"))
    if call is CopyNumberCall.UNKNOWN:
        problems.note(section, fields.row.line, fields.row.text, "LOSS or GAIN; kept as an unknown call")
    return Rearrangement(
        gene=name.current,
        reported_gene=name.reported,
        chrom=text_or_none(fields.text("Chromosome")),
        start=whole(fields.text("Start")),
        stop=whole(fields.text("Stop")),
        affected_exons=text_or_none(fields.text("Affected Exon(s)")),
        fold_change=fold,
        fold_change_text=fold_text,
        call=call,
    )
