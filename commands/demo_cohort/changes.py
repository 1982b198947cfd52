"""Turns the name of an alteration (``KRAS:G12C``, ``amp:ERBB2``) into a finding as a file would tell it."""

from dataclasses import replace
from random import Random

from commands.demo_cohort.facts import KnownChange, known_changes
from commands.demo_cohort.plan import Software
from domain.findings import (
    AnnotationSource,
    Build,
    CopyNumberCall,
    CopyNumberChange,
    Fusion,
    Origin,
    Rearrangement,
    SmallVariant,
    SpliceVariant,
)

NamedFinding = SmallVariant | CopyNumberChange | Fusion | SpliceVariant | Rearrangement

_FUSION_BREAKPOINTS = {
    "EML4-ALK": ("chr2:42522656", "chr2:29446394"),
    "CD74-ROS1": ("chr5:149784243", "chr6:117645578"),
    "KIF5B-RET": ("chr10:32317356", "chr10:43612032"),
    "CD74-NRG1": ("chr5:149781910", "chr8:32585467"),
    "FGFR2-BICC1": ("chr10:123243212", "chr10:60461834"),
    "FGFR3-TACC3": ("chr4:1808661", "chr4:1741429"),
    "TMPRSS2-ERG": ("chr21:42880008", "chr21:39817544"),
    "ETV6-NTRK3": ("chr12:12022903", "chr15:88483984"),
    "TPM3-NTRK1": ("chr1:154142876", "chr1:156844363"),
}
_SPLICE = {
    "EGFR": ("2-7", "28", "chr7:55087058", "chr7:55223522"),
    "MET": ("14", "21", "chr7:116411708", "chr7:116414934"),
    "AR": ("", "", "chrX:66905968", "chrX:66914515"),
}
_LOST_EXONS = {
    "BRCA1": (("chr17", 41232401, 41236235, "12"), ("chr17", 41200738, 41201247, "21")),
    "BRCA2": (("chr13", 32893214, 32893462, "3"),),
}
"""Losses of exons that recur in families (GRCh37, exons of NM_007294.3 and NM_000059.3)."""
_OFTEN_GERMLINE = {"BRCA1": 0.6, "BRCA2": 0.6, "PALB2": 0.6, "CHEK2": 0.8, "MSH6": 0.5, "ATM": 0.2}


def needs_rna(alteration: str) -> bool:
    """True for what only RNA shows."""
    return alteration.startswith(("fusion:", "splice:"))


def needs_exons(alteration: str) -> bool:
    """True for what only a software with a section of exon-level changes shows: DRAGEN from 2.5 on."""
    return alteration.startswith("exons:")


def finding_of(rng: Random, alteration: str, purity: float, software: Software) -> NamedFinding:
    """The finding an alteration stands for, in a specimen with a tumour cell fraction ``purity`` (0-1).

    Raises ``KeyError`` for a name that no table holds.
    """
    kind, _, what = alteration.partition(":")
    if kind == "amp":
        return _gain(rng, what, purity, software)
    if kind == "fusion":
        return _fusion(rng, what)
    if kind == "splice":
        return _splice(rng, what, software)
    if kind == "exons":
        return _lost_exons(rng, what, purity)
    return _small_variant(rng, rng.choice(known_changes()[alteration]), purity, software)


def _small_variant(rng: Random, change: KnownChange, purity: float, software: Software) -> SmallVariant:
    germline = rng.random() < _OFTEN_GERMLINE.get(change.gene, 0.0)
    vaf = rng.gauss(0.5, 0.03) if germline else purity / 2 * rng.uniform(0.55, 1.25)
    text = f"{min(max(vaf, 0.0520), 0.96):.4f}"
    origin = Origin.UNKNOWN
    if software.is_dragen:
        origin = Origin.GERMLINE if germline else Origin.SOMATIC
    exon = change.exon or None
    return SmallVariant(
        chrom=change.chrom,
        pos=change.pos,
        ref=change.ref,
        alt=change.alt,
        build=Build.GRCH37,
        gene=change.gene,
        reported_gene=change.gene,
        p_dot=f"{change.protein}:p.({change.p_dot})" if change.p_dot else None,
        c_dot=f"{change.transcript}:{change.c_dot}",
        transcript=change.transcript,
        consequence=(change.consequence,),
        exon=exon,
        vaf=float(text),
        vaf_text=text,
        depth=rng.randint(320, 1450),
        origin=origin,
        annotation_source=AnnotationSource.CVO,
    )


def with_reads(variant: SmallVariant, depth: int) -> SmallVariant:
    """The same variant read from fewer or more molecules."""
    return replace(variant, depth=depth)


def _gain(rng: Random, gene: str, purity: float, software: Software) -> CopyNumberChange:
    copies = rng.randint(7, 30)
    fold = 1 + purity * (copies - 2) / 2
    text = f"{max(fold, 1.55):.3f}"
    return CopyNumberChange(
        gene=gene,
        reported_gene=gene,
        call=CopyNumberCall.GAIN,
        fold_change=float(text),
        fold_change_text=text,
        copy_number=float(copies) if software is Software.DRAGEN_25_HRD else None,
    )


def loss_of(rng: Random, gene: str, purity: float, software: Software) -> CopyNumberChange:
    """A loss of one or both copies, as the versions from DRAGEN 2.5 on write it."""
    copies = rng.choice((0, 1))
    text = f"{1 - purity * (2 - copies) / 2:.3f}"
    return CopyNumberChange(
        gene=gene,
        reported_gene=gene,
        call=CopyNumberCall.LOSS,
        fold_change=float(text),
        fold_change_text=text,
        copy_number=float(copies) if software is Software.DRAGEN_25_HRD else None,
    )


def _fusion(rng: Random, pair: str) -> Fusion:
    first, second = pair.split("-")
    one, two = _FUSION_BREAKPOINTS[pair]
    return Fusion(
        gene_pair=pair,
        gene_5=first,
        gene_3=second,
        direction_known=True,
        breakpoint_1=one,
        breakpoint_2=two,
        supporting_reads=rng.randint(12, 480),
        reference_reads_1=rng.randint(0, 160),
        reference_reads_2=rng.randint(0, 20),
    )


def _splice(rng: Random, gene: str, software: Software) -> SpliceVariant:
    exon, exons, one, two = _SPLICE[gene]
    written = f"{exon}/{exons}" if exon and software is Software.LOCALAPP_22 else exon
    return SpliceVariant(
        gene=gene,
        reported_gene=gene,
        affected_exon=written or None,
        breakpoint_1=one,
        breakpoint_2=two,
        supporting_reads=rng.randint(14, 260),
        reference_reads=rng.randint(1, 80),
    )


def _lost_exons(rng: Random, gene: str, purity: float) -> Rearrangement:
    chrom, start, stop, exons = rng.choice(_LOST_EXONS[gene])
    # One copy is lost in every cell, and in most tumours the other as well.
    text = f"{0.5 * (1 - purity * rng.uniform(0.3, 0.9)):.3f}"
    return Rearrangement(
        gene=gene,
        reported_gene=gene,
        chrom=chrom,
        start=start,
        stop=stop,
        affected_exons=exons,
        fold_change=float(text),
        fold_change_text=text,
        call=CopyNumberCall.LOSS,
    )
