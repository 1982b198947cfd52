"""What a drug acts on, as people write it down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reference.drug_classes import class_spellings, classes_of, drugs_of_class
from data.reference.drugs import Drug, drug, drugs


def members(name: str) -> set[str]:
    return {one.name for one in drugs_of_class(name)}


@given(st.sampled_from(drugs()))
def test_a_drug_is_found_by_each_of_its_classes_however_it_is_spelled(one: Drug) -> None:
    for part in classes_of(one):
        assert all(one in drugs_of_class(spelling) for spelling in class_spellings(part))


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("EGFR inhibitor", "Osimertinib"),
        ("EGFR inhibitor", "Afatinib"),
        ("egfr-tki", "Gefitinib"),
        ("HER2 ADC", "Trastuzumab deruxtecan"),
        ("anti-PD-1", "Pembrolizumab"),
        ("PD-L1 inhibitor", "Atezolizumab"),
        ("checkpoint inhibitors", "Ipilimumab"),
        ("estrogen receptor degrader", "Fulvestrant"),
        ("Platinum", "Carboplatin"),
    ],
)
def test_a_class_holds_its_drugs(name: str, member: str) -> None:
    assert member in members(name)


def test_a_class_holds_nothing_that_acts_otherwise_on_the_same_target() -> None:
    assert "Cetuximab" not in members("EGFR inhibitor")
    assert "Ipilimumab" not in members("PD-1 inhibitor")
    assert members("nonsense") == set()


def test_a_wider_class_is_no_other_word_for_a_narrower_one() -> None:
    assert "checkpoint inhibitor" not in class_spellings("PD-1 inhibitor")
    pembrolizumab = drug("pembrolizumab")
    assert pembrolizumab is not None
    assert "checkpoint inhibitor" in classes_of(pembrolizumab)
