"""Protein changes taken apart, and the one spelling in which they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.knowledge.exon_words import exons_in
from domain.knowledge.protein_shape import Kind, protein_shape
from domain.protein_change import THREE_OF_ONE

RESIDUES = "ACDEFGHIKLMNPQRSTVWY"


@pytest.mark.parametrize(
    ("text", "key", "kind", "gained"),
    [
        ("p.(Leu858Arg)", "L858R", Kind.SUBSTITUTION, 0),
        ("NP_005219.2:p.(Glu746_Ala750del)", "E746_A750del", Kind.DELETION, -5),
        ("p.Glu746_Ser752delinsVal", "E746_S752delinsV", Kind.DELINS, -6),
        ("E746_T751>I", "E746_T751delinsI", Kind.DELINS, -5),
        ("p.(Trp288CysfsTer12)", "W288Cfs*12", Kind.FRAMESHIFT, 0),
        ("W288FS", "W288fs", Kind.FRAMESHIFT, 0),
        ("W1815X", "W1815*", Kind.NONSENSE, 0),
        ("D842_H845DELDIMH", "D842_H845del", Kind.DELETION, -4),
        ("A767_V769dupASV", "A767_V769dup", Kind.DUPLICATION, 3),
        ("D770_N771insSVD", "D770_N771insSVD", Kind.INSERTION, 3),
        ("p.(Met1?)", "M1?", Kind.START_LOST, 0),
        ("p.(Leu858=)", "L858=", Kind.SYNONYMOUS, 0),
    ],
)
def test_a_protein_change_is_taken_apart(text: str, key: str, kind: Kind, gained: int) -> None:
    shape = protein_shape(text)
    assert shape is not None
    assert (shape.key, shape.kind, shape.gained) == (key, kind, gained)


@pytest.mark.parametrize("text", ["p.?", "p.(=)", "", "Amplification", "p.Gln61_Gly60del", "D835H/Y"])
def test_what_is_no_protein_change_has_no_shape(text: str) -> None:
    assert protein_shape(text) is None


@given(st.sampled_from(RESIDUES), st.integers(2, 9_999), st.sampled_from(RESIDUES))
def test_one_letter_and_three_letter_code_are_one_change(old: str, place: int, new: str) -> None:
    short = protein_shape(f"{old}{place}{new}")
    long = protein_shape(f"p.({THREE_OF_ONE[old]}{place}{THREE_OF_ONE[new]})")
    if old != new:
        assert short == long
        assert short is not None
        assert (short.first, short.residue) == (place, old)


def test_a_frameshift_is_known_by_where_it_begins() -> None:
    spelt = {protein_shape(text).spellings for text in ("W288fs", "W288Cfs*12", "p.Trp288fs")}  # type: ignore[union-attr]
    assert spelt == {("W288fs",)}


def test_an_insertion_that_doubles_what_stands_before_it_is_a_duplication_too() -> None:
    shape = protein_shape("A775_G776insYVMA")
    assert shape is not None
    assert "Y772_A775dup" in shape.spellings
    other = protein_shape("D770_N771insGL")
    assert other is not None
    assert other.spellings == ("D770_N771insGL",)


@pytest.mark.parametrize(
    ("text", "exons"),
    [
        ("21", (21,)),
        ("21/28", (21,)),
        ("exon 19", (19,)),
        ("19-20", (19, 20)),
        ("Exon 2-7/28", (2, 3, 4, 5, 6, 7)),
        ("", ()),
        (None, ()),
        ("7-2", ()),
        ("unknown", ()),
    ],
)
def test_exons_are_read_as_files_write_them(text: str | None, exons: tuple[int, ...]) -> None:
    assert exons_in(text) == exons
