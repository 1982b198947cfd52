"""Counts of a cohort: nobody lost, nobody told apart whom the reader may not see."""

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.trials.matches import Answer
from domain.views.feasibility import Counted
from endpoints.disclosure import worked_out
from endpoints.feasibility import SMALL, Grouped, grouped

NAMES = ("A", "B", "C", "D")
PEOPLE = st.lists(
    st.builds(
        Counted, st.sampled_from(NAMES), st.just(False), st.integers(2020, 2023), st.sampled_from(Answer)
    ),
    max_size=120,
)

few = settings(max_examples=15, deadline=None)
"""Each example is audited by a linear programme for every count that is kept back."""


def people(centre: str, count: int, answer: Answer = Answer.PASS, is_open: bool = False) -> list[Counted]:
    return [Counted(centre, is_open, 2026, answer)] * count


def by_centre(found: list[Counted]) -> Grouped:
    return grouped(found, lambda one: one.centre)


def test_every_patient_is_counted_once_under_her_centre_and_answer() -> None:
    found = by_centre([*people("B", 7), *people("A", 2, is_open=True), *people("A", 1, Answer.FAIL, True)])
    assert [(one.name, one.counts, one.total) for one in found.groups] == [
        ("A", (2, 0, 0, 1), 3),
        ("B", (7, 0, 0, 0), 7),
    ]
    assert found.totals.counts == (9, 0, 0, 1)


def test_small_counts_of_centres_the_reader_may_see_are_shown() -> None:
    assert not by_centre([*people("A", 2, is_open=True), *people("B", 3, is_open=True)]).any_hidden


def test_a_small_count_of_another_centre_is_kept_back_with_one_that_would_give_it_away() -> None:
    found = by_centre([*people("A", 3), *people("B", 9), *people("C", 20)])
    hidden = {one.name: set(one.hidden) for one in found.groups}
    assert hidden == {"A": {0}, "B": {0}, "C": set()}
    assert found.totals.hidden == frozenset()


def test_zero_and_five_are_no_small_counts() -> None:
    assert not by_centre([*people("A", 5), *people("B", 6)]).any_hidden


@few
@given(PEOPLE)
def test_no_small_count_of_another_centre_is_shown(found: list[Counted]) -> None:
    made = by_centre(found)
    for one in made.groups:
        assert all(place in one.hidden for place, count in enumerate(one.counts) if 0 < count < SMALL)


@few
@given(PEOPLE)
def test_no_hidden_count_stands_alone_in_a_column_whose_total_is_shown(found: list[Counted]) -> None:
    made = by_centre(found)
    for place in range(len(Answer)):
        alone = sum(place in one.hidden for one in made.groups)
        assert alone != 1 or place in made.totals.hidden


@few
@given(PEOPLE)
def test_the_counts_of_all_are_the_sums_and_nobody_is_lost(found: list[Counted]) -> None:
    made = by_centre(found)
    assert sum(one.total for one in made.groups) == made.totals.total == len(found)


@few
@given(PEOPLE)
def test_no_small_count_can_be_worked_out_from_all_that_is_shown(found: list[Counted]) -> None:
    made = by_centre(found)
    rows, hidden = [one.counts for one in made.groups], [one.hidden for one in made.groups]
    assert worked_out(rows, hidden, made.totals.hidden, SMALL) is None


def test_three_counts_of_one_and_a_small_sum_are_worked_out_unless_more_is_kept_back() -> None:
    rows = [(5, 7, 1, 0), (8, 14, 1, 1), (3, 12, 1, 1)]
    kept_back: list[set[int]] = [{0, 2}, {2, 3}, {0, 2, 3}]
    assert worked_out(rows, kept_back, {2, 3}, SMALL) is not None
    assert worked_out(rows, kept_back, {0, 1, 2, 3}, SMALL) is None


def test_the_only_patient_of_a_closed_centre_is_not_told_by_the_zeros_beside_her() -> None:
    made = by_centre(people("A", 1))
    assert len(made.groups[0].hidden) > 1
    assert made.groups[0].hidden == made.totals.hidden
