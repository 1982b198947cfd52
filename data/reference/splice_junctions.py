"""The junctions of the three splice variants that the assay reports, on GRCh37."""

from dataclasses import dataclass
from functools import cache

from data.reference.table import read_table, whole_number

TABLE = "splice_junctions.tsv"
COLUMNS = ("gene", "name", "affected_exon", "chromosome", "breakpoint_1", "breakpoint_2")


@dataclass(frozen=True, slots=True)
class SpliceJunction:
    """One known junction."""

    gene: str
    name: str
    """``EGFRvIII``, ``MET exon 14 skipping`` or ``AR-V7``."""
    affected_exon: str
    """Blank for AR-V7, which ends in an exon of its own."""
    chromosome: str
    """Without ``chr``."""
    start: int
    """Breakpoint 1 as the assay writes it: POS in its VCF."""
    end: int
    """Breakpoint 2 as the assay writes it: END in its VCF."""


@cache
def _junctions() -> dict[tuple[str, int, int], SpliceJunction]:
    found = {}
    for row in read_table(TABLE, COLUMNS).rows:
        start = whole_number(TABLE, "breakpoint_1", row["breakpoint_1"])
        end = whole_number(TABLE, "breakpoint_2", row["breakpoint_2"])
        found[row["chromosome"], start, end] = SpliceJunction(
            row["gene"], row["name"], row["affected_exon"], row["chromosome"], start, end
        )
    return found


def splice_junction(chromosome: str, start: int, end: int) -> SpliceJunction | None:
    """The known junction between two positions on GRCh37 (chromosome without ``chr``), ``None`` for others.

    Raises ``BrokenTable`` on a damaged table.
    """
    return _junctions().get((chromosome, start, end))
