"""Where one patient stands in a cohort: percentile of a number, and how often a finding was seen."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from endpoints.proportion import Proportion, left_out


@dataclass(frozen=True, slots=True)
class CohortPosition:
    """A mid-rank percentile with the counts that it comes from."""

    percentile: float | None
    """0-100: those below and half of the ties, of all; ``None`` when it cannot be said."""
    below: int
    ties: int
    """Values equal to the patient's, the patient's own among them when it is in the cohort."""
    n: int
    """Evaluable values of the cohort."""
    left_out: tuple[tuple[str, int], ...] = ()


def position(below: int, ties: int, n: int, not_evaluable: int = 0) -> CohortPosition:
    """The mid-rank percentile from counts. Raises ``ValueError`` when they contradict each other."""
    if min(below, ties, n, not_evaluable) < 0 or below + ties > n:
        raise ValueError(f"{below} below and {ties} equal cannot be of {n}")
    percentile = 100 * (below + ties / 2) / n if n else None
    return CohortPosition(percentile, below, ties, n, left_out(("not evaluable", not_evaluable)))


def position_in(value: float | None, cohort: Sequence[float | None]) -> CohortPosition:
    """The mid-rank percentile of a value in a cohort in the same unit and of the same assay.

    ``None`` stands for a value that is not evaluable: in the cohort it is left out and counted, of
    the patient it gives no percentile.
    """
    evaluable = sorted(one for one in cohort if one is not None and isfinite(one))
    omitted = len(cohort) - len(evaluable)
    if value is None or not isfinite(value):
        return CohortPosition(None, 0, 0, len(evaluable), left_out(("not evaluable", omitted)))
    below = bisect_left(evaluable, value)
    return position(below, bisect_right(evaluable, value) - below, len(evaluable), omitted)


def seen_in(count: int, total: int, not_assessed: int = 0) -> Proportion:
    """How many profiles carry a finding, of those that could have seen it.

    Profiles in which it was not assessed are left out: they are not negative. Raises
    ``ValueError`` unless 0 <= count <= total.
    """
    return Proportion(count, total, "profiles with this finding", left_out(("not assessed", not_assessed)))
