"""The page of panels and the line on a case: no list, nothing said; else list and date with every number."""

import io
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.csv_file import csv_bytes
from components.keys import wkey
from components.panel_figures import (
    groups_left_out,
    numbers_table,
    yield_figure,
    yield_sentences,
    yield_table,
)
from data.ingest.panels import read_panels
from data.read.panels import panel_lists
from data.reference.panel_example import example_panel
from domain.panel_answers import PanelState
from domain.panel_cohort import PanelPatient
from domain.quality import Outcome
from endpoints.panel_yield import panel_yield
from tests.builders import Board, actor
from tests.data.ingest.samples import FIXTURES
from tests.data.read.test_panel_cohort import conclude
from tests.pages.conftest import OpenPage, files_offered
from tests.pages.test_case import opened, plain, words
from tests.panels import load, row, switch

TITLE = "Small list 2026-1 (1 Feb 2026)"
EVERYBODY = ["chair", "coordinator", "member", "oncologist-north", "laboratory-a", "analyst"]


def tables(app: AppTest) -> list[Any]:
    return [one.value for one in app.dataframe]


def press(app: AppTest, label: str) -> None:
    next(one for one in app.button if one.label == label).click().run()
    assert not app.exception


@pytest.mark.parametrize("user", [*EVERYBODY, "administrator"])
def test_without_a_list_in_force_no_number_is_shown(open_page: OpenPage, board: Board, user: str) -> None:
    conclude(board.store, board.north.case_id)
    app = open_page(user, "panels")
    assert "No panel list is in force, so nothing is said" in words(app)
    assert "Actionable" not in words(app)
    assert not [one for one in tables(app) if "McNemar's exact p" in one.columns]


def test_the_comparison_names_list_date_rule_and_who_is_left_out(open_page: OpenPage, board: Board) -> None:
    load(board.store)
    conclude(board.store, board.north.case_id)
    app = open_page("chair", "panels")
    told = words(app)
    assert f"By {TITLE}." in told
    assert "by the whole profile 1 of 1 (100.0 %), 95 % interval 20.7 to 100.0 %" in told
    assert "by the panel 1 of 1 (100.0 %)" in told
    assert "Left out: 1 without a reported profile." in told
    assert "Actionable by the whole profile: the board concluded a case" in told
    assert "EXAMPLE" not in told.replace("EXAMPLE, no official list", "").replace("EXAMPLE, own row", "")
    found = next(one for one in tables(app) if "McNemar's exact p" in one.columns)
    assert list(found["Group"]) == [
        "All", "Non-Small Cell Lung Cancer", "Northern hospital", "Southern hospital",
    ]  # fmt: skip


def test_the_example_says_on_the_screen_that_it_is_one(open_page: OpenPage, board: Board) -> None:
    switch(board.store, example_panel().panel_id)
    for user in ("chair", "administrator"):
        told = words(open_page(user, "panels"))
        assert "This list is an EXAMPLE" in told
        assert "neither the list of RIZIV/INAMI nor that of ComPerMed" in told
    told = words(opened(open_page, board.north.case_id))
    assert "This list is an EXAMPLE" in told
    assert "EXAMPLE, no official list: small panel by tumour type 1 (21 Nov 2026)" in told


@pytest.mark.parametrize("user", EVERYBODY)
def test_who_is_no_administrator_changes_nothing(open_page: OpenPage, board: Board, user: str) -> None:
    load(board.store)
    app = open_page(user, "panels")
    assert not [one for one in app.button if one.label in {"Switch list", "Load list"}]


def test_the_administrator_loads_a_list_and_puts_it_in_force(open_page: OpenPage, board: Board) -> None:
    app = open_page("administrator", "panels")
    reading = read_panels(io.BytesIO((FIXTURES / "panel_list.csv").read_bytes()), "panel_list.csv")
    app.session_state[wkey("panel_read", "administrator")] = ("panel_list.csv", reading)
    app.run()
    assert "7 rows of 17 taken" in words(app)
    told = next(one for one in tables(app) if "Expected" in one.columns)
    assert list(told["Line"]) == [*range(8, 20)]
    assert list(told["What"])[:3] == ["Taken, worth knowing", "Taken, worth knowing", "Row not taken"]
    press(app, "Load list")
    assert any("the name is blank" in plain(one.value) for one in app.error)
    for label, text in (("Name of the list", "Our list"), ("Source", "Annex 2"), ("Version", "2026-2")):
        next(one for one in app.text_input if one.label == label).set_value(text).run()
    next(one for one in app.date_input if one.label == "Dated").set_value(date(2026, 3, 1)).run()
    press(app, "Load list")
    chosen = panel_lists(board.store, actor("chair")).lists[0]
    assert (chosen.title, chosen.rows, chosen.in_force) == ("Our list 2026-2 (1 Mar 2026)", 7, False)
    next(one for one in app.selectbox if one.label == "List in force from now on").set_value(
        chosen.panel_id
    ).run()
    press(app, "Switch list")
    assert any("needs its reason" in plain(one.value) for one in app.error)
    next(one for one in app.text_input if one.label == "Why").set_value("Read by the board").run()
    press(app, "Switch list")
    assert "Our list 2026-2 (1 Mar 2026) is in force since" in words(app)


