"""What kind of change a small variant is, by its protein change or else by its consequence."""

import re
from functools import lru_cache

from domain.knowledge.case_facts import CaseFinding
from domain.knowledge.profiles import Effect
from domain.knowledge.protein_shape import Kind, ProteinShape, protein_shape

_SPLICE_SITES = frozenset({"splice_donor_variant", "splice_acceptor_variant"})
_SPLICE_NEAR = frozenset(
    {
        "splice_region_variant", "splice_donor_region_variant", "splice_donor_5th_base_variant",
        "splice_polypyrimidine_tract_variant",
    }
)  # fmt: skip
_STRETCHES = frozenset({Kind.DELETION, Kind.INSERTION, Kind.DUPLICATION, Kind.DELINS})
_BY_KIND = {
    Effect.SUBSTITUTION: frozenset({Kind.SUBSTITUTION}),
    Effect.INDEL: _STRETCHES,
    Effect.FRAMESHIFT: frozenset({Kind.FRAMESHIFT}),
    Effect.TRUNCATING: frozenset({Kind.FRAMESHIFT, Kind.NONSENSE}),
}
_DELETIONS = frozenset(
    {"inframe_deletion", "conservative_inframe_deletion", "disruptive_inframe_deletion"}
)  # fmt: skip
_INSERTIONS = frozenset(
    {"inframe_insertion", "conservative_inframe_insertion", "disruptive_inframe_insertion"}
)  # fmt: skip
_TRUNCATIONS = frozenset(
    {"frameshift_variant", "stop_gained", "frameshift_truncation", "frameshift_elongation"}
)
_BY_TERM = {
    Effect.SUBSTITUTION: frozenset({"missense_variant"}),
    Effect.DELETION: _DELETIONS,
    Effect.INSERTION: _INSERTIONS,
    Effect.INDEL: _DELETIONS | _INSERTIONS | {"protein_altering_variant"},
    Effect.FRAMESHIFT: _TRUNCATIONS - {"stop_gained"},
    Effect.TRUNCATING: _TRUNCATIONS,
}
_LOST = _TRUNCATIONS | _SPLICE_SITES | {"start_lost", "transcript_ablation", "exon_loss_variant"}
_ALTERING = (
    _LOST
    | _DELETIONS
    | _INSERTIONS
    | {"missense_variant", "protein_altering_variant", "stop_lost", "initiator_codon_variant"}
)

_EXON_EDGES = {("MET", 14): (frozenset({2888, 2942}), frozenset({3028, 3082}))}
"""First and last coding base of an exon whose skipping is treated, on each transcript in use.

MET exon 14 on NM_000245 and on NM_001127500, which is 54 bases longer before it."""

_ITD_CODONS = {"FLT3": (570, 650)}
"""Where an insertion in frame is the internal tandem duplication of the gene (FLT3: exons 14 and 15)."""
_LONG_DUPLICATION = 10

_PLACES = re.compile(r"c\.(\d+)([+-]\d+)?(?:_(\d+)([+-]\d+)?)?(?=[A-Za-z=>?])")
_SITE = 2
"""Bases of an intron that make its splice site."""


def shape_of(finding: CaseFinding) -> ProteinShape | None:
    """The protein change of a finding taken apart; ``None`` where it has none that can be read."""
    return None if finding.protein is None else protein_shape(finding.protein)


def alters_protein(finding: CaseFinding) -> bool:
    """Whether a small variant changes the protein or a splice site."""
    shape = shape_of(finding)
    if shape is not None and shape.kind is not Kind.SYNONYMOUS:
        return True
    return not _ALTERING.isdisjoint(finding.consequences)


def at_splice_site(finding: CaseFinding) -> bool:
    """Whether a small variant lies at the two bases of an intron that splicing needs."""
    return not _SPLICE_SITES.isdisjoint(finding.consequences)


