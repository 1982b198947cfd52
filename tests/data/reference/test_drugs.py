"""Drugs by name, synonym and code."""

from data.reference.drugs import drug, drugs, search_drugs


def names(text: str, limit: int = 20) -> list[str]:
    return [one.name for one in search_drugs(text, limit)]


def test_the_drugs_are_there_and_most_have_an_atc_code() -> None:
    assert len(drugs()) == 229
    assert sum(bool(one.atc) for one in drugs()) == 211


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
