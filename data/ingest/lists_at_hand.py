"""The clinical lists that users are mapping just now, kept in memory and never on the disk.

A list may hold names under headings that nobody foresaw, so nothing of it is kept anywhere until its rows
are recorded: after a restart it is brought again, and what was said of its columns is found in the draft.
"""

import tempfile
import threading
from collections import OrderedDict
from pathlib import Path

from data.ingest.list_sheets import read_lists
from domain.brought_list import BroughtList

_MOST_KEPT = 8
_held: OrderedDict[str, tuple[BroughtList, ...]] = OrderedDict()
_lock = threading.Lock()


def read_uploaded(name: str, body: bytes) -> tuple[BroughtList, ...]:
    """The lists of an uploaded file, which lies on the disk only while it is read. Raises ``Refused``."""
    with tempfile.NamedTemporaryFile(prefix="mtb-list-") as file:
        file.write(body)
        file.flush()
        return read_lists(Path(file.name), name)


def hold(user_id: str, lists: tuple[BroughtList, ...]) -> None:
    """Keep a user's lists until she has recorded them or puts them away; earlier ones are let go."""
    with _lock:
        _held[user_id] = lists
        _held.move_to_end(user_id)
        while len(_held) > _MOST_KEPT:
            _held.popitem(last=False)


def held(user_id: str) -> tuple[BroughtList, ...]:
    """The lists that a user has at hand, the best first; empty when there is none."""
    with _lock:
        return _held.get(user_id, ())


def let_go(user_id: str) -> None:
    """Forget a user's lists."""
    with _lock:
        _held.pop(user_id, None)
