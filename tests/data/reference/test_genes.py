"""The genes of the assay, by symbols old and new."""

import pytest

from data.reference.genes import ALIASES, current_symbol, gene, genes, is_known
from data.reference.table import read_table


def test_the_counts_are_those_of_the_assay() -> None:
    assert sum(one.small_variant for one in genes()) == 523
    assert sum(one.cnv for one in genes()) == 59
    assert sum(one.rna_fusion for one in genes()) == 55
    assert sum(one.dna_fusion_ctdna for one in genes()) == 23


@pytest.mark.parametrize(
    ("old", "current"),
    [("C11orf30", "EMSY"), ("MLL", "KMT2A"), ("H3F3A", "H3-3A"), ("PARK2", "PRKN"), ("c11ORF30", "EMSY")],
)
def test_an_old_symbol_becomes_the_current_one(old: str, current: str) -> None:
    assert current_symbol(old) == current
    assert is_known(old)


def test_a_current_symbol_stays_as_it_is() -> None:
    assert all(current_symbol(one.symbol) == one.symbol for one in genes())


def test_thirty_one_illumina_symbols_are_old_and_none_is_another_genes_current_one() -> None:
    current = {one.symbol for one in genes()}
    old = [one.illumina_symbol for one in genes() if one.illumina_symbol != one.symbol]
    assert len(old) == 31
    assert current.isdisjoint(old)


def test_every_previous_symbol_leads_to_a_gene_of_the_assay_and_is_none_itself() -> None:
    rows = read_table(ALIASES, ("previous_symbol", "hgnc_symbol")).rows
    for row in rows:
        assert current_symbol(row["previous_symbol"]) == row["hgnc_symbol"]
    names = {one.symbol for one in genes()} | {one.illumina_symbol for one in genes()}
    assert names.isdisjoint(row["previous_symbol"] for row in rows)
    assert current_symbol("MYCL1") == "MYCL"


def test_an_unknown_symbol_is_given_back_and_not_guessed() -> None:
    assert current_symbol("NOTAGENE1") == "NOTAGENE1"
    assert not is_known("NOTAGENE1")
    assert gene("NOTAGENE1") is None
    assert gene("") is None


def test_a_gene_says_which_classes_of_finding_it_is_on() -> None:
    alk = gene("ALK")
    assert alk is not None and alk.cnv and alk.rna_fusion and alk.dna_fusion_ctdna
    assert alk.hgnc_id == "HGNC:427"
    tp53 = gene("TP53")
    assert tp53 is not None and tp53.small_variant and not tp53.cnv and not tp53.rna_fusion
