"""Tests of components.uploader: what is uploaded is taken once."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from components.uploader import uploader

    def take(files: object) -> None:
        st.session_state.setdefault("names", []).append([one.name for one in files])  # type: ignore[attr-defined]

    # The field keeps its key, as one does whose page was cut short before it was drawn anew.
    uploader("Files", "field", take, lambda: None, many=True)


def test_a_file_that_was_taken_is_not_taken_again_with_the_next_one() -> None:
    at = AppTest.from_function(page).run()
    first, second = ("one.tsv", b"1", "text/plain"), ("two.tsv", b"2", "text/plain")
    at.file_uploader[0].upload(*first).run()
    assert not at.exception
    at.file_uploader[0].upload(*second).run()
    assert not at.exception
    assert at.session_state["names"] == [["one.tsv"], ["two.tsv"]]


def test_a_field_that_is_emptied_takes_nothing() -> None:
    at = AppTest.from_function(page).run()
    at.file_uploader[0].upload("one.tsv", b"1", "text/plain").run()
    at.file_uploader[0].set_value([]).run()
    assert not at.exception
    assert at.session_state["names"] == [["one.tsv"]]
