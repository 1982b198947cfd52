"""Metrics judged by the limits in the file."""

from decimal import Decimal

import pytest

from domain.quality import QualityMetric, Verdict, decimal_of


def metric(value: str | None, lower: str | None = None, upper: str | None = None) -> QualityMetric:
    return QualityMetric("DNA Library QC Metrics", "PCT_EXON_50X", "%", lower, upper, value, "S1")


@pytest.mark.parametrize(
    ("value", "lower", "upper", "verdict"),
    [
        ("90.0", "90.0", None, Verdict.PASS),
        ("89.9999", "90.0", None, Verdict.FAIL),
        ("0.134", "0.000", "0.134", Verdict.PASS),
        ("0.1340001", "0.000", "0.134", Verdict.FAIL),
        (None, "90.0", None, Verdict.NOT_RUN),
        ("high", "90.0", None, Verdict.NOT_EVALUABLE),
        ("12", None, None, Verdict.NO_LIMIT),
        ("nan", "1", None, Verdict.NOT_EVALUABLE),
    ],
)
def test_a_metric_is_judged_by_the_decimal_text(
    value: str | None, lower: str | None, upper: str | None, verdict: Verdict
) -> None:
    assert metric(value, lower, upper).verdict is verdict


def test_what_a_float32_would_get_wrong_is_right() -> None:
    assert decimal_of("0.03") == Decimal("0.03")
    assert metric("0.03", "0.03", None).verdict is Verdict.PASS
