"""Recognises the same results of a sample when they are brought in again."""

import hashlib
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from domain.findings import Build, FindingClass, Findings, SmallVariant
from domain.phase import TAG as PHASE
from domain.phase import without_phase
from domain.quality import QualityMetric


def _text(value: Any) -> str:
    if value is None:
        return "\x00"
    if isinstance(value, tuple):
        return "\x1d".join(_text(one) for one in value)
    return str(value)


def _line(value: Any) -> str:
    # An empty ``tags`` is left out: results are recognised that were brought in before there were any.
    names = [one.name for one in fields(value) if one.name != "tags" or value.tags]
    return "\x1f".join([type(value).__name__, *(_text(getattr(value, name)) for name in names)])


def _variant_line(one: SmallVariant) -> str:
    # The frequency is taken as its text: the same number read again is the same text. The build is the
    # sample's own and stands once above the rows.
    line = f"{one.chrom}\x1f{one.pos}\x1f{one.ref}\x1f{one.alt}\x1f{one.vaf_text}\x1f{one.depth}\x1f"
    # A phase is left out likewise: results are recognised that were brought in before it was kept.
    tags = without_phase(one.tags) if PHASE in "".join(one.tags) else one.tags
    line += one.origin + "\x1f" + "\x1d".join(tags)
    if one.c_dot is None and one.reported_gene is None and not one.consequence:
        return line
    return f"{line}\x1f{one.reported_gene}\x1f{one.p_dot}\x1f{one.c_dot}\x1f{one.consequence}\x1f{one.exon}"


def content_sha256(
    ids: Iterable[str | None],
    assay: str,
    version: str | None,
    build: Build,
    findings: Findings,
    metrics: Iterable[QualityMetric],
    cut_off: Iterable[FindingClass] = (),
) -> str:
    """SHA-256 over a sample's own values, whatever the order, names or packing of its files.

    ``metrics`` are the sample's own columns; the run's own metrics stay out, so that a copy of a folder
    with another neighbour is recognised. ``cut_off`` are the classes that a file which was cut short lacks:
    the whole file is no copy of it, even where nothing was found in them.
    """
    parts = [_text(tuple(ids)), assay, _text(version), build]
    parts.extend(sorted(map(_variant_line, findings.small_variants)))
    for kind in ("copy_number", "fusions", "splice_variants", "rearrangements", "biomarkers", "test_results"):
        parts.extend(sorted(_line(value) for value in getattr(findings, kind)))
    parts.extend(sorted(_line(metric) for metric in metrics))
    parts.extend(f"cut_off\x1f{kind}" for kind in cut_off)
    return hashlib.sha256("\x1e".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
