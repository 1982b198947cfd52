"""Rearrangements of any caller: symbolic alleles with an end, and breakends with their mates."""

import re
from collections.abc import Iterable, Iterator

from data.ingest.cells import BadCell, whole
from data.ingest.gene_names import gene_name
from data.ingest.problems import ProblemList
from data.ingest.vcf_symbolic import AnnotationPlace, Symbolic, call_of, gene_tags, genes_of
from domain.findings import CopyNumberCall, Fusion, Rearrangement

_MATE = re.compile(r"[\[\]]([^\[\]]+):(\d{1,10})[\[\]]")
_PAIRS = (("PR", 1), ("SR", 1), ("DV", 0), ("RV", 0))
"""Where callers count the reads across a breakpoint: Manta beside the reference reads, Delly alone."""


def mate_of(row: Symbolic) -> tuple[str, int] | None:
    """Chromosome and position of the other end, ``None`` for a single breakend."""
    match = _MATE.search(row.alt)
    return (match.group(1), int(match.group(2))) if match else None


def paired(rows: Iterable[Symbolic]) -> Iterator[tuple[Symbolic, Symbolic | None]]:
    """Each breakend with the row of its other end, both once: by MATEID, else by position."""
    listed = list(rows)
    by_name = {row.name: row for row in listed if row.name}
    by_place: dict[tuple[str, int, tuple[str, int] | None], Symbolic] = {}
    for row in listed:
        by_place.setdefault((row.chrom, row.pos, mate_of(row)), row)
    used: set[int] = set()
    for row in listed:
        if id(row) in used:
            continue
        used.add(id(row))
        other = next((by_name[key] for key in row.info.get("MATEID", "").split(",") if key in by_name), None)
        place = mate_of(row)
        if other is None and place is not None:
            other = by_place.get((*place, (row.chrom, row.pos)))
        if other is None or id(other) in used:
            yield row, None
            continue
        used.add(id(other))
        yield row, other


def _reads(row: Symbolic) -> int | None:
    found = []
    for key, place in _PAIRS:
        cells = row.values.get(key, "").split(",")
        if len(cells) == place + 1 and (count := whole(cells[place])) is not None:
            if count < 0:
                raise BadCell(row.shown, f"a count of reads of at least 0 in {key}")
            found.append(count)
    return sum(found) if found else None


def _tags(row: Symbolic, *more: str) -> tuple[str, ...]:
    kind = row.kind or row.info.get("SVTYPE", "")
    return (f"svtype={kind}", *more, *(("imprecise",) if "IMPRECISE" in row.info else ()))


def _fusion(
    row: Symbolic, sides: tuple[list[str], list[str]], ends: tuple[str, str], known: bool, molecule: str
) -> Fusion:
    """A fusion of the first gene of each side; every gene stays in the pair as it is written."""
    mark = "-" if known else ";"
    return Fusion(
        gene_pair=mark.join("/".join(side[:5]) for side in sides),
        gene_5=gene_name(sides[0][0]).current,
        gene_3=gene_name(sides[1][0]).current,
        direction_known=known,
        breakpoint_1=ends[0],
        breakpoint_2=ends[1],
        supporting_reads=_reads(row),
        molecule=molecule,
        tags=_tags(row, *(tag for side in sides for tag in gene_tags(side))),
    )


def _stretch(row: Symbolic, genes: list[str], stop: int | None, *more: str) -> Rearrangement:
    name = gene_name(genes[0]) if genes else gene_name("")
    return Rearrangement(
        gene=name.current,
        reported_gene=name.reported,
        chrom=row.chrom,
        start=row.pos,
        stop=stop,
        affected_exons=None,
        fold_change=None,
        fold_change_text=None,
        call=CopyNumberCall.UNKNOWN if row.kind == "BND" else call_of(row.kind),
        tags=_tags(row, *more, *gene_tags(genes)),
    )


def breakend(
    row: Symbolic,
    other: Symbolic | None,
    place: AnnotationPlace | None,
    section: str,
    problems: ProblemList,
) -> Fusion | Rearrangement:
    """A breakend and its mate: a fusion where both ends name different genes, else a rearrangement.

    Raises ``BadCell``.
    """
    mate = mate_of(row)
    genes = genes_of(row, place, section, problems)
    others = genes_of(other, place, section, problems) if other is not None else []
    if other is None and len(genes) == 2 and mate is not None:
        # An annotation of both ends in one row, ``EML4&ALK``.
        genes, others = genes[:1], genes[1:]
    elif len(genes) == 2 and set(genes) == set(others):
        # Both ends are annotated with the same pair.
        genes, others = genes[:1], genes[1:]
    ends = (f"{row.chrom}:{row.pos}", f"{mate[0]}:{mate[1]}" if mate else "")
    rna = "RNA_FIRST" in row.info or (other is not None and "RNA_FIRST" in other.info)
    if genes and others and mate is not None and not set(genes) & set(others):
        second_first = other is not None and "RNA_FIRST" in other.info and "RNA_FIRST" not in row.info
        sides = (others, genes) if second_first else (genes, others)
        if second_first:
            ends = (ends[1], ends[0])
        return _fusion(row, sides, ends, rna, "rna" if rna else "dna")
    stop = mate[1] if mate and mate[0] == row.chrom else None
    both = list(dict.fromkeys((*genes, *others)))
    return _stretch(row, both, stop, *((f"mate={ends[1]}",) if mate else ()))


def stretch(
    row: Symbolic, place: AnnotationPlace | None, section: str, problems: ProblemList
) -> Fusion | Rearrangement:
    """A deletion, duplication, inversion or insertion; a fusion where the annotation says that it is one.

    Raises ``BadCell``.
    """
    end = row.end
    fused = fused_pair(row, place)
    if fused is not None and end is not None:
        ends = (f"{row.chrom}:{row.pos}", f"{row.chrom}:{end}")
        return _fusion(row, ([fused[0]], [fused[1]]), ends, False, "dna")
    return _stretch(row, genes_of(row, place, section, problems), end)


def fused_pair(row: Symbolic, place: AnnotationPlace | None) -> tuple[str, str] | None:
    """The two genes that SnpEff says a row fuses (``gene_fusion`` of ``TMPRSS2&ERG``)."""
    if place is None:
        return None
    for effect in row.info.get(place.key, "").split(","):
        cells = effect.split("|")
        if max(place.gene, place.consequence) < len(cells) and "gene_fusion" in cells[place.consequence]:
            genes = cells[place.gene].split("&")
            if len(genes) == 2 and all(genes) and genes[0] != genes[1]:
                return genes[0], genes[1]
    return None
