"""What a molecular test found: one frozen type for each class of finding.

Every number keeps its source text beside it (``*_text``): thresholds are compared on the text's
decimal value, never on a float32.  ``None`` always means *the file does not say*; what a file says
was not assessed is a value of ``BiomarkerState``.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from domain.effects import Effects
from domain.origins import Origin as Origin
from domain.single_tests import TestResult


class FindingClass(StrEnum):
    """The classes of finding, as stored."""

    SMALL_VARIANT = "small_variant"
    COPY_NUMBER = "copy_number"
    FUSION = "fusion"
    SPLICE_VARIANT = "splice_variant"
    REARRANGEMENT = "rearrangement"
    BIOMARKER = "biomarker"
    TEST_RESULT = "test_result"


class Build(StrEnum):
    """The genome a position counts on."""

    GRCH37 = "GRCh37"
    GRCH38 = "GRCh38"
    UNKNOWN = "unknown"


class AnnotationSource(StrEnum):
    """Which file gave gene, protein change and consequence."""

    SNPEFF = "snpeff"
    VEP = "vep"
    FUNCOTATOR = "funcotator"
    BCFTOOLS = "bcftools_csq"
    NIRVANA = "nirvana"
    CVO = "combined_variant_output"
    TMB_TRACE = "tmb_trace"
    MAF = "maf"
    TSOPPI = "tsoppi"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SmallVariant:
    """One small variant call that passed the filters of its file."""

    chrom: str
    """As in the file, e.g. ``chr7``."""
    pos: int
    """1-based, VCF style."""
    ref: str
    alt: str
    build: Build
    gene: str | None
    """Current HGNC symbol; ``None`` where no file names a gene (legal: flanking positions)."""
    reported_gene: str | None
    """The symbol as the file wrote it, old symbols included."""
    p_dot: str | None
    c_dot: str | None
    """Verbatim, with transcript prefix where the file has one."""
    transcript: str | None
    consequence: tuple[str, ...]
    """Sequence Ontology terms, most severe first as the file gives them."""
    exon: str | None
    vaf: float | None
    """Fraction 0-1, parsed from ``vaf_text`` as a double."""
    vaf_text: str | None
    depth: int | None
    origin: Origin = Origin.UNKNOWN
    annotation_source: AnnotationSource = AnnotationSource.NONE
    tags: tuple[str, ...] = ()
    """What else the file says of this row, e.g. ``hotspot``, ``MNVTAG=...``."""
    transcripts: tuple[tuple[str, ...], ...] | Effects = ()
    """Every effect that the annotation gives: gene, transcript, coding change, protein change,
    consequence (``:`` joined) and why it was chosen (empty for those that were not)."""

    @property
    def variant_key(self) -> str:
        """``build:chrom:pos:ref:alt``, the key by which the same change is recognised again.

        ``7`` and ``chr7`` are one chromosome, whichever a laboratory writes.
        """
        chrom = self.chrom
        if not chrom.startswith("chr"):
            chrom = "chrM" if chrom == "MT" else f"chr{chrom}"
        return f"{self.build.value}:{chrom}:{self.pos}:{self.ref}:{self.alt}"


class CopyNumberCall(StrEnum):
    """What a copy-number row calls."""

    GAIN = "gain"
    LOSS = "loss"
    LOH = "loss_of_heterozygosity"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CopyNumberChange:
    """A gene-level copy-number change."""

    gene: str | None
    reported_gene: str | None
    call: CopyNumberCall
    fold_change: float | None
    fold_change_text: str | None
    copy_number: float | None
    """Absolute copies (BETA in DRAGEN 2.5+), ``None`` where not given or ``NA``."""
    minor_copy_number: float | None = None
    tags: tuple[str, ...] = ()
    """What else the files say of this row, e.g. ``caller=SpliceGirl``, ``filter=LOW_ALT_TO_REF``."""

    @property
    def variant_key(self) -> str:
        """The key by which the same change is recognised again."""
        return f"cnv:{self.gene or self.reported_gene}:{self.call}"


@dataclass(frozen=True, slots=True)
class Fusion:
    """A gene fusion; the raw pair is kept, partners only where they could be told apart."""

    gene_pair: str
    """Verbatim, e.g. ``CD74-ROS1;GOPC``."""
    gene_5: str | None
    """5' partner where the direction is known, else the first named; current HGNC symbol."""
    gene_3: str | None
    direction_known: bool
    """True where the pair is written with ``-``."""
    breakpoint_1: str | None
    breakpoint_2: str | None
    supporting_reads: int | None
    reference_reads_1: int | None = None
    reference_reads_2: int | None = None
    molecule: str = "rna"
    """``rna`` or ``dna``."""
    tags: tuple[str, ...] = ()
    """What else the files say of this row, e.g. ``caller=SpliceGirl``, ``filter=LOW_ALT_TO_REF``."""

    @property
    def variant_key(self) -> str:
        """The key by which the same change is recognised again."""
        if self.gene_5 and self.gene_3:
            return f"fusion:{self.gene_5}::{self.gene_3}"
        return f"fusion:{self.gene_pair}"


