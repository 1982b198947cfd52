"""Writing a trial down, or anew: what is read of the text stands beside it while it is typed."""

from datetime import date
from pathlib import Path

import streamlit as st

import session
from components.forms import form_from
from components.states import not_found
from components.trial_editor import closing_form, entry_of, first_example, nothing_typed, read_back, text_form
from components.trial_words import status_words
from data.ingest.trials.register_file import read_trials
from data.ingest.trials.register_text import kept_text
from data.read.trials import register
from data.record.trials import record_trial, record_trial_closed

here = session.current()
TEMPLATE = Path(__file__).parents[2] / "docs" / "guide" / "trial_template.yaml"
wanted = st.query_params.get("trial")
entry = next((one for one in register(here.store, here.actor) if one.trial.trial_id == wanted), None)
if wanted is not None and entry is None:
    not_found("trial")
    st.stop()
trial_id = entry.trial.trial_id if entry else None

st.page_link("pages/trials/register.py", label="Back to the register", icon=":material/arrow_back:")
st.title("Write a trial" if entry is None else "Write a new version", anchor=False)
if entry is not None:
    st.text(f"{entry.trial.trial_id}, {entry.trial.short_title}. {status_words(entry)}.")
form = form_from(here, "write_trial", trial_id or "new", entry.version if entry else 0)
left, right = st.columns(2, gap="large")
with left:
    start = entry.text if entry else first_example(TEMPLATE.read_text(encoding="utf-8"))
    text = text_form(form, start)
with right:
    st.header("As it is read", anchor=False)
    if entry is None and text == start.strip():
        nothing_typed()
        ready = False
    else:
        ready = read_back(read_trials(text, "this text"), trial_id)
with left:
    form.button(
        "Save new version" if entry else "Save trial",
        lambda values: entry_of(
            read_trials(values.text("text") or "", "this text"),
            trial_id,
            lambda trial: kept_text(values.text("text") or "", trial),
            values.text("reason"),
        ),
        here.act(record_trial, "The trial stands in the register; cases are matched with it at once."),
        disabled=not ready,
    )
if entry is not None and entry.closed_on is None:
    with right:
        st.header("Close it", anchor=False)
        closing_form(
            form_from(here, "close_trial", entry.trial.trial_id, entry.version),
            entry.trial.trial_id,
            date.today(),
            here.act(record_trial_closed, "The trial is closed: no patient is matched with it any more."),
        )
