"""One recommendation, and what the treating physician decided on it."""

import streamlit as st

import session
from components.answer_form import (
    advice_shown,
    answer_form,
    answer_history,
    answer_in_force,
    grouped,
    header_strip,
)
from components.drift_words import marks
from components.forms import form_from
from components.keys import wkey
from components.one_case import one_case
from components.states import not_found, nothing_here
from components.text import md
from components.worklist import CASE_PAGE, answer_link
from data.read import follow_up
from data.read.case import case_view
from data.read.choices import choices, label
from data.read.drift import changed_in_case
from data.read.responses import response_record
from data.record.answers import record_answer, record_answer_correction
from domain.people import Role
from pages.follow_up.best_response import best_response

here = session.current()
wanted = st.query_params.get("recommendation")
with here.reading() as reader:
    advice = follow_up.advice_to_answer(reader, wanted)
    responses = response_record(reader, wanted or "")
if advice is None:
    not_found("recommendation")
    st.page_link("pages/follow_up/my_patients.py", label="Back to the list", icon=":material/arrow_back:")
    st.stop()

case = case_view(here.store, here.actor, advice.case_id)
given = case.recommendations if case else ()
cited = next((one.cited for one in given if one.recommendation_id == advice.recommendation_id), ())
changed = marks(changed_in_case(here.store, here.actor, case)).get(advice.recommendation_id) if case else None
decisions = choices("decision")
reasons = grouped(choices("reason_not_followed"), choices("reason_group"))
physician = here.actor.name if here.actor.role is Role.ONCOLOGIST else None
about = advice.recommendation_id

with one_case(about, here.actor.user_id):
    header_strip(advice)
    left, right = st.columns((5, 6), gap="large")
    with left:
        advice_shown(advice, label("recommendation_kind", advice.kind.value), cited, changed)
        with st.container(horizontal=True):
            st.page_link(CASE_PAGE, label="Open the case", query_params={"case": advice.case_id})
            st.page_link("pages/follow_up/my_patients.py", label="Back to the list")

    with right:
        if advice.in_force:
            answer_in_force(advice.in_force, label)
            answer_history(advice.answers, label)
        if advice.withdrawn:
            why = ", ".join(part for part in (advice.withdrawal_reason, advice.withdrawal_comment) if part)
            nothing_here(f"The board withdrew this recommendation ({why}).", "It needs no answer.")
        elif advice.may_be_answered:
            st.header("Answer" if advice.in_force is None else "Answer now that it is decided")
            form = form_from(here, "answer", about, advice.version)
            answer_form(
                form,
                advice,
                decisions,
                reasons,
                physician,
                here.act(record_answer, "The answer is recorded."),
            )
        if advice.in_force and not advice.withdrawn:
            # Who typed an answer while somebody else recorded one finds her text in the correction.
            name = "answer_correction" if advice.may_be_answered else "answer"
            form = form_from(here, name, about, advice.version)
            # With a key it stays open where the correction was refused: a message above would make it anew.
            fold = st.expander(
                "Correct answer", expanded=bool(form.draft), on_change="rerun",
                key=wkey("correct_answer", about, advice.version),
            )  # fmt: skip
            with fold:
                answer_form(
                    form,
                    advice,
                    decisions,
                    reasons,
                    physician,
                    here.act(record_answer_correction, "The answer is corrected; the earlier one is kept."),
                    correcting=advice.in_force,
                )
        best_response(here, advice, responses, physician)
        for other in advice.also_waiting:
            st.caption(md("Also waiting for this patient"))
            answer_link(other, other.advice)
