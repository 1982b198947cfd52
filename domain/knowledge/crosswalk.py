"""Levels of several schemes in one order, and the tier that is proposed for them; never a conversion.

What is proposed is a suggestion (law 9): the board's own level stands beside it. Nothing is raised.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from domain.knowledge.hits import Proposed, Relation

NOTHING_PROPOSED = Proposed(None, None)
LABEL = ("label", "approval")
"""Scheme and level by which the table says what a label of EMA is worth."""
LAST = 99
"""The order of a level that no table knows: after all that are known."""


class Nearness(StrEnum):
    """The relations as the crosswalk tells them apart."""

    SAME = "same"
    AGNOSTIC = "agnostic"
    OTHER = "other"


_NEARNESS = {
    Relation.SAME: Nearness.SAME,
    Relation.AGNOSTIC: Nearness.AGNOSTIC,
    # A subtype or a related tumour is not this one until somebody says so.
    Relation.NARROWER: Nearness.OTHER,
    Relation.RELATED: Nearness.OTHER,
    Relation.OTHER: Nearness.OTHER,
}


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """What a level of a scheme is worth at one nearness of the tumours."""

    scheme: str
    """Code of the system ``evidence_scheme``, or ``civic``."""
    level: str
    nearness: Nearness
    order: int
    """1 for the strongest; the same for all nearnesses of a level."""
    amp: str | None
    escat_ceiling: str | None


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The table by which levels of several schemes are put in order."""

    orders: Mapping[tuple[str, str], int]
    proposals: Mapping[tuple[str, str, Nearness], Proposed]

    def order(self, scheme: str, level: str) -> int:
        """Where a level stands in the common order, the strongest 1; ``LAST`` for an unknown one."""
        return self.orders.get((scheme, level), LAST)

    def proposed(self, scheme: str, level: str, relation: Relation) -> Proposed:
        """What is proposed for a level at a relation of the tumours; nothing where that is not known."""
        nearness = _NEARNESS.get(relation)
        if nearness is None:
            return NOTHING_PROPOSED
        return self.proposals.get((scheme, level, nearness), NOTHING_PROPOSED)


def crosswalk_of(rows: Iterable[CrosswalkRow]) -> Crosswalk:
    """The crosswalk of a table's rows; a row that comes later takes the place of an earlier one."""
    orders: dict[tuple[str, str], int] = {}
    proposals: dict[tuple[str, str, Nearness], Proposed] = {}
    for row in rows:
        orders[row.scheme, row.level] = row.order
        proposals[row.scheme, row.level, row.nearness] = Proposed(row.amp, row.escat_ceiling)
    return Crosswalk(MappingProxyType(orders), MappingProxyType(proposals))


NO_CROSSWALK = crosswalk_of(())
"""No table at hand: no level is ordered, nothing is proposed."""
