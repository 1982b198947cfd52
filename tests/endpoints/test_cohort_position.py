"""Where a patient stands in a cohort."""

import pytest

from endpoints.cohort_position import position, position_in, seen_in


def test_the_percentile_counts_those_below_and_half_of_the_ties() -> None:
    found = position_in(5.0, [1.0, 2.0, 5.0, 5.0, 9.0])
    assert (found.below, found.ties, found.n) == (2, 2, 5)
    assert found.percentile == 60.0


def test_a_cohort_of_the_same_value_puts_it_in_the_middle() -> None:
    assert position_in(3.0, [3.0, 3.0, 3.0]).percentile == 50.0


def test_below_all_is_zero_and_above_all_is_a_hundred() -> None:
    assert position_in(0.0, [1.0, 2.0]).percentile == 0.0
    assert position_in(9.0, [1.0, 2.0]).percentile == 100.0


def test_zero_is_a_value_and_not_evaluable_is_none() -> None:
    assert position_in(0.0, [0.0, 4.0]).percentile == 25.0
    nothing = position_in(None, [0.0, 4.0])
    assert nothing.percentile is None
    assert nothing.n == 2


def test_those_of_the_cohort_who_are_not_evaluable_are_left_out_and_counted() -> None:
    found = position_in(2.0, [1.0, None, 3.0, None, float("nan")])
    assert (found.percentile, found.n) == (50.0, 2)
    assert found.left_out == (("not evaluable", 3),)


def test_an_empty_cohort_gives_no_percentile() -> None:
    assert position_in(2.0, []).percentile is None
    assert position(0, 0, 0).percentile is None


def test_counts_give_the_same_as_values() -> None:
    assert position(2, 2, 5) == position_in(5.0, [1.0, 2.0, 5.0, 5.0, 9.0])


@pytest.mark.parametrize("counts", [(3, 1, 3), (-1, 0, 3), (0, 4, 3)])
def test_counts_that_contradict_each_other_are_refused(counts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="cannot be of"):
        position(*counts)


def test_a_finding_is_seen_in_so_many_of_those_that_could_have_seen_it() -> None:
    found = seen_in(12, 340, not_assessed=20)
    assert found.text == "12 of 340 (3.5 %)"
    assert found.left_out == (("not assessed", 20),)
