"""The releases of evidence: which are loaded, which is in force, and in what two of them differ."""

import streamlit as st

import session
from components.csv_file import csv_button
from components.forms import form_from
from components.keys import wkey
from components.release_forms import (
    chosen_pair,
    chosen_source,
    comparison,
    left_over_shown,
    release_offered,
    source_sentence,
    switch_form,
)
from components.release_tables import left_over_table, releases_table, switches_table
from components.states import nothing_here
from components.table_in_full import table_in_full
from data.read import releases
from data.record.releases import record_release_in_force
from domain.knowledge.release_diff import diff
from domain.people import Act
from pages.administration.loading_release import file_in_full, loading

here = session.current()
user = here.actor.user_id
sources = releases.sources(here.store, here.actor)
with here.reading() as reader:
    switched = releases.switches(reader)
loaded = sum(one.loaded_by is not None for source in sources for one in source.releases)

st.title("Knowledge", anchor=False)
st.caption(
    "What evidence is read from. A release is never edited: a newer one is loaded beside it and switched on."
)
if not loaded:
    nothing_here(
        "Only the starter table that comes with the program is here.",
        "To add CIViC, the administrator runs python -m commands.knowledge refresh where a network exists, "
        "or brings its file here.",
    )
table_in_full(releases_table(sources), user, "release")
csv_button(lambda: [releases_table(sources)], "releases", user)
for source in sources:
    st.text(source_sentence(source))

if here.may(Act.MANAGE_REFERENCE):
    load, switch = st.columns(2, gap="large")
    with load:
        st.header("Load a release", anchor=False)
        loading(here)
    with switch:
        st.header("Switch a release", anchor=False)
        chosen = chosen_source(sources, wkey("switch_source", user))
        if chosen is not None:
            switch_form(
                form_from(here, "switch_release", chosen.key, chosen.version),
                chosen,
                here.act(
                    record_release_in_force,
                    "The release is switched; it counts from the next look at a case.",
                ),
            )

    file_in_full(here)
else:
    st.caption("The administrator loads and switches releases; give her your own table or annotated file.")

st.header("Compare two releases", anchor=False)
pair = chosen_pair(sources, user)
if pair is not None:
    old, new = (releases.release(here.store, here.actor, one.release_id) for one in pair)
    if old is not None and new is not None:
        comparison(diff(old, new), f"{old.sha256[:16]}.{new.sha256[:16]}")

if loaded:
    st.header("Lines not wholly understood", anchor=False)
    read = release_offered(sources, wkey("lines_of", user))
    if read is not None:
        with here.reading() as reader:
            lines = releases.left_over(reader, read.release_id)
        left_over_shown(left_over_table(lines), f"{user}.{read.release_id}")
if switched:
    st.header("What was switched", anchor=False)
    table_in_full(switches_table(switched), user, "change")
