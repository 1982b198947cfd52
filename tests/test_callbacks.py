"""A request that carries a click is not ended before the click's callback: the newer request has it not."""

from collections.abc import Iterator

import pytest
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState

from session.callbacks import let_callbacks_finish


class Newer(Exception):
    """What looking for a newer request raises, where there is one."""


@pytest.fixture
def as_streamlit_is() -> Iterator[None]:
    """Afterwards Streamlit is as it was."""
    before = SafeSessionState.on_script_will_rerun
    yield
    SafeSessionState.on_script_will_rerun = before  # type: ignore[method-assign]


def looked() -> None:
    """There is a newer request."""
    raise Newer


@pytest.mark.usefixtures("as_streamlit_is")
def test_a_newer_request_is_not_looked_for_before_the_callbacks() -> None:
    state = SafeSessionState(SessionState(), looked)
    with pytest.raises(Newer):
        state.on_script_will_rerun(None)
    let_callbacks_finish()
    state.on_script_will_rerun(None)
    with pytest.raises(Newer):
        state["after"] = "the callbacks a newer request is looked for again"
