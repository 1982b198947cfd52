"""Bringing a panel list: read at once, its rows told, recorded when it is named and accepted."""

from functools import partial
from pathlib import Path

import streamlit as st

from components.file_at_hand import FileAtHand
from components.forms import form_from
from components.keys import wkey
from components.panel_lists import load_form, problems_shown, reading_summary
from components.text import md
from components.uploader import TABLES, template_button, uploader
from data.ingest.panels import read_panels
from data.record.panels import record_panel_list
from domain.panels import PanelReading
from session import Here
from session.here import say

_UPLOADING = "panel_upload"
TEMPLATE = Path(__file__).parents[2] / "docs" / "guide" / "panel_template.tsv"
MOST_MIB = 20
"""What one list may hold: a list of 20,000 rows has some 3."""


def loading(here: Here) -> None:
    """Draw the uploader, then what the file holds and the form that loads it."""
    user = here.actor.user_id
    at_hand, refuse = FileAtHand("panel", user, read_panels), partial(say, "refused")
    uploader(
        "A list in the template's columns (CSV, TSV, Excel)",
        wkey("panel_file", user, here.token(_UPLOADING)),
        at_hand.taking(refuse), partial(here.renew, _UPLOADING), refuse, types=TABLES, most_mib=MOST_MIB,
        help="What was read comes first; nothing is loaded before you say so.",
    )  # fmt: skip
    template_button(TEMPLATE, wkey("panel_template", user))
    if at_hand.held is not None:
        _report(here, *at_hand.held, at_hand)


def _report(here: Here, name: str, reading: PanelReading, at_hand: FileAtHand[PanelReading]) -> None:
    """What the file holds; what could not be taken is told and waits for nothing."""
    if not reading.rows:
        told = reading.problems[0].sentence if reading.problems else f"{name} holds no row."
        st.error(md(told), icon=None)
    reading_summary(name, reading)
    if reading.rows:
        form = form_from(here, "load_panel", reading.sha256, 0)
        record = here.act(record_panel_list, "The panel list is loaded; it is not in force yet.")
        load_form(form, reading, at_hand.loading(record))
        problems_shown(reading, reading.sha256)
    at_hand.put_away_button(here.actor.user_id)
