"""Two releases of one source, item by item."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.knowledge.evidence import (
    Direction,
    DrugEffect,
    EvidenceItem,
    EvidenceType,
    Interaction,
    Release,
    Scope,
    Source,
)
from domain.knowledge.profiles import Atom, AtomKind
from domain.knowledge.release_diff import diff

ATOM = Atom(AtomKind.PROTEIN_CHANGE, "BRAF", "V600E", text="BRAF V600E")


def item(item_id: str, level: str = "A") -> EvidenceItem:
    return EvidenceItem(
        item_id, "BRAF V600E", ATOM, Scope("Melanoma", ("MEL",)), EvidenceType.PREDICTIVE, Direction.SUPPORTS,
        DrugEffect.SENSITIVITY, "Sensitivity/Response", ("Vemurafenib",), Interaction.SINGLE, "civic", level,
    )  # fmt: skip


def release(
    version: str, *items: EvidenceItem, name: str = "CIViC", source: Source = Source.CIVIC
) -> Release:
    return Release(source, name, version, date.fromisoformat(version), version, "CC0 1.0", items)


def test_what_came_what_went_and_what_changed_are_told_apart() -> None:
    old = release("2026-01-01", item("EID1"), item("EID2"), item("EID3", "B"))
    new = release("2026-05-26", item("EID4"), item("EID3", "A"), item("EID1"))
    found = diff(old, new)
    assert (found.old_version, found.new_version, found.same) == ("2026-01-01", "2026-05-26", 1)
    assert [one.item_id for one in found.added] == ["EID4"]
    assert [one.item_id for one in found.removed] == ["EID2"]
    assert [(one.item_id, one.changed, one.old.level, one.new.level) for one in found.changed] == [
        ("EID3", ("level",), "B", "A")
    ]


def test_every_field_that_differs_is_named_in_the_order_of_an_item() -> None:
    before = item("EID1")
    after = replace(before, level="B", flagged=True, drugs=("Dabrafenib",))
    found = diff(release("2026-01-01", before), release("2026-05-26", after))
    assert found.changed[0].changed == ("drugs", "level", "flagged")


def test_another_text_of_a_profile_is_told_once_and_another_reading_of_it_too() -> None:
    before = item("EID1")
    other = Atom(AtomKind.OTHER, "BRAF", text="BRAF V600E")
    reworded = replace(before, profile_text="BRAF V600K", profile=replace(ATOM, value="V600K"))
    reread = replace(before, profile=other)
    first = diff(release("2026-01-01", before), release("2026-05-26", reworded))
    second = diff(release("2026-01-01", before), release("2026-05-26", reread))
    assert first.changed[0].changed == ("profile_text",)
    assert second.changed[0].changed == ("profile",)


def test_releases_of_two_tables_are_not_compared() -> None:
    with pytest.raises(ValueError, match="not releases of one table"):
        diff(
            release("2026-01-01", item("EID1")), release("2026-05-26", item("AID1"), name="CIViC assertions")
        )


LEVELS = st.dictionaries(st.sampled_from([f"EID{n}" for n in range(8)]), st.sampled_from("AB"))


@given(LEVELS, LEVELS)
def test_the_old_release_with_its_differences_is_the_new_one(
    old: dict[str, str], new: dict[str, str]
) -> None:
    first = release("2026-01-01", *(item(*entry) for entry in old.items()))
    second = release("2026-05-26", *(item(*entry) for entry in new.items()))
    found = diff(first, second)
    made = {one.item_id: one for one in first.items}
    for gone in found.removed:
        del made[gone.item_id]
    made |= {one.item_id: one for one in found.added} | {one.item_id: one.new for one in found.changed}
    assert made == {one.item_id: one for one in second.items}
    assert found.same + len(found.added) + len(found.changed) == len(second.items)
