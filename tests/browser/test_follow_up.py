"""A physician answers a recommendation in a real browser: few keys, nothing lost, nothing foreign."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.builders import Board

AT_ONCE = 15_000
READING_SIZE = (1280, 720)


def address(board: Board, number: int) -> str:
    return f"/answer?recommendation={board.recommendation_ids[number]}"


def test_the_way_from_the_list_to_the_answer_is_two_links_and_one_button(
    board: Board, visit: Visit, ready: Callable[..., Page]
) -> None:
    page = visit("oncologist-north", "/patients", size=READING_SIZE)
    page.get_by_role("link", name="Answer").first.click()
    expect(page.get_by_role("heading", name="Answer", exact=True)).to_be_visible(timeout=AT_ONCE)
    assert "recommendation=" in page.url
    record = page.get_by_role("button", name="Record answer")
    expect(record).to_be_visible()
    box = record.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= READING_SIZE[1], "the button stands on the first screen"
    page.get_by_role("radio", name="Not followed").click()
    page.get_by_label("Primary reason").click()
    page.keyboard.type("worsened")
    page.keyboard.press("Enter")
    ready(page)
    record.click()
    expect(page.get_by_text("The answer is recorded.")).to_be_visible(timeout=AT_ONCE)
    expect(page.get_by_role("heading", name="Not followed")).to_be_visible()
    expect(page.get_by_text("Primary reason: Condition worsened, unfit for therapy.")).to_be_visible()


def test_what_was_typed_and_chosen_is_there_again_after_the_page_was_left(
    board: Board, visit: Visit, ready: Callable[..., Page]
) -> None:
    page = visit("oncologist-north", address(board, 1), size=READING_SIZE)
    page.get_by_role("radio", name="Deferred").click()
    ready(page)
    page.get_by_label("Comment").fill("Reimbursement was asked for; DPYD*2A / DPYD*13 first.")
    page.get_by_label("Decided by").click()
    ready(page)
    page.wait_for_timeout(500)
    again = visit("oncologist-north", address(board, 1), size=READING_SIZE)
    expect(again.get_by_label("Comment")).to_have_value(
        "Reimbursement was asked for; DPYD*2A / DPYD*13 first.", timeout=AT_ONCE
    )
    expect(again.get_by_role("radio", name="Deferred")).to_be_checked()


@pytest.mark.parametrize("wanted", ["of another centre", "of nobody"])
def test_a_link_to_what_is_not_hers_says_the_same_as_a_link_to_nothing(
    board: Board, visit: Visit, wanted: str
) -> None:
    path = address(board, 0) if wanted == "of another centre" else "/answer?recommendation=nothing"
    page = visit("oncologist-south", path)
    expect(page.get_by_text("There is no such recommendation for you.")).to_be_visible(timeout=AT_ONCE)
    assert "P-001" not in page.inner_text("body")


def test_the_uptake_is_taken_as_a_file_that_says_it_is_synthetic(visit: Visit) -> None:
    page = visit("analyst", "/uptake")
    with page.expect_download(timeout=AT_ONCE) as taken:
        page.get_by_role("button", name="Take as CSV").click()
    data = taken.value.path().read_bytes()
    assert taken.value.suggested_filename.startswith("synthetic-uptake")
    assert data.startswith(b'\xef\xbb\xbfsynthetic,"Shown: all centres')
    assert b"\r\nData,Table,Step" in data
    assert b"P-001" not in data
