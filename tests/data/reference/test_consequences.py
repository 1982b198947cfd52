"""The order of consequences, the terms of MAF, and the lengths of chromosomes."""

import pytest

from data.reference.chromosomes import CHROMOSOMES, build_of_length
from data.reference.consequences import UNKNOWN_SEVERITY, consequences, lies_beside, severity, term_of
from data.reference.maf_terms import maf_consequence
from domain.findings import Build


def test_a_stop_is_more_severe_than_a_missense_and_that_than_an_intron() -> None:
    order = ["stop_gained", "frameshift_variant", "missense_variant", "synonymous_variant", "intron_variant"]
    assert sorted(order, key=lambda term: severity((term,))) == order


def test_the_most_severe_of_joined_terms_counts() -> None:
    assert severity(("intron_variant", "splice_donor_variant")) == severity(("splice_donor_variant",))
    assert severity(("no_such_term",)) == severity(()) == UNKNOWN_SEVERITY


def test_what_lies_in_no_transcript_is_known() -> None:
    assert lies_beside(("upstream_gene_variant",)) and lies_beside(("structural_interaction_variant",))
    assert not lies_beside(("intron_variant", "upstream_gene_variant"))
    assert not lies_beside(()) and not lies_beside(("no_such_term",))


def test_every_term_beside_a_gene_is_less_severe_than_any_within() -> None:
    within = [one.severity for one in consequences().values() if not one.beside]
    assert max(within) < min(one.severity for one in consequences().values() if one.beside)


def test_bcftools_short_names_are_spelt_out_and_others_left() -> None:
    assert term_of("missense") == "missense_variant" and term_of("5_prime_utr") == "5_prime_UTR_variant"
    assert term_of("intron_variant") == "intron_variant" and term_of("no_such_term") == "no_such_term"


@pytest.mark.parametrize(
    ("classification", "terms"),
    [
        ("Missense_Mutation", ("missense_variant",)),
        ("MISSENSE", ("missense_variant",)),
        ("Frame_Shift_Del", ("frameshift_variant",)),
        ("5'Flank", ("upstream_gene_variant",)),
        ("FIVE_PRIME_FLANK", ("upstream_gene_variant",)),
        ("stop_gained", ("stop_gained",)),
        ("Targeted_Region", ()),
        ("no such", ()),
        ("", ()),
    ],
)
def test_a_classification_of_maf_stands_for_terms(classification: str, terms: tuple[str, ...]) -> None:
    assert maf_consequence(classification) == terms


def test_every_term_of_maf_is_one_that_the_order_knows() -> None:
    for name in (
        "Silent",
        "Splice_Site",
        "De_novo_Start_InFrame",
        "RNA",
        "IGR",
        "Nonstop_Mutation",
        "lincRNA",
    ):
        assert maf_consequence(name) and set(maf_consequence(name)) <= consequences().keys()


def test_each_chromosome_tells_its_build_by_its_length() -> None:
    assert len(CHROMOSOMES) == 24
    assert build_of_length("1", 249_250_621) is Build.GRCH37
    assert build_of_length("X", 156_040_895) is Build.GRCH38
    assert (
        build_of_length("1", 248_956_421) is Build.UNKNOWN
        and build_of_length("chr1", 249_250_621) is Build.UNKNOWN
    )
