"""A single test is entered on the intake page and stands on the case at once."""

from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.keys import wkey
from data.reach import reach_of
from data.read.test_results import standing_tests
from domain.single_test_words import Result
from tests.builders import TODAY, Board, actor
from tests.pages.conftest import OpenPage
from tests.single_tests import enter, result

REPORTED = TODAY - timedelta(days=3)


def opened(open_page: OpenPage, user: str = "laboratory-a") -> AppTest:
    """The form of a single test on the intake page of laboratory A."""
    app = open_page(user, "intake")
    if user == "coordinator":
        field(app.selectbox, "Laboratory that").set_value("lab-a").run()
    field(app.button_group, "What is brought").set_value("Enter a single test").run()
    assert not app.exception
    return app


def field(kind: Any, label: str) -> Any:
    """The one field of a kind whose label begins so."""
    (found,) = [one for one in kind if one.label.startswith(label)]
    return found


def fill(app: AppTest, board: Board, method: str, marker: str, **more: Any) -> AppTest:
    """Choose the specimen of the northern patient and fill the fields of a test in."""
    field(app.text_input, "Search a specimen").input("P-001").run()
    field(app.selectbox, "Specimen").set_value(board.north.specimen_id).run()
    field(app.selectbox, "Method").set_value(method).run()
    field(app.text_input, "Marker").input(marker).run()
    field(app.date_input, "Reported on").set_value(more.pop("reported_on", REPORTED)).run()
    for label, value in more.items():
        kinds = (app.button_group, app.text_input, app.selectbox, app.multiselect, app.number_input)
        named = label.replace("_", " ")
        (one,) = [f for kind in kinds for f in kind if f.label.startswith(named)]
        one.set_value(value).run()
    assert not app.exception
    return app


def press(app: AppTest) -> AppTest:
    field(app.button, "Record test").click().run()
    assert not app.exception
    return app


def sentences(app: AppTest) -> str:
    kinds = (app.success, app.error, app.warning, app.text, app.info, app.caption, app.markdown)
    return "\n".join(one.value.replace("\\", "") for kind in kinds for one in kind)


def case_page(open_page: OpenPage, case_id: str, user: str = "chair") -> AppTest:
    return open_page(user, "case", case=case_id)


@pytest.mark.parametrize("user", ["laboratory-a", "coordinator"])
def test_a_test_that_is_entered_stands_on_the_case_at_once(
    board: Board, open_page: OpenPage, user: str
) -> None:
    app = fill(
        opened(open_page, user), board, "fish", "alk", Result="detected", What_exactly="ALK rearranged"
    )
    press(app)
    assert "The test was recorded; it stands on the patient's case." in sentences(app)
    shown = case_page(open_page, board.north.case_id)
    assert "ALK FISH: ALK rearranged" in sentences(shown).replace("\N{NO-BREAK SPACE}", " ")
    assert "Single tests 1 of 1" in [tab.label for tab in shown.tabs]
    assert shown.tabs[0].label == "Small variants 12 of 12"


def test_the_fields_follow_the_method_and_the_marker(board: Board, open_page: OpenPage) -> None:
    app = fill(opened(open_page), board, "ihc", "mmr")
    assert field(app.button_group, "Result").options[:2] == ["Deficient", "Proficient"]
    assert field(app.multiselect, "Lost proteins").options == ["MLH1", "MSH2", "MSH6", "PMS2"]
    assert not [one for one in app.text_input if one.label == "Value"]
    field(app.text_input, "Marker").input("her2").run()
    assert field(app.button_group, "HER2 score").options == ["0", "1+", "2+", "3+"]
    field(app.text_input, "Marker").input("pd-l1").run()
    assert len(field(app.selectbox, "Unit").options) == 4
    field(app.selectbox, "Method").set_value("sanger").run()
    assert not [one for one in app.text_input if one.label == "Value"]


def test_the_score_of_her2_gives_its_result(board: Board, open_page: OpenPage) -> None:
    app = fill(opened(open_page), board, "ihc", "HER2", HER2_score="2+")
    press(app)
    shown = case_page(open_page, board.north.case_id)
    assert "HER2 IHC: equivocal, score 2+" in sentences(shown).replace("\N{NO-BREAK SPACE}", " ")


