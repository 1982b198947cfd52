"""Addresses are made from what the file says, and only where it says enough."""

import pytest

from data.read.links import gene_links, short_change, small_variant_links
from domain.views.findings import Links

LOCUS = ("chr7", 140453136, "A", "T")


@pytest.mark.parametrize(
    ("p_dot", "short"),
    [
        ("NP_004324.2:p.(Val600Glu)", "V600E"),
        ("p.Arg213Ter", "R213*"),
        ("NP_000537.3:p.(Arg110GlyfsTer13)", None),
        ("p.(=)", None),
        (None, None),
    ],
)
def test_only_a_substitution_has_a_short_name(p_dot: str | None, short: str | None) -> None:
    assert short_change(p_dot) == short


def test_a_variant_of_build_37_leads_to_gnomad_two_and_of_38_to_four() -> None:
    old = small_variant_links("BRAF", None, None, "GRCh37", LOCUS).gnomad
    new = small_variant_links("BRAF", None, None, "GRCh38", LOCUS).gnomad
    assert old == "https://gnomad.broadinstitute.org/variant/7-140453136-A-T?dataset=gnomad_r2_1"
    assert new is not None
    assert new.endswith("gnomad_r4")


def test_a_variant_of_an_unknown_build_leads_to_no_gnomad() -> None:
    assert small_variant_links("BRAF", None, None, "unknown", LOCUS).gnomad is None


def test_what_stands_in_an_address_cannot_end_it() -> None:
    links = small_variant_links("A/B?x", "p.(Val600Glu)", "NM_1.1:c.1799T>A&a=b", "GRCh37", LOCUS)
    assert links.oncokb == "https://www.oncokb.org/gene/A%2FB%3Fx/V600E"
    assert links.clinvar == "https://www.ncbi.nlm.nih.gov/clinvar/?term=NM_1.1%3Ac.1799T%3EA%26a%3Db"
    assert links.igv == "http://localhost:60151/goto?locus=chr7:140453136"


def test_without_a_gene_there_is_nothing_to_look_up() -> None:
    assert gene_links(None) == Links()