def has_effect(finding: CaseFinding, effect: Effect) -> bool:
    """Whether a small variant is of the kind that an item of evidence asks for.

    ``DELETION`` and ``INSERTION`` are in frame and count by what is left: ``E746_S752delinsV`` is a
    deletion. ``SKIPPING`` is no effect of a single change and is answered by ``skips_exon``.
    """
    if effect is Effect.ANY:
        return alters_protein(finding)
    if effect is Effect.SPLICE_SITE:
        return at_splice_site(finding)
    shape = shape_of(finding)
    if shape is None:
        return not _BY_TERM.get(effect, frozenset()).isdisjoint(finding.consequences)
    if effect is Effect.DELETION:
        return shape.kind in _STRETCHES and shape.gained < 0
    if effect is Effect.INSERTION:
        return shape.kind in _STRETCHES and shape.gained > 0
    return shape.kind in _BY_KIND.get(effect, frozenset())


def loses_function(finding: CaseFinding) -> bool:
    """Whether the effect of a small variant alone shows a loss of function.

    Truncating, at a splice site, or without its start.
    """
    shape = shape_of(finding)
    if shape is not None and shape.kind in {Kind.FRAMESHIFT, Kind.NONSENSE, Kind.START_LOST}:
        return True
    return not _LOST.isdisjoint(finding.consequences)


def within_codons(finding: CaseFinding, gene: str | None, codons: str | None) -> bool:
    """Whether a small variant is a mutation of a domain that spans codons (``720-987``).

    It lies within them and changes residues in frame: what ends the protein is none, nor is an internal
    tandem duplication, which is asked for by its own name.
    """
    first, _, last = (codons or "").partition("-")
    shape = shape_of(finding)
    if shape is None or not (first.isdecimal() and last.isdecimal()):
        return False
    if shape.kind not in _STRETCHES | {Kind.SUBSTITUTION} or is_tandem_duplication(finding, gene):
        return False
    return int(first) <= shape.first and shape.last <= int(last)


def is_tandem_duplication(finding: CaseFinding, gene: str | None) -> bool:
    """Whether a small variant is the internal tandem duplication of a gene, by its place."""
    shape = shape_of(finding)
    first, last = _ITD_CODONS.get(gene or "", (0, -1))
    return shape is not None and shape.gained > 0 and first <= shape.first <= last


def doubles_a_long_stretch(finding: CaseFinding) -> bool:
    """Whether a small variant doubles at least ten residues, wherever it lies."""
    shape = shape_of(finding)
    if shape is None or shape.gained < _LONG_DUPLICATION:
        return False
    return any(spelling.endswith("dup") for spelling in shape.spellings)


def skips_exon(finding: CaseFinding, gene: str, exon: int) -> bool:
    """Whether a change of DNA lies at a splice site of an exon, so that the exon may be skipped.

    Where the coding change can be placed at the exon's edges (MET exon 14), the place decides; else the
    exon that the file names and a consequence at a splice site.
    """
    edges = _EXON_EDGES.get((gene, exon))
    if edges is not None and finding.coding:
        touched = _touches_edges(finding.coding, *edges)
        near = at_splice_site(finding) or not _SPLICE_NEAR.isdisjoint(finding.consequences)
        return touched or (near and _beside_edges(finding.coding, *edges))
    return exon in finding.exons and at_splice_site(finding)


@lru_cache(maxsize=4_096)
def _touches_edges(coding: str, first: frozenset[int], last: frozenset[int]) -> bool:
    """Whether a change covers a splice site, or the exon's last base, which splicing needs too."""
    places = _places(coding)
    if not places:
        return False
    begin, end = min(places), max(places)
    sites = [(base, offset) for base in first for offset in range(-_SITE, 0)]
    sites += [(base, offset) for base in last for offset in range(_SITE + 1)]
    return any(begin <= site <= end for site in sites)


@lru_cache(maxsize=4_096)
def _beside_edges(coding: str, first: frozenset[int], last: frozenset[int]) -> bool:
    """Whether a place in an intron counts from one of the exon's edges."""
    return any((base in first and by < 0) or (base in last and by > 0) for base, by in _places(coding))


def _places(coding: str) -> list[tuple[int, int]]:
    """The places of a coding change: base and offset into the intron; none outside the coding sequence."""
    found = _PLACES.match(coding)
    if found is None:
        return []
    first, offset, last, last_offset = found.groups()
    places = [(int(first), int(offset or 0))]
    return places + ([(int(last), int(last_offset or 0))] if last else [])
