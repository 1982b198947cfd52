"""Long lists by the page: what to read is known before anything is drawn."""

import streamlit as st

from components.keys import wkey


def _key(name: str, about: str) -> str:
    return wkey(f"{name}_page", about)


def rows_to_skip(name: str, about: str, per_page: int) -> int:
    """How many rows lie before the page that was chosen; ``about`` names whose list and which filter."""
    chosen = st.session_state.get(_key(name, about))
    return (chosen - 1) * per_page if isinstance(chosen, int) else 0


def back_to_first(name: str, about: str) -> int:
    """The list became shorter than the page that was chosen: begin at its start again."""
    st.session_state[_key(name, about)] = 1
    return 0


def page_numbers(name: str, about: str, total: int, per_page: int) -> None:
    """Draw the page numbers; nothing for a list of one page."""
    count = -(-total // per_page)
    if count > 1:
        st.pagination(count, key=_key(name, about))
