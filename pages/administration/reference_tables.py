"""The tables of facts that ship with the program, each with its origin."""

import streamlit as st

import session
from components.csv_file import csv_button, table_shown
from components.reference_table_view import overview, table_choice, table_in_full, thanks
from data.read.reference_tables import reference_tables

here = session.current()
user = here.actor.user_id
tables = reference_tables()

st.title("Reference tables")
st.text("Facts that ship with the program, each table with its source, date, version and licence.")
chosen = table_choice(tables, user)
if chosen is None:
    table_shown(overview(tables), "table")
    csv_button(lambda: [overview(tables)], "reference-tables", user)
else:
    table_in_full(chosen, user)
thanks(tables)
