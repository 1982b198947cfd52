"""Findings in the few words by which a demonstration's recommendations name what they rest on."""

from domain.findings import (
    Biomarker,
    CopyNumberChange,
    Finding,
    Fusion,
    Rearrangement,
    SmallVariant,
    SpliceVariant,
)


def label_of(finding: Finding) -> str:
    """A finding in a few words, as a recommendation names what it rests on."""
    match finding:
        case SmallVariant():
            change = (finding.p_dot or finding.c_dot or "").rpartition(":")[2]
            return " ".join(part for part in (finding.gene or finding.reported_gene, change) if part)
        case CopyNumberChange():
            return f"{finding.gene or finding.reported_gene} {finding.call}"
        case Fusion():
            pair = f"{finding.gene_5}::{finding.gene_3}" if finding.gene_3 else finding.gene_pair
            return f"{pair} fusion"
        case Biomarker():
            value = finding.value_words or "not evaluable"
            return f"{finding.name.upper().replace('_', ' ')} {value}"
        case SpliceVariant():
            return _with_exons(finding.gene, "splice variant", finding.affected_exon)
        case Rearrangement():
            return _with_exons(finding.gene, f"exon-level {finding.call}", finding.affected_exons)
    return f"{finding.gene or ''} {finding.variant_key.partition(':')[0]}".strip()


def _with_exons(gene: str | None, change: str, exons: str | None) -> str:
    return f"{gene or ''} {change}{f', exon {exons}' if exons else ''}".strip()
