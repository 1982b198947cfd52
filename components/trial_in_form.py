"""Says that an arm stands in the form of a recommendation, and leads there: it lies a screen above."""

import streamlit as st

from components.keys import wkey
from components.text import md
from components.to_form import to_form


def stands_in_form(named: str, form: str, case_id: str) -> None:
    """Draw the sentence and the way to the form: ``form`` is the key of the container it stands in."""
    told = f"{named}, stands in the recommendation form above; nothing is recorded yet."
    st.success(md(told), icon=":material/check:")
    to_form("Go to the form", form, wkey("to_the_form", case_id))
