"""Protein and coding changes come down to one spelling, or to none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.knowledge.change_spelling import coding_value, protein_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("p.Leu858Arg", "L858R"), ("p.(Gly12Cys)", "G12C"), ("V600E", "V600E"), ("*214C", "*214C"),
        ("M1?", "M1?"), ("E55=", "E55="), ("E55RfsTer11", "E55fs"), ("K468FS", "K468fs"),
        ("F76del", "F76del"), ("T599dup", "T599dup"), ("D770_N771insGL", "D770_N771insGL"),
        ("M774DELINSWLV", "M774delinsWLV"),
        ("V600_K601>E", "V600_K601delinsE"), ("W1815X", None), ("G12", None), ("R177ins", None),
        ("106insR", None), ("Amplification", None), ("", None), ("V600E/K", None),
    ],
)  # fmt: skip
def test_a_protein_change_has_one_spelling(text: str, value: str | None) -> None:
    assert protein_value(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("c.1799T>A", "c.1799T>A"), ("c.340+1G>A", "c.340+1G>A"), ("c.-124C>T", "c.-124C>T"),
        ("c.*70C>A", "c.*70C>A"), ("c.1285dupC", "c.1285dup"), ("c.7515+1_2del", "c.7515+1_7515+2del"),
        ("c.341-59_341-14del", "c.341-59_341-14del"), ("c.236_241delGCAGTC", "c.236_241del"),
        ("c.474_476delGAAinsC", "c.474_476delinsC"), ("c.364_365GC>AT", "c.364_365delinsAT"),
        ("c.164_165insG", "c.164_165insG"), ("c.341-13delCGTT", None), ("c.128-?_250+?", None),
        ("c.472ins", None), ("1799T>A", None), ("c.", None), ("c.12", None),
    ],
)  # fmt: skip
def test_a_coding_change_has_one_spelling(text: str, value: str | None) -> None:
    assert coding_value(text) == value


@given(st.text(max_size=30))
def test_a_spelling_is_its_own_spelling(text: str) -> None:
    for spelt in (protein_value(text), coding_value(text)):
        assert spelt is None or spelt in {protein_value(spelt), coding_value(spelt)}
