"""Whether a gene drives tumours by activation or by loss."""

import pytest

from data.reference.gene_roles import COLUMNS, TABLE, GeneRole, role_of
from data.reference.genes import genes
from data.reference.table import read_table


@pytest.mark.parametrize(
    ("gene", "role"),
    [
        ("EGFR", GeneRole.ACTIVATING),
        ("BRAF", GeneRole.ACTIVATING),
        ("TP53", GeneRole.LOSS_OF_FUNCTION),
        ("RB1", GeneRole.LOSS_OF_FUNCTION),
        ("NOTAGENE1", None),
    ],
)
def test_a_gene_has_the_role_that_the_compendium_gives_it(gene: str, role: GeneRole | None) -> None:
    assert role_of(gene) is role


def test_a_former_symbol_has_the_role_of_the_current_one() -> None:
    assert role_of("MLL") is role_of("KMT2A") is not None


def test_more_than_half_of_the_genes_of_the_assay_are_listed_and_the_counts_are_numbers() -> None:
    assert sum(role_of(one.symbol) is not None for one in genes()) == 283
    rows = read_table(TABLE, COLUMNS).rows
    assert len(rows) == 619
    assert all(row[column].isdecimal() for row in rows for column in COLUMNS if column.endswith("_cohorts"))
    assert all(any(int(row[column]) for column in COLUMNS if column.endswith("_cohorts")) for row in rows)
