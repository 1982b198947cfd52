"""What a tool's table is held against: a laboratory's findings, and how such a table was read before."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from data.store import Reader
from domain.classifications import finding_label
from domain.findings import FindingClass
from domain.knowledge.case_findings import splice_name
from domain.knowledge.exon_words import exons_in
from domain.tool_reports import ToolFinding, ToolMapping, ToolRow


@dataclass(frozen=True, slots=True)
class KeptToolMapping:
    """How a table with these headings was read last, by whom and when."""

    mapping: ToolMapping
    kept_by: str
    kept_on: str
    """The day, as ISO text."""


def kept_tool_mapping(reader: Reader, laboratory_id: str, fingerprint: str) -> KeptToolMapping | None:
    """What a laboratory said of a table with the same headings; ``None`` where it has brought none."""
    row = reader.row("classification/kept_tool_mapping", laboratory_id=laboratory_id, fingerprint=fingerprint)
    if row is None:
        return None
    told: dict[str, Any] = json.loads(row["mapping"])
    mapping = ToolMapping(
        told["columns"], told["words"], told["defaults"],
        # A table that was accepted before orders were asked has none.
        told.get("orders", {}),
    )  # fmt: skip
    return KeptToolMapping(mapping, row["kept_by"], row["recorded_at"].date().isoformat())


def tool_findings(reader: Reader, laboratory_id: str, rows: Iterable[ToolRow]) -> tuple[ToolFinding, ...]:
    """The findings of a laboratory's profiles in force that the rows may mean.

    A sample of which nothing is found in these genes is given as a finding of no gene, so that *no such
    sample* and *no such finding* stay apart.
    """
    rows = tuple(rows)
    sample_ids = sorted({row.sample_id.lower() for row in rows if row.sample_id})
    profiles = reader.rows("classification/tool_samples", laboratory_id=laboratory_id, sample_ids=sample_ids)
    if not profiles:
        return ()
    samples = {row["profile_id"]: (_names(row), bool(row["synthetic"])) for row in profiles}
    wanted = {row.gene for row in rows if row.gene}
    found = reader.rows(
        "classification/tool_findings",
        profile_nos=[row["profile_no"] for row in profiles],
        genes=sorted(wanted),
        places=sorted({f"{_chrom(row.place[0])}:{row.place[1]}" for row in rows if row.place}),
    )
    findings = [_finding(row, *samples[row["profile_id"]]) for row in found]
    empty = sorted(samples.keys() - {row["profile_id"] for row in found})
    nothing = ((one, *samples[one]) for one in empty)
    return (
        *findings,
        *(ToolFinding("", names, "", None, "", (), "", synthetic=made) for _, names, made in nothing),
    )


def _chrom(text: str) -> str:
    return text if text.startswith("chr") else f"chr{text}"


def _names(row: dict[str, Any]) -> frozenset[str]:
    held = (row[name] for name in ("sample_id", "pair_id", "dna_sample_id", "rna_sample_id"))
    return frozenset(str(name) for name in held if name)


def _finding(row: dict[str, Any], sample_ids: frozenset[str], synthetic: bool) -> ToolFinding:
    changes = tuple(str(row[name]) for name in ("change", "other_change") if row[name])
    return ToolFinding(
        finding_id=row["finding_id"],
        sample_ids=sample_ids,
        kind=row["class"],
        gene=row["gene"],
        variant_key=row["variant_key"],
        changes=changes,
        label=_label(row, next(iter(changes), row["variant_key"])),
        exons=row["exons"],
        synthetic=synthetic,
    )


def _label(row: dict[str, Any], change: str) -> str:
    gene, exons = row["gene"], row["exons"]
    if row["class"] == FindingClass.SPLICE_VARIANT:
        told = f"splice variant, exon {exons}" if exons else "splice variant"
        return splice_name(gene or "", exons_in(exons)) or finding_label(gene, told)
    if row["class"] == FindingClass.REARRANGEMENT:
        return finding_label(gene, f"{change} of exons {exons or 'not named'}")
    return finding_label(gene, "fusion" if row["class"] == FindingClass.FUSION else change)
