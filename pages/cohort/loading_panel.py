"""Bringing a panel list: read at once, its rows told, recorded when it is named and accepted."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from components.forms import form_from
from components.keys import wkey
from components.panel_lists import load_form, problems_shown, reading_summary
from components.text import md
from components.uploader import TABLES, uploader
from data.ingest.panels import read_panels
from data.record.panels import record_panel_list
from domain.panels import PanelReading
from session import Here
from session.here import say

_UPLOADING = "panel_upload"
_MOST_MIB = 20


def loading(here: Here) -> None:
    """Draw the uploader, then what the file holds and the form that loads it."""
    user = here.actor.user_id
    key, at_hand = wkey("panel_file", user, here.token(_UPLOADING)), wkey("panel_read", user)

    def take(files: Sequence[UploadedFile]) -> None:
        file = files[0]
        try:
            st.session_state[at_hand] = (file.name, read_panels(file, file.name))
        except OSError as error:
            say("refused", f"The file could not be read ({error.strerror}); nothing was kept. Try again.")

    uploader(
        "A list in the template's columns (CSV, TSV, Excel)", key, take, partial(here.renew, _UPLOADING),
        types=TABLES, most_mib=_MOST_MIB,
        help="What was read comes first; nothing is loaded before you say so.",
    )  # fmt: skip
    held: tuple[str, PanelReading] | None = st.session_state.get(at_hand)
    if held is not None:
        _report(here, *held, at_hand)


def _report(here: Here, name: str, reading: PanelReading, at_hand: str) -> None:
    """What the file holds; what could not be taken is told and waits for nothing."""

    def put_away() -> None:
        st.session_state.pop(at_hand, None)

    if not reading.rows:
        told = reading.problems[0].sentence if reading.problems else f"{name} holds no row."
        st.error(md(told), icon=None)
    reading_summary(name, reading)
    if reading.rows:
        form = form_from(here, "load_panel", reading.sha256, 0)
        record = here.act(record_panel_list, "The panel list is loaded; it is not in force yet.")

        def load(build: Callable[[], Any], version: int, token: str) -> bool:
            done = record(build, version, token)
            if done:
                put_away()
            return done

        load_form(form, reading, load)
        problems_shown(reading, reading.sha256)
    st.button("Put this file away", key=wkey("put_away_panel", here.actor.user_id), on_click=put_away)
