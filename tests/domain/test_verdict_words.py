"""Why a class or a profile failed, in words: each limit with its unit, and nothing said twice."""

import pytest

from domain.assessment import assessment
from domain.findings import FindingClass, amount_words
from domain.quality import Outcome, QualityClass, QualityMetric, Verdict, without_verdict
from domain.quality_rules import class_verdicts, outcome_of

COVERED = QualityMetric(
    "DNA Library QC Metrics for Small Variant Calling and TMB", "PCT_EXON_50X", "%", "90.0", None, "42.0", "S"
)
CONTAMINATED = QualityMetric("DNA Library QC Metrics", "CONTAMINATION_SCORE", "NA", "0", "3106", "6871", "S")


def test_a_limit_stands_with_its_unit() -> None:
    (verdict,) = class_verdicts([COVERED], "LocalApp")
    assert verdict.reason == "Failed: PCT_EXON_50X is 42.0 %, the limit is at least 90.0 %."


def test_a_failed_profile_says_once_that_it_failed() -> None:
    outcome, reason = outcome_of(class_verdicts([COVERED, CONTAMINATED], "DRAGEN"))
    assert outcome is Outcome.FAILED
    assert reason.count("ailed") == 0
    assert reason.startswith("DNA contamination: CONTAMINATION_SCORE is 6871")
    assert reason.endswith("Small variants and TMB: PCT_EXON_50X is 42.0 %, the limit is at least 90.0 %.")


def test_a_class_that_was_not_assessed_says_once_why() -> None:
    verdicts = {one.quality_class: one for one in class_verdicts([COVERED], "LocalApp")}
    _, reason = assessment(FindingClass.SMALL_VARIANT, verdicts, "TSO500", has_rna=True)
    assert reason == "PCT_EXON_50X is 42.0 %, the limit is at least 90.0 %."
    verdicts = {one.quality_class: one for one in class_verdicts([CONTAMINATED], "DRAGEN")}
    assert verdicts[QualityClass.CONTAMINATION].verdict is Verdict.FAIL
    _, reason = assessment(FindingClass.COPY_NUMBER, verdicts, "TSO500", has_rna=True)
    assert (reason or "").startswith("DNA contamination: CONTAMINATION_SCORE is 6871")


@pytest.mark.parametrize(
    ("reason", "bare"),
    [("Failed: A is 1.", "A is 1."), ("Not evaluable: A has no value.", "A has no value."),
     ("Failed", "Failed"),
     ("Not run: the file gives NA for RNA.", "Not run: the file gives NA for RNA."), ("", "")],
)  # fmt: skip
def test_only_a_verdict_that_the_sentence_says_is_left_out(reason: str, bare: str) -> None:
    assert without_verdict(reason) == bare


@pytest.mark.parametrize(
    ("value", "text", "unit", "told"),
    [(37.0, "37", "score", "37"), (0.2, "20", "fraction", "20 %"), (0.055, "0.055", "fraction", "5.5 %"),
     (0.29, "0.29", "fraction", "29 %"), (12.6, "12.60", "mutations/Mb", "12.60 mutations/Mb"),
     (3.1, "3.1", "", "3.1"), (None, "x", "fraction", "x fraction")],
)  # fmt: skip
def test_an_amount_has_the_unit_that_a_person_reads(
    value: float | None, text: str, unit: str, told: str
) -> None:
    assert amount_words(value, text, unit) == told
