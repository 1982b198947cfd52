"""What a case can be opened with, and how it is concluded."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.cases import CaseOpening, Conclusion, Patient, Specimen, Tumour
from domain.codes import RecommendationKind, Sex, SpecimenKind, SpecimenOrigin
from domain.recommendations import Correction, Ordering, Recommendation, Withdrawal
from domain.refused import Refused

TOMORROW = date.today() + timedelta(days=1)


def opening(**overrides: Any) -> CaseOpening:
    values: dict[str, Any] = {
        "patient": Patient("P-001", Sex.FEMALE, 1961, "north"),
        "tumour": Tumour("LUAD"),
        "question": "Which options?",
        **overrides,
    }
    return CaseOpening(**values)


def test_a_case_needs_its_question() -> None:
    with pytest.raises(Refused, match="needs the question"):
        opening(question="  ")


@pytest.mark.parametrize(
    "overrides",
    [
        {"patient": None},
        {"patient_id": "x"},
        {"tumour": None},
        {"tumour": None, "tumour_id": "t"},
        {"ecog": 6},
        {"previous_lines": -1},
    ],
)
def test_a_case_that_cannot_be_is_refused(overrides: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        opening(**overrides)


def test_unknown_stays_unknown() -> None:
    made = opening()
    assert (made.ecog, made.previous_lines, made.specimen) == (None, None, None)


def test_what_has_happened_does_not_lie_in_the_future() -> None:
    with pytest.raises(Refused, match="future"):
        Tumour("LUAD", diagnosed_on=TOMORROW)
    with pytest.raises(Refused, match="future"):
        Specimen("lab-a", SpecimenKind.TISSUE, SpecimenOrigin.PRIMARY, collected_on=TOMORROW)


@pytest.mark.parametrize("field", ["tumour_cell_percent", "dv200_percent"])
def test_a_percentage_lies_between_0_and_100(field: str) -> None:
    values: dict[str, Any] = {field: 101.0}
    with pytest.raises(Refused, match="cannot be"):
        Specimen("lab-a", SpecimenKind.TISSUE, SpecimenOrigin.PRIMARY, **values)


def test_not_actionable_needs_its_reason() -> None:
    with pytest.raises(Refused, match="needs its reason"):
        Conclusion(False)
    assert Conclusion(True).reason_code is None


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"kind": RecommendationKind.APPROVED_THERAPY, "rationale": "x"}, "at least one drug"),
        ({"kind": RecommendationKind.CLINICAL_TRIAL, "rationale": "x"}, "number in a registry"),
        ({"kind": RecommendationKind.NO_THERAPY}, "no therapy needs its reason"),
        ({"kind": RecommendationKind.REBIOPSY}, "needs its rationale"),
        (
            {
                "kind": RecommendationKind.OFF_LABEL,
                "drugs": ("a",),
                "rationale": "x",
                "evidence_level": "I-A",
            },
            "both",
        ),
    ],
)
def test_a_recommendation_says_what_it_lacks(values: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        Recommendation(**values)


def trial(number: str, registry: str | None = "nct") -> Recommendation:
    return Recommendation(
        RecommendationKind.CLINICAL_TRIAL, "A trial is open.", trial_registry=registry, trial_id=number
    )


@pytest.mark.parametrize("number", ["NCT0123456", "NCT012345678", "01234567", "NCT O1234567", "NCT٠١٢٣٤٥٦٧"])
def test_a_number_of_clinicaltrials_gov_is_nct_and_eight_digits(number: str) -> None:
    with pytest.raises(Refused, match="NCT and eight digits"):
        trial(number)


@pytest.mark.parametrize("registry", ["nct", None])
def test_a_number_of_clinicaltrials_gov_is_kept_in_capitals(registry: str | None) -> None:
    assert trial(" nct01234567 ", registry).trial_id == "NCT01234567"


@pytest.mark.parametrize(
    ("registry", "number"),
    [
        ("eudract", "2019-001234-12"),
        ("ctis", "2023-508123-42-00"),
        ("drks", "DRKS00012345"),
        ("eudamed", "CIV-23-01-042123"),
        ("other", "SYN-2026-014"),
    ],
)
def test_the_numbers_of_other_registries_are_taken_as_they_are(registry: str, number: str) -> None:
    assert trial(number, registry).trial_id == number


def test_spaces_are_no_trial_number() -> None:
    with pytest.raises(Refused, match="number in a registry"):
        trial("   ", "other")


@pytest.mark.parametrize("text", ["58031412317 osimertinib", "born 14/03/1958"])
def test_a_trial_number_or_a_drug_that_names_a_person_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="The trial's number holds a"):
        trial(text, "other")
    with pytest.raises(Refused, match="A drug holds a"):
        Recommendation(RecommendationKind.OFF_LABEL, "x", drugs=("osimertinib", text))


def test_an_act_that_changes_advice_needs_its_reason() -> None:
    advice = Recommendation(RecommendationKind.REBIOPSY, "Too little tumour")
    with pytest.raises(Refused, match="needs its reason"):
        Correction(advice, "")
    with pytest.raises(Refused, match="needs its reason"):
        Withdrawal("")
    with pytest.raises(Refused, match="one place"):
        Ordering(("a", "a"))
