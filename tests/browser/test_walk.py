"""The whole way of a case through the board, as its people walk it."""

import csv
import io
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from components.audit_table import verb_in_words
from tests.browser.conftest import Visit
from tests.browser.serving import ready
from tests.builders import TODAY, Board, new_store, open_case

FIXTURES = Path(__file__).parent.parent / "fixtures"
FILES = {
    "SYN-B_CombinedVariantOutput.tsv": "cvo_dragen_2_1.tsv",
    "MetricsOutput.tsv": "metrics_dragen_2_1.tsv",
    "SYN-B-DNA.hard-filtered.vcf": "vcf_dragen_hard_filtered.vcf",
}
PSEUDONYM, OTHER = "W-0001", "W-0002"
QUESTION = "Is there an option after osimertinib, with DPYD*2A / DPYD*13?"
VERBS = {
    "case_opened", "meeting_planned", "agenda_set", "run_accepted", "finding_classified", "findings_marked",
    "recommendation_recorded", "recommendations_ordered", "recommendation_corrected",
    "recommendation_withdrawn", "case_concluded", "case_discussed", "answer_recorded", "answer_corrected",
}  # fmt: skip


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    """Users and places, and one case that has no profile; the other case is opened on the way."""
    store = new_store(tmp_path_factory.mktemp("walk") / "home")
    other = open_case(store, OTHER)
    store.close()
    return Board(store, other, other, "", "")


def write(page: Page, label: str, text: str) -> None:
    """Type into a field and leave it."""
    field = page.get_by_role("textbox", name=label, exact=True)
    field.fill(text)
    field.blur()
    ready(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list."""
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option).first.click()
    ready(page)


def pick(page: Page, name: str) -> None:
    """Choose one of a few that are all seen."""
    page.get_by_role("radio", name=name, exact=True).click()
    ready(page)


def count_up(page: Page, label: str, number: str) -> None:
    """Enter a number."""
    field = page.get_by_role("spinbutton", name=label, exact=True)
    field.fill(number)
    field.blur()
    ready(page)


def press(page: Page, name: str) -> None:
    """Press a button."""
    page.get_by_role("button", name=name, exact=True).click()
    ready(page)


def told(page: Page, sentence: str) -> None:
    """Assert that the page says a sentence."""
    expect(page.get_by_text(sentence).first).to_be_visible()
    ready(page)


def day_in(page: Page, label: str) -> None:
    """Enter today into a date field, by the keyboard."""
    page.get_by_role("group", name=label).get_by_role("spinbutton").first.click()
    page.keyboard.type(TODAY.strftime("%Y%m%d"))
    page.keyboard.press("Tab")
    ready(page)


def open_the_case(page: Page) -> None:
    """The coordinator opens a case; a name instead of a pseudonym is refused first."""
    write(page, "Pseudonym", "Jeanne Dupont")
    choose(page, "Sex", "Female")
    count_up(page, "Year of birth", "1958")
    choose(page, "Centre", "Northern hospital")
    write(page, "Search OncoTree by name or code", "LUAD")
    choose(page, "Tumour type", "Lung Adenocarcinoma")
    page.get_by_label("What does the physician ask the board?").fill(QUESTION)
    page.wait_for_timeout(1_300)
    ready(page)
    pick(page, "1")
    choose(page, "Laboratory", "Laboratory A")
    write(page, "Sample ids", "SYN-B-DNA")
    choose(page, "Kind", "Tissue")
    choose(page, "Taken from", "Metastasis")
    press(page, "Open case")
    told(page, "That reads like a name; it was not recorded.")
    write(page, "Pseudonym", PSEUDONYM)
    press(page, "Open case")
    expect(page.get_by_role("link", name=f"Go to the case of {PSEUDONYM}")).to_be_visible()


def plan_the_meeting(page: Page) -> None:
    """The coordinator plans a meeting and puts both cases on its agenda."""
    day_in(page, "Date")
    choose(page, "Chair", "Chris Chair")
    press(page, "Plan meeting")
    told(page, "The meeting was planned.")
    choose(page, "Meeting", f"{TODAY.day} {TODAY:%b %Y}")
    for left in (1, 0):
        page.get_by_role("button", name="Put on agenda").first.click()
        expect(page.get_by_text(f"Waiting: {left} case")).to_be_visible()
        ready(page)
    told(page, "Agenda: 2 cases")


def upload(page: Page) -> None:
    """The laboratory uploads the files of its run."""
    files: list[FilePayload] = [
        {"name": name, "mimeType": "text/plain", "buffer": (FIXTURES / source).read_bytes()}
        for name, source in FILES.items()
    ]
    page.locator("input[type=file]").set_input_files(files)
    expect(page.get_by_text("Read by section")).to_be_visible(timeout=20_000)
    ready(page)


def bring_the_run_in(page: Page) -> None:
    """The laboratory looks at what was read and accepts it; the same again is refused."""
    upload(page)
    told(page, "Problems")
    press(page, "Accept run")
    told(page, "The run was accepted; its profiles stand on the patients' cases.")
    upload(page)
    told(page, "exactly these results were brought in before")
    expect(page.get_by_role("button", name="Accept run")).to_have_count(0)


def select_first_finding(page: Page) -> None:
    """Mark the first row of the findings' table."""
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    page.locator("canvas td").first.wait_for(state="attached")
    box = grid.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 16, box["y"] + 52)
    ready(page)


