"""A profile's findings as one Parquet file, named by its SHA-256 (DESIGN 6)."""

import hashlib
import os
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from domain.findings import Finding, FindingClass, Findings, Origin

SCHEMA = pa.schema(
    [
        ("finding_no", pa.int32()),
        ("class", pa.string()),
        ("gene", pa.string()),
        ("origin", pa.string()),
        ("variant_key", pa.string()),
        ("chrom", pa.string()),
        ("pos", pa.int64()),
        ("ref", pa.string()),
        ("alt", pa.string()),
        ("build", pa.string()),
        ("reported_gene", pa.string()),
        ("p_dot", pa.string()),
        ("c_dot", pa.string()),
        ("transcript", pa.string()),
        ("consequence", pa.string()),
        ("exon", pa.string()),
        ("vaf", pa.float64()),
        ("vaf_text", pa.string()),
        ("depth", pa.int64()),
        ("annotation_source", pa.string()),
        ("tags", pa.string()),
        ("transcripts", pa.string()),
        ("call", pa.string()),
        ("fold_change", pa.float64()),
        ("fold_change_text", pa.string()),
        ("copy_number", pa.float64()),
        ("minor_copy_number", pa.float64()),
        ("gene_pair", pa.string()),
        ("gene_5", pa.string()),
        ("gene_3", pa.string()),
        ("direction_known", pa.bool_()),
        ("breakpoint_1", pa.string()),
        ("breakpoint_2", pa.string()),
        ("supporting_reads", pa.int64()),
        ("reference_reads", pa.int64()),
        ("reference_reads_1", pa.int64()),
        ("reference_reads_2", pa.int64()),
        ("molecule", pa.string()),
        ("affected_exon", pa.string()),
        ("affected_exons", pa.string()),
        ("start", pa.int64()),
        ("stop", pa.int64()),
        ("name", pa.string()),
        ("state", pa.string()),
        ("value", pa.float64()),
        ("value_text", pa.string()),
        ("unit", pa.string()),
        ("details", pa.string()),
        ("reason", pa.string()),
        ("marker", pa.string()),
        ("method", pa.string()),
        ("result", pa.string()),
        ("what", pa.string()),
        ("kit", pa.string()),
        ("tumour_cell_percent", pa.float64()),
        ("lost_proteins", pa.string()),
        ("comment", pa.string()),
    ]
)
"""One row a finding; what a class does not have is null."""


def _numbered(findings: Findings) -> Iterator[tuple[FindingClass, Finding]]:
    yield from ((FindingClass.BIOMARKER, f) for f in findings.biomarkers)
    yield from ((FindingClass.COPY_NUMBER, f) for f in findings.copy_number)
    yield from ((FindingClass.FUSION, f) for f in findings.fusions)
    yield from ((FindingClass.SPLICE_VARIANT, f) for f in findings.splice_variants)
    yield from ((FindingClass.REARRANGEMENT, f) for f in findings.rearrangements)
    yield from ((FindingClass.SMALL_VARIANT, f) for f in findings.small_variants)
    yield from ((FindingClass.TEST_RESULT, f) for f in findings.test_results)


def finding_numbers(findings: Findings) -> dict[str, int]:
    """The number that each finding gets in its profile's bundle, by its ``variant_key``."""
    return {finding.variant_key: number for number, (_, finding) in enumerate(_numbered(findings), start=1)}


def _text_of(value: Any) -> Any:
    """Tuples become text with a line for each part, pairs with a tab between."""
    if isinstance(value, tuple):
        parts = ["\t".join(part) if isinstance(part, tuple) else str(part) for part in value]
        return "\n".join(parts) or None
    return value


def _row(number: int, kind: FindingClass, finding: Finding) -> dict[str, Any]:
    fields = {name: _text_of(value) for name, value in asdict(finding).items()}
    gene = fields.get("gene") or fields.get("gene_5")
    origin = str(fields.get("origin") or Origin.UNKNOWN)
    return {
        **fields,
        "finding_no": number,
        "class": str(kind),
        "gene": gene,
        "origin": origin,
        "variant_key": finding.variant_key,
    }


def write_bundle(folder: Path, findings: Findings) -> str:
    """Write the findings as a bundle into ``folder``; return its SHA-256, which is its name.

    The file is on disk (fsync) under its final name when this returns, so that an event may name it.
    """
    rows = [
        _row(number, kind, finding) for number, (kind, finding) in enumerate(_numbered(findings), start=1)
    ]
    return keep_table(folder, pa.Table.from_pylist(rows, schema=SCHEMA))


def keep_table(folder: Path, table: pa.Table) -> str:
    """Write any table as a bundle into ``folder``; return its SHA-256, which is its name."""
    temporary = folder / f".table.{os.getpid()}.{threading.get_ident()}"
    try:
        pq.write_table(table, temporary, compression="zstd")
        return keep_file(folder, temporary)
    finally:
        temporary.unlink(missing_ok=True)


def keep_file(folder: Path, source: Path) -> str:
    """Move a Parquet file of the same disk into ``folder`` as a bundle; return its SHA-256.

    The content is on disk (fsync) before it gets its name, and the name before this returns.
    """
    with source.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    path = folder / f"{sha256}.parquet"
    if path.exists():
        source.unlink()
        return sha256
    source.chmod(0o600)
    source.rename(path)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return sha256
