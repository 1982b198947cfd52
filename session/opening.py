"""The one open store of this process: a module-level singleton, which no client can clear."""

import atexit
import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path

from data import inbox
from data.record import PROJECTIONS
from data.store import Progress, Store, open_store

log = logging.getLogger("mtb")

_LOOK_SECONDS = 1.0
_PATIENCE_SECONDS = 10.0
_lock = threading.Lock()
_store: Store | None = None
_stop_watching: Callable[[], None] | None = None


def home() -> Path:
    """Where the journal, the store and the bundles lie: ``MTB_HOME``, by default ``./.mtb``."""
    return Path(os.environ.get("MTB_HOME") or ".mtb").resolve()


def the_store(progress: Progress | None = None) -> Store:
    """The open store, opened on first use.

    Raises ``data.store.StoreHeld``, ``StoreAhead`` or ``data.journal.JournalDamaged`` with the
    sentence for the person who starts the app.
    """
    global _store
    with _lock:
        if _store is None:
            _store = open_store(home(), PROJECTIONS, progress)
            atexit.register(close)
        return _store


def close() -> None:
    """An orderly stop: the inbox first, then the store."""
    global _store, _stop_watching
    with _lock:
        if _stop_watching is not None:
            _stop_watching()
            _stop_watching = None
        if _store is not None:
            _store.close()
            _store = None


def watch_inbox() -> None:
    """Start the thread that records what commands lay into ``inbox/`` while this process owns the store."""
    global _stop_watching
    store = the_store()
    stopped = threading.Event()
    thread = threading.Thread(target=_watch, args=(store, stopped), name="inbox", daemon=True)

    def stop() -> None:
        stopped.set()
        thread.join(_PATIENCE_SECONDS)

    with _lock:
        if _stop_watching is None:
            _stop_watching = stop
            thread.start()


def _watch(store: Store, stopped: threading.Event) -> None:
    while not stopped.wait(_LOOK_SECONDS):
        try:
            inbox.record_waiting(store)
        except Exception:  # the next look may succeed; the thread must outlive a full disk
            log.exception("The inbox could not be read")
