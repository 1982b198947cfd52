"""What a panel reads of a gene: exons, codons and single changes, read from the words of a list."""

import re
from dataclasses import dataclass, field

from domain.knowledge.case_facts import CaseFinding
from domain.knowledge.protein_shape import protein_shape

_WHOLE = re.compile(r"all|whole gene|entire gene|complete|full(?: gene)?", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:[,;|\n]|\band\b|\s\+\s)\s*", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:hot-?spots?|changes?|variants?)(?:\s*:\s*|\s+(?=p\.|[A-Z]\d|ex|codon))", re.IGNORECASE
)
_EXONS = re.compile(r"(?:exons?|ex)\.?\s*(?=\d)", re.IGNORECASE)
_CODONS = re.compile(r"(?:codons?|residues?|aa|amino acids?)\.?\s*(?=[A-Z]?\d)", re.IGNORECASE)
_STRETCH = re.compile(r"[A-Z]?(\d{1,5})(?:\s*(?:-|–|to|_)\s*[A-Z]?(\d{1,5}))?")
_SKIPPING = re.compile(r"\s+(?:skipping|deletions?|insertions?|mutations?)$", re.IGNORECASE)
_RESIDUE = re.compile(r"(?:p\.)?[ACDEFGHIKLMNPQRSTVWY](\d{1,5})X?")
_MOST_EXONS = 400


@dataclass(frozen=True, slots=True)
class Regions:
    """The regions of a gene that one row of a panel list covers."""

    text: str
    """As the list writes it."""
    whole: bool = False
    """All of the gene that the test reads."""
    exons: frozenset[int] = field(default_factory=frozenset)
    codons: tuple[tuple[int, int], ...] = ()
    """First and last codon of each stretch, both included."""
    changes: frozenset[str] = field(default_factory=frozenset)
    """Protein changes in one-letter code without ``p.``; of a frameshift where it begins."""
    unread: tuple[str, ...] = ()
    """Parts of the text that are none of these: whether they hold a change cannot be told."""


def parse_regions(text: str) -> Regions:
    """The regions of a cell: ``all``; ``exons 18-21``; ``exon 2, 3``; ``codons 12, 61``; ``V600E``; ``V600``.

    Parts stand apart by comma, semicolon, bar or *and*; a number goes on with the word before it. A part
    that is none of these (``hotspots`` alone, ``kinase domain``) and a blank cell are kept as unread.
    """
    whole = text.strip()
    exons: set[int] = set()
    codons: list[tuple[int, int]] = []
    changes: set[str] = set()
    unread: list[str] = []
    everything, of = False, ""
    for part in _PARTS.split(_LEAD.sub("", whole)):
        if not part:
            continue
        if _WHOLE.fullmatch(part):
            everything = True
            continue
        kind, numbers = _numbers(part, of)
        if numbers is not None:
            of = kind
            exons.update(range(numbers[0], numbers[1] + 1)) if kind == "exon" else codons.append(numbers)
            continue
        shape = protein_shape(part)
        if shape is not None:
            changes.update(shape.spellings)
        elif residue := _RESIDUE.fullmatch(part):
            codons.append((int(residue[1]), int(residue[1])))
        else:
            unread.append(part)
    if not whole:
        unread.append("")
    return Regions(whole, everything, frozenset(exons), tuple(codons), frozenset(changes), tuple(unread))


def _numbers(part: str, of: str) -> tuple[str, tuple[int, int] | None]:
    """The stretch of exons or codons that a part names; a bare number goes on with the word before it."""
    bare = _SKIPPING.sub("", part)
    if exon := _EXONS.match(bare):
        of, bare = "exon", bare[exon.end() :]
    elif codon := _CODONS.match(bare):
        of, bare = "codon", bare[codon.end() :]
    elif not bare[:1].isdigit():
        return of, None
    found = _STRETCH.fullmatch(bare.strip())
    if found is None or not of:
        return of, None
    first, last = int(found[1]), int(found[2] or found[1])
    if not 0 < first <= last or (of == "exon" and last > _MOST_EXONS):
        return of, None
    return of, (first, last)


def holds(regions: Regions, finding: CaseFinding) -> bool | None:
    """Whether a change lies in the regions; ``None`` where that cannot be told.

    A stretch holds what overlaps it. It cannot be told for a change whose exon or codon is not known, and
    where a part of the regions was not understood and no other part holds the change.
    """
    if regions.whole:
        return True
    told: list[bool | None] = [None] * len(regions.unread)
    if regions.exons:
        told.append(bool(regions.exons.intersection(finding.exons)) if finding.exons else None)
    if regions.codons:
        told.append(_in_codons(regions, finding))
    if regions.changes:
        told.append(_is_named(regions, finding))
    if True in told:
        return True
    return None if None in told else False


def _in_codons(regions: Regions, finding: CaseFinding) -> bool | None:
    if finding.first_codon is None:
        return None
    last = finding.last_codon or finding.first_codon
    return any(begin <= last and finding.first_codon <= end for begin, end in regions.codons)


def _is_named(regions: Regions, finding: CaseFinding) -> bool | None:
    shape = protein_shape(finding.protein) if finding.protein else None
    return None if shape is None else not regions.changes.isdisjoint(shape.spellings)
