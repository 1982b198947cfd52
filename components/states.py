"""Empty, failed and waiting: designed states with one sentence and one next act (DESIGN 8)."""

import streamlit as st

from components.text import md


def nothing_here(sentence: str, next_act: str | None = None) -> None:
    """An empty state: what is not there, and what to do."""
    st.info(md(sentence if next_act is None else f"{sentence} {next_act}"), icon=None)


def not_found(what: str) -> None:
    """The same words whether the thing does not exist or is not this person's to see."""
    st.warning(
        md(f"There is no such {what} for you. Check the link, or go back to your list."),
        icon=":material/search_off:",
    )


def synthetic_mark() -> None:
    """Says that what is shown belongs to nobody (law 11)."""
    st.badge("Synthetic", color="orange", help="Made by the demo generator; this is no patient.")