def look_at_the_case(page: Page) -> None:
    """The chair opens the meeting, then the case, and sees what was found."""
    page.get_by_role("link", name=PSEUDONYM).first.click()
    told(page, QUESTION)
    expect(page.get_by_test_id("stPlotlyChart").first).to_be_visible()
    told(page, "12.5")
    told(page, "shown of 6 called")
    told(page, "2 single-base calls counted with the MNV they are part of")


def judge_the_findings(page: Page) -> None:
    """The chair classifies the first finding and marks it as reported."""
    select_first_finding(page)
    pick(page, "Classify")
    choose(page, "Scheme", "ESCAT")
    choose(page, "Level", "I-A")
    page.get_by_role("button", name="Classify").last.click()
    told(page, "the classification was recorded")
    pick(page, "Mark reported")
    if not page.get_by_role("radio", name="Reported", exact=True).count():
        # Rows that changed are a new set of rows, in which nothing is selected yet.
        select_first_finding(page)
    pick(page, "Reported")
    press(page, "Record mark")
    told(page, "The mark was recorded.")


def recommend(page: Page, kind: str, drug: str | None, rationale: str) -> None:
    """The chair records one recommendation."""
    pick(page, kind)
    if drug is not None:
        box = page.get_by_role("combobox", name="Drugs")
        box.fill(drug)
        box.press("Enter")
        box.press("Tab")
        ready(page)
    page.get_by_label("Rationale", exact=True).fill(rationale)
    page.wait_for_timeout(1_300)
    ready(page)
    press(page, "Record recommendation")
    told(page, "The recommendation was recorded.")


def advise(page: Page) -> None:
    """Recommends three times, puts them in order, corrects one and withdraws one."""
    pick(page, "Recommend")
    for kind, drug, rationale in (
        ("Off-label use", "osimertinib", "EGFR T790M, beyond the label"),
        ("Medical need programme", "savolitinib", "Through the programme"),
        ("Rebiopsy", None, "If neither can be had"),
    ):
        recommend(page, kind, drug, rationale)
    pick(page, "Order")
    press(page, "Move 2 up")
    press(page, "Record order")
    told(page, "The order was recorded.")
    pick(page, "Correct")
    choose(page, "Recommendation to correct", "osimertinib")
    write(page, "Why is it corrected?", "The rationale was incomplete")
    page.get_by_label("Rationale", exact=True).fill("EGFR T790M, beyond the label, after osimertinib")
    page.wait_for_timeout(1_300)
    ready(page)
    press(page, "Record correction")
    told(page, "The correction was recorded.")
    pick(page, "Withdraw")
    choose(page, "Recommendation to withdraw", "Rebiopsy")
    choose(page, "Reason", "Replaced by another")
    press(page, "Withdraw recommendation")
    told(page, "The recommendation was withdrawn.")


def conclude(page: Page) -> None:
    """Concludes the case and marks it as discussed."""
    pick(page, "Conclude")
    pick(page, "Actionable")
    press(page, "Conclude case")
    told(page, "The conclusion was recorded.")
    pick(page, "Discussed")
    press(page, "Mark as discussed")
    told(page, "The case is marked as discussed.")


