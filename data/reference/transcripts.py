"""The transcripts that changes of TSO500's genes are written on, as one laboratory keeps them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from data.reference.genes import current_symbol
from data.reference.table import read_table, require_unique

TABLE = "transcripts.tsv"
COLUMNS = ("hgnc_symbol", "refseq", "protein", "ensembl", "mane", "mane_select")


class Mane(StrEnum):
    """What MANE says of a transcript."""

    SELECT = "select"
    PLUS_CLINICAL = "plus_clinical"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Transcript:
    """One transcript of a gene. A blank id means that the list gives none."""

    symbol: str
    refseq: str
    """With its version: ``NM_005228.5``."""
    protein: str
    ensembl: str
    mane: Mane
    mane_select: str
    """The MANE Select transcript of the gene where the list names it; else blank."""


@cache
def _by_symbol() -> Mapping[str, tuple[Transcript, ...]]:
    rows = read_table(TABLE, COLUMNS).rows
    require_unique(TABLE, "refseq", [row["refseq"] for row in rows])
    found: dict[str, tuple[Transcript, ...]] = {}
    for row in rows:
        one = Transcript(
            row["hgnc_symbol"],
            row["refseq"],
            row["protein"],
            row["ensembl"],
            Mane(row["mane"]),
            row["mane_select"],
        )
        found[one.symbol] = (*found.get(one.symbol, ()), one)
    return found


def transcripts_of(gene: str) -> tuple[Transcript, ...]:
    """The transcripts of a gene, current or former symbol, MANE Select first: CDKN2A has two (p16, ARF)."""
    return _by_symbol().get(current_symbol(gene), ())


def transcript_of(gene: str) -> Transcript | None:
    """The transcript that a gene is reported on; ``None`` where the list has none.

    Raises ``BrokenTable`` on a damaged file.
    """
    return next(iter(transcripts_of(gene)), None)
