"""The one open store of this process: a module-level singleton, which no client can clear."""

import atexit
import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path

from data import inbox
from data.ingest.watching import Watcher
from data.read.choices import laboratory_choices
from data.record import PROJECTIONS
from data.store import Progress, Reach, Store, open_store

log = logging.getLogger("mtb")

_LOOK_SECONDS = 1.0
_PATIENCE_SECONDS = 10.0
_NOBODY = Reach(user_id="system")
"""Sees no patient; the names of laboratories are for everybody."""

_lock = threading.Lock()
_store: Store | None = None
_stop_watching: Callable[[], None] | None = None
_watcher: Watcher | None = None


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
    """An orderly stop: the folders first, then the store."""
    global _store, _stop_watching, _watcher
    with _lock:
        if _watcher is not None:
            _watcher.stop()
            _watcher = None
        if _stop_watching is not None:
            _stop_watching()
            _stop_watching = None
        if _store is not None:
            _store.close()
            _store = None


def the_watcher() -> Watcher:
    """What watches ``incoming/``; it looks when it is asked until ``watch_inbox`` has given it a thread."""
    global _watcher
    store = the_store()

    def laboratories() -> list[str]:
        with store.reading(_NOBODY) as reader:
            return [one.code for one in laboratory_choices(reader)]

    def run_of(token: str) -> str | None:
        event = store.journal.by_token(token)
        return None if event is None else event.subject_id

    with _lock:
        if _watcher is None:
            _watcher = Watcher(store.home, laboratories, run_of)
        return _watcher


def watch_inbox() -> None:
    """Start the threads that stand between the folders and the store while this process owns it.

    One records what commands lay into ``inbox/``, the other has read what laboratories drop into
    ``incoming/``.
    """
    global _stop_watching
    store, watcher = the_store(), the_watcher()
    stopped = threading.Event()
    thread = threading.Thread(target=_watch, args=(store, stopped), name="inbox", daemon=True)

    def stop() -> None:
        stopped.set()
        thread.join(_PATIENCE_SECONDS)

    with _lock:
        if _stop_watching is None:
            _stop_watching = stop
            thread.start()
            watcher.start()


def _watch(store: Store, stopped: threading.Event) -> None:
    while not stopped.wait(_LOOK_SECONDS):
        try:
            inbox.record_waiting(store)
        except Exception:  # the next look may succeed; the thread must outlive a full disk
            log.exception("The inbox could not be read")
