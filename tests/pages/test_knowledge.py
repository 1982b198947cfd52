"""The page of knowledge: what is loaded, reported before it is accepted, switched, compared."""

from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow.parquet as pq
import pytest
from streamlit.testing.v1 import AppTest

from components.keys import wkey
from data.ingest.knowledge.reading import read_release
from data.read.releases import release, sources
from domain.knowledge.evidence import Source
from domain.problems import Problem, Severity
from tests.builders import Board, actor
from tests.data.ingest.samples import FIXTURES
from tests.pages.conftest import OpenPage, files_offered
from tests.pages.test_case import plain, words
from tests.releases import item, load, read, switch


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
    assert [len(one.releases) for one in sources(board.store, actor("chair"))] == [1, 1, 0, 0]
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


def at_hand(app: AppTest, file: str) -> None:
    reading = read_release(FIXTURES / file, file)
    app.session_state[wkey("release_read", "administrator")] = (file, reading)
    app.run()


def test_an_annotated_file_is_loaded_with_what_a_person_says_of_it(open_page: OpenPage, board: Board) -> None:
    app = open_page("administrator", "knowledge")
    at_hand(app, "oncokb_annotated_fusions.txt")
    press(app, "Load release")
    assert any("Say of which day OncoKB's data are" in plain(one.value) for one in app.error)
    app.date_input[0].set_value(date(2026, 2, 1)).run()
    said = {one.label: one for one in app.text_input}
    said["How this table is called"].set_value("OncoKB of Laboratory A").run()
    said["Version of OncoKB's data"].set_value("v0.2").run()
    next(one for one in app.text_input if one.label.startswith("Tumour type")).set_value("luad").run()
    assert "Lung Adenocarcinoma" in [one.value for one in app.caption]
    press(app, "Load release")
    (table,) = [one for one in sources(board.store, actor("chair")) if one.source is Source.ONCOKB]
    (loaded,) = table.releases
    assert (loaded.title, loaded.released_on) == ("OncoKB of Laboratory A v0.2", date(2026, 2, 1))
    kept = release(board.store, actor("chair"), loaded.release_id)
    assert kept is not None and {one.scope.codes for one in kept.items} == {("LUAD",)}
    switch(board.store, Source.ONCOKB, loaded.release_id)
    app.run()
    assert "OncoKB of Laboratory A v0.2 is in force since" in words(app)


def test_two_releases_that_oncokb_annotated_are_compared(open_page: OpenPage, board: Board) -> None:
    for day, file in ((1, "oncokb_annotated_cna.txt"), (2, "oncokb_annotated.maf")):
        app = open_page("administrator", "knowledge")
        at_hand(app, file)
        app.date_input[0].set_value(date(2026, 2, day)).run()
        press(app, "Load release")
    assert "7 items added, 2 removed, 0 changed, 0 the same." in words(open_page("chair", "knowledge"))


def test_the_version_and_day_that_a_file_tells_stand_in_the_form(open_page: OpenPage) -> None:
    app = open_page("administrator", "knowledge")
    at_hand(app, "oncokb_annotated.maf")
    assert app.date_input[0].value == date(2026, 1, 31)
    assert next(one for one in app.text_input if one.label.startswith("Version")).value == "v0.1"


def test_nothing_of_a_patient_is_kept_of_a_file_that_was_annotated(open_page: OpenPage, board: Board) -> None:
    app = open_page("administrator", "knowledge")
    at_hand(app, "oncokb_annotated.maf")
    press(app, "Load release")
    app.run()
    shown = words(app) + "".join(one.value.to_string() for one in app.dataframe)
    journal = repr([(one.payload, one.subject_id) for one in board.store.journal.events()])
    bundles = "".join(
        repr(pq.read_table(path).to_pylist()) for path in (board.store.home / "bundles").glob("*.parquet")
    )
    assert "Spliceinib" in bundles
    for kept in (shown, journal, bundles):
        assert "SYN-OKB" not in kept


def test_a_table_without_an_item_says_so_and_is_not_offered_for_loading(open_page: OpenPage) -> None:
    reading = read(item("EID1"), source=Source.OWN, name="Own table")
    assert reading.release is not None
    app = open_page("administrator", "knowledge")
    empty = replace(reading, release=replace(reading.release, items=()))
    app.session_state[wkey("release_read", "administrator")] = ("evidence.csv", empty)
    app.run()
    assert "there is nothing to load" in "\n".join(plain(one.value) for one in app.warning)
    assert "Load release" not in [one.label for one in app.button]
    press(app, "Put this file away")


def test_a_tables_name_is_no_markdown_where_it_is_switched(open_page: OpenPage, board: Board) -> None:
    load(board.store, source=Source.OWN, name="Table *A* [b](http://x)")
    app = open_page("administrator", "knowledge")
    (choice,) = [one for one in app.button_group if one.label == "Table"]
    assert any(r"Table \*A\* \[b\]" in one.content for one in choice.proto.options)


def test_switches_are_counted_as_changes(open_page: OpenPage, board: Board) -> None:
    load(board.store)
    switch(board.store, Source.STARTER, None)
    told = "\n".join(plain(one.value) for one in open_page("chair", "knowledge").caption)
    assert "Switched: 2 shown of 2 changes" in told


def test_the_administrator_takes_the_template_where_a_release_is_brought(open_page: OpenPage) -> None:
    assert "Take the template" in files_offered(open_page("administrator", "knowledge"))
    assert "Take the template" not in files_offered(open_page("laboratory-a", "knowledge"))
