"""Writes the genes and variants of CIViC's files before 2023 in the language of its profiles."""

import re

_PAIR = re.compile(r"([A-Z0-9]+)-([A-Z][A-Z0-9]*)(?:\s+(.+))?", re.IGNORECASE)
_EVENT = re.compile(r"AR-V\w+", re.IGNORECASE)
_JUNCTION = re.compile(r"E(\d+);A(\d+)", re.IGNORECASE)
_FUSION_AND = re.compile(r"FUSIONS?\s+(\S+\d\S*)", re.IGNORECASE)


def profile_of(gene: str, variant: str) -> str:
    """The profile that a gene and a variant name together: ``ALK`` and ``EML4-ALK E6;A20`` are a fusion.

    A fusion with a change beside it (``BCR-ABL T315I``) is both. What is no fusion is the gene's name and
    the variant's, as profiles have been written since 2023.
    """
    written = " ".join(variant.split())
    if beside := _FUSION_AND.fullmatch(written):
        return f"v::{gene} Fusion AND {gene} {beside[1]}"
    pair = _PAIR.fullmatch(written)
    if (
        pair is None
        or _EVENT.fullmatch(written)
        or gene.upper() not in {_long(gene, pair[1]), _long(gene, pair[2])}
    ):
        return f"{gene} {written.removeprefix(f'{gene} ')}"
    first, second = _long(gene, pair[1]), _long(gene, pair[2])
    fusion = f"{first}::{second}"
    rest = pair[3] or ""
    if junction := _JUNCTION.fullmatch(rest):
        return f"{fusion} e{junction[1]}::e{junction[2]}"
    if not rest or rest.lower() in {"fusion", "fusions"}:
        return f"{fusion} Fusion"
    return f"{fusion} Fusion AND {gene} {rest}"


def _long(gene: str, side: str) -> str:
    """One side of a pair in capitals; the gene's own name where it is shortened (``ABL`` for ``ABL1``)."""
    short = gene.upper().rstrip("0123456789")
    return gene.upper() if side.upper() == short else side.upper()
