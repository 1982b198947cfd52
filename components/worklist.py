"""What waits for the physician, and her patients: rows with real links, read from top to bottom."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from components.text import DASH, counted, day, days, md
from domain.lacking import Lacking
from domain.views.follow_up import PatientRow, Shown, Waiting, WaitingList

ANSWER_PAGE = "pages/follow_up/answer.py"
CASE_PAGE = "pages/meeting/case.py"
PER_PAGE = 20
WAITING_PER_PAGE = 10
_WAITING_COLUMNS = (1.3, 2.0, 1.7, 3.6, 2.2, 1.5)
_PATIENT_COLUMNS = (1.3, 2.6, 1.9, 1.4, 5.1)


def since(count: int) -> str:
    """``since 12 days``, ``since today``."""
    return "since today" if count <= 0 else f"since {days(count)}"


def waiting_sentence(row: Waiting) -> str:
    """How it stands with one answer, as a sentence."""
    if row.deferred:
        put_off = f"Deferred on {day(row.deferred_on)}" if row.deferred_on else "Deferred"
        return f"{put_off}, open {since(row.days)}"
    return f"Waiting {since(row.days)}"


def state_sentence(row: PatientRow, today: date | None = None) -> str:
    """Where a patient stands on the way through the board, as a sentence."""
    if row.waiting and row.waiting_since:
        waited = since(((today or date.today()) - row.waiting_since).days)
        if row.waiting == 1:
            return f"A recommendation waits for an answer {waited}"
        return f"{row.waiting} recommendations wait for an answer, the longest {waited}"
    if row.next_meeting_on:
        without = f", {row.lacking.label.lower()}" if row.lacking else ""
        return f"On the agenda of {day(row.next_meeting_on)}{without}"
    if row.recommended:
        return "All recommendations are answered"
    if row.concluded_actionable is False:
        return "Concluded as not actionable"
    if row.last_board_on:
        return "Discussed, no recommendation yet"
    if row.lacking is Lacking.RESULTS:
        return "Profile failed, not on an agenda yet"
    if row.profiled:
        return "Profiled, not on an agenda yet"
    return "Waiting for a profile" if row.case_id else "No case yet"


def waiting_list(listed: WaitingList, may_answer: bool) -> None:
    """The recommendations that wait; each leads to its answer (who may answer) and to its case."""
    st.caption(md(f"{len(listed.rows):,} shown of {listed.of:,}, the longest waiting first"))
    titles = ("Patient", "Tumour", "Centre", "Recommendation", "State", "")
    _header(titles if may_answer else titles[:-1], _WAITING_COLUMNS[: 6 if may_answer else 5])
    for row in listed.rows:
        columns = st.columns(_WAITING_COLUMNS[: 6 if may_answer else 5], vertical_alignment="center")
        with columns[0]:
            _case_link(row.whose.pseudonym, row.case_id)
        columns[1].text(row.whose.tumour)
        columns[2].text(row.whose.centre)
        columns[3].text(row.advice)
        columns[4].text(waiting_sentence(row), help=f"{row.days} days" if row.days >= 90 else None)
        if may_answer:
            with columns[5]:
                answer_link(row)


def answer_link(row: Waiting, label: str = "Answer") -> None:
    """The link to the answer of one recommendation."""
    st.page_link(
        ANSWER_PAGE,
        label=md(label),
        icon=":material/edit_note:",
        query_params={"recommendation": row.recommendation_id},
    )


def closest_first(found: Shown) -> str:
    """How the patients found are sorted, and what to do where not all of them are shown."""
    if len(found.rows) >= found.of:
        return "the closest name first"
    return "the closest name first; type more of the pseudonym to narrow it"


def patient_list(listed: Shown, order: str) -> None:
    """Patients with their state; ``order`` says how they are sorted, and what else there is to say."""
    st.caption(md(f"{len(listed.rows):,} shown of {counted(listed.of, 'patient')}, {order}"))
    _header(("Patient", "Tumour", "Centre", "Last board", "State"), _PATIENT_COLUMNS)
    for row in listed.rows:
        columns = st.columns(_PATIENT_COLUMNS, vertical_alignment="center")
        with columns[0]:
            if row.case_id:
                _case_link(row.whose.pseudonym, row.case_id)
            else:
                st.text(row.whose.pseudonym)
        columns[1].text(row.whose.tumour or DASH)
        columns[2].text(row.whose.centre)
        columns[3].text(day(row.last_board_on) if row.last_board_on else "Not discussed yet")
        columns[4].text(state_sentence(row))


def _case_link(pseudonym: str, case_id: str) -> None:
    st.page_link(
        CASE_PAGE,
        label=md(pseudonym),
        icon=":material/chevron_right:",
        icon_position="right",
        query_params={"case": case_id},
    )


def _header(titles: Sequence[str], widths: Sequence[float]) -> None:
    for column, title in zip(st.columns(widths), titles, strict=True):
        column.caption(md(title))
