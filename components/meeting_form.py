"""The form of a meeting: date, chair, place, attendance."""

from collections.abc import Sequence

import streamlit as st

from components.forms import Form, OnAct, Values
from domain.meetings import Meeting
from domain.refused import Refused
from domain.views.choices import Choice
from domain.views.meeting import MeetingView


def meeting_form(
    form: Form, meeting: MeetingView | None, chairs: Sequence[Choice], names: Sequence[str], on_act: OnAct
) -> None:
    """Draw the fields, filled with the meeting as it is planned; ``None`` for a new one."""
    when, chair, place = st.columns((1, 1.5, 2))
    with when:
        form.day("Date", "held_on", meeting.held_on if meeting else None)
    with chair:
        form.choice(
            "Chair", "chair", chairs, meeting.chair_id if meeting else None, placeholder="Not named yet"
        )
    with place:
        form.text("Place", "place", (meeting.place or "") if meeting else "")
    present = list(meeting.attendance) if meeting else []
    known = dict.fromkeys([*names, *present, *(form.draft.get("attendance") or ())])
    form.choices(
        "Attendance", "attendance", [Choice(name, name) for name in known], present, accept_new_options=True,
        placeholder="Names of those expected or present; guests are typed in",
    )  # fmt: skip

    def build(values: Values) -> tuple[str | None, Meeting]:
        if values.get("held_on") is None:
            raise Refused("A meeting needs its date; nothing was recorded.")
        planned = Meeting(
            values["held_on"],
            values.get("chair"),
            values.text("place"),
            tuple(values.get("attendance") or ()),
        )
        return (meeting.meeting_id if meeting else None, planned)

    form.button("Change meeting" if meeting else "Plan meeting", build, on_act)
