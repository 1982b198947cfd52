"""A gene is found by the name that a board speaks."""

import pytest

from data.reference.genes import gene
from data.reference.spoken_genes import COLUMNS, TABLE, gene_meant
from data.reference.table import read_table


@pytest.mark.parametrize(
    ("text", "symbol"),
    [("her2", "ERBB2"), ("HER-2", "ERBB2"), (" PD-L1 ", "CD274"), ("mll", "KMT2A"), ("MET", "MET")],
)
def test_a_gene_is_meant_by_its_symbol_its_old_one_or_a_spoken_name(text: str, symbol: str) -> None:
    assert gene_meant(text) == symbol


@pytest.mark.parametrize("text", ["", "-", "nosuchgene"])
def test_a_text_that_means_no_gene_of_the_assay_means_none(text: str) -> None:
    assert gene_meant(text) is None


def test_every_spoken_name_means_a_gene_of_the_assay_and_is_no_symbol_of_another() -> None:
    for row in read_table(TABLE, COLUMNS).rows:
        meant = gene(row["hgnc_symbol"])
        assert meant is not None, row
        assert gene(row["spoken"]) in {None, meant}, row
