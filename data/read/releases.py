"""The releases of evidence: what was loaded, which is in force, and their items out of the bundles."""

from collections.abc import Mapping
from typing import Any

import pyarrow.parquet as pq

from data.reach import reach_of
from data.read.kept import Kept
from data.reference.starter import starter_release
from data.store import Reader, Store
from domain.knowledge.evidence import EvidenceItem, LeftOver, Release, Source
from domain.knowledge.written import read_item
from domain.people import Actor
from domain.views.evidence import SOURCE_LABELS, ReleaseView, SourceView, SwitchView

_ITEMS: Kept[tuple[EvidenceItem, ...]] = Kept(8)
"""By the SHA-256 of their bundle: knowledge is the same for everybody."""
_SOURCES: Kept[tuple[SourceView, ...]] = Kept(4)


def sources(store: Store, actor: Actor) -> tuple[SourceView, ...]:
    """Every table with its releases and the one in force, by source and name; a source without one is told.

    Those that were loaded, for who is signed in.
    """
    signed_in = reach_of(actor).user_id is not None
    key = (store.opened, store.sequence, signed_in)

    def read() -> tuple[SourceView, ...]:
        with store.reading(reach_of(actor)) as reader:
            loaded = reader.rows("knowledge/releases")
            switched = {
                (Source(row["source"]), row["name"]): row for row in reader.rows("knowledge/in_force")
            }
        return tuple(
            _source(source, name, loaded, switched.get((source, name)))
            for source in Source
            for name in _names(source, loaded)
        )

    return _SOURCES.get(key, read)


def _names(source: Source, loaded: list[dict[str, Any]]) -> tuple[str | None, ...]:
    """What the tables of a source are called, in the alphabet's order; ``None`` where none is loaded."""
    return tuple(sorted({str(row["name"]) for row in loaded if row["source"] == source.value})) or (None,)


def _source(
    source: Source, name: str | None, loaded: list[dict[str, Any]], switched: Mapping[str, Any] | None
) -> SourceView:
    if source is Source.STARTER:
        # The table that ships is in force unless it was switched off.
        on = switched is None or switched["release_id"] is not None
        releases: tuple[ReleaseView, ...] = (_starter(starter_release(), on),)
    else:
        in_force = switched["release_id"] if switched else None
        of = (source.value, name)
        releases = tuple(_release(row, in_force) for row in loaded if (row["source"], row["name"]) == of)
    told = switched or {}
    return SourceView(
        source,
        name,
        name or SOURCE_LABELS[source],
        told.get("version", 0),
        releases,
        told.get("reason"),
        told.get("recorded_by"),
        told.get("recorded_at"),
    )


def _starter(one: Release, in_force: bool) -> ReleaseView:
    return ReleaseView(
        one.sha256, one.source, one.name, one.version, one.released_on, one.licence, len(one.items), None, 0,
        None, None, in_force,
    )  # fmt: skip


def _release(row: Mapping[str, Any], in_force: str | None) -> ReleaseView:
    return ReleaseView(
        release_id=row["release_id"],
        source=Source(row["source"]),
        name=row["name"],
        version=row["release_version"],
        released_on=row["released_on"],
        licence=row["licence"],
        items=row["item_count"],
        rows=row["row_count"],
        left_over=row["left_over_count"],
        loaded_by=row["recorded_by"],
        loaded_at=row["recorded_at"],
        in_force=row["release_id"] == in_force,
    )


def release(store: Store, actor: Actor, release_id: str) -> Release | None:
    """A release with all its items, by the SHA-256 of its file; ``None`` where there is none.

    Raises ``FileNotFoundError`` when its bundle is gone.
    """
    starter = starter_release()
    if release_id == starter.sha256:
        return starter
    with store.reading(reach_of(actor)) as reader:
        row = reader.row("knowledge/release", release_id=release_id)
    return None if row is None else _with_items(store, row)


def _with_items(store: Store, row: Mapping[str, Any]) -> Release:
    bundle = store.home / "bundles" / f"{row['bundle_sha256']}.parquet"
    items = _ITEMS.get(row["bundle_sha256"], lambda: tuple(map(read_item, pq.read_table(bundle).to_pylist())))
    return Release(
        Source(row["source"]), row["name"], row["release_version"], row["released_on"], row["release_id"],
        row["licence"], items,
    )  # fmt: skip


def releases_in_force(store: Store, actor: Actor) -> tuple[Release, ...]:
    """The releases in force with all their items, in the order of the sources and their names."""
    chosen = (one.in_force for one in sources(store, actor))
    found = (release(store, actor, one.release_id) for one in chosen if one is not None)
    return tuple(one for one in found if one is not None)


def left_over(reader: Reader, release_id: str) -> tuple[LeftOver, ...]:
    """The lines of a release's file that are not wholly understood, in the order of the file."""
    return tuple(
        LeftOver(row["line"], row["item_id"], row["row_text"], row["why"], row["kept"])
        for row in reader.rows("knowledge/left_over", release_id=release_id)
    )


def switches(reader: Reader) -> tuple[SwitchView, ...]:
    """Every time that a table was switched, the newest first."""
    return tuple(
        SwitchView(
            row["name"] or SOURCE_LABELS[Source(row["source"])],
            _title(row),
            row["reason"],
            row["recorded_by"],
            row["recorded_at"],
        )
        for row in reader.rows("knowledge/switches")
    )


def _title(row: Mapping[str, Any]) -> str | None:
    if row["release_id"] is None:
        return None
    if row["name"] is None:
        return SOURCE_LABELS[Source(row["source"])]
    return f"{row['name']} {row['release_version']}"
