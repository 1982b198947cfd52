"""Whether tumour type, numbers, states and properties of the genome are what a trial asks for."""

from decimal import Decimal

import pytest

from domain.codes import DiseaseExtent, Sex
from domain.findings import BiomarkerName
from domain.knowledge.biomarker_findings import biomarker_finding
from domain.knowledge.case_facts import CopyState
from domain.single_test_words import Method, Result, Unit
from domain.single_tests import TestResult
from domain.thresholds import Band
from domain.trials.criteria import (
    Diagnosis,
    Measure,
    MeasureKind,
    Not,
    Operator,
    Signature,
    SignatureKind,
    State,
    StateKind,
    TumourGroup,
)
from domain.trials.matches import Answer
from tests.domain.trials.patients import copies, genome, patient, told

NSCLC = Diagnosis("Non-Small Cell Lung Cancer", "NSCLC")
LUAD = Diagnosis("Lung Adenocarcinoma", "LUAD")
MSI_H = Signature(SignatureKind.MICROSATELLITES, "MSI-H")


def age(operator: Operator, limit: int) -> Measure:
    return Measure(MeasureKind.AGE, operator, Decimal(limit))


def her2(score: str, fish: Result | None = None) -> tuple[TestResult, ...]:
    result = {"3+": Result.DETECTED, "2+": Result.EQUIVOCAL}.get(score, Result.NOT_DETECTED)
    stain = TestResult.as_recorded(
        marker="HER2", gene="ERBB2", method=Method.IHC, result=result, value_text=score, unit=Unit.SCORE
    )
    if fish is None:
        return (stain,)
    what = "ERBB2 amplified" if fish is Result.DETECTED else None
    hybrid = TestResult.as_recorded(marker="HER2", gene="ERBB2", method=Method.FISH, result=fish, what=what)
    return stain, hybrid


@pytest.mark.parametrize(
    ("asked", "tumour", "answer"),
    [
        (NSCLC, "NSCLC", Answer.PASS),
        (NSCLC, "LUAD", Answer.PASS),
        (LUAD, "NSCLC", Answer.WARN),
        (LUAD, "LUSC", Answer.FAIL),
        (NSCLC, "COAD", Answer.FAIL),
        (NSCLC, None, Answer.UNDETERMINED),
        (NSCLC, "XX", Answer.UNDETERMINED),
        (Diagnosis("Glioblastoma", "GB"), "GBM", Answer.PASS),
        (Diagnosis("_SOLID_", None, TumourGroup.SOLID), "LUAD", Answer.PASS),
        (Diagnosis("_SOLID_", None, TumourGroup.SOLID), "AML", Answer.FAIL),
        (Diagnosis("_LIQUID_", None, TumourGroup.LIQUID), "AML", Answer.PASS),
        (Diagnosis("_LIQUID_", None, TumourGroup.LIQUID), None, Answer.UNDETERMINED),
        (Diagnosis("_ALL_", None, TumourGroup.ALL), None, Answer.PASS),
    ],
)
def test_a_tumour_type_takes_what_lies_under_it(asked: Diagnosis, tumour: str | None, answer: Answer) -> None:
    assert told(asked, patient(tumour=tumour)).answer is answer


def test_a_wider_tumour_type_asks_to_confirm_the_subtype() -> None:
    found = told(LUAD, patient(tumour="NSCLC"))
    assert found.sentence == (
        "The tumour is recorded as NSCLC, of which Lung Adenocarcinoma (LUAD) is a subtype: "
        "confirm the subtype."
    )


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (age(Operator.AT_LEAST, 18), Answer.PASS),
        (age(Operator.LESS_THAN, 18), Answer.FAIL),
        (age(Operator.AT_LEAST, 59), Answer.UNDETERMINED),
        (age(Operator.AT_MOST, 59), Answer.PASS),
        (age(Operator.EQUAL, 58), Answer.UNDETERMINED),
    ],
)
def test_the_age_is_known_to_the_year_of_birth_only(asked: Measure, answer: Answer) -> None:
    found = told(asked, patient())
    assert found.answer is answer
    assert "58 or 59 years old" in found.sentence


def test_an_unknown_year_of_birth_decides_nothing() -> None:
    assert told(age(Operator.AT_LEAST, 18), patient(year_of_birth=None)).answer is Answer.UNDETERMINED


