"""One list of findings from several files of a sample: the first file's numbers, completed by the others."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any, TypeVar

from data.ingest.joined import Joined
from domain.findings import (
    Biomarker,
    BiomarkerState,
    CopyNumberChange,
    Findings,
    Fusion,
    Rearrangement,
    SpliceVariant,
)
from domain.quality import decimal_of
from domain.readings import FileKind

Row = TypeVar("Row", CopyNumberChange, Fusion, SpliceVariant, Rearrangement)


@dataclass(frozen=True, slots=True)
class Layer:
    """What one file found of a sample."""

    file: str
    kind: FileKind
    findings: Findings


def _copy_number_key(one: CopyNumberChange) -> object:
    return one.gene or one.reported_gene, one.call


def _breakpoints(one: Fusion | SpliceVariant) -> frozenset[str] | None:
    ends = {text.removeprefix("chr") for text in (one.breakpoint_1, one.breakpoint_2) if text}
    return frozenset(ends) if len(ends) == 2 else None


def _fusion_key(one: Fusion) -> object:
    return _breakpoints(one) or frozenset({one.gene_5 or one.gene_pair, one.gene_3 or one.gene_pair})


def _splice_key(one: SpliceVariant) -> object:
    return one.gene or one.reported_gene, _breakpoints(one) or one.affected_exon


def _rearrangement_key(one: Rearrangement) -> object:
    return one.gene or one.reported_gene, one.start, one.stop, one.call


def completed(first: Row, other: Row) -> Row:
    """A row with what only the other file says of it; what both say stays as the first has it."""
    missing = {
        one.name: getattr(other, one.name)
        for one in fields(first)
        if getattr(first, one.name) is None and getattr(other, one.name) is not None
    }
    tags = (*first.tags, *(tag for tag in other.tags if tag not in first.tags))
    return replace(first, **missing, tags=tags)


def _merge(layers: Iterable[tuple[FileKind, Sequence[Row]]], key: Callable[[Row], object]) -> tuple[Row, ...]:
    """Each change once; one that a later file adds is tagged with the kind of that file."""
    rows: list[Any] = []
    places: dict[object, int] = {}
    first_kind: FileKind | None = None
    for kind, found in layers:
        # Rows of one file are never merged with each other: the file itself tells them apart.
        known = dict(places)
        added = first_kind is not None and kind is not first_kind
        row: Any
        for row in found:
            at = known.get(key(row))
            if at is not None:
                rows[at] = completed(rows[at], row)
                continue
            places.setdefault(key(row), len(rows))
            rows.append(replace(row, tags=(*row.tags, f"only_in={kind}")) if added else row)
        first_kind = first_kind or kind
    return tuple(rows)


def _agree(first: str | None, other: str | None) -> bool:
    """Whether two texts are one number, one of them written with fewer decimals."""
    a, b = decimal_of(first), decimal_of(other)
    if a is None or b is None:
        return first == other
    if a == b:
        return True
    places = min(-int(one.as_tuple().exponent) for one in (a, b))
    if places < 0 or max(abs(a), abs(b)) > Decimal(10) ** 12:
        return False
    return abs(a - b) <= Decimal(1).scaleb(-places)


def _biomarkers(layers: Sequence[Layer], joined: Joined) -> tuple[Biomarker, ...]:
    taken: dict[str, tuple[Biomarker, Layer]] = {}
    for layer in layers:
        for one in layer.findings.biomarkers:
            if one.name not in taken:
                taken[one.name] = one, layer
                continue
            first, by = taken[one.name]
            if not _agree(first.value_text, one.value_text) and (
                one.state is BiomarkerState.VALUE or first.state is BiomarkerState.VALUE
            ):
                joined.note(
                    layer.file,
                    one.name,
                    f"{one.name} {one.value_text or 'not assessed'}",
                    f"{first.value_text or 'not assessed'} as in {by.file}, whose value was taken",
                )
            if extra := tuple(pair for pair in one.details if pair[0] not in dict(first.details)):
                taken[one.name] = replace(first, details=(*first.details, *extra)), by
    return tuple(one for one, _ in taken.values())


def merged(layers: Sequence[Layer], joined: Joined) -> Findings:
    """The findings of a sample but its small variants, from its files in the order of their rank.

    What a later file says otherwise of a biomarker is noted; the first file's value stays.
    """

    def of(name: str) -> list[tuple[FileKind, Any]]:
        return [(one.kind, getattr(one.findings, name)) for one in layers if getattr(one.findings, name)]

    return Findings(
        copy_number=_merge(of("copy_number"), _copy_number_key),
        fusions=_merge(of("fusions"), _fusion_key),
        splice_variants=_merge(of("splice_variants"), _splice_key),
        rearrangements=_merge(of("rearrangements"), _rearrangement_key),
        biomarkers=_biomarkers(layers, joined),
    )