def advise_nothing(page: Page) -> None:
    """On the other case the board recommends no therapy, and says why."""
    page.get_by_role("link", name="Meeting", exact=True).click()
    ready(page)
    page.get_by_role("link", name=OTHER).first.click()
    expect(page.get_by_role("heading", name=OTHER)).to_be_visible()
    pick(page, "Recommend")
    pick(page, "No therapy recommended")
    page.get_by_role("combobox", name="Reason", exact=True).click()
    page.get_by_role("option").first.click()
    ready(page)
    press(page, "Record recommendation")
    told(page, "The recommendation was recorded.")


def answer_both(page: Page) -> None:
    """The oncologist finds what waits, declines one with her reasons, follows the other, corrects one."""
    headings = page.get_by_role("heading").all_inner_texts()
    assert headings.index("Waiting for your answer") < headings.index("Patients")
    page.get_by_role("textbox").first.fill(PSEUDONYM)
    page.keyboard.press("Enter")
    ready(page, 500)
    told(page, "1 shown of 1 patient")
    page.get_by_role("link", name="Answer").first.click()
    told(page, "EGFR T790M, beyond the label, after osimertinib")
    pick(page, "Not followed")
    for label in ("Primary reason", "Contributing reasons (optional)"):
        page.get_by_role("combobox", name=label).click()
        page.get_by_role("option").first.click()
        # A list that takes several stays open over the button; Tab closes it, Escape would empty it.
        page.keyboard.press("Tab")
        ready(page)
    press(page, "Record answer")
    told(page, "Primary reason:")
    told(page, "Contributing:")
    page.goto("/patients")
    ready(page)
    page.get_by_role("link", name="Answer").first.click()
    told(page, "Through the programme")
    pick(page, "Followed")
    press(page, "Record answer")
    told(page, "Decided by Nora North")


def correct_the_answer(page: Page) -> None:
    """The last answer is corrected, with the reason; the earlier one stays to be read."""
    page.get_by_text("Correct answer").first.click()
    ready(page)
    pick(page, "Partly followed")
    page.get_by_role("combobox", name="Primary reason").click()
    page.get_by_role("option").first.click()
    ready(page)
    write(page, "Why it is corrected", "Only half of the combination was given")
    press(page, "Record correction")
    told(page, "Earlier answers (1)")


def table_as_a_file(page: Page) -> list[list[str]]:
    """The table of a page, taken away as a file."""
    with page.expect_download() as started:
        page.get_by_role("button", name="Take as CSV").first.click()
    text = Path(started.value.path()).read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def recorded_verbs(home: Path) -> set[str]:
    """What the journal holds, as the served process wrote it."""
    journal = sqlite3.connect(f"file:{home / 'journal.sqlite'}?mode=ro", uri=True)
    try:
        return {str(row[0]) for row in journal.execute("select distinct verb from event")}
    finally:
        journal.close()


@pytest.mark.slow
def test_a_case_walks_from_its_opening_to_the_uptake(visit: Visit, board: Board) -> None:
    coordinator = visit("coordinator", "/open-case")
    open_the_case(coordinator)
    coordinator.goto("/plan")
    plan_the_meeting(ready(coordinator))
    bring_the_run_in(visit("laboratory-a", "/intake"))
    chair = visit("chair", "/meeting")
    look_at_the_case(chair)
    address = chair.url
    judge_the_findings(chair)
    advise(chair)
    conclude(chair)
    advise_nothing(chair)
    oncologist = visit("oncologist-north", "/")
    answer_both(oncologist)
    correct_the_answer(oncologist)
    foreign = visit("oncologist-south", "/" + address.split("/", 3)[3])
    told(foreign, "There is no such case for you.")
    coordinator.goto("/uptake")
    rows = table_as_a_file(ready(coordinator))
    assert any("Synthetic" in cell or "synthetic" in cell for row in rows for cell in row)
    acts = table_as_a_file(visit("administrator", "/audit"))
    assert recorded_verbs(board.store.home) >= VERBS
    told_in_words = {cell for row in acts for cell in row}
    assert {verb_in_words(verb) for verb in VERBS} <= told_in_words
