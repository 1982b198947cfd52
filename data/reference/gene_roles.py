"""Whether a gene drives tumours by being switched on or by being lost (IntOGen)."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from data.reference.genes import current_symbol
from data.reference.table import read_table, require_unique

TABLE = "gene_roles.tsv"
COLUMNS = (
    "hgnc_symbol",
    "role",
    "activating_cohorts",
    "loss_of_function_cohorts",
    "ambiguous_cohorts",
    "tumour_types",
)


class GeneRole(StrEnum):
    """How a gene drives tumours, by the majority of the cohorts that it drives."""

    ACTIVATING = "activating"
    LOSS_OF_FUNCTION = "loss_of_function"
    AMBIGUOUS = "ambiguous"


@cache
def _roles() -> Mapping[str, GeneRole]:
    rows = read_table(TABLE, COLUMNS).rows
    require_unique(TABLE, "hgnc_symbol", [row["hgnc_symbol"] for row in rows])
    return {row["hgnc_symbol"]: GeneRole(row["role"]) for row in rows}


def role_of(gene: str) -> GeneRole | None:
    """The role of a gene, current or former symbol; ``None`` where the compendium does not list it.

    ``None`` says nothing of the gene. Raises ``BrokenTable`` on a damaged file.
    """
    return _roles().get(current_symbol(gene))
