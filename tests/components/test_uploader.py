"""Tests of components.uploader: what is uploaded is taken once, and nothing beyond the limit that is said."""

from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from components.uploader import least_of


def page() -> None:
    import streamlit as st

    from components.uploader import uploader

    def take(files: object) -> None:
        st.session_state.setdefault("names", []).append([one.name for one in files])  # type: ignore[attr-defined]

    def refuse(sentence: str) -> None:
        st.session_state.setdefault("refused", []).append(sentence)

    # The field keeps its key, as one does whose page was cut short before it was drawn anew.
    uploader("Files", "field", take, lambda: None, refuse, many=True, most_mib=1)


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


def test_the_label_and_streamlits_own_line_say_the_same_limit() -> None:
    (field,) = AppTest.from_function(page).run().file_uploader
    assert field.label == "Files, 1 MB each at most"
    assert field.proto.max_upload_size_mb == 1


def test_a_file_of_the_limit_is_taken_and_one_byte_more_is_refused_with_a_sentence() -> None:
    at = AppTest.from_function(page).run()
    at.file_uploader[0].upload("most.tsv", bytes(1 << 20), "text/plain").run()
    assert at.session_state["names"] == [["most.tsv"]]
    assert "refused" not in at.session_state
    at.file_uploader[0].upload("more.tsv", bytes((1 << 20) + 1), "text/plain").run()
    assert at.session_state["names"] == [["most.tsv"]]
    (told,) = at.session_state["refused"]
    assert told.startswith("more.tsv was not taken: one file may hold at most 1 MB here.")


@given(st.none() | st.integers(1, 999), st.integers(1, 999))
def test_the_limit_that_holds_is_never_more_than_the_server_takes(own: int | None, server: int) -> None:
    held = least_of(own, server)
    assert held <= server
    assert held in {own, server}
