"""What a button began is finished, whatever is pressed while it works."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import Server, ready

APP = """
import time

import streamlit as st
{first}

def slow():
    for _ in range(40):
        time.sleep(0.02)
        st.session_state["steps"] = st.session_state.get("steps", 0) + 1
    st.session_state["finished"] = st.session_state.get("finished", 0) + 1

st.button("Slow", on_click=slow)
st.button("Other")
st.text(f"finished {{st.session_state.get('finished', 0)}}, steps {{st.session_state.get('steps', 0)}}")
"""
OURS = "from session.callbacks import let_callbacks_finish\nlet_callbacks_finish()"


@pytest.fixture
def served(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    """A page whose button works for 0.8 seconds, touching the session's state all the while."""
    script = tmp_path / "slow.py"
    script.write_text(APP.format(first=request.param))
    server = Server(tmp_path / "home", script=str(script)).start()
    yield server
    server.stop()


def press_both(page: Page, server: Server) -> None:
    """Press the slow button, and the other one while it works."""
    page.goto(server.url)
    ready(page)
    page.get_by_role("button", name="Slow").click()
    page.wait_for_timeout(300)
    page.get_by_role("button", name="Other").click()
    ready(page, 1_500)


@pytest.mark.parametrize("served", [OURS], indirect=True)
def test_a_callback_is_finished_though_another_button_is_pressed(served: Server, page: Page) -> None:
    press_both(page, served)
    expect(page.get_by_text("finished 1, steps 40")).to_be_visible()


@pytest.mark.parametrize("served", [""], indirect=True)
def test_streamlit_by_itself_cuts_it_short(served: Server, page: Page) -> None:
    press_both(page, served)
    expect(page.get_by_text("finished 0")).to_be_visible()
