"""The board's advice: recorded, corrected, withdrawn, put in order; nothing is overwritten."""

from dataclasses import replace
from typing import Any

import pytest

from data.journal import Event, new_id
from data.read.advice import read_case_acts
from data.record import recommendations
from data.store import Reach, Store
from domain.codes import RecommendationKind
from domain.identity import MOST_CHARACTERS
from domain.people import Role
from domain.recommendations import Correction, Ordering, Recommendation, Withdrawal
from domain.refused import Refused, Stale, Unreachable
from tests.builders import Board, actor, recommend, recommend_off_label, supporting

REBIOPSY = Recommendation(RecommendationKind.REBIOPSY, "A new biopsy would help.")


def rows(store: Store, recommendation_id: str) -> list[tuple[Any, ...]]:
    return store._connection.execute(
        "select version, kind, withdrawn, coalesce(correction_reason, withdrawal_reason) "
        "from main.recommendation where recommendation_id = $id order by version",
        {"id": recommendation_id},
    ).fetchall()


def in_force(store: Store, recommendation_id: str) -> dict[str, Any]:
    with store.reading(Reach(user_id="x", every_centre=True)) as reader:
        found = reader.row("reach/recommendation", recommendation_id=recommendation_id)
    assert found is not None
    return found


def record(board: Board, value: Recommendation, user: str = "chair", case_id: str = "") -> Event:
    pair = (case_id or board.north.case_id, value)
    return recommendations.record_recommendation(board.store, actor(user), pair, 0, new_id())


def test_advice_is_recorded_with_the_findings_it_rests_on(board: Board) -> None:
    recommendation_id = recommend_off_label(
        board.store,
        board.north.case_id,
        supporting=(supporting(board.profile_id, 5), supporting(board.profile_id, 6)),
    )
    labels = board.store._connection.execute(
        "select finding_id, label from main.recommendation_finding where recommendation_id = $id "
        "order by finding_id",
        {"id": recommendation_id},
    ).fetchall()
    assert labels == [(f"{board.profile_id}.{n}", "BRAF p.(Val600Glu)") for n in (5, 6)]


def test_advice_that_stands_on_the_case_is_not_recorded_a_second_time(board: Board) -> None:
    osimertinib = Recommendation(RecommendationKind.OFF_LABEL, "It fits.", ("Osimertinib", "Savolitinib"))
    record(board, osimertinib)
    again = replace(osimertinib, rationale="In other words.", drugs=("savolitinib", "osimertinib"))
    with pytest.raises(Refused, match="stands among the recommendations of this case already"):
        record(board, again)
    record(board, replace(again, drugs=("Osimertinib",)))
    record(board, replace(again, kind=RecommendationKind.MEDICAL_NEED_PROGRAMME))
    record(board, again, case_id=board.south.case_id)


def test_two_tests_are_advised_for_two_reasons_and_each_once(board: Board) -> None:
    test = Recommendation(RecommendationKind.CONFIRMATORY_TEST, "IHC of HER2.")
    record(board, test)
    record(board, replace(test, rationale="RNA for a fusion of RET."))
    with pytest.raises(Refused, match="already"):
        record(board, test)


def test_what_was_withdrawn_may_be_advised_again_and_nothing_is_corrected_into_what_stands(
    board: Board,
) -> None:
    first = record(board, REBIOPSY).subject_id
    other = record(board, replace(REBIOPSY, rationale="A liquid one would do.")).subject_id
    with pytest.raises(Refused, match="already"):
        correction = Correction(REBIOPSY, "It was the other one.")
        recommendations.record_correction(board.store, actor("chair"), (other, correction), 1, new_id())
    withdrawal = (first, Withdrawal("new_result"), REBIOPSY)
    recommendations.record_withdrawal(board.store, actor("chair"), withdrawal, 1, new_id())
    record(board, REBIOPSY)


def test_a_click_that_is_sent_twice_is_one_piece_of_advice(board: Board) -> None:
    token, value = new_id(), (board.north.case_id, REBIOPSY)
    first = recommendations.record_recommendation(board.store, actor("chair"), value, 0, token)
    assert recommendations.record_recommendation(board.store, actor("chair"), value, 0, token) == first


@pytest.mark.parametrize(("length", "kept"), [(MOST_CHARACTERS, True), (MOST_CHARACTERS + 1, False)])
def test_a_rationale_is_kept_up_to_a_length_and_never_cut(board: Board, length: int, kept: bool) -> None:
    if kept:
        record(board, replace(REBIOPSY, rationale="x" * length))
        return
    with pytest.raises(Refused, match=r"The rationale has 4,001 characters, and at most 4,000 are kept"):
        record(board, replace(REBIOPSY, rationale="x" * length))
    Recommendation(RecommendationKind.REBIOPSY, "x" * length, as_recorded=True)


@pytest.mark.parametrize("user", ["coordinator", "member", "oncologist-north", "laboratory-a", "analyst"])
def test_only_the_chair_recommends(board: Board, user: str) -> None:
    with pytest.raises(Refused, match="may not do this"):
        record(board, REBIOPSY, user)
    assert board.store._connection.execute("select count(*) from main.recommendation").fetchall() == [(2,)]


