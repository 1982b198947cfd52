"""Proportions: Wilson's interval against published and computed values, and nobody to count."""

import pytest

from endpoints.proportion import Proportion, left_out, wilson


@pytest.mark.parametrize(
    ("successes", "total", "low", "high", "digits"),
    [
        (18, 66, 0.1800, 0.3904, 4),  # Von Hoff 2010
        (63, 193, 0.2642, 0.3954, 4),  # MOSCATO 01
        (7, 16, 0.2310, 0.6682, 4),  # Peh 2023
        (29, 33, 0.727, 0.952, 3),
        (40, 50, 0.6696, 0.8876, 4),
        (146, 150, 0.9334, 0.9896, 4),
        (186, 200, 0.8859, 0.9578, 4),
        (5, 10, 0.2366, 0.7634, 4),
        (5, 12, 0.1933, 0.6805, 4),
    ],
)
def test_wilson_gives_the_reference_values(
    successes: int, total: int, low: float, high: float, digits: int
) -> None:
    interval = wilson(successes, total)
    assert interval is not None
    assert (round(interval[0], digits), round(interval[1], digits)) == (low, high)


def test_wilson_agrees_with_scipy_everywhere_up_to_forty() -> None:
    from scipy.stats import binomtest

    for total in range(1, 41):
        for successes in range(total + 1):
            expected = binomtest(successes, total).proportion_ci(0.95, "wilson")
            assert wilson(successes, total) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_wilson_ends_at_zero_and_at_one() -> None:
    nobody, everybody = wilson(0, 10), wilson(10, 10)
    assert nobody is not None and nobody[0] == 0.0 and nobody[1] == pytest.approx(0.27753, abs=1e-5)
    assert everybody is not None and everybody[1] == 1.0


def test_of_nobody_there_is_no_percentage_and_no_interval() -> None:
    nobody = Proportion(0, 0, "followed")
    assert nobody.value is None
    assert nobody.interval is None
    assert nobody.text == "0 of 0"


def test_none_of_some_is_zero_per_cent() -> None:
    assert Proportion(0, 7, "followed").text == "0 of 7 (0.0 %)"


def test_the_text_shows_numerator_and_denominator() -> None:
    assert Proportion(1234, 5000, "x").text == "1,234 of 5,000 (24.7 %)"


@pytest.mark.parametrize(("numerator", "denominator"), [(2, 1), (-1, 3), (0, -1)])
def test_contradictory_counts_are_refused(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="no proportion"):
        Proportion(numerator, denominator, "x")
    with pytest.raises(ValueError, match="no proportion"):
        wilson(numerator, denominator)


def test_who_is_left_out_is_listed_without_empty_entries() -> None:
    counted = Proportion(1, 2, "x", left_out(("no answer yet", 3), ("deferred", 0)))
    assert counted.left_out == (("no answer yet", 3),)
    assert counted.left_out_total == 3
