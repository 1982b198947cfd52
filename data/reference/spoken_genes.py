"""Names by which genes are spoken of at boards: HER2 for ERBB2."""

from functools import cache

from data.reference.genes import gene
from data.reference.table import read_table, require_unique

TABLE = "spoken_genes.tsv"
COLUMNS = ("spoken", "hgnc_symbol")


@cache
def _spoken() -> dict[str, str]:
    rows = read_table(TABLE, COLUMNS).rows
    require_unique(TABLE, "spoken", [row["spoken"] for row in rows])
    return {row["spoken"]: row["hgnc_symbol"] for row in rows}


def gene_meant(text: str) -> str | None:
    """The current symbol of the gene of the assay that a text means; ``None`` where it has none such.

    A symbol, current or old, comes first, then the names that are spoken; hyphens and blanks do not count.
    """
    known = gene(text)
    if known is None:
        known = gene(_spoken().get("".join(text.upper().replace("-", "").split()), ""))
    return known.symbol if known else None
