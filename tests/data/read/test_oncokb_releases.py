"""Releases that OncoKB annotated meet cases and drift as others do. Their levels and rows are invented."""

from dataclasses import replace
from datetime import date
from typing import Any

from data.ingest.knowledge.oncokb import as_told
from data.ingest.knowledge.reading import read_release
from data.journal import new_id
from data.read.case import case_view
from data.read.evidence import case_evidence
from data.record.releases import record_release
from data.store import Store
from domain.drift.changes import Severity
from domain.knowledge.evidence import Source
from tests.builders import actor
from tests.data.ingest.samples import FIXTURES
from tests.drift import advised, drifts
from tests.releases import CITED, item, load, switch

OF_A: dict[str, Any] = {"source": Source.ONCOKB, "name": "OncoKB of Laboratory A"}
FIRST: dict[str, Any] = {**OF_A, "version": "v0.1", "released_on": date(2026, 1, 31)}
SECOND: dict[str, Any] = {**OF_A, "version": "v0.2", "released_on": date(2026, 6, 30)}
CITES = replace(
    CITED, source=Source.ONCOKB, release="OncoKB of Laboratory A v0.1", released_on=date(2026, 1, 31),
    item_id="OKB-1", level_scheme="oncokb", level="1",
)  # fmt: skip


def test_a_cited_level_that_fell_in_the_next_release_is_told(store: Store) -> None:
    load(store, item("OKB-1", level_scheme="oncokb", level="1"), **FIRST)
    advised(store, evidence=(CITES,))
    assert drifts(store) == ()
    load(store, item("OKB-1", level_scheme="oncokb", level="3A"), **SECOND)
    (told,) = drifts(store)
    assert "OKB-1" in told.sentence and "3A" in told.sentence
    assert "OncoKB of Laboratory A" in f"{told.sentence} {told.before} {told.now}"


def test_a_level_that_became_off_tumour_no_longer_speaks_for_the_advice(store: Store) -> None:
    load(store, item("OKB-1", level_scheme="oncokb", level="1"), **FIRST)
    advised(store, evidence=(CITES,))
    load(store, item("OKB-1", level_scheme="oncokb", level="3B"), **SECOND)
    (told,) = drifts(store)
    assert told.severity is Severity.WEAKER


def test_an_annotated_file_stands_beside_the_case_under_its_own_name(store: Store) -> None:
    reading = as_told(
        read_release(FIXTURES / "oncokb_annotated.maf", "x.maf"),
        OF_A["name"],
        "v0.1",
        date(2026, 1, 31),
        None,
    )
    event = record_release(store, actor("administrator"), reading, 0, new_id())
    switch(store, Source.ONCOKB, event.subject_id)
    opened, _, _ = advised(store)
    view = case_view(store, actor("chair"), opened.case_id)
    assert view is not None
    (one,) = [one for one in case_evidence(store, actor("chair"), view).by_finding.values()]
    assert {(line.relation, line.release) for line in one.lines} == {
        ("other tumour", "OncoKB of Laboratory A v0.1")
    }
    assert {line.cited.release for line in one.lines} == {"OncoKB of Laboratory A v0.1"}
