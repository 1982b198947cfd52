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


def rows_of_every_table(store: Store) -> dict[str, int]:
    """How many rows each table has: no row is ever changed or taken away, so these tell whether one came."""
    cursor = store._connection.cursor()
    names = cursor.execute("select table_name from duckdb_tables() where schema_name = 'main'").fetchall()
    counts = [f"select '{name}', count(*) from main.{name}" for (name,) in names]
    return dict(cursor.execute(" union all ".join(counts)).fetchall())


@pytest.fixture(scope="session")
def made_board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    """A board made once; its store is closed and is copied for every test."""
    board = new_board(tmp_path_factory.mktemp("board") / "home", calls=4)
    board.store.close()
    assert rebuild(board.store.home, PROJECTIONS).differences == ()
    return board


@pytest.fixture
def board(made_board: Board, tmp_path: Path) -> Iterator[Board]:
    home = tmp_path / "home"
    shutil.copytree(made_board.store.home, home)
    made = replace(made_board, store=open_store(home, PROJECTIONS))
    acts, rows = made.store.sequence, rows_of_every_table(made.store)
    yield made
    acted, left = made.store.sequence != acts, rows_of_every_table(made.store)
    made.store.close()
    if acted:
        assert rebuild(home, PROJECTIONS).differences == ()
    else:
        # The journal is the made board's, whose rebuild was compared: what was refused must have left no row.
        assert left == rows


@pytest.fixture
def store(board: Board) -> Store:
    return board.store
