"""How a number stands to a limit."""

from collections.abc import Callable
from decimal import Decimal

from domain.trials.criteria import Operator

HOLDS: dict[Operator, Callable[[Decimal, Decimal], bool]] = {
    Operator.AT_LEAST: lambda value, limit: value >= limit,
    Operator.MORE_THAN: lambda value, limit: value > limit,
    Operator.AT_MOST: lambda value, limit: value <= limit,
    Operator.LESS_THAN: lambda value, limit: value < limit,
    Operator.EQUAL: lambda value, limit: value == limit,
}
"""Whether a value stands so to a limit."""