@dataclass(frozen=True, slots=True)
class SpliceVariant:
    """A splice variant seen in RNA (EGFR, MET, AR)."""

    gene: str | None
    reported_gene: str | None
    affected_exon: str | None
    breakpoint_1: str | None
    breakpoint_2: str | None
    supporting_reads: int | None
    reference_reads: int | None
    tags: tuple[str, ...] = ()
    """What else the files say of this row, e.g. ``caller=SpliceGirl``, ``filter=LOW_ALT_TO_REF``."""

    @property
    def variant_key(self) -> str:
        """The key by which the same change is recognised again."""
        return f"splice:{self.gene or self.reported_gene}:{self.breakpoint_1}:{self.breakpoint_2}"


@dataclass(frozen=True, slots=True)
class Rearrangement:
    """An exon-level rearrangement (BRCA1, BRCA2)."""

    gene: str | None
    reported_gene: str | None
    chrom: str | None
    start: int | None
    stop: int | None
    affected_exons: str | None
    fold_change: float | None
    fold_change_text: str | None
    call: CopyNumberCall
    tags: tuple[str, ...] = ()
    """What else the files say of this row, e.g. ``caller=SpliceGirl``, ``filter=LOW_ALT_TO_REF``."""

    @property
    def variant_key(self) -> str:
        """The key by which the same change is recognised again."""
        return f"rearrangement:{self.gene or self.reported_gene}:{self.start}-{self.stop}:{self.call}"


class BiomarkerName(StrEnum):
    """Biomarkers that stand on their own."""

    TMB = "tmb"
    MSI = "msi"
    MSI_SUM_JSD = "msi_sum_jsd"
    GIS = "gis"
    TUMOUR_FRACTION = "tumour_fraction"
    PLOIDY = "ploidy"


class BiomarkerState(StrEnum):
    """Unknown, not assessed and a value are different things (law 6)."""

    VALUE = "value"
    NOT_ASSESSED = "not_assessed"
    """Written by this version, but ``NA`` or not run."""
    NOT_EVALUABLE = "not_evaluable"
    """Run, but the quality metrics say that it cannot be read."""


@dataclass(frozen=True, slots=True)
class Biomarker:
    """TMB, MSI or a genome-wide score of one profile."""

    name: BiomarkerName
    state: BiomarkerState
    value: float | None
    value_text: str | None
    unit: str
    """``mutations/Mb``, ``% unstable sites``, ``SUM_JSD``, ``score``, ``fraction``, ``copies``."""
    details: tuple[tuple[str, str], ...] = ()
    """Further key/values of the section verbatim, e.g. ``("Usable MSI Sites", "121")``."""
    reason: str | None = None
    """Why it is not assessed or not evaluable, in one sentence."""

    @property
    def variant_key(self) -> str:
        """The key by which the same change is recognised again."""
        return f"biomarker:{self.name}"

    @property
    def value_words(self) -> str | None:
        """The value with its unit as a person reads it; ``None`` where there is none."""
        if self.value_text is None or self.value is None:
            return None
        return amount_words(self.value, self.value_text, self.unit)


def amount_words(value: float | None, text: str, unit: str) -> str:
    """A biomarker's value with its unit as a person reads it: ``12.6 mutations/Mb``.

    ``text`` is the value as written.  A score has no unit, its name says what it is.  Software writes a
    tumour fraction as ``0.20`` or as ``20``: both, ``value`` being 0.2, are ``20 %``.
    """
    if unit == "fraction" and value is not None:
        return f"{float(Decimal(repr(value)).scaleb(2)):g} %"
    return text if unit == "score" else f"{text} {unit}".strip()


Finding = SmallVariant | CopyNumberChange | Fusion | SpliceVariant | Rearrangement | Biomarker | TestResult


@dataclass(frozen=True, slots=True)
class Findings:
    """All that one profile found, class by class."""

    small_variants: tuple[SmallVariant, ...] = ()
    copy_number: tuple[CopyNumberChange, ...] = ()
    fusions: tuple[Fusion, ...] = ()
    splice_variants: tuple[SpliceVariant, ...] = ()
    rearrangements: tuple[Rearrangement, ...] = ()
    biomarkers: tuple[Biomarker, ...] = field(default=())
    test_results: tuple[TestResult, ...] = ()