def test_what_the_method_cannot_say_is_refused_and_stays_in_the_form(
    board: Board, open_page: OpenPage
) -> None:
    before = board.store.sequence
    app = fill(opened(open_page), board, "ihc", "PD-L1", Result="detected")
    press(app)
    assert "PD-L1 needs its score" in sentences(app)
    assert board.store.sequence == before
    assert field(app.text_input, "Marker").value == "PD-L1"
    field(app.text_input, "Value").input("60").run()
    field(app.selectbox, "Unit").set_value("tps").run()
    press(app)
    assert "The test was recorded" in sentences(app)
    assert board.store.sequence == before + 1


def test_a_test_without_a_result_is_not_recorded_as_negative(board: Board, open_page: OpenPage) -> None:
    before = board.store.sequence
    app = press(fill(opened(open_page), board, "fish", "ALK"))
    assert "One that was not done is not entered at all." in sentences(app)
    assert board.store.sequence == before


def test_what_was_typed_is_found_again_in_another_browser(board: Board, open_page: OpenPage) -> None:
    fill(opened(open_page), board, "fish", "ALK", What_exactly="ALK rearranged")
    again = opened(open_page)
    assert field(again.selectbox, "Specimen").value == board.north.specimen_id
    assert field(again.text_input, "What exactly").value == "ALK rearranged"
    assert field(again.date_input, "Reported on").value == REPORTED


def test_the_form_is_empty_after_a_test_and_the_search_stays(board: Board, open_page: OpenPage) -> None:
    app = fill(opened(open_page), board, "fish", "ALK", Result="not_detected")
    press(app)
    assert field(app.selectbox, "Method").value is None
    assert field(app.text_input, "Search a specimen").value == "P-001"


def test_a_correction_is_asked_for_and_replaces_the_earlier_result(board: Board, open_page: OpenPage) -> None:
    enter(board.store, board.north, reported_on=REPORTED)
    app = fill(opened(open_page), board, "fish", "alk", Result="equivocal")
    press(app)
    assert "Accept these as a re-analysis" in sentences(app)
    field(app.button_group, "This test of the specimen").set_value("replace").run()
    press(app)
    shown = case_page(open_page, board.north.case_id)
    assert "Single tests 1 of 1" in [tab.label for tab in shown.tabs]
    assert "ALK FISH: equivocal" in sentences(shown).replace("\N{NO-BREAK SPACE}", " ")


def test_a_panel_takes_one_change_a_line(board: Board, open_page: OpenPage) -> None:
    typed = {
        "specimen": board.north.specimen_id, "method": "ngs_panel", "marker": "egfr", "result": "detected",
        "reported_on": REPORTED.isoformat(), "what": "p.(Leu858Arg)\np.(Thr790Met)\n",
    }  # fmt: skip
    board.store.desk.save_draft("laboratory-a", "single_test:lab-a", typed)
    press(opened(open_page))
    shown = case_page(open_page, board.north.case_id)
    assert "Single tests 2 of 2" in [tab.label for tab in shown.tabs]
    told = sentences(shown).replace("\N{NO-BREAK SPACE}", " ")
    assert "EGFR NGS panel: p.(Leu858Arg)" in told
    assert "EGFR NGS panel: p.(Thr790Met)" in told


def test_another_laboratory_finds_no_specimen_of_the_patient(board: Board, open_page: OpenPage) -> None:
    app = opened(open_page, "laboratory-b")
    field(app.text_input, "Search a specimen").input("P-001").run()
    assert "No specimen of yours goes by this name." in sentences(app)
    assert field(app.selectbox, "Specimen").options == []


def test_the_case_shows_negative_and_failed_tests_and_none_where_there_is_none(
    board: Board, open_page: OpenPage
) -> None:
    shown = case_page(open_page, board.north.case_id)
    assert [tab.label for tab in shown.tabs][-1] == "Single tests: none recorded"
    assert "Single tests**" not in sentences(shown)
    enter(board.store, board.north, result(result=Result.NOT_DETECTED, what=None))
    enter(board.store, board.north, result(marker="RET", gene="RET", result=Result.FAILED, what=None))
    shown = case_page(open_page, board.north.case_id)
    labels = [tab.label for tab in shown.tabs]
    assert labels[-1] == "Single tests 2 of 2"
    assert "Fusions and splice variants 1 of 1, not assessed" in labels
    told = sentences(shown).replace("\N{NO-BREAK SPACE}", " ")
    assert "RET FISH: failed, no result" in told
    assert "ALK FISH: not detected" in told


