"""Correcting what was typed wrongly in a case. Functions only: ``acts.py`` calls them."""

import streamlit as st

from components.correct_forms import (
    correct_case_form,
    correct_patient_form,
    correct_specimen_form,
    correct_tumour_form,
)
from components.forms import form_from
from components.keys import wkey
from components.states import not_found, nothing_here
from data.read.corrections import correction_lists, read_correctable, tumours_to_register
from data.record import corrections
from domain.views.corrections import Correctable, RecordedSpecimen
from session import Here

WHAT = ("Patient", "Tumour", "Specimen", "Case")
_DONE = "The correction was recorded."


def correcting(here: Here, case_id: str) -> None:
    """Draw the choice of what is wrong, then its form with what is recorded."""
    with here.reading() as reader:
        now = read_correctable(reader, case_id)
    if now is None:
        not_found("case")
        return
    what = st.segmented_control("What is wrong?", WHAT, key=wkey("correct_what", case_id))
    if what is not None:
        _draw(here, now, what)


def _draw(here: Here, now: Correctable, what: str) -> None:
    lists = correction_lists()
    if what == "Patient":
        patient = now.patient
        form = form_from(here, "correct_patient", patient.patient_id, patient.acts)
        correct_patient_form(form, patient, lists, here.act(corrections.correct_patient, _DONE))
    elif what == "Tumour":
        tumour = now.tumour
        form = form_from(here, "correct_tumour", tumour.tumour_id, tumour.acts)
        on_act = here.act(corrections.correct_tumour, _DONE)
        correct_tumour_form(form, tumour, lists, tumours_to_register, on_act)
    elif what == "Case":
        form = form_from(here, "correct_case", now.case.case_id, now.case.acts)
        correct_case_form(form, now.case, lists, here.act(corrections.correct_case, _DONE))
    elif (specimen := _which(now)) is not None:
        form = form_from(here, "correct_specimen", specimen.specimen_id, specimen.acts)
        correct_specimen_form(form, specimen, lists, here.act(corrections.correct_specimen, _DONE))


def _which(now: Correctable) -> RecordedSpecimen | None:
    """The specimen that is wrong; where there are several, nothing is chosen for the person."""
    if not now.specimens:
        nothing_here("No specimen is recorded for this tumour.", "Add one under Intake.")
        return None
    if len(now.specimens) == 1:
        return now.specimens[0]
    by_id = {one.specimen_id: one for one in now.specimens}
    called = {one.specimen_id: one.called for one in now.specimens}
    chosen = st.selectbox(
        "Specimen to correct", list(by_id), index=None, placeholder="None chosen",
        key=wkey("correct_which", now.case.case_id), format_func=lambda one: called.get(one, ""),
    )  # fmt: skip
    return None if chosen is None else by_id.get(chosen)
