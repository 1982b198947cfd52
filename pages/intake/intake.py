"""Intake: a laboratory's run is read, looked at and accepted."""

import streamlit as st

import session
from components.accept_run_form import accept_run_form
from components.add_specimen_form import add_specimen_form
from components.forms import form_from
from components.keys import wkey
from components.run_preview import run_preview
from components.states import nothing_here
from data.read.choices import choices, laboratory_choices
from data.read.intake import matches, specimens_of, tumours_of
from domain.people import Role
from pages.intake.arriving import add_specimen, arrivals_here, give_up, reading_of, stage, take

here = session.current()

with here.reading() as reader:
    laboratories = [
        c
        for c in laboratory_choices(reader)
        if here.actor.role is Role.COORDINATOR or c.code in here.actor.laboratories
    ]

st.title("Intake")
names = {c.code: c.label for c in laboratories}
if len(names) == 1:
    laboratory: str | None = next(iter(names))
    st.text(names[str(laboratory)])
else:
    laboratory = st.selectbox(
        "Laboratory that sequenced the run",
        list(names),
        index=None,
        format_func=lambda code: names.get(code, code),
        key=wkey("laboratory", here.actor.user_id),
    )
if laboratory is None:
    nothing_here("Choose the laboratory first.")
    st.stop()
stage(here, laboratory)
arrived = arrivals_here(here, laboratory)
if not arrived:
    nothing_here("No run waits.", "Upload its files, or let the laboratory drop a run folder into incoming/.")
    st.stop()
labels = {a.name: a.label for a in arrived}
chosen = st.selectbox(
    f"Runs that wait ({len(labels)})",
    list(labels),
    index=None,
    format_func=lambda name: labels.get(name, name),
    key=wkey("arrival", laboratory),
)
if chosen is None:
    nothing_here("Choose a run to read it.")
    st.stop()
give_up(here, laboratory, chosen)
with st.spinner("Reading the run's files"):
    reading = reading_of(here, laboratory, chosen)
if reading is None:
    st.stop()

search_key = wkey("search", chosen)
with here.reading() as reader:
    matched = matches(reader, reading, laboratory)
    more = specimens_of(reader, st.session_state.get(search_key) or "", laboratory)
    tumours = tumours_of(reader, st.session_state.get(search_key) or "")

run_preview(reading, chosen)
if not reading.samples:
    nothing_here(
        "No sample was found in these files, so there is nothing to accept.", "Read the problems above."
    )
    st.stop()
st.subheader("Accept")
accept = form_from(here, "accept", chosen, 0)
accept_run_form(accept, reading, laboratory, matched, more, take(here, laboratory, chosen, matched))
with st.expander("A sample's specimen is not known"):
    st.text_input("Search a patient by pseudonym", key=search_key)
    if tumours:
        unknown = [m.sample_id for m in matched if not m.specimens]
        add = form_from(here, "add_specimen", chosen, 0)
        lists = {name: choices(name) for name in ("specimen_kind", "specimen_origin")}
        add_specimen_form(add, tumours, laboratory, unknown, lists, add_specimen(here))
    else:
        st.text("No such patient: open a case for her first.")
