"""What waits for the physician's answer, and her patients."""

import streamlit as st

import session
from components.keys import wkey
from components.lacking_filter import lacking_chosen, lacking_filter, lacking_words
from components.paging import back_to_first, page_numbers, rows_to_skip
from components.states import nothing_here, synthetic_mark
from components.worklist import PER_PAGE, WAITING_PER_PAGE, closest_first, patient_list, waiting_list
from data.read import follow_up
from domain.people import Act, Role

here = session.current()
user = here.actor.user_id
search_key = wkey("patients_search", user)
wanted = str(st.session_state.get(search_key) or "").strip()
narrowed = None if wanted else lacking_chosen("patients", user)
paged = f"{user}-{narrowed}" if narrowed else user

with here.reading() as reader:
    due = follow_up.waiting(reader, WAITING_PER_PAGE, rows_to_skip("waiting", user, WAITING_PER_PAGE))
    if due.of and not due.rows:
        due = follow_up.waiting(reader, WAITING_PER_PAGE, back_to_first("waiting", user))
    lacking = follow_up.lacking(reader)
    among = lacking[narrowed] if narrowed else None
    if wanted:
        found = follow_up.patients_called(reader, wanted)
    else:
        found = follow_up.patients(reader, PER_PAGE, rows_to_skip("patients", paged, PER_PAGE), among=among)
        if found.of and not found.rows:
            found = follow_up.patients(reader, PER_PAGE, back_to_first("patients", paged), among=among)

hers = here.actor.role is Role.ONCOLOGIST
shown = [row.whose for row in due.rows] + [row.whose for row in found.rows]
with st.container(horizontal=True, vertical_alignment="center"):
    st.title("My patients" if hers else "Patients", width="content")
    if any(whose.synthetic for whose in shown):
        synthetic_mark()

st.text_input(
    "Search by pseudonym or sample id",
    key=search_key,
    placeholder="For example P-001",
    width=420,
)
if wanted:
    st.header("Patients found")
    if found.rows:
        patient_list(found, closest_first(found))
    else:
        nothing_here(f"No patient of yours goes by {wanted}.", "Try fewer characters.")

st.header("Waiting for your answer" if hers else "Waiting for an answer")
if due.rows:
    waiting_list(due, here.may(Act.ANSWER))
    page_numbers("waiting", user, due.of, WAITING_PER_PAGE)
else:
    nothing_here("Every recommendation is answered.")

if not wanted:
    st.header("Patients")
    lacking_filter("patients", user)
    if found.rows:
        counts = lacking_words({state: len(ids) for state, ids in lacking.items()})
        patient_list(found, f"the {'oldest' if narrowed else 'newest'} case first. {counts}")
        page_numbers("patients", paged, found.of, PER_PAGE)
    elif narrowed:
        nothing_here(f"Nobody is here with this: {narrowed.label.lower()}.", "Empty the filter to see all.")
    else:
        nothing_here("No patient is here yet.", "The coordinator opens the first case.")
