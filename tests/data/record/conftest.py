"""A full board for tests of acts; after each, a rebuild from the journal must give the same tables."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from data.rebuild import rebuild
from data.record import PROJECTIONS
from data.store import Store, open_store
from tests.builders import Board, new_board


@pytest.fixture(scope="session")
def made_board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    """A board made once; its store is closed and is copied for every test."""
    board = new_board(tmp_path_factory.mktemp("board") / "home", calls=4)
    board.store.close()
    return board


@pytest.fixture
def board(made_board: Board, tmp_path: Path) -> Iterator[Board]:
    home = tmp_path / "home"
    shutil.copytree(made_board.store.home, home)
    made = replace(made_board, store=open_store(home, PROJECTIONS))
    yield made
    made.store.close()
    assert rebuild(home, PROJECTIONS).differences == ()


@pytest.fixture
def store(board: Board) -> Store:
    return board.store
