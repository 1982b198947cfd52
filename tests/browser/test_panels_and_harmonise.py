"""A panel list is loaded and asked of a case; two laboratories that differ are listed until they agree."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from data.journal import new_id
from data.record import runs
from data.record.findings import record_classification
from domain.acceptance import RunAcceptance, SampleAcceptance
from domain.classifications import Classification
from domain.readings import FileKind, FileRead
from tests.browser.conftest import Visit
from tests.browser.serving import ready
from tests.browser.test_accessibility import violations
from tests.browser.test_evidence import choose_row
from tests.builders import TODAY, Board, actor, new_board, reading
from tests.sources import ROOT

SCHEME = "compermed_biological"
LIST = "Small list 2026-1 (1 Feb 2026)"


def bring_to_second_laboratory(board: Board) -> str:
    """Laboratory B brings the southern sample in, with BRAF V600E as its first call; the profile's id."""
    read = reading(board.south.sample_id, calls=1)
    read = replace(read, findings=replace(read.findings, copy_number=(), fusions=(), biomarkers=()))
    sample = SampleAcceptance(
        read, (board.south.specimen_id,), TODAY - timedelta(days=20), TODAY - timedelta(days=9)
    )
    file = FileRead("P-002.tsv", "1" * 64, 1000, FileKind.COMBINED_VARIANT_OUTPUT)
    run = RunAcceptance("SYN-RUN-2", "lab-b", (file,), (sample,), (), ())
    event = runs.record_run(board.store, actor("laboratory-b"), run, 0, new_id())
    return str((event.payload or {})["profiles"][0]["profile_id"])


def classify(board: Board, user: str, finding_id: str, level: str) -> None:
    value = (finding_id, Classification(SCHEME, level, f"Said by {user}"))
    record_classification(board.store, actor(user), value, 0, new_id())


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory, calls: int) -> Board:
    """BRAF V600E of the same tumour in both laboratories, of which they say different things."""
    made = new_board(tmp_path_factory.mktemp("served") / "home", calls)
    second = bring_to_second_laboratory(made)
    classify(made, "laboratory-a", f"{made.profile_id}.5", "pathogenic")
    classify(made, "laboratory-b", f"{second}.1", "likely_pathogenic")
    made.store.close()
    return made


def write(page: Page, label: str, text: str) -> None:
    """Type into a field and leave it."""
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.blur()
    ready(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list."""
    page.get_by_label(label, exact=True).click()
    page.get_by_role("option", name=option).first.click()
    ready(page)


def test_a_list_by_the_template_is_loaded_and_says_what_it_would_have_found_of_a_case(
    visit: Visit, board: Board, tmp_path: Path
) -> None:
    template = (ROOT / "docs" / "guide" / "panel_template.tsv").read_text().splitlines()[0]
    row = "\t".join(("Lung", "NSCLC", "BRAF", "codon 469", "small variant", "2A", "DNA", "", "", "Annex 2"))
    list_file = tmp_path / "small_list.tsv"
    list_file.write_text(f"{template}\n{row}\n")
    page = visit("administrator", "/panels")
    page.locator("input[type=file]").set_input_files(str(list_file))
    expect(page.get_by_text("1 row of 1 taken, 1 gene")).to_be_visible()
    for label, text in (("Name of the list", "Small list"), ("Source", "Annex 2"), ("Version", "2026-1")):
        page.get_by_label(label, exact=True).fill(text)
    day = page.get_by_test_id("stDateInput").filter(has_text="Dated")
    day.click()
    page.keyboard.type("20260201")
    page.keyboard.press("Tab")
    ready(page)
    page.get_by_role("button", name="Load list").click()
    ready(page)
    expect(page.get_by_text("The panel list is loaded; it is not in force yet.")).to_be_visible()
    choose(page, "List in force from now on", LIST)
    write(page, "Why", "Read by the board")
    page.get_by_role("button", name="Switch list").click()
    expect(page.get_by_text(f"{LIST} is in force since")).to_be_visible()
    case = visit("chair", f"/case?case={board.north.case_id}", size=(1280, 720))
    expect(case.get_by_text(f"{LIST}. Annex 2.")).to_be_visible()
    expect(case.get_by_text("0 of 2 would have been found: 2 shown of 2 findings")).to_be_visible()
    choose_row(case, 1)
    told = case.get_by_test_id("stText").filter(has_text="Asked because:")
    expect(told).to_contain_text("Line 2 covers small variants of BRAF, codon 469 in Lung: this change lies")
    assert violations(case) == []


def say(page: Page, level: str) -> None:
    """Classify the first finding of the table."""
    choose_row(page, 0)
    page.get_by_role("radio", name="Classify", exact=True).click()
    ready(page)
    choose(page, "Biological class", f"ComPerMed, biological class: {level}")
    page.get_by_role("button", name="Classify finding").click()
    expect(page.get_by_text("the classification was recorded.")).to_be_visible()


def test_what_two_laboratories_say_otherwise_is_listed_with_both_sides_until_they_say_the_same(
    visit: Visit, board: Board
) -> None:
    page = visit("chair", "/harmonise", size=(1280, 720))
    expect(page.get_by_text("1 of 1 not of one word")).to_be_visible()
    choose_row(page, 0)
    told = page.get_by_test_id("stText").filter(has_text="Comments and authors:")
    expect(told).to_contain_text("First: Laboratory A · First says: Pathogenic")
    expect(told).to_contain_text("Second: Laboratory B · Second says: Likely pathogenic")
    expect(told).to_contain_text("Said by laboratory-b")
    assert violations(page) == []
    say(visit("chair", f"/case?case={board.north.case_id}"), "Pathogenic")
    page.reload()
    expect(page.get_by_text("2 of 3 not of one word")).to_be_visible()
    say(visit("laboratory-b", f"/case?case={board.south.case_id}"), "Pathogenic")
    page.reload()
    expect(page.get_by_text("0 of 3 not of one word")).to_be_visible()
    expect(page.get_by_text("Nowhere: all who spoke of the same finding")).to_be_visible()
