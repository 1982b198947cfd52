"""One patient on the screen at a time, also in the blink between two."""

from typing import Any

import streamlit as st

from components.keys import wkey

PLACES = 8
"""A place is used again after so many subjects, when what stood there was emptied by all runs between."""


# Streamlit leaves a run's elements standing until the next run has ended, and a container takes over
# whatever stood at its place: B's header stood over A's tables (seen). Hiding the leftovers does not do:
# Streamlit's text is ``visibility: visible`` by itself, in a hidden container too, and nothing is marked as
# left over between a run that was cut short and the next. So the next subject is drawn at another place, and
# every run empties the other places before it draws: whatever part has reached the browser is of one subject.
# A session that begins does not know where the one before it drew in the same tab (the server was restarted,
# or the tab slept for longer than a session lives): a block of another kind takes the place first, from which
# no container takes anything over.
def one_case(subject_id: str, user_id: str) -> Any:
    """The container to draw all of a case in, or all of another subject that a page shows one at a time.

    The same subject keeps its place, so that a rerun keeps the focus and what was typed.
    """
    key = wkey("place_on_screen", user_id)
    begins = key not in st.session_state
    last_id, place = st.session_state.get(key, (subject_id, 0))
    if last_id != subject_id:
        place = (place + 1) % PLACES
    st.session_state[key] = (subject_id, place)
    places = [st.empty() if begins or one != place else st.container() for one in range(PLACES)]
    return _taken(places[place]) if begins else places[place]


def _taken(place: Any) -> Any:
    """A container at a place of which nothing that stood there is left."""
    # An emptying before a container is not sent at all: what is queued for one place is sent as one.
    place.expander("")
    return place.container()
