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


def test_an_act_that_changes_advice_needs_its_reason() -> None:
    advice = Recommendation(RecommendationKind.REBIOPSY, "Too little tumour")
    with pytest.raises(Refused, match="needs its reason"):
        Correction(advice, "")
    with pytest.raises(Refused, match="needs its reason"):
        Withdrawal("")
    with pytest.raises(Refused, match="one place"):
        Ordering(("a", "a"))
