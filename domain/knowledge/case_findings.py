"""A profile's findings as matching asks them: one spelling, the thresholds in force, what people said."""

from collections.abc import Callable, Sequence

from domain.findings import (
    Biomarker,
    CopyNumberCall,
    CopyNumberChange,
    Finding,
    FindingClass,
    Fusion,
    Origin,
    Rearrangement,
    SmallVariant,
    SpliceVariant,
)
from domain.knowledge.biomarker_findings import SIGNATURES as SIGNATURES
from domain.knowledge.biomarker_findings import biomarker_finding
from domain.knowledge.case_facts import CaseFinding, CopyState
from domain.knowledge.change_spelling import coding_value
from domain.knowledge.copy_cut_offs import CutOffs
from domain.knowledge.exon_words import exons_in
from domain.knowledge.oncogenicity import Opinion, oncogenicity
from domain.knowledge.protein_shape import protein_shape
from domain.knowledge.single_test_findings import of_test
from domain.phase import Phase, phase_of
from domain.single_tests import TestResult
from domain.thresholds import BLOOD_ASSAY, Band, Threshold, classify, classify_biomarker

ExonsOf = Callable[[str, int, int], tuple[int, ...]]
"""Gene, first and last codon to the exons they lie in; empty where that is not known."""

PART_OF_MNV = "part_of_mnv"
"""Tag of a base whose whole change stands in a row of its own."""

GERMLINE = {Origin.GERMLINE: True, Origin.SOMATIC: False, Origin.UNKNOWN: None}
"""What an origin says of being germline; an unknown one says nothing."""


def _no_exons(gene: str, first: int, last: int) -> tuple[int, ...]:
    return ()


def case_finding(
    finding_id: str,
    finding: Finding,
    opinions: Sequence[Opinion] = (),
    cut_offs: CutOffs | None = None,
    exons_of: ExonsOf = _no_exons,
) -> CaseFinding | None:
    """A finding as matching asks it; ``None`` for one that no item of evidence can be about.

    Nothing is made of a base whose whole change stands in a row of its own (the parts of V600K read like
    V600E), of a biomarker that was not measured, of a test without a positive result, and of a call
    without a gene. ``opinions`` are the classifications in force; ``exons_of`` gives the exons of codons
    where the file names none.
    """
    cuts = cut_offs or CutOffs()
    said = tuple(opinions)
    if isinstance(finding, SmallVariant):
        return _small_variant(finding_id, finding, said, exons_of)
    if isinstance(finding, CopyNumberChange):
        return _copy_number(finding_id, finding, said, cuts)
    if isinstance(finding, Fusion):
        return _fusion(finding_id, finding, said)
    if isinstance(finding, SpliceVariant):
        return _splice(finding_id, finding, said)
    if isinstance(finding, Rearrangement):
        return _rearrangement(finding_id, finding, said)
    if isinstance(finding, Biomarker):
        return _biomarker(finding_id, finding, cuts)
    return _test(finding_id, finding, said, exons_of)


def _small_variant(
    finding_id: str, it: SmallVariant, said: tuple[Opinion, ...], exons_of: ExonsOf
) -> CaseFinding | None:
    if it.gene is None or PART_OF_MNV in it.tags:
        return None
    return small_variant(
        finding_id,
        it.gene,
        it.p_dot,
        it.c_dot,
        it.consequence,
        exons_in(it.exon),
        said,
        GERMLINE[it.origin],
        exons_of,
        phase_of(it.chrom, it.tags),
    )


def small_variant(
    finding_id: str,
    gene: str,
    p_dot: str | None,
    c_dot: str | None = None,
    consequences: tuple[str, ...] = (),
    exons: tuple[int, ...] = (),
    opinions: Sequence[Opinion] = (),
    germline: bool | None = None,
    exons_of: ExonsOf = _no_exons,
    phase: Phase | None = None,
) -> CaseFinding:
    """A small variant by its HGVS texts, with or without reference and brackets."""
    shape = protein_shape(p_dot.rpartition(":")[2]) if p_dot else None
    coding = c_dot.rpartition(":")[2].strip() if c_dot else None
    if shape is not None and not exons:
        exons = exons_of(gene, shape.first, shape.last)
    return CaseFinding(
        finding_id=finding_id,
        label=" ".join(part for part in (gene, shape.key if shape else coding) if part),
        kind=FindingClass.SMALL_VARIANT,
        genes=(gene,),
        protein=shape.key if shape else None,
        coding=(coding_value(coding) or coding) if coding else None,
        first_codon=shape.first if shape else None,
        last_codon=shape.last if shape else None,
        consequences=consequences,
        exons=exons,
        oncogenicity=oncogenicity(opinions),
        germline=germline,
        phase=phase,
    )


def _copy_number(
    finding_id: str, it: CopyNumberChange, said: tuple[Opinion, ...], cuts: CutOffs
) -> CaseFinding | None:
    if it.gene is None:
        return None
    state = copy_state(it, cuts)
    fold = f" ({it.fold_change_text}-fold)" if it.fold_change_text else ""
    one_kind = it.call is CopyNumberCall.LOH
    open_because = _open_gain(it.gene, state, cuts.amplification)
    return CaseFinding(
        finding_id=finding_id,
        label=f"{it.gene} {LOH if one_kind else _STATES[state]}{fold}",
        kind=FindingClass.COPY_NUMBER,
        genes=(it.gene,),
        copy_state=state,
        oncogenicity=oncogenicity(said),
        may_be=(CopyState.AMPLIFICATION,) if open_because else (),
        open_because=open_because,
        heterozygosity_lost=one_kind,
    )


