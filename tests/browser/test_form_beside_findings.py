"""A form of the board's acts stands beside the findings: both are seen at once."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.serving import ready
from tests.browser.test_accessibility import violations_in_both_themes
from tests.builders import Board

SMALL = (1280, 720)
WIDE = (1920, 1080)


def grid(page: Page) -> dict[str, float]:
    found = page.get_by_test_id("stDataFrame").first
    found.wait_for()
    # The canvas is drawn after the page says it is ready.
    page.wait_for_timeout(700)
    return box(found)


def box(found: Locator) -> dict[str, float]:
    told = found.bounding_box()
    assert told is not None
    return {"x": told["x"], "y": told["y"], "width": told["width"], "height": told["height"]}


@pytest.mark.parametrize("size", [WIDE, SMALL])
def test_opening_a_form_moves_no_finding_down_and_leaves_the_table_more_than_half(
    visit: Visit, board: Board, size: tuple[int, int]
) -> None:
    page = visit("chair", f"/case?case={board.north.case_id}", size=size)
    ready(page)
    before = grid(page)
    page.get_by_role("radio", name="Recommend", exact=True).click()
    ready(page)
    after, rationale = grid(page), box(page.get_by_label("Rationale", exact=True))
    if size == WIDE:
        assert after["y"] == pytest.approx(before["y"], abs=2)
        assert after["y"] + after["height"] <= size[1]
        assert box(page.get_by_role("button", name="Record recommendation"))["y"] <= size[1]
    assert after["x"] + after["width"] < rationale["x"]
    assert after["width"] > size[0] * 0.45


def test_a_finding_chosen_beside_the_open_form_is_what_the_advice_rests_on(
    visit: Visit, board: Board
) -> None:
    page = visit("chair", f"/case?case={board.north.case_id}", size=WIDE)
    ready(page)
    place = grid(page)
    page.mouse.click(place["x"] + 22, place["y"] + 53)
    ready(page)
    page.get_by_role("radio", name="Recommend", exact=True).click()
    ready(page)
    page.get_by_text("None yet: select them in the table of findings.").wait_for(state="hidden")
    # What was chosen before the form opened is still chosen, and a second one joins it.
    place = grid(page)
    page.mouse.click(place["x"] + 22, place["y"] + 83)
    ready(page)
    expect(page.get_by_role("button", name="Remove", exact=True)).to_have_count(2)
    assert violations_in_both_themes(page) == {}


def test_on_a_small_screen_the_form_that_was_opened_is_one_click_away(visit: Visit, board: Board) -> None:
    page = visit("chair", f"/case?case={board.north.case_id}", size=SMALL)
    ready(page)
    page.get_by_role("radio", name="Recommend", exact=True).click()
    ready(page)
    kind = page.get_by_text("Kind of recommendation", exact=True)
    expect(kind).not_to_be_in_viewport()
    page.get_by_role("button", name="Show the form").click()
    expect(kind).to_be_in_viewport()
