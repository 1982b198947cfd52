"""The store: damaged, cut, held or full, it comes back with everything that was acknowledged."""

import atexit
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable
from functools import cache
from pathlib import Path

import duckdb
import pytest

from data.journal import JournalDamaged
from data.rebuild import rebuild
from data.record import PROJECTIONS
from data.schema import tables_file
from data.store import JournalUnreadable, Reach, Store, StoreAhead, StoreHeld, open_store
from tests.builders import Board, new_board, new_store

Contents = dict[str, tables_file.Content]


def contents(store: Store) -> Contents:
    return tables_file.contents(store._connection)


@cache
def _made_once() -> tuple[Path, Contents, int]:
    home = Path(tempfile.mkdtemp()) / "home"
    atexit.register(shutil.rmtree, home.parent, ignore_errors=True)
    board = new_board(home, 30)
    held, sequence = contents(board.store), board.store.sequence
    board.store.close()
    return home, held, sequence


def closed_board(home: Path) -> tuple[Contents, int]:
    """A full board, closed in good order; what its tables held and its last act."""
    made, held, sequence = _made_once()
    shutil.copytree(made, home, dirs_exist_ok=True)
    return held, sequence


def reopened(home: Path) -> Store:
    return open_store(home, PROJECTIONS)


def test_a_store_that_was_closed_opens_as_it_was(tmp_path: Path) -> None:
    held, sequence = closed_board(tmp_path)
    store = reopened(tmp_path)
    assert (store.opening.how, store.opening.events, store.sequence) == ("opened", 0, sequence)
    assert contents(store) == held
    store.close()


def test_an_empty_home_makes_an_empty_store(tmp_path: Path) -> None:
    store = reopened(tmp_path / "new")
    assert (store.opening.how, store.sequence) == ("made", 0)
    store.close()


def flipped(path: Path, seed: int) -> None:
    """Flip one bit of what the file's blocks hold, past its headers."""
    body = bytearray(path.read_bytes())
    place = random.Random(seed).randrange(12_288, len(body))
    body[place] ^= 1 << (seed % 8)
    path.write_bytes(bytes(body))


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_bit_is_found_at_start_or_does_no_harm(tmp_path: Path, seed: int) -> None:
    held, sequence = closed_board(tmp_path)
    flipped(tmp_path / "store.duckdb", seed)
    store = reopened(tmp_path)
    assert (contents(store), store.sequence) == (held, sequence)
    if store.opening.how != "opened":
        assert store.opening.how == "rebuilt"
        assert store.opening.kept_aside is not None
        assert (tmp_path / store.opening.kept_aside).exists()
    store.close()


def test_a_bit_flipped_in_the_rows_of_a_table_is_found_at_start(tmp_path: Path) -> None:
    held, _ = closed_board(tmp_path)
    body = (tmp_path / "store.duckdb").read_bytes()
    place = body.index(b"Which targeted options are there")
    (tmp_path / "store.duckdb").write_bytes(body[:place] + b"w" + body[place + 1 :])
    store = reopened(tmp_path)
    assert store.opening.how == "rebuilt"
    assert "could not be" in store.opening.why
    assert contents(store) == held
    store.close()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _garbage(path: Path) -> None:
    path.write_bytes(b"nothing that DuckDB wrote" * 4000)


