"""What waits for the physician's answer, and her patients."""

import streamlit as st

import session
from components.keys import wkey
from components.states import nothing_here, synthetic_mark
from components.worklist import PER_PAGE, page_of, patient_list, rows_to_skip, waiting_list
from data.read import follow_up
from domain.people import Act, Role

here = session.current()
user = here.actor.user_id
search_key = wkey("patients_search", user)
wanted = str(st.session_state.get(search_key) or "").strip()

with here.reading() as reader:
    due = follow_up.waiting(reader, PER_PAGE)
    if (skip := rows_to_skip("waiting_page", user, due.of)) > 0:
        due = follow_up.waiting(reader, PER_PAGE, skip)
    if wanted:
        found = follow_up.patients_called(reader, wanted)
    else:
        found = follow_up.patients(reader, PER_PAGE)
        if (skip := rows_to_skip("patients_page", user, found.of)) > 0:
            found = follow_up.patients(reader, PER_PAGE, skip)

hers = here.actor.role is Role.ONCOLOGIST
with st.container(horizontal=True, vertical_alignment="center"):
    st.title("My patients" if hers else "Patients", width="content")
    shown = [row.whose for row in due.rows] + [row.whose for row in found.rows]
    if any(whose.synthetic for whose in shown):
        synthetic_mark()

st.header("Waiting for your answer" if hers else "Waiting for an answer")
if due.rows:
    waiting_list(due, here.may(Act.ANSWER))
    page_of("waiting_page", user, due.of)
else:
    nothing_here("Every recommendation is answered.")

st.header("Patients")
st.text_input(
    "Search by pseudonym or sample id",
    key=search_key,
    placeholder="For example P-001",
    width=420,
)
if found.rows:
    patient_list(found, "the closest name first" if wanted else "the newest case first")
    if not wanted:
        page_of("patients_page", user, found.of)
elif wanted:
    nothing_here(f"No patient of yours goes by {wanted}.", "Try fewer characters.")
else:
    nothing_here("No patient is here yet.", "The coordinator opens the first case.")
