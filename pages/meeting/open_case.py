"""Opening a case: a question to the board about one patient and one tumour."""

from datetime import date

import streamlit as st

import session
from components.forms import form_from
from components.open_case_form import open_case_form
from components.states import nothing_here
from components.text import md
from data.read.corrections import tumours_to_register
from data.read.meeting import find_patients, read_case_link, read_case_lists, read_tumours
from pages.meeting.opening import last_opened, opening

here = session.current()
form = form_from(here, "open_case", "new", 0)
with here.reading() as reader:
    lists = read_case_lists(reader, date.today())
    found = find_patients(reader, form.draft.get("search") or "")
    known = form.draft.get("patient") if form.draft.get("whose") == "known" else None
    tumours = read_tumours(reader, known) if known else ()
    opened = read_case_link(reader, last_opened(here))

st.title("Open a case", anchor=False)
if opened is not None:
    st.page_link(
        "pages/meeting/case.py", label=md(f"Go to the case of {opened.pseudonym}"),
        icon=":material/arrow_forward:", query_params={"case": opened.case_id},
    )  # fmt: skip
if lists.centres:
    open_case_form(form, lists, found, tumours, tumours_to_register, opening(here))
else:
    nothing_here("No centre is registered yet.", "Ask the administrator to register the centres first.")
