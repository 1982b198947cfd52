"""The store: DuckDB's tables, made from the journal and thrown away when in doubt (DESIGN 4-7).

One process owns the file.  Every read gets a fresh cursor that carries the reader's reach as
variables; the views of schema ``seen`` keep to them.  Every act is appended to the journal and
projected under one lock.
"""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

import queries
from data.desk import Desk
from data.journal import Draft, Event, Journal, JournalDamaged, VersionTaken, new_id
from data.schema import tables_file
from data.schema.access import Reach, Reader, Writer, bind, looking_cursor
from data.schema.tables_file import Opening, StoreAhead, StoreHeld

__all__ = [
    "JournalUnreadable", "Opening", "Project", "Reach", "Reader", "Store", "StoreAhead", "StoreBroken",
    "StoreHeld", "Writer", "open_store",
]  # fmt: skip

log = logging.getLogger("mtb")

TABLES = "store.duckdb"
Project = Callable[["Writer", Event], None]
Progress = Callable[[int, int], None]


class StoreBroken(Exception):
    """The tables cannot be used just now; what was recorded stands in the journal."""


class JournalUnreadable(JournalDamaged):
    """The journal holds, but this program cannot make tables from it."""


@dataclass(slots=True)
class Store:
    """Journal, desk and tables of one ``MTB_HOME``. Make it with ``open_store``."""

    home: Path
    journal: Journal
    desk: Desk
    projections: Mapping[tuple[str, int], Project]
    opening: Opening
    _connection: duckdb.DuckDBPyConnection = field(init=False)
    tables: str = TABLES
    opened: str = field(default_factory=new_id)
    """Names this opening of the store, for keys of caches."""
    _writing: threading.RLock = field(default_factory=threading.RLock)
    sequence: int = 0
    """The last act the tables know: the version of the data, for keys of caches."""
    profile_sequence: int = 0
    """The last act that brought profiles in: the version of a cohort's counts."""
    people_sequence: int = 0
    """The last act on users, roles, centres or laboratories that was recorded since the opening."""
    _batch: duckdb.DuckDBPyConnection | None = None
    _batch_thread: int = 0
    _batch_every: int = 0
    _batch_left: int = 0
    _batch_reach: tuple[Reach, int] | None = None
    _lost: bool = False
    _quiet: threading.Condition = field(default_factory=threading.Condition)
    _lookers: int = 0

    @property
    def trouble(self) -> str:
        """One sentence while the tables cannot take what is recorded (a full disk); empty otherwise."""
        return tables_file.BROKEN if self._lost else ""

    @contextmanager
    def reading(self, reach: Reach) -> Iterator[Reader]:
        """One consistent, read-only look with the reach of an actor, on a cursor of its own.

        Raises ``StoreBroken`` when the tables are lost in the middle of it; they are opened anew at once,
        so that the next look finds them again.
        """
        if self._batch is not None and self._batch_thread == threading.get_ident():
            if self._batch_reach != (reach, self.people_sequence):
                bind(self._batch, reach, fresh=False)
                self._batch_reach = (reach, self.people_sequence)
            yield Reader(self._batch)
            return
        opened = self._connection
        try:
            with self._looking():
                cursor = self._reading_cursor(reach)
                try:
                    yield Reader(cursor)
                finally:
                    cursor.close()
        except duckdb.Error as error:
            if not tables_file.instance_is_lost(error):
                raise
            self._reopen(str(error), opened)
            raise StoreBroken(tables_file.BROKEN) from error

    @contextmanager
    def _looking(self) -> Iterator[None]:
        with self._quiet:
            self._lookers += 1
        try:
            yield
        finally:
            with self._quiet:
                self._lookers -= 1
                self._quiet.notify_all()

    def _reading_cursor(self, reach: Reach) -> duckdb.DuckDBPyConnection:
        opened = self._connection
        try:
            return looking_cursor(self._connection, reach)
        except duckdb.Error as error:
            if not tables_file.instance_is_lost(error):
                raise
            self._reopen(str(error), opened, lookers=1)
            return looking_cursor(self._connection, reach)

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the writer's lock, so that what was checked still holds when it is recorded."""
        with self._writing:
            yield

    @contextmanager
    def batch(self, every: int = 500) -> Iterator[None]:
        """For commands that record thousands of acts: the tables commit every so many acts.

        The journal stays durable act by act, so that nothing acknowledged is lost.  Reads of the same
        thread see what was recorded so far; no other thread may record meanwhile.
        """
        with self._writing:
            self._batch_thread = threading.get_ident()
            self._batch_left = every
            self._batch_every, self._batch_reach = every, None
            self._batch = self._connection.cursor().execute("begin transaction")
            try:
                yield
            finally:
                cursor, self._batch = self._batch, None
                try:
                    cursor.execute("commit")
                except duckdb.Error as error:
                    self._reopen(str(error), patient=True)
                finally:
                    cursor.close()

    def append(self, draft: Draft) -> tuple[Event, bool]:
        """Record one act: journal and tables, under one lock; return the event and whether it is new.

        The tables are prepared before the journal commits, so that an act which cannot be projected
        is never acknowledged; they commit after it, so that what they show has been acknowledged.
        When their commit fails the act stands in the journal all the same, and the tables are opened
        anew and caught up.

        Raises ``data.journal.VersionTaken`` when the subject changed since the draft's version and
        ``StoreBroken`` when the tables cannot be used: then nothing was recorded.
        """
        with self._writing:
            if self._batch is not None:
                return self._append_in_batch(self._batch, draft)
            if self._lost:
                self._reopen("They could not be caught up before.")
            for attempt in (1, 2):
                opened = self._connection
                try:
                    return self._append(draft)
                except duckdb.Error as error:
                    if attempt == 2 or not tables_file.instance_is_lost(error):
                        raise
                    self._reopen(str(error), opened)
        raise StoreBroken(tables_file.BROKEN)

    def _append(self, draft: Draft) -> tuple[Event, bool]:
        cursor = self._connection.cursor()
        try:
            cursor.execute("begin transaction")
            event, new = self.journal.append(draft, lambda e: self._project(cursor, e))
            if not new:
                cursor.execute("rollback")
                return event, new
            try:
                cursor.execute("commit")
            except duckdb.Error as error:
                self._reopen(str(error), patient=True)
                return event, new
        finally:
            cursor.close()
        self._note(event)
        return event, new

    def _append_in_batch(self, cursor: duckdb.DuckDBPyConnection, draft: Draft) -> tuple[Event, bool]:
        try:
            event, new = self.journal.append(draft, lambda e: self._project(cursor, e))
        except VersionTaken:
            raise
        except BaseException:
            # The open transaction is spoilt; the journal still holds every act of the batch.
            cursor.execute("rollback").execute("begin transaction")
            self.sequence = tables_file.extent(cursor).last_sequence
            self._project_rest(cursor)
            raise
        if new:
            self._note(event)
            self._batch_left -= 1
            if self._batch_left <= 0:
                cursor.execute("commit").execute("begin transaction")
                self._batch_left = self._batch_every
        return event, new

    def _note(self, event: Event) -> None:
        self.sequence = event.sequence
        if event.verb in _PROFILE_VERBS:
            self.profile_sequence = event.sequence
        if event.subject_kind in _PEOPLE_KINDS:
            self.people_sequence = event.sequence

    def _project(self, cursor: duckdb.DuckDBPyConnection, event: Event) -> None:
        writer = Writer(cursor, self.home / "bundles")
        project = self.projections.get((event.verb, event.verb_version))
        if project is None:
            raise LookupError(f"No projection is known for {event.verb!r} version {event.verb_version}.")
        if event.payload is not None:
            project(writer, event)
        writer.add_event(event, (event.payload or {}).get("audit_reason"))

    def catch_up(self, progress: Progress | None = None) -> int:
        """Project every event the tables do not know yet, in one transaction; return how many.

        Raises ``JournalUnreadable`` for an act that this program does not know, or whose bundle is gone.
        """
        with self._writing:
            cursor = self._connection.cursor()
            try:
                cursor.execute("begin transaction")
                events = self._project_rest(cursor, progress)
                cursor.execute("commit")
            finally:
                cursor.close()
            for event in events:
                self._note(event)
        return len(events)

    def _project_rest(
        self, cursor: duckdb.DuckDBPyConnection, progress: Progress | None = None
    ) -> list[Event]:
        """Project what is missing; the events without their content are returned."""
        last, _ = self.journal.head()
        done: list[Event] = []
        for event in self.journal.events(after=self.sequence):
            try:
                self._project(cursor, event)
            except (LookupError, FileNotFoundError) as error:
                raise JournalUnreadable(
                    f"Event {event.sequence} ({event.verb}) cannot be shown: {str(error).strip(chr(39))} "
                    "Nothing was changed; start the version that recorded it, or bring its bundle back."
                ) from error
            done.append(replace(event, payload=None))
            if progress is not None:
                progress(event.sequence, last)
        return done

    def _reopen(
        self,
        why: str,
        lost: duckdb.DuckDBPyConnection | None = None,
        patient: bool = False,
        lookers: int = 0,
    ) -> None:
        """Open the tables anew after DuckDB gave them up, and catch them up with the journal.

        ``lost`` is the connection that failed: when another thread has replaced it already, nothing is
        done.  ``patient`` callers have recorded their act: they are not told when it does not work yet,
        the next look at the store tries again.
        """
        with self._writing:
            if lost is not None and lost is not self._connection and not self._lost:
                return
            log.error("The tables were lost and are opened anew: %s", why.splitlines()[0])
            self._lost = True
            tables_file.close(self._connection)
            # Within a process DuckDB hands out the same lost instance for as long as anybody holds it.
            with self._quiet:
                self._quiet.wait_for(lambda: self._lookers <= lookers, timeout=_PATIENCE_SECONDS)
            try:
                self._open_tables(or_make_anew=False)
            except (duckdb.Error, OSError, JournalDamaged) as error:
                log.error("The tables could not be opened anew: %s", error)
                self._show_what_there_is()
                if not patient:
                    raise StoreBroken(tables_file.BROKEN) from error
                return
            self._lost = False
            self.opened = new_id()

    def _show_what_there_is(self) -> None:
        """Keep showing tables that cannot be caught up (the disk is full); every act tries again."""
        connection, last, _ = self._open_existing()
        if connection is not None:
            self._connection, self.sequence = connection, last

    def _open_existing(self) -> tuple[duckdb.DuckDBPyConnection | None, int, str]:
        path, journal = self.home / self.tables, self.journal
        return tables_file.open_existing(path, self.home, journal.head()[0], journal.event_id_of)

    def _open_tables(self, progress: Progress | None = None, or_make_anew: bool = True) -> None:
        """Open the tables as they lie and catch them up; make them anew where they cannot be read.

        Those that can be read but not caught up are made anew only if ``or_make_anew``.
        """
        path = self.home / self.tables
        existed, kept = path.exists(), None
        connection, last, why = self._open_existing()
        if connection is not None:
            try:
                done = self._take(connection, last, progress)
            except duckdb.Error as error:
                if not or_make_anew:
                    raise
                connection, why = None, f"The tables could not be caught up ({type(error).__name__})."
        if connection is None:
            kept, last = tables_file.set_aside(path) if path.exists() else None, 0
            try:
                done = self._take(tables_file.make(path, self.home), 0, progress)
            except BaseException:
                tables_file.remove(path)
                raise
        path.chmod(0o600)
        how = "opened" if not done else "caught_up"
        if last == 0:
            how = "rebuilt" if existed or done else "made"
        self.opening = Opening(how, done, why, kept)

    def _take(self, connection: duckdb.DuckDBPyConnection, last: int, progress: Progress | None) -> int:
        """Work with these tables from now on, and catch them up."""
        self._connection, self.sequence = connection, last
        try:
            row = connection.execute(queries.load("projection/last_profile_sequence").sql).fetchone()
            self.profile_sequence = int(row[0]) if row and row[0] else 0
            return self.catch_up(progress)
        except BaseException:
            tables_file.close(connection)
            raise

    def close(self) -> None:
        """An orderly stop: wait for the writer, then close all files."""
        with self._writing:
            # Whatever the tables' last checkpoint says, the journal holds all of it.
            tables_file.close(self._connection)
            self.journal.close()
            self.desk.close()


