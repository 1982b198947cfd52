"""The store: DuckDB's tables, made from the journal and thrown away when in doubt (DESIGN 4-7).

One process owns the file.  Every read gets a fresh cursor that carries the reader's reach as
variables; the views of schema ``seen`` keep to them.  Every act is appended to the journal and
projected under one lock.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

import queries
from data import schema
from data.desk import Desk
from data.journal import Draft, Event, Journal, new_id

Project = Callable[["Writer", Event], None]
Progress = Callable[[int, int], None]


class StoreHeld(Exception):
    """Another process owns the store."""


class StoreAhead(Exception):
    """The store knows acts that the journal does not: the journal was cut or exchanged."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What a cursor may reach; the empty reach sees no row of any patient."""

    user_id: str | None = None
    every_centre: bool = False
    centres: tuple[str, ...] = ()
    laboratories: tuple[str, ...] = ()
    board: bool = False
    every_cohort: bool = False
    cohort_centres: tuple[str, ...] = ()
    cohort_laboratories: tuple[str, ...] = ()
    meetings: bool = False
    every_run: bool = False
    audit: bool = False


@dataclass(slots=True)
class Reader:
    """One consistent look at the store, for one thread and one page."""

    _cursor: duckdb.DuckDBPyConnection

    def rows(self, name: str, /, **values: Any) -> list[dict[str, Any]]:
        """The rows of a query, each as a dictionary of its columns."""
        result = self._cursor.execute(queries.load(name).sql, values)
        columns = [column[0] for column in result.description]
        return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]

    def row(self, name: str, /, **values: Any) -> dict[str, Any] | None:
        """The first row of a query, ``None`` when there is none."""
        found = self.rows(name, **values)
        return found[0] if found else None

    def frame(self, name: str, /, **values: Any) -> pd.DataFrame:
        """The rows of a query as a data frame, for tables of many rows."""
        return self._cursor.execute(queries.load(name).sql, values).df()


@dataclass(slots=True)
class Writer:
    """What a projection may do: run the statements under ``queries/projection``."""

    _cursor: duckdb.DuckDBPyConnection
    bundles: Path

    def add(self, name: str, /, **values: Any) -> None:
        """Insert one row."""
        self._cursor.execute(queries.load(f"projection/{name}").sql, values)

    def add_many(self, name: str, rows: list[dict[str, Any]]) -> None:
        """Insert many rows with the same columns."""
        if rows:
            self._cursor.executemany(queries.load(f"projection/{name}").sql, rows)

    def rows(self, name: str, /, **values: Any) -> list[tuple[Any, ...]]:
        """What a statement under ``queries/projection`` gives."""
        return self._cursor.execute(queries.load(f"projection/{name}").sql, values).fetchall()

    def bundle(self, sha256: str) -> str:
        """Where the bundle of that hash lies. Raises ``FileNotFoundError`` when it is gone."""
        path = self.bundles / f"{sha256}.parquet"
        if not path.is_file():
            raise FileNotFoundError(f"The bundle {sha256} is missing from the bundles folder.")
        return str(path)


@dataclass(frozen=True, slots=True)
class Opening:
    """What happened when the store was opened, for the administrator."""

    how: str
    """``opened``, ``caught_up``, ``made`` or ``rebuilt``."""
    events: int
    """How many events were projected."""
    why: str = ""
    kept_aside: str | None = None


