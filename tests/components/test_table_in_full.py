"""Tests of components.table_in_full: of a row that is chosen every cell can be read."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from components.csv_file import Share, Table, days_of, shown_words
from components.table_in_full import cell_words, told
from tests.pages.test_case import plain

WHEN = datetime(2026, 11, 14, 9, 30, tzinfo=UTC)


def page() -> None:
    from datetime import date

    from components.csv_file import Table
    from components.table_in_full import table_in_full

    rows = (("A *long* name", date(2026, 11, 14)), ("Other", None))
    table_in_full(Table("Lists", ("List", "Dated"), rows), "user", "list", of=3)


def test_how_many_rows_are_shown_stands_above_and_how_to_read_one() -> None:
    at = AppTest.from_function(page).run()
    assert plain(at.caption[0].value) == "Lists: 2 shown of 3 lists; choose one to read all of it."
    assert not at.text


def test_one_row_is_never_said_to_be_many() -> None:
    assert shown_words(Table("Lists", ("List",), (("A",),)), "row") == "Lists: 1 shown of 1 row"


def test_a_chosen_row_is_told_in_full_and_its_text_is_not_markdown() -> None:
    at = AppTest.from_function(page).run()
    key = at.dataframe[0].proto.id.split("-", 2)[2]
    at.session_state[key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    at.run()
    assert not at.exception
    (said,) = at.text
    assert said.value == "List: A *long* name · Dated: 14 Nov 2026"


def test_a_day_a_moment_a_share_and_what_is_missing_are_written_as_everywhere() -> None:
    share = Share("2 of 3 (66.7 %)", 2, 3)
    cells = (date(2026, 11, 14), WHEN, share, None, 1223, True)
    assert [cell_words(cell) for cell in cells] == [
        "14 Nov 2026", "14 Nov 2026, 09:30", "2 of 3 (66.7 %)", "\N{EN DASH}", "1,223", "True",
    ]  # fmt: skip


def test_columns_of_days_are_known_by_what_they_hold() -> None:
    rows = ((date(2026, 11, 14), WHEN, "x", None), (None, WHEN, None, None))
    config = days_of(Table("T", ("Day", "Moment", "Text", "Empty"), rows))
    assert set(config) == {"Day", "Moment"}
    assert config["Day"]["type_config"]["format"] == "D MMM YYYY"


@given(st.lists(st.text(min_size=1), min_size=1, max_size=6, unique=True), st.data())
def test_every_column_of_the_row_is_told_once_and_in_order(columns: list[str], data: st.DataObject) -> None:
    cells = st.tuples(*(st.none() | st.text() | st.integers() for _ in columns))
    rows = tuple(data.draw(st.lists(cells, min_size=1, max_size=3)))
    table = Table("T", tuple(columns), rows)
    place = data.draw(st.integers(0, len(rows) - 1))
    assert [name for name, _ in told(table, place)] == columns
    assert [text for _, text in told(table, place)] == [cell_words(cell) for cell in rows[place]]
