"""Which releases were in force when advice was given and which are now, with their items by id."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from data.read.evidence import level_words
from data.read.kept import Kept
from data.read.releases import release, sources
from data.reference.drugs import drug
from data.reference.level_crosswalk import level_crosswalk
from data.reference.starter import starter_release
from data.store import Reader, Store
from domain.drift.evidence import Reading, Switched
from domain.drift.matched import treatments
from domain.knowledge.evidence import EvidenceItem, Release, Source
from domain.knowledge.evidence_index import EvidenceIndex
from domain.people import Actor
from domain.recommendations import CitedEvidence

Table = tuple[Source, str]

_ITEMS: Kept[Mapping[str, EvidenceItem]] = Kept(8)
_ON: Kept[Mapping[frozenset[str], tuple[EvidenceItem, ...]]] = Kept(8)
_INDEX: Kept[EvidenceIndex] = Kept(256)


@lru_cache(maxsize=8192)
def drug_name(name: str) -> str:
    """A drug in one spelling: the reference table's, else its own in small letters."""
    known = drug(name)
    return (known.name if known else name.strip()).casefold()


def reading() -> Reading:
    """How items are put in order and told."""
    return Reading(level_crosswalk(), drug_name, level_words)


def item_of(one: Release, item_id: str) -> EvidenceItem | None:
    """An item of a release by its id, ``None`` where it has none."""
    return _ITEMS.get(one.sha256, lambda: {item.item_id: item for item in one.items}).get(item_id)


def items_on(one: Release | None, drugs: frozenset[str]) -> tuple[EvidenceItem, ...]:
    """The items of a release on one treatment, and those against a part of it; none of no release."""
    if one is None:
        return ()
    by_treatment = _ON.get(one.sha256, lambda: _by_treatment(one))
    whole = by_treatment.get(drugs, ())
    if len(drugs) < 2:
        return whole
    parts = (item for part, items in by_treatment.items() if part < drugs for item in items)
    found = {item.item_id: item for item in (*whole, *(item for item in parts if item.effect.against))}
    return tuple(found.values())


def _by_treatment(one: Release) -> Mapping[frozenset[str], tuple[EvidenceItem, ...]]:
    found: dict[frozenset[str], list[EvidenceItem]] = defaultdict(list)
    for item in one.items:
        for drugs in treatments(item, drug_name):
            found[drugs].append(item)
    return {drugs: tuple(items) for drugs, items in found.items()}


def index_of(releases: tuple[Release, ...], drugs: frozenset[str]) -> EvidenceIndex:
    """The index of some releases' items on one treatment: few, so that matching costs little."""
    key = (tuple(one.sha256 for one in releases), drugs)
    narrowed = (replace(one, items=items_on(one, drugs)) for one in releases)
    return _INDEX.get(key, lambda: EvidenceIndex(tuple(narrowed), level_crosswalk()))


@dataclass(slots=True)
class Switches:
    """When which release of which table was put in force, with the releases themselves."""

    store: Store
    actor: Actor
    rows: tuple[Mapping[str, Any], ...]
    """Of ``drift/switches``, the oldest first."""
    tables: Mapping[Table, Mapping[str, str]]
    """Of each table, the ids of its releases by version and by title."""
    _releases: dict[str, Release | None] = field(default_factory=dict)

    def table_of(self, cited: CitedEvidence) -> tuple[Table, str | None]:
        """The table that an item was cited from, and the release's id; ``None`` where it is not known."""
        for table, known in self.tables.items():
            if table[0] is cited.source and cited.release in known:
                return table, known[cited.release]
        return next((one for one in self.tables if one[0] is cited.source), (cited.source, "")), None

    def since(self, sequence: int) -> tuple[Switched, ...]:
        """The tables of which another release is in force than right after an act, or none."""
        then, now = self._in_force(sequence), self._in_force(None)
        changed = [one for one in self.tables if then.get(one) != now.get(one)]
        return tuple(self._switched(one, then.get(one), now.get(one), sequence) for one in changed)

    def throughout(self, sequence: int) -> tuple[Release, ...]:
        """The releases that are in force as they were right after an act."""
        then, now = self._in_force(sequence), self._in_force(None)
        same = [self.get(now[one]) for one in self.tables if one in now and then.get(one) == now[one]]
        return tuple(one for one in same if one is not None)

    def now(self, table: Table, sequence: int, otherwise: date) -> Switched:
        """A table as it stands now; ``otherwise`` is the day for one that was never switched since."""
        release_id = self._in_force(None).get(table)
        release = self.get(release_id)
        # The table that ships changes with the program, by no act: its own date says since when.
        dated = release.released_on if release is not None else None
        day = max(otherwise, dated) if dated is not None else otherwise
        return self._switched(table, None, release_id, sequence, day)

    def get(self, release_id: str | None) -> Release | None:
        """A release by its id; ``None`` where there is none, or its items are gone."""
        if release_id is None:
            return None
        if release_id not in self._releases:
            try:
                self._releases[release_id] = release(self.store, self.actor, release_id)
            except FileNotFoundError:
                self._releases[release_id] = None
        return self._releases[release_id]

    def _switched(
        self, table: Table, then: str | None, now: str | None, sequence: int, otherwise: date | None = None
    ) -> Switched:
        days = [row["switched_on"] for row in self._of(table) if row["sequence"] > sequence]
        day = max(days, default=otherwise or date.today())
        return Switched(table[1], self.get(then), self.get(now), day)

    def _of(self, table: Table) -> Iterable[Mapping[str, Any]]:
        # An act of the time when a source had one table names none: it is about all of them.
        return (row for row in self.rows if row["source"] == table[0] and row["name"] in (table[1], None))

    def _in_force(self, sequence: int | None) -> dict[Table, str | None]:
        found: dict[Table, str | None] = {}
        for table in self.tables:
            until = [row for row in self._of(table) if sequence is None or row["sequence"] <= sequence]
            if until:
                found[table] = until[-1]["release_id"]
            elif table[0] is Source.STARTER:
                found[table] = starter_release().sha256
        return found


def switches(store: Store, actor: Actor, reader: Reader) -> Switches:
    """The switches of all tables, and the releases that are loaded."""
    tables: dict[Table, dict[str, str]] = {}
    for one in sources(store, actor):
        for view in one.releases:
            known = tables.setdefault((one.source, view.name), {})
            known |= {view.version: view.release_id, view.title: view.release_id}
    return Switches(store, actor, tuple(reader.rows("drift/switches")), tables)
