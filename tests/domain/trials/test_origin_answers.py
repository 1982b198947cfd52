"""Changes that must lie in the germline, or must not."""

import pytest

from domain.origins import Origin
from domain.single_test_words import Method, Result
from domain.single_tests import TestResult
from domain.trials.criteria import Genomic, Not
from domain.trials.matches import Answer
from tests.domain.trials.patients import mutation, patient, told, variant


def brca1(origin: Origin) -> Genomic:
    return mutation("BRCA1", origin=origin)


def panel(result: Result) -> TestResult:
    return TestResult.as_recorded(
        marker="BRCA1",
        gene="BRCA1",
        method=Method.GERMLINE_PANEL,
        result=result,
        origin=Origin.GERMLINE,
    )


@pytest.mark.parametrize(
    ("germline", "of_germline", "of_tumour"),
    [
        (True, Answer.PASS, Answer.FAIL),
        (False, Answer.FAIL, Answer.PASS),
        (None, Answer.UNDETERMINED, Answer.WARN),
    ],
)
def test_a_change_answers_by_where_it_lies(
    germline: bool | None, of_germline: Answer, of_tumour: Answer
) -> None:
    of = patient(variant("BRCA1", "Q1756fs", germline=germline))
    assert told(brca1(Origin.GERMLINE), of).answer is of_germline
    assert told(brca1(Origin.SOMATIC), of).answer is of_tumour


def test_an_unknown_origin_names_the_germline_test_that_decides_it() -> None:
    found = told(brca1(Origin.GERMLINE), patient(variant("BRCA1", "Q1756fs", germline=None)))
    assert found.further_test == "A germline test of BRCA1 would decide it."
    assert "whether it is in the germline is not known" in found.sentence


def test_a_negative_germline_panel_decides_a_change_of_unknown_origin() -> None:
    unknown = variant("BRCA1", "Q1756fs", germline=None)
    tested = patient(unknown, tests=(panel(Result.NOT_DETECTED),))
    assert told(brca1(Origin.GERMLINE), tested).answer is Answer.FAIL
    assert told(Not(brca1(Origin.GERMLINE)), tested).answer is Answer.PASS
    failed = patient(unknown, tests=(panel(Result.FAILED),))
    assert told(brca1(Origin.GERMLINE), failed).answer is Answer.UNDETERMINED


def test_a_negative_germline_panel_answers_where_the_tumour_was_not_assessed() -> None:
    unseen = patient(assessed=False)
    assert told(brca1(Origin.GERMLINE), unseen).answer is Answer.UNDETERMINED
    tested = patient(assessed=False, tests=(panel(Result.NOT_DETECTED),))
    assert told(brca1(Origin.GERMLINE), tested).answer is Answer.FAIL


def test_a_germline_change_that_nobody_classified_may_be_a_polymorphism() -> None:
    of = patient(variant("BRCA1", "K1183R", None, germline=True))
    found = told(brca1(Origin.GERMLINE), of)
    assert (found.answer, found.sentence) == (
        Answer.WARN,
        "BRCA1 K1183R found, not classified: it may be a polymorphism.",
    )
    assert told(mutation("BRCA1", origin=Origin.GERMLINE, protein_change="K1183R"), of).answer is Answer.PASS
    assert told(
        brca1(Origin.GERMLINE), patient(variant("BRCA1", "K1183R", "benign", germline=True))
    ).answer is (Answer.FAIL)
