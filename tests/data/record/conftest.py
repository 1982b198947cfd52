"""A full board for tests of acts; after acts of each shape, the journal alone must give the same tables."""

import shutil
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from data.rebuild import rebuild
from data.record import PROJECTIONS
from data.schema import tables_file
from data.store import TABLES, Store, open_store
from tests.builders import Board, new_board

_LONGEST_CODE = 30


def rows_of_every_table(store: Store) -> dict[str, int]:
    """How many rows each table has: no row is ever changed or taken away, so these tell whether one came."""
    cursor = store._connection.cursor()
    names = cursor.execute("select table_name from duckdb_tables() where schema_name = 'main'").fetchall()
    counts = [f"select '{name}', count(*) from main.{name}" for (name,) in names]
    return dict(cursor.execute(" union all ".join(counts)).fetchall())


def shape(value: object) -> Hashable:
    """What a projection may tell apart: the names of fields, the kinds of values, and codes as they are."""
    if isinstance(value, Mapping):
        return tuple(sorted((key, shape(one)) for key, one in value.items()))
    if isinstance(value, list | tuple):
        return frozenset(shape(one) for one in value)
    if isinstance(value, str) and len(value) <= _LONGEST_CODE and value.isidentifier():
        return value
    return type(value).__name__


@pytest.fixture(scope="session")
def rebuilt() -> set[Hashable]:
    """The shapes of acts that were compared already: a second time takes long and tells no more."""
    return set()


def as_the_journal_says(home: Path, before: Path) -> tuple[int, dict[str, tables_file.Content]]:
    """How many acts the tables of ``before`` did not know, and what they hold after these.

    The acts before are the made board's, whose rebuild was compared: beginning there takes a third of the
    time of making all tables anew.
    """
    (home / TABLES).unlink()
    shutil.copy(before / TABLES, home / TABLES)
    again = open_store(home, PROJECTIONS)
    told = again.opening.events, tables_file.contents(again._connection)
    assert (again.opening.how, again.opening.why) == ("caught_up", "")
    again.close()
    return told


@pytest.fixture(scope="session")
def made_board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    """A board made once; its store is closed and is copied for every test."""
    board = new_board(tmp_path_factory.mktemp("board") / "home", calls=4)
    board.store.close()
    assert rebuild(board.store.home, PROJECTIONS).differences == ()
    return board


@pytest.fixture(scope="session")
def standing() -> Iterator[list[Board]]:
    """The open copy of the board that nothing was recorded on yet: a test that is refused leaves it so."""
    kept: list[Board] = []
    yield kept
    for one in kept:
        one.store.close()


@pytest.fixture
def board(
    made_board: Board, tmp_path_factory: pytest.TempPathFactory, rebuilt: set[Hashable], standing: list[Board]
) -> Iterator[Board]:
    if standing:
        made = standing.pop()
    else:
        home = tmp_path_factory.mktemp("standing") / "home"
        shutil.copytree(made_board.store.home, home)
        made = replace(made_board, store=open_store(home, PROJECTIONS))
    acts, rows = made.store.sequence, rows_of_every_table(made.store)
    yield made
    if made.store.sequence == acts:
        # The journal is the made board's, whose rebuild was compared: what was refused must have left no row.
        assert rows_of_every_table(made.store) == rows
        standing.append(made)
        return
    shapes = tuple((event.verb, shape(event.payload)) for event in made.store.journal.events(acts))
    held = tables_file.contents(made.store._connection) if shapes not in rebuilt else {}
    made.store.close()
    if shapes not in rebuilt:
        assert as_the_journal_says(made.store.home, made_board.store.home) == (len(shapes), held)
        rebuilt.add(shapes)
    shutil.rmtree(made.store.home)


@pytest.fixture
def store(board: Board) -> Store:
    return board.store
