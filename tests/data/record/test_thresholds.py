"""Reference values: recorded, in force at once for whom and from when, refused, and made anew alike."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from data.journal import new_id
from data.reach import reach_of
from data.read.case import case_view
from data.read.findings import profile_findings
from data.read.thresholds import in_force, reference_values
from data.record.thresholds import record_threshold, subject_of
from domain.findings import BiomarkerName
from domain.refused import Refused, Stale, Unreachable
from domain.specimen_requirements import DNA, Met
from domain.threshold_settings import ThresholdSetting
from domain.thresholds import GENOMIC_INSTABILITY, MSI_TISSUE, TMB_HIGH, Band, Threshold
from domain.views.findings import BiomarkerView
from tests.builders import TODAY, Board, actor

SINCE = TODAY - timedelta(days=900)


def put(
    board: Board, name: str, value: str, user: str = "administrator", seen: int | None = None, **more: Any
) -> None:
    values: dict[str, Any] = {
        "name": name, "laboratory_id": None, "value": Decimal(value), "upper": None,
        "source": "Own validation", "valid_from": SINCE, **more,
    }  # fmt: skip
    version = board.store.journal.version_of(subject_of(name)) if seen is None else seen
    record_threshold(board.store, actor(user), ThresholdSetting(**values), version, new_id())


def held(board: Board, default: Threshold, laboratory: str = "lab-a", day: date = TODAY) -> Threshold:
    with board.store.reading(reach_of(actor("chair"))) as reader:
        return in_force(reader, default, laboratory, day)


def marker(board: Board, name: BiomarkerName) -> BiomarkerView:
    case = case_view(board.store, actor("chair"), board.north.case_id)
    assert case is not None
    found = profile_findings(board.store, actor("chair"), case.profiles[0])
    return next(one for one in found.biomarkers if one.name is name)


def test_what_is_set_is_in_the_journal_in_words_and_in_force(board: Board) -> None:
    put(board, "tmb_high", "16.5", laboratory_id="lab-a")
    event = list(board.store.journal.events())[-1]
    assert (event.verb, event.subject_kind, event.subject_version) == ("threshold_set", "threshold", 1)
    told = f"TMB high, Laboratory A: 16.5 mutations/Mb from {SINCE.isoformat()}"
    assert (event.payload or {})["audit_reason"] == told
    now = held(board, TMB_HIGH)
    assert (now.value, now.source, now.version, now.unit) == (
        Decimal("16.5"),
        "Own validation",
        "1.1",
        TMB_HIGH.unit,
    )
    assert held(board, TMB_HIGH, "lab-b") == TMB_HIGH


def test_the_gauge_judges_by_what_was_set_at_once(board: Board) -> None:
    assert marker(board, BiomarkerName.TMB).band is Band.HIGH
    put(board, "tmb_high", "16.5")
    after = marker(board, BiomarkerName.TMB)
    assert after.threshold is not None
    assert (after.band, after.threshold.value, after.threshold.version) == (Band.LOW, Decimal("16.5"), "1.1")


def test_the_usable_sites_that_an_msi_needs_are_those_in_force(board: Board) -> None:
    assert marker(board, BiomarkerName.MSI).band is Band.LOW
    put(board, "msi_usable_sites", "122")
    assert marker(board, BiomarkerName.MSI).band is Band.NOT_EVALUABLE


def test_a_specimen_is_checked_by_what_was_set_at_once(board: Board) -> None:
    def check() -> tuple[str, Met]:
        case = case_view(board.store, actor("chair"), board.north.case_id)
        assert case is not None
        found = next(one for one in case.specimens[0].checks if one.name == DNA.name)
        return found.wanted, found.met

    assert check() == ("at least 80 ng", Met.MET)
    put(board, DNA.name, "200", laboratory_id="lab-a")
    assert check() == ("at least 200 ng", Met.NOT_MET)


def test_a_laboratorys_own_comes_before_the_one_for_all_and_only_from_its_day(board: Board) -> None:
    put(board, "tmb_high", "12")
    put(board, "tmb_high", "14", laboratory_id="lab-a", valid_from=TODAY)
    put(board, "tmb_high", "15", laboratory_id="lab-a", valid_from=TODAY + timedelta(days=1))
    told = [
        held(board, TMB_HIGH, laboratory, day).value
        for laboratory, day in (
            ("lab-b", SINCE - timedelta(days=1)),
            ("lab-b", TODAY),
            ("lab-a", TODAY - timedelta(days=1)),
            ("lab-a", TODAY),
            ("lab-a", TODAY + timedelta(days=1)),
        )
    ]
    assert told == [Decimal(number) for number in (10, 12, 12, 14, 15)]


def test_every_setting_is_kept_with_who_set_it_the_last_first(board: Board) -> None:
    put(board, "msi_tissue", "8", upper=Decimal(15))
    put(board, "msi_tissue", "9", upper=Decimal(16), laboratory_id="lab-b", source="Second validation")
    with board.store.reading(reach_of(actor("administrator"))) as reader:
        values = {one.default.name: one for one in reference_values(reader)}
    told = [
        (one.laboratory, one.threshold.value, one.threshold.upper, one.threshold.version, one.recorded_by)
        for one in values["msi_tissue"].history
    ]
    assert told == [
        ("Laboratory B", Decimal(9), Decimal(16), "1.2", "Ada Administrator"),
        (None, Decimal(8), Decimal(15), "1.1", "Ada Administrator"),
    ]
    assert values["msi_tissue"].default == MSI_TISSUE
    assert values["tmb_high"].history == ()


def test_a_number_that_was_set_in_another_unit_judges_nothing(board: Board) -> None:
    put(board, "tmb_high", "16.5")
    in_other_unit = Threshold(
        "tmb_high", "TMB high", Decimal(10), None, "mutations", "Later default", "2", TMB_HIGH.assay
    )
    assert held(board, in_other_unit) == in_other_unit


@pytest.mark.parametrize(
    "user", ["coordinator", "chair", "member", "oncologist-north", "laboratory-a", "analyst"]
)
def test_only_an_administrator_sets_reference_values(board: Board, user: str) -> None:
    before = board.store.sequence
    with pytest.raises(Refused, match="may not do this"):
        put(board, "tmb_high", "16.5", user)
    assert board.store.sequence == before


def test_a_laboratory_that_is_not_registered_gets_no_value(board: Board) -> None:
    before = board.store.sequence
    with pytest.raises(Unreachable, match="no such laboratory"):
        put(board, "tmb_high", "16.5", laboratory_id="lab-z")
    assert board.store.sequence == before


def test_of_two_administrators_at_once_the_second_is_told(board: Board) -> None:
    put(board, "tmb_high", "12", seen=0)
    with pytest.raises(Stale, match="was changed after you opened the form"):
        put(board, "tmb_high", "14", seen=0)
    put(board, "msi_tissue", "8", upper=Decimal(15), seen=0)
    assert held(board, TMB_HIGH).value == 12


def test_a_double_click_sets_it_once(board: Board) -> None:
    token, value = new_id(), ThresholdSetting("tmb_high", None, Decimal(12), None, "Own", SINCE)
    events = [record_threshold(board.store, actor("administrator"), value, 0, token) for _ in range(2)]
    assert events[0].sequence == events[1].sequence == board.store.sequence


def test_a_cut_off_that_was_set_where_none_ships_is_taken_back_by_an_empty_one(board: Board) -> None:
    put(board, "genomic_instability", "42")
    assert held(board, GENOMIC_INSTABILITY).value == 42
    put(board, "genomic_instability", "NaN", laboratory_id="lab-a", source="Not validated here")
    assert not held(board, GENOMIC_INSTABILITY).is_set
    assert held(board, GENOMIC_INSTABILITY, "lab-b").value == 42
    with board.store.reading(reach_of(actor("administrator"))) as reader:
        values = {one.default.name: one for one in reference_values(reader)}
    assert [one.threshold.is_set for one in values["genomic_instability"].history] == [False, True]


def test_a_number_that_ships_cannot_be_taken_away(board: Board) -> None:
    with pytest.raises(Refused, match="TMB high cannot be NaN"):
        put(board, "tmb_high", "NaN")
