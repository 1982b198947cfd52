"""The served app: identity in front of every request, sign-in, warm-up, orderly stop."""

import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from data.journal import JournalDamaged
from data.store import StoreAhead, StoreHeld
from session import opening, warm
from session.callbacks import let_callbacks_finish
from session.identity import Identity, refuse_to_start
from session.sign_in import routes

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
log = logging.getLogger("mtb")


def _stop(sentence: str) -> None:
    """End the start with one sentence and no traceback."""
    print(sentence, file=sys.stderr, flush=True)
    os._exit(2)


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Open the store before the first request, and close it after the last."""
    if sentence := refuse_to_start():
        _stop(sentence)
    try:
        store = opening.the_store()
    except (StoreHeld, StoreAhead, JournalDamaged) as error:
        _stop(str(error))
    if store.opening.how in ("rebuilt", "caught_up"):
        log.warning(
            "The tables were %s: %s events. %s", store.opening.how, store.opening.events, store.opening.why
        )
    opening.watch_inbox()
    _warm_up()
    yield
    opening.close()


def _warm_up() -> None:
    """Import what the pages import, then freeze it: Streamlit collects garbage after every run.

    Measured: 17.6 to 80 reruns a second.
    """
    import plotly.graph_objects  # noqa: F401 (warm-up)
    import pyarrow.parquet  # noqa: F401 (warm-up)

    # Until a session has run app.py, Streamlit resolves addresses by the folder pages/ and knows none of
    # ours: the first visitor by a link would read "Page not found".
    PagesManager.uses_pages_directory = False
    warm.freeze_memory()


warm.send_messages_at_once()
let_callbacks_finish()
app = st.App(
    Path(__file__).with_name("app.py"), lifespan=lifespan, routes=routes(), middleware=[Middleware(Identity)]
)

if __name__ == "__main__":
    app.run()