def test_the_table_of_tests_names_method_result_laboratory_day_and_specimen(
    board: Board, open_page: OpenPage
) -> None:
    enter(board.store, board.north, reported_on=REPORTED)
    app = open_page("chair", "case", case=board.north.case_id)
    app.session_state[wkey("open_tab", board.north.case_id)] = 4
    app.run()
    assert "1 shown of 1 recorded" in sentences(app)
    (row,) = app.dataframe[0].value.to_dict("records")
    assert (row["marker"], row["method"], row["what"]) == ("ALK", "FISH", "ALK rearranged")
    assert row["result"].endswith(" Detected")
    assert (row["laboratory"], row["dated"], row["kit"]) == ("Laboratory A", REPORTED, "Vysis")
    assert row["specimen"].startswith("Tissue, Liver, ")


def test_a_case_with_nothing_but_single_tests_shows_them(board: Board, open_page: OpenPage) -> None:
    enter(board.store, board.south, laboratory="lab-b")
    app = case_page(open_page, board.south.case_id)
    assert [tab.label for tab in app.tabs] == ["Single tests 1 of 1"]
    assert "No profile of this tumour has been brought in yet." in sentences(app)
    assert "unknown" not in " ".join(tab.label for tab in app.tabs)


def test_the_agenda_does_not_take_a_single_test_for_the_profile(board: Board, open_page: OpenPage) -> None:
    failed = result(result=Result.FAILED, what=None)
    enter(board.store, board.north, failed)
    enter(board.store, board.south, failed, laboratory="lab-b")
    app = open_page("chair", "meeting", meeting=board.meeting_id)
    assert "No profile yet" in sentences(app)
    assert "gave no result" not in sentences(app)


@pytest.mark.parametrize("user", ["laboratory-a", "coordinator"])
def test_a_test_recorded_by_mistake_is_withdrawn_on_its_case_and_stays_to_be_seen(
    board: Board, open_page: OpenPage, user: str
) -> None:
    enter(board.store, board.north, reported_on=REPORTED)
    app = open_page(user, "case", case=board.north.case_id)
    field(app.button_group, "What the board does").set_value("Withdraw a single test").run()
    assert "Withdraw test" not in [one.label for one in app.button]
    field(app.selectbox, "Single test to withdraw").set_value(_first(board)).run()
    press_withdraw(app)
    assert "A withdrawal needs its reason" in sentences(app)
    withdraw_draft(board, user, "Another patient's specimen.")
    app = open_page(user, "case", case=board.north.case_id)
    field(app.button_group, "What the board does").set_value("Withdraw a single test").run()
    field(app.selectbox, "Single test to withdraw").set_value(_first(board)).run()
    press_withdraw(app)
    assert "The test was withdrawn; it stays in the record with its reason." in sentences(app)
    assert "No single test stands on this case." in sentences(app)
    app = open_page("chair", "case", case=board.north.case_id)
    app.session_state[wkey("open_tab", board.north.case_id)] = 4
    app.run()
    (row,) = app.dataframe[0].value.to_dict("records")
    assert (row["reported"], row["result"]) == (
        "\N{MULTIPLICATION SIGN} Withdrawn",
        "Withdrawn; was: detected",
    )
    assert row["what"].startswith("Another patient's specimen. (withdrawn on ")
    assert row["what"].endswith("; was: ALK rearranged")
    assert "**Single tests**" not in sentences(app)


def _first(board: Board) -> str:
    with board.store.reading(reach_of(actor("coordinator"))) as reader:
        return standing_tests(reader, board.north.case_id)[0].profile_id


def press_withdraw(app: AppTest) -> None:
    field(app.button, "Withdraw test").click().run()
    assert not app.exception


def withdraw_draft(board: Board, user: str, reason: str) -> None:
    """The reason as the draft keeps it: a text area of ours cannot be typed into here."""
    board.store.desk.save_draft(user, f"withdraw_test:{_first(board)}", {"reason": reason})
