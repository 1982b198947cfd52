"""The register of trials: what is open here, for whom, and what the registry says beside it."""

from datetime import date
from pathlib import Path

import streamlit as st

import session
from components.csv_file import csv_button, in_a_name
from components.keys import wkey
from components.states import nothing_here
from components.table_in_full import table_in_full
from components.trial_followed import followed
from components.trial_register import (
    chosen_trial,
    found_in,
    history_table,
    narrowed_to,
    register_table,
    trial_opened,
    versions_shown,
)
from data.read.choices import centre_choices
from data.read.trial_matches import followed_matches
from data.read.trials import distances, register, trial_history
from domain.people import Act
from pages.trials.importing import distances_shown, importing

here = session.current()
TEMPLATE = Path(__file__).parents[2] / "docs" / "guide" / "trial_template.yaml"
user = here.actor.user_id
entries = register(here.store, here.actor)
keeps = here.may(Act.KEEP_TRIALS)
with here.reading() as reader:
    ways = distances(reader)
    centres = centre_choices(reader)
    matches = followed_matches(reader)

st.title("Trials", anchor=False)
st.caption(
    "Trials and medical need programmes that a case is matched with. An entry is written anew, never edited; "
    "what ClinicalTrials.gov says stands beside the board's own word and matches nobody."
)
if not entries:
    nothing_here(
        "The register is empty, so no case is matched.",
        "Bring one file for each trial below, written after the template."
        if keeps
        else "The coordinator brings trials in.",
    )
with st.container(horizontal=True, vertical_alignment="bottom"):
    text = st.text_input(
        "Search", key=wkey("trial_search", user), placeholder="Number, title, drug, gene, site", width=360
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        if keeps:
            st.page_link("pages/trials/edit.py", label="Write a new trial", icon=":material/edit:")
        st.download_button(
            "Template", data=TEMPLATE.read_bytes, file_name=TEMPLATE.name, mime="application/yaml",
            key=wkey("trial_template", user), on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        shown = found_in(entries, text)
        csv_button(
            lambda: [register_table(shown)], "trials", user,
            about=narrowed_to(text, len(shown), len(entries)), narrowed=in_a_name(text),
        )  # fmt: skip
chosen = chosen_trial(shown, len(entries), user) if entries else None
if chosen is not None:
    trial_id = chosen.trial.trial_id
    with here.reading() as reader:
        changes = trial_history(reader, trial_id)
    with st.container(gap="xsmall"):
        trial_opened(chosen)
    if keeps:
        st.page_link(
            "pages/trials/edit.py", label="Write a new version, or close it", icon=":material/edit:",
            query_params={"trial": trial_id},
        )  # fmt: skip
    table_in_full(history_table(changes), trial_id, "act")
    versions_shown(changes, trial_id)

if matches or here.may(Act.FOLLOW_MATCH):
    followed(matches, chosen.trial.trial_id if chosen else None, date.today(), user)
if keeps:
    importing(here, entries, centres, ways)
distances_shown(ways, user)