def test_a_case_without_a_list_in_force_says_so_and_nothing_else(open_page: OpenPage, board: Board) -> None:
    told = words(opened(open_page, board.north.case_id))
    assert told.count("What the small panel would have found") == 1
    assert "No panel list is in force, so nothing is said." in told
    assert "would have been found" not in told


def test_a_case_shows_what_the_list_says_of_each_named_finding(open_page: OpenPage, board: Board) -> None:
    load(board.store, row(regions="codon 469"))
    app = opened(open_page, board.north.case_id)
    assert TITLE in words(app)
    found = next(one for one in tables(app) if "Asked because" in one.columns)
    by_finding = dict(zip(found["Finding"], found["Panel"], strict=True))
    assert by_finding["BRAF V600E"].endswith("Not covered")
    assert found["Why"][0] == (
        "Line 2 covers small variants of BRAF, codon 469 in Lung cancer: this change lies elsewhere."
    )
    assert "0 of 2 would have been found" in words(app)


PATIENTS = [
    PanelPatient("A", "Lung", Outcome.SUCCESS, True, True, ((PanelState.FOUND, None),)),
    PanelPatient("A", "Rare", Outcome.SUCCESS, True, False, ((PanelState.NOT_COVERED, None),)),
]


def test_the_file_begins_with_list_date_and_rule_and_parts_the_counts() -> None:
    table = yield_table([("All", panel_yield(PATIENTS))])
    lines = csv_bytes([table], True, f"{TITLE}; the rule").decode("utf-8-sig").splitlines()
    assert lines[0] == f"synthetic,{TITLE}; the rule"
    assert '"Panel, both known: numerator"' in lines[2]
    assert ",1 of 2 (50.0 %),1,2," in lines[3]


def test_the_figure_names_the_list_and_has_two_marks_a_group() -> None:
    figure = yield_figure([panel_yield(PATIENTS), panel_yield([], "Nobody")], TITLE)
    assert TITLE in figure.layout.title.text
    assert [list(trace.y) for trace in figure.data] == [
        ["All: whole profile, 2 of 2"], ["All: panel, 1 of 2"],
    ]  # fmt: skip
    assert list(figure.data[1].x) == [50.0]
    low, high = figure.data[1].error_x.arrayminus[0], figure.data[1].error_x.array[0]
    assert (round(50 - low, 1), round(50 + high, 1)) == (9.5, 90.5)


def test_nobody_to_compare_is_a_sentence_with_who_is_left_out() -> None:
    told = yield_sentences(panel_yield([PanelPatient("A", "Lung", None, None, None, ())]), TITLE)
    assert told == f"Nobody can be compared by {TITLE} yet. Left out: 1 without a reported profile."


def test_narrowed_to_a_centre_the_numbers_and_the_words_are_of_that_centre(
    open_page: OpenPage, board: Board
) -> None:
    load(board.store)
    conclude(board.store, board.north.case_id)
    app = open_page("chair", "panels")
    next(one for one in app.selectbox if one.label == "Centre").select("south").run()
    told = words(app)
    assert "Shown: Southern hospital, all dates." in told
    assert f"Nobody can be compared by {TITLE} yet. Left out: 1 without a reported profile." in told
    next(one for one in app.selectbox if one.label == "Centre").select("north").run()
    assert "by the whole profile 1 of 1 (100.0 %)" in words(app)
    found = next(one for one in tables(app) if "McNemar's exact p" in one.columns)
    assert "Southern hospital" not in list(found["Group"])


def test_a_period_in_which_no_case_was_opened_has_nobody_to_compare(
    open_page: OpenPage, board: Board
) -> None:
    load(board.store)
    app = open_page("chair", "panels")
    next(one for one in app.date_input if one.label == "First case until").set_value(date(2020, 1, 1)).run()
    told = words(app)
    assert "first case from the beginning until 1 Jan 2020" in told
    assert f"Nobody can be compared by {TITLE} yet." in told


def test_groups_that_the_figure_does_not_draw_are_counted() -> None:
    some, nobody = panel_yield(PATIENTS), panel_yield([], "Nobody")
    assert groups_left_out([some]) == ""
    told = groups_left_out([some] * 14 + [nobody])
    assert told == (
        "12 of 15 groups are drawn, those with the most pairs; without any pair: 1. The table has all."
    )


def test_the_file_holds_share_interval_and_p_as_plain_numbers() -> None:
    whole, nobody = numbers_table([("All", panel_yield(PATIENTS)), ("Centre", panel_yield([], "B"))]).rows
    told = [round(one, 4) for one in whole[2:] if isinstance(one, float)]
    assert told == [1.0, 0.3424, 1.0, 0.5, 0.0945, 0.9055, 1.0]
    assert nobody[2:] == (None,) * 7


def test_the_administrator_takes_the_template_where_a_list_is_brought(open_page: OpenPage) -> None:
    assert "Take the template" in files_offered(open_page("administrator", "panels"))
    assert "Take the template" not in files_offered(open_page("chair", "panels"))
