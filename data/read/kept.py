"""What was read and is kept for a while: bounded, and named by who may read it and as of which act."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Kept(Generic[T]):
    """The last ``most`` values by key. A key carries the store's opening, its last act and the reach.

    Values are shared between sessions and therefore never changed.
    """

    most: int
    _values: OrderedDict[Hashable, T] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: Hashable, read: Callable[[], T]) -> T:
        """The value under that key, read anew where it is not kept; what raises is not kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = read()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self.most:
                self._values.popitem(last=False)
        return value
