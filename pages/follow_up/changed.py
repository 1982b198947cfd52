"""What changed under the advice that was given: releases of evidence, trials, classifications."""

from datetime import date

import streamlit as st

import session
from components.csv_file import csv_button, in_a_name, table_shown
from components.drift_list import PER_PAGE, changed_advice, filters_shown, narrowed_to, seen_form
from components.drift_words import changes_table, count_words, narrowed_rows, seen_table
from components.forms import form_from
from components.paging import back_to_first, page_numbers, rows_to_skip
from components.states import nothing_here, synthetic_mark
from components.text import counted, md
from data.read.drift import changed
from data.record.drift import record_drift_seen
from domain.people import Act

here = session.current()
user = here.actor.user_id
with st.spinner("Comparing the advice with what is known now"):
    found = changed(here.store, here.actor)
narrowed = narrowed_to(user)
rows = narrowed_rows(found.rows, narrowed)
skip = rows_to_skip("drift", user, PER_PAGE)
if rows and skip >= len(rows):
    skip = back_to_first("drift", user)
shown = rows[skip : skip + PER_PAGE]
synthetic = any(row.whose.synthetic for row in found.rows) or any(one.synthetic for one in found.seen)

with st.container(horizontal=True, vertical_alignment="center"):
    st.title("What changed", width="content")
    if synthetic:
        synthetic_mark()
st.text(
    "Recommendations in force that rest on something which is said otherwise now than when they were given. "
    "Found by the program, so proposed: the board decides what follows. A recommendation that is corrected "
    "or withdrawn leaves the list by itself."
)
compared = counted(found.compared, "recommendation")
if not found.rows:
    nothing_here(
        f"Nothing has changed under the advice in force: {compared} of a drug or a trial compared.",
        "Here stands what a release of evidence, a trial's status, a new classification, a re-analysis or a "
        "single test that was withdrawn or corrected touches.",
    )
else:
    filters_shown(user, found.rows)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(md(count_words(shown, rows, found.compared)), width="stretch")
        csv_button(
            lambda: [changes_table(rows), seen_table(found.seen)],
            "what-changed",
            user,
            synthetic=synthetic,
            about=f"Shown: {narrowed.words}",
            narrowed=in_a_name(narrowed.kind, narrowed.centre),
        )
    if not rows:
        nothing_here("No change fits these filters.", "Empty one of them to see more.")
    for row in shown:
        with st.container(gap="xsmall"):
            changed_advice(row, date.today())
            if here.may(Act.SEE_CHANGES):
                seen_form(
                    form_from(here, "drift_seen", row.recommendation_id, row.version),
                    row,
                    here.act(
                        record_drift_seen, "Recorded as seen; it comes back when something changes further."
                    ),
                )
        st.divider()
    page_numbers("drift", user, len(rows), PER_PAGE)
if found.seen:
    st.header("Seen before")
    table_shown(seen_table(found.seen), "change")
