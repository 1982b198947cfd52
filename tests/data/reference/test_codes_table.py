"""The coded lists: labels, order, definitions, and what they become in other systems."""

import pytest

from data.reference.codes import Code, code, codes, exported, label, lists_of, systems
from data.reference.table import BrokenTable

SCHEMES = [one.code for system in ("evidence_scheme", "knowledge_scheme") for one in codes(system)]
SNOMED_OF_MII = {
    "payment-refused": "302179005", "payment-pending": "302178002", "no-indication": "71653005",
    "medical-reason": "373788008", "patient-refusal": "413311005", "patient-wish": "1186606009",
    "patient-death": "419099009", "lost-to-fu": "399307001", "chronic-remission": "277022003",
    "other-therapy-chosen": "182868002", "deterioration": "285384003", "best-supportive-care": "243114000",
    "other": "74964007", "unknown": "261665006",
}  # fmt: skip
"""The published concept map of the module to SNOMED CT."""
NAACCR = {
    "comorbidity": "82", "deterioration": "82", "death": "85", "not_documented": "86",
    "patient_refusal": "87", "patient_travel": "87", "lost_to_follow_up": "88",
}  # fmt: skip
"""Item 1390: 82 contraindicated, 85 died before, 86 reason unknown, 87 refused, 88 unknown if given."""
ESCAT = ["I-A", "I-B", "I-C", "II-A", "II-B", "III-A", "III-B", "IV-A", "IV-B", "V", "X"]


def test_a_label_is_shown_for_a_code() -> None:
    assert label("decision", "declined") == "Not followed"
    assert label("sex", "unknown") == "Unknown"


def test_a_code_that_is_not_known_is_shown_raw() -> None:
    assert label("decision", "something_else") == "something_else"
    assert code("decision", "something_else") is None


def test_a_list_that_does_not_exist_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError, match="no_such_list"):
        codes("no_such_list")


def test_english_is_shown_where_a_language_has_no_label_yet() -> None:
    assert label("decision", "declined", "nl") == "Not followed"
    assert codes("decision", "nl") == codes("decision")


def test_the_levels_of_each_scheme_stand_in_their_order() -> None:
    assert [one.code for one in codes("escat")] == ESCAT
    assert [one.code for one in codes("amp_asco_cap")] == ["I-A", "I-B", "II-C", "II-D", "III", "IV"]
    m_levels = ["m1A", "m1B", "m1C", "m2A", "m2B", "m2C", "m3", "m4", "undefined"]
    assert [one.code for one in codes("nct_dktk")] == m_levels
    assert [one.code for one in codes("oncokb")] == ["1", "2", "3A", "3B", "4", "R1", "R2"]
    assert len(codes("oncogenicity")) == 5
    assert len(codes("compermed_biological")) == 5
    assert len(codes("compermed_clinical")) == 4
    assert [one.code for one in codes("civic")] == ["A", "B", "C", "D", "E"]
    assert [one.code for one in codes("topograph")] == ["1A", "1B", "2", "3A", "3B", "4", "R1", "R2"]
    assert [one.code for one in codes("nct_dktk_addendum")] == ["is", "iv", "Z", "Z(FDA)", "R"]


@pytest.mark.parametrize("system", SCHEMES)
def test_every_level_of_a_scheme_is_defined_in_words(system: str) -> None:
    assert all(one.definition or one.code == "undefined" for one in codes(system))


def test_every_label_says_something_else_than_its_code_in_the_lists_of_reasons() -> None:
    for system in systems():
        if system.endswith(("reason", "_followed")):
            assert all(one.label != one.code and "_" not in one.label for one in codes(system))


def test_the_twenty_two_reasons_have_a_group_a_short_code_and_a_definition() -> None:
    reasons = codes("reason_not_followed")
    assert len(reasons) == 22
    assert len({one.short for one in reasons}) == 22
    groups = {one.code for one in codes("reason_group")}
    assert all(one.group in groups and one.definition for one in reasons)


@pytest.mark.parametrize(
    ("reason", "target", "becomes"),
    [
        ("death", "dnpm", "patient-death"),
        ("physician_other", "dnpm", "other-therapy-chosen"),
        ("comorbidity", "dnpm", "medical-reasons"),
        ("comorbidity", "mii", "medical-reason"),
        ("reimbursement_refused", "snomed", "302179005"),
        ("patient_refusal", "naaccr_1390", "87"),
        ("not_documented", "mii", "unknown"),
        ("not_documented", "dnpm", "other"),
    ],
)
def test_a_reason_becomes_the_code_of_another_system(reason: str, target: str, becomes: str) -> None:
    found = exported("reason_not_followed", reason, target)
    assert found is not None and found.code == becomes


def test_every_reason_but_pending_can_be_exported() -> None:
    for one in codes("reason_not_followed"):
        for target in ("dnpm", "mii", "snomed"):
            assert (exported("reason_not_followed", one.code, target) is None) == (one.code == "pending")


@pytest.mark.parametrize("one", codes("reason_not_followed"), ids=lambda one: one.code)
def test_a_reason_has_the_snomed_code_that_mii_gives_its_mii_code(one: Code) -> None:
    mii = exported("reason_not_followed", one.code, "mii")
    snomed = exported("reason_not_followed", one.code, "snomed")
    assert (snomed.code if snomed else None) == (SNOMED_OF_MII[mii.code] if mii else None)


@pytest.mark.parametrize("one", codes("reason_not_followed"), ids=lambda one: one.code)
def test_a_reason_has_a_code_of_naaccr_only_where_that_list_has_one(one: Code) -> None:
    found = exported("reason_not_followed", one.code, "naaccr_1390")
    assert (found.code if found else None) == NAACCR.get(one.code)
    assert found is None or found.relation == "nearest"


def test_a_therapy_becomes_a_use_type_and_a_trial_an_enrolment() -> None:
    use = {
        kind: exported("recommendation_kind", kind, "dnpm_use_type")
        for kind in ("approved_therapy", "medical_need_programme", "off_label", "clinical_trial")
    }
    assert [found.code if found else None for found in use.values()] == [
        "in-label",
        "compassionate",
        "off-label",
        None,
    ]
    trial = exported("recommendation_kind", "clinical_trial", "dnpm_entity")
    assert trial is not None and trial.code == "studyEnrollmentRecommendations"


def test_ecog_runs_from_zero_to_five_and_there_are_some_forty_sites() -> None:
    assert [one.code for one in codes("ecog")] == ["0", "1", "2", "3", "4", "5"]
    assert len(codes("site")) >= 40


def coded(code: str = "a", label: str = "A", language: str = "en") -> dict[str, str]:
    blank = {"group": "", "short": "", "definition": ""}
    return {"system": "s", "code": code, "label": label, "language": language, **blank}


@pytest.mark.parametrize("rows", [(coded(), coded()), (coded(""),), (coded(label=""),)])
def test_a_list_with_a_blank_or_repeated_code_is_refused(rows: tuple[dict[str, str], ...]) -> None:
    with pytest.raises(BrokenTable, match="blank or repeated"):
        lists_of(rows)


def test_the_same_code_may_have_a_label_in_each_language() -> None:
    lists = lists_of((coded(), coded(label="Aa", language="nl")))
    assert [lists["s", language]["a"].label for language in ("en", "nl")] == ["A", "Aa"]
