"""Puts off Python's garbage collection while many small values are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_waiting = 0
_was_on = False


@contextmanager
def not_collecting() -> Iterator[None]:
    """No garbage is collected meanwhile; several threads may be in here at once.

    Calls and rows are small values without cycles: walking over all of them again and again while they
    are made costs up to a third of the time.
    """
    global _waiting, _was_on
    with _lock:
        if _waiting == 0:
            _was_on = gc.isenabled()
            gc.disable()
        _waiting += 1
    try:
        yield
    finally:
        with _lock:
            _waiting -= 1
            if _waiting == 0 and _was_on:
                gc.enable()
