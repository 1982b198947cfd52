"""What may be set of a reference value, and what is refused with a sentence."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.knowledge.copy_cut_offs import COPY_CUT_OFFS
from domain.refused import Refused
from domain.specimen_requirements import LIMITS
from domain.threshold_settings import (
    OF_A_STUDY,
    REFERENCE_VALUES,
    ThresholdSetting,
    number_of,
    title_of,
    value_words,
)
from domain.thresholds import DEFAULTS, MSI_TISSUE, TMB_HIGH, Band, Threshold
from domain.views.reference_values import ReferenceValue, SetValue

DAY = date(2026, 1, 1)
NUMBERS = st.decimals(min_value=0, max_value=1000, places=2)


def setting(
    name: str = "tmb_high", value: str = "12", upper: str | None = None, **more: object
) -> ThresholdSetting:
    values: dict[str, object] = {
        "name": name, "laboratory_id": None, "value": Decimal(value), "source": "Own validation",
        "upper": None if upper is None else Decimal(upper), "valid_from": DAY, **more,
    }  # fmt: skip
    return ThresholdSetting(**values)  # type: ignore[arg-type]


def recorded(value: str, since: date, laboratory: str | None = None, version: str = "1.1") -> SetValue:
    made = setting(value=value, laboratory_id=laboratory, valid_from=since).threshold(version)
    return SetValue(made, laboratory, laboratory, since, "Ada", datetime(2026, 1, 1, tzinfo=UTC))


def test_thresholds_and_requirements_of_specimens_stand_in_one_list_under_titles_of_their_own() -> None:
    assert set(REFERENCE_VALUES) == set(DEFAULTS) | set(LIMITS) | set(COPY_CUT_OFFS)
    titles = [title_of(one) for one in REFERENCE_VALUES.values()]
    assert len(titles) == len(set(titles))
    assert {"TMB high", "Specimen: DNA"} <= set(titles)


def test_every_default_with_a_number_could_itself_be_set() -> None:
    numbered = [one for one in REFERENCE_VALUES.values() if one.is_set]
    assert len(numbered) == len(REFERENCE_VALUES) - 3
    for one in numbered:
        made = ThresholdSetting(one.name, None, one.value, one.upper, one.source, DAY).threshold(one.version)
        assert made == one


def test_unit_assay_and_the_side_of_the_boundary_stay_the_defaults() -> None:
    made = setting("msi_tissue", "8", "15").threshold("1.1")
    assert (made.unit, made.assay, made.band_labels) == (
        MSI_TISSUE.unit,
        MSI_TISSUE.assay,
        MSI_TISSUE.band_labels,
    )
    assert (made.band(Decimal(8)), made.band(Decimal(15))) == (Band.LOW, Band.HIGH)
    assert (made.version, made.source, value_words(made)) == (
        "1.1",
        "Own validation",
        "8 to 15 % unstable sites",
    )


@given(NUMBERS, NUMBERS)
def test_a_grey_zone_begins_below_its_end_or_is_refused(low: Decimal, high: Decimal) -> None:
    if low < high <= 100:
        assert setting("msi_tissue", str(low), str(high)).threshold("1.1").upper == high
    else:
        with pytest.raises(Refused):
            setting("msi_tissue", str(low), str(high))


@pytest.mark.parametrize(
    ("name", "value", "upper", "more", "words"),
    [
        ("nosuch", "1", None, {}, "no reference value nosuch"),
        ("tmb_high", "-1", None, {}, "cannot be -1"),
        ("tmb_high", "NaN", None, {}, "cannot be NaN"),
        ("tmb_high", "Infinity", None, {}, "cannot be Infinity"),
        ("blood_tumour_fraction", "1.5", None, {}, "from 0 to 1"),
        ("pfs_ratio_null", "15", None, {}, "from 0 to 1"),
        ("specimen_dv200", "101", None, {}, "from 0 to 100"),
        ("msi_tissue", "10", "101", {}, "from 0 to 100"),
        ("tmb_high", "10", "20", {}, "no grey zone"),
        ("msi_tissue", "10", None, {}, "its beginning and its end"),
        ("specimen_rna_ng", "80", "40", {}, "Give an end above 80"),
        ("tmb_high", "10", None, {"source": " "}, "where the value of TMB high comes from"),
        ("pfs_ratio", "1.5", None, {"laboratory_id": "lab-a"}, "for all laboratories"),
    ],
)
def test_what_cannot_be_in_force_is_refused(
    name: str, value: str, upper: str | None, more: dict[str, object], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        setting(name, value, upper, **more)


@pytest.mark.parametrize("name", sorted(OF_A_STUDY))
def test_what_patients_are_counted_by_is_set_for_all(name: str) -> None:
    default = REFERENCE_VALUES[name]
    assert ThresholdSetting(name, None, default.value, default.upper, "Protocol", DAY).laboratory_id is None


@pytest.mark.parametrize("written", [None, "", "12,5", "ten", "1 000", "NA"])
def test_what_is_no_number_is_refused_and_never_guessed_at(written: str | None) -> None:
    with pytest.raises(Refused, match="TMB high needs a number with a point"):
        number_of(written, "TMB high")


@given(st.decimals(min_value=0, max_value=10_000, places=4))
def test_a_number_is_taken_exactly_as_it_was_written(number: Decimal) -> None:
    assert number_of(f" {number} ", "TMB high") == number


def test_what_is_in_force_is_the_default_until_the_first_day_of_what_was_set() -> None:
    value = ReferenceValue(TMB_HIGH, (recorded("12", DAY),))
    before, after = value.on(DAY - timedelta(days=1)), value.on(DAY)
    assert [(one.threshold, one.setting) for one in before] == [(TMB_HIGH, None)]
    assert [(one.threshold.value, one.laboratory) for one in after] == [(Decimal(12), None)]
    assert value.to_come(DAY - timedelta(days=1)) == value.history
    assert value.to_come(DAY) == ()


def test_a_laboratorys_own_value_stands_beside_the_one_for_all() -> None:
    value = ReferenceValue(TMB_HIGH, (recorded("9", DAY, "lab-b"), recorded("8", DAY, "lab-a")))
    told = [(one.laboratory, one.threshold.value) for one in value.on(DAY)]
    assert told == [(None, TMB_HIGH.value), ("lab-a", Decimal(8)), ("lab-b", Decimal(9))]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 99)), max_size=8), st.integers(-1, 6))
def test_the_latest_day_wins_and_on_one_day_what_was_recorded_last(
    settings: list[tuple[int, int]], asked: int
) -> None:
    oldest_first = [recorded(str(number), DAY + timedelta(days=after)) for after, number in settings]
    told = ReferenceValue(TMB_HIGH, tuple(reversed(oldest_first))).on(DAY + timedelta(days=asked))
    held = [(after, place) for place, (after, _) in enumerate(settings) if after <= asked]
    expected: Threshold = oldest_first[max(held)[1]].threshold if held else TMB_HIGH
    assert [one.threshold for one in told] == [expected]
