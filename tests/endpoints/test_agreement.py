"""Cohen's kappa against reference values, and what is told where there is none."""

from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa as cohens_kappa_of_statsmodels

from endpoints.agreement import (
    HalfYear,
    Kappa,
    LeftOut,
    RatedPair,
    Undefined,
    agreement,
    cohens_kappa,
    half_year,
    half_years,
)

FOUR = [[22, 5, 1, 0], [4, 18, 6, 1], [1, 7, 15, 4], [0, 1, 3, 12]]
LEVELS = ("I", "II", "III", "IV")


@pytest.mark.parametrize(
    ("table", "linear"),
    [([[40, 10], [4, 146]], False), (FOUR, False), (FOUR, True), ([[0, 5], [7, 0]], False)],
)
def test_kappa_and_its_interval_are_those_of_statsmodels(table: list[list[int]], linear: bool) -> None:
    expected = cohens_kappa_of_statsmodels(np.array(table), wt="linear" if linear else None)
    found = cohens_kappa(np.array(table, dtype=np.float64), linear)
    assert isinstance(found, Kappa)
    assert found.value == pytest.approx(expected.kappa, abs=1e-12)
    assert found.standard_error == pytest.approx(expected.std_kappa, abs=1e-12)
    assert found.low == pytest.approx(max(expected.kappa_low, -1), abs=1e-12)
    assert found.high == pytest.approx(min(expected.kappa_upp, 1), abs=1e-12)


def test_kappa_of_a_table_worked_out_by_hand() -> None:
    # Observed 186 of 200; by chance (50 x 44 + 150 x 156) of 200 x 200 = 0.64: kappa 0.29 over 0.36.
    found = cohens_kappa(np.array([[40.0, 10.0], [4.0, 146.0]]))
    assert isinstance(found, Kappa)
    assert found.value == pytest.approx(0.29 / 0.36)
    assert found.low == pytest.approx(0.7081, abs=5e-5)
    assert found.high == pytest.approx(0.9030, abs=5e-5)


def test_kappa_is_not_told_where_all_agree_on_one_level() -> None:
    told = agreement([RatedPair("I", "I")] * 12, LEVELS, ordered=True)
    assert (told.pairs, told.agreed) == (12, 12)
    assert told.kappa is Undefined.ONE_LEVEL
    assert told.weighted is Undefined.ONE_LEVEL


def test_kappa_is_not_told_where_there_is_no_pair() -> None:
    told = agreement([], LEVELS, ordered=True)
    assert (told.pairs, told.kappa, told.weighted) == (0, Undefined.NO_PAIRS, Undefined.NO_PAIRS)


@pytest.mark.parametrize("other", ["I", "II"])
def test_kappa_is_not_told_of_one_pair_alone(other: str) -> None:
    told = agreement([RatedPair("I", other)], LEVELS, ordered=True)
    assert (told.pairs, told.kappa, told.weighted) == (1, Undefined.ONE_PAIR, Undefined.ONE_PAIR)


def test_a_standard_error_that_is_nothing_but_rounding_is_none() -> None:
    levels, words = "abcd", product("abcd", repeat=4)
    found = [agreement([RatedPair(*four[:2]), RatedPair(*four[2:])], levels, ordered=True) for four in words]
    told = [one for pair in found for one in (pair.kappa, pair.weighted) if isinstance(one, Kappa)]
    assert any(one.standard_error == 0 for one in told)
    assert all(one.standard_error == 0 or one.standard_error > 0.01 for one in told)


def test_full_agreement_on_several_levels_is_one() -> None:
    told = agreement([RatedPair(one, one) for one in LEVELS], LEVELS, ordered=True)
    assert isinstance(told.kappa, Kappa)
    assert told.kappa.value == pytest.approx(1)
    assert told.kappa.high == pytest.approx(1)


def test_a_scheme_without_an_order_has_no_weighted_kappa() -> None:
    told = agreement([RatedPair("I", "II"), RatedPair("II", "II")], LEVELS, ordered=False)
    assert told.weighted is Undefined.NOT_ORDERED
    assert isinstance(told.kappa, Kappa)


def test_a_level_that_the_scheme_does_not_have_is_left_out_and_counted() -> None:
    reason = LeftOut("said differently", 2)
    told = agreement([RatedPair("I", "II"), RatedPair("I", "V")], LEVELS, True, [reason])
    assert told.pairs == 1
    assert told.left_out == (reason, LeftOut("a level that the scheme does not have", 1))


def test_a_weighted_kappa_forgives_the_neighbour_and_not_the_far_level() -> None:
    near = [RatedPair(one, one) for one in LEVELS] + [RatedPair("I", "II")]
    far = [RatedPair(one, one) for one in LEVELS] + [RatedPair("I", "IV")]
    found = [agreement(pairs, LEVELS, ordered=True).weighted for pairs in (near, far)]
    assert isinstance(found[0], Kappa)
    assert isinstance(found[1], Kappa)
    assert found[0].value > found[1].value


def test_half_years_are_told_without_a_gap_and_end_on_their_last_day() -> None:
    told = half_years(date(2025, 6, 30), date(2026, 7, 1))
    assert [(one.label, one.last_day) for one in told] == [
        ("2025, first half", date(2025, 6, 30)), ("2025, second half", date(2025, 12, 31)),
        ("2026, first half", date(2026, 6, 30)), ("2026, second half", date(2026, 12, 31)),
    ]  # fmt: skip
    assert half_years(date(2026, 1, 1), date(2026, 6, 30)) == (HalfYear(2026, 1),)


@pytest.mark.parametrize(
    ("day", "half"), [(date(2026, 1, 1), 1), (date(2026, 6, 30), 1), (date(2026, 7, 1), 2)]
)
def test_a_half_year_begins_in_january_and_in_july(day: date, half: int) -> None:
    assert half_year(day) == HalfYear(2026, half)


tables = st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=3, max_size=3).filter(
    lambda rows: any(map(any, rows))
)


@given(tables, st.booleans())
def test_who_is_named_first_changes_nothing_and_kappa_stays_within_its_bounds(
    rows: list[list[int]], linear: bool
) -> None:
    table = np.array(rows, dtype=np.float64)
    one, other = cohens_kappa(table, linear), cohens_kappa(table.T, linear)
    if isinstance(one, Undefined):
        assert one is other
        return
    assert isinstance(other, Kappa)
    assert one.value == pytest.approx(other.value)
    assert -1 - 1e-9 <= one.low <= one.value + 1e-9
    assert one.value - 1e-9 <= one.high <= 1 + 1e-9
