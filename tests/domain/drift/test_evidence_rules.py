"""Rules by which a change of evidence is weighed, and which items concern the advised drugs."""

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
def test_an_effect_that_turned_always_speaks_against(one: EvidenceItem, other: EvidenceItem) -> None:
    turned = one.effect.against != other.effect.against
    assert (severity_of(one, other, level_crosswalk()) is Severity.AGAINST) == turned


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
