"""The thresholds in force: the laboratory's own, the one for all, else the default that ships."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from data.store import Reader
from domain.quality import decimal_of
from domain.threshold_settings import REFERENCE_VALUES
from domain.thresholds import NONE_SHIPS, Threshold
from domain.views.reference_values import ReferenceValue, SetValue


def in_force(reader: Reader, default: Threshold, laboratory_id: str, day: date) -> Threshold:
    """The threshold of the default's name for a laboratory on a day."""
    return all_in_force(reader, (default,), laboratory_id, day)[default.name]


def all_in_force(
    reader: Reader, defaults: Iterable[Threshold], laboratory_id: str, day: date
) -> dict[str, Threshold]:
    """Each default as it stands for a laboratory on a day, by name."""
    found: dict[str, Mapping[str, Any]] = {}
    for row in reader.rows("thresholds/in_force", laboratory_id=laboratory_id, day=day):
        found.setdefault(row["name"], row)
    return {one.name: _as_set(one, found.get(one.name)) or one for one in defaults}


def reference_values(reader: Reader) -> tuple[ReferenceValue, ...]:
    """Every threshold with its default and all that was set of it."""
    history: dict[str, list[SetValue]] = {}
    for row in reader.rows("thresholds/settings"):
        default = REFERENCE_VALUES.get(row["name"])
        made = _as_set(default, row) if default else None
        if made is not None:
            history.setdefault(row["name"], []).append(
                SetValue(
                    made,
                    row["laboratory_id"],
                    row["laboratory"],
                    row["valid_from"],
                    row["recorded_by"],
                    row["recorded_at"],
                )
            )
    return tuple(ReferenceValue(one, tuple(history.get(name, ()))) for name, one in REFERENCE_VALUES.items())


def _as_set(default: Threshold, row: Mapping[str, Any] | None) -> Threshold | None:
    """A default with what was set; ``None`` where nothing was, or it was set in another unit."""
    value = decimal_of(row["value_text"]) if row else None
    if row is not None and not default.is_set and row["value_text"] == str(NONE_SHIPS):
        value = NONE_SHIPS
    # A later program may ship a default in another unit: a number of the old one means something else.
    if row is None or value is None or row["unit"] != default.unit:
        return None
    return replace(
        default,
        value=value,
        upper=decimal_of(row["upper_text"]),
        source=row["source"],
        version=row["threshold_version"],
    )
