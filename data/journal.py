"""The journal: every act one event, appended durably and chained by hash (DESIGN 4, 6).

SQLite from the standard library in WAL mode with ``synchronous = full``: once ``append`` has
returned, the act survives ``kill -9`` and loss of power.  The statements keep to what PostgreSQL
also runs, so that several servers can share a journal there.
"""

import hashlib
import json
import secrets
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

GENESIS = "0" * 64
_AT_ONCE = 500
_SMALLEST_BYTES = 512
"""SQLite takes a shorter file for an empty one."""

_DDL = (
    """create table if not exists event (
        sequence bigint primary key, event_id text not null unique, verb text not null,
        verb_version integer not null, subject_kind text not null, subject_id text not null,
        subject_version integer not null, token text not null unique, actor_id text not null,
        role text not null, on_behalf_of text, recorded_at text not null, payload_sha256 text not null,
        previous_hash text not null, hash text not null, unique (subject_id, subject_version))""",
    """create table if not exists payload (
        sequence bigint primary key, salt text not null, body text not null)""",
)

_NAMES = (
    "sequence", "event_id", "verb", "verb_version", "subject_kind", "subject_id", "subject_version", "token",
    "actor_id", "role", "on_behalf_of", "recorded_at", "payload_sha256", "previous_hash", "hash",
)  # fmt: skip
_COLUMNS = ", ".join(_NAMES)
_COLUMNS_OF_E = ", ".join(f"e.{name}" for name in _NAMES)


class VersionTaken(Exception):
    """Somebody else recorded an act on this subject since it was read."""


class JournalDamaged(Exception):
    """The journal cannot be opened or its chain does not hold."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An act before it is an event."""

    verb: str
    subject_kind: str
    subject_id: str
    seen_version: int
    """The subject's version that the person saw; 0 for a subject that is made by this act."""
    token: str
    actor_id: str
    role: str
    payload: Mapping[str, Any]
    """Plain values only: text, numbers, booleans, ``None``, lists and dicts of them."""
    on_behalf_of: str | None = None
    verb_version: int = 1


@dataclass(frozen=True, slots=True)
class Event:
    """One act as it stands in the journal."""

    sequence: int
    event_id: str
    verb: str
    verb_version: int
    subject_kind: str
    subject_id: str
    subject_version: int
    token: str
    actor_id: str
    role: str
    on_behalf_of: str | None
    recorded_at: str
    """UTC, ISO 8601."""
    payload_sha256: str
    previous_hash: str
    hash: str
    payload: Mapping[str, Any] | None
    """``None`` where the payload was erased."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the chain, and at which event."""

    sequence: int
    what: str

    @property
    def sentence(self) -> str:
        """The fault as one sentence."""
        return f"Event {self.sequence}: {self.what}."


def new_id() -> str:
    """A new opaque id (UUIDv7: ordered by time, so that rows made together lie together)."""
    milliseconds = int(datetime.now(UTC).timestamp() * 1000)
    number = (milliseconds << 80) | (0x7 << 76) | (secrets.randbits(12) << 64)
    number |= (0b10 << 62) | secrets.randbits(62)
    return str(uuid.UUID(int=number))


