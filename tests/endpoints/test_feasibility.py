"""Counts of a cohort: nobody lost, nobody told apart whom the reader may not see."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from operator import add, le

from hypothesis import example, given, settings
from hypothesis import strategies as st

from domain.trials.matches import Answer
from domain.views.feasibility import Counted
from endpoints.disclosure import Counts, Place, sum_worked_out, worked_out
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
    return grouped(found, lambda one: one.centre)[0]


def by_both(found: list[Counted]) -> tuple[Grouped, ...]:
    return grouped(found, lambda one: one.centre, lambda one: str(one.year))


def audit(
    made: Sequence[Grouped], known: Sequence[tuple[tuple[int, ...], ...]] | None = None
) -> Place | None:
    """The count that is worked out of tables, of whose patients the reader may see none unless said."""
    rows = [tuple(one.counts for one in table.groups) for table in made]
    none = [tuple((0,) * len(Answer) for _ in one) for one in rows]
    return worked_out(
        [Counts(*both) for both in zip(rows, known or none, strict=True)],
        [[one.hidden for one in table.groups] for table in made],
        made[0].totals.hidden,
        SMALL,
        made[0].totals.says_small,
    )


def sum_told(made: Sequence[Grouped]) -> int | None:
    """The small sum that is worked out of tables, of whose patients the reader may see none."""
    return sum_worked_out(
        [
            Counts(tuple(one.counts for one in table.groups), tuple((0,) * len(Answer) for _ in table.groups))
            for table in made
        ],
        [[one.hidden for one in table.groups] for table in made],
        made[0].totals.hidden,
        SMALL,
        made[0].totals.says_small,
    )


def cohort(rows: Mapping[tuple[str, int], tuple[int, ...]]) -> list[Counted]:
    return [
        Counted(centre, False, year, answer)
        for (centre, year), row in rows.items()
        for answer, count in zip(Answer, row, strict=True)
        for _ in range(count)
    ]


RARE = cohort(
    {("A", 2025): (0, 0, 0, 7), ("B", 2025): (2, 0, 1, 15), ("C", 2026): (2, 0, 1, 35)}
    | {("D", 2026): (1, 0, 0, 27), ("E", 2026): (0, 0, 1, 42), ("F", 2026): (0, 0, 0, 22)}
)


def test_of_a_rare_change_it_is_told_how_many_pass_and_most_counts_of_the_centres() -> None:
    centres, years = by_both(RARE)
    assert centres.totals.counts == (5, 0, 3, 148)
    assert centres.totals.hidden == years.totals.hidden == {2, 3}
    shown = {one.name: set(range(len(Answer))) - one.hidden for one in centres.groups}
    assert shown["F"] == {0, 1, 2, 3}
    assert sum(3 in places for places in shown.values()) == 3
    assert audit((centres, years)) is None
    assert sum_told((centres, years)) is None


def test_a_sum_that_is_kept_back_is_not_the_sum_of_counts_that_are_shown() -> None:
    for table in by_both(RARE):
        assert all(any(place in one.hidden for one in table.groups) for place in table.totals.hidden)


@few
@given(PEOPLE)
def test_no_small_sum_of_all_can_be_worked_out(found: list[Counted]) -> None:
    made = by_both(found)
    assert not found or sum_told(made) is None


def test_a_small_sum_whose_other_sums_are_shown_is_worked_out() -> None:
    table = by_centre(RARE)
    told = replace(table, totals=replace(table.totals, hidden=frozenset({2})))
    assert sum_told([told]) == 2


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
    failed = (one for name in "ABC" for one in people(name, 30, Answer.FAIL))
    found = by_centre([*people("A", 3), *people("B", 9), *people("C", 20), *failed])
    hidden = {one.name: set(one.hidden) for one in found.groups}
    assert hidden == {"A": {0, 3}, "B": {0, 3}, "C": set()}
    assert found.totals.hidden == frozenset()


def test_the_patients_of_a_centre_known_from_another_question_give_no_small_count_away() -> None:
    found = [*people("A", 3), *people("A", 9, Answer.FAIL), *people("B", 4), *people("B", 12, Answer.FAIL)]
    anybody = by_centre([replace(one, answer=Answer.FAIL) for one in found])
    known = {one.name: one.counts[-1] for one in anybody.groups if not one.hidden}
    assert known == {"A": 12, "B": 16}
    for one in by_centre(found).groups:
        shown = sum(count for place, count in enumerate(one.counts) if place not in one.hidden)
        assert one.counts[0] < SMALL
        assert known[one.name] - shown != one.counts[0]


@few
@given(PEOPLE)
def test_no_row_keeps_back_one_count_alone(found: list[Counted]) -> None:
    assert all(len(one.hidden) != 1 for table in by_both(found) for one in table.groups)


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
    assert audit([by_centre(found)]) is None


def test_what_one_table_hides_the_other_does_not_give_away() -> None:
    rows = {"A": (5, 7, 1, 0), "B": (8, 14, 1, 1), "C": (3, 12, 1, 1)}
    found = [
        one
        for name, row in rows.items()
        for answer, count in zip(Answer, row, strict=True)
        for one in people(name, count, answer)
    ]
    centres, years = by_centre(found), grouped(found, lambda one: str(one.year))[0]
    assert audit([centres]) is audit([years]) is None
    # Sums that the first table keeps back stand in the second one.
    assert years.totals.hidden < centres.totals.hidden
    assert audit([replace(centres, totals=years.totals), years]) is not None
    assert audit(by_both(found)) is None


def test_both_tables_show_the_same_sums_and_keep_back_the_same() -> None:
    centres, years = by_both([*people("A", 3), *people("B", 9), *people("B", 2, Answer.WARN)])
    assert centres.totals == years.totals


def test_a_reader_who_may_see_some_patients_of_a_year_learns_nothing_of_the_others() -> None:
    found = [*people("A", 6, is_open=True), *people("B", 1), *people("C", 9, Answer.FAIL)]
    centres, years = by_both(found)
    assert years.groups[0].counts[0] == 7
    assert 0 in years.groups[0].hidden
    known = [tuple((6, 0, 0, 0) if one.name == "A" else (0,) * 4 for one in centres.groups), ((6, 0, 0, 0),)]
    assert audit((centres, years), known) is None


@few
@example([*people("A", 4), *people("B", 1)], {"A"})
@given(PEOPLE, st.sets(st.sampled_from(NAMES)))
def test_whoever_sees_the_patients_of_some_centres_works_out_none_of_the_others(
    found: list[Counted], own: set[str]
) -> None:
    people = [replace(one, open_to_reader=one.centre in own) for one in found]
    made = by_both(people)
    known = [
        tuple(
            tuple(
                sum(
                    one.open_to_reader and one.answer is answer and group.name in {one.centre, str(one.year)}
                    for one in people
                )
                for answer in Answer
            )
            for group in table.groups
        )
        for table in made
    ]
    assert audit(made, known) is None


Shown = list[list[int | str]]
NOTHING_SAID = "not shown, small or not"


def shown(made: Grouped) -> Shown:
    """A table as a reader sees it, the sums last."""
    return [
        [
            count
            if place not in one.hidden
            else NOTHING_SAID
            if not one.says_small
            else f"<{SMALL}"
            if count < SMALL
            else "not shown"
            for place, count in enumerate(one.counts)
        ]
        for one in (*made.groups, made.totals)
    ]


def possible(cell: int | str, least: int, most: int) -> range:
    if isinstance(cell, int):
        return range(cell, cell + 1)
    if cell == NOTHING_SAID:
        return range(most + 1)
    return range(least, SMALL) if cell == f"<{SMALL}" else range(SMALL, most + 1)


def columns(tables: list[Shown], place: int, least: int, most: int) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Every way to fill a column of all tables so that each sums up alike, and as is shown."""
    ways = [
        [
            way
            for way in product(*(possible(row[place], least, most) for row in table[:-1]))
            if sum(way) in possible(table[-1][place], least, most)
        ]
        for table in tables
    ]
    for several in product(*ways):
        if len({sum(way) for way in several}) == 1:
            yield several


