"""Rules by which a change of evidence is weighed, and which items concern the advised drugs."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.read.drift_releases import drug_name, reading
from data.reference.level_crosswalk import level_crosswalk
from domain.drift.changes import Severity, in_order
from domain.drift.evidence import changed_fields, severity_of, state_of
from domain.drift.matched import concerns
from domain.knowledge.evidence import Direction, DrugEffect, EvidenceItem, Interaction
from tests.releases import item

LEVELS = st.sampled_from("ABCDE")
ITEMS = st.builds(
    item,
    level=LEVELS,
    effect=st.sampled_from([DrugEffect.SENSITIVITY, DrugEffect.RESISTANCE]),
    direction=st.sampled_from(list(Direction)),
    flagged=st.booleans(),
    drugs=st.sampled_from([("Dabrafenib", "Trametinib"), ("Dabrafenib",)]),
)


@given(st.sampled_from("ABCDE"), st.sampled_from("ABCDE"))
def test_a_level_that_falls_is_weaker_and_one_that_rises_is_stronger(before: str, now: str) -> None:
    how = severity_of(item(level=before), item(level=now), level_crosswalk())
    expected = Severity.OTHERWISE if before == now else Severity.WEAKER if now > before else Severity.STRONGER
    assert how is expected


@given(ITEMS, ITEMS)
def test_the_same_is_never_a_change_and_every_change_has_another_state(
    one: EvidenceItem, other: EvidenceItem
) -> None:
    assert changed_fields(one, one) == ()
    assert bool(changed_fields(one, other)) == (state_of(one) != state_of(other))


@given(ITEMS, ITEMS)
def test_an_effect_that_turned_against_always_speaks_against(one: EvidenceItem, other: EvidenceItem) -> None:
    turned = other.effect.against and not one.effect.against
    assert (severity_of(one, other, level_crosswalk()) is Severity.AGAINST) == turned


@given(ITEMS, ITEMS)
def test_what_speaks_against_a_drug_is_never_told_as_stronger_nor_as_merely_weaker(
    one: EvidenceItem, other: EvidenceItem
) -> None:
    against = [
        replace(each, effect=DrugEffect.RESISTANCE, direction=Direction.SUPPORTS) for each in (one, other)
    ]
    how = severity_of(against[0], against[1], level_crosswalk())
    assert how in {Severity.STRONGER_AGAINST, Severity.LESS_AGAINST, Severity.OTHERWISE}
    if not one.flagged and not other.flagged and one.level != other.level:
        assert (how is Severity.STRONGER_AGAINST) == (other.level < one.level)


@given(LEVELS, LEVELS)
def test_a_study_that_did_not_support_a_drug_is_stronger_evidence_against_at_a_higher_level(
    before: str, now: str
) -> None:
    denied = item(direction=Direction.DOES_NOT_SUPPORT)
    how = severity_of(replace(denied, level=before), replace(denied, level=now), level_crosswalk())
    assert how is (
        Severity.OTHERWISE
        if before == now
        else Severity.LESS_AGAINST
        if now > before
        else Severity.STRONGER_AGAINST
    )


def test_resistance_that_turned_to_sensitivity_is_less_evidence_against() -> None:
    old, new = item(effect=DrugEffect.RESISTANCE), item()
    assert severity_of(old, new, level_crosswalk()) is Severity.LESS_AGAINST


def test_what_matters_not_to_advice_is_no_change() -> None:
    assert changed_fields(item(), item(citation="Other", link="https://x", rating=1, trials=("NCT1",))) == ()


@pytest.mark.parametrize(
    ("drugs", "interaction", "effect", "advised", "expected"),
    [
        (("Dabrafenib", "Trametinib"), Interaction.COMBINATION, "sensitivity", "dabrafenib trametinib", True),
        (("Dabrafenib",), Interaction.SINGLE, "sensitivity", "dabrafenib trametinib", False),
        (("Erlotinib", "Gefitinib"), Interaction.SUBSTITUTES, "sensitivity", "gefitinib", True),
        (("Erlotinib", "Gefitinib"), Interaction.SUBSTITUTES, "resistance", "gefitinib", True),
        (("Trametinib",), Interaction.SINGLE, "resistance", "dabrafenib trametinib", False),
        (("Dabrafenib", "Cetuximab"), Interaction.COMBINATION, "resistance", "dabrafenib", False),
        (("Dabrafenib", "Trametinib"), Interaction.COMBINATION, "resistance", "dabrafenib trametinib", True),
        ((), Interaction.SINGLE, "resistance", "dabrafenib", False),
    ],
)
def test_an_item_concerns_the_advised_drugs(
    drugs: tuple[str, ...], interaction: Interaction, effect: str, advised: str, expected: bool
) -> None:
    made = item(drugs=drugs, interaction=interaction, effect=DrugEffect(effect))
    assert concerns(made, frozenset(advised.split()), drug_name) is expected


def test_a_drug_is_the_same_by_any_of_its_names() -> None:
    assert drug_name("Tafinlar") == drug_name("DABRAFENIB") or drug_name("DABRAFENIB") == "dabrafenib"
    assert reading().level("civic", "A") == "CIViC A"


def test_the_most_severe_stands_first() -> None:
    assert in_order(()) == ()
    assert [one.place for one in Severity] == sorted(one.place for one in Severity)
    assert next(iter(Severity)) is Severity.AGAINST
