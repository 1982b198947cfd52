"""A home with its folders, and watchers of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.ingest.watching import Watcher
from tests.data.ingest.arriving import MakeWatcher


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("incoming", "inbox"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def watching(home: Path) -> Iterator[MakeWatcher]:
    """Makes watchers of two laboratories that count a run as arrived at once; ends them."""
    made: list[Watcher] = []

    def make(still: float = 0.0, seconds: float = 60.0, recorded: dict[str, str] | None = None) -> Watcher:
        runs = {} if recorded is None else recorded
        made.append(Watcher(home, lambda: ("lab-a", "lab-b"), runs.get, still, seconds))
        return made[-1]

    yield make
    for one in made:
        one.stop()
