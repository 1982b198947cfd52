"""Bringing a clinical list, as a coordinator meets it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.ingest.list_mapping import suggested
from data.ingest.lists_at_hand import held, hold, let_go, read_uploaded
from data.reach import reach_of
from domain.list_mapping import ListField
from tests.builders import Board, actor
from tests.data.ingest.workbooks import Rows, xlsx
from tests.pages.conftest import OpenPage

NOT_IN_TEMPLATE = {ListField.HISTOLOGY, ListField.OPENED_ON, ListField.RECEIVED_ON}
HEADINGS = (
    "Pseudoniem", "Naam", "Geboortejaar", "Geslacht", "Tumortype", "Vraagstelling", "Type staal",
    "Datum biopsie", "Tumorcellen (%)", "Staalnummer",
)  # fmt: skip
ROWS: Rows = (
    ("Moleculair tumorbord",),
    (),
    HEADINGS,
    ("MTB-0101", "Jan Peeters", 1958, "M", "LUAD", "Opties?", "weefsel", "03/04/2026", 0.6, "S-101"),
    ("MTB-0102", "An Maes", 1970, "V", "Borstkanker", "Na progressie?", "bloed", "05/04/2026", 0.3, "S-102"),
    ("P-001", "Els Claes", 1961, "V", "LUAD", "Opties?", "weefsel", "05/04/2026", 0.3, "S-103"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_at_hand() -> Iterator[None]:
    let_go("coordinator")
    yield
    let_go("coordinator")


def bring(rows: Rows = ROWS) -> None:
    """Lay a list into the coordinator's hands, as the uploader does."""
    hold("coordinator", read_uploaded("october.xlsx", xlsx({"Lijst": rows})))


def opened(open_page: OpenPage, whose: str = "centre:north") -> AppTest:
    app = open_page("coordinator", "clinical-list")
    return choose(app, "Whose list is it?", whose)


def field(app: AppTest, label: str) -> Any:
    """The field whose label begins so."""
    fields = [*app.selectbox, *app.button_group, *app.multiselect, *app.text_input]
    return next(one for one in fields if one.label.replace("\\", "").startswith(label))


def choose(app: AppTest, label: str, value: Any) -> AppTest:
    """Choose in the field whose label begins so."""
    field(app, label).set_value(value).run()
    assert not app.exception
    return app


def answered(app: AppTest) -> AppTest:
    choose(app, "Datum biopsie: 3 dates", "day_first")
    choose(app, "Tumorcellen (%): 3 numbers", "fraction")
    choose(app, "Laboratory, for the 3 rows", "lab-a")
    return choose(app, "Tumour type (OncoTree): Borstkanker", "BRCA")


def press(app: AppTest, label: str) -> AppTest:
    next(one for one in app.button if one.label == label).click().run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    kinds = (app.success, app.error, app.warning, app.text, app.info, app.caption, app.subheader)
    return "\n".join(one.value.replace("\\", "") for kind in kinds for one in kind)


def patients(board: Board) -> list[str]:
    with board.store.reading(reach_of(actor("coordinator"))) as reader:
        found = reader._cursor.execute("select pseudonym from seen.patient order by 1").fetchall()
    return [str(row[0]) for row in found]


def test_a_list_is_mapped_answered_and_opened(board: Board, open_page: OpenPage) -> None:
    bring()
    app = opened(open_page)
    assert "B: Naam" in said(app) and "Not read: names stay outside." in said(app)
    assert "What the list does not say (4 to answer)" in said(app)
    assert "Peeters" not in said(app) + str([frame.value for frame in app.dataframe])
    app = press(answered(app), "Open 2 cases")
    assert "2 cases were opened" in said(app)
    assert patients(board) == ["MTB-0101", "MTB-0102", "P-001", "P-002"]
    with board.store.reading(reach_of(actor("coordinator"))) as reader:
        row = reader._cursor.execute(
            "select s.collected_on, s.tumour_cell_percent, t.oncotree_code from seen.specimen as s join "
            "seen.identifier as i on i.subject_id = s.specimen_id join seen.tumour as t using (tumour_id) "
            "where i.value = 'S-102'"
        ).fetchone()
    assert row == (date(2026, 4, 5), 30.0, "BRCA")
    assert held("coordinator") == ()


def test_the_mapping_is_remembered_and_offered_for_the_next_list_of_the_centre(
    board: Board, open_page: OpenPage
) -> None:
    bring()
    press(answered(opened(open_page)), "Open 2 cases")
    bring()
    app = opened(open_page)
    assert "These columns are read as Carla Coordinator said on" in said(app)
    assert "all answered" in said(app)
    assert "0 new patients" in said(app) and "3 already there" in said(app)
    assert next(one for one in app.button if one.label.startswith("Remember"))
    assert "These columns" not in said(choose(app, "Whose list is it?", "centre:south"))


def test_nothing_is_recorded_while_dates_can_be_read_either_way(board: Board, open_page: OpenPage) -> None:
    bring()
    app = opened(open_page)
    choose(app, "Laboratory, for the 3 rows", "lab-a")
    choose(app, "Tumorcellen (%): 3 numbers", "fraction")
    before = board.store.sequence
    press(app, "Open 1 case")
    assert "Say first how to read Datum biopsie; nothing was recorded" in said(app)
    assert board.store.sequence == before


def test_a_row_can_be_left_out_and_a_column_taken_for_something_else(
    board: Board, open_page: OpenPage
) -> None:
    bring()
    app = answered(opened(open_page))
    choose(app, "Leave these out", ["line_4"])
    choose(app, "J: Staalnummer", "")
    press(app, "Open 1 case")
    assert patients(board) == ["MTB-0102", "P-001", "P-002"]
    with board.store.reading(reach_of(actor("coordinator"))) as reader:
        assert (
            reader._cursor.execute("select 1 from seen.identifier where value = 'S-102'").fetchone() is None
        )


