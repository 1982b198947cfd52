"""In which genes an assay can see each class of finding, with the source of each list."""

from functools import cache

from data.reference.genes import current_symbol, genes, is_known
from data.reference.table import BrokenTable, flag, read_table, require_unique, whole_number
from domain.assessment import GeneList
from domain.findings import FindingClass

TABLE = "assay_content.tsv"
COLUMNS = ("finding_class", "assay", "genes", "count", "verified", "source")


@cache
def _lists() -> dict[tuple[FindingClass, str], GeneList]:
    rows = read_table(TABLE, COLUMNS).rows
    require_unique(TABLE, "finding_class", [f"{row['finding_class']} {row['assay']}" for row in rows])
    return {(FindingClass(row["finding_class"]), row["assay"]): _list(row) for row in rows}


def _list(row: dict[str, str]) -> GeneList:
    listed = _genes(row["genes"])
    due = whole_number(TABLE, "count", row["count"])
    if len(listed) != due or not all(map(is_known, listed)):
        raise BrokenTable(
            f"The reference table {TABLE} cannot be used: {row['finding_class']} of {row['assay']} has "
            f"{len(listed)} genes where {due} of the assay were expected. Put back the file that came with "
            "the program."
        )
    return GeneList(listed, flag(TABLE, "verified", row["verified"]), row["source"])


def _genes(cell: str) -> frozenset[str]:
    if cell == "-":
        return frozenset()
    if cell.startswith("@"):
        return frozenset(one.symbol for one in genes() if getattr(one, cell[1:]))
    return frozenset(current_symbol(symbol) for symbol in cell.split(","))


def genes_read(kind: FindingClass, assay: str) -> GeneList | None:
    """The genes, by current symbol, in which an assay sees a class; ``None`` where no list is known.

    Raises ``BrokenTable`` on a damaged table.
    """
    return _lists().get((kind, assay))
