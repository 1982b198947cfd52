"""Builders of evidence: items and releases with defaults, as a reader would make them."""

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

from data.journal import new_id
from data.record import releases
from data.store import Store
from domain.knowledge.evidence import (
    Direction,
    DrugEffect,
    EvidenceItem,
    EvidenceType,
    Interaction,
    LeftOver,
    Release,
    ReleaseReading,
    Scope,
    Source,
)
from domain.knowledge.in_force import ReleaseInForce
from domain.knowledge.profiles import Atom, AtomKind
from domain.recommendations import CitedEvidence
from tests.builders import actor

V600E = Atom(AtomKind.PROTEIN_CHANGE, "BRAF", "V600E", text="BRAF V600E")

CITED = CitedEvidence(
    Source.CIVIC, "2026-05-26", date(2026, 5, 26), "EID1", "civic", "A", DrugEffect.SENSITIVITY,
    "BRAF V600E, Dabrafenib + Trametinib, Lung Adenocarcinoma, CIViC A, Planchard et al., 2016",
)  # fmt: skip
"""The item that ``item`` makes, as a recommendation cites it."""


def item(item_id: str = "EID1", **overrides: Any) -> EvidenceItem:
    """Dabrafenib and trametinib for BRAF V600E in lung adenocarcinoma, level A, by default."""
    values: dict[str, Any] = {
        "item_id": item_id,
        "profile_text": "BRAF V600E",
        "profile": V600E,
        "scope": Scope("Lung Adenocarcinoma", ("LUAD",)),
        "type": EvidenceType.PREDICTIVE,
        "direction": Direction.SUPPORTS,
        "effect": DrugEffect.SENSITIVITY,
        "significance": "Sensitivity/Response",
        "drugs": ("Dabrafenib", "Trametinib"),
        "interaction": Interaction.COMBINATION,
        "level_scheme": "civic",
        "level": "A",
        "citation_id": "PMID:27283860",
        "citation": "Planchard et al., 2016",
        **overrides,
    }
    return EvidenceItem(**values)


def read(*items: EvidenceItem, sha: str = "", **overrides: Any) -> ReleaseReading:
    """A reading of a CIViC release of 26 May 2026 with one line left over.

    Its SHA-256 is that of its items, unless ``sha`` gives the letter of another.
    """
    held = items or (item(),)
    values: dict[str, Any] = {
        "source": Source.CIVIC,
        "name": "CIViC",
        "version": "2026-05-26",
        "released_on": date(2026, 5, 26),
        "sha256": sha * 64 or hashlib.sha256(repr(held).encode()).hexdigest(),
        "licence": "CC0-1.0",
        "items": held,
        **overrides,
    }
    left = LeftOver(7, "EID7", "BRAF Something", "the change is not understood", True)
    return ReleaseReading(Release(**values), len(items) + 1, (left,))


def load(store: Store, *items: EvidenceItem, in_force: bool = True, **overrides: Any) -> str:
    """Load a release and switch it on; return its id."""
    reading = read(*items, **overrides)
    event = releases.record_release(store, actor("administrator"), reading, 0, new_id())
    if in_force and reading.release is not None:
        switch(store, reading.release.source, event.subject_id)
    return event.subject_id


def switch(
    store: Store, source: Source, release_id: str | None, seen: int | None = None, name: str | None = None
) -> None:
    """Put a release in force, or none of a table: of the first of its source, unless ``name`` says which."""
    from data.read.releases import sources

    who = actor("administrator")
    tables = [one for one in sources(store, who) if one.source is source and name in {None, one.name}]
    held = [one for one in tables if any(release.release_id == release_id for release in one.releases)]
    (table, *_), value = held or tables, ReleaseInForce(source, release_id, "The board read it.", name)
    if release_id is None:
        value = replace(value, name=table.name)
    releases.record_release_in_force(store, who, value, table.version if seen is None else seen, new_id())
