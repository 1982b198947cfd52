"""A tool's table: what its columns hold, which findings its rows mean, and what the tool says of them."""

import streamlit as st

import session
from components.keys import wkey
from components.states import nothing_here
from components.text import counted, md
from components.tool_report_form import (
    columns_form,
    defaults_form,
    mapping_of,
    matched_view,
    order_form,
    words_form,
)
from data.ingest.tool_reports.headings import choices_of_columns
from data.ingest.tool_reports.mapped import asked_order, mapped, missing_columns
from data.read.case import graded
from data.read.choices import choices, laboratory_choices
from domain.people import Role
from domain.refused import Refused
from domain.views.choices import Choice
from pages.intake.bringing_tool_report import (
    accept,
    asked_words,
    at_hand,
    form_about,
    matched_table,
    missing,
    put_away,
    start_of,
    upload,
)

here = session.current()

with here.reading() as reader:
    laboratories = {
        one.code: one.label
        for one in laboratory_choices(reader)
        if here.actor.role is Role.COORDINATOR or one.code in here.actor.laboratories
    }

st.title("Tool reports", anchor=False)
st.text(
    "What a decision-support tool or an annotator says of your findings stands beside the words of "
    "laboratory and board, named with its version and date."
)
if len(laboratories) == 1:
    laboratory: str | None = next(iter(laboratories))
    st.text(laboratories[str(laboratory)])
else:
    laboratory = st.selectbox(
        "Laboratory whose findings it speaks of", list(laboratories), index=None,
        format_func=lambda code: laboratories.get(code, code),
        key=wkey("tool_laboratory", here.actor.user_id), placeholder="None chosen",
    )  # fmt: skip
upload(here)
brought = at_hand(here)
if laboratory is None or brought is None:
    if brought is None:
        nothing_here(
            "No table is at hand.", "Upload the tool's table: its rows are shown before any is kept."
        )
    else:
        nothing_here("Whose findings the table speaks of is not said.", "Choose the laboratory above.")
    st.stop()

start = start_of(here, brought, laboratory)
form = form_about(here, brought, start, laboratory)
schemes = choices("evidence_scheme")
try:
    table = mapped(brought, mapping_of(form.draft, brought, start.mapping, ()))
    asked = asked_words(table)
    mapping = mapping_of(form.draft, brought, start.mapping, [key for _, key, _ in asked])
    contradiction = None
except Refused as refused:
    mapping, table, contradiction = start.mapping, mapped(brought, start.mapping), refused.sentence
    asked = asked_words(table)
matched = matched_table(here, table, mapping, laboratory)

where = f", sheet {brought.sheet}" if brought.sheet else ""
st.text(f"{brought.file.name}{where}: {counted(len(brought.lines), 'row')} under the headings.")
if start.kept is not None:
    st.text(f"These columns are read as {start.kept.kept_by} said on {start.kept.kept_on}.")
put_away(here)
if contradiction is not None:
    st.error(md(contradiction), icon=None)
columns_form(
    form, brought, start.mapping, mapping, [Choice(code, text) for code, text in choices_of_columns()],
    unfolded=bool(missing_columns(start.mapping)),
)  # fmt: skip
defaults_form(form, start.mapping, mapping, schemes)
order_form(form, start.mapping, asked_order(brought, mapping))
levels = {one.code: choices(one.code) for one in schemes}
words_form(form, asked, levels, {one.code: one.label for one in schemes})
labels = {(scheme, one.code): graded(scheme, one.code) for scheme, of in levels.items() for one in of}
matched_view(table, matched, labels)
build, record = accept(here, brought, start, laboratory, [key for _, key, _ in asked])
if not matched.said:
    st.text(missing(brought, mapping) or "No row meets a finding with a known level: nothing to accept.")
form.button(
    f"Accept {counted(len(matched.said), 'classification')}", build, record, disabled=not matched.said
)
