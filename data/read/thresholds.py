"""The thresholds in force: the laboratory's own, the one for all, else the default that ships."""

from dataclasses import replace
from datetime import date

from data.store import Reader
from domain.quality import decimal_of
from domain.thresholds import Threshold


def in_force(reader: Reader, default: Threshold, laboratory_id: str, day: date) -> Threshold:
    """The threshold of the default's name for a laboratory on a day."""
    row = reader.row("findings/threshold", name=default.name, laboratory_id=laboratory_id, day=day)
    value = decimal_of(row["value_text"]) if row else None
    if row is None or value is None:
        return default
    return replace(
        default,
        value=value,
        upper=decimal_of(row["upper_text"]),
        unit=row["unit"],
        source=row["source"],
        version=row["threshold_version"],
    )
