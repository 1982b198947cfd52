"""Rows of the store as findings in the words of a table, class by class."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.read.cohort import Patients
from data.read.links import gene_links, igv, small_variant_links
from data.reference.genes import current_symbol
from domain.findings import FindingClass, Origin
from domain.phase import phase_of
from domain.views.findings import Classified, FindingRow, Links

_CALLS = {
    "gain": "Gain",
    "loss": "Loss",
    "loss_of_heterozygosity": "Loss of heterozygosity",
    "unknown": "Call not recognised",
}

_GERMLINE_DATABASE = ("GermlineStatus=Germline_DB", "germline_db=True")
"""How the variant file and the TMB trace of LocalApp say that a call is a known germline change."""

_PART_OF_MNV = "part_of_mnv"
"""How the reader of variant files tags a base whose whole change stands in a row of its own."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the board and the cohort say of a profile's findings, by the finding's number or key."""

    profile_id: str
    reported: frozenset[int]
    classifications: Mapping[int, tuple[Classified, ...]]
    versions: Mapping[int, int]
    seen: Mapping[str, Patients]
    assessed: Mapping[FindingClass, Patients]
    """In how many patients of the cohort each class was assessed; a class that nobody was is not there."""


def after_prefix(hgvs: str | None) -> str | None:
    """An HGVS description without its reference sequence: ``p.(Val600Glu)``."""
    return None if not hgvs else hgvs.rpartition(":")[2]


def _finding(
    around: Around, row: Mapping[str, Any], kind: FindingClass, change: str | None, **more: Any
) -> FindingRow:
    number = row["finding_no"]
    named = [more.pop("named", row["gene"]), change]
    genes = more.pop("genes", (row["gene"],))
    seen, assessed = around.seen.get(row["variant_key"]), around.assessed.get(kind)
    return FindingRow(
        finding_id=row["finding_id"],
        finding_no=number,
        profile_id=around.profile_id,
        version=around.versions.get(number, 0),
        kind=kind,
        gene=row["gene"],
        change=change,
        label=" ".join(part for part in named if part) or more.get("position") or row["variant_key"],
        origin=Origin(row["origin"]),
        reported=number in around.reported,
        classifications=around.classifications.get(number, ()),
        seen_in=None if seen is None else seen.of(kind, *genes),
        assessed_in=None if assessed is None else assessed.of(kind, *genes),
        links=more.pop("links", None) or Links(),
        genes=tuple(dict.fromkeys(current_symbol(gene) for gene in genes if gene)),
        **more,
    )


def small_variant(around: Around, row: Mapping[str, Any]) -> FindingRow:
    """A small variant call."""
    tags = (row["tags"] or "").split("\n")
    position = f"{row['chrom']}:{row['pos']:,} {row['ref']}>{row['alt']} ({row['build']})"
    p_dot, c_dot = after_prefix(row["p_dot"]), after_prefix(row["c_dot"])
    locus = (row["chrom"], row["pos"], row["ref"], row["alt"])
    return _finding(
        around,
        row,
        FindingClass.SMALL_VARIANT,
        p_dot,
        named=row["gene"] if p_dot else " ".join(p for p in (row["gene"], c_dot or position) if p),
        germline_database=any(tag.startswith(_GERMLINE_DATABASE) for tag in tags),
        part_of_mnv=_PART_OF_MNV in tags,
        phase=phase_of(f"{around.profile_id}:{row['chrom']}", tags),
        coding=row["c_dot"],
        consequences=tuple((row["consequence"] or "").split("\n")) if row["consequence"] else (),
        vaf=row["vaf"],
        depth=row["depth"],
        exon=row["exon"],
        transcript=row["transcript"],
        position=position,
        links=small_variant_links(row["gene"], row["p_dot"], row["c_dot"], row["build"], locus),
    )


def copy_number(around: Around, row: Mapping[str, Any]) -> FindingRow:
    """A gene-level copy-number change."""
    return _finding(
        around,
        row,
        FindingClass.COPY_NUMBER,
        _CALLS.get(row["call"], row["call"]),
        fold_change=row["fold_change_text"],
        copies=row["copy_number"],
        links=gene_links(row["gene"]),
    )


def fusion(around: Around, row: Mapping[str, Any]) -> FindingRow:
    """A gene fusion; the pair stays as the file wrote it."""
    breakpoints = [b for b in (row["breakpoint_1"], row["breakpoint_2"]) if b]
    references = [str(r) for r in (row["reference_reads_1"], row["reference_reads_2"]) if r is not None]
    pair = row["gene_pair"] if row["direction_known"] else f"{row['gene_pair']} (direction not known)"
    return _finding(
        around,
        row,
        FindingClass.FUSION,
        f"Fusion {pair}",
        named=None,
        genes=(row["gene_5"], row["gene_3"]),
        position=" / ".join(breakpoints) or None,
        reads=row["supporting_reads"],
        reference_reads=" and ".join(references) or None,
        molecule=(row["molecule"] or "").upper() or None,
        links=_with_igv(row["gene"], breakpoints),
    )


def splice_variant(around: Around, row: Mapping[str, Any]) -> FindingRow:
    """A splice variant seen in RNA."""
    breakpoints = [b for b in (row["breakpoint_1"], row["breakpoint_2"]) if b]
    exon = row["affected_exon"]
    return _finding(
        around,
        row,
        FindingClass.SPLICE_VARIANT,
        f"Splice variant, exon {exon}" if exon else "Splice variant",
        exon=exon,
        position=" / ".join(breakpoints) or None,
        reads=row["supporting_reads"],
        reference_reads=None if row["reference_reads"] is None else str(row["reference_reads"]),
        molecule="RNA",
        links=_with_igv(row["gene"], breakpoints),
    )


def rearrangement(around: Around, row: Mapping[str, Any]) -> FindingRow:
    """An exon-level rearrangement."""
    exons, start, stop = row["affected_exons"], row["first_position"], row["last_position"]
    call = _CALLS.get(row["call"], row["call"])
    known = row["chrom"] is not None and start is not None and stop is not None
    return _finding(
        around,
        row,
        FindingClass.REARRANGEMENT,
        f"{call} of exons {exons}" if exons else call,
        exon=exons,
        fold_change=row["fold_change_text"],
        position=f"{row['chrom']}:{start:,}-{stop:,}" if known else None,
        links=_with_igv(row["gene"], [f"{row['chrom']}:{start}-{stop}"] if known else []),
    )


def _with_igv(gene: str | None, loci: list[str]) -> Links:
    of_gene = gene_links(gene)
    return Links(civic=of_gene.civic, oncokb=of_gene.oncokb, igv=igv(loci[0]) if loci else None)