@pytest.mark.parametrize(
    "damage",
    [_cut, _garbage, lambda path: path.write_bytes(b""), Path.unlink],
    ids=["cut", "garbage", "zero_length", "deleted"],
)
def test_tables_that_are_damaged_as_a_whole_are_made_anew(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    held, sequence = closed_board(tmp_path)
    damage(tmp_path / "store.duckdb")
    store = reopened(tmp_path)
    assert (store.opening.how, store.opening.events) == ("rebuilt", sequence)
    assert contents(store) == held
    store.close()


@cache
def _killed_once() -> Path:
    """Another process registers twenty people and dies without closing anything."""
    script = """
        import os, sys
        from pathlib import Path
        from data.journal import new_id
        from data.record import people
        from data.record.act import SYSTEM
        from domain.people import Person
        from tests.builders import new_store
        store = new_store(Path(sys.argv[1]))
        for number in range(20):
            people.record_person(store, SYSTEM, Person(f"user-{number}", "Somebody"), 0, new_id())
        os._exit(9)
    """
    home = Path(tempfile.mkdtemp()) / "home"
    atexit.register(shutil.rmtree, home.parent, ignore_errors=True)
    command = [sys.executable, "-c", textwrap.dedent(script), str(home)]
    assert subprocess.run(command, check=False, timeout=120).returncode == 9
    return home


def killed(home: Path) -> None:
    """What that process left, all its files as they lay."""
    shutil.copytree(_killed_once(), home, dirs_exist_ok=True)


def persons(store: Store) -> int:
    statement = "select count(*) from main.person where user_id like 'user-%'"
    return int(store._connection.execute(statement).fetchall()[0][0])


def test_a_wal_that_is_gone_is_caught_up_from_the_journal(tmp_path: Path) -> None:
    killed(tmp_path)
    wal = tmp_path / "store.duckdb.wal"
    assert wal.exists()
    wal.unlink()
    store = reopened(tmp_path)
    assert store.opening.how in ("caught_up", "rebuilt")
    assert store.sequence == store.journal.head()[0]
    assert persons(store) == 20
    store.close()


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_wal_that_is_cut_loses_nothing(tmp_path: Path, part: float) -> None:
    killed(tmp_path)
    wal = tmp_path / "store.duckdb.wal"
    wal.write_bytes(wal.read_bytes()[: int(wal.stat().st_size * part)])
    store = reopened(tmp_path)
    assert store.sequence == store.journal.head()[0]
    assert persons(store) == 20
    store.close()


@pytest.mark.parametrize("seed", range(4))
def test_noise_in_the_wal_loses_nothing(tmp_path: Path, seed: int) -> None:
    killed(tmp_path)
    wal = tmp_path / "store.duckdb.wal"
    body = bytearray(wal.read_bytes())
    place = random.Random(seed).randrange(100, len(body) - 200)
    body[place : place + 64] = random.Random(seed).randbytes(64)
    wal.write_bytes(bytes(body))
    store = reopened(tmp_path)
    assert store.sequence == store.journal.head()[0]
    assert persons(store) == 20
    store.close()
    again = rebuild(tmp_path, PROJECTIONS)
    assert again.differences == ()


def tampered(home: Path, statement: str) -> None:
    connection = sqlite3.connect(home / "journal.sqlite")
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_changed_journal_is_named_at_its_event_and_nothing_starts(tmp_path: Path) -> None:
    closed_board(tmp_path)
    before = (tmp_path / "store.duckdb").read_bytes()
    tampered(tmp_path, "update event set actor_id = 'somebody' where sequence = 7")
    with pytest.raises(JournalDamaged, match=r"Event 7: it was changed.*backup"):
        reopened(tmp_path)
    assert (tmp_path / "store.duckdb").read_bytes() == before


def test_a_cut_journal_is_told_by_the_tables_that_know_more(tmp_path: Path) -> None:
    _, sequence = closed_board(tmp_path)
    tampered(tmp_path, f"delete from event where sequence = {sequence}")
    tampered(tmp_path, f"delete from payload where sequence = {sequence}")
    with pytest.raises(StoreAhead, match=rf"know {sequence} acts, the journal only {sequence - 1}"):
        reopened(tmp_path)
    # Refusing must not have made tables from the cut journal.
    with pytest.raises(StoreAhead):
        reopened(tmp_path)


def test_a_cut_journal_is_told_even_when_the_shape_of_the_tables_changed(tmp_path: Path) -> None:
    _, sequence = closed_board(tmp_path)
    tampered(tmp_path, f"delete from event where sequence = {sequence}")
    tampered(tmp_path, f"delete from payload where sequence = {sequence}")
    other_shape(tmp_path)
    with pytest.raises(StoreAhead):
        reopened(tmp_path)


@pytest.mark.parametrize("content", [None, b"", b"no journal at all" * 1000])
def test_a_journal_that_is_gone_or_no_journal_stops_the_start(tmp_path: Path, content: bytes | None) -> None:
    closed_board(tmp_path)
    if content is None:
        (tmp_path / "journal.sqlite").unlink()
    else:
        (tmp_path / "journal.sqlite").write_bytes(content)
    with pytest.raises((StoreAhead, JournalDamaged)):
        reopened(tmp_path)


def other_shape(home: Path) -> None:
    connection = duckdb.connect(str(home / "store.duckdb"))
    connection.execute("update main.made_with set schema_digest = 'of an earlier version'")
    connection.close()


def test_tables_of_another_shape_are_made_anew(tmp_path: Path) -> None:
    held, _ = closed_board(tmp_path)
    other_shape(tmp_path)
    store = reopened(tmp_path)
    assert (store.opening.how, store.opening.why) == ("rebuilt", "The shape of the tables has changed.")
    assert contents(store) == held
    store.close()


def test_tables_with_a_gap_are_made_anew(tmp_path: Path) -> None:
    held, _ = closed_board(tmp_path)
    connection = duckdb.connect(str(tmp_path / "store.duckdb"))
    connection.execute("delete from main.event where sequence = 5")
    connection.close()
    store = reopened(tmp_path)
    assert (store.opening.how, store.opening.why) == ("rebuilt", "The tables disagree with the journal.")
    assert contents(store) == held
    store.close()


def test_a_second_process_is_told_that_the_store_is_held(tmp_path: Path) -> None:
    board = new_board(tmp_path)
    script = (
        "import sys; from pathlib import Path; from data.record import PROJECTIONS\n"
        "from data.store import *\n"
        "try: open_store(Path(sys.argv[1]), PROJECTIONS)\n"
        "except StoreHeld as held: print(held); sys.exit(2)"
    )
    second = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert second.returncode == 2, second.stderr
    assert "held by another process" in second.stdout
    board.store.close()


def test_a_missing_bundle_stops_a_rebuild_with_its_event_and_keeps_the_old_tables(tmp_path: Path) -> None:
    closed_board(tmp_path)
    next((tmp_path / "bundles").glob("*.parquet")).unlink()
    with pytest.raises(JournalUnreadable, match=r"run_accepted.*bundle"):
        rebuild(tmp_path, PROJECTIONS)
    store = reopened(tmp_path)
    assert store.opening.how == "opened"
    store.close()


def test_an_act_of_a_later_version_stops_the_start_with_one_sentence(tmp_path: Path) -> None:
    closed_board(tmp_path)
    (tmp_path / "store.duckdb").unlink()
    older = {key: value for key, value in PROJECTIONS.items() if key[0] != "recommendation_recorded"}
    with pytest.raises(JournalUnreadable, match="start the version that recorded it"):
        open_store(tmp_path, older)
    store = reopened(tmp_path)
    assert store.sequence == store.journal.head()[0]
    store.close()


def test_a_rebuild_says_which_table_differed_and_keeps_the_old_one(tmp_path: Path) -> None:
    held, _ = closed_board(tmp_path)
    connection = duckdb.connect(str(tmp_path / "store.duckdb"))
    connection.execute("update main.board_case set question = 'Another one?' where ecog = 1")
    connection.close()
    made = rebuild(tmp_path, PROJECTIONS)
    assert [difference.split(":")[0] for difference in made.differences] == ["board_case"]
    assert made.kept_aside is not None
    store = reopened(tmp_path)
    assert (store.opening.how, contents(store)) == ("opened", held)
    store.close()


def test_a_rebuild_is_refused_while_the_store_is_held(tmp_path: Path) -> None:
    closed_board(tmp_path)
    script = (
        "import sys; from pathlib import Path; from data.record import PROJECTIONS\n"
        "from data.store import open_store\n"
        "store = open_store(Path(sys.argv[1]), PROJECTIONS); print('open', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    with pytest.raises(StoreHeld):
        rebuild(tmp_path, PROJECTIONS)
    holder.communicate("", timeout=30)


def test_no_file_of_the_store_is_open_to_others(tmp_path: Path) -> None:
    closed_board(tmp_path)
    open_to_others = [p.name for p in tmp_path.rglob("*") if p.stat().st_mode & 0o077]
    assert open_to_others == []


def test_a_cursor_reaches_no_file_and_changes_no_setting(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    with store.reading(Reach(user_id="chair", every_centre=True)) as reader:
        for statement in (
            f"select * from read_csv('{secret}')",
            "set enable_external_access = true",
            "attach 'other.duckdb'",
            "insert into main.centre values ('x', 'x', 1)",
        ):
            with pytest.raises(duckdb.Error):
                reader._cursor.execute(statement)
    store.close()


def test_the_payloads_are_plain_json_that_any_language_reads(tmp_path: Path) -> None:
    board: Board = new_board(tmp_path)
    board.store.close()
    connection = sqlite3.connect(tmp_path / "journal.sqlite")
    for (body,) in connection.execute("select body from payload"):
        assert isinstance(json.loads(body), dict)
    connection.close()
