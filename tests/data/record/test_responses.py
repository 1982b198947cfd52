"""The best response under a recommendation: recorded, corrected, taken back, no longer counted."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from data.journal import Event, new_id
from data.reach import reach_of
from data.read.case import read_case
from data.read.responses import response_record
from data.record import answers, responses
from data.record.recommendations import record_withdrawal
from data.store import Store
from domain.answers import Answer, AnswerCorrection
from domain.codes import Decision, RecommendationKind
from domain.recommendations import Recommendation, Withdrawal
from domain.refused import Refused, Stale, Unreachable
from domain.responses import (
    BestResponse,
    ResponseCorrection,
    ResponseCriteria,
    ResponseValue,
    ResponseWithdrawal,
)
from domain.views.responses import ResponseInForce, ResponseRecord
from tests.builders import TODAY, Board, actor, recommend

V, C = ResponseValue, ResponseCriteria
DECIDED = TODAY - timedelta(days=10)


def seen(
    value: ResponseValue = V.PR, days_ago: int = 5, criteria: ResponseCriteria = C.RECIST
) -> BestResponse:
    return BestResponse(value, criteria, TODAY - timedelta(days=days_ago), "Dr N.")


def answered(board: Board, decision: Decision = Decision.FOLLOWED, decided_on: date | None = DECIDED) -> str:
    rid = board.recommendation_ids[0]
    reason = None if decision is Decision.FOLLOWED else "comorbidity"
    value = (rid, Answer(decision, None, decided_on, "Dr N.", reason))
    answers.record_answer(board.store, actor("oncologist-north"), value, 1, new_id())
    return rid


def record(
    board: Board, rid: str, value: BestResponse | None = None, user: str = "oncologist-north", **act: str
) -> Event:
    version = board.store.journal.version_of(responses.subject_of(rid))
    pair = (rid, value or seen())
    return responses.record_response(board.store, actor(user), pair, version, act.get("token") or new_id())


def correct(board: Board, rid: str, value: BestResponse) -> Event:
    version = board.store.journal.version_of(responses.subject_of(rid))
    pair = (rid, ResponseCorrection(value, "Read anew."))
    return responses.record_response_correction(
        board.store, actor("oncologist-north"), pair, version, new_id()
    )


def take_back(board: Board, rid: str) -> Event:
    version = board.store.journal.version_of(responses.subject_of(rid))
    pair = (rid, ResponseWithdrawal("Of another patient."))
    return responses.record_response_withdrawal(
        board.store, actor("oncologist-north"), pair, version, new_id()
    )


def recorded(store: Store, rid: str, user: str = "coordinator") -> ResponseRecord:
    with store.reading(reach_of(actor(user))) as reader:
        return response_record(reader, rid)


def on_the_case(board: Board, rid: str) -> ResponseInForce | None:
    with board.store.reading(reach_of(actor("chair"))) as reader:
        case = read_case(reader, board.north.case_id)
    assert case is not None
    return next(one.response for one in case.recommendations if one.recommendation_id == rid)


def test_a_response_is_in_the_journal_on_the_case_and_in_the_record(board: Board) -> None:
    rid = answered(board)
    event = record(board, rid)
    assert (event.verb, event.subject_kind, event.on_behalf_of) == (
        "response_recorded",
        "best_response",
        None,
    )
    told = on_the_case(board, rid)
    assert told == ResponseInForce(V.PR, C.RECIST, TODAY - timedelta(days=5))
    found = recorded(board.store, rid).in_force
    assert found is not None
    assert (found.value, found.recorded_by, found.response_no) == (V.PR, "Nora North", 1)


def test_a_partly_followed_one_has_a_response_too(board: Board) -> None:
    rid = answered(board, Decision.PARTLY)
    record(board, rid)
    assert on_the_case(board, rid) is not None


def test_the_coordinator_records_on_behalf_of_the_physician_who_is_named(board: Board) -> None:
    event = record(board, answered(board), user="coordinator")
    assert (event.actor_id, event.on_behalf_of) == ("coordinator", "Dr N.")


@pytest.mark.parametrize("user", ["chair", "member", "laboratory-a", "analyst", "administrator"])
def test_other_roles_may_not_record_correct_or_take_back(board: Board, user: str) -> None:
    rid = answered(board)
    record(board, rid)
    acts: tuple[tuple[Callable[..., Event], object], ...] = (
        (responses.record_response, seen(V.CR, 1)),
        (responses.record_response_correction, ResponseCorrection(seen(), "Why.")),
        (responses.record_response_withdrawal, ResponseWithdrawal("Why.")),
    )
    for act, value in acts:
        with pytest.raises(Refused, match="may not do this"):
            act(board.store, actor(user), (rid, value), 1, new_id())
    assert len(recorded(board.store, rid).given) == 1


def test_an_oncologist_of_another_centre_does_not_find_it(board: Board) -> None:
    rid = answered(board)
    record(board, rid)
    south, taken = actor("oncologist-south"), ResponseWithdrawal("Why.")
    with pytest.raises(Unreachable, match="no such recommendation"):
        responses.record_response(board.store, south, (rid, seen(V.CR, 1)), 1, new_id())
    with pytest.raises(Unreachable, match="no such recommendation"):
        responses.record_response_withdrawal(board.store, south, (rid, taken), 1, new_id())
    assert recorded(board.store, rid, "oncologist-south") == ResponseRecord()


@pytest.mark.parametrize("decision", [None, Decision.DECLINED, Decision.DEFERRED])
def test_advice_that_was_not_followed_has_no_response(board: Board, decision: Decision | None) -> None:
    rid = answered(board, decision) if decision else board.recommendation_ids[0]
    with pytest.raises(Refused, match="record or correct the answer first"):
        record(board, rid)
    assert on_the_case(board, rid) is None


def test_advice_that_is_no_treatment_has_no_response(board: Board) -> None:
    kind = RecommendationKind.REBIOPSY
    rid = recommend(
        board.store, board.north.case_id, kind=kind, drugs=(), evidence_level=None, evidence_scheme=None
    )
    value = (rid, Answer(Decision.FOLLOWED, None, DECIDED, "Dr N."))
    answers.record_answer(board.store, actor("oncologist-north"), value, 1, new_id())
    with pytest.raises(Refused, match="advises no treatment"):
        record(board, rid)


def test_withdrawn_advice_takes_no_response_and_what_was_recorded_can_be_taken_back(board: Board) -> None:
    rid = answered(board)
    record(board, rid)
    value = (rid, Withdrawal("replaced"), Recommendation(RecommendationKind.REBIOPSY, "As it stood."))
    record_withdrawal(board.store, actor("chair"), value, board.store.journal.version_of(rid), new_id())
    with pytest.raises(Refused, match="withdrew this recommendation"):
        record(board, rid, seen(V.CR, 1))
    take_back(board, rid)
    assert recorded(board.store, rid).in_force is None


def test_no_response_is_assessed_before_the_decision_or_before_the_meeting(board: Board) -> None:
    rid = answered(board)
    with pytest.raises(Refused, match="decided to follow the advice"):
        record(board, rid, seen(days_ago=11))
    value = (rid, AnswerCorrection(Answer(Decision.FOLLOWED, None, None, "Dr N."), "Day not known."))
    answers.record_answer_correction(board.store, actor("oncologist-north"), value, 2, new_id())
    with pytest.raises(Refused, match="the board gave its advice"):
        record(board, rid, seen(days_ago=13))
    record(board, rid, seen(days_ago=11))


def test_a_later_better_assessment_counts_and_the_earlier_one_stays_in_the_record(board: Board) -> None:
    rid = answered(board)
    record(board, rid, seen(V.SD, 8))
    record(board, rid, seen(V.PR, 2))
    told = recorded(board.store, rid)
    assert [(one.value, one.response_no) for one in told.given] == [(V.SD, 1), (V.PR, 2)]
    assert told.in_force == told.given[1]
    assert on_the_case(board, rid) == ResponseInForce(V.PR, C.RECIST, TODAY - timedelta(days=2))
    with pytest.raises(Refused, match="best response stays PR"):
        record(board, rid, seen(V.SD, 0))


def test_a_correction_replaces_the_wording_with_its_reason_and_keeps_its_place(board: Board) -> None:
    rid = answered(board)
    record(board, rid, seen(V.SD, 8))
    record(board, rid, seen(V.CR, 2))
    correct(board, rid, seen(V.PR, 2))
    told = recorded(board.store, rid)
    assert [(one.value, one.response_no, one.reason) for one in told.given] == [
        (V.SD, 1, None), (V.CR, 2, None), (V.PR, 2, "Read anew."),
    ]  # fmt: skip
    assert told.in_force == told.given[2]
    assert [one.value for one in told.earlier] == [V.CR, V.SD]


def test_a_correction_is_held_against_the_assessment_before_it(board: Board) -> None:
    rid = answered(board)
    record(board, rid, seen(V.SD, 8))
    record(board, rid, seen(V.PR, 2))
    with pytest.raises(Refused, match="best response stays SD"):
        correct(board, rid, seen(V.PD, 2))
    with pytest.raises(Refused, match="not later"):
        correct(board, rid, seen(V.PR, 8))


def test_what_was_taken_back_leaves_the_assessment_before_it(board: Board) -> None:
    rid = answered(board)
    record(board, rid, seen(V.SD, 8))
    record(board, rid, seen(V.PR, 2))
    take_back(board, rid)
    assert on_the_case(board, rid) == ResponseInForce(V.SD, C.RECIST, TODAY - timedelta(days=8))
    take_back(board, rid)
    assert on_the_case(board, rid) is None
    assert [one.withdrawn for one in recorded(board.store, rid).given] == [False, False, True, True]
    record(board, rid, seen(V.PD, 1))
    told = recorded(board.store, rid).in_force
    assert told is not None
    assert (told.value, told.response_no) == (V.PD, 5)


def test_nothing_is_corrected_or_taken_back_where_nothing_stands(board: Board) -> None:
    rid = answered(board)
    with pytest.raises(Refused, match="no best response that could be corrected"):
        correct(board, rid, seen())
    with pytest.raises(Refused, match="no best response that could be taken back"):
        take_back(board, rid)


def test_an_answer_corrected_to_not_followed_stops_it_counting_and_back_again_counts_it(board: Board) -> None:
    rid = answered(board)
    record(board, rid)
    steps = ((Decision.DECLINED, "responding", False), (Decision.FOLLOWED, None, True))
    for seen_version, (decision, reason, counts) in enumerate(steps, start=2):
        value = (rid, AnswerCorrection(Answer(decision, None, DECIDED, "Dr N.", reason), "Misheard."))
        answers.record_answer_correction(
            board.store, actor("oncologist-north"), value, seen_version, new_id()
        )
        told = on_the_case(board, rid)
        assert told is not None
        assert told.counts is counts


def test_a_stale_form_is_refused(board: Board) -> None:
    rid = answered(board)
    record(board, rid, seen(V.SD, 8))
    with pytest.raises(Stale, match="This best response was changed after you opened the form"):
        responses.record_response(board.store, actor("coordinator"), (rid, seen(V.PR, 2)), 0, new_id())


def test_a_double_click_records_and_takes_back_once(board: Board) -> None:
    rid = answered(board)
    assert record(board, rid, token="click") == record(board, rid, token="click")
    assert len(recorded(board.store, rid).given) == 1


def test_an_answer_form_is_not_stale_because_a_response_was_recorded(board: Board) -> None:
    rid = answered(board)
    record(board, rid)
    value = (rid, AnswerCorrection(Answer(Decision.FOLLOWED, None, DECIDED, "Dr Nn."), "Her initials."))
    answers.record_answer_correction(board.store, actor("oncologist-north"), value, 2, new_id())
