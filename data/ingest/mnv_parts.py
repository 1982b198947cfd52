"""Single-base calls that also stand in an MNV of their own row: they are not counted twice.

DRAGEN ties them by ``MNVTAG``; other callers only phase them (``PS`` of VCF 4.3, GATK's ``PID`` and ``PGT``).
No MNV is made of phased calls that no caller joined.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from data.ingest.vcf_calls import VcfCalls
from domain.phase import TAG as PHASE

_TIE = "MNVTAG="
_LONGEST = 1_000
"""Bases of an MNV that are looked at: a caller that writes longer ones joins whole haplotypes."""


@dataclass(frozen=True, slots=True)
class _Call:
    """A call as far as it matters here."""

    row: int
    chrom: str
    position: int
    ref: str
    alt: str
    phase: str
    """Phase set and haplotype; empty where the caller gives none."""


def _calls(calls: VcfCalls) -> Iterator[_Call]:
    columns = zip(calls.chroms, calls.positions, calls.refs, calls.alts, calls.tags, strict=True)
    for row, (chrom, position, ref, alt, tags) in enumerate(columns):
        phase = next((tag for tag in tags.split(";") if tag.startswith(PHASE)), "") if tags else ""
        if phase or (len(ref) > 1 and len(ref) == len(alt)):
            yield _Call(row, chrom, position, ref.upper(), alt.upper(), phase)


def _tied(calls: VcfCalls) -> Iterator[int]:
    """By ``MNVTAG``; a filtered MNV is no row here and leaves its bases counted."""
    ties = {
        tag
        for ref, tags in zip(calls.refs, calls.tags, strict=True)
        if len(ref) > 1 and _TIE in tags
        for tag in tags.split(";")
        if tag.startswith(_TIE)
    }
    if ties:
        for row, (ref, alt, tags) in enumerate(zip(calls.refs, calls.alts, calls.tags, strict=True)):
            if len(ref) == len(alt) == 1 and not ties.isdisjoint(tags.split(";")):
                yield row


def _in_phase(first: str, other: str) -> bool:
    """One phase set, and one haplotype where both rows say which."""
    (one, _, here), (same, _, there) = first.rpartition(":"), other.rpartition(":")
    return one == same and (here == there or not here or not there)


def _covered(mnv: _Call, single: Sequence[_Call]) -> Iterator[int]:
    """The calls that are bases of an MNV and in phase with it.

    Where the MNV's own row has no phase, all of its changed bases must stand in one phase set.
    """
    changed = {
        mnv.position + place: bases
        for place, bases in enumerate(zip(mnv.ref, mnv.alt, strict=True))
        if bases[0] != bases[1]
    }
    inside = [one for one in single if changed.get(one.position) == (one.ref, one.alt)]
    for phase in sorted({one.phase for one in inside}):
        together = [one for one in inside if one.phase == phase]
        whole = {one.position for one in together} == set(changed)
        if _in_phase(phase, mnv.phase) if mnv.phase else whole:
            yield from (one.row for one in together)


def parts_of_mnvs(calls: VcfCalls) -> frozenset[int]:
    """The rows of single bases that an MNV of the same file, which passed its filters, covers."""
    found = set(_tied(calls))
    if any(PHASE in tags for tags in calls.tags):
        known = list(_calls(calls))
        single: dict[tuple[str, int], list[_Call]] = {}
        for one in known:
            if len(one.ref) == len(one.alt) == 1:
                single.setdefault((one.chrom, one.position), []).append(one)
        for mnv in (one for one in known if len(one.ref) == len(one.alt) > 1):
            places = range(mnv.position, mnv.position + min(len(mnv.ref), _LONGEST))
            inside = [one for place in places for one in single.get((mnv.chrom, place), ())]
            found.update(_covered(mnv, inside))
    return frozenset(found)
