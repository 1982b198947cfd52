"""What a best response may say, by which criteria, and which may come after which."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reference import codes
from domain.codes import Decision
from domain.refused import Refused
from domain.responses import (
    ALLOWED,
    BestResponse,
    ResponseCorrection,
    ResponseCriteria,
    ResponseValue,
    ResponseWithdrawal,
    check_follows,
    check_not_before,
    may_respond,
    values_of,
)

DAY = date(2026, 1, 12)
V, C = ResponseValue, ResponseCriteria


def response(
    value: ResponseValue = V.PR, day: date = DAY, criteria: ResponseCriteria = C.IRECIST
) -> BestResponse:
    return BestResponse(value, criteria, day, "Dr N.")


def test_the_words_of_the_program_and_of_the_table_agree_in_value_and_order() -> None:
    for system, words in (("response_value", list(V)), ("response_criteria", list(C))):
        assert [one.code for one in codes.codes(system)] == [word.value for word in words]
    assert [one.short for one in codes.codes("response_value")] == [value.short for value in V]
    assert [one.label.lower() for one in codes.codes("response_criteria")] == [c.label.lower() for c in C]


@pytest.mark.parametrize(
    ("value", "by"),
    [
        (V.MR, {C.RANO}),
        (V.NON_CR_NON_PD, {C.RECIST, C.IRECIST}),
        (V.UPD, {C.IRECIST}),
        *((value, set(C)) for value in (V.CR, V.PR, V.SD, V.PD, V.NE)),
    ],
)
def test_a_value_is_taken_by_the_criteria_that_have_it_alone(
    value: ResponseValue, by: set[ResponseCriteria]
) -> None:
    assert {criteria for criteria in C if value in ALLOWED[criteria]} == by
    for criteria in C:
        if criteria in by:
            assert response(value, criteria=criteria).value is value
        else:
            with pytest.raises(Refused, match=f"By {criteria.label} nothing is called"):
                response(value, criteria=criteria)


def test_the_values_of_criteria_stand_in_their_order_the_best_first() -> None:
    assert values_of(C.LUGANO) == (V.CR, V.PR, V.SD, V.PD, V.NE)
    assert values_of(C.RANO) == (V.CR, V.PR, V.MR, V.SD, V.PD, V.NE)


def test_an_assessment_of_tomorrow_and_one_by_nobody_are_refused() -> None:
    with pytest.raises(Refused, match="lies in the future"):
        response(day=date.today() + timedelta(days=1))
    with pytest.raises(Refused, match="name her"):
        BestResponse(V.PR, C.RECIST, DAY, "  ")


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_correction_and_a_taking_back_need_their_reason(reason: str) -> None:
    with pytest.raises(Refused, match="A correction needs its reason"):
        ResponseCorrection(response(), reason)
    with pytest.raises(Refused, match="Taking it back needs its reason"):
        ResponseWithdrawal(reason)


def test_only_what_was_followed_wholly_or_partly_can_be_responded_to() -> None:
    assert {one for one in (*Decision, None) if may_respond(one)} == {Decision.FOLLOWED, Decision.PARTLY}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (V.SD, V.PR, None),
        (V.PR, V.PR, None),
        (V.NE, V.SD, None),
        (V.NE, V.PD, None),
        (V.UPD, V.PD, None),
        (V.UPD, V.PR, None),
        (V.PR, V.SD, "stays PR of 12 Jan 2026; SD is not better"),
        (V.SD, V.NE, "stays SD"),
        (V.PD, V.PR, "After progression"),
        (V.PD, V.PD, "After progression"),
    ],
)
def test_what_comes_after_is_better_or_as_good_and_nothing_comes_after_progression(
    before: ResponseValue, after: ResponseValue, told: str | None
) -> None:
    first, second = response(before), response(after, DAY + timedelta(days=56))
    if told is None:
        check_follows(first, second)
    else:
        with pytest.raises(Refused, match=told):
            check_follows(first, second)


def test_a_later_assessment_is_of_a_later_day() -> None:
    with pytest.raises(Refused, match="not later than the one already recorded"):
        check_follows(response(), response(V.CR))


@given(st.lists(st.sampled_from(list(V)), max_size=6))
def test_what_stands_last_is_never_worse_than_anything_that_was_taken_before(
    values: Sequence[ResponseValue],
) -> None:
    order = [V.CR, V.PR, V.MR, V.SD, V.NON_CR_NON_PD, V.UPD, V.PD, V.NE]
    taken: list[BestResponse] = []
    for number, value in enumerate(value for value in values if value is not V.MR):
        one = response(value, DAY + timedelta(days=number))
        try:
            check_follows(taken[-1] if taken else None, one)
        except Refused:
            continue
        taken.append(one)
    for one in taken[:-1]:
        confirmed = one.value is V.UPD and taken[-1].value is V.PD
        assert confirmed or order.index(taken[-1].value) <= order.index(one.value)


@pytest.mark.parametrize(
    ("day", "decided_on", "told"),
    [
        (DAY, None, None),
        (DAY, DAY, None),
        (DAY - timedelta(days=1), None, "the board gave its advice on 12 Jan 2026"),
        (DAY + timedelta(days=2), DAY + timedelta(days=3), "decided to follow the advice on 15 Jan 2026"),
        (DAY + timedelta(days=3), DAY + timedelta(days=3), None),
    ],
)
def test_no_assessment_lies_before_the_advice_or_the_decision(
    day: date, decided_on: date | None, told: str | None
) -> None:
    if told is None:
        check_not_before(response(day=day), DAY, decided_on)
    else:
        with pytest.raises(Refused, match=told):
            check_not_before(response(day=day), DAY, decided_on)
