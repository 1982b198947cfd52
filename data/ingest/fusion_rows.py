"""What the tables of fusions have in common: two partners, each in a cell of its own."""

import re
from dataclasses import replace

from data.ingest.cells import BadCell, text_or_none, whole
from data.ingest.gene_names import GeneName, fusion_partner
from data.ingest.tables import Fields
from domain.findings import Fusion

_BREAKPOINT = re.compile(r"[^\s:,;]+:[0-9]{1,12}")


def partners(fields: Fields, first: str, second: str) -> tuple[GeneName, GeneName]:
    """The two genes of a row; raises ``BadCell`` where a spreadsheet spoilt one or neither is named."""
    found = fusion_partner(fields.text(first)), fusion_partner(fields.text(second))
    if any(one.spoilt for one in found):
        raise BadCell(
            " and ".join(one.reported or "nothing" for one in found),
            "gene symbols; a spreadsheet has turned one into a date, so nobody can tell which gene it was",
        )
    if not any(one.reported for one in found):
        raise BadCell(fields.row.text, f"a gene in the column {first!r} or {second!r}")
    return found


def pair_of(first: GeneName, second: GeneName, direction_known: bool) -> str:
    """The pair as the CombinedVariantOutput writes it: ``-`` where the direction is known, else ``;``."""
    names = [one.reported for one in (first, second) if one.reported]
    return ("-" if direction_known else ";").join(names)


def breakpoint_of(fields: Fields, column: str) -> str | None:
    """A place such as ``chr5:149784243``; raises ``BadCell`` for anything else that is not empty."""
    text = text_or_none(fields.text(column))
    if text is not None and not _BREAKPOINT.fullmatch(text):
        raise BadCell(text, f"a place such as chr5:149784243 in the column {column!r}")
    return text


def reads(fields: Fields, column: str) -> int | None:
    """A number of reads; raises ``BadCell`` for one that is none."""
    count = whole(fields.text(column))
    if count is not None and count < 0:
        raise BadCell(fields.text(column), f"a number of reads in the column {column!r}")
    return count


def sum_of_reads(fields: Fields, *columns: str) -> int | None:
    """The reads of several columns together; ``None`` where no column gives any."""
    counts = [count for column in columns if (count := reads(fields, column)) is not None]
    return sum(counts) if counts else None


def once(fusions: list[Fusion]) -> tuple[Fusion, ...]:
    """Each fusion once where two callers of one file found the same partners at the same places.

    The caller with the most reads gives the numbers; the others' remarks stand beside it as tags.
    """
    by_place: dict[object, Fusion] = {}
    for one in fusions:
        places = frozenset({one.breakpoint_1, one.breakpoint_2})
        key = (places, frozenset({one.gene_5, one.gene_3}), "" if None not in places else one.gene_pair)
        first = by_place.get(key)
        if first is None:
            by_place[key] = one
            continue
        ranked = sorted((first, one), key=lambda row: row.supporting_reads or 0)
        less, more = ranked if ranked[0].supporting_reads != ranked[1].supporting_reads else (one, first)
        by_place[key] = replace(more, tags=tuple(dict.fromkeys((*more.tags, *less.tags))))
    return tuple(by_place.values())
