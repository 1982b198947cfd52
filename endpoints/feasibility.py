"""Counts of a cohort by centre or year, with small counts of others' patients kept back."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.trials.matches import Answer
from domain.views.feasibility import Counted
from endpoints.disclosure import Counts, sum_worked_out, worked_out

SMALL = 5
"""A count of fewer could tell who somebody is: of others' patients it is shown as ``<5``."""


@dataclass(frozen=True, slots=True)
class Group:
    """The patients of a centre or of a year, by answer."""

    name: str
    counts: tuple[int, ...]
    """In the order of ``Answer``."""
    is_open: bool
    """Whether small counts of it may be shown."""
    hidden: frozenset[int] = frozenset()
    """Places of the counts that are kept back."""
    says_small: bool = True
    """Whether a count that is kept back says that it is small; where that alone gives it away, none does."""

    @property
    def total(self) -> int:
        """How many patients it has."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Grouped:
    """All groups, and the counts over all of them."""

    groups: tuple[Group, ...]
    totals: Group

    @property
    def any_hidden(self) -> bool:
        """Whether anything was kept back."""
        return any(one.hidden for one in (*self.groups, self.totals))


def grouped(patients: Iterable[Counted], *by: Callable[[Counted], str]) -> tuple[Grouped, ...]:
    """Count the patients in a table by each of ``by``, and answer, and keep small counts back.

    The tables stand beside each other, in the order of ``by``, so they are kept back together. A small
    count is also kept from being worked out: where one stands alone in its row or column, one beside it
    is kept back with it (secondary suppression after Hundepool et al., Statistical Disclosure Control,
    Wiley 2012, chapter 4); what is left is audited. How many a centre or year has is known anyway. Counts of
    a centre or year are kept back before those of all, and of these the last answers first: who passes is
    what is asked.
    """
    people = tuple(patients)
    tables = [_table(people, one) for one in by]
    counts = tuple(Counts(tuple(rows), tuple(known)) for _, rows, known in tables)
    sums = tuple(sum(one.answer is answer for one in people) for answer in Answer)
    hidden, of_totals, says = _kept_back(counts) if people else ([[] for _ in by], frozenset(), True)
    return tuple(
        Grouped(
            tuple(
                Group(name, row, row == known[number], frozenset(kept[number]), says)
                for number, (name, row) in enumerate(zip(names, rows, strict=True))
            ),
            Group("All", sums, all(one.open_to_reader for one in people), frozenset(of_totals), says),
        )
        for (names, rows, known), kept in zip(tables, hidden, strict=True)
    )


_Rows = list[tuple[int, ...]]


def _table(people: Sequence[Counted], by: Callable[[Counted], str]) -> tuple[list[str], _Rows, _Rows]:
    """The names in order, the counts of each by answer, and of those the patients whom the reader may see."""
    counts = Counter((by(one), one.answer) for one in people)
    known = Counter((by(one), one.answer) for one in people if one.open_to_reader)
    names = sorted({name for name, _ in counts})
    rows, own = ([tuple(of[name, answer] for answer in Answer) for name in names] for of in (counts, known))
    return names, rows, own


_Hidden = list[list[set[int]]]


# The page asks for the same counts several times in a run, and an audit takes a moment.
@lru_cache(maxsize=64)
def _kept_back(tables: tuple[Counts, ...]) -> tuple[_Hidden, set[int], bool]:
    """What is kept back of each table and of the sums, and whether it may say which counts are small."""
    hidden = [
        [
            {place for place in range(len(Answer)) if table.is_small(number, place, SMALL)}
            for number in range(len(table.rows))
        ]
        for table in tables
    ]
    of_totals = {
        place
        for place, total in enumerate(tables[0].sums())
        if 0 < total < SMALL and any(place in one for rows in hidden for one in rows)
    }
    while True:
        if any(_hide_one_more(table, rows, of_totals) for table, rows in zip(tables, hidden, strict=True)):
            continue
        told = worked_out(tables, hidden, of_totals, SMALL)
        which, column = (told[0], told[2]) if told else (0, sum_worked_out(tables, hidden, of_totals, SMALL))
        if column is None:
            return hidden, of_totals, True
        if not _hide_beside(which, column, tables, hidden, of_totals):
            return hidden, of_totals, False


def _hide_beside(
    table: int, column: int, tables: Sequence[Counts], hidden: _Hidden, of_totals: set[int]
) -> bool:
    """Keep back one number more beside a count that could be worked out; false where all is kept back.

    Counts of its own column before sums, those of its own table and the smallest first, none last; then the
    sums but who passes, the last answer first; then counts of other columns, who passes after the others; at
    last what is left.
    """
    closed = sorted(
        (place != column, count == 0, place == 0, which != table, count, which, row, place)
        for which, one in enumerate(tables)
        for row, counts in enumerate(one.rows)
        for place, count in enumerate(counts)
        if counts != one.known[row] and place not in hidden[which][row]
    )
    beside = [one for one in closed if not one[0]]
    sums = [
        place
        for place, total in enumerate(tables[0].sums())
        # Who passes in all is what is asked: kept back when nothing else is left.
        if total and place not in of_totals and (place or not closed)
    ]
    if not beside and sums:
        of_totals.add(max(sums))
        return True
    if closed:
        elsewhere, *_, which, row, place = closed[0]
        hidden[which][row].add(place)
        if elsewhere:
            of_totals.add(place)
    return bool(closed)


def _hide_one_more(table: Counts, hidden: list[set[int]], of_totals: set[int]) -> bool:
    """Keep back one count more where a hidden one could be worked out; false where none can."""
    return any(
        _hide_in_column(table, hidden, of_totals, place) for place in range(len(Answer))
    ) or _hide_in_a_row(table, hidden, of_totals)


def _hide_in_column(table: Counts, hidden: list[set[int]], of_totals: set[int], place: int) -> bool:
    """Keep back what gives a column's only hidden count away, or its sum that no count hides."""
    kept = [number for number, one in enumerate(hidden) if place in one]
    if (place in of_totals and kept) or (place not in of_totals and len(kept) != 1):
        return False
    others = [
        # A row of which something is kept back has lost its sum already.
        (row[place] == 0, not hidden[number] and not kept, row[place], number)
        for number, row in enumerate(table.rows)
        if number not in kept and row != table.known[number]
    ]
    if others:
        hidden[min(others)[-1]].add(place)
    elif kept:
        of_totals.add(place)
    return bool(others or kept)


def _hide_in_a_row(table: Counts, hidden: list[set[int]], of_totals: set[int]) -> bool:
    """Keep back what gives a row's only hidden count away, for its sum is known, or the only hidden sum."""
    for row, own in zip(table.rows, hidden, strict=True):
        if len(own) == 1:
            # Who fails is asked last of all; a zero is kept back only where nothing else is left.
            own.add(max((count > 0, place) for place, count in enumerate(row) if place not in own)[1])
            return True
    if len(of_totals) == 1:
        more_sums = [place for place, total in enumerate(table.sums()) if total and place not in of_totals]
        if more_sums:
            of_totals.add(max(more_sums))
            return True
    return False
