"""How far two voices agree on what findings mean: Cohen's kappa, plain and weighted, over time.

Kappa after Cohen 1960 (doi 10.1177/001316446002000104) and, weighted, Cohen 1968 (doi 10.1037/h0026256);
its standard error for a confidence interval after Fleiss, Cohen and Everitt 1969 (doi 10.1037/h0028106).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

Z_95 = 1.959963984540054
"""The quantile of the normal distribution for a two-sided interval of 95 %."""


_NOTHING = 1e-12
"""A variance of less is what rounding leaves of none."""


class Undefined(StrEnum):
    """Why a kappa cannot be told."""

    NO_PAIRS = "no pair to compare"
    ONE_PAIR = "one pair alone, of which kappa is 0 whenever the two differ"
    ONE_LEVEL = "all agree on one level, so that chance alone would agree as well"
    NOT_ORDERED = "the levels of the scheme stand in no order"


@dataclass(frozen=True, slots=True)
class Kappa:
    """A kappa with its confidence interval, from -1 to 1."""

    value: float
    low: float
    high: float
    """Of the interval of 95 %, kept within -1 and 1."""
    standard_error: float


@dataclass(frozen=True, slots=True)
class RatedPair:
    """What two voices said of one finding in one kind of tumour under one scheme."""

    first: str
    second: str
    """Levels, as codes of the scheme."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Findings that both spoke of and that make no pair, and why."""

    why: str
    count: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two voices agree under one scheme."""

    pairs: int
    agreed: int
    kappa: Kappa | Undefined
    weighted: Kappa | Undefined
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class HalfYear:
    """Half a calendar year."""

    year: int
    half: int
    """1 from January, 2 from July."""

    @property
    def label(self) -> str:
        """E.g. ``2026, first half``."""
        return f"{self.year}, {'first' if self.half == 1 else 'second'} half"

    @property
    def last_day(self) -> date:
        """30 June or 31 December."""
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    def next(self) -> "HalfYear":
        """The one that follows."""
        return HalfYear(self.year, 2) if self.half == 1 else HalfYear(self.year + 1, 1)


def half_year(day: date) -> HalfYear:
    """The half-year in which a day lies."""
    return HalfYear(day.year, 1 if day.month <= 6 else 2)


def half_years(first: date, last: date) -> tuple[HalfYear, ...]:
    """Every half-year from the one of the first day to that of the last, oldest first."""
    found, end = [half_year(first)], half_year(last)
    while (found[-1].year, found[-1].half) < (end.year, end.half):
        found.append(found[-1].next())
    return tuple(found)


def agreement(
    pairs: Sequence[RatedPair], levels: Sequence[str], ordered: bool, left_out: Sequence[LeftOut] = ()
) -> Agreement:
    """How far the two voices agree; ``levels`` are all of the scheme, in their order.

    A pair with a level that the scheme does not have is left out and counted.  The linear weights are taken
    on the places of the levels in the scheme, whether or not somebody gave them.
    """
    known = set(levels)
    rated = [pair for pair in pairs if pair.first in known and pair.second in known]
    missing = len(pairs) - len(rated)
    why = [*left_out, *([LeftOut("a level that the scheme does not have", missing)] if missing else [])]
    table = _table(rated, levels)
    return Agreement(
        pairs=len(rated),
        agreed=sum(pair.first == pair.second for pair in rated),
        kappa=cohens_kappa(table),
        weighted=cohens_kappa(table, linear=True) if ordered else Undefined.NOT_ORDERED,
        left_out=tuple(why),
    )


def _table(
    pairs: Sequence[RatedPair], levels: Sequence[str]
) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """How often the first voice said the row's level and the second the column's."""
    places = {level: place for place, level in enumerate(levels)}
    table = np.zeros((len(levels), len(levels)), dtype=np.float64)
    for (first, second), count in Counter((pair.first, pair.second) for pair in pairs).items():
        table[places[first], places[second]] = count
    return table


def cohens_kappa(
    table: "np.ndarray[tuple[int, int], np.dtype[np.float64]]", linear: bool = False
) -> Kappa | Undefined:
    """Cohen's kappa of a square table of counts, with linear weights where ``linear``.

    ``Undefined`` where there is nothing to compare, or one pair alone, and where chance alone agrees fully:
    then neither 1 nor 0 would be true.
    """
    n, size = float(table.sum()), len(table)
    if not n:
        return Undefined.NO_PAIRS
    if n == 1:
        return Undefined.ONE_PAIR
    share = table / n
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    places = np.arange(size)
    apart = np.abs(places[:, None] - places[None, :])
    weights = 1 - apart / max(size - 1, 1) if linear else (apart == 0).astype(np.float64)
    observed, by_chance = float((weights * share).sum()), float(rows @ weights @ columns)
    if np.isclose(by_chance, 1.0):
        return Undefined.ONE_LEVEL
    value = (observed - by_chance) / (1 - by_chance)
    # Fleiss, Cohen and Everitt 1969, formula 13: of each row and column the mean weight.
    of_row, of_column = weights @ columns, rows @ weights
    inner = weights - (of_row[:, None] + of_column[None, :]) * (1 - value)
    variance = float((share * inner**2).sum()) - (value - by_chance * (1 - value)) ** 2
    # What rounding leaves of none would be told as an interval without width: as a certain kappa.
    error = float(np.sqrt(variance / n) / (1 - by_chance)) if variance > _NOTHING else 0.0
    return Kappa(value, max(value - Z_95 * error, -1.0), min(value + Z_95 * error, 1.0), error)
