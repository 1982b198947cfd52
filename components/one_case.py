"""One patient on the screen at a time, also in the blink between two."""

import streamlit as st

from components.keys import wkey

# Streamlit draws a run's elements as they come and leaves the last run's standing until it ends: for a
# frame or two, B's header stood over A's tables (seen). What is left of another case is hidden at once.
_HIDE_WHAT_IS_LEFT = (
    '<style>[data-testid="stElementContainer"][data-stale="true"] { visibility: hidden; }</style>'
)


def one_case(case_id: str, user_id: str) -> None:
    """Draw before anything of a case: hides what stands on the screen of another one."""
    slot = st.empty()
    key = wkey("case_on_screen", user_id)
    if st.session_state.get(key) != case_id:
        st.session_state[key] = case_id
        slot.html(_HIDE_WHAT_IS_LEFT)
