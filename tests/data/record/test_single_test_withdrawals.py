"""A single test that was recorded by mistake is withdrawn: it stays in the record and stands no longer."""

from datetime import timedelta
from typing import Any

import pytest

from data.journal import new_id
from data.reach import reach_of
from data.read.audit import acts
from data.read.case import case_view
from data.read.follow_up import advice_to_answer
from data.read.test_results import single_tests, standing_tests
from data.record import recommendations
from data.record.single_test_withdrawals import record_test_withdrawal
from data.store import Store
from domain.codes import RecommendationKind
from domain.recommendations import Recommendation, SupportingFinding
from domain.refused import Refused, Stale, Unreachable
from domain.single_test_withdrawal import SingleTestWithdrawal
from domain.single_test_words import Method, Result
from domain.views.audit import AuditFilter
from domain.views.findings import FindingRow
from tests.builders import TODAY, Board, accept_run, actor
from tests.single_tests import enter, result

WRONG = "Another patient's specimen."


def withdraw(
    board: Board, profile_id: str, user: str = "coordinator", version: int = 0, token: str | None = None
) -> Any:
    value = SingleTestWithdrawal(profile_id, WRONG)
    return record_test_withdrawal(board.store, actor(user), value, version, token or new_id())


def shown(board: Board, user: str = "chair") -> tuple[FindingRow, ...]:
    case = case_view(board.store, actor(user), board.north.case_id)
    assert case is not None
    return single_tests(board.store, actor(user), case).rows


def standing(board: Board, user: str = "coordinator") -> list[str]:
    with board.store.reading(reach_of(actor(user))) as reader:
        return [one.profile_id for one in standing_tests(reader, board.north.case_id)]


@pytest.mark.parametrize("user", ["coordinator", "laboratory-a"])
def test_a_withdrawn_test_is_shown_last_with_its_reason_and_stands_no_longer(board: Board, user: str) -> None:
    wrong = enter(board.store, board.north)
    negative = result(marker="RET", gene="RET", result=Result.NOT_DETECTED, what=None)
    right = enter(board.store, board.north, negative, reported_on=TODAY - timedelta(days=9))
    withdraw(board, wrong, user)
    first, last = shown(board)
    assert (first.profile_id, last.profile_id) == (right, wrong)
    assert first.test is not None and first.test.withdrawn is None
    assert last.test is not None and last.test.withdrawn is not None
    assert last.test.withdrawn.startswith(f"{WRONG} (withdrawn on {TODAY.day} ")
    assert standing(board) == [right]


def test_the_journal_keeps_the_test_and_says_who_withdrew_it_and_why(board: Board) -> None:
    profile_id = enter(board.store, board.north)
    event = withdraw(board, profile_id, "laboratory-a")
    assert (event.verb, event.subject_id, event.actor_id) == (
        "single_test_withdrawn",
        profile_id,
        "laboratory-a",
    )
    with board.store.reading(reach_of(actor("administrator"))) as reader:
        row = acts(reader, AuditFilter(), 1).rows[0]
    assert (row.verb, row.reason) == ("single_test_withdrawn", WRONG)
    kept = board.store._connection.execute("select count(*) from main.test_result").fetchall()
    assert kept == [(1,)]


def test_a_double_click_withdraws_once(board: Board) -> None:
    profile_id, token = enter(board.store, board.north), new_id()
    assert withdraw(board, profile_id, token=token) == withdraw(board, profile_id, token=token)


def test_it_is_withdrawn_once_and_what_was_corrected_is_not(board: Board) -> None:
    first = enter(board.store, board.north)
    second = enter(board.store, board.north, result(what="EML4::ALK rearranged"), replaces=True)
    with pytest.raises(Refused, match="was corrected meanwhile"):
        withdraw(board, first)
    withdraw(board, second)
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw(board, second, version=1)
    assert [row.profile_id for row in shown(board)] == [second]


def test_what_was_withdrawn_and_what_it_had_replaced_can_be_entered_again(board: Board) -> None:
    enter(board.store, board.north)
    second = enter(board.store, board.north, result(what="EML4::ALK rearranged"), replaces=True)
    withdraw(board, second)
    third = enter(board.store, board.north)
    assert standing(board) == [third]
    with pytest.raises(Refused, match="brought in before"):
        enter(board.store, board.north)


def test_a_form_that_was_drawn_before_another_act_is_refused(board: Board) -> None:
    profile_id = enter(board.store, board.north)
    with pytest.raises(Stale):
        withdraw(board, profile_id, version=1)


@pytest.mark.parametrize("user", ["chair", "member", "oncologist-north", "analyst", "administrator"])
def test_who_may_not_enter_a_test_may_not_withdraw_one(board: Board, user: str) -> None:
    profile_id = enter(board.store, board.north)
    with pytest.raises(Refused, match="may not do this"):
        withdraw(board, profile_id, user)


def test_another_laboratory_and_a_profile_of_a_run_are_not_reached(board: Board) -> None:
    profile_id = enter(board.store, board.north)
    of_run = accept_run(board.store, board.north, pair_id="P-900", content_sha256="other")
    for user, one in (("laboratory-b", profile_id), ("coordinator", of_run), ("coordinator", "nothing")):
        with pytest.raises(Unreachable, match="There is no such single test for you"):
            withdraw(board, one, user)


def test_a_withdrawal_needs_a_reason_that_names_nobody() -> None:
    with pytest.raises(Refused, match="needs its reason"):
        SingleTestWithdrawal("profile", "  ")
    with pytest.raises(Refused, match="national number"):
        SingleTestWithdrawal("profile", "of 85.07.30-033.28")


def test_a_recommendation_that_rests_on_it_keeps_it_and_says_withdrawn(board: Board) -> None:
    profile_id = enter(board.store, board.north)
    advice = Recommendation(
        RecommendationKind.APPROVED_THERAPY, drugs=("alectinib",), rationale="ALK rearranged.",
        supporting=(SupportingFinding(f"{profile_id}.1", result().label),),
    )  # fmt: skip
    event = recommendations.record_recommendation(
        board.store, actor("chair"), (board.north.case_id, advice), 0, new_id()
    )
    withdraw(board, profile_id)
    words = f"{result().label} (withdrawn)"
    for user in ("chair", "oncologist-north", "laboratory-a"):
        case = case_view(board.store, actor(user), board.north.case_id)
        assert case is not None
        assert [label for one in case.recommendations for _, label in one.supporting][-1] == words
    with board.store.reading(reach_of(actor("oncologist-north"))) as reader:
        asked = advice_to_answer(reader, event.subject_id)
    assert asked is not None and asked.supporting == (words,)


def test_a_withdrawn_panel_profiles_nobody(board: Board) -> None:
    panel = result(method=Method.NGS_PANEL, marker="KRAS", gene="KRAS", what=None, result=Result.NOT_DETECTED)
    profile_id = enter(board.store, board.south, panel, laboratory="lab-b")

    def counted(store: Store) -> int:
        with store.reading(reach_of(actor("chair"))) as reader:
            sql = "select count(*) from seen.profiling where profile_id = ?"
            return int(reader._cursor.execute(sql, [profile_id]).fetchall()[0][0])

    assert counted(board.store) == 1
    withdraw(board, profile_id)
    assert counted(board.store) == 0
