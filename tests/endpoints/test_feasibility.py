"""Counts of a cohort: nobody lost, nobody told apart whom the reader may not see."""

from hypothesis import given
from hypothesis import strategies as st

from domain.trials.matches import Answer
from domain.views.feasibility import Counted
from endpoints.feasibility import SMALL, Grouped, grouped

NAMES = ("A", "B", "C", "D")
PEOPLE = st.lists(
    st.builds(
        Counted, st.sampled_from(NAMES), st.just(False), st.integers(2020, 2023), st.sampled_from(Answer)
    ),
    max_size=120,
)


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


@given(PEOPLE)
def test_no_small_count_of_another_centre_is_shown(found: list[Counted]) -> None:
    made = by_centre(found)
    for one in made.groups:
        assert all(place in one.hidden for place, count in enumerate(one.counts) if 0 < count < SMALL)


@given(PEOPLE)
def test_no_hidden_count_stands_alone_in_a_column_whose_total_is_shown(found: list[Counted]) -> None:
    made = by_centre(found)
    for place in range(len(Answer)):
        alone = sum(place in one.hidden for one in made.groups)
        assert alone != 1 or place in made.totals.hidden


@given(PEOPLE)
def test_the_counts_of_all_are_the_sums_and_nobody_is_lost(found: list[Counted]) -> None:
    made = by_centre(found)
    assert sum(one.total for one in made.groups) == made.totals.total == len(found)