def test_a_user_cannot_act_in_a_role_she_does_not_hold(board: Board) -> None:
    forged = replace(actor("analyst"), role=Role.CHAIR)
    with pytest.raises(Refused, match="no longer hold the role"):
        recommendations.record_recommendation(
            board.store, forged, (board.north.case_id, REBIOPSY), 0, new_id()
        )


def test_a_case_that_does_not_exist_is_not_advised_on(board: Board) -> None:
    with pytest.raises(Unreachable, match="no such case"):
        record(board, REBIOPSY, case_id="nothing")


@pytest.mark.parametrize(
    "fields",
    [
        {"evidence_scheme": "stars", "evidence_level": "5"},
        {"evidence_scheme": "escat", "evidence_level": "IX-Z"},
        {"kind": RecommendationKind.CLINICAL_TRIAL, "trial_id": "X-1", "trial_registry": "the_net"},
        {"kind": RecommendationKind.NO_THERAPY, "drugs": (), "no_therapy_reason": "no_luck"},
    ],
)
def test_codes_that_no_list_has_are_refused(board: Board, fields: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="not in the list"):
        recommend(board.store, board.north.case_id, **fields)


def test_a_number_that_was_once_recorded_in_another_form_is_still_read(board: Board) -> None:
    old = Recommendation(
        RecommendationKind.CLINICAL_TRIAL, "Recorded before the rule.", trial_registry="nct",
        trial_id="NCT 123", as_recorded=True,
    )  # fmt: skip
    recommendation_id = record(board, old).subject_id
    with board.store.reading(Reach(user_id="x", every_centre=True)) as reader:
        case = read_case_acts(reader, board.north.case_id, [])
    assert case is not None
    wordings = {one.recommendation_id: one.wording for one in case.in_force}
    assert wordings[recommendation_id].trial_id == "NCT 123"


def test_a_correction_supersedes_and_the_first_wording_stays(board: Board) -> None:
    first = board.recommendation_ids[0]
    value = (first, Correction(REBIOPSY, "The chair misread the specimen."))
    recommendations.record_correction(board.store, actor("chair"), value, 1, new_id())
    assert rows(board.store, first) == [
        (1, "approved_therapy", False, None),
        (2, "rebiopsy", False, "The chair misread the specimen."),
    ]
    assert in_force(board.store, first)["kind"] == "rebiopsy"


def test_a_correction_keeps_the_day_of_the_advice(board: Board) -> None:
    first = board.recommendation_ids[0]
    before = in_force(board.store, first)["recommended_on"]
    value = (first, Correction(REBIOPSY, "Misread."))
    recommendations.record_correction(board.store, actor("chair"), value, 1, new_id())
    assert in_force(board.store, first)["recommended_on"] == before


def withdraw(board: Board, seen: int = 1, reason: str = "replaced", user: str = "chair") -> None:
    value = (board.recommendation_ids[0], Withdrawal(reason), REBIOPSY)
    recommendations.record_withdrawal(board.store, actor(user), value, seen, new_id())


def test_a_withdrawal_is_a_row_of_its_own_with_its_reason(board: Board) -> None:
    withdraw(board)
    assert rows(board.store, board.recommendation_ids[0])[-1] == (2, "rebiopsy", True, "replaced")
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw(board, seen=2)
    with pytest.raises(Refused, match="was withdrawn"):
        value = (board.recommendation_ids[0], Correction(REBIOPSY, "Too late."))
        recommendations.record_correction(board.store, actor("chair"), value, 2, new_id())


def test_a_withdrawal_needs_a_reason_of_the_list_and_the_chair(board: Board) -> None:
    with pytest.raises(Refused, match="not in the list"):
        withdraw(board, reason="whim")
    with pytest.raises(Refused, match="may not do this"):
        withdraw(board, user="member")


def test_a_stale_correction_is_refused(board: Board) -> None:
    withdraw(board)
    with pytest.raises(Refused):
        withdraw(board, seen=1)
    recommend_off_label(board.store, board.north.case_id)
    second = board.recommendation_ids[1]
    value = (second, Correction(REBIOPSY, "First."))
    recommendations.record_correction(board.store, actor("chair"), value, 1, new_id())
    with pytest.raises(Stale):
        recommendations.record_correction(board.store, actor("chair"), value, 1, new_id())


def order(board: Board, *ids: str, seen: int = 1) -> None:
    value = (board.north.case_id, Ordering(ids))
    recommendations.record_order(board.store, actor("chair"), value, seen, new_id())


def priorities(store: Store, case_id: str) -> list[str]:
    with store.reading(Reach(user_id="x", every_centre=True)) as reader:
        return [
            row[0]
            for row in reader._cursor.execute(
                "select recommendation_id from seen.recommendation_order where case_id = $id "
                "order by priority",
                {"id": case_id},
            ).fetchall()
        ]


def test_the_order_of_the_advice_is_the_one_that_was_set_last(board: Board) -> None:
    first, second = board.recommendation_ids
    assert priorities(board.store, board.north.case_id) == [first, second]
    order(board, second, first)
    assert priorities(board.store, board.north.case_id) == [second, first]


def test_an_order_that_misses_a_recommendation_is_refused(board: Board) -> None:
    with pytest.raises(Refused, match="changed meanwhile"):
        order(board, board.recommendation_ids[0])
