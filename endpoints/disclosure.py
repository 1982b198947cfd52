"""Whether a small count that is kept back can be worked out from all that is shown, by linear programming.

Several tables count the same people under the same columns, so the sums of their columns are the same. Each
count that is kept back lies between bounds (under the limit, or from it upwards); columns, sums and the whole
tie them together, across the tables as well.  A count whose least and most possible value are the same is no
secret (Hundepool et al., Statistical Disclosure Control, Wiley 2012, chapter 4: auditing of suppressions).
People flow from the rows of one table through the columns to the rows of another: the programme is that of a
network, whose ends are whole numbers, so that the audit is exact.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass

Place = tuple[int, int, int]
"""Table, row and column of a count."""
_CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Counts:
    """One table: rows of counts, and how many of each the reader may see, and so knows."""

    rows: tuple[tuple[int, ...], ...]
    known: tuple[tuple[int, ...], ...]

    def is_small(self, row: int, column: int, small: int) -> bool:
        """Whether a count holds some people whom the reader may not see, and fewer than the limit."""
        return 0 < self.rows[row][column] - self.known[row][column] < small

    def sums(self) -> list[int]:
        """The sum of each column."""
        return [sum(column) for column in zip(*self.rows, strict=True)]


Hidden = Sequence[Sequence[Set[int]]]
"""The columns that are kept back, of each row of each table."""


def worked_out(
    tables: Sequence[Counts], hidden: Hidden, of_totals: Set[int], small: int, says_small: bool = True
) -> Place | None:
    """The first small count kept back that the counts shown give away; ``None`` where each stays open.

    ``of_totals`` are the columns whose sums are kept back, in every table. The sum of all is always
    known, and that of every row: who a centre or year holds is the same whatever is asked, so that another
    question shows it. With ``says_small`` a count that is kept back says whether it is under the limit.
    """
    places = _places(hidden)
    secret = [
        at for at, (table, row, place) in enumerate(places) if tables[table].is_small(row, place, small)
    ]
    at = _one_value(tables, places, of_totals, small if says_small else None, secret)
    return None if at is None else places[at]


def sum_worked_out(
    tables: Sequence[Counts], hidden: Hidden, of_totals: Set[int], small: int, says_small: bool = True
) -> int | None:
    """The first column whose small sum is kept back and given away all the same; ``None`` for none."""
    places = _places(hidden)
    own = [sum(column) for column in zip(*tables[0].known, strict=True)]
    secret = [
        len(places) + column
        for column, total in enumerate(tables[0].sums())
        if column in of_totals and 0 < total - own[column] < small
    ]
    at = _one_value(tables, places, of_totals, small if says_small else None, secret)
    return None if at is None else at - len(places)


def _places(hidden: Hidden) -> list[Place]:
    return [
        (table, number, place)
        for table, rows in enumerate(hidden)
        for number, own in enumerate(rows)
        for place in sorted(own)
    ]


def _one_value(
    tables: Sequence[Counts],
    places: Sequence[Place],
    of_totals: Set[int],
    small: int | None,
    secret: Sequence[int],
) -> int | None:
    """The first of ``secret``, counts and then sums by their number, that has one possible value only."""
    if not secret:
        return None
    from scipy.optimize import linprog

    asked = _programme(tables, places, of_totals, small)
    least = [tables[table].rows[row][place] for table, row, place in places] + tables[0].sums()
    most = list(least)
    for at in secret:
        for sign in (1, -1):
            # A table that was found possible on the way may already differ in this count.
            if most[at] - least[at] > _CLOSE:
                break
            aim = [0.0] * asked.width
            aim[at] = sign
            found = linprog(aim, A_eq=asked.sums, b_eq=asked.totals, bounds=asked.bounds).x
            if found is None:
                continue
            least = [min(pair) for pair in zip(least, found, strict=True)]
            most = [max(pair) for pair in zip(most, found, strict=True)]
        if most[at] - least[at] <= _CLOSE:
            return at
    return None


@dataclass(frozen=True, slots=True)
class _Programme:
    """What is known of the counts kept back, then of the sums of the columns, as one linear programme."""

    width: int
    bounds: list[tuple[int, int | None]]
    sums: list[list[float]]
    totals: list[int]


def _programme(
    tables: Sequence[Counts], places: Sequence[Place], of_totals: Set[int], small: int | None
) -> _Programme:
    """``small`` is ``None`` where nothing that is kept back says whether it is under the limit."""
    totals = tables[0].sums()
    width = len(places) + len(totals)
    kept = [tables[table].rows[row][place] for table, row, place in places]
    none_hidden = 0 in (*kept, *(totals[column] for column in of_totals))
    # Where nothing says that it is small, all is kept back, none among it too.
    least = 0 if none_hidden or small is None else 1
    bounds = [
        _range(tables[table].rows[row][place], tables[table].known[row][place], least, small)
        for table, row, place in places
    ]
    own = [sum(row[column] for row in tables[0].known) for column in range(len(totals))]
    bounds += [
        _range(total, own[column], least, small) if column in of_totals else (total, total)
        for column, total in enumerate(totals)
    ]
    sums: list[list[float]] = [[0.0] * len(places) + [1.0] * len(totals)]
    known = [sum(totals)]
    for number, table in enumerate(tables):
        for column, total in enumerate(totals):
            inside = [1.0 if (one[0], one[2]) == (number, column) else 0.0 for one in places]
            inner = sum(table.rows[one[1]][column] for one in places if (one[0], one[2]) == (number, column))
            sums.append([*inside, *(-1.0 if one == column else 0.0 for one in range(len(totals)))])
            known.append(inner - total)
    for number, row in sorted({one[:2] for one in places}):
        sums.append([1.0 if one[:2] == (number, row) else 0.0 for one in places] + [0.0] * len(totals))
        known.append(sum(tables[number].rows[row][one[2]] for one in places if one[:2] == (number, row)))
    return _Programme(width, bounds, sums, known)


def _range(count: int, known: int, least: int, small: int | None) -> tuple[int, int | None]:
    """What a reader knows of a count that is kept back, of which she may see some people."""
    if small is None:
        return max(least, known), None
    return (max(least, known), small - 1) if count < small else (max(small, known), None)
