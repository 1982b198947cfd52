"""Tumour types: codes old and new, the tree, and what a clinician types."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.reference.table import BrokenTable, read_table
from data.reference.tumour_types import (
    RETIRED_COLUMNS,
    RETIRED_TABLE,
    SYNONYMS_COLUMNS,
    SYNONYMS_TABLE,
    ancestors,
    is_within,
    nodes_of,
    search,
    tumour_type,
    tumour_types,
)


def codes_for(text: str, limit: int = 20) -> list[str]:
    return [one.code for one in search(text, limit)]


def test_all_nodes_of_oncotree_are_there() -> None:
    assert len(tumour_types()) == 898
    assert sum(one.level == 1 for one in tumour_types()) == 32


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("NSCLC", "NSCLC"),
        ("luad", "LUAD"),
        ("lung adeno", "LUAD"),
        ("breast cancer", "BRCA"),
        ("colon", "COAD"),
        ("colorectal cancer", "COADREAD"),
        ("CUP", "CUP"),
        ("unknown primary", "CUP"),
        ("GBM", "GB"),
        ("glioblastoma", "GB"),
        ("melanoma", "MEL"),
        ("Pancreatic cancer", "PAAD"),
        ("prostate cancer", "PRAD"),
        ("cholangiocarcinoma", "CHOL"),
        ("gastro-intestinal stromal", "GIST"),
        ("oesophageal", "ESCA"),
        ("esophageal", "ESCA"),
        ("leukaemia", "AML"),
        ("head and neck", "HEAD_NECK"),
        ("  hepatocellular  ", "HCC"),
    ],
)
def test_the_likeliest_tumour_type_comes_first(text: str, first: str) -> None:
    assert codes_for(text)[0] == first


def test_a_code_brings_what_lies_under_it() -> None:
    assert codes_for("NSCLC")[:3] == ["NSCLC", "LUAD", "LUSC"]


def test_words_in_any_order_and_cut_short_are_found() -> None:
    assert "SKCM" in codes_for("melan cutan")
    assert "LUAD" in codes_for("adenoc lung")


def test_a_code_that_was_split_offers_both_and_stands_for_neither() -> None:
    assert tumour_type("ALL") is None
    assert codes_for("ALL")[:2] == ["BLL", "TLL"]


@pytest.mark.parametrize("text", ["", "   ", "?!", "zzzz"])
def test_nothing_is_found_for_nothing_or_nonsense(text: str) -> None:
    assert search(text) == ()


def test_no_more_than_the_limit_is_given() -> None:
    assert len(search("carcinoma", limit=7)) == 7
    assert search("carcinoma", limit=0) == ()


def test_the_root_of_the_tree_is_never_offered() -> None:
    assert "TISSUE" not in codes_for("tissue", 50)


@pytest.mark.parametrize(
    ("retired", "current"),
    [("GBM", "GB"), ("AASTR", "ASTR"), ("AODG", "ODG"), ("AOAST", "GNOS"), ("OAST", "GNOS"), ("DIPG", "DMG")],
)
def test_a_retired_code_gives_the_one_that_took_its_place(retired: str, current: str) -> None:
    found = tumour_type(retired)
    assert found is not None and found.code == current


def test_no_retired_code_hides_a_current_one() -> None:
    current = {one.code for one in tumour_types()}
    for row in read_table(RETIRED_TABLE, RETIRED_COLUMNS).rows:
        assert row["retired_code"] not in current
        assert row["code"] in current


def test_every_common_name_leads_to_a_current_code() -> None:
    current = {one.code for one in tumour_types()}
    for row in read_table(SYNONYMS_TABLE, SYNONYMS_COLUMNS).rows:
        assert row["code"] in current
        assert row["code"] in codes_for(row["phrase"])


def test_what_stands_above_is_named_from_near_to_far() -> None:
    assert [one.code for one in ancestors("LUAD")] == ["NSCLC", "LUNG"]
    assert ancestors("LUNG") == ()
    assert ancestors("NOSUCHCODE") == ()


def test_every_node_but_the_root_reaches_an_organ() -> None:
    for one in tumour_types():
        if one.level > 1:
            above = ancestors(one.code)
            assert above[-1].level == 1
            assert len(above) == one.level - 1


def test_a_code_lies_within_itself_and_what_stands_above_it() -> None:
    assert is_within("LUAD", "LUAD")
    assert is_within("LUAD", "NSCLC")
    assert is_within("GBM", "BRAIN")
    assert not is_within("NSCLC", "LUAD")
    assert not is_within("LUAD", "BREAST")
    assert not is_within("NOSUCHCODE", "LUNG")
    assert is_within("LUAD", "TISSUE")


def node(code: str, parent: str, level: str = "1") -> dict[str, str]:
    return {"code": code, "parent": parent, "level": level, "name": "n", "main_type": "m", "tissue": "t"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((node("TISSUE", "", "0"), node("A", "B")), "unknown parent"),
        ((node("TISSUE", "", "0"), node("A", "TISSUE"), node("A", "TISSUE")), "twice"),
        ((node("TISSUE", "", "top"),), "whole number"),
    ],
)
def test_a_tree_that_does_not_hang_together_is_refused(rows: tuple[dict[str, str], ...], said: str) -> None:
    with pytest.raises(BrokenTable, match=said):
        nodes_of(rows)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_whatever_is_typed_the_search_answers_and_offers_nothing_twice(text: str) -> None:
    found = codes_for(text, 1000)
    assert len(found) == len(set(found))
