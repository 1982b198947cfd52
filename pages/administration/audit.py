"""Every act: who, in which role, on behalf of whom, when, what, on what and why."""

import streamlit as st

import session
from components.audit_table import (
    PER_PAGE,
    audit_filters,
    audit_narrowed,
    audit_table,
    chain_state,
    narrowed_in_a_name,
    narrowed_words,
    opening_sentence,
)
from components.csv_file import csv_button, table_shown
from components.paging import back_to_first, page_numbers, rows_to_skip
from components.states import nothing_here
from data.read import audit

here = session.current()
user = here.actor.user_id
narrowed = audit_narrowed(user)
about = f"{user}-{narrowed}"
with here.reading() as reader:
    offered = audit.audit_choices(reader)
    page = audit.acts(reader, narrowed, PER_PAGE, rows_to_skip("audit", about, PER_PAGE))
    if page.of and not page.rows:
        page = audit.acts(reader, narrowed, PER_PAGE, back_to_first("audit", about))
    synthetic = audit.any_synthetic(reader)
opening, journal = here.store.opening, here.store.journal

st.title("Audit")
st.text(opening_sentence(opening.how, opening.events, opening.why, opening.kept_aside))
chain_state(user, journal.verify, journal.head)

audit_filters(user, offered)
if page.rows:
    csv_button(
        lambda: [audit_table(audit.every_act(here.reading, narrowed), whole_ids=True)],
        "audit",
        user,
        synthetic,
        about=narrowed_words(narrowed, offered),
        narrowed=narrowed_in_a_name(narrowed),
    )
    table_shown(audit_table(page), "act", of=page.of)
    page_numbers("audit", about, page.of, PER_PAGE)
else:
    nothing_here("No act fits these filters.", "Empty one of them to see more.")
