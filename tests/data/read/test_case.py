"""The case as each person reaches it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from data.journal import new_id
from data.read.case import case_view
from data.record import answers, cases, recommendations, runs
from domain.acceptance import RunAcceptance, SampleAcceptance
from domain.answers import Answer
from domain.cases import Conclusion
from domain.codes import Decision, RecommendationKind
from domain.recommendations import Ordering, Recommendation, Withdrawal
from domain.views.case import CaseView
from tests.builders import TODAY, Board, accept_run, actor, new_board, reading


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = new_board(tmp_path)
    yield made
    made.store.close()


def seen(board: Board, user: str = "chair", case_id: str | None = None) -> CaseView:
    view = case_view(board.store, actor(user), case_id or board.north.case_id)
    assert view is not None
    return view


def test_a_case_shows_patient_tumour_question_specimen_and_profile(board: Board) -> None:
    view = seen(board)
    assert (view.pseudonym, view.oncotree_code, view.stage, view.centre) == (
        "P-001", "LUAD", "Stage IV", "Northern hospital",
    )  # fmt: skip
    assert (view.ecog, view.previous_lines, view.synthetic) == (1, 2, True)
    assert [s.tumour_cell_percent for s in view.specimens] == [60]
    assert [p.profile_id for p in view.profiles] == [board.profile_id]
    assert view.profiles[0].specimen_ids == (board.north.specimen_id,)


@pytest.mark.parametrize(
    ("user", "reaches"),
    [
        ("chair", True), ("coordinator", True), ("member", True), ("oncologist-north", True),
        ("laboratory-a", True), ("oncologist-south", False), ("laboratory-b", False), ("analyst", False),
        ("administrator", False),
    ],
)  # fmt: skip
def test_a_case_out_of_reach_is_as_one_that_does_not_exist(board: Board, user: str, reaches: bool) -> None:
    found = case_view(board.store, actor(user), board.north.case_id)
    assert (found is not None) is reaches
    assert case_view(board.store, actor(user), "no-such-case") is None


def test_what_one_person_was_shown_is_never_served_to_another(board: Board) -> None:
    for _ in range(2):
        assert case_view(board.store, actor("chair"), board.north.case_id) is not None
        assert case_view(board.store, actor("oncologist-south"), board.north.case_id) is None


def test_recommendations_stand_in_priority_and_an_act_is_seen_at_once(board: Board) -> None:
    first, second = board.recommendation_ids
    assert [r.recommendation_id for r in seen(board).recommendations] == [first, second]
    recommendations.record_order(
        board.store, actor("chair"), (board.north.case_id, Ordering((second, first))), 1, new_id()
    )
    assert [r.recommendation_id for r in seen(board).recommendations] == [second, first]


def test_a_recommendation_carries_its_findings_evidence_and_answer(board: Board) -> None:
    first = board.recommendation_ids[0]
    answer = Answer(
        Decision.DECLINED, TODAY - timedelta(days=5), TODAY - timedelta(days=2), "Dr N",
        primary_reason="responding", contributing_reasons=("patient_travel", "patient_refusal"),
    )  # fmt: skip
    answers.record_answer(board.store, actor("oncologist-north"), (first, answer), 1, new_id())
    one = seen(board).recommendations[0]
    assert one.supporting == ((f"{board.profile_id}.5", "BRAF p.(Val600Glu)"),)
    assert one.evidence == "ESCAT I-A"
    assert one.version == 2
    assert one.answer is not None
    assert one.answer.primary_reason == "Responding or stable on the current therapy"
    assert len(one.answer.contributing_reasons) == 2


def test_a_withdrawn_recommendation_stands_last_with_its_reason(board: Board) -> None:
    first = board.recommendation_ids[0]
    wording = Recommendation(RecommendationKind.APPROVED_THERAPY, "BRAF V600E.", ("dabrafenib",))
    recommendations.record_withdrawal(
        board.store, actor("chair"), (first, Withdrawal("new_result"), wording), 1, new_id()
    )
    last = seen(board).recommendations[-1]
    assert (last.recommendation_id, last.withdrawn) == (first, True)
    assert last.withdrawal_reason == "A new result changed the ground"


def test_every_act_on_the_case_counts_towards_its_version(board: Board) -> None:
    assert seen(board).version == board.store.journal.version_of(board.north.case_id)
    cases.record_conclusion(board.store, actor("chair"), (board.north.case_id, Conclusion(True)), 1, new_id())
    view = seen(board)
    assert view.version == 2 == board.store.journal.version_of(board.north.case_id)
    assert view.conclusion is not None
    assert view.conclusion.actionable


def test_a_superseded_profile_is_out_and_the_newer_one_is_chosen(board: Board) -> None:
    again = reading(board.north.sample_id, calls=20)
    sample = SampleAcceptance(again, (board.north.specimen_id,), None, TODAY, as_reanalysis=True)
    runs.record_run(
        board.store, actor("coordinator"), RunAcceptance("again", "lab-a", (), (sample,)), 0, new_id()
    )
    view = seen(board)
    assert [p.supersedes for p in view.profiles] == [board.profile_id]
    assert view.profile(board.profile_id) == view.profiles[0]


def test_a_case_without_a_profile_has_none_to_show(board: Board) -> None:
    view = seen(board, case_id=board.south.case_id)
    assert view.profiles == ()
    assert view.profile(None) is None


def test_the_profile_that_was_asked_for_is_chosen_among_several(board: Board) -> None:
    other = accept_run(board.store, board.north, content_sha256="other", dna_sample_id="P-001-DNA2")
    view = seen(board)
    assert {p.profile_id for p in view.profiles} == {board.profile_id, other}
    chosen = view.profile(board.profile_id)
    assert chosen is not None
    assert chosen.profile_id == board.profile_id
