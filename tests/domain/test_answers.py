"""Which answers can be given at all."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.answers import Answer, AnswerCorrection
from domain.codes import Decision
from domain.refused import Refused

TODAY = date.today()


def answer(**overrides: Any) -> Answer:
    values: dict[str, Any] = {
        "decision": Decision.DECLINED,
        "informed_on": TODAY - timedelta(days=3),
        "decided_on": TODAY,
        "decided_by": "Nora North",
        "primary_reason": "responding",
        **overrides,
    }
    return Answer(**values)


def test_a_declined_recommendation_needs_a_reason() -> None:
    with pytest.raises(
        Refused, match="not followed needs a reason: choose a primary reason; what you typed is kept"
    ):
        answer(primary_reason=None)


def test_a_partly_followed_recommendation_needs_a_reason() -> None:
    with pytest.raises(Refused, match="partly followed needs a reason"):
        answer(decision=Decision.PARTLY, primary_reason=None)


def test_a_followed_recommendation_carries_no_reason() -> None:
    assert answer(decision=Decision.FOLLOWED, primary_reason=None).primary_reason is None
    with pytest.raises(Refused, match="no reason against it"):
        answer(decision=Decision.FOLLOWED)


def test_pending_is_never_a_reason_for_a_decline() -> None:
    with pytest.raises(Refused, match="Pending is not a decline"):
        answer(primary_reason="pending")
    with pytest.raises(Refused, match="Pending is not a decline"):
        answer(contributing_reasons=("pending",))
    assert answer(decision=Decision.DEFERRED, primary_reason="pending").primary_reason == "pending"


def test_not_documented_is_a_reason_of_its_own() -> None:
    assert answer(primary_reason="not_documented").primary_reason == "not_documented"


def test_a_contributing_reason_stands_beside_a_primary_one_and_is_another() -> None:
    with pytest.raises(Refused, match="choose that first"):
        answer(decision=Decision.DEFERRED, primary_reason=None, contributing_reasons=("responding",))
    with pytest.raises(Refused, match="not at the same time"):
        answer(contributing_reasons=("responding",))


def test_another_reason_needs_words() -> None:
    with pytest.raises(Refused, match="needs a comment"):
        answer(primary_reason="other")
    assert answer(primary_reason="other", comment="Moved abroad").comment == "Moved abroad"


def test_nobody_decides_before_she_was_informed_or_in_the_future() -> None:
    with pytest.raises(Refused, match="before she was informed"):
        answer(informed_on=TODAY, decided_on=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="in the future"):
        answer(decided_on=TODAY + timedelta(days=1))


def test_days_may_be_unknown_but_the_physician_may_not() -> None:
    assert answer(informed_on=None, decided_on=None).informed_on is None
    with pytest.raises(Refused, match="the physician who decided"):
        answer(decided_by="  ")


def test_a_correction_needs_its_reason() -> None:
    with pytest.raises(Refused, match="needs its reason"):
        AnswerCorrection(answer(), " ")
