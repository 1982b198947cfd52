"""The reference values in force, the history of one, and the form that sets it."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import streamlit as st

from components.csv_file import Table
from components.forms import Form, OnAct, Values
from components.text import day, md
from domain.refused import Refused
from domain.threshold_settings import OF_A_STUDY, ThresholdSetting, number_of, title_of, value_words
from domain.thresholds import ANY_ASSAY, NONE_SHIPS, Threshold
from domain.views.choices import Choice
from domain.views.reference_values import InForce, ReferenceValue, SetValue

_HELP = "No number ships. Leave it empty to judge nothing by it from that day on."
ALL = "*"
"""The choice of all laboratories; no laboratory can have it as its id."""
EVERY_LABORATORY = "All laboratories"


def values_table(values: Sequence[ReferenceValue], today: date) -> Table:
    """What is in force today: a row for all laboratories, and one for each that has a value of its own."""
    columns = (
        "Reference value", "Assay", "Laboratory", "In force", "Since", "Default", "Source", "Set by",
        "Version",
    )  # fmt: skip
    rows = tuple(_in_force(value, one) for value in values for one in value.on(today))
    return Table("Reference values in force", columns, rows)


def _in_force(value: ReferenceValue, one: InForce) -> tuple[str | date | None, ...]:
    made = one.setting
    return (
        title_of(value.default),
        "Any" if value.default.assay == ANY_ASSAY else value.default.assay,
        one.laboratory or EVERY_LABORATORY,
        value_words(one.threshold),
        day(made.valid_from) if made else "Default",
        value_words(value.default),
        one.threshold.source,
        made.recorded_by if made else None,
        one.threshold.version,
    )


def history_table(value: ReferenceValue) -> Table:
    """All that was ever set of a value, the last recorded first; below it the default."""
    rows = tuple(_set(one) for one in value.history)
    default = value.default
    shipped = (EVERY_LABORATORY, value_words(default), "Default", default.source, None, None, default.version)
    columns = ("Laboratory", "Value", "Holds from", "Source", "Set by", "Set on (UTC)", "Version")
    return Table("History", columns, (*rows, shipped))


def _set(one: SetValue) -> tuple[str | None, ...]:
    return (
        one.laboratory or one.laboratory_id or EVERY_LABORATORY,
        value_words(one.threshold),
        day(one.valid_from),
        one.threshold.source,
        one.recorded_by,
        _moment(one.recorded_at),
        one.threshold.version,
    )


def _moment(at: datetime) -> str:
    return f"{day(at.date())}, {at:%H:%M}"


def chosen_value(values: Sequence[ReferenceValue], key: str) -> ReferenceValue | None:
    """Draw the choice of one reference value; ``None`` until one is chosen."""
    labels = {one.default.name: title_of(one.default) for one in values}
    chosen: Any = st.selectbox(
        "Reference value to set", list(labels), index=None, key=key, placeholder="Choose one",
        format_func=lambda name: labels.get(name, name),
    )  # fmt: skip
    return next((one for one in values if one.default.name == chosen), None)


def threshold_form(
    form: Form, value: ReferenceValue, laboratories: Sequence[Choice], today: date, on_act: OnAct
) -> None:
    """Set a value for a laboratory or for all; its unit stays the default's."""
    default, now = value.default, value.on(today)[0].threshold
    grey = default.upper is not None
    if default.name not in OF_A_STUDY:
        whose = (Choice(ALL, EVERY_LABORATORY), *laboratories)
        form.choice("Laboratory", "laboratory_id", whose, placeholder="Choose one, or all")
    columns = st.columns(2 if grey else 1)
    first = f"Grey zone from, {default.unit}" if grey else f"Value, {default.unit}"
    with columns[0]:
        form.text(
            md(first),
            "value",
            default=str(now.value) if now.is_set else "",
            help=_HELP if not default.is_set else None,
        )
    if grey:
        with columns[1]:
            form.text(md(f"Grey zone to, {default.unit}"), "upper", default=str(now.upper))
    form.day(
        "Holds from", "valid_from", default=today,
        help="Profiles and specimens dated from this day on are judged by it; earlier ones by what held.",
    )  # fmt: skip
    form.area("Source", "source", placeholder="The publication, validation or decision that gives this value")

    def build(values: Values) -> ThresholdSetting:
        laboratory = ALL if default.name in OF_A_STUDY else values.get("laboratory_id")
        if not laboratory:
            raise Refused("Choose the laboratory that the value is for, or all; nothing was recorded.")
        if values.get("valid_from") is None:
            raise Refused("Give the day from which the value holds; nothing was recorded.")
        return ThresholdSetting(
            name=default.name,
            laboratory_id=None if laboratory == ALL else laboratory,
            value=_value(values, default),
            upper=_upper(values, default.label) if grey else None,
            source=values.text("source") or "",
            valid_from=values["valid_from"],
        )

    form.button("Set reference value", build, on_act)


def _value(values: Values, default: Threshold) -> Decimal:
    """The number that was written; nothing written takes a number back where none ships."""
    written = values.text("value")
    return NONE_SHIPS if written is None and not default.is_set else number_of(written, default.label)


def _upper(values: Values, label: str) -> Decimal:
    return number_of(values.text("upper"), f"The end of the grey zone of {label}")


def to_come_words(value: ReferenceValue, today: date) -> str | None:
    """What was set to hold from a later day on; ``None`` where nothing was."""
    later = [
        f"{value_words(one.threshold)} for {one.laboratory or 'all laboratories'} from {day(one.valid_from)}"
        for one in value.to_come(today)
    ]
    return f"To come: {'; '.join(later)}." if later else None
