"""Answering a recommendation: the physician's decision, her reasons, and who wrote it down."""

from datetime import date, timedelta
from typing import Any

import pytest

from data.journal import Event, new_id
from data.record import answers
from data.record.recommendations import record_withdrawal
from data.store import Reach, Store
from domain.answers import Answer, AnswerCorrection
from domain.codes import Decision, RecommendationKind
from domain.recommendations import Recommendation, Withdrawal
from domain.refused import Refused, Stale, Unreachable
from tests.builders import TODAY, Board, actor

FOLLOWED = Answer(Decision.FOLLOWED, None, TODAY - timedelta(days=2), "Dr N.")
DECLINED = Answer(Decision.DECLINED, None, None, "Dr N.", "responding", ("patient_travel", "late_result"))


def answer(
    board: Board, value: Answer = FOLLOWED, user: str = "oncologist-north", seen: int = 1, token: str = ""
) -> Event:
    pair = (board.recommendation_ids[0], value)
    return answers.record_answer(board.store, actor(user), pair, seen, token or new_id())


def in_force(store: Store, recommendation_id: str) -> dict[str, Any] | None:
    with store.reading(Reach(user_id="x", every_centre=True)) as reader:
        return reader.row("reach/answer", recommendation_id=recommendation_id)


def reasons(store: Store) -> list[tuple[Any, ...]]:
    sql = "select reason_code, is_primary from main.answer_reason order by is_primary desc, reason_code"
    return store._connection.execute(sql).fetchall()


def test_an_answer_is_in_the_journal_and_in_force(board: Board) -> None:
    event = answer(board)
    assert (event.verb, event.actor_id, event.on_behalf_of) == ("answer_recorded", "oncologist-north", None)
    found = in_force(board.store, board.recommendation_ids[0])
    assert found is not None
    assert (found["decision"], found["version"]) == ("followed", 2)


def test_a_decline_keeps_its_primary_and_its_contributing_reasons(board: Board) -> None:
    answer(board, DECLINED)
    assert reasons(board.store) == [("responding", True), ("late_result", False), ("patient_travel", False)]


def test_a_coordinator_answers_on_behalf_of_the_physician_who_is_named(board: Board) -> None:
    event = answer(board, user="coordinator")
    assert (event.actor_id, event.on_behalf_of) == ("coordinator", "Dr N.")


@pytest.mark.parametrize("user", ["chair", "member", "laboratory-a", "analyst", "administrator"])
def test_other_roles_may_not_answer(board: Board, user: str) -> None:
    with pytest.raises(Refused, match="may not do this"):
        answer(board, user=user)
    assert in_force(board.store, board.recommendation_ids[0]) is None


def test_an_oncologist_of_another_centre_does_not_find_it(board: Board) -> None:
    with pytest.raises(Unreachable, match="no such recommendation"):
        answer(board, user="oncologist-south")


def test_an_answer_that_was_given_is_corrected_and_not_given_again(board: Board) -> None:
    answer(board)
    with pytest.raises(Refused, match="answered already"):
        answer(board, DECLINED, seen=2)


def test_a_deferred_answer_is_followed_by_another(board: Board) -> None:
    answer(board, Answer(Decision.DEFERRED, None, None, "Dr N.", "pending"))
    answer(board, FOLLOWED, seen=2)
    found = in_force(board.store, board.recommendation_ids[0])
    assert found is not None
    assert found["decision"] == "followed"


def test_a_correction_supersedes_with_its_reason_and_the_first_stays(board: Board) -> None:
    answer(board)
    value = (board.recommendation_ids[0], AnswerCorrection(DECLINED, "Entered for the wrong patient."))
    answers.record_answer_correction(board.store, actor("oncologist-north"), value, 2, new_id())
    rows = board.store._connection.execute(
        "select decision, correction_reason from main.answer order by version"
    ).fetchall()
    assert rows == [("followed", None), ("declined", "Entered for the wrong patient.")]
    found = in_force(board.store, board.recommendation_ids[0])
    assert found is not None
    assert found["decision"] == "declined"


def test_a_correction_without_an_answer_is_refused(board: Board) -> None:
    value = (board.recommendation_ids[0], AnswerCorrection(FOLLOWED, "Why not."))
    with pytest.raises(Refused, match="no answer yet"):
        answers.record_answer_correction(board.store, actor("oncologist-north"), value, 1, new_id())


def test_a_stale_answer_is_refused(board: Board) -> None:
    answer(board, Answer(Decision.DEFERRED, None, None, "Dr N.", "pending"))
    with pytest.raises(Stale, match="changed after you opened the form"):
        answer(board, FOLLOWED, seen=1)


def test_a_double_click_records_one_answer(board: Board) -> None:
    deferred = Answer(Decision.DEFERRED, None, None, "Dr N.", "pending")
    first = answer(board, deferred, token="click")
    assert answer(board, deferred, token="click") == first
    assert board.store._connection.execute("select count(*) from main.answer").fetchall() == [(1,)]


def test_a_withdrawn_recommendation_needs_no_answer(board: Board) -> None:
    wording = Recommendation(RecommendationKind.REBIOPSY, "As it stood.")
    value = (board.recommendation_ids[0], Withdrawal("replaced"), wording)
    record_withdrawal(board.store, actor("chair"), value, 1, new_id())
    with pytest.raises(Refused, match="needs no answer"):
        answer(board, seen=2)


def test_an_unknown_reason_is_refused(board: Board) -> None:
    with pytest.raises(Refused, match="not in the list"):
        answer(board, Answer(Decision.DECLINED, None, None, "Dr N.", "did_not_feel_like_it"))


def test_nobody_is_informed_before_the_advice(board: Board) -> None:
    early = Answer(Decision.FOLLOWED, date(2020, 1, 1), date(2020, 1, 2), "Dr N.")
    with pytest.raises(Refused, match="been informed before the board gave its advice"):
        answer(board, early)


def test_nobody_decides_before_the_advice_also_where_the_day_of_information_is_not_documented(
    board: Board,
) -> None:
    early = Answer(Decision.FOLLOWED, None, date(2020, 1, 2), "Dr N.")
    with pytest.raises(Refused, match=r"have decided before the board gave its advice on .*typed is kept"):
        answer(board, early)
    assert in_force(board.store, board.recommendation_ids[0]) is None
