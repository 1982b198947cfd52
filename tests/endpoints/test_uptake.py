"""Uptake: one test for each state an answer can be in, over hand-counted recommendations."""

from dataclasses import replace
from datetime import date

import pytest

from domain.codes import Decision, ReasonGroup, ReasonNotFollowed, RecommendationKind
from domain.uptake import AnswerState, UptakeRow
from endpoints.uptake import (
    ReasonsTable,
    pending_answers,
    reasons_by_centre,
    reasons_table,
    uptake,
    uptake_by_centre,
    uptake_by_kind,
)

R = ReasonNotFollowed


def row(decision: Decision | None = Decision.FOLLOWED, reason: R | None = None, **other: object) -> UptakeRow:
    made = UptakeRow(
        recommendation="r1",
        centre="A",
        kind=RecommendationKind.APPROVED_THERAPY,
        decision=decision,
        primary_reason=reason,
        contributing_reasons=(),
        informed_on=date(2026, 3, 2),
        decided_on=date(2026, 3, 9) if decision else None,
        recommended_on=date(2026, 3, 1),
        days_waiting=None if decision else 12,
    )
    return replace(made, **other)  # type: ignore[arg-type]


def primary(table: ReasonsTable, reason: R) -> str:
    return next(one.primary.text for one in table.reasons if one.reason is reason)


def contributing(table: ReasonsTable, reason: R) -> str:
    return next(one.contributing.text for one in table.reasons if one.reason is reason)


def test_uptake__followed() -> None:
    assert uptake([row()]).of_answers_known.text == "1 of 1 (100.0 %)"


def test_uptake__partly_followed_counts_as_followed_and_is_counted_apart() -> None:
    counted = uptake([row(Decision.PARTLY, R.COMORBIDITY)])
    assert counted.of_answers_known.text == "1 of 1 (100.0 %)"
    assert (counted.followed, counted.partly) == (0, 1)


def test_uptake__declined() -> None:
    counted = uptake([row(Decision.DECLINED, R.PATIENT_REFUSAL)])
    assert counted.of_answers_known.text == "0 of 1 (0.0 %)"
    assert counted.of_answers_known.left_out == ()


def test_uptake__pending_is_not_a_decline() -> None:
    counted = uptake([row(), row(None)])
    assert counted.of_answers_known.text == "1 of 1 (100.0 %)"
    assert counted.of_answers_known.left_out == (("no answer yet", 1),)
    assert counted.of_recommended.text == "1 of 2 (50.0 %)"
    assert counted.declined == 0


def test_uptake__a_decline_with_the_reason_pending_is_pending() -> None:
    odd = row(Decision.DECLINED, R.PENDING)
    assert odd.state is AnswerState.PENDING
    assert uptake([odd]).declined == 0
    assert uptake([odd]).pending == 1


def test_uptake__deferred_is_answered_but_not_decided() -> None:
    counted = uptake([row(), row(Decision.DEFERRED, R.RESPONDING)])
    assert counted.answered.text == "2 of 2 (100.0 %)"
    assert counted.of_answers_known.text == "1 of 1 (100.0 %)"
    assert counted.of_answers_known.left_out == (("decision deferred", 1),)


def test_uptake__reimbursement_pending_is_a_reason_and_not_a_pending_answer() -> None:
    assert uptake([row(Decision.DECLINED, R.REIMBURSEMENT_PENDING)]).declined == 1


@pytest.mark.parametrize("kind", [one for one in RecommendationKind if not one.is_therapy])
def test_uptake__advice_of_no_therapy_is_in_no_denominator(kind: RecommendationKind) -> None:
    counted = uptake([row(), row(kind=kind)])
    assert counted.recommended == 1
    assert counted.of_recommended.left_out == (("not advice of a therapy", 1),)


def test_uptake__nobody_is_no_percentage() -> None:
    assert uptake([]).of_answers_known.value is None
    assert uptake([row(None)]).of_answers_known.value is None


def test_each_centre_has_its_own_denominator() -> None:
    rows = [
        row(centre="B"),
        row(Decision.DECLINED, R.DEATH, centre="A"),
        row(centre="A"),
        row(None, centre="A"),
    ]
    texts = {one.group: one.of_answers_known.text for one in uptake_by_centre(rows)}
    assert texts == {"A": "1 of 2 (50.0 %)", "B": "1 of 1 (100.0 %)"}


