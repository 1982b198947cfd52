"""No two subjects at one place: what the browser has of one is emptied before another is drawn."""

from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from components.one_case import PLACES


def _page() -> None:
    import streamlit as st

    from components.one_case import one_case

    subject = st.session_state["subject"]
    with one_case(subject, "chair"):
        st.text(f"header of {subject}")
        st.text(f"table of {subject}")
    st.text("below")


def _shown(app: AppTest, subject: str) -> dict[int, list[str]]:
    """What stands at each place after a run about a subject."""
    app.session_state["subject"] = subject
    app.run()
    places: dict[int, Any] = app.main.children
    assert places[PLACES].value == "below"
    return {
        place: [one.value for one in places[place].children.values()]
        for place in range(PLACES)
        if places[place].type != "empty"
    }


@settings(max_examples=10, deadline=None)
@given(some.lists(some.sampled_from("ABC"), min_size=2, max_size=12))
def test_another_subject_is_drawn_at_another_place_and_the_same_one_where_it_stood(asked: list[str]) -> None:
    app = AppTest.from_function(_page)
    shown = [_shown(app, subject) for subject in asked]
    for subject, at in zip(asked, shown, strict=True):
        assert list(at.values()) == [[f"header of {subject}", f"table of {subject}"]]
    for (one, there), (other, then) in pairwise(zip(asked, shown, strict=True)):
        assert (list(there) == list(then)) == (one == other)


def test_a_place_is_used_again_only_after_all_the_others() -> None:
    app = AppTest.from_function(_page)
    used = [next(iter(_shown(app, f"case {number}"))) for number in range(PLACES + 1)]
    assert sorted(used[:PLACES]) == list(range(PLACES))
    assert used[PLACES] == used[0]
