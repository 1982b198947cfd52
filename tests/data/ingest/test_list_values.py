"""Dates and numbers of clinical lists: told apart by the column, asked about where it does not tell."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from data.ingest.cells import BadCell
from data.ingest.list_values import (
    DateColumn,
    NumberColumn,
    date_column,
    day_of,
    is_given,
    number_column,
    number_of,
    two_ways,
    whole_of,
)
from domain.brought_list import ListCell
from domain.list_mapping import DateOrder, Share

DAYS = st.dates(date(1950, 1, 1), date(2026, 11, 1))
SIGNS = st.sampled_from("/- ")


def written(day: date, order: DateOrder, sign: str = "/") -> str:
    first, second = (day.day, day.month) if order is DateOrder.DAY_FIRST else (day.month, day.day)
    return f"{first:02d}{sign}{second:02d}{sign}{day.year}"


@given(st.lists(DAYS, min_size=1, max_size=20), st.sampled_from(DateOrder), SIGNS)
def test_one_day_above_twelve_tells_the_order_of_a_whole_column(
    days: list[date], order: DateOrder, sign: str
) -> None:
    cells = [written(day, order, sign) for day in days]
    column = date_column(cells)
    if any(day.day > 12 for day in days):
        assert (column.order, column.asked) == (order, False)
        assert [day_of(cell, column) for cell in cells] == days
    else:
        assert column.order is None
        assert column.asked == any(day.day != day.month for day in days)


@given(st.lists(DAYS, min_size=1, max_size=20), st.sampled_from(DateOrder))
def test_the_order_that_a_person_gives_reads_every_date_of_it(days: list[date], order: DateOrder) -> None:
    cells = [written(day, order) for day in days]
    assert [day_of(cell, date_column(cells, order)) for cell in cells] == days


@given(DAYS, st.sampled_from(DateOrder))
def test_a_date_that_can_be_read_either_way_is_never_guessed(day: date, order: DateOrder) -> None:
    assume(day.day <= 12 and day.day != day.month)
    cell = written(day, order)
    assert two_ways(cell)
    with pytest.raises(BadCell, match="/"):
        day_of(cell, date_column([cell]))


def test_a_column_that_shows_both_orders_is_asked_about() -> None:
    column = date_column(["25/03/2024", "03/25/2024", "03/04/2024"])
    assert (column.order, column.asked) == (None, True)
    assert day_of("25/03/2024", column) == day_of("03/25/2024", column) == date(2024, 3, 25)


@pytest.mark.parametrize(
    "cell",
    [
        "2024-03-05", "2024/3/5", "20240305", "5.3.2024", "05.03.24", "5 Mar 2024", "5-mrt-2024",
        "5 maart 2024", "5 mars 2024", "5-MAR-24", "March 5, 2024", "2024-03-05T00:00:00", "1er mars 2024",
        date(2024, 3, 5),
    ],
)  # fmt: skip
def test_dates_that_need_no_order_are_read_without_one(cell: ListCell) -> None:
    expected = date(2024, 3, 1) if str(cell).startswith("1er") else date(2024, 3, 5)
    assert day_of(cell, DateColumn(None, False)) == expected


@pytest.mark.parametrize(
    "cell", ["2024", "03/2024", "31/02/2024", "soon", "13/13/2024", "5 foo 2024", "0000-00-00", "45356", 3.0]
)
def test_what_is_no_day_is_said_to_be_none(cell: ListCell) -> None:
    with pytest.raises(BadCell):
        day_of(cell, DateColumn(DateOrder.DAY_FIRST, False, since_1904=False))


@given(st.dates(date(1960, 1, 1), date(2050, 1, 1)), st.booleans())
def test_a_bare_number_is_a_day_where_the_workbook_says_its_calendar(day: date, since_1904: bool) -> None:
    first = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
    number = float((day - first).days)
    assert day_of(number, DateColumn(None, False, since_1904=since_1904)) == day
    with pytest.raises(BadCell):
        day_of(number, DateColumn(None, False))


def test_two_digits_of_a_year_are_never_a_year_to_come() -> None:
    column = DateColumn(DateOrder.DAY_FIRST, False)
    assert day_of("01/02/24", column) == date(2024, 2, 1)
    assert day_of("01/02/87", column) == date(1987, 2, 1)
    next_year = (date.today() + timedelta(days=366)).year % 100
    assert day_of(f"01/02/{next_year:02d}", column) == date(1900 + next_year, 2, 1)


@given(st.decimals(0, 999_999, places=2), st.sampled_from(".,"), st.booleans())
def test_a_number_is_read_whatever_its_decimal_mark(value: Decimal, mark: str, grouped: bool) -> None:
    other = "," if mark == "." else "."
    text = f"{value:,.2f}" if grouped else f"{value:.2f}"
    text = text.replace(",", "_").replace(".", mark).replace("_", other)
    assert number_of(text, number_column([text])) == float(value)


@given(st.floats(0, 1e6, allow_nan=False).map(lambda value: round(value, 6)))
def test_a_number_of_a_workbook_is_that_number_whatever_the_texts_beside_it_show(value: float) -> None:
    for beside in ("12,5", "12.5", "n/a"):
        assert number_of(value, number_column([value, beside])) == value


def test_three_digits_behind_one_mark_are_a_thousand_or_a_thousandth_as_the_column_shows() -> None:
    assert number_of("1,234", number_column(["1,234", "12,5"])) == 1.234
    assert number_of("1,234", number_column(["1,234", "12.5"])) == 1234
    assert number_of("1.234", number_column(["1.234", "1.234,5"])) == 1234
    for cell in ("1,234", "1.234"):
        with pytest.raises(BadCell):
            number_of(cell, number_column([cell]))


@pytest.mark.parametrize(
    "cell", [">50", "50-60", "ca. 50", "1,2,3", "50 ng/ul", "1e3", "TRUE", "\N{ARABIC-INDIC DIGIT THREE}"]
)
def test_a_range_a_limit_or_a_word_is_no_number(cell: str) -> None:
    with pytest.raises(BadCell):
        number_of(cell, NumberColumn("."))


@pytest.mark.parametrize("cell", ["", None, "-", "NA", "n/a", "nvt", "?", "  ", "niet bepaald"])
def test_what_says_that_nothing_is_known_is_nothing(cell: ListCell) -> None:
    assert not is_given(cell)
    assert number_of(cell, NumberColumn(None)) is None
    assert day_of(cell, DateColumn(None, False)) is None


def test_a_column_of_parts_of_one_is_asked_about_until_somebody_says_what_is_meant() -> None:
    cells: list[ListCell] = [0.6, 0.35, None]
    column = number_column(cells, is_percent=True)
    assert (column.asked, column.share) == (True, None)
    with pytest.raises(BadCell, match=r"0\.6"):
        number_of(0.6, column)
    assert number_of(0.35, number_column(cells, True, Share.FRACTION)) == 35
    assert number_of(0.35, number_column(cells, True, Share.PERCENT)) == 0.35


@pytest.mark.parametrize("cells", [[0.6, 40.0], ["60 %", 0.5], ["0,5 %"], [0.0]])
def test_a_number_above_one_or_a_percent_sign_says_that_per_cent_is_meant(cells: list[ListCell]) -> None:
    column = number_column(cells, is_percent=True)
    assert (column.asked, column.share) == (False, Share.PERCENT)


@pytest.mark.parametrize(("cell", "value"), [("1", 1), ("ECOG 1", 1), (2.0, 2), ("PS: 0", 0), (None, None)])
def test_a_whole_number_stands_alone_or_behind_its_name(cell: ListCell, value: int | None) -> None:
    assert whole_of(cell, 0, 5) == value


@pytest.mark.parametrize("cell", ["1-2", "6", "-1", "1.5", "one", 1.5, "> 1 of 2"])
def test_what_is_no_whole_number_of_its_scale_is_said_to_be_none(cell: ListCell) -> None:
    with pytest.raises(BadCell):
        whole_of(cell, 0, 5)


@given(st.one_of(st.text(max_size=30), st.floats(allow_nan=False, allow_infinity=False), DAYS, st.none()))
@settings(max_examples=300)
def test_any_cell_is_a_value_or_said_to_be_none(cell: ListCell) -> None:
    for order in (None, *DateOrder):
        try:
            found = day_of(cell, date_column([cell], order, False))
            assert found is None or 1900 <= found.year <= 2100
        except BadCell as bad:
            assert bad.seen and bad.expected
    try:
        number_of(cell, number_column([cell], is_percent=True))
        whole_of(cell, 0, 5)
    except BadCell as bad:
        assert bad.expected
