"""The one open store of this process: a module-level singleton, which no client can clear."""

import atexit
import os
import threading
from pathlib import Path

from data.record import PROJECTIONS
from data.store import Progress, Store, open_store

_lock = threading.Lock()
_store: Store | None = None


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
    """An orderly stop."""
    global _store
    with _lock:
        if _store is not None:
            _store.close()
            _store = None


def watch_inbox() -> None:
    """Start the thread that records what commands lay into ``inbox/`` while this process owns the store."""
