"""Releases of evidence: loaded once, never edited, and switched by an act of its own."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data.journal import Event, new_id
from data.record.act import add, append, content, permitted, plain, projects, reading_as
from data.record.bundles import keep_file
from data.store import Reader, Store, Writer
from domain.knowledge.evidence import LeftOver, Release, ReleaseReading, Source
from domain.knowledge.in_force import ReleaseInForce
from domain.knowledge.written import FLAGS, NUMBERS, TEXTS, written_item
from domain.people import Act, Actor
from domain.refused import Refused

ITEMS = pa.schema(
    [
        *((name, pa.string()) for name in TEXTS),
        *((name, pa.bool_()) for name in FLAGS),
        *((name, pa.int64()) for name in NUMBERS),
    ]
)
"""One row an item; its profile is JSON."""
LEFT_OVER = pa.schema(
    [
        ("place", pa.int64()), ("line", pa.int64()), ("item_id", pa.string()), ("row_text", pa.string()),
        ("why", pa.string()), ("kept", pa.bool_()),
    ]
)  # fmt: skip
"""One row a line of the file that is not wholly understood."""


def record_release(store: Store, actor: Actor, value: ReleaseReading, seen_version: int, token: str) -> Event:
    """Load a release as it was read from its file; ``seen_version`` is 0. It is not in force by that.

    Raises ``Refused`` for who may not manage reference tables, for a file that was not understood, and
    for one that was loaded before: a release is never edited. A file of which the program has learned to
    read more since is a release of its own, beside the one that was read before.
    """
    now = permitted(store, actor, Act.MANAGE_REFERENCE)
    release = value.release
    if release is None:
        why = value.problems[0].sentence if value.problems else "no release was found in it."
        raise Refused(f"This file was not understood, so nothing was loaded: {why}")
    if release.source is Source.STARTER:
        raise Refused("The starter table comes with the program and is not loaded; nothing was recorded.")
    if not release.items:
        raise Refused("No item of evidence could be read from this file; nothing was recorded.")
    read = _items(release)
    with reading_as(store, now) as reader:
        before = reader.rows("knowledge/releases_of_file", file_sha256=release.sha256)
        known = _that_holds(store, before, read)
        anew = _reading_id(release.sha256, read) if before else release.sha256
        release_id = known["release_id"] if known is not None else anew
        version = _version(reader, release, release_id)
    if known is not None and store.journal.by_token(token) is None:
        when = known["recorded_at"]
        raise Refused(
            f"This file was loaded before as {known['name']} {known['release_version']} on "
            f"{when.day} {when:%b %Y}; nothing was recorded. A release is never edited: bring a newer file."
        )
    bundles = store.home / "bundles"
    payload = {
        "release_id": release_id,
        "source": release.source,
        "name": release.name,
        "release_version": version,
        "released_on": release.released_on,
        "licence": release.licence,
        "file_sha256": release.sha256,
        "rows": value.rows,
        "items": read.num_rows,
        "left_over": len(value.left_over),
        "bundle_sha256": _kept(bundles, read),
        "left_over_bundle_sha256": _kept(bundles, _left_over(value.left_over)),
        "audit_reason": f"{release.name} {version}",
    }
    subject = ("knowledge_release", release_id)
    return append(store, now, "knowledge_release_loaded", subject, seen_version, token, plain(payload))


def is_loaded(store: Store, reader: Reader, release: Release) -> bool:
    """Whether a file was loaded before with all that the program reads in it today."""
    before = reader.rows("knowledge/releases_of_file", file_sha256=release.sha256)
    return bool(before) and _that_holds(store, before, _items(release)) is not None


def _items(release: Release) -> pa.Table:
    return pa.Table.from_pylist([written_item(item) for item in release.items], ITEMS)


def _that_holds(
    store: Store, loaded: Sequence[Mapping[str, Any]], read: pa.Table
) -> Mapping[str, Any] | None:
    """The release whose bundle holds these items; one that is gone cannot be compared and is taken for it."""
    for row in loaded:
        path = store.home / "bundles" / f"{row['bundle_sha256']}.parquet"
        if not path.is_file() or pq.read_table(path).equals(read):
            return row
    return None


def _reading_id(file_sha256: str, read: pa.Table) -> str:
    """What a file is known by that is read anew: its own SHA-256 with what was read."""
    content = json.dumps([file_sha256, read.to_pylist()], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def _version(reader: Reader, release: Release, release_id: str) -> str:
    """Its version; with the beginning of its id where another reading of that table and day was loaded.

    So a citation says which of the two was read.
    """
    asked = {"source": release.source.value, "name": release.name, "release_version": release.version}
    others = reader.row("knowledge/same_version", **asked, release_id=release_id)
    return f"{release.version} ({release_id[:8]})" if others and others["releases"] else release.version


def _kept(folder: Path, table: pa.Table) -> str:
    """Lay a table into the bundles; return its SHA-256, which is its name."""
    temporary = folder / f".release.{new_id()}"
    try:
        pq.write_table(table, temporary, compression="zstd")
        return keep_file(folder, temporary)
    finally:
        temporary.unlink(missing_ok=True)


def _left_over(rows: Sequence[LeftOver]) -> pa.Table:
    told = [
        {
            "place": place,
            "line": one.line,
            "item_id": one.item_id,
            "row_text": one.text,
            "why": one.why,
            "kept": one.kept,
        }
        for place, one in enumerate(rows, start=1)
    ]
    return pa.Table.from_pylist(told, LEFT_OVER)


def _id_of(it: Mapping[str, Any]) -> str:
    """The id of a release; one of the time when a file was read in one way only goes by its file."""
    return str(it.get("release_id", it["file_sha256"]))


@projects("knowledge_release_loaded")
def project_release(writer: Writer, event: Event) -> None:
    """A release, and the lines of its file that are not wholly understood; its items stay in their bundle."""
    it = content(event)
    writer.bundle(it["bundle_sha256"])
    add(
        writer,
        event,
        "knowledge_release",
        release_id=_id_of(it),
        item_count=it["items"],
        row_count=it["rows"],
        left_over_count=it["left_over"],
        **{
            name: it[name]
            for name in (
                "file_sha256",
                "source",
                "name",
                "release_version",
                "released_on",
                "licence",
                "bundle_sha256",
            )
        },
    )
    writer.load(
        "load_knowledge_left_over",
        release_id=_id_of(it),
        sequence=event.sequence,
        bundle=writer.bundle(it["left_over_bundle_sha256"]),
    )


def record_release_in_force(
    store: Store, actor: Actor, value: ReleaseInForce, seen_version: int, token: str
) -> Event:
    """Say which release of a table is in force from now on; ``seen_version`` is the table's.

    The starter table needs no such act to be in force; with ``release_id`` none it is switched off.
    Raises ``Refused`` for who may not manage reference tables, for a release of another table or one that
    was never loaded, and where no table is named; ``Stale`` when somebody switched it meanwhile.
    """
    now = permitted(store, actor, Act.MANAGE_REFERENCE)
    name = None if value.source is Source.STARTER else _table(store, now, value)
    payload = {
        "source": value.source,
        "name": name,
        "release_id": value.release_id,
        "audit_reason": value.reason,
    }
    subject = ("knowledge_source", subject_of(value.source, name))
    return append(store, now, "knowledge_release_switched", subject, seen_version, token, payload)


def subject_of(source: Source, name: str | None) -> str:
    """The id under which the switches of a table count their versions; no user or place can have it."""
    return source.value if name is None else f"knowledge:{source}:{name}"


def _table(store: Store, actor: Actor, value: ReleaseInForce) -> str:
    """What the table is called whose release is switched."""
    if value.release_id is None:
        with reading_as(store, actor) as reader:
            loaded = {(one["source"], one["name"]) for one in reader.rows("knowledge/releases")}
        if value.name is None or (value.source.value, value.name) not in loaded:
            raise Refused("Say which table is to be switched off; nothing was recorded.")
        return value.name
    with reading_as(store, actor) as reader:
        known: dict[str, Any] | None = reader.row("knowledge/release", release_id=value.release_id)
    if (
        known is None
        or known["source"] != value.source.value
        or (value.name is not None and value.name != known["name"])
    ):
        raise Refused("There is no such release of this source; nothing was recorded. Load it first.")
    return str(known["name"])


@projects("knowledge_release_switched")
def project_release_in_force(writer: Writer, event: Event) -> None:
    """Which release of a table is in force; events of a time when a source had one table name none."""
    it = content(event)
    add(
        writer,
        event,
        "knowledge_in_force",
        source=it["source"],
        name=it.get("name"),
        version=event.subject_version,
        release_id=it["release_id"],
        reason=it["audit_reason"],
    )
