"""Registering a centre or a laboratory."""

from collections.abc import Sequence

import streamlit as st

from components.forms import Form, OnAct, Values
from domain.people import Place
from domain.refused import Refused
from domain.views.choices import Choice


def place_form(form: Form, what: str, known: Sequence[Choice], on_act: OnAct) -> None:
    """Draw the form; ``what`` is centre or laboratory, ``known`` those there are."""
    names = ", ".join(f"{c.label} ({c.code})" for c in known)
    st.text(f"Registered: {names}" if known else f"No {what} is registered yet.")
    form.text(f"Id of the {what}", "place_id", help="A short code that never changes, for example north-01.")
    form.text(f"Name of the {what}", "place_name")

    def build(values: Values) -> Place:
        place_id = values.text("place_id") or ""
        if place_id in {c.code for c in known}:
            raise Refused(f"There is a {what} {place_id} already; nothing was recorded. Choose another id.")
        return Place(place_id, values.text("place_name") or "")

    form.button(f"Register {what}", build, on_act, type="secondary")
