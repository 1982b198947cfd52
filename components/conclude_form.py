"""The forms by which the board ends a case: concluded, and discussed at a meeting."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from components.forms import Form, OnAct, Values
from components.text import day, md
from domain.cases import Conclusion
from domain.refused import Refused
from domain.views.advice import CaseActs
from domain.views.choices import Choice

ACTIONABLE = (Choice("actionable", "Actionable"), Choice("not_actionable", "Not actionable"))
NO_MEETING = "no_meeting"


def conclude_form(form: Form, acts: CaseActs, reasons: Sequence[Choice], on_act: OnAct) -> None:
    """Draw whether the case is actionable, the reason where it is not, and a comment."""
    if acts.actionable is not None:
        before = "actionable" if acts.actionable else "not actionable"
        st.caption(
            md(f"Concluded as {before} on {day(acts.concluded_on)}. A new conclusion takes its place.")
        )
    chosen = form.pick("The case is", "actionable", ACTIONABLE)
    if chosen == "not_actionable":
        form.choice("Reason", "reason", reasons, placeholder="None chosen")
    form.area("Comment", "comment", rows=2)

    def build(values: Values) -> tuple[str, Conclusion]:
        if not values.get("actionable"):
            raise Refused("Choose whether the case is actionable; nothing was recorded.")
        reason, comment = values.get("reason"), values.text("comment")
        if reason == "other" and not comment:
            raise Refused("The reason 'other' needs a comment that says which; nothing was recorded.")
        return (acts.case_id, Conclusion(values["actionable"] == "actionable", reason, comment))

    form.button("Conclude case", build, on_act)


def discussed_form(
    form: Form,
    acts: CaseActs,
    today: date,
    make: Callable[[str, str | None, date], Any],
    on_act: OnAct,
) -> None:
    """Draw the meeting and the day; the latest agenda's meeting and its day stand there to begin with."""
    if acts.discussed_on is not None:
        st.caption(
            md(f"Discussed on {day(acts.discussed_on)} already. What is recorded now takes its place.")
        )
    planned = next((m for m in acts.meetings if m.on_agenda and m.held_on <= today), None)
    options = (
        *(
            Choice(m.meeting_id, day(m.held_on) + (f", {m.place}" if m.place else ""))
            for m in sorted(acts.meetings, key=lambda m: not m.on_agenda)
        ),
        Choice(NO_MEETING, "At no planned meeting"),
    )
    left, right = st.columns(2, gap="large")
    with left:
        form.choice(
            "Meeting", "meeting", options, planned.meeting_id if planned else None, placeholder="None chosen"
        )
    with right:
        form.day("Discussed on", "discussed_on", planned.held_on if planned else today)

    def build(values: Values) -> Any:
        meeting, discussed_on = values.get("meeting"), values.get("discussed_on")
        if not meeting or discussed_on is None:
            raise Refused(
                "Choose the meeting and the day at which the case was discussed; nothing was recorded."
            )
        return make(acts.case_id, None if meeting == NO_MEETING else meeting, discussed_on)

    form.button("Mark as discussed", build, on_act)
