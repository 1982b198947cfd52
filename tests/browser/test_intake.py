"""Intake in a browser: runs appear and are read by themselves while somebody works on the page."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server, ready
from tests.browser.test_accessibility import violations
from tests.builders import Board
from tests.sources import ROOT

FIXTURES = ROOT / "tests" / "fixtures"
SOON_MS = 40_000
SIZES = ((1920, 1080), (1280, 720))


@pytest.fixture(scope="module")
def server(board: Board) -> Iterator[Server]:
    """A server that takes a run as arrived after half a second."""
    served = Server(board.store.home, environment={"MTB_STILL_SECONDS": "0.5"}).start()
    yield served
    served.stop()


def drop(board: Board, name: str, *files: str) -> Path:
    """Lay fixtures into laboratory A's folder as a run."""
    folder = board.store.home / "incoming" / "lab-a" / name
    folder.mkdir(parents=True)
    for file in files:
        (folder / file).write_bytes((FIXTURES / file).read_bytes())
    return folder


def row(page: Page, name: str) -> Locator:
    """The row of a run in the list."""
    return page.get_by_test_id("stHorizontalBlock").filter(has=page.get_by_text(name, exact=True)).first


def test_a_run_that_is_dropped_appears_and_becomes_ready_without_a_reload(board: Board, visit: Visit) -> None:
    page = visit("laboratory-a", "/intake")
    expect(page.get_by_text("No run waits.")).to_be_visible()
    drop(board, "RUN-1", "cvo_dragen_2_6.tsv", "vcf_dragen_hard_filtered.vcf")
    expect(row(page, "RUN-1")).to_contain_text("Ready to accept: 2 samples", timeout=SOON_MS)
    foreign = visit("laboratory-b", "/intake")
    expect(foreign.get_by_text("No run waits.")).to_be_visible()


def test_what_is_typed_stays_while_the_list_refreshes(board: Board, visit: Visit) -> None:
    page = visit("laboratory-a", "/intake")
    row(page, "RUN-1").get_by_role("button", name="Look at").click()
    expect(page.get_by_text("Read by section")).to_be_visible(timeout=SOON_MS)
    page.get_by_text("A sample's specimen is not known").click()
    field = page.get_by_role("textbox", name="Search a patient by pseudonym")
    field.click()
    page.keyboard.type("P-0")
    drop(board, "RUN-2", "cvo_localapp_2_2.tsv")
    expect(row(page, "RUN-2")).to_contain_text("Ready to accept: 1 sample", timeout=SOON_MS)
    page.keyboard.type("01")
    assert field.input_value() == "P-001"
    assert (
        page.evaluate("document.activeElement.getAttribute('aria-label')") == "Search a patient by pseudonym"
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dark", [False, True])
def test_the_list_and_the_run_it_shows_have_no_violation(
    board: Board, visit: Visit, size: tuple[int, int], dark: bool
) -> None:
    failed = board.store.home / "incoming" / "lab-a" / "RUN-FAILED"
    failed.mkdir(exist_ok=True)
    (failed / os.fsdecode(b"x\xff.tsv")).write_text("x")
    page = visit("laboratory-a", "/intake", dark=dark, size=size)
    expect(row(page, "RUN-FAILED")).to_contain_text("Rename it", timeout=SOON_MS)
    row(page, "RUN-1").get_by_role("button", name="Look at").click()
    expect(page.get_by_text("Read by section")).to_be_visible(timeout=SOON_MS)
    ready(page)
    assert violations(page) == []


def test_an_upload_empties_the_uploader_and_is_shown_by_itself(board: Board, visit: Visit) -> None:
    page = visit("laboratory-a", "/intake")
    page.locator("input[type=file]").set_input_files(str(FIXTURES / "cvo_dragen_2_1.tsv"))
    expect(page.get_by_text("In this upload: cvo_dragen_2_1.tsv")).to_be_visible(timeout=SOON_MS)
    expect(page.get_by_text("Read by section")).to_be_visible(timeout=SOON_MS)
    page.locator("input[type=file]").set_input_files(str(FIXTURES / "metrics_dragen_2_1.tsv"))
    expect(page.get_by_text("In this upload: cvo_dragen_2_1.tsv (1")).to_contain_text(
        "metrics_dragen_2_1.tsv"
    )
    expect(row(page, "Upload")).to_contain_text("Ready to accept", timeout=SOON_MS)
    row(page, "Upload").get_by_role("button", name="Discard").click()
    expect(page.get_by_text("The upload was discarded;")).to_be_visible(timeout=SOON_MS)
    expect(page.get_by_text("In this upload")).to_have_count(0)
