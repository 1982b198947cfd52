"""The filter that the coordinator chases with: cases without a profile, and those whose profile failed."""

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from components.keys import wkey
from domain.lacking import Lacking


def lacking_chosen(where: str, about: str) -> Lacking | None:
    """What a list is narrowed to, known before anything is drawn; ``about`` is whose list it is."""
    kept = st.session_state.get(wkey(f"{where}_lacking", about))
    return Lacking(kept) if kept else None


def lacking_filter(where: str, about: str, width: int | Literal["stretch"] = 240) -> None:
    """Draw the filter; an empty one narrows nothing.

    How many there are stands beside it: Streamlit knows a chosen entry by its words, and numbers change.
    """
    st.selectbox(
        "Profile", [one.value for one in Lacking], index=None, placeholder="With and without",
        key=wkey(f"{where}_lacking", about), format_func=lambda state: Lacking(state).label, width=width,
    )  # fmt: skip


def lacking_words(counts: Mapping[Lacking, int]) -> str:
    """How many lack what: ``No profile yet: 17. Profile failed: 5.``"""
    return " ".join(f"{state.label}: {counts[state]:,}." for state in Lacking)