@dataclass(slots=True)
class Store:
    """Journal, desk and tables of one ``MTB_HOME``. Make it with ``open_store``."""

    home: Path
    journal: Journal
    desk: Desk
    projections: Mapping[tuple[str, int], Project]
    opening: Opening
    _connection: duckdb.DuckDBPyConnection
    opened: str = field(default_factory=new_id)
    """Names this opening of the store, for keys of caches."""
    _writing: threading.RLock = field(default_factory=threading.RLock)
    _sequence: int = 0
    _profile_sequence: int = 0

    @property
    def sequence(self) -> int:
        """The last act the tables know: the version of the data, for keys of caches."""
        return self._sequence

    @property
    def profile_sequence(self) -> int:
        """The last act that brought profiles in: the version of a cohort's counts."""
        return self._profile_sequence

    @contextmanager
    def reading(self, reach: Reach) -> Iterator[Reader]:
        """One consistent, read-only look with the reach of an actor, on a cursor of its own."""
        cursor = self._connection.cursor()
        try:
            _bind(cursor, reach)
            cursor.execute("begin transaction read only")
            yield Reader(cursor)
        finally:
            cursor.close()

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the writer's lock, so that what was checked still holds when it is recorded."""
        with self._writing:
            yield

    def append(self, draft: Draft) -> tuple[Event, bool]:
        """Record one act: journal and tables, under one lock; return the event and whether it is new.

        The tables are prepared before the journal commits, so that an act which cannot be projected
        is never acknowledged; they commit after it, so that what they show has been acknowledged.

        Raises ``data.journal.VersionTaken`` when the subject changed since the draft's version.
        """
        with self._writing:
            cursor = self._connection.cursor()
            try:
                cursor.execute("begin transaction")
                event, new = self.journal.append(draft, lambda e: self._project(cursor, e))
                cursor.execute("commit" if new else "rollback")
            finally:
                cursor.close()
            if new:
                self._note(event)
        return event, new

    def _note(self, event: Event) -> None:
        self._sequence = event.sequence
        if event.verb in _PROFILE_VERBS:
            self._profile_sequence = event.sequence

    def _project(self, cursor: duckdb.DuckDBPyConnection, event: Event) -> None:
        writer = Writer(cursor, self.home / "bundles")
        project = self.projections.get((event.verb, event.verb_version))
        if project is None:
            raise LookupError(f"No projection is known for {event.verb!r} version {event.verb_version}.")
        if event.payload is not None:
            project(writer, event)
        writer.add(
            "event",
            sequence=event.sequence,
            event_id=event.event_id,
            verb=event.verb,
            verb_version=event.verb_version,
            subject_kind=event.subject_kind,
            subject_id=event.subject_id,
            subject_version=event.subject_version,
            actor_id=event.actor_id,
            role=event.role,
            on_behalf_of=event.on_behalf_of,
            recorded_at=event.recorded_at,
            reason=(event.payload or {}).get("audit_reason"),
        )

    def catch_up(self, progress: Progress | None = None) -> int:
        """Project every event the tables do not know yet, in one transaction; return how many."""
        with self._writing:
            last, _ = self.journal.head()
            done = 0
            cursor = self._connection.cursor()
            try:
                cursor.execute("begin transaction")
                for event in self.journal.events(after=self._sequence):
                    self._project(cursor, event)
                    self._note(event)
                    done += 1
                    if progress is not None:
                        progress(event.sequence, last)
                cursor.execute("commit")
            finally:
                cursor.close()
        return done

    def close(self) -> None:
        """An orderly stop: wait for the writer, then close all files."""
        with self._writing:
            self._connection.close()
            self.journal.close()
            self.desk.close()


_PROFILE_VERBS = ("run_accepted", "cohort_loaded")

_NO_EXTENSIONS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def _bind(cursor: duckdb.DuckDBPyConnection, reach: Reach) -> None:
    """Set the variables the views read; what is not set sees nothing."""
    parts: list[str] = []
    values: dict[str, Any] = {}
    if reach.user_id is not None:
        values["user_id"] = reach.user_id
    if reach.every_centre or reach.every_cohort:
        every = [row[0] for row in cursor.execute(queries.load("projection/every_centre").sql).fetchall()]
        if reach.every_centre:
            values["centres"] = every
        if reach.every_cohort:
            values["cohort_centres"] = every
    for name in ("centres", "laboratories", "cohort_centres", "cohort_laboratories"):
        if held := getattr(reach, name):
            values[name] = list(held)
    for name in ("board", "meetings", "every_run", "audit"):
        if getattr(reach, name):
            values[name] = True
    parts.extend(f"set variable {name} = ${name}" for name in values)
    for statement, (name, value) in zip(parts, values.items(), strict=True):
        cursor.execute(statement, {name: value})


