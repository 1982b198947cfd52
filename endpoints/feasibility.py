"""Counts of a cohort by centre or year, with small counts of others' patients kept back."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.trials.matches import Answer
from domain.views.feasibility import Counted
from endpoints.disclosure import Place, worked_out

SMALL = 5
"""A count under it could tell who somebody is: of others' patients it is shown as ``<5``."""


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


def grouped(patients: Iterable[Counted], by: Callable[[Counted], str]) -> Grouped:
    """Count the patients by ``by`` and answer, in the order of the names, and keep small counts back.

    A small count is also kept from being worked out: where one stands alone in its row or column, the
    next smallest beside it, or the column's total, is kept back with it (secondary suppression after
    Hundepool et al., Statistical Disclosure Control, Wiley 2012, chapter 4); what is left is audited.
    """
    counts: dict[str, Counter[Answer]] = {}
    closed: set[str] = set()
    for one in patients:
        name = by(one)
        counts.setdefault(name, Counter())[one.answer] += 1
        closed |= set() if one.open_to_reader else {name}
    rows = [
        (name, tuple(counts[name][answer] for answer in Answer), name not in closed)
        for name in sorted(counts)
    ]
    totals = tuple(sum(row[1][place] for row in rows) for place in range(len(Answer)))
    hidden, of_totals = _kept_back(tuple(row[1] for row in rows), tuple(row[2] for row in rows), totals)
    made = tuple(
        Group(name, numbers, is_open, frozenset(hidden[number]))
        for number, (name, numbers, is_open) in enumerate(rows)
    )
    return Grouped(made, Group("All", totals, not closed, frozenset(of_totals)))


# The page asks for the same counts several times in a run, and an audit takes a quarter of a second.
@lru_cache(maxsize=64)
def _kept_back(
    rows: tuple[tuple[int, ...], ...], opened: tuple[bool, ...], totals: tuple[int, ...]
) -> tuple[list[set[int]], set[int]]:
    hidden = [
        {place for place, count in enumerate(row) if 0 < count < SMALL and not is_open}
        for row, is_open in zip(rows, opened, strict=True)
    ]
    of_totals = {
        place
        for place, total in enumerate(totals)
        if 0 < total < SMALL and any(place in one for one in hidden)
    }
    while _hide_one_more(rows, opened, hidden, of_totals):
        pass
    while (told := worked_out(rows, hidden, of_totals, SMALL)) is not None:
        if not _hide_beside(told, rows, opened, hidden, of_totals):
            break
    return hidden, of_totals


def _hide_beside(
    told: Place,
    rows: Sequence[Sequence[int]],
    opened: Sequence[bool],
    hidden: list[set[int]],
    of_totals: set[int],
) -> bool:
    """Keep back one number more beside a count that could be worked out; false where all is kept back.

    A sum before a count, its own column before others, the smallest first; at last counts of none, too.
    """
    number, place = told
    sums = [sum(row[column] for row in rows) for column in range(len(Answer))]
    for column in sorted(set(range(len(Answer))) - of_totals, key=lambda one: (one != place, sums[one])):
        if sums[column]:
            of_totals.add(column)
            return True
    closed = [
        (count == 0, row != number, count, row, column)
        for row, counts in enumerate(rows)
        for column, count in enumerate(counts)
        if not opened[row] and column not in hidden[row]
    ]
    if closed:
        *_, row, column = min(closed)
        hidden[row].add(column)
        of_totals.add(column)
    return bool(closed)


def _hide_one_more(
    rows: Sequence[Sequence[int]], opened: Sequence[bool], hidden: list[set[int]], of_totals: set[int]
) -> bool:
    """Keep back one count more where a hidden one could be worked out; false where none can."""
    for place in range(len(Answer)):
        alone = [number for number, one in enumerate(hidden) if place in one]
        if len(alone) == 1 and place not in of_totals:
            others = [
                (row[place], number)
                for number, row in enumerate(rows)
                if row[place] and number != alone[0] and not opened[number]
            ]
            if others:
                hidden[min(others)[1]].add(place)
            else:
                of_totals.add(place)
            return True
    with_hidden = [number for number, one in enumerate(hidden) if one]
    if len(with_hidden) == 1 and len(hidden[with_hidden[0]]) == 1:
        row, own = rows[with_hidden[0]], hidden[with_hidden[0]]
        more = [(count, place) for place, count in enumerate(row) if count and place not in own]
        if more:
            own.add(min(more)[1])
            return True
    if len(of_totals) == 1:
        (only,) = of_totals
        sums = [sum(row[place] for row in rows) for place in range(len(Answer))]
        more = [(total, place) for place, total in enumerate(sums) if total and place != only]
        if more:
            of_totals.add(min(more)[1])
            return True
    return False
