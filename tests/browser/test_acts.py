"""The board's acts under a hurried hand: nothing lands on another patient, twice, or nowhere."""

import json
import sqlite3
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.serving import ready
from tests.browser.test_accessibility import violations_in_both_themes
from tests.builders import Board


def recorded(home: Path, verb: str) -> list[dict[str, object]]:
    """What the journal holds of a verb, as the served process wrote it."""
    journal = sqlite3.connect(f"file:{home / 'journal.sqlite'}?mode=ro", uri=True)
    try:
        rows = journal.execute(
            "select p.body from event as e join payload as p on e.sequence = p.sequence "
            "where e.verb = ? order by e.sequence",
            (verb,),
        ).fetchall()
    finally:
        journal.close()
    return [json.loads(row[0]) for row in rows]


def choose(page: Page, act: str) -> None:
    """Choose one of a few; what a draft has chosen already stays, a click would take it back."""
    one = page.get_by_role("radio", name=act, exact=True)
    if not one.is_checked():
        one.click()
    ready(page)


def open_from_agenda(page: Page, pseudonym: str) -> None:
    """Go to a case within the session, as a chair does from one patient to the next."""
    page.get_by_role("link", name="Meeting", exact=True).click()
    ready(page)
    page.get_by_role("link", name=pseudonym).click()
    ready(page)


def write(page: Page, label: str, text: str) -> None:
    """Type, and wait until the quiet second has passed and the draft is kept."""
    page.get_by_label(label, exact=True).fill(text)
    page.wait_for_timeout(1_300)
    ready(page)


def fill_in_advice(page: Page, rationale: str) -> None:
    choose(page, "Recommend")
    choose(page, "Rebiopsy")
    write(page, "Rationale", rationale)


def test_what_was_typed_for_one_patient_never_stands_under_another(visit: Visit, board: Board) -> None:
    page = visit("chair", "/meeting")
    open_from_agenda(page, "P-001")
    choose(page, "Recommend")
    write(page, "Rationale", "Meant for the first patient")
    open_from_agenda(page, "P-002")
    choose(page, "Recommend")
    expect(page.get_by_label("Rationale", exact=True)).to_have_value("")
    open_from_agenda(page, "P-001")
    choose(page, "Recommend")
    expect(page.get_by_label("Rationale", exact=True)).to_have_value("Meant for the first patient")


def test_what_was_typed_is_there_after_a_reload_and_in_another_browser(visit: Visit, board: Board) -> None:
    page = visit("chair", f"/case?case={board.south.case_id}")
    choose(page, "Conclude")
    write(page, "Comment", "Half a thought")
    page.reload()
    ready(page)
    choose(page, "Conclude")
    expect(page.get_by_label("Comment", exact=True)).to_have_value("Half a thought")
    other = visit("chair", f"/case?case={board.south.case_id}")
    choose(other, "Conclude")
    expect(other.get_by_label("Comment", exact=True)).to_have_value("Half a thought")


def test_an_act_followed_at_once_by_another_click_is_recorded(visit: Visit, board: Board) -> None:
    page = visit("chair", f"/case?case={board.south.case_id}")
    fill_in_advice(page, "Recorded in passing")
    page.get_by_role("button", name="Record recommendation").click()
    page.get_by_role("radio", name="Conclude", exact=True).click(no_wait_after=True)
    ready(page)
    advice = [row["advice"] for row in recorded(board.store.home, "recommendation_recorded")]
    assert [a for a in advice if a["rationale"] == "Recorded in passing"] == advice[-1:]  # type: ignore[index]


def test_a_double_click_records_once_and_says_so_once(visit: Visit, board: Board) -> None:
    page = visit("chair", f"/case?case={board.south.case_id}")
    fill_in_advice(page, "Clicked twice")
    page.get_by_role("button", name="Record recommendation").dblclick()
    ready(page)
    expect(page.get_by_text("The recommendation was recorded.")).to_be_visible()
    expect(page.get_by_label("Rationale", exact=True)).to_have_value("")
    advice = [row["advice"] for row in recorded(board.store.home, "recommendation_recorded")]
    assert len([a for a in advice if a["rationale"] == "Clicked twice"]) == 1  # type: ignore[index]


def test_words_that_come_with_the_click_are_recorded_and_leave_no_draft(visit: Visit, board: Board) -> None:
    page = visit("chair", f"/case?case={board.south.case_id}")
    choose(page, "Recommend")
    choose(page, "Rebiopsy")
    area = page.get_by_label("Rationale", exact=True)
    area.press_sequentially("Said in a hurry")
    page.get_by_role("button", name="Record recommendation").click()
    ready(page)
    expect(page.get_by_text("The recommendation was recorded.")).to_be_visible()
    page.reload()
    ready(page)
    choose(page, "Recommend")
    expect(page.get_by_label("Rationale", exact=True)).to_have_value("")
    said = [row["advice"]["rationale"] for row in recorded(board.store.home, "recommendation_recorded")]  # type: ignore[index]
    assert said.count("Said in a hurry") == 1


