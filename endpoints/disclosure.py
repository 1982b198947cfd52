"""Whether a small count that is kept back can be worked out from all that is shown, by linear programming.

Each count that is kept back lies between bounds (under the limit, or from it upwards); rows, columns and the
whole tie them together.  A count whose least and most possible value are the same is no secret (Hundepool et
al., Statistical Disclosure Control, Wiley 2012, chapter 4: the auditing of suppressions).
"""

from collections.abc import Sequence, Set

Place = tuple[int, int]
"""Row and column of a count."""
_CLOSE = 1e-6


def worked_out(
    rows: Sequence[Sequence[int]], hidden: Sequence[Set[int]], of_totals: Set[int], small: int
) -> Place | None:
    """The first small count kept back that the counts shown give away; ``None`` where each stays open.

    ``rows`` are the counts, ``hidden`` the columns kept back of each row, ``of_totals`` those of the sums of
    the columns. The sum of all is always known, that of a row only where all of the row is shown.
    """
    places = [(number, place) for number, own in enumerate(hidden) for place in sorted(own)]
    secret = [(number, place) for number, place in places if 0 < rows[number][place] < small]
    if not secret:
        return None
    from scipy.optimize import linprog

    least = 0 if any(rows[number][place] == 0 for number, place in places) else 1
    bounds = [_range(rows[number][place], least, small) for number, place in places]
    width = max(map(len, rows))
    above, limits = [], []
    for column in range(width):
        inside = [1.0 if place == column else 0.0 for _, place in places]
        total = sum(row[column] for row in rows)
        shown = total - sum(rows[number][place] for number, place in places if place == column)
        low, high = _range(total, least, small) if column in of_totals else (total, total)
        above.append([-one for one in inside])
        limits.append(shown - low)
        if high is not None:
            above.append(inside)
            limits.append(high - shown)
    whole = [[1.0] * len(places)]
    known = [sum(rows[number][place] for number, place in places)]
    for one in secret:
        aim = [1.0 if place == one else 0.0 for place in places]
        ends = [
            linprog([sign * value for value in aim], above, limits, whole, known, bounds).fun
            for sign in (1, -1)
        ]
        if None not in ends and abs(ends[0] + ends[1]) < _CLOSE:
            return one
    return None


def _range(count: int, least: int, small: int) -> tuple[int, int | None]:
    """What a reader knows of a count that is kept back."""
    return (least, small - 1) if count < small else (small, None)
