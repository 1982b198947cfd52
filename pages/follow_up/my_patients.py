"""What waits for the physician's answer, and her patients."""

import streamlit as st

import session
from components.keys import wkey
from components.paging import back_to_first, page_numbers, rows_to_skip
from components.states import nothing_here, synthetic_mark
from components.worklist import PER_PAGE, WAITING_PER_PAGE, closest_first, patient_list, waiting_list
from data.read import follow_up
from domain.people import Act, Role

here = session.current()
user = here.actor.user_id
search_key = wkey("patients_search", user)
wanted = str(st.session_state.get(search_key) or "").strip()

with here.reading() as reader:
    due = follow_up.waiting(reader, WAITING_PER_PAGE, rows_to_skip("waiting", user, WAITING_PER_PAGE))
    if due.of and not due.rows:
        due = follow_up.waiting(reader, WAITING_PER_PAGE, back_to_first("waiting", user))
    if wanted:
        found = follow_up.patients_called(reader, wanted)
    else:
        found = follow_up.patients(reader, PER_PAGE, rows_to_skip("patients", user, PER_PAGE))
        if found.of and not found.rows:
            found = follow_up.patients(reader, PER_PAGE, back_to_first("patients", user))

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
    if found.rows:
        patient_list(found, "the newest case first")
        page_numbers("patients", user, found.of, PER_PAGE)
    else:
        nothing_here("No patient is here yet.", "The coordinator opens the first case.")
