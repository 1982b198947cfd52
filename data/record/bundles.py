"""A profile's findings as one Parquet file, named by its SHA-256 (DESIGN 6)."""

import hashlib
import os
import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from domain.effects import Effects
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
"""One row a finding; what a class does not have is null, and a column without any value is left out."""


_FIELDS = (
    (FindingClass.BIOMARKER, "biomarkers"),
    (FindingClass.COPY_NUMBER, "copy_number"),
    (FindingClass.FUSION, "fusions"),
    (FindingClass.SPLICE_VARIANT, "splice_variants"),
    (FindingClass.REARRANGEMENT, "rearrangements"),
    (FindingClass.SMALL_VARIANT, "small_variants"),
    (FindingClass.TEST_RESULT, "test_results"),
)
"""In this order the findings of a profile are numbered."""

_AT_A_TIME = 2
"""Bundles that are written at a time."""

_MOST_IN_MEMORY = 4
"""Bundles that wait to be written."""

_OF_EVERY_CLASS = frozenset({"finding_no", "class", "gene", "origin", "variant_key"})


def _by_class(findings: Findings) -> list[tuple[FindingClass, Sequence[Finding]]]:
    return [(kind, found) for kind, name in _FIELDS if (found := getattr(findings, name))]


def finding_numbers(findings: Findings) -> dict[str, int]:
    """The number that each finding gets in its profile's bundle, by its ``variant_key``."""
    every = (finding for _, found in _by_class(findings) for finding in found)
    return {finding.variant_key: number for number, finding in enumerate(every, start=1)}


def _text_of(value: Any) -> Any:
    """Tuples become text with a line for each part, pairs with a tab between."""
    if isinstance(value, tuple | Effects):
        parts = ["\t".join(part) if isinstance(part, tuple) else str(part) for part in value]
        return "\n".join(parts) or None
    return value


def _texts(values: list[Any]) -> list[Any]:
    """Each value as text; the same tags and consequences stand in many rows."""
    known: dict[Any, Any] = {}
    for one in values:
        if one not in known:
            known[one] = _text_of(one)
    return [known[one] for one in values]


def _columns(kind: FindingClass, found: Sequence[Finding], start: int) -> dict[str, list[Any]]:
    """The findings of one class, column by column: thousands of calls are written with every run."""
    own = {one.name for one in fields(found[0])}
    columns: dict[str, list[Any]] = {}
    for name in SCHEMA.names:
        if name in own and name not in _OF_EVERY_CLASS:
            values = list(map(attrgetter(name), found))
            # A field is a tuple in every finding of a class, or in none.
            columns[name] = _texts(values) if isinstance(values[0], tuple | Effects) else values
    partner = "gene" if "gene" in own else "gene_5"
    columns["finding_no"] = list(range(start, start + len(found)))
    columns["class"] = [str(kind)] * len(found)
    columns["gene"] = [getattr(one, partner, None) for one in found]
    columns["origin"] = [getattr(one, "origin", Origin.UNKNOWN).value for one in found]
    columns["variant_key"] = list(map(attrgetter("variant_key"), found))
    return columns


def write_bundles(folder: Path, every: Sequence[Findings]) -> list[str]:
    """Write the findings of each profile as a bundle into ``folder``; return their SHA-256, their names.

    The files are on disk (fsync) under their final names when this returns, so that an event may name
    them. While some are packed and wait for the disk, the next one's columns are made.
    """
    names: list[str] = []
    writing: deque[Future[str]] = deque()
    with ThreadPoolExecutor(_AT_A_TIME, thread_name_prefix="bundles") as pool:
        for findings in every:
            writing.append(pool.submit(_written, folder, _table(findings)))
            if len(writing) > _MOST_IN_MEMORY:
                names.append(writing.popleft().result())
        names.extend(one.result() for one in writing)
    _sync_names(folder)
    return names


def _table(findings: Findings) -> pa.Table:
    """All findings in one table, without the columns that hold no value in any row."""
    parts: list[tuple[dict[str, list[Any]], int]] = []
    start = 1
    for kind, found in _by_class(findings):
        parts.append((_columns(kind, found, start), len(found)))
        start += len(found)
    made = {}
    for field in SCHEMA:
        if not any(field.name in columns for columns, _ in parts) and field.name not in _OF_EVERY_CLASS:
            continue
        chunks = [
            pa.array(columns[field.name], field.type) if field.name in columns else pa.nulls(size, field.type)
            for columns, size in parts
        ]
        column = pa.chunked_array(chunks, field.type).combine_chunks()
        # A column that nothing stands in costs as much to write as another, and is read as empty where it
        # lacks.
        if field.name in _OF_EVERY_CLASS or column.null_count < len(column):
            made[field] = column
    return pa.Table.from_arrays(list(made.values()), schema=pa.schema(list(made)))


def _written(folder: Path, table: pa.Table) -> str:
    """A table on disk under its SHA-256; the name itself is on disk after ``_sync_names``."""
    temporary = folder / f".table.{os.getpid()}.{threading.get_ident()}"
    try:
        # Packed text is smaller without dictionaries, and sooner written.
        pq.write_table(table, temporary, compression="zstd", use_dictionary=False)
        return _named(folder, temporary)
    finally:
        temporary.unlink(missing_ok=True)


def keep_file(folder: Path, source: Path) -> str:
    """Move a Parquet file of the same disk into ``folder`` as a bundle; return its SHA-256.

    The content is on disk (fsync) before it gets its name, and the name before this returns.
    """
    sha256 = _named(folder, source)
    _sync_names(folder)
    return sha256


def _named(folder: Path, source: Path) -> str:
    with source.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    path = folder / f"{sha256}.parquet"
    if path.exists():
        source.unlink()
        return sha256
    source.chmod(0o600)
    source.rename(path)
    return sha256


def _sync_names(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
