"""Tests of data.ingest.row_words: a problem counts rows as a person would."""

from hypothesis import given
from hypothesis import strategies as st

from data.ingest.row_words import row_words


def test_one_row_is_a_row_and_many_have_their_thousands_apart() -> None:
    assert [row_words(0), row_words(1), row_words(2), row_words(1223)] == [
        "0 rows",
        "1 row",
        "2 rows",
        "1,223 rows",
    ]


@given(st.integers(2, 10**9))
def test_every_other_number_is_read_back_from_its_words(count: int) -> None:
    number, word = row_words(count).split(" ")
    assert (int(number.replace(",", "")), word) == (count, "rows")
