"""A chair reads what is known of a finding, resistance first, cites it by one click, records the advice."""

import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from domain.knowledge.evidence import DrugEffect
from tests.browser.conftest import Visit
from tests.browser.serving import ready
from tests.browser.test_accessibility import violations_in_both_themes
from tests.builders import Board, new_board
from tests.releases import item, load

RELEASE = "CIViC 2026-05-26, 26 May 2026"


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory, calls: int) -> Board:
    """A case with BRAF V600E, and a release with one item against and one for a drug of this tumour."""
    made = new_board(tmp_path_factory.mktemp("served") / "home", calls)
    against = item("EID2", effect=DrugEffect.RESISTANCE, significance="Resistance", drugs=("Erlotinib",))
    load(made.store, item("EID1"), against, released_on=date(2026, 5, 26))
    made.store.close()
    return made


def recorded(home: Path) -> dict[str, Any]:
    """The last advice in the journal, as the served process wrote it."""
    journal = sqlite3.connect(f"file:{home / 'journal.sqlite'}?mode=ro", uri=True)
    try:
        (body,) = journal.execute(
            "select p.body from event as e join payload as p on e.sequence = p.sequence "
            "where e.verb = 'recommendation_recorded' order by e.sequence desc limit 1"
        ).fetchone()
    finally:
        journal.close()
    found: dict[str, Any] = json.loads(body)["advice"]
    return found


def choose_row(page: Page, table: int, row: int = 0) -> None:
    """Tick a row of a table; what it draws is a canvas, so the place is clicked."""
    grid = page.get_by_test_id("stDataFrame").nth(table)
    grid.scroll_into_view_if_needed()
    # The canvas is drawn after the page says it is ready.
    page.wait_for_timeout(700)
    place = grid.bounding_box()
    assert place is not None
    page.mouse.click(place["x"] + 18, place["y"] + 48 + 30 * row)
    ready(page)


def test_evidence_is_read_resistance_first_cited_by_one_click_and_recorded_with_its_release(
    visit: Visit, board: Board
) -> None:
    page = visit("chair", f"/case?case={board.north.case_id}")
    ready(page)
    choose_row(page, 0)
    against = page.get_by_text("read this first.")
    supporting = page.get_by_text("Sensitivity in this tumour or in any:")
    expect(against).to_be_visible()
    above, below = against.bounding_box(), supporting.bounding_box()
    assert above is not None and below is not None and above["y"] < below["y"]
    assert violations_in_both_themes(page) == {}
    page.get_by_role("radio", name="Recommend", exact=True).click()
    ready(page)
    choose_row(page, 1)
    cited = page.get_by_text(f"(EID2, {RELEASE})")
    expect(cited).to_contain_text("BRAF V600E, Erlotinib, resistance, Lung Adenocarcinoma, CIViC A")
    page.get_by_role("radio", name="Rebiopsy", exact=True).click()
    ready(page)
    page.get_by_label("Rationale", exact=True).fill("Resistance is known: look again before any drug.")
    page.wait_for_timeout(1_300)
    ready(page)
    assert violations_in_both_themes(page) == {}
    page.get_by_role("button", name="Record recommendation").click()
    ready(page)
    told = page.get_by_text(f"(EID2, {RELEASE})")
    expect(told.first).to_be_visible()
    (kept,) = recorded(board.store.home)["evidence"]
    assert (kept["item_id"], kept["release"], kept["released_on"], kept["effect"]) == (
        "EID2", "2026-05-26", "2026-05-26", "resistance",
    )  # fmt: skip
