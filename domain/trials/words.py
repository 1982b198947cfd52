"""Criteria in plain words, as the screen and every sentence of matching say them."""

from domain.trials.criteria import (
    INTERGENIC,
    All,
    Any,
    Classification,
    CopyCall,
    Criterion,
    Diagnosis,
    Genomic,
    Measure,
    MeasureKind,
    Not,
    Operator,
    Signature,
    SignatureKind,
    State,
    StateKind,
    Treated,
    Tree,
    TumourGroup,
    VariantCategory,
    WildType,
)

_CLASSIFICATIONS = {
    Classification.MISSENSE: "missense change",
    Classification.NONSENSE: "stop gained",
    Classification.IN_FRAME_DELETION: "in-frame deletion",
    Classification.IN_FRAME_INSERTION: "in-frame insertion",
    Classification.FRAMESHIFT_DELETION: "frameshift deletion",
    Classification.FRAMESHIFT_INSERTION: "frameshift insertion",
    Classification.SPLICE_SITE: "splice site change",
    Classification.TRANSLATION_START: "loss of the start codon",
    Classification.NONSTOP: "loss of the stop codon",
}
_COPY_CALLS = {
    CopyCall.HIGH_AMPLIFICATION: "amplification",
    CopyCall.GAIN: "gain of copies",
    CopyCall.HETEROZYGOUS_DELETION: "loss of copies",
    CopyCall.HOMOZYGOUS_DELETION: "loss of both copies",
}
_GROUPS = {
    TumourGroup.SOLID: "any solid tumour",
    TumourGroup.LIQUID: "any haematological tumour",
    TumourGroup.ALL: "any tumour",
}
_SIGNATURES = {
    SignatureKind.APOBEC: "APOBEC signature",
    SignatureKind.POLE: "POLE signature",
    SignatureKind.TOBACCO: "tobacco signature",
    SignatureKind.TEMOZOLOMIDE: "temozolomide signature",
    SignatureKind.UVA: "UVA signature",
}
_VALUES = {
    "MMR-Deficient": "mismatch repair deficient (dMMR)",
    "MMR-Proficient": "mismatch repair proficient (pMMR)",
    "HRD": "homologous recombination deficient (HRD)",
    "HRP": "homologous recombination proficient",
}
_OPERATORS = {
    Operator.AT_LEAST: "at least {}",
    Operator.MORE_THAN: "more than {}",
    Operator.AT_MOST: "at most {}",
    Operator.LESS_THAN: "less than {}",
    Operator.EQUAL: "exactly {}",
}
_MEASURES = {
    MeasureKind.AGE: ("age", " years"),
    MeasureKind.TMB: ("TMB", " mut/Mb"),
    MeasureKind.ECOG: ("ECOG", ""),
    MeasureKind.PREVIOUS_LINES: ("previous lines", ""),
    MeasureKind.PD_L1_TPS: ("PD-L1 TPS", " %"),
    MeasureKind.PD_L1_CPS: ("PD-L1 CPS", ""),
    MeasureKind.PD_L1_IC: ("PD-L1 IC", " %"),
    MeasureKind.PD_L1_TC: ("PD-L1 TC", " %"),
}
STATE_NAMES = {
    StateKind.SEX: "sex",
    StateKind.HER2: "HER2",
    StateKind.ER: "ER",
    StateKind.PR: "PR",
    StateKind.DISEASE: "disease",
}
"""What a state is called in a sentence."""


def words(tree: Tree) -> str:
    """Criteria as one line: ``BRAF V600E, and any solid tumour, and no KRAS mutation``."""
    if isinstance(tree, Not):
        inner = words(tree.part)
        return f"no {inner}" if isinstance(tree.part, Genomic) else f"not ({inner})"
    if isinstance(tree, All | Any):
        joint = ", and " if isinstance(tree, All) else ", or "
        return joint.join(_inner(part) for part in tree.parts)
    return criterion_words(tree)


def _inner(part: Tree) -> str:
    return f"({words(part)})" if isinstance(part, All | Any) and len(part.parts) > 1 else words(part)


def criterion_words(criterion: Criterion) -> str:
    """One criterion as a noun: ``EGFR in-frame deletion in exon 19``, ``age at least 18 years``."""
    match criterion:
        case Genomic():
            return _genomic(criterion)
        case WildType(gene):
            return f"{gene} wild type"
        case Signature(kind, value) if kind in _SIGNATURES:
            return _SIGNATURES[kind] if value == "Yes" else f"no {_SIGNATURES[kind]}"
        case Signature(_, value):
            return _VALUES.get(value, value)
        case Diagnosis(text, _, group):
            return _GROUPS[group] if group else text
        case Measure(kind, operator, limit):
            name, unit = _MEASURES[kind]
            return f"{name} {_OPERATORS[operator].format(limit)}{unit}"
        case State(kind, values):
            return f"{STATE_NAMES[kind]} {' or '.join(value.lower() for value in values)}"
        case Treated(names):
            return f"treated before with {' or '.join(names)}"


def _genomic(asked: Genomic) -> str:
    told = _change(asked)
    return told if asked.origin is None else f"{asked.origin.value} {told}"


def _change(asked: Genomic) -> str:
    gene = asked.gene or "any gene"
    match asked.category:
        case VariantCategory.COPY_NUMBER:
            return f"{gene} {_COPY_CALLS[asked.copy_call] if asked.copy_call else 'copy-number change'}"
        case VariantCategory.STRUCTURAL:
            return _fusion(asked)
        case VariantCategory.SPLICE:
            return f"{gene} splice variant{_exons(asked, ' skipping exon ')}"
        case VariantCategory.ANY:
            return f"{gene} change of any kind"
    if asked.protein_change:
        return f"{gene} {asked.protein_change}"
    if asked.codon:
        return f"{gene} {asked.codon} substitution"
    kinds = " or ".join(_CLASSIFICATIONS[one] for one in asked.classifications) or "mutation"
    return f"{gene} {kinds}{_exons(asked, ' in exon ')}"


def _fusion(asked: Genomic) -> str:
    if asked.gene is None:
        return f"fusion of {asked.partner} with any gene" if asked.partner else "fusion of any genes"
    if asked.partner == INTERGENIC:
        return f"fusion of {asked.gene} with no gene"
    return f"fusion of {asked.gene} with {asked.partner}" if asked.partner else f"{asked.gene} fusion"


def _exons(asked: Genomic, lead: str) -> str:
    return lead + ", ".join(map(str, asked.exons)) if asked.exons else ""