def test_two_columns_for_the_same_are_said_to_be_so(board: Board, open_page: OpenPage) -> None:
    bring()
    app = choose(opened(open_page), "J: Staalnummer", "sex")
    assert "Two columns are said to hold the same: Sex" in said(app)


def test_what_was_chosen_is_there_again_after_the_page_is_left(board: Board, open_page: OpenPage) -> None:
    bring()
    answered(opened(open_page))
    assert "all answered" in said(opened(open_page))


def test_a_list_can_be_put_away(board: Board, open_page: OpenPage) -> None:
    bring()
    before = board.store.sequence
    app = press(opened(open_page), "Put this list away")
    assert "nothing of it was recorded" in said(app) and "No list is at hand." in said(app)
    assert (held("coordinator"), board.store.sequence) == ((), before)


def test_without_a_list_the_page_says_what_to_do(open_page: OpenPage) -> None:
    app = open_page("coordinator", "clinical-list")
    assert "No list is at hand. Choose whose list it is, then upload it." in said(app)


def test_the_empty_list_to_take_is_recognised_whole() -> None:
    template = Path(__file__).parents[2] / "docs" / "guide" / "clinical_list_template.csv"
    headings = template.read_text(encoding="utf-8").strip()
    example = ";".join("x" for _ in headings.split(";"))
    (brought,) = read_uploaded("empty.csv", f"{headings}\n{example}\n".encode())
    assert set(suggested(brought).fields) == set(brought.headings)
    assert set(suggested(brought).fields.values()) == set(ListField) - NOT_IN_TEMPLATE


def test_a_second_list_with_the_same_headings_is_suggested_by_its_own_cells(
    board: Board, open_page: OpenPage
) -> None:
    bring([*ROWS[:3], *((*row[:9], None) for row in ROWS[3:])])
    app = opened(open_page)
    assert field(app, "J: Staalnummer").value is None
    bring()
    app.run()
    assert field(app, "J: Staalnummer").value == "sample_id"
    assert "What the columns hold (9 of 10 taken)" in said(app)


def test_what_was_said_of_a_column_holds_for_the_mended_list_in_another_order(
    board: Board, open_page: OpenPage
) -> None:
    bring()
    app = answered(opened(open_page))
    choose(app, "J: Staalnummer", "")
    bring([tuple(reversed(row)) for row in ROWS])
    app.run()
    assert not field(app, "A: Staalnummer").value
    assert field(app, "J: Pseudoniem").value == "pseudonym"
    assert "all answered" in said(app)


def test_a_further_case_of_a_known_patient_is_opened_when_it_is_chosen(
    board: Board, open_page: OpenPage
) -> None:
    bring([*ROWS[:3], ("P-001", None, None, "V", "COAD", "Opties?", "weefsel", None, None, "S-104")])
    app = choose(opened(open_page), "Laboratory, for the 1 row", "lab-a")
    choose(app, "Open a further case of these known patients", ["line_4"])
    app = press(app, "Open 1 case")
    assert "1 case was opened" in said(app)


def test_no_cell_is_shown_of_a_column_that_is_not_taken_or_holds_free_text(
    board: Board, open_page: OpenPage
) -> None:
    headings = (*HEADINGS, "Verwijzer")
    rows = [(*row[:5], "Patient Jan Peeters: opties?", *row[6:], "Luc Janssens") for row in ROWS[3:]]
    bring([headings, *rows])
    app = opened(open_page)
    shown = "\n".join(one.value.replace("\\", "") for one in app.caption)
    assert shown.count("3 of 3 rows filled\n") >= 2
    assert "Luc" not in shown and "Peeters" not in shown
    assert "3 of 3 rows filled: MTB-0101 | MTB-0102 | P-001" in shown
    choose(app, "K: Verwijzer", "histology")
    assert not any("Luc" in one.value for one in app.caption)


def test_a_list_without_a_column_of_pseudonyms_or_tumours_is_told_what_to_do(open_page: OpenPage) -> None:
    bring((("Patiëntnummer", "Vraagstelling", "Staalnummer"), ("0815", "Opties?", "S-1")))
    app = opened(open_page)
    warned = [one.value.replace("\\", "") for one in app.warning]
    (told,) = [one for one in warned if one.startswith("No column holds")]
    assert "the pseudonym and the tumour type: without them no row can be read" in told
    assert any("call its column Pseudonym" in one.value for one in app.caption)


def test_a_list_with_both_is_not_asked_for_them(open_page: OpenPage) -> None:
    bring()
    assert not any(one.value.startswith("No column holds") for one in opened(open_page).warning)


def test_why_a_case_is_refused_can_be_read_to_its_end(open_page: OpenPage) -> None:
    bring()
    app = answered(opened(open_page))
    told = [one.value.replace("\\", "") for one in app.caption]
    assert [one for one in told if "choose one to read all of it" in one] == [
        "Rows of the list: 3 shown of 3 cases; choose one to read all of it.",
        "Problems: 2 shown of 2 problems; choose one to read all of it.",
    ]


@pytest.mark.parametrize("heading", ["Datum staal", "Staaldatum", "Datum van het staal"])
def test_the_day_of_the_specimen_is_found_under_its_dutch_headings(heading: str) -> None:
    rows: Rows = (("Pseudoniem", "Tumortype", heading), ("MTB-1", "LUAD", "2026-05-04"))
    (brought,) = read_uploaded("list.xlsx", xlsx({"Lijst": rows}))
    assert suggested(brought, None).fields[heading] is ListField.COLLECTED_ON
