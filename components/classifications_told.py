"""What is said of the findings that are chosen, in full: a cell of their table would cut it."""

from collections.abc import Sequence

import streamlit as st

from components.text import counted, md
from domain.views.findings import Classified, FindingRow

MOST = 6
"""So many findings are told of; the others are counted."""


def classifications_told(chosen: Sequence[FindingRow]) -> None:
    """Draw every classification in force of the chosen findings, with its comment; nothing where none is."""
    said = [row for row in chosen if row.classifications]
    for row in said[:MOST]:
        words = "; ".join(map(_words, row.classifications))
        st.markdown(f"**{md(row.label)}** {md(words)}")
    if len(said) > MOST:
        rest = counted(len(said) - MOST, "more finding")
        st.caption(md(f"{rest} classified; choose fewer to read what is said of them."))


def _words(one: Classified) -> str:
    return (
        f"{one.words}, \N{LEFT DOUBLE QUOTATION MARK}{one.comment}\N{RIGHT DOUBLE QUOTATION MARK}"
        if one.comment
        else one.words
    )