LOH = "loss of heterozygosity"


def _open_gain(gene: str, state: CopyState, threshold: Threshold | None) -> str | None:
    """Why a gain in blood may be an amplification; ``None`` in tissue, where the threshold decides."""
    if state is not CopyState.GAIN or threshold is None or threshold.assay != BLOOD_ASSAY:
        return None
    return (
        f"Not known whether {gene} is amplified: its gain in blood is below {threshold.value:f}-fold, "
        "and in plasma the fold change falls with the tumour fraction."
    )


_STATES = {
    CopyState.AMPLIFICATION: "amplification",
    CopyState.GAIN: "gain",
    CopyState.LOSS: "loss",
    CopyState.DEEP_LOSS: "loss of both copies",
    CopyState.NONE: "copy number not called",
}


def copy_state(it: CopyNumberChange, cuts: CutOffs) -> CopyState:
    """A copy-number call by the laboratory's thresholds.

    A gain is an amplification only where a threshold is met; a loss is of both copies only where the file
    gives no copies at all. Loss of heterozygosity alone is no loss of copies.
    """
    if it.call is CopyNumberCall.GAIN:
        copies = None if it.copy_number is None else repr(it.copy_number)
        reached = _reached(it.fold_change_text, cuts.amplification)
        reached = reached or _reached(copies, cuts.amplification_copies)
        return CopyState.AMPLIFICATION if reached else CopyState.GAIN
    if it.call is CopyNumberCall.LOSS:
        return CopyState.DEEP_LOSS if it.copy_number == 0 else CopyState.LOSS
    return CopyState.NONE


def _reached(value_text: str | None, threshold: Threshold | None) -> bool:
    return threshold is not None and classify(value_text, threshold) is Band.HIGH


def _fusion(finding_id: str, it: Fusion, said: tuple[Opinion, ...]) -> CaseFinding | None:
    genes = tuple(gene for gene in (it.gene_5, it.gene_3) if gene)
    if not genes:
        return None
    return CaseFinding(
        finding_id=finding_id,
        label=f"{'::'.join(genes)} fusion",
        kind=FindingClass.FUSION,
        genes=genes,
        direction_known=it.direction_known,
        oncogenicity=oncogenicity(said),
    )


def _splice(finding_id: str, it: SpliceVariant, said: tuple[Opinion, ...]) -> CaseFinding | None:
    if it.gene is None:
        return None
    exons = exons_in(it.affected_exon)
    name = splice_name(it.gene, exons)
    return CaseFinding(
        finding_id=finding_id,
        label=name or f"{it.gene} splice variant, exon {it.affected_exon or 'not named'}",
        kind=FindingClass.SPLICE_VARIANT,
        genes=(it.gene,),
        exons=exons,
        splice=name,
        oncogenicity=oncogenicity(said),
    )


def splice_name(gene: str, exons: tuple[int, ...]) -> str | None:
    """What a splice event is called; ``None`` for one without a name.

    AR-V7 ends in an exon of its own, so that the assay, which reports no other event of AR, names none.
    """
    if gene == "EGFR" and exons == (2, 3, 4, 5, 6, 7):
        return "EGFRvIII"
    if gene == "AR" and not exons:
        return "AR-V7"
    if len(exons) == 1:
        return f"{gene} exon {exons[0]} skipping"
    return None


def _rearrangement(finding_id: str, it: Rearrangement, said: tuple[Opinion, ...]) -> CaseFinding | None:
    if it.gene is None:
        return None
    state = {CopyNumberCall.LOSS: CopyState.LOSS, CopyNumberCall.GAIN: CopyState.GAIN}.get(it.call)
    return CaseFinding(
        finding_id=finding_id,
        label=f"{it.gene} {(state or CopyState.NONE).value} of exons {it.affected_exons or 'not named'}",
        kind=FindingClass.REARRANGEMENT,
        genes=(it.gene,),
        exons=exons_in(it.affected_exons),
        copy_state=state or CopyState.NONE,
        oncogenicity=oncogenicity(said),
    )


def _biomarker(finding_id: str, it: Biomarker, cuts: CutOffs) -> CaseFinding | None:
    band = classify_biomarker(it, cuts.biomarkers.get(it.name), cuts.usable_sites)
    return biomarker_finding(finding_id, it.name, band, it.value_words or "", it.reason)


def _test(
    finding_id: str, it: TestResult, said: tuple[Opinion, ...], exons_of: ExonsOf
) -> CaseFinding | None:
    found = of_test(it)
    if found is None:
        return None
    germline = GERMLINE[it.origin]
    word = oncogenicity(said)
    if found.kind is FindingClass.SMALL_VARIANT:
        return small_variant(
            finding_id, found.genes[0], found.protein, found.coding, (), (), said, germline, exons_of
        )
    return CaseFinding(
        finding_id=finding_id,
        label=it.label,
        kind=found.kind,
        genes=found.genes,
        exons=found.exons,
        copy_state=found.copy_state,
        direction_known=found.direction_known,
        splice=splice_name(found.genes[0], found.exons) if found.exons else None,
        signature=found.signature,
        junction=found.junction,
        oncogenicity=word,
        germline=germline,
    )
