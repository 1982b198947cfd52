"""What the button of the form of a new case does. Functions only: ``open_case.py`` calls them."""

from typing import Any

import streamlit as st

from components.keys import wkey
from components.open_case_value import OpenedCase
from data.read.meeting import agenda_with
from data.record.cases import record_case
from data.record.meetings import record_agenda
from domain.refused import Refused
from session import Here
from session.here import say


def last_opened(here: Here) -> str | None:
    """The case that this user opened last in this session."""
    found: str | None = st.session_state.get(_key(here))
    return found


def opening(here: Here) -> Any:
    """Opens the case, then puts it on the agenda that was chosen: two acts, the first stands by itself."""

    def record(store: Any, actor: Any, value: OpenedCase, seen_version: int, token: str) -> Any:
        event = record_case(store, actor, value.opening, seen_version, token)
        st.session_state[_key(here)] = event.subject_id
        if value.meeting_id is not None:
            try:
                with here.reading() as reader:
                    version, items = agenda_with(reader, value.meeting_id, event.subject_id)
                record_agenda(store, actor, (value.meeting_id, items), version, f"{token}.agenda")
            except Refused:
                say(
                    "refused",
                    "The case was opened, but somebody changed the agenda at that moment, so it is not on "
                    "it. Put it there under Plan meetings.",
                )
        return event

    return here.act(record, "The case was opened. Its link stands below.")


def _key(here: Here) -> str:
    return wkey("opened_case", here.actor.user_id)
