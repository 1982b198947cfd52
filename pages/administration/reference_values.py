"""By which cut-offs and limits findings, specimens and endpoints are judged, since when, and who set them."""

from datetime import date

import streamlit as st

import session
from components.csv_file import csv_button
from components.forms import form_from
from components.keys import wkey
from components.states import nothing_here
from components.table_in_full import table_in_full
from components.threshold_form import chosen_value, history_table, threshold_form, to_come_words, values_table
from data.read.choices import laboratory_choices
from data.read.thresholds import reference_values
from data.record.thresholds import record_threshold

here = session.current()
with here.reading() as reader:
    values = reference_values(reader)
    laboratories = laboratory_choices(reader)
today = date.today()

st.title("Reference values")
st.text(
    "A laboratory's own value comes before the one for all, and both before the default that ships with the "
    "program. Nothing is overwritten: what was in force on a profile's day still judges that profile."
)
table = values_table(values, today)
table_in_full(table, here.actor.user_id, "value")
csv_button(lambda: [table, *(history_table(one) for one in values)], "reference-values", here.actor.user_id)

left, right = st.columns((2, 3), gap="large")
with left:
    st.header("Set a value")
    chosen = chosen_value(values, wkey("reference_chosen", here.actor.user_id))
    if chosen is None:
        nothing_here("Choose a reference value to set it and to read its history.")
        st.stop()
    threshold_form(
        form_from(here, "set_threshold", chosen.default.name, chosen.version),
        chosen,
        laboratories,
        today,
        here.act(record_threshold, "The reference value is set; the pages judge by it at once."),
    )
with right:
    st.header("What was set")
    table_in_full(history_table(chosen), chosen.default.name, "value")
    if coming := to_come_words(chosen, today):
        st.text(coming)
