"""A tool's table on its page: what it meets, what is asked, what is recorded."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.csv_file import csv_bytes
from components.tool_report_form import missed_table
from data.ingest.lists_at_hand import hold, let_go
from data.ingest.tool_reports.mapped import mapped, suggested
from data.ingest.tool_reports.reading import read_uploaded
from data.reach import reach_of
from data.read.tool_reports import tool_findings
from domain.tool_matching import match_rows
from session.pages import offered
from tests.builders import Board, actor
from tests.pages.conftest import OpenPage
from tests.pages.test_meeting import field, press, texts

HEADINGS = "Sample ID;Gene;Protein change;Scheme;Tier;Tool;Version;Report date\n"
ROWS = (
    "P-001-DNA;BRAF;V600E;AMP;Tier IA;CGW;6.20;2026-06-25\n"
    "P-001-DNA;ERBB2;Amplification;AMP;Tier I;CGW;6.20;2026-06-25\n"
    "P-001-DNA;KRAS;G12C;AMP;Tier IA;CGW;6.20;2026-06-25\n"
)


def bring(user: str, text: str) -> None:
    hold(f"tool_report:{user}", (read_uploaded("report.csv", text.encode()),))


def recorded(board: Board) -> list[dict[str, object]]:
    return [dict(e.payload or {}) for e in board.store.journal.events() if e.verb == "tool_report_accepted"]


@pytest.fixture(autouse=True)
def nothing_left_at_hand() -> Iterator[None]:
    """Tables at hand lie in the memory of the server, which all tests of a process share."""
    yield
    for user in ("laboratory-a", "coordinator"):
        let_go(f"tool_report:{user}")


@pytest.fixture
def brought(board: Board, open_page: OpenPage) -> AppTest:
    let_go("tool_report:laboratory-a")
    bring("laboratory-a", HEADINGS + ROWS)
    return open_page("laboratory-a", "tool-reports")


def test_the_preview_says_which_rows_meet_a_finding_and_why_the_others_do_not(brought: AppTest) -> None:
    assert "2 of 3 rows with a level meet a finding" in texts(brought)
    assert "1 classification would be recorded." in texts(brought)
    assert list(brought.dataframe[0].value["Finding"]) == ["BRAF p.(Val600Glu)", "ERBB2 gain"]
    assert "has none in the gene" in brought.dataframe[1].value["Why"][0]


def test_a_gene_by_another_name_meets_its_finding_and_the_row_says_how_it_was_read(
    open_page: OpenPage,
) -> None:
    rows = (
        "P-001-DNA;;HER2 amplification;AMP;Tier IA;CGW;6.20;2026-06-25\n"
        "P-001-DNA;PD-L1;amplification;AMP;Tier IA;CGW;6.20;2026-06-25\n"
    )
    bring("laboratory-a", HEADINGS + rows)
    page = open_page("laboratory-a", "tool-reports")
    found, missed = (one.value for one in page.dataframe[:2])
    assert list(found["Finding"]) == ["ERBB2 gain"]
    assert list(found["By"]) == ["change; ERBB2 (read from HER2)"]
    assert list(missed["Gene"]) == ["CD274 (read from PD-L1)"]


def test_a_word_nobody_knows_is_asked_and_counts_once_it_is_answered(brought: AppTest, board: Board) -> None:
    field(brought, "selectbox", "AMP/ASCO/CAP 2017 Tier I").select("I-B").run()
    press(brought, "Accept 2 classifications")
    (event,) = recorded(board)
    said = {(row["class"], row["level"], row["speaker"]) for row in event["rows"]}  # type: ignore[attr-defined]
    assert said == {("small_variant", "I-A", "CGW"), ("copy_number", "I-B", "CGW")}
    assert "The tool's table was accepted" in texts(brought)
    assert "No table is at hand." in texts(brought)


def test_an_answer_is_found_again_with_the_next_table(brought: AppTest, open_page: OpenPage) -> None:
    field(brought, "selectbox", "AMP/ASCO/CAP 2017 Tier I").select("I-B").run()
    press(brought, "Accept 2 classifications")
    bring("laboratory-a", HEADINGS + ROWS.replace("2026-06-25", "2026-07-25"))
    again = open_page("laboratory-a", "tool-reports")
    assert "2 classifications would be recorded." in texts(again)
    assert "These columns are read as Lars Laboratory said on" in texts(again)


def test_tool_version_and_day_are_asked_where_no_column_holds_them(board: Board, open_page: OpenPage) -> None:
    bring("laboratory-a", "Sample ID;Gene;Protein change;ESCAT\nP-001-DNA;BRAF;V600E;I-A\n")
    app = open_page("laboratory-a", "tool-reports")
    assert "Say first: tool, version of the tool, date of the report." in texts(app)
    assert accept_of(app).disabled
    field(app, "text_input", "Tool").set_value("CGW").run()
    assert "Say first: version of the tool, date of the report." in texts(app)
    assert recorded(board) == []


def test_a_table_of_unknown_headings_asks_what_its_columns_hold(board: Board, open_page: OpenPage) -> None:
    bring("laboratory-a", "Accession,Marker,AA alteration,Score,Remark\nP-001-DNA,BRAF,V600E,I-A,\n")
    app = open_page("laboratory-a", "tool-reports")
    assert "Say first which column holds: sample id; gene and change (or position); level." in texts(app)
    said = {
        "Accession": "sample_id", "Marker": "gene", "AA alteration": "change", "Score": "level_of:escat",
    }  # fmt: skip
    for heading, held in said.items():
        field(app, "selectbox", heading).select(held).run()
    field(app, "text_input", "Tool").set_value("CGW").run()
    field(app, "text_input", "Version of the tool").set_value("6.20").run()
    app.date_input[0].set_value(date(2026, 6, 25)).run()
    press(app, "Accept 1 classification")
    (event,) = recorded(board)
    assert [(row["level"], row["speaker"]) for row in event["rows"]] == [("I-A", "CGW")]  # type: ignore[attr-defined]


def test_a_fields_name_is_heard_without_signs_that_were_escaped(open_page: OpenPage) -> None:
    bring("laboratory-a", HEADINGS.replace("Tier", "Tier *[1]* (a)") + ROWS)
    app = open_page("laboratory-a", "tool-reports")
    assert "Tier *[1]* (a)" in [one.value for one in app.text]
    assert "Tier 1 a" in [one.label for one in app.selectbox]
    assert not [one.label for one in (*app.selectbox, *app.text_input) if "\\" in one.label]


@pytest.mark.parametrize(
    ("user", "may"), [("coordinator", True), ("laboratory-a", True), ("chair", False), ("analyst", False)]
)
def test_who_brings_runs_in_brings_tables_of_tools(user: str, may: bool) -> None:
    assert ("tool-reports" in {page.address for page in offered(actor(user))}) is may


def accept_of(app: AppTest) -> Any:
    (button,) = [one for one in app.button if one.label.startswith("Accept ")]
    return button


SLASHED = HEADINGS + "P-001-DNA;BRAF;V600E;AMP;Tier IA;CGW;6.20;03/04/2026\n"


def test_dates_that_can_be_read_two_ways_are_asked_and_not_refused(board: Board, open_page: OpenPage) -> None:
    bring("laboratory-a", SLASHED)
    app = open_page("laboratory-a", "tool-reports")
    assert "Say first whether day or month comes first in Report date." in texts(app)
    assert accept_of(app).disabled and recorded(board) == []
    (order,) = [one for one in app.button_group if "Which comes first?" in one.label]
    assert "1 date such as 03/04/2026" in texts(app)
    order.set_value("day_first").run()
    press(app, "Accept 1 classification")
    (event,) = recorded(board)
    assert [row["said_on"] for row in event["rows"]] == ["2026-04-03"]  # type: ignore[attr-defined]


def test_the_order_of_dates_is_found_again_with_the_next_table(board: Board, open_page: OpenPage) -> None:
    bring("laboratory-a", SLASHED)
    app = open_page("laboratory-a", "tool-reports")
    (order,) = [one for one in app.button_group if "Which comes first?" in one.label]
    order.set_value("month_first").run()
    press(app, "Accept 1 classification")
    bring("laboratory-a", SLASHED.replace("03/04", "05/06"))
    press(open_page("laboratory-a", "tool-reports"), "Accept 1 classification")
    days = [event["rows"][0]["said_on"] for event in recorded(board)]  # type: ignore[index]
    assert days == ["2026-03-04", "2026-05-06"]


def test_rows_that_meet_none_can_be_taken_with_the_reason_for_each(board: Board, open_page: OpenPage) -> None:
    bring("laboratory-a", HEADINGS + ROWS + "P-001-DNA;=KRAS;G12D;AMP;Tier IA;CGW;6.20;2026-06-25\n")
    app = open_page("laboratory-a", "tool-reports")
    (button,) = app.get("download_button")
    assert button.proto.label == "Take as CSV"
    assert "ynthetic" in texts(app)
    with board.store.reading(reach_of(actor("laboratory-a"))) as reader:
        brought = read_uploaded("report.csv", (HEADINGS + ROWS.replace("KRAS", "=KRAS")).encode())
        table = mapped(brought, suggested(brought))
        findings = tool_findings(reader, "lab-a", table.rows)
    matched = match_rows(table.rows, findings, lambda word: word.word)
    text = csv_bytes([missed_table(matched)], matched.synthetic).decode("utf-8-sig")
    heading, *lines = text.splitlines()
    assert heading == "Data,Line,Sample,Gene,Change,As written,Why"
    assert lines == [
        "synthetic,4,P-001-DNA,'=KRAS,G12C,Tier IA,"
        "No finding of the sample is this change; the sample has none in the gene."
    ]


def test_nothing_is_offered_for_download_where_every_row_meets_a_finding(open_page: OpenPage) -> None:
    bring("laboratory-a", HEADINGS + ROWS.splitlines(keepends=True)[0])
    assert not open_page("laboratory-a", "tool-reports").get("download_button")
