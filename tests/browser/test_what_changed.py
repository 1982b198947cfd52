"""A chair sees that a cited item is weaker now, says why the advice stands, and it leaves list and case."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.serving import ready
from tests.browser.test_accessibility import violations_in_both_themes
from tests.builders import Board, new_board, recommend_off_label, supporting
from tests.drift import NEWER
from tests.releases import CITED, item, load

WHY = "Known at the time: level B is enough after two lines."


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory, calls: int) -> Board:
    """Advice that cites an item which is of level B in the release that came after it."""
    made = new_board(tmp_path_factory.mktemp("served") / "home", calls)
    load(made.store)
    rests_on = (supporting(made.profile_id),)
    advised = recommend_off_label(made.store, made.north.case_id, evidence=(CITED,), supporting=rests_on)
    load(made.store, item(level="B"), **NEWER)
    made.store.close()
    return replace(made, recommendation_ids=[*made.recommendation_ids, advised])


def test_a_change_is_read_on_case_and_list_seen_with_a_reason_and_then_gone_from_both(
    visit: Visit, board: Board
) -> None:
    page = visit("chair", f"/case?case={board.north.case_id}")
    changed = "EID1: level CIViC A to CIViC B."
    mark = page.get_by_text("Evidence changed since")
    expect(mark).to_contain_text(changed)
    page.goto("/changed")
    ready(page)
    expect(page.get_by_text("1 shown of 1 recommendation with changes")).to_be_visible()
    expect(page.get_by_text("Weaker", exact=False).first).to_be_visible()
    expect(page.get_by_text(changed)).to_be_visible()
    page.get_by_text("Seen, no change", exact=True).click()
    page.get_by_role("button", name="Record as seen").click()
    ready(page)
    expect(page.get_by_text("Say why the recommendation stands")).to_be_visible()
    page.get_by_label("Why the recommendation stands").fill(WHY)
    page.wait_for_timeout(1_300)
    ready(page)
    assert violations_in_both_themes(page) == {}
    page.get_by_role("button", name="Record as seen").click()
    ready(page)
    expect(
        page.get_by_text("Recorded as seen; it comes back when something changes further.")
    ).to_be_visible()
    expect(page.get_by_text("Nothing has changed under the advice in force")).to_be_visible()
    expect(page.get_by_role("heading", name="Seen before")).to_be_visible()
    page.goto(f"/case?case={board.north.case_id}")
    ready(page)
    expect(page.get_by_text("Approved therapy").first).to_be_visible()
    expect(mark).to_have_count(0)