def told_by_all_ways(made: Sequence[Grouped]) -> set[tuple[int, int, int]]:
    """The places kept back that have one value in whatever fills the tables as they are shown.

    How many people a row holds is known: another question shows it.
    """
    tables, total = [shown(one) for one in made], made[0].totals.total
    none_hidden = any(
        one.counts[place] == 0
        for table in made
        for one in (*table.groups, table.totals)
        for place in one.hidden
    )
    least = 0 if none_hidden else 1
    # How many each row holds after some columns: and which values lead to what it holds in all.
    everybody = tuple(one.total for table in made for one in table.groups)
    ways = [list(columns(tables, place, least, total)) for place in range(len(Answer))]
    states = [reached(ways[:place] + ways[place + 1 :], everybody) for place in range(len(Answer))]
    told = set()
    for table, one in enumerate(made):
        for row, group in enumerate(one.groups):
            for place in group.hidden:
                values = {
                    way[table][row]
                    for way in ways[place]
                    for before in states[place]
                    if joined(before, way) == everybody
                }
                told |= {(table, row, place)} if len(values) == 1 else set()
    return told


State = tuple[int, ...]


def joined(before: State, way: tuple[tuple[int, ...], ...]) -> State:
    return tuple(map(add, before, (count for several in way for count in several)))


