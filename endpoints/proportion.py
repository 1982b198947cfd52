"""A proportion that cannot be shown without its numerator, its denominator and who is left out."""

from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959963984540054
"""Standard normal quantile of 0.975, for a two-sided interval of 95 %."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """So many of so many. Raises ``ValueError`` unless 0 <= numerator <= denominator."""

    numerator: int
    denominator: int
    what: str
    """What is counted, e.g. ``followed, of answers known``."""
    left_out: tuple[tuple[str, int], ...] = ()
    """Who is in neither number: (why, how many), without empty entries."""

    def __post_init__(self) -> None:
        """Refuse counts that contradict each other."""
        if not 0 <= self.numerator <= self.denominator:
            raise ValueError(f"{self.numerator} of {self.denominator} is no proportion ({self.what})")

    @property
    def value(self) -> float | None:
        """The fraction 0-1; ``None`` of nobody, which is not zero."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Two-sided 95 % interval as fractions (Wilson's score method); ``None`` of nobody."""
        return wilson(self.numerator, self.denominator)

    @property
    def left_out_total(self) -> int:
        """How many are in neither number."""
        return sum(count for _, count in self.left_out)

    @property
    def text(self) -> str:
        """``23 of 79 (29.1 %)``; ``0 of 0`` where there is nobody to count."""
        counts = f"{self.numerator:,} of {self.denominator:,}"
        return counts if self.value is None else f"{counts} ({100 * self.value:.1f} %)"


def wilson(successes: int, total: int, z: float = Z_95) -> tuple[float, float] | None:
    """Wilson's score interval without continuity correction, as fractions; ``None`` for no total.

    Wilson, J Am Stat Assoc 1927;22:209; the same as ``scipy.stats.binomtest(...).proportion_ci('wilson')``.
    Raises ``ValueError`` unless 0 <= successes <= total.
    """
    if not 0 <= successes <= total:
        raise ValueError(f"{successes} of {total} is no proportion")
    if total == 0:
        return None
    share = successes / total
    scale = 1 + z * z / total
    centre = (share + z * z / (2 * total)) / scale
    half = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / scale
    low = 0.0 if successes == 0 else max(0.0, centre - half)
    high = 1.0 if successes == total else min(1.0, centre + half)
    return low, high


def left_out(*entries: tuple[str, int]) -> tuple[tuple[str, int], ...]:
    """The entries that name somebody."""
    return tuple((why, count) for why, count in entries if count)