def test_what_one_tab_saved_survives_a_choice_in_another(visit: Visit, board: Board) -> None:
    first = visit("chair", f"/case?case={board.south.case_id}")
    choose(first, "Recommend")
    second = visit("chair", f"/case?case={board.south.case_id}")
    choose(second, "Recommend")
    write(first, "Rationale", "Typed in the first tab")
    choose(second, "Rebiopsy")
    first.reload()
    ready(first)
    choose(first, "Recommend")
    expect(first.get_by_label("Rationale", exact=True)).to_have_value("Typed in the first tab")
    expect(first.get_by_role("radio", name="Rebiopsy", exact=True)).to_be_checked()


def test_words_typed_without_a_pause_are_kept_while_they_are_typed(visit: Visit, board: Board) -> None:
    page = visit("chair", f"/case?case={board.north.case_id}")
    choose(page, "Conclude")
    words = "typed on and on without ever stopping for breath " * 2
    page.get_by_label("Comment", exact=True).press_sequentially(words, delay=35)
    page.reload()
    ready(page)
    choose(page, "Conclude")
    kept = page.get_by_label("Comment", exact=True).input_value()
    assert words.startswith(kept)
    assert len(kept) > 30


def test_a_refusal_is_in_sight_where_the_button_was_pressed(visit: Visit, board: Board) -> None:
    page = visit("chair", f"/case?case={board.north.case_id}", size=(1280, 720))
    choose(page, "Recommend")
    button = page.get_by_role("button", name="Record recommendation")
    button.scroll_into_view_if_needed()
    button.click()
    told = page.get_by_test_id("stAlert").filter(has_text="Choose").first
    expect(told).to_be_in_viewport(ratio=1)


def test_a_withdrawal_clicked_twice_is_not_told_as_refused(visit: Visit, board: Board) -> None:
    page = visit("chair", f"/case?case={board.north.case_id}")
    choose(page, "Withdraw")
    page.get_by_label("Recommendation to withdraw").click()
    page.get_by_role("option", name="SYN-2026-014").click()
    ready(page)
    page.get_by_label("Reason", exact=True).click()
    page.get_by_role("option", name="Found not to be eligible").click()
    ready(page)
    page.get_by_role("button", name="Withdraw recommendation").dblclick()
    ready(page)
    expect(page.get_by_text("The recommendation was withdrawn.")).to_be_visible()
    expect(page.get_by_text("nothing was recorded")).to_have_count(0)
    assert len(recorded(board.store.home, "recommendation_withdrawn")) == 1


def test_who_comes_second_is_refused_and_keeps_her_text(visit: Visit, board: Board) -> None:
    verb = "case_concluded"
    first = visit("chair", f"/case?case={board.north.case_id}")
    second = visit("chair", f"/case?case={board.north.case_id}")
    for page, comment in ((first, "Comment of the first"), (second, "Comment of the second")):
        choose(page, "Conclude")
        choose(page, "Actionable")
        write(page, "Comment", comment)
    first.get_by_role("button", name="Conclude case").click()
    expect(first.get_by_text("The conclusion was recorded.")).to_be_visible()
    second.get_by_role("button", name="Conclude case").click()
    expect(second.get_by_text("was changed after you opened the form")).to_be_visible()
    ready(second)
    expect(second.get_by_label("Comment", exact=True)).to_have_value("Comment of the second")
    assert [row["comment"] for row in recorded(board.store.home, verb)] == ["Comment of the first"]
    second.get_by_role("button", name="Conclude case").click()
    expect(second.get_by_text("The conclusion was recorded.")).to_be_visible()
    assert [row["comment"] for row in recorded(board.store.home, verb)][-1] == "Comment of the second"


def test_a_selected_finding_supports_the_advice_and_can_be_removed(visit: Visit, board: Board) -> None:
    page = visit("chair", f"/case?case={board.north.case_id}")
    choose(page, "Recommend")
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 16, box["y"] + 52)
    ready(page)
    listed = page.get_by_role("button", name="Remove")
    expect(listed).to_have_count(1)
    listed.click()
    ready(page)
    expect(page.get_by_text("None yet: select them in the table of findings.")).to_be_visible()
    expect(page.get_by_role("button", name="Add the 1 selected in the table")).to_be_visible()


def test_every_act_is_accessible_in_both_themes(visit: Visit, board: Board) -> None:
    page = visit("chair", f"/case?case={board.north.case_id}", size=(1280, 720))
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 16, box["y"] + 52)
    ready(page)
    found = {}
    for act in (
        "Recommend", "Classify", "Mark reported", "Correct", "Withdraw", "Order", "Conclude", "Discussed",
    ):  # fmt: skip
        choose(page, act)
        if act in {"Correct", "Withdraw"}:
            page.get_by_label(f"Recommendation to {act.lower()}").click()
            page.get_by_role("option").first.click()
            ready(page)
        # The page around the form is looked at with the page.
        if problems := violations_in_both_themes(page, "[class*='st-key-form-']"):
            found[act] = problems
    assert found == {}
