"""Regions of a panel list: what is read of a cell, and whether a change lies in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.knowledge.case_facts import CaseFinding
from domain.knowledge.case_findings import small_variant
from domain.panel_regions import Regions, holds, parse_regions


def change(protein: str | None, *exons: int, gene: str = "EGFR") -> CaseFinding:
    return small_variant("f", gene, f"p.{protein}" if protein else None, None, (), exons)


@pytest.mark.parametrize(
    ("text", "exons"),
    [
        ("exon 19", {19}),
        ("exons 18-21", {18, 19, 20, 21}),
        ("exon 2, 3, 4", {2, 3, 4}),
        ("Exons 9; 11; 13 and 17", {9, 11, 13, 17}),
        ("ex14", {14}),
        ("exon 14 skipping", {14}),
        ("exon 18 to 20", {18, 19, 20}),
    ],
)
def test_exons_are_read_in_every_way_in_which_lists_write_them(text: str, exons: set[int]) -> None:
    read = parse_regions(text)
    assert (set(read.exons), read.codons, read.unread) == (exons, (), ())


@pytest.mark.parametrize(
    ("text", "codons"),
    [
        ("codon 12", ((12, 12),)),
        ("codons 12, 13, 61", ((12, 12), (13, 13), (61, 61))),
        ("codons 12-13", ((12, 13),)),
        ("V600", ((600, 600),)),
        ("R132, R172", ((132, 132), (172, 172))),
    ],
)
def test_codons_are_read_by_number_or_by_residue(text: str, codons: tuple[tuple[int, int], ...]) -> None:
    read = parse_regions(text)
    assert (read.codons, set(read.exons), read.unread) == (codons, set(), ())


def test_exons_and_codons_stand_in_one_cell() -> None:
    read = parse_regions("exon 20; codons 12, 13; p.V600E")
    assert (set(read.exons), read.codons, set(read.changes)) == ({20}, ((12, 12), (13, 13)), {"V600E"})


@pytest.mark.parametrize(
    "text", ["hotspots", "kinase domain", "", "exon", "5-3", "codons 9-4", "exon 14-12", "c.1799T>A", "12"]
)
def test_what_is_not_understood_is_kept_as_unread_and_answers_nothing(text: str) -> None:
    read = parse_regions(text)
    assert read.unread
    assert (read.exons, read.codons, read.changes, read.whole) == (frozenset(), (), frozenset(), False)
    assert holds(read, change("L858R", 21)) is None


def test_a_known_change_is_held_although_another_part_is_not_understood() -> None:
    read = parse_regions("hotspots and exon 21")
    assert holds(read, change("L858R", 21)) is True
    assert holds(read, change("E746_A750del", 19)) is None


@pytest.mark.parametrize(
    ("text", "finding", "held"),
    [
        ("all", change(None), True),
        ("exons 18-21", change("L858R", 21), True),
        ("exons 18-20", change("L858R", 21), False),
        ("exons 18-20", change("L858R"), None),
        ("codons 12, 13", change("G12C", 2), True),
        ("codons 12, 13", change("Q61H", 3), False),
        ("codon 750", change("E746_A750del", 19), True),
        ("codon 751", change("E746_A750del", 19), False),
        ("codons 12, 13", change(None, 2), None),
        ("V600E", change("V600E", 15), True),
        ("V600E", change("V600K", 15), False),
        ("V600", change("V600K", 15), True),
        ("p.Val600Glu", change("V600E", 15), True),
        ("Y772_A775dup", change("A775_G776insYVMA", 20), True),
        ("V600E", change(None, 15), None),
    ],
)
def test_a_change_lies_in_the_regions_or_not_or_it_cannot_be_told(
    text: str, finding: CaseFinding, held: bool | None
) -> None:
    assert holds(parse_regions(text), finding) is held


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_fault_and_nothing_of_it_is_dropped(text: str) -> None:
    read = parse_regions(text)
    assert read.whole or read.exons or read.codons or read.changes or read.unread or not text.strip(" ,;|\n")


@given(st.integers(1, 400), st.integers(0, 60), st.integers(1, 400))
def test_a_stretch_of_exons_holds_exactly_the_exons_between_its_ends(
    first: int, more: int, exon: int
) -> None:
    last = min(400, first + more)
    assert holds(parse_regions(f"exons {first}-{last}"), change("L858R", exon)) is (first <= exon <= last)


def test_more_regions_never_hold_less() -> None:
    for finding in (change("L858R", 21), change("G12C", 2)):
        fewer, more = parse_regions("exon 21"), parse_regions("exon 21, codon 12")
        assert holds(fewer, finding) is not True or holds(more, finding) is True
    assert isinstance(parse_regions("all"), Regions)
