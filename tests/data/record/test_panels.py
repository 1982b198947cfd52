"""Panel lists: loaded once, never edited, put in force by an act with its reason."""

from datetime import date
from pathlib import Path

import pytest

from data.journal import new_id
from data.read import panels as reading
from data.record import PROJECTIONS, panels
from data.reference.panel_example import example_panel
from data.store import Store, open_store
from domain.panels import PanelInForce, PanelReading
from domain.refused import Refused, Stale
from tests.builders import actor, new_store
from tests.panels import load, loading, row, switch

ADMINISTRATOR = actor("administrator")


def test_a_list_is_recorded_with_name_source_version_date_and_its_file(store: Store) -> None:
    payload = panels.record_panel_list(store, ADMINISTRATOR, loading(), 0, new_id()).payload or {}
    assert (payload["name"], payload["source"], payload["list_version"], payload["dated"]) == (
        "Small list", "Annex 2", "2026-1", "2026-02-01",
    )  # fmt: skip
    assert (payload["rows"], payload["rows_of_file"]) == (1, 1)
    one = reading.panel_lists(store, actor("chair")).lists[0]
    assert (one.title, one.loaded_by, one.example) == (
        "Small list 2026-1 (1 Feb 2026)",
        "Ada Administrator",
        False,
    )


def test_rows_come_back_as_they_were_read(store: Store) -> None:
    rows = (
        row(2, regions="exons 2, 3; V600E", valid_from="2024-01-01", valid_to="2026-12-31", test_level="2A"),
        row(3, gene="", regions="", alteration_types="TMB/MSI", oncotree_codes="any solid"),
        row(5, gene="BRCA1", regions="hotspots", alteration_types="exon-level rearrangement, small variant"),
        row(6, gene="HER2", alteration_types="amplification", oncotree_codes="BREAST|STAD", analyte="DNA"),
    )
    found = reading.panel_list(store, actor("oncologist-south"), load(store, *rows))
    assert found is not None
    assert found.rows == rows
    assert found.rows[3].gene == "ERBB2"


def test_loading_puts_nothing_in_force_and_the_example_is_offered_and_not_in_force(store: Store) -> None:
    load(store, in_force=False)
    lists = reading.panel_lists(store, actor("chair"))
    assert lists.in_force is None
    assert [one.example for one in lists.lists] == [False, True]
    assert reading.panel_in_force(store, actor("chair")) is None


def test_a_list_is_in_force_from_its_switch_until_the_next(store: Store) -> None:
    first = load(store)
    second = load(store, row(gene="KRAS"), version="2026-2")
    found = reading.panel_in_force(store, actor("analyst"))
    assert found is not None
    assert (found.panel_id, found.version) == (second, "2026-2")
    assert reading.panel_list(store, actor("analyst"), first) is not None
    switch(store, None, reason="None of them counts.")
    lists = reading.panel_lists(store, actor("chair"))
    assert (lists.in_force, lists.version) == (None, 3)
    assert [one.title for one in lists.switches] == [
        None, "Small list 2026-2 (1 Feb 2026)", "Small list 2026-1 (1 Feb 2026)",
    ]  # fmt: skip
    assert lists.switches[0].reason == "None of them counts."


def test_the_example_says_what_it_is_wherever_it_is_named(store: Store) -> None:
    switch(store, example_panel().panel_id)
    found = reading.panel_in_force(store, actor("chair"))
    assert found is not None
    assert found.title.startswith("EXAMPLE, no official list")
    assert "neither the list of RIZIV/INAMI nor that of ComPerMed" in found.source
    assert {one.source for one in found.rows} == {"EXAMPLE, own row"}


def test_the_same_file_is_not_loaded_twice(store: Store) -> None:
    load(store)
    with pytest.raises(Refused, match=r"loaded before as Small list 2026-1 on .* never edited"):
        panels.record_panel_list(store, ADMINISTRATOR, loading(version="2026-2"), 0, new_id())
    assert len(reading.panel_lists(store, ADMINISTRATOR).lists) == 2


@pytest.mark.parametrize(
    "user", ["chair", "coordinator", "laboratory-a", "analyst", "oncologist-north", "member"]
)
def test_only_the_administrator_loads_and_switches(store: Store, user: str) -> None:
    panel_id = load(store, in_force=False)
    with pytest.raises(Refused):
        panels.record_panel_list(store, actor(user), loading(row(gene="KRAS")), 0, new_id())
    with pytest.raises(Refused):
        panels.record_panel_in_force(store, actor(user), PanelInForce(panel_id, "Mine."), 0, new_id())
    assert reading.panel_lists(store, ADMINISTRATOR).in_force is None


def test_a_list_that_was_never_loaded_is_not_put_in_force(store: Store) -> None:
    with pytest.raises(Refused, match="no such panel list"):
        switch(store, "0" * 64)


def test_a_switch_over_another_switch_is_refused(store: Store) -> None:
    panel_id = load(store)
    with pytest.raises(Stale):
        switch(store, panel_id, seen=0)


@pytest.mark.parametrize(
    ("overrides", "sentence"),
    [
        ({"name": " "}, "the name is blank"),
        ({"source": ""}, "the source is blank"),
        ({"version": ""}, "the version is blank"),
        ({"dated": None}, "needs its date"),
        ({"name": "Example of mine"}, "another name"),
        ({"reading": PanelReading("a" * 64, (), 3)}, "No row"),
    ],
)
def test_a_list_needs_name_source_version_date_and_rows(overrides: dict, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        loading(**overrides)


def test_a_switch_needs_its_reason() -> None:
    with pytest.raises(Refused, match="reason"):
        PanelInForce(None, "  ")


def test_a_store_made_anew_from_the_journal_has_the_same_lists(tmp_path: Path) -> None:
    store = new_store(tmp_path / "home")
    load(store, row(2), row(3, gene="KRAS"), dated=date(2026, 3, 1))
    before = reading.panel_in_force(store, actor("chair")), reading.panel_lists(store, actor("chair"))
    store.close()
    for file in (tmp_path / "home").glob("store.duckdb*"):
        file.unlink()
    again = open_store(tmp_path / "home", PROJECTIONS)
    try:
        assert (
            reading.panel_in_force(again, actor("chair")), reading.panel_lists(again, actor("chair")),
        ) == before  # fmt: skip
    finally:
        again.close()
