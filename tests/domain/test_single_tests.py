"""What a single test can say, method by method; a negative one is a result."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.findings import Findings, Origin
from domain.quality import Outcome
from domain.refused import Refused
from domain.single_test_rules import HER2_SCORES
from domain.single_test_words import UNITS_OF, Method, Result, Unit, marker_named, markers
from domain.single_tests import name_of_test, named_in, outcome_of_tests, taken_from, taken_from_whom
from tests.single_tests import result

IHC: dict[str, Any] = {"method": Method.IHC, "what": None}
PD_L1 = IHC | {"marker": "PD-L1", "gene": "CD274", "kit": "22C3"}
HER2 = IHC | {"marker": "HER2", "gene": "ERBB2"}
MMR = IHC | {"marker": "MMR", "gene": None}


@pytest.mark.parametrize("method", [m for m in Method if m is not Method.IHC])
def test_a_detected_change_says_what_exactly(method: Method) -> None:
    origin = Origin.GERMLINE if method is Method.GERMLINE_PANEL else Origin.UNKNOWN
    assert result(method=method, origin=origin).short == "ALK rearranged"
    with pytest.raises(Refused, match="say what exactly"):
        result(method=method, origin=origin, what="  ")


def test_a_negative_test_is_a_result_and_says_so() -> None:
    negative = result(result=Result.NOT_DETECTED, what=None)
    assert negative.result_words == "Not detected"
    assert negative.label == "ALK by FISH, not detected"
    assert negative.variant_key != result().variant_key


@pytest.mark.parametrize(("unit", "words"), [
    (Unit.TPS, "TPS 60 %"), (Unit.CPS, "CPS 60"), (Unit.IC, "IC 60 %"), (Unit.TC, "TC 60 %"),
])  # fmt: skip
def test_pd_l1_has_a_score_from_0_to_100(unit: Unit, words: str) -> None:
    assert result(**PD_L1, value_text="60", unit=unit).short == words
    for wrong in ("100.5", "-1", "60 %", "sixty", "1e2", "12,5"):
        with pytest.raises(Refused, match="a number from 0 to 100"):
            result(**PD_L1, value_text=wrong, unit=unit)


def test_pd_l1_without_a_score_is_refused() -> None:
    for more in (
        {},
        {"value_text": "3+", "unit": Unit.SCORE},
        {"value_text": "60", "unit": Unit.PERCENT_CELLS},
    ):
        with pytest.raises(Refused, match="PD-L1 needs its score"):
            result(**PD_L1, **more)


def test_pd_l1_of_nothing_is_not_detected_and_below_one_may_be() -> None:
    with pytest.raises(Refused, match="TPS 0 % is not detected"):
        result(**PD_L1, value_text="0", unit=Unit.TPS)
    below = result(**PD_L1, value_text="<1", unit=Unit.TPS, result=Result.NOT_DETECTED)
    assert (below.value, below.value_words) == (None, "TPS <1 %")


@pytest.mark.parametrize(("score", "due"), HER2_SCORES.items())
def test_the_result_of_her2_follows_from_its_score(score: str, due: Result) -> None:
    assert result(**HER2, value_text=score, unit=Unit.SCORE, result=due).value_text == score
    for other in set(Result) - {due, Result.FAILED}:
        with pytest.raises(Refused, match=r"by IHC is '.*', not '.*' .ASCO/CAP"):
            result(**HER2, value_text=score, unit=Unit.SCORE, result=other)


def test_her2_without_a_score_or_with_another_one_is_refused() -> None:
    with pytest.raises(Refused, match="HER2 by IHC needs its score"):
        result(**HER2)
    with pytest.raises(Refused, match="A score is 0, 1"):
        result(**HER2, value_text="4+", unit=Unit.SCORE)


def test_deficient_mismatch_repair_names_the_lost_proteins() -> None:
    lost = result(**MMR, lost_proteins=("MLH1", "PMS2"))
    assert lost.label == "MMR by IHC, deficient (MLH1, PMS2 lost)"
    assert result(**MMR, result=Result.NOT_DETECTED).result_words == "Proficient"
    for more, told in (
        ({}, "needs the proteins"),
        ({"lost_proteins": ("MLH1",), "result": Result.NOT_DETECTED}, "is not proficient"),
        ({"lost_proteins": ("TP53",)}, "is none of MLH1"),
        ({"lost_proteins": ("MLH1",), "value_text": "2+", "unit": Unit.SCORE}, "has no value"),
    ):
        with pytest.raises(Refused, match=told):
            result(**MMR, **more)
    for marker in (HER2 | {"value_text": "3+", "unit": Unit.SCORE}, {}):
        with pytest.raises(Refused, match="ost proteins"):
            result(**marker, lost_proteins=("MLH1",))


def test_a_germline_panel_finds_what_is_germline() -> None:
    assert result(method=Method.GERMLINE_PANEL).origin is Origin.GERMLINE
    with pytest.raises(Refused, match="germline, not somatic"):
        result(method=Method.GERMLINE_PANEL, origin=Origin.SOMATIC)
    assert result(method=Method.NGS_PANEL).origin is Origin.UNKNOWN


def test_a_failed_test_has_no_value_and_needs_none() -> None:
    assert result(**PD_L1, result=Result.FAILED).short == "failed, no result"
    with pytest.raises(Refused, match="failed has no value"):
        result(**PD_L1, result=Result.FAILED, value_text="60", unit=Unit.TPS)


@pytest.mark.parametrize("method", list(Method))
def test_a_value_is_in_a_unit_of_its_method(method: Method) -> None:
    base = {"method": method, "marker": "BRAF", "gene": "BRAF", "what": "p.(Val600Glu)"}
    for unit in set(Unit) - set(UNITS_OF[method]):
        with pytest.raises(Refused, match="gives no value as"):
            result(**base, value_text="2", unit=unit)
    with pytest.raises(Refused, match="needs its unit"):
        result(**base, value_text="2")
    with pytest.raises(Refused, match="needs its value"):
        result(**base, unit=Unit.VAF)


def test_a_score_of_pd_l1_is_no_other_markers() -> None:
    with pytest.raises(Refused, match="TPS is a score of PD-L1, not of ALK"):
        result(**(IHC | {"value_text": "60", "unit": Unit.TPS}))


def test_text_that_names_a_person_is_refused() -> None:
    with pytest.raises(Refused, match="The comment holds a date of birth"):
        result(comment="born on 01/02/1960")
    with pytest.raises(Refused, match="tumour cell content"):
        result(tumour_cell_percent=120)
    for marker in ("", "A / B", "x" * 61):
        with pytest.raises(Refused, match="marker"):
            result(marker=marker)


def test_the_key_of_a_result_does_not_depend_on_its_value_or_on_how_it_is_written() -> None:
    first = result(value_text="24", unit=Unit.PERCENT_CELLS, kit="Vysis")
    again = result(
        value_text="31", unit=Unit.PERCENT_CELLS, what="  ALK   Rearranged ", comment="Seen again."
    )
    assert first.variant_key == again.variant_key == "test:fish:ALK:alk rearranged:percent_cells:detected"
    both = [result(**PD_L1, value_text="60", unit=unit).variant_key for unit in (Unit.TPS, Unit.CPS)]
    assert len(set(both)) == 2


def test_a_marker_goes_by_one_name_however_it_is_written() -> None:
    for written in ("HER2", "her-2", "ERBB2", " HER2/neu "):
        assert marker_named(written, Method.IHC) == marker_named("HER2", Method.FISH)
    sequenced = marker_named("HER2", Method.NGS_PANEL)
    assert sequenced is not None and sequenced.name == "ERBB2"
    assert marker_named("ERBB2", Method.NGS_PANEL) is None
    assert marker_named("ALK", Method.FISH) is None
    assert {"MMR", "PD-L1", "HER2", "1p/19q"} <= set(markers())


@given(
    st.text("ABC 123/-_", min_size=1).map(str.strip).filter(bool), st.sampled_from(Method),
    st.sampled_from(["ALK", "1p/19q", "CLDN18.2", "whole panel"]), st.dates(date(1990, 1, 1)),
)  # fmt: skip
def test_the_specimen_and_the_day_are_found_again_in_the_name_of_a_test(
    specimen: str, method: Method, marker: str, day: date
) -> None:
    assert named_in(name_of_test(specimen, method, marker, day)) == (specimen, day)


@pytest.mark.parametrize(
    "name", ["S-1", "A / B / C", "S-1 / FISH / 2026-05-04", "/ / ", "S / FISH ALK / May"]
)
def test_any_other_name_is_no_test(name: str) -> None:
    assert named_in(name) is None


def test_a_specimen_without_a_sample_id_is_whose_it_is_and_the_day_it_was_taken() -> None:
    assert taken_from_whom(taken_from("ONC-0042", date(2026, 3, 1))) == ("ONC-0042", date(2026, 3, 1))
    assert taken_from_whom("S-1") is None


def test_a_test_fails_only_where_no_marker_has_a_result() -> None:
    failed = result(result=Result.FAILED, what=None, comment="RNA degraded")
    assert outcome_of_tests((failed, result())) == (Outcome.SUCCESS, "")
    assert outcome_of_tests((failed,)) == (Outcome.FAILED, "The test gave no result (ALK: RNA degraded).")


def test_what_is_in_the_record_is_read_whatever_is_asked_of_new_tests() -> None:
    kept = type(result()).as_recorded(
        marker="ALK", gene="ALK", method=Method.FISH, result=Result.DETECTED, comment="born on 01/02/1960"
    )
    assert (kept.label, kept.origin, kept.lost_proteins) == ("ALK by FISH, detected", Origin.UNKNOWN, ())


def test_findings_without_a_single_test_have_none() -> None:
    assert Findings().test_results == ()
