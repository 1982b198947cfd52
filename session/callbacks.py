"""A callback is finished before anything else a person does is looked at."""

from typing import Any

from streamlit.runtime.state.safe_session_state import SafeSessionState

_ATTRIBUTE = "_yield_callback"


def _go_on() -> None:
    """Nothing is looked at in between."""


def let_callbacks_finish() -> None:
    """Have what a person does next wait until the callbacks of what she did before have run.

    Streamlit looks for a newer request at every access to the session's state, and what it finds ends a
    callback there and then: of an act whose button was pressed, the next click cut off what came after it,
    up to the act itself (seen; ``tests/browser/test_callbacks.py``).  It looks before the first of them too:
    what ends the request there takes the click with it, as the newer one knows nothing of it.  The newer one
    is honoured right after the callbacks: Streamlit looks for it there by itself.  ``runner.fastReruns`` must
    be off: with it a second thread would begin while the first still records.
    """
    before = SafeSessionState.on_script_will_rerun
    if getattr(before, "finishes", False):
        return

    def on_script_will_rerun(self: SafeSessionState, *args: Any, **named: Any) -> None:
        looks = getattr(self, _ATTRIBUTE)
        object.__setattr__(self, _ATTRIBUTE, _go_on)
        try:
            before(self, *args, **named)
        finally:
            object.__setattr__(self, _ATTRIBUTE, looks)

    vars(on_script_will_rerun)["finishes"] = True
    SafeSessionState.on_script_will_rerun = on_script_will_rerun  # type: ignore[method-assign]
