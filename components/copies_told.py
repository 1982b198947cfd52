"""Which changes of its gene a chosen finding shares a copy with, as the reads of its file say."""

from collections.abc import Sequence

import streamlit as st

from components.classifications_told import MOST
from components.text import md
from domain.phase import Copies, copies_of
from domain.views.findings import FindingRow

_SAID = {Copies.SAME: "on one copy with {}", Copies.DIFFERENT: "on another copy than {}"}


def copies_told(chosen: Sequence[FindingRow], rows: Sequence[FindingRow]) -> None:
    """Draw what is known of the copies of the chosen findings; nothing where no phase tells it."""
    for row in [one for one in chosen if one.phase is not None][:MOST]:
        if said := _said(row, rows):
            st.markdown(f"**{md(row.label)}** {md(said)}")


def _said(row: FindingRow, rows: Sequence[FindingRow]) -> str:
    others = [one for one in rows if one.gene == row.gene and one.label != row.label and not one.part_of_mnv]
    told = []
    for copies, words in _SAID.items():
        labels = [one.label for one in others if copies_of(row.phase, one.phase) is copies]
        if labels:
            told.append(words.format(", ".join(dict.fromkeys(labels))))
    return f"lies {' and '.join(told)}, as the phase in its file says." if told else ""