def reached(ways: list[list[tuple[tuple[int, ...], ...]]], everybody: State) -> set[State]:
    found: set[State] = {(0,) * len(everybody)}
    for column in ways:
        every = {joined(before, way) for before in found for way in column}
        found = {one for one in every if all(map(le, one, everybody))}
    return found


SOME = st.lists(
    st.builds(
        Counted, st.sampled_from("AB"), st.just(False), st.integers(2025, 2026), st.sampled_from(Answer)
    ),
    max_size=9,
)


@settings(max_examples=60, deadline=None)
@given(SOME)
@example([*people("A", 3), *people("B", 9), *people("B", 2, Answer.FAIL)])
def test_no_small_count_of_two_tables_has_one_value_only_in_all_that_they_could_be(
    found: list[Counted],
) -> None:
    made = by_both(found)
    small = {
        (table, row, place)
        for table, one in enumerate(made)
        for row, group in enumerate(one.groups)
        for place, count in enumerate(group.counts)
        if 0 < count < SMALL
    }
    assert not told_by_all_ways(made) & small


@settings(max_examples=40, deadline=None)
@given(SOME, st.sets(st.integers(0, 15)), st.sets(st.integers(0, 3)))
@example(people("A", 1), {0}, {0, 1})
def test_the_audit_agrees_with_trying_all_that_the_tables_could_be(
    found: list[Counted], kept: set[int], of_totals: set[int]
) -> None:
    def keep(table: int, one: Grouped) -> Grouped:
        groups = tuple(
            replace(
                group, hidden=frozenset(place for place in range(4) if 8 * table + 4 * row + place in kept)
            )
            for row, group in enumerate(one.groups)
        )
        return replace(one, groups=groups, totals=replace(one.totals, hidden=frozenset(of_totals)))

    made = tuple(keep(table, one) for table, one in enumerate(by_both(found)))
    small = {
        (table, row, place)
        for table, row, place in told_by_all_ways(made)
        if 0 < made[table].groups[row].counts[place] < SMALL
    }
    at = audit(made)
    assert (at is None) is (not small)
    assert at is None or at in small


def test_three_counts_of_one_and_a_small_sum_are_worked_out_unless_more_is_kept_back() -> None:
    rows = [(5, 7, 1, 0), (8, 14, 1, 1), (3, 12, 1, 1)]
    kept_back: list[set[int]] = [{0, 2}, {2, 3}, {0, 2, 3}]
    table = Counts(tuple(rows), ((0,) * 4,) * 3)
    assert worked_out([table], [kept_back], {2, 3}, SMALL) is not None
    # Five and more with one to four are six in one way only, whatever is kept back of the sums.
    assert worked_out([table], [kept_back], {0, 1, 2, 3}, SMALL) == (0, 0, 2)
    assert worked_out([table], [[{0, 1, 2, 3}] * 3], {0, 1, 2, 3}, SMALL, says_small=False) is None


def test_the_only_patient_of_a_closed_centre_is_not_told_by_the_zeros_beside_her() -> None:
    made = by_centre(people("A", 1))
    assert len(made.groups[0].hidden) > 1
    assert made.groups[0].hidden == made.totals.hidden
