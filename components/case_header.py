"""Whose case it is and what is asked: the strip above everything else on the page."""

from datetime import date

import streamlit as st

from components.keys import wkey
from components.states import synthetic_mark
from components.text import counted, day, md
from domain.views.case import CaseView
from domain.views.corrections import CorrectionView


def case_header(case: CaseView, today: date) -> None:
    """Draw pseudonym, tumour, stage, ECOG, lines, centre and the question."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.title(md(case.pseudonym), anchor=False, width="content")
        if case.synthetic:
            synthetic_mark()
        st.markdown(f"**{md(tumour_words(case))}**", width="content")
        st.markdown(md(patient_words(case, today)), width="content")
        if case.corrections:
            _corrections(case)
    st.markdown(f"**Question** {md(case.question)}")
    if case.conclusion is not None:
        st.markdown(f"**Conclusion** {md(conclusion_words(case))}")


def _corrections(case: CaseView) -> None:
    """What was corrected, for whoever wants to know; the strip itself shows what is in force."""
    place = st.popover("Corrected", key=wkey("corrections", case.case_id), on_change="rerun")
    if place.open:
        with place:
            st.caption(f"{md(counted(len(case.corrections), 'field'))} corrected, the last one first.")
            for one in case.corrections:
                st.text(correction_words(one))


def correction_words(one: CorrectionView) -> str:
    """What stood there before and after, who corrected it, when and why, in a line."""
    field = one.field if one.field.startswith(one.what) else f"{one.what}, {one.field}"
    change = f"{one.before or 'unknown'} \N{RIGHTWARDS ARROW} {one.after or 'unknown'}"
    return f"{field}: {change}. {one.recorded_by}, {day(one.recorded_at.date())}: {one.reason.rstrip('.')}."


def tumour_words(case: CaseView) -> str:
    """What the patient has, in a line."""
    stage = case.stage or "stage unknown"
    code = case.oncotree_code
    if case.registered_code:
        code += f", registered as {case.registered_code}"
    parts = [f"{case.tumour} ({code})", case.site, stage, case.histology]
    return ", ".join(part for part in parts if part)


def patient_words(case: CaseView, today: date) -> str:
    """Who she is to the board, in a line; what nobody said is said to be unknown."""
    ecog = "ECOG unknown" if case.ecog is None else f"ECOG {case.ecog}"
    if case.previous_lines is None:
        lines = "previous lines unknown"
    else:
        lines = counted(case.previous_lines, "previous line")
    if case.previous_lines_text:
        lines += f" ({case.previous_lines_text})"
    parts = [f"{case.sex}, {today.year - case.year_of_birth} years", ecog, lines, case.centre]
    if case.diagnosed_on is not None:
        parts.insert(1, f"diagnosed {day(case.diagnosed_on)}")
    return " \N{MIDDLE DOT} ".join(part for part in parts if part)


def conclusion_words(case: CaseView) -> str:
    """How the board concluded the case, in a sentence."""
    it = case.conclusion
    if it is None:
        return "Not concluded yet."
    what = "Actionable" if it.actionable else "Not actionable"
    told = [what if it.reason is None else f"{what}: {it.reason}", it.comment or ""]
    return " ".join(f"{part.rstrip('.')}." for part in told if part) + f" {day(it.concluded_on)}."
