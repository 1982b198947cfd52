"""Shares that come out as planned for few patients too: counts by quota, order by chance."""

from collections.abc import Callable, Sequence
from math import exp, floor
from random import Random
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T")


def largest_remainder(weights: Sequence[float], total: int) -> list[int]:
    """Whole counts that add up to ``total``, in the proportion of the weights (Hamilton's method)."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    counts = [floor(value) for value in exact]
    order = sorted(range(len(weights)), key=lambda i: (counts[i] - exact[i], i))
    for index in order[: total - sum(counts)]:
        counts[index] += 1
    return counts


def dealt(rng: Random, items: Sequence[T], weights: Sequence[float], total: int) -> list[T]:
    """``total`` items in the proportion of the weights, in random order."""
    hand = [
        item
        for item, count in zip(items, largest_remainder(weights, total), strict=True)
        for _ in range(count)
    ]
    rng.shuffle(hand)
    return hand


def drawn(rng: Random, items: Sequence[T], count: int, weight: Callable[[T], float]) -> list[T]:
    """``count`` different items, the heavier the likelier (Efraimidis and Spirakis 2006)."""
    keyed = [(rng.random() ** (1.0 / weight(item)), place) for place, item in enumerate(items)]
    keyed.sort(reverse=True)
    return [items[place] for _, place in keyed[:count]]


def lognormal_quantiles(total: int, median: float, spread: float) -> list[float]:
    """``total`` values spread evenly over a log-normal distribution, in rising order."""
    normal = NormalDist()
    return [median * exp(spread * normal.inv_cdf((i + 0.5) / total)) for i in range(total)]
