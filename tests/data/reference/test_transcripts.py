"""The transcripts that genes are reported on."""

from data.reference.genes import genes, is_known
from data.reference.transcripts import Mane, transcript_of, transcripts_of

WITHOUT = {"H3C14", "HLA-B", "HLA-C", "RYBP", "TERC"}


def test_all_genes_of_the_assay_but_five_have_a_transcript() -> None:
    assert {one.symbol for one in genes() if transcript_of(one.symbol) is None} == WITHOUT
    assert sum(len(transcripts_of(one.symbol)) for one in genes()) == 519


def test_a_gene_is_found_by_its_former_symbol() -> None:
    found = transcript_of("C11orf30")
    assert found is not None and found.symbol == "EMSY"
    assert transcript_of("NOTAGENE1") is None
    assert not is_known("NOTAGENE1")


def test_cdkn2a_has_two_and_the_mane_select_one_comes_first() -> None:
    assert [(one.refseq, one.mane) for one in transcripts_of("CDKN2A")] == [
        ("NM_000077.5", Mane.SELECT),
        ("NM_058195.4", Mane.PLUS_CLINICAL),
    ]


def test_four_genes_are_kept_on_another_transcript_and_say_which_is_the_one_of_mane() -> None:
    other = {
        one.symbol: one.mane_select
        for gene in genes()
        for one in transcripts_of(gene.symbol)
        if one.mane is Mane.NONE
    }
    assert set(other) == {"AKT1", "FGFR1", "HRAS", "MET"}
    assert other["MET"] == "NM_000245.4"
