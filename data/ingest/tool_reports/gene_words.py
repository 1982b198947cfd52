"""Which gene a row of a tool's table means: by its symbol, or by another name that only one gene has."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from data.reference.genes import current_symbol
from data.reference.spoken_genes import gene_meant

_APART = re.compile(r"[/,;|()]+")
_BEFORE = re.compile(r"\s+|\s*[:,]\s*")
_MOST_WORDS = 3
"""Of a name that stands before a change: ``HER2 / neu``."""


@dataclass(frozen=True, slots=True)
class GeneRead:
    """The gene of a row, and what the row says of it."""

    symbol: str
    """Current symbol; as it is written where no gene of the assay is meant."""
    said: str
    """The name by which it was read, where that is another one; else empty."""
    changes: tuple[str, ...]
    """Without the gene before them."""


def read_gene(cell: str, changes: Sequence[str]) -> GeneRead:
    """The gene of a cell, else the one that all changes begin with; names of several genes stay as they are.

    ``HER2`` and ``ERBB2/HER2`` are ERBB2, ``PD-L1`` is CD274; *HER2 amplification* is an *amplification* of
    ERBB2.
    """
    leads = [_lead(text) for text in changes]
    if cell:
        symbol = _meant(cell) or current_symbol(cell)
        said = cell if symbol.casefold() != cell.casefold() else ""
        said = said or next((lead[1] for lead in leads if lead and lead[0] == symbol and lead[1]), "")
    else:
        known = {lead[0] for lead in leads if lead}
        if len(known) != 1:
            return GeneRead("", "", tuple(changes))
        (symbol,) = known
        said = next((lead[1] for lead in leads if lead and lead[1]), "")
    rest = tuple(
        lead[2] if lead and lead[0] == symbol and lead[2] else text
        for text, lead in zip(changes, leads, strict=True)
    )
    return GeneRead(symbol, said, tuple(dict.fromkeys(rest)))


@lru_cache(maxsize=10_000)
def _meant(text: str) -> str | None:
    """The one gene that a text means, by one name or by several names of it."""
    if (whole := gene_meant(text)) is not None:
        return whole
    meant = {gene_meant(part) for part in _APART.split(text) if part.strip()}
    return meant.pop() if len(meant) == 1 else None


@lru_cache(maxsize=10_000)
def _lead(text: str) -> tuple[str, str, str] | None:
    """The gene before a change, its name where that is another one, and the change; ``None`` without one."""
    ends = [found for found in _BEFORE.finditer(text)][:_MOST_WORDS]
    for end in reversed(ends):
        name = text[: end.start()]
        # ``met`` and ``Met`` are words of Dutch, MET is a gene.
        if not (any(one.isdigit() for one in name) or name.removeprefix("c-").isupper()):
            continue
        if (symbol := _meant(name)) is not None:
            return symbol, name if name.casefold() != symbol.casefold() else "", text[end.end() :].strip()
    return None
