"""Bringing a clinical list: what its columns hold, what it does not say, and the cases it opens."""

from pathlib import Path

import streamlit as st

import session
from components.keys import wkey
from components.list_mapping_form import columns_form, lacking_told, questions_form
from components.list_mapping_value import mapping_of
from components.listed_cases_view import Names, list_problems, listed_cases_view, selected
from components.states import nothing_here
from components.text import counted, md
from data.ingest.list_mapping import how_read, questions
from data.read.choices import tumour_name
from data.read.clinical_lists import names_of_places
from domain.refused import Refused
from pages.intake.bringing_list import (
    at_hand,
    bring,
    form_about,
    mapping_lists,
    places,
    plan,
    put_away,
    source_choices,
    source_of,
    start_of,
    upload,
)

here = session.current()

TEMPLATE = Path(__file__).parents[2] / "docs" / "guide" / "clinical_list_template.csv"

with here.reading() as reader:
    centres, laboratories = names_of_places(reader)

st.title("Bring a clinical list", anchor=False)
if not centres:
    nothing_here("No centre is registered yet.", "Ask the administrator to register the centres first.")
    st.stop()
sources = {choice.code: choice.label for choice in source_choices(centres, laboratories)}
whose, file = st.columns([2, 3], gap="large")
with whose:
    chosen = st.selectbox(
        "Whose list is it?", list(sources), index=None, key=wkey("list_source", here.actor.user_id),
        format_func=lambda code: sources.get(code, code), placeholder="A centre or a laboratory",
        help="What the columns hold is remembered for the lists of this centre or laboratory.",
    )  # fmt: skip
    st.download_button(
        "Take an empty list", TEMPLATE.read_bytes(), TEMPLATE.name, "text/csv",
        key=wkey("list_template", here.actor.user_id), on_click="ignore", icon=":material/download:",
    )  # fmt: skip
with file:
    upload(here)
lists = {one.sheet: one for one in at_hand(here)}
if chosen is None or not lists:
    name = next(iter(lists.values())).file.name if lists else ""
    if name:
        nothing_here(f"{name} was read.", "Choose whose list it is.")
    else:
        nothing_here("No list is at hand.", "Choose whose list it is, then upload it.")
    st.stop()
sheet = next(iter(lists))
if len(lists) > 1:
    sheet = st.selectbox("Sheet", list(lists), key=wkey("list_sheet", here.actor.user_id)) or sheet
brought, source = lists[sheet], source_of(chosen)
with here.reading() as reader:
    start = start_of(reader, brought, source)
known_places = places(centres, laboratories)
form = form_about(here, brought, start, source)
try:
    mapping = mapping_of(form.draft, brought, start.mapping)
    contradiction = None
except Refused as refused:
    mapping, contradiction = start.mapping, refused.sentence
asked = questions(brought, mapping, known_places)
cases, read = plan(here, brought, mapping, known_places)

where = f", sheet {brought.sheet}" if brought.sheet else ""
st.text(
    f"{brought.file.name}{where}: {counted(len(brought.lines), 'row')} under the headings in row "
    f"{brought.header_line:,}."
)
if start.kept is not None:
    exact = start.version > 0
    st.text(
        f"{'These columns are read' if exact else 'Columns with headings alike are read'} as "
        f"{start.kept.kept_by} said on {start.kept.kept_on}."
    )
put_away(here)
if contradiction is not None:
    st.error(md(contradiction), icon=None)
columns_form(form, brought, start.mapping, mapping, how_read(brought, mapping))
lacking_told(mapping)
questions_form(form, brought, asked, start.mapping, mapping, mapping_lists(centres, laboratories))
tumours = {case.row.tumour_code: tumour_name(case.row.tumour_code) for case in cases}
listed_cases_view(form, cases, read.refused, Names(centres, tumours), brought.rows_id)
list_problems((*brought.problems, *read.problems), brought.rows_id)
build, record = bring(here, brought, start, source, known_places)
wanted = len(selected(cases, form.draft, brought.rows_id))
form.button(f"Open {counted(wanted, 'case')}" if wanted else "Remember what the columns hold", build, record)
