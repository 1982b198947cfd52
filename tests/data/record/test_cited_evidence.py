"""The items of evidence that a recommendation cites: kept with release, level and words."""

import json
from dataclasses import replace

import pytest

from data.journal import new_id
from data.reach import reach_of
from data.read.advice import read_case_acts
from data.read.case import case_view
from data.record import recommendations
from data.record.act import PROJECTIONS
from data.store import Store
from domain.knowledge.evidence import DrugEffect, Source
from domain.recommendations import CitedEvidence, Correction, Recommendation
from domain.refused import Refused
from tests.builders import Board, actor, recommend_off_label
from tests.releases import CITED, load

CHAIR = actor("chair")
STARTER = CitedEvidence(
    Source.STARTER, "2026-11-21", None, "ST-BRAF-01", "escat", "I-A", DrugEffect.SENSITIVITY, "Words"
)


def cited(
    store: Store, case_id: str, recommendation_id: str, user: str = "chair"
) -> tuple[CitedEvidence, ...]:
    case = case_view(store, actor(user), case_id)
    assert case is not None
    return next(one for one in case.recommendations if one.recommendation_id == recommendation_id).cited


def test_what_is_cited_stands_on_the_recommendation_with_its_release_and_date(board: Board) -> None:
    load(board.store)
    advised = recommend_off_label(board.store, board.north.case_id, evidence=(CITED, STARTER))
    assert cited(board.store, board.north.case_id, advised) == (CITED, STARTER)
    assert cited(board.store, board.north.case_id, advised, "oncologist-north") == (CITED, STARTER)


def test_an_item_is_cited_once() -> None:
    twice = (CITED, replace(CITED, words="Other words"))
    made = Recommendation(kind="approved_therapy", rationale="Yes.", drugs=("a",), evidence=twice)  # type: ignore[arg-type]
    assert [one.item_id for one in made.evidence] == ["EID1"]


def test_a_release_that_was_never_loaded_is_not_cited(board: Board) -> None:
    with pytest.raises(Refused, match="release 2026-05-26 is not known here"):
        recommend_off_label(board.store, board.north.case_id, evidence=(CITED,))


def test_a_correction_says_anew_what_is_cited_and_the_old_stays_in_the_journal(board: Board) -> None:
    load(board.store)
    store, case_id = board.store, board.north.case_id
    advised = recommend_off_label(store, case_id, evidence=(CITED, STARTER))
    with store.reading(reach_of(CHAIR)) as reader:
        now = read_case_acts(reader, case_id, [])
    assert now is not None
    wording = next(one.wording for one in now.advice if one.recommendation_id == advised)
    assert wording.evidence == (CITED, STARTER)
    value = (advised, Correction(replace(wording, evidence=(STARTER,), as_recorded=True), "One too many."))
    recommendations.record_correction(store, CHAIR, value, 1, new_id())
    assert cited(store, case_id, advised) == (STARTER,)


def test_advice_from_before_evidence_could_be_cited_projects_as_it_did(board: Board) -> None:
    store, case_id = board.store, board.north.case_id
    advised = board.recommendation_ids[0]
    event = next(one for one in store.journal.events() if one.subject_id == advised)
    before = json.loads(json.dumps(event.payload))
    del before["advice"]["evidence"]
    found: list[tuple[str, dict[str, object]]] = []

    class Keeping:
        def add(self, name: str, /, **values: object) -> None:
            found.append((name, values))

    PROJECTIONS[("recommendation_recorded", 1)](Keeping(), replace(event, payload=before))  # type: ignore[arg-type]
    assert [name for name, _ in found] == ["recommendation", "recommendation_finding", "recommendation_order"]
    assert cited(store, case_id, advised) == ()
