"""What a coordinator does in a browser beside cases and meetings: a reading, a list, corrections, a test."""

import gzip
from collections.abc import Iterator

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.conftest import Visit
from tests.browser.serving import Server
from tests.browser.test_accessibility import violations
from tests.browser.test_intake import SOON_MS, row
from tests.browser.test_walk import choose, count_up, pick, press, told, write
from tests.builders import TODAY, Board
from tests.data.ingest.workbooks import xlsx

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = (
    "Pseudonym", "Sex", "Year of birth", "Centre", "Tumour type", "Question", "Date of diagnosis",
    "Treating physician",
)  # fmt: skip
LIST = (HEADINGS, ("L-0001", "F", 1961, "Northern hospital", "LUAD", "Options?", "03/04/2026", "Luc Maes"))


@pytest.fixture(scope="module")
def server(board: Board) -> Iterator[Server]:
    """A server that takes a run as arrived after half a second."""
    served = Server(board.store.home, environment={"MTB_STILL_SECONDS": "0.5"}).start()
    yield served
    served.stop()


def test_a_running_reading_is_cancelled_and_its_files_stay(board: Board, visit: Visit) -> None:
    folder = board.store.home / "incoming" / "lab-a" / "GENOME"
    folder.mkdir(parents=True)
    head = b'##fileformat=VCFv4.2\n##FORMAT=<ID=GT,Number=1,Type=String,Description="x">\n'
    head += b"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS-9\n"
    rows = gzip.compress(b"chr1\t1000\t.\tA\t.\t50\tPASS\t.\tGT\t0/0\n" * 80_000)
    (folder / "S-9.genome.vcf.gz").write_bytes(gzip.compress(head) + rows * 150)
    page = visit("laboratory-a", "/intake")
    waiting = row(page, "GENOME")
    expect(waiting).to_contain_text("Being read:", timeout=2 * SOON_MS)
    waiting.get_by_role("button", name="Cancel").click()
    expect(waiting).to_contain_text("Cancelled; its files lie where they were", timeout=SOON_MS)
    expect(waiting.get_by_role("button", name="Read again")).to_be_visible()
    assert (folder / "S-9.genome.vcf.gz").is_file()


def test_a_list_with_a_date_that_can_be_read_two_ways_is_answered_and_opened(visit: Visit) -> None:
    page = visit("coordinator", "/clinical-list")
    choose(page, "Whose list is it?", "Northern hospital")
    body = xlsx({"List": LIST})
    page.locator("input[type=file]").set_input_files(
        FilePayload(name="october.xlsx", mimeType=SHEET, buffer=body)
    )
    told(page, "october.xlsx, sheet List: 1 row")
    told(page, "1 date such as 03/04/2026. Which comes first?")
    assert "Luc" not in page.inner_text("body")
    press(page, "Open 1 case")
    told(page, "Say first how to read Date of diagnosis; nothing was recorded")
    pick(page, "Day, then month")
    told(page, "all answered")
    assert violations(page) == []
    page.get_by_test_id("stDataFrame").first.hover()
    expect(page.get_by_role("button", name="Fullscreen").first).to_be_visible()
    expect(page.get_by_role("button", name="Download as CSV")).to_have_count(0)
    press(page, "Open 1 case")
    told(page, "1 case was opened, to be put on an agenda")


def test_patient_specimen_and_case_are_corrected_with_a_reason(board: Board, visit: Visit) -> None:
    page = visit("coordinator", f"/case?case={board.north.case_id}")
    pick(page, "Correct patient, tumour or specimen")
    for what in ("Patient", "Specimen", "Case"):
        pick(page, what)
        if what == "Patient":
            count_up(page, "Year of birth", "1959")
        elif what == "Specimen":
            choose(page, "Site", "Kidney")
        else:
            count_up(page, "Number of previous lines", "5")
        write(page, "Why is it corrected?", "Typed wrongly")
        press(page, "Record correction")
        told(page, "The correction was recorded.")
    page.reload()
    for words in (f"{TODAY.year - 1959} years", "Kidney", "5 previous lines"):
        told(page, words)