def _body_of(payload: Mapping[str, Any]) -> str:
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _hash_of(parts: tuple[object, ...]) -> str:
    """SHA-256 over the parts as a JSON array, which no choice of texts can make ambiguous."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


class Journal:
    """An open journal. Safe to use from many threads; one writer at a time."""

    def __init__(self, path: Path) -> None:
        """Open the journal at ``path``, making it when there is none.

        Raises ``JournalDamaged`` when the file is no SQLite database or cannot be read.
        """
        self.path = path
        self._lock = threading.RLock()
        try:
            if path.exists() and 0 < path.stat().st_size < _SMALLEST_BYTES:
                raise sqlite3.DatabaseError("it was cut to a few bytes")
            self._connection = sqlite3.connect(
                path, check_same_thread=False, isolation_level=None, timeout=30
            )
            self._connection.execute("pragma journal_mode = wal")
            self._connection.execute("pragma synchronous = full")
            for statement in _DDL:
                self._connection.execute(statement)
        except sqlite3.DatabaseError as error:
            raise JournalDamaged(
                f"The journal cannot be opened: {error}. Nothing was changed; bring the journal back from "
                "its backup."
            ) from error
        path.chmod(0o600)

    def close(self) -> None:
        """Close the file; acknowledged events need nothing more."""
        with self._lock:
            self._connection.close()

    def head(self) -> tuple[int, str]:
        """The last sequence and its hash; ``(0, GENESIS)`` when nothing was recorded yet."""
        with self._lock:
            row = self._connection.execute(
                "select sequence, hash from event order by sequence desc limit 1"
            ).fetchone()
        return (int(row[0]), str(row[1])) if row else (0, GENESIS)

    def version_of(self, subject_id: str) -> int:
        """How many acts were recorded on a subject."""
        with self._lock:
            row = self._connection.execute(
                "select max(subject_version) from event where subject_id = ?", (subject_id,)
            ).fetchone()
        return int(row[0] or 0)

    def event_id_of(self, sequence: int) -> str | None:
        """The id of the event of a sequence, ``None`` when there is none."""
        with self._lock:
            row = self._connection.execute(
                "select event_id from event where sequence = ?", (sequence,)
            ).fetchone()
        return str(row[0]) if row else None

    def by_token(self, token: str) -> Event | None:
        """The event that was recorded under this token, if any."""
        found = list(self._select("where e.token = ?", (token,)))
        return found[0] if found else None

    def events(self, after: int = 0) -> Iterator[Event]:
        """All events after a sequence, in order; a part at a time, so that a long journal fits the memory."""
        while True:
            part = list(self._select("where e.sequence > ? order by e.sequence limit ?", (after, _AT_ONCE)))
            yield from part
            if len(part) < _AT_ONCE:
                return
            after = part[-1].sequence

    def _select(self, where: str, values: tuple[object, ...]) -> Iterator[Event]:
        sql = (
            f"select {_COLUMNS_OF_E}, p.body from event e left join payload p "
            f"on p.sequence = e.sequence {where}"
        )
        with self._lock:
            rows = self._connection.execute(sql, values).fetchall()
        for row in rows:
            known = dict(zip(_NAMES, row[:15], strict=True))
            yield Event(**known, payload=None if row[15] is None else json.loads(row[15]))

    def append(
        self, draft: Draft, before_commit: Callable[[Event], None] | None = None
    ) -> tuple[Event, bool]:
        """Append one act in one durable transaction; return its event and whether it is new.

        The same token again returns the event it made the first time.  ``before_commit`` sees the
        event while nothing is durable yet: if it raises, nothing is recorded.

        Raises ``VersionTaken`` when the subject changed since ``draft.seen_version``.
        """
        with self._lock:
            self._connection.execute("begin immediate")
            try:
                if (earlier := self.by_token(draft.token)) is not None:
                    self._connection.execute("rollback")
                    return earlier, False
                event, salt, body = self._event_of(draft)
                self._insert(event, salt, body)
                if before_commit is not None:
                    before_commit(event)
                self._connection.execute("commit")
            except sqlite3.IntegrityError as error:
                self._connection.execute("rollback")
                raise VersionTaken(draft.subject_id) from error
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("rollback")
                raise
        return event, True

    def _event_of(self, draft: Draft) -> tuple[Event, str, str]:
        sequence, previous = self.head()
        if self.version_of(draft.subject_id) != draft.seen_version:
            raise VersionTaken(draft.subject_id)
        salt, body = secrets.token_hex(16), _body_of(draft.payload)
        payload_sha256 = hashlib.sha256((salt + body).encode()).hexdigest()
        parts: tuple[Any, ...] = (
            sequence + 1,
            new_id(),
            draft.verb,
            draft.verb_version,
            draft.subject_kind,
            draft.subject_id,
            draft.seen_version + 1,
            draft.token,
            draft.actor_id,
            draft.role,
            draft.on_behalf_of,
            datetime.now(UTC).isoformat(timespec="milliseconds"),
            payload_sha256,
            previous,
        )
        known = dict(zip(_NAMES, (*parts, _hash_of(parts)), strict=True))
        return Event(**known, payload=json.loads(body)), salt, body

    def _insert(self, event: Event, salt: str, body: str) -> None:
        marks = ", ".join("?" * 15)
        values = [getattr(event, name) for name in _NAMES]
        self._connection.execute(f"insert into event ({_COLUMNS}) values ({marks})", values)
        self._connection.execute("insert into payload values (?, ?, ?)", (event.sequence, salt, body))

    def check(self) -> None:
        """Raise ``JournalDamaged``, naming the event, when the chain does not hold."""
        if (fault := self.verify()) is not None:
            raise JournalDamaged(
                f"The journal does not hold. {fault.sentence} Nothing was started and nothing was changed; "
                "bring the journal back from its backup."
            )

    def verify(self) -> Fault | None:
        """Walk the chain and name the first event that does not hold; ``None`` when all do.

        An erased payload is no fault; a changed one is.  A journal that ends early cannot be told
        from within: the store's last sequence is compared with it at start.

        Raises ``JournalDamaged`` where the file itself can no longer be read.
        """
        previous, expected, versions = GENESIS, 1, dict[str, int]()
        try:
            self._check_file()
            for row in self._rows():
                sequence, subject, version = int(row[0]), str(row[5]), int(row[6])
                payload = None if row[16] is None else (str(row[15]), str(row[16]))
                fault = self._fault_of(row[:15], previous, payload)
                if sequence != expected:
                    fault = f"event {expected} is missing before it"
                elif fault is None and version != versions.get(subject, 0) + 1:
                    fault = "its subject's versions have a gap"
                if fault is not None:
                    return Fault(sequence, fault)
                previous, expected, versions[subject] = str(row[14]), expected + 1, version
            with self._lock:
                stray = self._connection.execute(
                    "select min(p.sequence) from payload p left join event e on e.sequence = p.sequence "
                    "where e.sequence is null"
                ).fetchone()
        except sqlite3.DatabaseError as error:
            raise JournalDamaged(
                f"The journal cannot be read after event {expected - 1}: {error}. Nothing was changed; "
                "bring the journal back from its backup."
            ) from error
        if stray and stray[0] is not None:
            return Fault(int(stray[0]), "a payload lies in the journal without its event")
        return None

    def _check_file(self) -> None:
        """Raise where pages or indexes are damaged: the chain alone does not read every one of them."""
        with self._lock:
            row = self._connection.execute("pragma integrity_check(1)").fetchone()
        if row and row[0] != "ok":
            raise sqlite3.DatabaseError(str(row[0]).splitlines()[0].rstrip("."))

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        """All events as they lie, each with its payload's salt and body, a part at a time."""
        after = -1
        while True:
            with self._lock:
                part = self._connection.execute(
                    f"select {_COLUMNS_OF_E}, p.salt, p.body from event e left join payload p "
                    "on p.sequence = e.sequence where e.sequence > ? order by e.sequence limit ?",
                    (after, _AT_ONCE),
                ).fetchall()
            yield from part
            if len(part) < _AT_ONCE:
                return
            after = int(part[-1][0])

    @staticmethod
    def _fault_of(row: tuple[Any, ...], previous: str, payload: tuple[str, str] | None) -> str | None:
        if row[13] != previous:
            return "it does not follow the event before it"
        if _hash_of(tuple(row[:14])) != row[14]:
            return "it was changed after it was recorded"
        if payload is not None and hashlib.sha256((payload[0] + payload[1]).encode()).hexdigest() != row[12]:
            return "its content was changed after it was recorded"
        return None