_PROFILE_VERBS = ("run_accepted", "cohort_loaded")
_PEOPLE_KINDS = ("person", "centre", "laboratory")
_PATIENCE_SECONDS = 5.0


def open_store(
    home: Path,
    projections: Mapping[tuple[str, int], Project],
    progress: Progress | None = None,
    tables: str = TABLES,
) -> Store:
    """Open ``MTB_HOME``: catch the tables up with the journal, or make them anew from it.

    The journal's chain is walked and every block of the tables is read first.  Tables that cannot be
    opened or read, that were made with another schema or that disagree with the journal are kept
    aside and made anew; ``Store.opening`` says so.

    Raises ``StoreHeld`` when another process owns the store, ``data.journal.JournalDamaged`` when
    the journal cannot be opened or does not hold and ``StoreAhead`` when it ends before the tables do.
    """
    try:
        tables_file.make_folders(home)
    except OSError as error:
        raise JournalUnreadable(
            f"The folder {home.name} (MTB_HOME) cannot be used: {error.strerror}. Nothing was started."
        ) from error
    journal = Journal(home / "journal.sqlite")
    desk: Desk | None = None
    try:
        journal.check()
        desk = Desk(home / "desk.sqlite")
        store = Store(home, journal, desk, projections, Opening("opened", 0), tables)
        store._open_tables(progress)
    except BaseException:
        journal.close()
        if desk is not None:
            desk.close()
        raise
    return store
