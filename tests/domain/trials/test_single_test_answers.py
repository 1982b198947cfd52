"""PD-L1 by its scores, as single tests give them."""

from decimal import Decimal

import pytest

from domain.single_test_words import Method, Result, Unit
from domain.single_tests import TestResult
from domain.trials.criteria import Measure, MeasureKind, Not, Operator
from domain.trials.matches import Answer
from tests.domain.trials.patients import patient, told


def stain(value: str | None, unit: Unit | None = Unit.TPS, result: Result = Result.DETECTED) -> TestResult:
    return TestResult.as_recorded(
        marker="PD-L1",
        gene="CD274",
        method=Method.IHC,
        result=result,
        value_text=value,
        unit=unit if value else None,
    )


def tps(operator: Operator, limit: int) -> Measure:
    return Measure(MeasureKind.PD_L1_TPS, operator, Decimal(limit))


@pytest.mark.parametrize(
    ("value", "asked", "answer"),
    [
        ("60", tps(Operator.AT_LEAST, 50), Answer.PASS),
        ("49", tps(Operator.AT_LEAST, 50), Answer.FAIL),
        ("0", tps(Operator.LESS_THAN, 1), Answer.PASS),
        ("<1", tps(Operator.AT_LEAST, 1), Answer.FAIL),
        ("<1", tps(Operator.LESS_THAN, 1), Answer.PASS),
        ("≤1", tps(Operator.AT_LEAST, 1), Answer.UNDETERMINED),
        ("<5", tps(Operator.AT_LEAST, 1), Answer.UNDETERMINED),
        (">=50", tps(Operator.AT_LEAST, 50), Answer.PASS),
        (">50", tps(Operator.AT_LEAST, 50), Answer.PASS),
        (">= 1", tps(Operator.AT_LEAST, 50), Answer.UNDETERMINED),
        (">50", tps(Operator.AT_MOST, 50), Answer.FAIL),
    ],
)
def test_a_score_is_compared_and_a_bound_decides_only_where_all_it_leaves_open_agrees(
    value: str, asked: Measure, answer: Answer
) -> None:
    assert told(asked, patient(tests=(stain(value),))).answer is answer


def test_without_a_stain_it_is_undetermined_and_names_the_test_either_way() -> None:
    for asked in (tps(Operator.AT_LEAST, 50), Not(tps(Operator.AT_LEAST, 50))):
        found = told(asked, patient())
        assert found.answer is Answer.UNDETERMINED
        assert found.further_test == "Immunohistochemistry of PD-L1 with its TPS would decide it."


@pytest.mark.parametrize(
    "tests",
    [
        (stain("20", Unit.CPS),),
        (stain(None, result=Result.NOT_DETECTED),),
        (stain(None, result=Result.FAILED),),
    ],
    ids=["another score", "no score", "failed"],
)
def test_another_score_or_none_is_never_taken_for_it(tests: tuple[TestResult, ...]) -> None:
    assert told(tps(Operator.AT_LEAST, 1), patient(tests=tests)).answer is Answer.UNDETERMINED


def test_the_newest_score_counts_and_stands_in_the_sentence() -> None:
    found = told(tps(Operator.AT_LEAST, 50), patient(tests=(stain("80"), stain("10"))))
    assert found.answer is Answer.FAIL
    assert "TPS 10 %" in found.sentence
    assert "PD-L1 TPS at least 50 % is asked" in found.sentence
