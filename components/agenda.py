"""A meeting's facts and its agenda, as the chair reads them and as the coordinator plans them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import streamlit as st

from components.states import nothing_here, synthetic_mark
from components.text import DASH, counted, day, md
from domain.lacking import Lacking
from domain.quality import Outcome
from domain.views.meeting import AgendaCase, MeetingView, WaitingCase, told_apart

CASE_PAGE = "pages/meeting/case.py"

WIDTHS = (0.3, 2, 2.2, 1.7, 3.6, 2.2, 2.2)
TITLES = ("", "Patient", "Tumour", "Centre", "Question", "Profile", "Board")


def meeting_names(meetings: Sequence[MeetingView], today: date) -> dict[str, str]:
    """How each meeting stands in a list, by its id: date, where, whether it is past.

    Nothing that an act on its agenda changes: Streamlit knows a chosen entry by these words.
    """
    where = told_apart(meetings)

    def when(meeting: MeetingView) -> str:
        if meeting.held_on == today:
            return "today"
        return "past" if meeting.held_on < today else "coming"

    return {one.meeting_id: f"{where[one.meeting_id]} ({when(one)})" for one in meetings}


def meeting_facts(meeting: MeetingView) -> None:
    """The meeting's chair, place, attendance, and how many of its cases were discussed."""
    facts = {
        "Chair": meeting.chair_name or "not named yet",
        "Place": meeting.place or "not named yet",
        "Attendance": ", ".join(meeting.attendance) or "nobody named yet",
        "Discussed": f"{meeting.discussed} of {counted(meeting.cases, 'case')}",
    }
    for column, (name, fact) in zip(st.columns((1.2, 1.2, 3, 1.2)), facts.items(), strict=True):
        column.caption(md(name))
        column.markdown(md(fact))


def agenda_table(cases: Sequence[AgendaCase], narrowed: Lacking | None = None) -> None:
    """The cases in the order of the agenda; each pseudonym opens its case.

    ``narrowed`` keeps those that lack this of their profile, each with its place on the whole agenda.
    """
    for column, title in zip(st.columns(WIDTHS), TITLES, strict=True):
        column.caption(md(title))
    for place, case in enumerate(cases, start=1):
        if narrowed and case.lacking is not narrowed:
            continue
        number, patient, tumour, centre, question, profile, board = st.columns(
            WIDTHS, vertical_alignment="top"
        )
        number.markdown(md(place))
        with patient:
            case_link(case)
        with tumour, st.container(gap="xsmall"):
            st.markdown(md(case.tumour))
            st.caption(md(case.stage or "Stage unknown"))
        centre.markdown(md(case.centre))
        question.markdown(md(case.question))
        with profile, st.container(gap="xsmall"):
            _profile(case)
        with board, st.container(gap="xsmall"):
            _board(case)


def case_link(case: AgendaCase | WaitingCase) -> None:
    """The pseudonym, which opens the case; synthetic is said beside it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.page_link(
            CASE_PAGE, label=f"**{md(case.pseudonym)}**", icon=":material/arrow_forward:", width="content",
            query_params={"case": case.case_id},
        )  # fmt: skip
        if case.synthetic:
            synthetic_mark()


def _profile(case: AgendaCase) -> None:
    """What the newest profile came to, or what is missing."""
    if case.missing is not None:
        icon = ":material/error:" if case.outcome is Outcome.FAILED else ":material/hourglass_empty:"
        st.badge(md(case.missing), icon=icon, color="red" if case.outcome is Outcome.FAILED else "orange")
        if case.outcome_reason:
            st.caption(md(case.outcome_reason))
        return
    st.markdown(md(case.outcome.value.capitalize() if case.outcome else DASH))
    told = f"Reported {day(case.reported_on)}" if case.reported_on else "Not reported yet"
    st.caption(md(f"{told}. {case.outcome_reason or ''}".strip()))


def _board(case: AgendaCase) -> None:
    """How far the board has come with the case."""
    st.markdown(md(f"Discussed {day(case.discussed_on)}" if case.discussed_on else "Not discussed yet"))
    concluded = {True: "Actionable", False: "Not actionable", None: "Not concluded"}[case.actionable]
    st.caption(md(f"{concluded}, {counted(case.recommendations, 'recommendation')}"))


Draw = Callable[[str], None]
"""Draws a button into the row of the case with that id."""


def agenda_plan(cases: Sequence[AgendaCase], buttons: Mapping[str, Draw]) -> None:
    """The agenda as it is planned: each case with the buttons that move it and take it off."""
    if not cases:
        nothing_here("No case is on this agenda.", "Put the cases that wait on it below.")
        return
    for place, case in enumerate(cases, start=1):
        number, patient, tumour, question, *rest = st.columns(
            (0.3, 2, 2.4, 4, *(1 for _ in buttons)), vertical_alignment="center"
        )
        number.markdown(md(place))
        with patient:
            case_link(case)
        tumour.markdown(md(case.tumour))
        question.markdown(md(case.question))
        for column, draw in zip(rest, buttons.values(), strict=True):
            with column:
                draw(case.case_id)


def waiting_cases(cases: Sequence[WaitingCase], today: date, draw: Draw) -> None:
    """The cases that wait, the longest first, each with the button that puts it on the agenda."""
    if not cases:
        nothing_here("No case waits: every one was discussed or is on a coming agenda.")
        return
    for case in cases:
        patient, tumour, question, since, put = st.columns((2, 2.4, 4, 1.3, 1.6), vertical_alignment="center")
        with patient:
            case_link(case)
        tumour.markdown(md(f"{case.tumour}, {case.centre}"))
        question.markdown(md(case.question))
        waited = (today - case.opened_on).days
        since.caption(md(f"Since {counted(waited, 'day')}" if waited else "Since today"))
        with put:
            draw(case.case_id)
