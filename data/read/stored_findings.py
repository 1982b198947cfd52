"""Rows of the store as the findings they were recorded as."""

from collections.abc import Mapping
from typing import Any

from data.reference.genes import current_symbol
from domain.findings import (
    Biomarker,
    BiomarkerName,
    BiomarkerState,
    CopyNumberCall,
    CopyNumberChange,
    Finding,
    Fusion,
    Rearrangement,
    SpliceVariant,
)


def _symbol(gene: str | None) -> str | None:
    return current_symbol(gene) if gene else None


def copy_number(row: Mapping[str, Any]) -> Finding:
    """A copy-number change."""
    return CopyNumberChange(
        _symbol(row["gene"]), row["gene"], CopyNumberCall(row["call"]), None, row["fold_change_text"],
        row["copy_number"], row["minor_copy_number"],
    )  # fmt: skip


def fusion(row: Mapping[str, Any]) -> Finding:
    """A fusion; its genes by their current symbols."""
    return Fusion(
        row["gene_pair"], _symbol(row["gene_5"]), _symbol(row["gene_3"]), bool(row["direction_known"]),
        row["breakpoint_1"], row["breakpoint_2"], row["supporting_reads"],
    )  # fmt: skip


def splice_variant(row: Mapping[str, Any]) -> Finding:
    """A splice variant."""
    return SpliceVariant(
        _symbol(row["gene"]), row["gene"], row["affected_exon"], row["breakpoint_1"], row["breakpoint_2"],
        row["supporting_reads"], row["reference_reads"],
    )  # fmt: skip


def rearrangement(row: Mapping[str, Any]) -> Finding:
    """An exon-level rearrangement."""
    return Rearrangement(
        _symbol(row["gene"]), row["gene"], row["chrom"], row["first_position"], row["last_position"],
        row["affected_exons"], None, row["fold_change_text"], CopyNumberCall(row["call"]),
    )  # fmt: skip


def biomarker(row: Mapping[str, Any]) -> Biomarker:
    """A biomarker, with what its file wrote beside the value."""
    lines = (row["details"] or "").split("\n")
    details = tuple((line.split("\t")[0], line.split("\t")[1]) for line in lines if "\t" in line)
    return Biomarker(
        BiomarkerName(row["name"]), BiomarkerState(row["state"]), row["value"], row["value_text"],
        row["unit"], details, row.get("reason"),
    )  # fmt: skip