@pytest.mark.parametrize(
    ("operator", "limit", "answer"),
    [
        (Operator.AT_LEAST, "12.5", Answer.PASS),
        (Operator.MORE_THAN, "12.5", Answer.FAIL),
        (Operator.AT_MOST, "12.5", Answer.PASS),
        (Operator.LESS_THAN, "12.5", Answer.FAIL),
        (Operator.EQUAL, "12.50", Answer.PASS),
        (Operator.EQUAL, "40", Answer.FAIL),
    ],
)
def test_a_tmb_is_compared_on_the_decimal_that_the_file_wrote(
    operator: Operator, limit: str, answer: Answer
) -> None:
    assert told(Measure(MeasureKind.TMB, operator, Decimal(limit)), patient()).answer is answer


def test_a_missing_tmb_says_why_and_what_would_decide_it() -> None:
    asked = Measure(MeasureKind.TMB, Operator.AT_LEAST, Decimal(10))
    found = told(asked, patient(tmb=None, tmb_missing="not evaluable, 0.61 Mb read"))
    assert found.answer is Answer.UNDETERMINED
    assert found.sentence == (
        "TMB not assessed: not evaluable, 0.61 Mb read; TMB at least 10 mut/Mb is asked."
    )
    assert found.further_test == "A TMB test would decide it."


def test_ecog_zero_and_no_previous_line_are_known_values() -> None:
    zero = patient(ecog=0, previous_lines=0)
    assert told(Measure(MeasureKind.ECOG, Operator.AT_MOST, Decimal(1)), zero).answer is Answer.PASS
    assert (
        told(Measure(MeasureKind.PREVIOUS_LINES, Operator.AT_LEAST, Decimal(1)), zero).answer is Answer.FAIL
    )
    unknown = patient(ecog=None)
    assert (
        told(Measure(MeasureKind.ECOG, Operator.AT_MOST, Decimal(1)), unknown).answer is Answer.UNDETERMINED
    )


def test_sex_is_answered_where_it_is_recorded() -> None:
    male = State(StateKind.SEX, ("Male",))
    assert told(male, patient()).answer is Answer.FAIL
    assert told(Not(male), patient()).answer is Answer.PASS
    assert told(male, patient(sex=Sex.UNKNOWN)).answer is Answer.UNDETERMINED


@pytest.mark.parametrize(
    ("values", "extent", "answer"),
    [
        (("Advanced", "Metastatic"), DiseaseExtent.METASTATIC, Answer.PASS),
        (("Advanced",), DiseaseExtent.METASTATIC, Answer.PASS),
        (("Advanced",), DiseaseExtent.LOCALLY_ADVANCED, Answer.PASS),
        (("Metastatic",), DiseaseExtent.LOCALLY_ADVANCED, Answer.FAIL),
        (("Metastatic",), DiseaseExtent.UNKNOWN, Answer.UNDETERMINED),
        (("Recurrent",), DiseaseExtent.LOCALISED, Answer.UNDETERMINED),
        (("Recurrent", "Localised"), DiseaseExtent.LOCALISED, Answer.PASS),
    ],
)
def test_the_extent_of_the_disease_answers_what_it_can(
    values: tuple[str, ...], extent: DiseaseExtent, answer: Answer
) -> None:
    assert told(State(StateKind.DISEASE, values), patient(extent=extent)).answer is answer


@pytest.mark.parametrize(
    ("tests", "positive", "low", "negative"),
    [
        (her2("3+"), Answer.PASS, Answer.FAIL, Answer.FAIL),
        (her2("1+"), Answer.FAIL, Answer.PASS, Answer.PASS),
        (her2("0"), Answer.FAIL, Answer.FAIL, Answer.PASS),
        (her2("2+"), Answer.UNDETERMINED, Answer.UNDETERMINED, Answer.UNDETERMINED),
        (her2("2+", Result.DETECTED), Answer.PASS, Answer.FAIL, Answer.FAIL),
        (her2("2+", Result.NOT_DETECTED), Answer.FAIL, Answer.PASS, Answer.PASS),
        ((), Answer.UNDETERMINED, Answer.UNDETERMINED, Answer.UNDETERMINED),
    ],
)
def test_her2_is_read_from_the_stain_and_the_hybridisation(
    tests: tuple[TestResult, ...], positive: Answer, low: Answer, negative: Answer
) -> None:
    for value, answer in (("Positive", positive), ("Low", low), ("Negative", negative)):
        assert told(State(StateKind.HER2, (value,)), patient(tests=tests)).answer is answer


