"""What a coding change in HGVS says of its length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.trials.coding_length import bases_gained

BASES = st.text("ACGT", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("coding", "gained"),
    [
        ("c.68_69del", -2),
        ("c.68_69delAG", -2),
        ("c.35delG", -1),
        ("c.5266dup", 1),
        ("c.5266dupC", 1),
        ("c.10_12dup", 3),
        ("c.68_69insT", 1),
        ("c.68_69ins12", 12),
        ("c.10_15delinsAT", -4),
        ("c.10delinsATT", 2),
        ("c.2237_2254delAATTAAGAGAAGCAACATinsTC", -16),
        ("c.34G>T", 0),
        ("c.88+1_88+3del", -3),
        ("c.86_88+2del", -1),
        ("c.*5_*6del", -2),
        ("c.-3_2del", -5),
        ("c.86_88+2delinsA", None),
        ("c.123A[4]", None),
        ("c.?", None),
        ("p.E23fs", None),
    ],
)
def test_the_notation_tells_how_many_bases_are_gained(coding: str, gained: int | None) -> None:
    assert bases_gained(coding) == gained


@given(st.integers(1, 9_000), st.integers(0, 60), BASES)
def test_a_replacement_gains_what_it_puts_in_less_what_it_takes_out(
    first: int, more: int, bases: str
) -> None:
    span = f"c.{first}_{first + more}" if more else f"c.{first}"
    assert bases_gained(f"{span}delins{bases}") == len(bases) - more - 1
    assert bases_gained(f"{span}del") == -more - 1
    assert bases_gained(f"{span}dup") == more + 1
    assert bases_gained(f"c.{first}_{first + 1}ins{bases}") == len(bases)


@given(st.text(max_size=40))
def test_no_text_raises(text: str) -> None:
    bases_gained(text)
