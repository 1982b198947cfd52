"""What keeps a whole file from being read, told in one sentence: for files that a person brings to a page."""

from collections.abc import Iterator
from contextlib import contextmanager

from data.ingest.opening import Unreadable
from domain.refused import Refused


@contextmanager
def told_when_unreadable(name: str) -> Iterator[None]:
    """Raise ``Refused`` with one sentence that begins with the file's name where it cannot be read."""
    try:
        yield
    except Unreadable as bad:
        raise Refused(
            f"{name} was not read: it is {bad.seen}, expected {bad.expected}. Nothing was recorded."
        ) from bad
    except OSError as error:
        raise Refused(
            f"{name} could not be opened ({error.strerror}): nothing was read. Check who may read it."
        ) from error
