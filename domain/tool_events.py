"""Events of splicing and of whole exons in a tool's words: *EGFRvIII*, *exon 14 skipping*, *ex2-7 del*."""

import re
from collections.abc import Sequence
from functools import lru_cache

from domain.findings import CopyNumberCall, FindingClass
from domain.knowledge.case_findings import splice_name
from domain.knowledge.exon_words import exons_in
from domain.tool_reports import ToolFinding

_SKIPPED, _LOST, _GAINED, _NAMED, _JOINED = "skipped", "lost", "gained", "named", "joined"
_RESIDUES_LOST, _RESIDUES_GAINED = "residues lost", "residues gained"
_EFFECTS = {
    "skipping": _SKIPPED,
    "skip": _SKIPPED,
    "skipped": _SKIPPED,
    "splice variant": _SKIPPED,
    "deletion": _LOST,
    "deletions": _LOST,
    "deleted": _LOST,
    "del": _LOST,
    "loss": _LOST,
    "lost": _LOST,
    "duplication": _GAINED,
    "duplicated": _GAINED,
    "dup": _GAINED,
    "gain": _GAINED,
    "insertion": _RESIDUES_GAINED,
    "insertions": _RESIDUES_GAINED,
    "ins": _RESIDUES_GAINED,
}
_OF_RESIDUES = {_LOST: _RESIDUES_LOST, _GAINED: _RESIDUES_GAINED}
_EFFECT = f"(?P<effect>{'|'.join(sorted(_EFFECTS, key=len, reverse=True))})"
_EXONS = r"(?:ex|exon|exons)(?P<exons>\d{1,3}(?: ?(?:-|to|,|and|&) ?\d{1,3})*)(?:/\d{1,3})?"
_EVENT = (
    re.compile(rf"{_EXONS} ?{_EFFECT}(?: (?:mutations?|variants?|events?))?"),
    re.compile(rf"{_EFFECT},? ?(?:of )?{_EXONS}"),
)
_PLACES = re.compile(
    r"\b(?:chr)?(?P<chrom>\d{1,2}|X|Y):(?:g\.)?(?P<start>\d{4,10})"
    r"(?:\s*(?:-|–|_|\.\.)\s*(?P<end>\d{4,10})(?![\d:]))?",
    re.IGNORECASE,
)
_VARIANT_III = frozenset({"viii", "v iii", "variant iii"})
_OF_VARIANT_III = (2, 3, 4, 5, 6, 7)
_VARIANT_7 = frozenset({"v7", "v 7", "variant 7", "splice variant 7"})


def keys_of_event(finding: ToolFinding) -> tuple[str, ...]:
    """Under what a splice variant or a loss or gain of exons is found; none for another finding."""
    exons = exons_in(finding.exons)
    if finding.kind == FindingClass.SPLICE_VARIANT:
        joined = junction_asked((finding.variant_key.partition(":")[2],))
        if not exons:
            name = splice_name(finding.gene or "", ())
            return (*((f"{_NAMED}:{name}",) if name else ()), *joined)
        return _key(_SKIPPED, exons), _key(_LOST, exons), *joined
    if finding.kind == FindingClass.REARRANGEMENT and exons:
        lost, gained = CopyNumberCall.LOSS in finding.changes, CopyNumberCall.GAIN in finding.changes
        return (_key(_LOST, exons),) if lost else (_key(_GAINED, exons),) if gained else ()
    return ()


def keys_of_residues(finding: ToolFinding) -> tuple[str, ...]:
    """Under what a small variant in frame is found by the one exon it lies in; none for another finding."""
    exons = exons_in(finding.exons)
    protein = next((one for one in finding.changes if "p." in one), "")
    if finding.kind != FindingClass.SMALL_VARIANT or len(exons) != 1 or _ends_the_protein(protein):
        return ()
    if "del" in protein:
        return (_key(_RESIDUES_LOST, exons),)
    return (_key(_RESIDUES_GAINED, exons),) if "dup" in protein or "ins" in protein else ()


def _ends_the_protein(protein: str) -> bool:
    return any(sign in protein for sign in ("fs", "Ter", "*"))


@lru_cache(maxsize=10_000)
def event_asked(gene: str, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a text says of a gene's exons: keys of whole exons or splicing, and of residues in one exon.

    The gene may stand before it (``EGFRvIII``, ``MET exon 14 skipping``); another gene may not.
    """
    folded, symbol = _folded(text), gene.casefold()
    began = folded.startswith(symbol)
    rest = folded.removeprefix(symbol).lstrip(" :-,")
    if gene == "EGFR" and rest in _VARIANT_III:
        return (_key(_SKIPPED, _OF_VARIANT_III), _key(_LOST, _OF_VARIANT_III)), ()
    if gene == "AR" and rest in _VARIANT_7:
        return (f"{_NAMED}:AR-V7",), ()
    if gene == "MET" and began and rest == "ex14":
        return (_key(_SKIPPED, (14,)),), ()
    found = next((match for shape in _EVENT if (match := shape.fullmatch(rest))), None)
    exons = exons_in(found["exons"]) if found else ()
    if found is None or not exons:
        return (), ()
    effect = _EFFECTS[found["effect"]]
    residues = _OF_RESIDUES.get(effect, effect) if len(exons) == 1 else None
    whole = () if effect == _RESIDUES_GAINED else (_key(effect, exons),)
    in_residues = residues in {_RESIDUES_LOST, _RESIDUES_GAINED}
    return whole, (_key(str(residues), exons),) if in_residues else ()


def junction_asked(texts: Sequence[str]) -> tuple[str, ...]:
    """Under what a junction is found that texts name by its two breakpoints, in one or in two of them.

    ``chr7:116411708-116414934``; none where they name another number of places, or two chromosomes.
    """
    places = [place for text in texts for place in _PLACES.finditer(text)]
    chroms = {place["chrom"].upper() for place in places}
    ends = sorted({int(place[name]) for place in places for name in ("start", "end") if place[name]})
    if len(chroms) != 1 or len(ends) != 2:
        return ()
    return (f"{_JOINED}:{chroms.pop()}:{ends[0]}-{ends[1]}",)


def names_gene(gene: str, text: str) -> bool:
    """Whether a text begins with the gene, so that it may be an event of it."""
    return _folded(text).startswith(gene.casefold())


def _key(effect: str, exons: tuple[int, ...]) -> str:
    return f"{effect}:{','.join(map(str, exons))}"


def _folded(text: str) -> str:
    """Small letters, ``Δ`` as *del*, one kind of dash, no blank between *exon* and its number."""
    folded = text.casefold().replace("δ", "del ").replace("∆", "del ").replace("_", "-")
    folded = re.sub(r"[–—−]", "-", folded).replace("(", " ").replace(")", " ")
    folded = re.sub(r"\b(exons?|ex)[ .-]*(?=\d)", r"\1", " ".join(folded.split()))
    return re.sub(r"(?<=\d)\s*-\s*(?=\d)", "-", folded).strip(" .")