def _connect(path: Path, home: Path) -> duckdb.DuckDBPyConnection:
    """Open the file hardened and locked: no extension, no file outside bundles, inbox and backup."""
    try:
        connection = duckdb.connect(str(path), config=_NO_EXTENSIONS)
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise StoreHeld(
                "The store is held by another process of this application. Stop it, or lay the work into inbox/."
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


def open_store(
    home: Path, projections: Mapping[tuple[str, int], Project], progress: Progress | None = None
) -> Store:
    """Open ``MTB_HOME``: catch the tables up with the journal, or make them anew from it.

    Tables that cannot be opened, that were made with another schema or that disagree with the
    journal are kept aside and made anew; ``Store.opening`` says so.

    Raises ``StoreHeld`` when another process owns the store, ``data.journal.JournalDamaged`` when
    the journal cannot be opened and ``StoreAhead`` when it ends before the tables do.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in ("bundles", "incoming", "inbox", "backup", "spill"):
        (home / name).mkdir(exist_ok=True, mode=0o700)
    journal, desk = Journal(home / "journal.sqlite"), Desk(home / "desk.sqlite")
    path = home / "store.duckdb"
    existed = path.exists()
    connection, last, why = _try_open(path, home, journal)
    kept: str | None = None
    if connection is None:
        kept = _set_aside(path) if existed else None
        connection, last = _connect(path, home), 0
        schema.create(connection)
    store = Store(home, journal, desk, projections, Opening("opened", 0), connection)
    store._sequence = last
    row = connection.execute(queries.load("projection/last_profile_sequence").sql).fetchone()
    store._profile_sequence = int(row[0]) if row and row[0] else 0
    done = store.catch_up(progress)
    path.chmod(0o600)
    how = "opened" if not done else "caught_up"
    if last == 0:
        how = "rebuilt" if existed or done else "made"
    store.opening = Opening(how, done, why, kept)
    return store


def _try_open(path: Path, home: Path, journal: Journal) -> tuple[duckdb.DuckDBPyConnection | None, int, str]:
    """The open tables and their last sequence, or ``None`` and why they have to be made anew."""
    if not path.exists():
        return None, 0, "There were no tables yet."
    try:
        connection = _connect(path, home)
    except StoreHeld:
        raise
    except (duckdb.Error, OSError, RuntimeError) as error:
        return None, 0, f"The tables could not be opened ({type(error).__name__})."
    try:
        if schema.digest_in(connection) != schema.digest():
            reason = "The shape of the tables has changed."
        else:
            last, agrees = _agreement(connection, journal)
            if agrees:
                return connection, last, ""
            reason = "The tables disagree with the journal."
    except duckdb.Error as error:
        reason = f"The tables could not be read ({type(error).__name__})."
    connection.close()
    return None, 0, reason


def _agreement(connection: duckdb.DuckDBPyConnection, journal: Journal) -> tuple[int, bool]:
    """The tables' last sequence, and whether their events are the journal's first ones, gapless."""
    row = connection.execute(queries.load("projection/extent").sql).fetchone()
    count, last, last_id = (int(row[0]), int(row[1] or 0), row[2]) if row else (0, 0, None)
    head, _ = journal.head()
    if last > head:
        raise StoreAhead(
            f"The tables know {last} acts, the journal only {head}: the journal was cut or exchanged. "
            "Nothing was changed; bring the journal back from its backup."
        )
    if count != last:
        return last, False
    if last == 0:
        return 0, True
    return last, any(e.sequence == last and e.event_id == last_id for e in journal.events(after=last - 1))


def _set_aside(path: Path) -> str:
    """Move damaged tables (and their WAL) out of the way, kept for whoever wants to look."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = path.with_name(f"store-{stamp}.aside")
    path.rename(aside)
    wal = path.with_name(path.name + ".wal")
    if wal.exists():
        wal.rename(path.with_name(f"store-{stamp}.aside.wal"))
    return aside.name