def test_each_kind_of_therapy_has_its_own_denominator_and_other_advice_is_not_listed() -> None:
    rows = [
        row(),
        row(Decision.DECLINED, R.TRIAL_NOT_OPEN, kind=RecommendationKind.CLINICAL_TRIAL),
        row(kind=RecommendationKind.REBIOPSY),
    ]
    texts = {one.group: one.of_answers_known.text for one in uptake_by_kind(rows)}
    assert texts == {"approved_therapy": "1 of 1 (100.0 %)", "clinical_trial": "0 of 1 (0.0 %)"}


def test_reasons_share_one_stated_denominator_and_add_up_to_it() -> None:
    rows = [
        row(Decision.DECLINED, R.RESPONDING),
        row(Decision.DECLINED, R.RESPONDING, contributing_reasons=(R.PATIENT_TRAVEL,)),
        row(Decision.DECLINED, R.DEATH),
        row(Decision.DEFERRED, R.RESPONDING),
        row(None),
        row(),
    ]
    table = reasons_table(rows)
    assert table.denominator == 3
    assert primary(table, R.RESPONDING) == "2 of 3 (66.7 %)"
    assert contributing(table, R.PATIENT_TRAVEL) == "1 of 3 (33.3 %)"
    assert sum(one.primary.numerator for one in table.reasons) == 3
    assert dict(table.left_out) == {"no answer yet": 1, "decision deferred": 1, "followed": 1}


def test_reasons__not_documented_is_its_own() -> None:
    table = reasons_table([row(Decision.DECLINED, R.NOT_DOCUMENTED), row(Decision.DECLINED, R.DEATH)])
    assert primary(table, R.NOT_DOCUMENTED) == "1 of 2 (50.0 %)"
    assert dict(table.by_group())[ReasonGroup.NOT_DOCUMENTED].text == "1 of 2 (50.0 %)"


def test_reasons__a_decline_without_any_reason_is_shown_as_not_documented() -> None:
    assert primary(reasons_table([row(Decision.DECLINED)]), R.NOT_DOCUMENTED) == "1 of 1 (100.0 %)"


def test_reasons__pending_is_not_in_a_table_of_declines() -> None:
    table = reasons_table([row(Decision.DECLINED, R.DEATH), row(Decision.DECLINED, R.PENDING)])
    assert table.denominator == 1
    assert R.PENDING not in [one.reason for one in table.reasons]


def test_reasons__a_reason_never_given_is_shown_as_zero() -> None:
    assert primary(reasons_table([row(Decision.DECLINED, R.DEATH)]), R.LATE_RESULT) == "0 of 1 (0.0 %)"


def test_reasons__the_primary_is_not_counted_again_as_contributing() -> None:
    table = reasons_table([row(Decision.DECLINED, R.DEATH, contributing_reasons=(R.DEATH, R.DETERIORATION))])
    assert contributing(table, R.DEATH) == "0 of 1 (0.0 %)"
    assert contributing(table, R.DETERIORATION) == "1 of 1 (100.0 %)"


def test_reasons__deferred_decisions_have_a_table_of_their_own() -> None:
    rows = [row(Decision.DEFERRED, R.PENDING), row(Decision.DECLINED, R.DEATH)]
    table = reasons_table(rows, decisions=(Decision.DEFERRED,))
    assert table.denominator == 1
    assert primary(table, R.PENDING) == "1 of 1 (100.0 %)"
    assert dict(table.left_out) == {"declined": 1}


def test_reasons__followed_has_none() -> None:
    with pytest.raises(ValueError, match="no reasons"):
        reasons_table([], decisions=(Decision.FOLLOWED,))


def test_reasons_differ_by_centre_each_over_its_own_denominator() -> None:
    rows = [
        row(Decision.DECLINED, R.DEATH, centre="A"),
        row(Decision.DECLINED, R.DEATH, centre="A"),
        row(Decision.DECLINED, R.TRIAL_NOT_OPEN, centre="B"),
    ]
    tables = {one.group: one for one in reasons_by_centre(rows)}
    assert primary(tables["A"], R.DEATH) == "2 of 2 (100.0 %)"
    assert primary(tables["B"], R.DEATH) == "0 of 1 (0.0 %)"


def test_the_longest_waiting_stands_first_and_unknown_days_last() -> None:
    rows = [
        row(None, recommendation="short", days_waiting=3),
        row(None, recommendation="unknown", days_waiting=None),
        row(None, recommendation="long", days_waiting=40),
        row(recommendation="answered"),
        row(None, recommendation="advice", kind=RecommendationKind.REBIOPSY),
    ]
    waiting = pending_answers(rows)
    assert [one.recommendation for one in waiting.rows] == ["long", "short", "unknown"]
    assert waiting.median_days == 21.5
    assert waiting.days_unknown == 1


def test_nobody_waiting_has_no_median() -> None:
    assert pending_answers([row()]).median_days is None
