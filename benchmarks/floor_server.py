"""Serves the floor as ``server.py`` serves the board: the same kind of app, with its memory frozen."""

import asyncio.base_events
import gc
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st


def _send_at_once(connection: socket.socket) -> None:
    """Streamlit's socket names no protocol, and asyncio then leaves Nagle's wait of 40 ms on (measured)."""
    if connection.family in {socket.AF_INET, socket.AF_INET6}:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Import what the floor draws with, then freeze it."""
    import plotly.graph_objects  # noqa: F401 (warm-up)
    import pyarrow.parquet  # noqa: F401 (warm-up)

    gc.collect()
    gc.freeze()
    yield


vars(asyncio.base_events)["_set_nodelay"] = _send_at_once
app = st.App(Path(__file__).with_name("floor_page.py"), lifespan=lifespan)
