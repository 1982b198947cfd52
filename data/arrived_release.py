"""A release of evidence as a command lays it into the inbox: its items in the words that are kept."""

import json
from dataclasses import dataclass
from datetime import date

from data.journal import Event
from data.record.releases import record_release
from data.store import Store
from domain.knowledge.evidence import LeftOver, Release, ReleaseReading, Source
from domain.knowledge.written import read_item, written_item
from domain.people import Actor
from domain.refused import Refused


@dataclass(frozen=True, slots=True)
class ArrivedRelease:
    """What a reader made of a file, flat, so that it can lie in the inbox."""

    source: Source
    name: str
    version: str
    released_on: date | None
    sha256: str
    licence: str
    rows: int
    items: str
    """The items as JSON, each as ``written_item`` writes it."""
    left_over: tuple[LeftOver, ...]


def arrived_release(reading: ReleaseReading) -> ArrivedRelease:
    """A reading made ready for the inbox. Raises ``Refused`` for a file that was not understood."""
    release = reading.release
    if release is None:
        raise Refused("This file was not understood: there is no release in it, and nothing was recorded.")
    items = json.dumps([written_item(item) for item in release.items], ensure_ascii=False)
    return ArrivedRelease(
        release.source, release.name, release.version, release.released_on, release.sha256, release.licence,
        reading.rows, items, reading.left_over,
    )  # fmt: skip


def record_arrived_release(
    store: Store, actor: Actor, value: ArrivedRelease, seen_version: int, token: str
) -> Event:
    """Record a release that lay in the inbox, as the page does; ``seen_version`` is 0.

    Raises ``Refused`` as ``record_release`` does, and for items that are not of the form that is kept.
    """
    try:
        items = tuple(map(read_item, json.loads(value.items)))
    except (ValueError, LookupError, TypeError) as error:
        raise Refused(
            f"The items of this release are not of the form this program writes ({error}); nothing was "
            "recorded. Give the command again."
        ) from error
    release = Release(
        value.source, value.name, value.version, value.released_on, value.sha256, value.licence, items
    )
    return record_release(
        store, actor, ReleaseReading(release, value.rows, value.left_over), seen_version, token
    )
