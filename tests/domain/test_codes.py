"""The words in the program and the words in the reference table are the same words."""

from enum import StrEnum

import pytest

from data.reference import codes as reference
from domain.codes import (
    BiologicalClass,
    CorrectionReason,
    Decision,
    DiseaseExtent,
    EvidenceScheme,
    Fixation,
    NotActionableReason,
    NoTherapyReason,
    ReasonGroup,
    ReasonNotFollowed,
    RecommendationKind,
    Sex,
    SpecimenKind,
    SpecimenOrigin,
    Strategy,
    WithdrawalReason,
    reasons_for,
)
from domain.uptake import AnswerState

SYSTEMS: dict[str, type[StrEnum]] = {
    "sex": Sex,
    "specimen_kind": SpecimenKind,
    "specimen_origin": SpecimenOrigin,
    "fixation": Fixation,
    "disease_extent": DiseaseExtent,
    "recommendation_kind": RecommendationKind,
    "decision": Decision,
    "reason_group": ReasonGroup,
    "reason_not_followed": ReasonNotFollowed,
    "no_therapy_reason": NoTherapyReason,
    "not_actionable_reason": NotActionableReason,
    "withdrawal_reason": WithdrawalReason,
    "correction_reason": CorrectionReason,
    "biological_class": BiologicalClass,
    "evidence_scheme": EvidenceScheme,
    "strategy": Strategy,
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_words_of_the_program_and_of_the_table_agree_in_value_and_order(system: str) -> None:
    assert [one.code for one in reference.codes(system)] == [word.value for word in SYSTEMS[system]]


def test_the_group_of_a_reason_is_the_same_in_both() -> None:
    for one in reference.codes("reason_not_followed"):
        assert ReasonNotFollowed(one.code).group == one.group


def test_every_scheme_has_its_levels_and_says_what_it_grades() -> None:
    for one in reference.codes("evidence_scheme"):
        assert reference.codes(one.code)
        assert EvidenceScheme(one.code).grades_biology == (one.group == "biological")


def test_pending_is_no_reason_for_a_decline() -> None:
    assert ReasonNotFollowed.PENDING not in reasons_for(Decision.DECLINED)
    assert ReasonNotFollowed.PENDING not in reasons_for(Decision.PARTLY)


def test_a_deferred_decision_may_carry_reasons_and_a_followed_one_none() -> None:
    assert ReasonNotFollowed.RESPONDING in reasons_for(Decision.DEFERRED)
    assert ReasonNotFollowed.PENDING in reasons_for(Decision.DEFERRED)
    assert reasons_for(Decision.FOLLOWED) == ()


def test_not_documented_is_a_reason_and_a_group_of_its_own() -> None:
    assert ReasonNotFollowed.NOT_DOCUMENTED in reasons_for(Decision.DECLINED)
    assert ReasonNotFollowed.NOT_DOCUMENTED.group is ReasonGroup.NOT_DOCUMENTED
    alone = [one for one in ReasonNotFollowed if one.group is ReasonGroup.NOT_DOCUMENTED]
    assert alone == [ReasonNotFollowed.NOT_DOCUMENTED]


def test_only_another_reason_needs_a_text() -> None:
    assert [one for one in ReasonNotFollowed if one.needs_text] == [ReasonNotFollowed.OTHER]


def test_a_kind_is_a_therapy_or_accompanying_or_no_therapy() -> None:
    for kind in RecommendationKind:
        assert kind.is_therapy + kind.is_accompanying + (kind is RecommendationKind.NO_THERAPY) == 1
    assert sum(kind.is_therapy for kind in RecommendationKind) == 4
    grouped = {one.code: one.group for one in reference.codes("recommendation_kind")}
    assert all((grouped[kind] == "therapy") == kind.is_therapy for kind in RecommendationKind)


def test_every_decision_is_a_state_of_an_answer_and_pending_is_the_one_more() -> None:
    assert {state.value for state in AnswerState} == {word.value for word in Decision} | {"pending"}
