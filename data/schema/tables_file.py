"""The one file that holds the tables: opened hardened, read through block by block, set aside."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

import queries
from data import schema

_NO_EXTENSIONS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
BROKEN = (
    "The tables of the store cannot be used just now (is the disk full?). What was recorded is kept in the "
    "journal; nothing new was recorded. Tell the administrator, and try again."
)
_LOST = ("invalidated", "connection already closed", "database has been closed")


class StoreHeld(Exception):
    """Another process owns the store."""


class StoreAhead(Exception):
    """The store knows acts that the journal does not: the journal was cut or exchanged."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a table holds, whatever the order of its rows."""

    rows: int
    digest: int
    """Sum of the hashes of all rows; comparable within one process."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How far tables follow the journal."""

    acts: int
    last_sequence: int
    last_event_id: str | None


@dataclass(frozen=True, slots=True)
class Opening:
    """What happened when the store was opened, for the administrator."""

    how: str
    """``opened``, ``caught_up``, ``made`` or ``rebuilt``."""
    events: int
    """How many events were projected."""
    why: str = ""
    kept_aside: str | None = None


def make_folders(home: Path) -> None:
    """The folders of an ``MTB_HOME``, for nobody else's eyes. Raises ``OSError``."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in ("bundles", "incoming", "inbox", "backup", "spill"):
        (home / name).mkdir(exist_ok=True, mode=0o700)


def connect(path: Path, home: Path) -> duckdb.DuckDBPyConnection:
    """Open the file hardened and locked: no extension, no file outside bundles, inbox and backup.

    Raises ``StoreHeld`` when another process owns it, and DuckDB's own errors where it is damaged.
    """
    try:
        connection = duckdb.connect(str(path), config=_NO_EXTENSIONS)
    except duckdb.IOException as error:
        # Not the word "lock" alone: a damaged file is told by its "block".
        if "could not set lock" in str(error).lower() or "conflicting lock" in str(error).lower():
            raise StoreHeld(
                "The store is held by another process of this application. Stop it, "
                "or lay the work into inbox/."
            ) from error
        raise
    folders = ", ".join(
        "'" + str(home / name).replace("'", "''") + "/'" for name in ("bundles", "inbox", "backup")
    )
    for statement in (
        "set threads = 2",
        "set memory_limit = '2GB'",
        "set temp_directory = '" + str(home / "spill").replace("'", "''") + "'",
        "set max_temp_directory_size = '4GB'",
        "set python_enable_replacements = false",
        "set allow_community_extensions = false",
        f"set allowed_directories = [{folders}]",
        "set enable_external_access = false",
        "set lock_configuration = true",
    ):
        connection.execute(statement)
    return connection


def contents(connection: duckdb.DuckDBPyConnection) -> dict[str, Content]:
    """What every table holds, by its name.

    This reads every block, and DuckDB compares each with its checksum: a flipped bit raises
    ``duckdb.Error`` here and not in the middle of a meeting.  Two million rows take some 70 ms.
    """
    tables = connection.execute(
        "select table_name, estimated_size from duckdb_tables() "
        "where schema_name = 'main' order by table_name"
    ).fetchall()
    # One statement: opening a store takes a sixth less time than with one for each of its tables. Of a table
    # that never had a row there is no block to be read, and half of them have none in a store that is new.
    each = [
        f"select '{name}', count(*), sum(hash(t)) from main.\"{name}\" as t" for name, size in tables if size
    ]
    rows = connection.execute(" union all ".join(each)).fetchall() if each else []
    found = {name: Content(int(count), int(hashed or 0)) for name, count, hashed in rows}
    return {name: found.get(name, Content(0, 0)) for name, _ in tables}


def extent(connection: duckdb.DuckDBPyConnection) -> Extent:
    """How many acts the tables know, and the last of them."""
    row = connection.execute(queries.load("projection/extent").sql).fetchone()
    return Extent(int(row[0]), int(row[1] or 0), row[2]) if row else Extent(0, 0, None)


def shape_is_current(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the tables were made with the schema as it stands now."""
    return schema.digest_in(connection) == schema.digest()


def make(path: Path, home: Path) -> duckdb.DuckDBPyConnection:
    """A new file with all tables, empty."""
    connection = connect(path, home)
    try:
        schema.create(connection)
    except BaseException:
        close(connection)
        raise
    return connection


def open_existing(
    path: Path, home: Path, head: int, event_id_of: Callable[[int], str | None]
) -> tuple[duckdb.DuckDBPyConnection | None, int, str]:
    """The open tables and their last sequence, or ``None`` and why they have to be made anew.

    ``head`` is the journal's last sequence, ``event_id_of`` gives its event's id at a sequence.  Every
    block is read.  Raises ``StoreHeld``, and ``StoreAhead`` when the tables know more than the journal.
    """
    if not path.exists():
        return None, 0, "There were no tables yet."
    try:
        connection = connect(path, home)
    except (duckdb.Error, OSError, RuntimeError) as error:
        return None, 0, f"The tables could not be opened ({type(error).__name__})."
    try:
        # Asked before the shape, which a new version of the program changes: a journal that was cut must
        # not be taken for the truth because of it.
        last, agrees = _agreement(extent(connection), head, event_id_of)
        contents(connection)
        if not shape_is_current(connection):
            reason = "The shape of the tables has changed."
        elif agrees:
            return connection, last, ""
        else:
            reason = "The tables disagree with the journal."
    except StoreAhead:
        connection.close()
        raise
    except (duckdb.Error, OSError, RuntimeError) as error:
        reason = f"The tables could not be read ({type(error).__name__})."
    close(connection)
    return None, 0, reason


def _agreement(known: Extent, head: int, event_id_of: Callable[[int], str | None]) -> tuple[int, bool]:
    """The tables' last sequence, and whether their events are the journal's first ones, gapless."""
    last = known.last_sequence
    if last > head:
        raise StoreAhead(
            f"The tables know {last} acts, the journal only {head}: the journal was cut or exchanged. "
            "Nothing was changed; bring the journal back from its backup."
        )
    if known.acts != last:
        return last, False
    return last, last == 0 or event_id_of(last) == known.last_event_id


def instance_is_lost(error: BaseException) -> bool:
    """Whether DuckDB gave the whole open file up, so that it has to be opened anew."""
    if isinstance(error, duckdb.FatalException | duckdb.InternalException):
        return True
    return isinstance(error, duckdb.Error) and any(word in str(error).lower() for word in _LOST)


def close(connection: duckdb.DuckDBPyConnection) -> None:
    """Close; what the last checkpoint could not write the journal holds."""
    with contextlib.suppress(duckdb.Error):
        connection.close()


def set_aside(path: Path) -> str:
    """Move tables (and their WAL) out of the way, kept for whoever wants to look; return the new name."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = path.with_name(f"store-{stamp}.aside")
    path.rename(aside)
    wal = path.with_name(path.name + ".wal")
    if wal.exists():
        wal.rename(path.with_name(f"store-{stamp}.aside.wal"))
    return aside.name


def remove(path: Path) -> None:
    """Remove a file of tables that nothing was acknowledged from, with its WAL."""
    for name in (path, path.with_name(path.name + ".wal")):
        name.unlink(missing_ok=True)
