"""One protein change in two codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.protein_change import THREE_OF_ONE, bare_change, one_letter, same_change, three_letter


@pytest.mark.parametrize(
    ("three", "one"),
    [
        ("NP_005219.2:p.(Leu858Arg)", "p.L858R"),
        ("p.Met1470CysfsTer26", "p.M1470Cfs*26"),
        ("p.Glu746_Ala750del", "p.E746_A750del"),
        ("p.Val600delinsGluLys", "p.V600delinsEK"),
        ("p.Arg213Ter", "p.R213*"),
        ("p.Thr190=", "p.T190="),
        ("p.Met1ext-5", "p.M1ext-5"),
        ("p.Ter110GlnextTer17", "p.*110Qext*17"),
        ("p.Tyr772_Ala775dup", "p.Y772_A775dup"),
        ("p.?", "p.?"),
    ],
)
def test_a_change_reads_the_same_in_both_codes(three: str, one: str) -> None:
    assert one_letter(three) == one
    assert three_letter(one) == three.split(":")[-1].replace("(", "").replace(")", "")
    assert same_change(three, one)


def test_a_change_within_a_coding_change_is_found() -> None:
    assert bare_change("NM_004958.3:c.2997C>T(p.(Asn999=))") == "Asn999="
    assert one_letter("NM_004958.3:c.2997C>T(p.(Asn999=))") == "p.N999="


def test_what_is_no_protein_change_is_none() -> None:
    assert one_letter("c.34A>G") is None and three_letter("") is None
    assert not same_change("c.34A>G", "c.34A>G")


def test_two_changes_are_not_one() -> None:
    assert not same_change("p.V600E", "p.Val600Lys")


@given(
    st.sampled_from("ACDEFGHIKLMNPQRSTVWY"),
    st.integers(1, 30_000),
    st.sampled_from([*THREE_OF_ONE]),
    st.sampled_from(["", "fs", "fs*7", "del", "dup", "=", "_A900del", "_A900delinsDEL"]),
)
def test_there_and_back_gives_the_same_change(first: str, place: int, last: str, rest: str) -> None:
    change = f"p.{first}{place}" + (rest if rest[:1] in {"_", "d", "="} else last + rest)
    assert one_letter(three_letter(change) or "") == change
