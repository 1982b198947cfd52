"""That changes under advice were seen: kept, brought back by a further change, refused to who may not."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from data.journal import new_id
from data.reach import reach_of
from data.read.advice import read_case_acts
from data.read.drift import changed
from data.record import PROJECTIONS, recommendations
from data.record import drift as seeing
from data.store import Store, open_store
from domain.drift.acknowledged import DriftSeen
from domain.drift.changes import Severity
from domain.knowledge.evidence import Source
from domain.recommendations import Correction, Withdrawal
from domain.refused import Refused
from tests.builders import actor, new_store
from tests.drift import drifts, see, weaker
from tests.releases import item, load, switch

CHAIR = actor("chair")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path / "home")
    # What changes here is what each test loads.
    switch(made, Source.STARTER, None)
    yield made
    made.close()


def told(store: Store) -> tuple[Severity, str]:
    (one,) = drifts(store)
    return one.severity, one.sentence


@pytest.mark.parametrize("user", ["chair", "coordinator"])
def test_what_was_seen_leaves_the_worklist_and_stays_in_the_history(store: Store, user: str) -> None:
    weaker(store)
    (before,) = drifts(store)
    see(store, user)
    found = changed(store, CHAIR)
    assert found.rows == ()
    (one,) = found.seen
    assert (one.drift_id, one.before, one.now, one.sentence, one.severity) == (
        before.drift_id, before.before, before.now, before.sentence, Severity.WEAKER,
    )  # fmt: skip
    assert (one.comment, one.pseudonym) == ("Known at the time.", "P-001")


def test_a_further_change_brings_it_back(store: Store) -> None:
    weaker(store)
    see(store)
    load(store, item(level="B"), item("EID8", profile_text="x", drugs=("Other",)), version="2026-07-26")
    assert drifts(store) == ()
    load(store, item(level="C"), version="2026-08-26")
    assert told(store) == (Severity.WEAKER, "EID1: level CIViC A to CIViC C.")
    assert len(changed(store, CHAIR).seen) == 1


def test_a_correction_and_a_withdrawal_take_it_away(store: Store) -> None:
    opened, advised_id = weaker(store)
    with store.reading(reach_of(CHAIR)) as reader:
        acts = read_case_acts(reader, opened.case_id, [])
    assert acts is not None
    now = replace(acts.advice[0].wording, evidence=(), rationale="Read anew.", as_recorded=True)
    recommendations.record_correction(
        store, CHAIR, (advised_id, Correction(now, "New release.")), 1, new_id()
    )
    assert drifts(store) == ()
    load(store, item(level="C"), version="2026-07-26")
    assert len(drifts(store)) == 1
    value = (advised_id, Withdrawal("no_longer_available"), now)
    recommendations.record_withdrawal(store, CHAIR, value, 2, new_id())
    assert (drifts(store), changed(store, CHAIR).compared) == ((), 0)


@pytest.mark.parametrize("user", ["oncologist-north", "laboratory-a", "analyst", "administrator"])
def test_who_does_not_plan_or_recommend_cannot_say_that_it_was_seen(store: Store, user: str) -> None:
    weaker(store)
    with pytest.raises(Refused, match="may not do this"):
        see(store, user)
    assert len(drifts(store)) == 1


def test_a_wording_that_was_corrected_meanwhile_is_not_seen(store: Store) -> None:
    _, advised_id = weaker(store)
    (row,) = changed(store, CHAIR).rows
    value = DriftSeen(advised_id, row.wording + 1, row.drifts, "Known.")
    with pytest.raises(Refused, match="corrected or withdrawn meanwhile"):
        seeing.record_drift_seen(store, CHAIR, value, 0, new_id())


def test_a_double_click_records_once(store: Store) -> None:
    weaker(store)
    (row,) = changed(store, CHAIR).rows
    value = DriftSeen(row.recommendation_id, row.wording, row.drifts, "Known.")
    token = new_id()
    first = seeing.record_drift_seen(store, CHAIR, value, 0, token)
    assert seeing.record_drift_seen(store, CHAIR, value, 0, token) == first
    assert len(changed(store, CHAIR).seen) == 1


def test_a_rebuild_tells_the_same(tmp_path: Path) -> None:
    made = new_store(tmp_path / "home")
    weaker(made)
    see(made)
    before = changed(made, CHAIR)
    made.close()
    (tmp_path / "home" / "store.duckdb").unlink()
    again = open_store(tmp_path / "home", PROJECTIONS)
    assert changed(again, CHAIR) == before
    again.close()