def test_an_amplification_of_erbb2_without_a_her2_test_warns() -> None:
    of = patient(copies("ERBB2", CopyState.AMPLIFICATION))
    found = told(State(StateKind.HER2, ("Positive",)), of)
    assert (found.answer, found.finding_ids) == (Answer.WARN, ("ERBB2 amplification",))
    assert told(State(StateKind.HER2, ("Negative",)), of).answer is Answer.UNDETERMINED


def test_an_unknown_receptor_passes_where_unknown_is_asked_for() -> None:
    asked = State(StateKind.ER, ("Unknown",))
    stain = TestResult.as_recorded(marker="ER", gene="ESR1", method=Method.IHC, result=Result.DETECTED)
    assert told(asked, patient()).answer is Answer.PASS
    assert told(asked, patient(tests=(stain,))).answer is Answer.FAIL


def test_msi_and_its_opposite_decide_and_mismatch_repair_warns() -> None:
    assert told(MSI_H, patient(genome("MSI-H"))).answer is Answer.PASS
    assert told(MSI_H, patient(genome("MSS"))).answer is Answer.FAIL
    assert told(MSI_H, patient(genome("dMMR"))).answer is Answer.WARN
    assert told(MSI_H, patient(genome("pMMR"))).answer is Answer.UNDETERMINED
    both = told(MSI_H, patient(genome("MSS"), genome("MSI-H")))
    assert (both.answer, "contradict" in both.sentence) == (Answer.WARN, True)
    deficient = Signature(SignatureKind.MISMATCH_REPAIR, "MMR-Deficient")
    assert told(deficient, patient(genome("dMMR"))).answer is Answer.PASS
    assert told(deficient, patient(genome("MSI-H"))).answer is Answer.WARN


def test_an_msi_that_was_not_assessed_says_why_and_names_the_test() -> None:
    found = told(MSI_H, patient(msi_missing="12 usable sites, 40 needed"))
    assert found.sentence == "MSI not assessed: 12 usable sites, 40 needed; an MSI test would decide it."


def test_a_signature_that_no_profile_tells_decides_nothing_either_way() -> None:
    asked = Signature(SignatureKind.APOBEC, "Yes")
    assert told(asked, patient()).answer is Answer.UNDETERMINED
    assert told(Not(asked), patient()).answer is Answer.UNDETERMINED


def test_an_msi_in_the_grey_zone_is_told_and_undetermined_either_way() -> None:
    grey = biomarker_finding("F-1", BiomarkerName.MSI, Band.GREY, "15 % unstable sites")
    assert grey is not None
    for asked in (MSI_H, Not(MSI_H)):
        found = told(asked, patient(grey))
        assert found.answer is Answer.UNDETERMINED
        assert found.sentence.startswith("MSI in the grey zone (15 % unstable sites)")
        assert found.further_test == "An MSI test would decide it."


def test_an_msi_that_is_not_evaluable_is_told_as_not_assessed() -> None:
    few = biomarker_finding("F-1", BiomarkerName.MSI, Band.NOT_EVALUABLE, "32 % unstable sites")
    assert few is not None
    found = told(MSI_H, patient(few, msi_missing="12 usable sites, 40 needed"))
    assert found.sentence == "MSI not assessed: 12 usable sites, 40 needed; an MSI test would decide it."


def test_a_score_without_a_cut_off_is_told_and_undetermined() -> None:
    score = biomarker_finding("F-1", BiomarkerName.GIS, Band.NO_THRESHOLD, "41 score")
    assert score is not None
    found = told(Signature(SignatureKind.HOMOLOGOUS_REPAIR, "HRD"), patient(score))
    assert found.answer is Answer.UNDETERMINED
    assert found.sentence.startswith("Genomic instability score (41 score) without a cut-off in force")
    assert found.further_test == "A cut-off for it, set on Reference values with its source, would decide it."
