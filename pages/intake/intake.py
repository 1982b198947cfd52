"""Intake: a laboratory's run is read, looked at and accepted."""

from functools import partial

import streamlit as st

import session
from components.accept_run_form import accept_run_form
from components.add_specimen_form import add_specimen_form
from components.forms import form_from
from components.job_list import short_name
from components.keys import wkey
from components.run_preview import run_preview
from components.states import nothing_here
from components.text import md
from data.read.choices import choices, laboratory_choices
from data.read.intake import matches, specimens_of, tumours_of
from domain.people import Act, Role
from pages.intake.arriving import (
    add_specimen,
    chosen_job,
    jobs_here,
    reading_of,
    specimen_checks,
    take,
    waiting_at,
    waiting_jobs,
)
from pages.intake.single_test import TEST, brought_as, enter_single_test
from pages.intake.uploading import stage

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
        placeholder="Choose one",
        format_func=lambda code: names.get(code, code),
        key=wkey("laboratory", here.actor.user_id),
    )
if laboratory is None:
    waiting = waiting_at(here, list(names))
    told = ", ".join(f"{number:,} at {names[code]}" for code, number in waiting.items())
    nothing_here("Choose the laboratory first.", f"Runs that wait to be accepted: {told}." if told else None)
    st.stop()
if brought_as(here, laboratory) == TEST:
    enter_single_test(here, laboratory)
    st.stop()
stage(here, laboratory)
job = chosen_job(laboratory, jobs_here(here, laboratory))
waiting_jobs(laboratory)
if job is None:
    st.stop()
chosen = job.fingerprint
reading = reading_of(here, laboratory, job)
if reading is None:
    st.stop()

search_key = wkey("search", chosen)
with here.reading() as reader:
    matched = matches(reader, reading, laboratory)
    more = specimens_of(reader, st.session_state.get(search_key) or "", laboratory)
    tumours = tumours_of(reader, st.session_state.get(search_key) or "")

st.subheader(md(short_name(job.label)), help=md(job.label) if short_name(job.label) != job.label else None)
run_preview(reading, chosen)
if not reading.samples:
    nothing_here(
        "No sample was found in these files, so there is nothing to accept.", "Read the problems above."
    )
    st.stop()
st.subheader("Accept")
accept = form_from(here, "accept", chosen, 0)
accept_run_form(
    accept, reading, laboratory, matched, more, take(here, laboratory, job, matched),
    checked=partial(specimen_checks, here),
)  # fmt: skip
with st.expander("A sample's specimen is not known"):
    asked = str(st.text_input("Search a patient by pseudonym", key=search_key) or "").strip()
    if tumours:
        unknown = [m.sample_id for m in matched if not m.specimens]
        add = form_from(here, "add_specimen", chosen, 0)
        lists = {name: choices(name) for name in ("specimen_kind", "specimen_origin")}
        add_specimen_form(add, tumours, laboratory, unknown, lists, add_specimen(here), reading.listed)
    elif asked:
        opens = "open" if here.may(Act.OPEN_CASE) else "have the coordinator open"
        st.text(f"No patient goes by exactly {asked}: {opens} a case for her first.")
    else:
        st.text("Type the whole pseudonym, as the case has it.")
