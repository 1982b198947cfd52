"""How a value stands to its threshold, at the boundary and where there is no value."""

from decimal import Decimal

import pytest

from domain.findings import Biomarker, BiomarkerName, BiomarkerState
from domain.refused import Refused
from domain.thresholds import (
    BLOOD_ASSAY,
    DEFAULTS,
    MSI_TISSUE,
    PFS_RATIO,
    STABLE_DISEASE_MONTHS,
    TISSUE_ASSAY,
    TMB_HIGH,
    TMB_INPRED,
    Band,
    Threshold,
    classify,
    classify_biomarker,
    classify_msi,
    classify_tmb,
    default_for,
)


def biomarker(
    name: BiomarkerName = BiomarkerName.TMB,
    state: BiomarkerState = BiomarkerState.VALUE,
    text: str | None = "12.5",
    details: tuple[tuple[str, str], ...] = (),
) -> Biomarker:
    return Biomarker(name, state, None, text, "mutations/Mb", details)


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("10", Band.HIGH),
        ("10.0", Band.HIGH),
        ("10.00", Band.HIGH),
        ("9.9", Band.LOW),
        ("9.9999999999999999999", Band.LOW),
        ("10.0000000000000000001", Band.HIGH),
        ("0", Band.LOW),
        ("0.0", Band.LOW),
        (" 11 ", Band.HIGH),
    ],
)
def test_tmb_is_high_from_ten_on_as_the_text_says(text: str, band: Band) -> None:
    assert classify_tmb(text) is band


@pytest.mark.parametrize(
    ("text", "band"),
    [
        (None, Band.UNKNOWN),
        ("NA", Band.NOT_ASSESSED),
        ("", Band.NOT_ASSESSED),
        ("10,0", Band.NOT_EVALUABLE),
        ("high", Band.NOT_EVALUABLE),
        ("-1", Band.NOT_EVALUABLE),
        ("NaN", Band.NOT_EVALUABLE),
        ("Infinity", Band.NOT_EVALUABLE),
    ],
)
def test_no_value_is_never_low(text: str | None, band: Band) -> None:
    assert classify_tmb(text) is band


@pytest.mark.parametrize(
    ("text", "band"),
    [("5", Band.LOW), ("5.1", Band.GREY), ("20", Band.GREY), ("20.0", Band.GREY), ("20.1", Band.HIGH)],
)
def test_the_bands_of_inpred_end_at_five_and_at_twenty(text: str, band: Band) -> None:
    assert classify_tmb(text, TMB_INPRED) is band


def test_a_laboratory_may_set_its_own_grey_zone_with_its_source() -> None:
    own = TMB_HIGH.with_grey_zone(Decimal("8"), Decimal("12"), "own validation 2026", "2")
    texts = ("7.9", "8", "11.9", "12")
    assert [classify_tmb(text, own) for text in texts] == [Band.LOW, Band.GREY, Band.GREY, Band.HIGH]
    assert (own.source, own.version) == ("own validation 2026", "2")
    assert TMB_HIGH.upper is None


def test_a_grey_zone_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Refused, match="nothing was changed"):
        TMB_HIGH.with_grey_zone(Decimal("12"), Decimal("12"), "own validation", "2")


def test_a_threshold_without_a_source_is_refused() -> None:
    with pytest.raises(Refused, match="source"):
        Threshold("x", "X", Decimal("1"), None, "unit", " ", "1", "any")


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("10", Band.LOW),
        ("10.0", Band.LOW),
        ("10.01", Band.GREY),
        ("19.99", Band.GREY),
        ("20", Band.HIGH),
        ("20.0", Band.HIGH),
        ("0.00", Band.LOW),
    ],
)
def test_msi_is_stable_up_to_ten_and_unstable_from_twenty_on(text: str, band: Band) -> None:
    assert classify_msi(text, "121") is band


@pytest.mark.parametrize(
    ("sites", "band"),
    [("40", Band.HIGH), ("39", Band.NOT_EVALUABLE), ("NA", Band.NOT_EVALUABLE), (None, Band.NOT_EVALUABLE)],
)
def test_msi_needs_forty_usable_sites(sites: str | None, band: Band) -> None:
    assert classify_msi("35.2", sites) is band


def test_msi_that_was_not_run_is_not_assessed_whatever_the_sites() -> None:
    assert classify_msi("NA", "NA") is Band.NOT_ASSESSED
    assert classify_msi(None, None) is Band.UNKNOWN


def test_the_bands_are_called_by_their_own_names() -> None:
    assert MSI_TISSUE.label_of(Band.GREY) == "likely unstable"
    assert TMB_INPRED.label_of(Band.GREY) == "intermediate"
    assert TMB_HIGH.label_of(Band.NOT_EVALUABLE) == "not evaluable"


def test_the_state_of_a_biomarker_comes_before_its_value() -> None:
    assert classify_biomarker(biomarker(), TMB_HIGH) is Band.HIGH
    failed = biomarker(state=BiomarkerState.NOT_EVALUABLE)
    assert classify_biomarker(failed, TMB_HIGH) is Band.NOT_EVALUABLE
    not_run = biomarker(state=BiomarkerState.NOT_ASSESSED, text=None)
    assert classify_biomarker(not_run, TMB_HIGH) is Band.NOT_ASSESSED


def test_an_msi_biomarker_brings_its_usable_sites() -> None:
    enough = biomarker(BiomarkerName.MSI, text="25.0", details=(("Usable MSI Sites", "100"),))
    too_few = biomarker(BiomarkerName.MSI, text="25.0", details=(("Usable MSI Sites", "12"),))
    assert classify_biomarker(enough, MSI_TISSUE) is Band.HIGH
    assert classify_biomarker(too_few, MSI_TISSUE) is Band.NOT_EVALUABLE


def test_blood_and_gis_have_no_number_and_are_shown_as_numbers_only() -> None:
    assert default_for(BiomarkerName.TMB, TISSUE_ASSAY) is TMB_HIGH
    assert default_for(BiomarkerName.MSI, TISSUE_ASSAY) is MSI_TISSUE
    assert default_for(BiomarkerName.MSI, BLOOD_ASSAY) is None
    for name, assay in (
        (BiomarkerName.TMB, BLOOD_ASSAY),
        (BiomarkerName.MSI_SUM_JSD, BLOOD_ASSAY),
        (BiomarkerName.GIS, TISSUE_ASSAY),
    ):
        default = default_for(name, assay)
        assert default is not None
        assert not default.is_set
        assert classify("42", default) is Band.NO_THRESHOLD
    assert classify("42", None) is Band.NO_THRESHOLD
    assert classify("NA", None) is Band.NOT_ASSESSED


def test_the_pfs_ratio_is_reached_at_exactly_one_point_three() -> None:
    assert classify("1.3", PFS_RATIO) is Band.HIGH
    assert classify("1.29999", PFS_RATIO) is Band.LOW


def test_stable_disease_must_last_more_than_six_months() -> None:
    assert classify("6", STABLE_DISEASE_MONTHS) is Band.LOW
    assert classify("6.1", STABLE_DISEASE_MONTHS) is Band.HIGH


def test_every_default_has_a_name_a_unit_a_source_and_a_version() -> None:
    for name, one in DEFAULTS.items():
        assert name == one.name
        assert one.label and one.unit and one.source and one.version and one.assay
