"""What the administrator sees of a reference value: its default, what was set, what is in force."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.thresholds import Threshold


@dataclass(frozen=True, slots=True)
class SetValue:
    """One setting as it was recorded."""

    threshold: Threshold
    laboratory_id: str | None
    laboratory: str | None
    """Its name; ``None`` for all laboratories."""
    valid_from: date
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class InForce:
    """What holds for one laboratory, or for all that have no value of their own."""

    threshold: Threshold
    laboratory: str | None
    setting: SetValue | None
    """``None`` where it is the default."""


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """One threshold with everything that was ever set of it."""

    default: Threshold
    history: tuple[SetValue, ...] = ()
    """The last recorded first."""

    @property
    def version(self) -> int:
        """How many times it was set: what a form about it was drawn from."""
        return len(self.history)

    def on(self, day: date) -> tuple[InForce, ...]:
        """What holds on a day: for all first, then for each laboratory with a value of its own."""
        newest: dict[str | None, SetValue] = {}
        for one in self.history:
            known = newest.get(one.laboratory_id)
            if one.valid_from <= day and (known is None or one.valid_from > known.valid_from):
                newest[one.laboratory_id] = one
        general = newest.pop(None, None)
        own = sorted(newest.values(), key=lambda one: (one.laboratory or "", one.laboratory_id or ""))
        return (
            InForce(general.threshold if general else self.default, None, general),
            *(InForce(one.threshold, one.laboratory or one.laboratory_id, one) for one in own),
        )

    def to_come(self, day: date) -> tuple[SetValue, ...]:
        """What was set to hold from a later day on."""
        return tuple(one for one in self.history if one.valid_from > day)
