"""The page of knowledge: what is loaded, reported before it is accepted, switched, compared."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.keys import wkey
from data.read.releases import sources
from domain.knowledge.evidence import Source
from domain.problems import Problem, Severity
from tests.builders import Board, actor
from tests.pages.conftest import OpenPage
from tests.pages.test_case import plain, words
from tests.releases import item, load, read


def table(app: AppTest, number: int) -> Any:
    return app.dataframe[number].value


def test_only_the_starter_table_is_there_at_first_and_how_to_get_more_is_said(open_page: OpenPage) -> None:
    app = open_page("chair", "knowledge")
    told = words(app)
    assert "Only the starter table" in told
    assert "python -m commands.knowledge refresh" in told
    assert "Starter table 2026-11-21 is in force, as it comes with the program." in told
    assert list(table(app, 0)["Source"]) == ["Starter table"]


@pytest.mark.parametrize(
    "user", ["chair", "coordinator", "oncologist-north", "laboratory-a", "member", "analyst"]
)
def test_who_is_no_administrator_looks_and_changes_nothing(
    open_page: OpenPage, board: Board, user: str
) -> None:
    load(board.store)
    app = open_page(user, "knowledge")
    assert "CIViC 2026-05-26 is in force since" in words(app)
    assert not [one for one in app.button if one.label in {"Switch", "Load release"}]
    assert "Switch a release" not in [one.value for one in app.header]


def test_the_administrator_switches_a_release_with_a_reason(open_page: OpenPage, board: Board) -> None:
    release_id = load(board.store, in_force=False)
    app = open_page("administrator", "knowledge")
    app.session_state[wkey("switch_source", "administrator")] = "civic:CIViC"
    app.run()
    app.selectbox[0].set_value(release_id).run()
    press(app, "Switch")
    assert any("needs its reason" in plain(one.value) for one in app.error)
    app.text_input[0].set_value("Read by the board on Monday").run()
    press(app, "Switch")
    found = {one.source: one.in_force for one in sources(board.store, actor("chair"))}
    assert found[Source.CIVIC] is not None
    assert "Read by the board on Monday" in words(app)


def press(app: AppTest, label: str) -> None:
    next(one for one in app.button if one.label == label).click().run()
    assert not app.exception


def test_a_files_report_comes_before_it_is_loaded(open_page: OpenPage, board: Board) -> None:
    app = open_page("administrator", "knowledge")
    reading = read(item("EID1"), item("EID2", level="B"))
    app.session_state[wkey("release_read", "administrator")] = ("civic.tsv", reading)
    app.run()
    assert "3 rows, 2 items; 1 line not wholly understood" in words(app)
    assert not board.store.journal.by_token("x")
    assert [one.label for one in sources(board.store, actor("chair")) if len(one.releases)] == [
        "Starter table"
    ]
    press(app, "Load release")
    assert [len(one.releases) for one in sources(board.store, actor("chair"))] == [1, 1, 0]
    assert "is loaded; switch it on" in "\n".join(plain(one.value) for one in app.success)


def test_a_file_that_is_loaded_already_is_not_offered_again(open_page: OpenPage, board: Board) -> None:
    load(board.store, item("EID1"), in_force=False)
    app = open_page("administrator", "knowledge")
    app.session_state[wkey("release_read", "administrator")] = ("again.tsv", read(item("EID1")))
    app.run()
    assert "again.tsv is loaded already" in "\n".join(plain(one.value) for one in app.warning)
    assert "Load release" not in [one.label for one in app.button]
    press(app, "Put this file away")
    assert not app.warning


def test_what_is_wrong_with_a_file_stands_before_the_button_that_loads_it(open_page: OpenPage) -> None:
    app = open_page("administrator", "knowledge")
    told = Problem(Severity.NOTE, "civic.tsv", "", 9, "a last row of 3 of 25 cells", "a whole table")
    reading = replace(read(item("EID1")), problems=(told,))
    app.session_state[wkey("release_read", "administrator")] = ("civic.tsv", reading)
    app.run()
    assert [plain(one.value) for one in app.warning] == [told.sentence]
    assert "What civic.tsv holds" in [plain(one.value) for one in app.header]


def test_two_releases_are_compared_side_by_side_and_narrowed(open_page: OpenPage, board: Board) -> None:
    load(board.store, item("EID1"), item("EID2"))
    newer = (item("EID1", level="B"), item("EID3", drugs=("Osimertinib",)))
    load(board.store, *newer, version="2026-08-01", released_on=date(2026, 8, 1))
    app = open_page("chair", "knowledge")
    assert "1 item added, 1 removed, 1 changed, 0 the same." in words(app)
    shown = next(one.value for one in app.dataframe if "Field" in one.value.columns)
    assert list(shown["What"]) == ["Added", "Removed", "Changed"]
    changed = shown[shown["What"] == "Changed"].iloc[0]
    assert (changed["Field"], changed["2026-05-26"], changed["2026-08-01"]) == ("Level", "A", "B")
    next(one for one in app.text_input if one.label.startswith("Gene")).set_value("osimertinib").run()
    shown = next(one.value for one in app.dataframe if "Field" in one.value.columns)
    assert list(shown["Item"]) == ["EID3"]
    assert "1 shown of 3 lines" in words(app)


def test_the_lines_that_are_not_understood_are_listed(open_page: OpenPage, board: Board) -> None:
    load(board.store)
    app = open_page("chair", "knowledge")
    shown = next(one.value for one in app.dataframe if "What became of it" in one.value.columns)
    assert list(shown["Line"]) == [7]


def test_an_own_table_is_called_as_its_laboratory_says_and_stands_beside_another(
    open_page: OpenPage, board: Board
) -> None:
    load(board.store, source=Source.OWN, name="Table of Laboratory B")
    app = open_page("administrator", "knowledge")
    reading = read(item("EID2"), source=Source.OWN, name="Own table")
    app.session_state[wkey("release_read", "administrator")] = ("evidence.csv", reading)
    app.run()
    field = next(one for one in app.text_input if one.label == "How this table is called")
    field.set_value("Table of Laboratory A").run()
    press(app, "Load release")
    own = [one for one in sources(board.store, actor("chair")) if one.source is Source.OWN]
    assert [(one.name, one.in_force is not None) for one in own] == [
        ("Table of Laboratory A", False),
        ("Table of Laboratory B", True),
    ]
    app.session_state[wkey("switch_source", "administrator")] = "own:Table of Laboratory A"
    app.run()
    app.selectbox[0].set_value(own[0].releases[0].release_id).run()
    next(one for one in app.text_input if one.label == "Why").set_value("Read on Monday").run()
    press(app, "Switch")
    told = words(app)
    assert "Table of Laboratory A 2026-05-26 is in force since" in told
    assert "Table of Laboratory B 2026-05-26 is in force since" in told
