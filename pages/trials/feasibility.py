"""How many of the cohort a trial or a planned biomarker would take: to show a sponsor, naming no patient."""

import streamlit as st

import session
from components.csv_file import csv_button, in_a_name, table_shown
from components.states import nothing_here, synthetic_mark
from components.text import md
from components.trial_feasibility import (
    asked_by,
    by_centre,
    by_year,
    counts_figure,
    counts_table,
    headline,
    kept_back_sentence,
)
from components.uptake_figures import drawn
from data.read.feasibility import feasibility
from data.read.trials import register
from endpoints.feasibility import grouped
from pages.trials.asking import question

here = session.current()
user = here.actor.user_id
entries = register(here.store, here.actor)

st.title("Feasibility", anchor=False)
st.caption("How many patients of the cohort a trial or a planned biomarker would take. No patient is named.")
asked = question(asked_by(user), entries, user)
if asked is None:
    nothing_here("Nothing is asked yet.", "Choose a trial, or say which change in which tumour is planned.")
    st.stop()
found = feasibility(here.store, here.actor, asked.criteria)
centres, years = grouped(found.patients, by_centre, by_year)
told = headline(found, centres.totals)
tables = (
    counts_table("By centre", "Centre", centres),
    counts_table("By year of the newest profile", "Year", years),
)
with st.container(horizontal=True, vertical_alignment="center"):
    st.header(md(asked.title), anchor=False)
    if found.synthetic:
        synthetic_mark()
st.text(f"Asked: {asked.words}.")
st.text(told)
if not found.patients:
    nothing_here("No patient of the cohort within your reach has a profile.")
    st.stop()
kept_back = kept_back_sentence(centres, years)
if kept_back:
    st.text(kept_back)
for table, counts, unit in ((tables[0], centres, "centre"), (tables[1], years, "year")):
    title = f"Would match {table.name[0].lower()}{table.name[1:]}"
    drawn(counts_figure(title, unit, counts), f"feasibility_{unit}", user, "png", f"{title}: table below")
    table_shown(table, "line")
csv_button(
    lambda: tables, "feasibility", user, found.synthetic,
    about=f"{asked.title}. Asked: {asked.words}. {told} {kept_back}".strip(), narrowed=in_a_name(asked.short),
)  # fmt: skip
