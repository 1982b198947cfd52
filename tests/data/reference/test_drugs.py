"""Drugs by name, synonym and code."""

import re

import pytest

from data.reference.drugs import KINDS, drug, drugs, search_drugs


def names(text: str, limit: int = 20) -> list[str]:
    return [one.name for one in search_drugs(text, limit)]


def test_the_drugs_are_there_and_most_have_an_atc_code() -> None:
    assert len(drugs()) == 231
    assert sum(bool(one.atc) for one in drugs()) == 213


def test_every_drug_has_a_kind_and_a_class_in_words() -> None:
    assert {one.kind for one in drugs()} == set(KINDS)
    assert all(one.drug_class for one in drugs())


@pytest.mark.parametrize(
    ("name", "kind", "drug_class"),
    [
        ("Osimertinib", "targeted", "EGFR inhibitor"),
        ("Trastuzumab deruxtecan", "targeted", "HER2 antibody-drug conjugate"),
        ("Pembrolizumab", "immunotherapy", "PD-1 or PD-L1 antibody"),
        ("Carboplatin", "chemotherapy", "platinum"),
        ("Fulvestrant", "hormone", "oestrogen receptor degrader"),
    ],
)
def test_a_drug_says_what_it_acts_on(name: str, kind: str, drug_class: str) -> None:
    found = drug(name)
    assert found is not None and (found.kind, found.drug_class) == (kind, drug_class)


def test_atc_ncit_and_rxnorm_codes_have_their_shapes() -> None:
    for one in drugs():
        assert all(re.fullmatch(r"[A-Z]\d{2}[A-Z]{2}\d{2}", code) for code in one.atc)
        assert re.fullmatch(r"(C\d+)?", one.ncit) and re.fullmatch(r"\d*", one.rxnorm)


def test_a_drug_is_found_by_the_beginning_of_its_name() -> None:
    assert names("osim") == ["Osimertinib"]
    assert names("trastuz") == ["Trastuzumab", "Trastuzumab deruxtecan", "Trastuzumab emtansine"]


def test_a_drug_is_found_by_what_it_is_called_in_the_corridor() -> None:
    assert names("T-DXd") == ["Trastuzumab deruxtecan"]
    assert names("5-FU") == ["Fluorouracil"]


def test_a_drug_is_found_by_a_later_word_and_by_its_code() -> None:
    assert "Trastuzumab deruxtecan" in names("deruxtecan")
    assert names("L01EB04") == ["Osimertinib"]
    assert set(names("L01EB")) >= {"Osimertinib", "Erlotinib", "Gefitinib"}
    assert names("C116377") == ["Osimertinib"]


def test_cancer_drugs_come_before_others() -> None:
    assert names("met")[:2] == ["Methotrexate", "Metformin"]


def test_the_very_name_comes_first() -> None:
    assert names("imatinib")[0] == "Imatinib"


def test_nothing_is_found_for_nothing() -> None:
    assert search_drugs(" ") == ()
    assert search_drugs("xyzxyz") == ()


def test_a_drug_is_known_by_name_whatever_the_case_and_unknown_is_not_guessed() -> None:
    found = drug("OSIMERTINIB")
    assert found is not None and found.atc == ("L01EB04",) and found.ncit == "C116377"
    assert drug("osimertini") is None


def test_a_drug_of_two_places_has_two_codes() -> None:
    found = drug("everolimus")
    assert found is not None and found.atc == ("L01EG02", "L04AH02")
