"""Tables as files: nothing becomes a formula, nothing else is touched."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.csv_file import Table, csv_bytes, neutral


def read_back(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "-", "+", "=", "-1-1"]
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert neutral(text) == "'" + text


@pytest.mark.parametrize("text", ["-3.2", "+5", " -1e-5", "-.5", "12"])
def test_a_plain_number_keeps_its_sign(text: str) -> None:
    assert neutral(text) == text


@pytest.mark.parametrize(
    "text",
    ["NM_004333.4:c.-124C>T", "p.(Val600Glu)", "DPYD*2A / DPYD*13", "c.1799T>A", "a=b", "23 of 79 (29.1 %)"],
)
def test_hgvs_star_alleles_and_counts_stay_as_they_are(text: str) -> None:
    assert neutral(text) == text


@given(st.text())
def test_no_text_is_lost_and_none_starts_a_formula(text: str) -> None:
    kept = neutral(text)
    assert kept in {text, "'" + text}
    bare = kept.lstrip(" \u00a0")
    if bare[:1] in set("=@\t\r\n"):
        pytest.fail(f"{kept!r} starts a formula")


def test_the_file_begins_with_a_byte_order_mark_and_reads_back_as_it_was() -> None:
    table = Table("Answers", ("Group", "n"), (('Zürich, "north"\nline', 3), ("Liège", None)))
    data = csv_bytes([table], synthetic=False)
    assert data.startswith(b"\xef\xbb\xbf")
    assert read_back(data) == [["Group", "n"], ['Zürich, "north"\nline', "3"], ["Liège", ""]]


def test_each_row_of_synthetic_data_says_so_and_names_its_table() -> None:
    one, two = Table("One", ("a",), ((1,),)), Table("Two", ("b",), ((2,),))
    assert read_back(csv_bytes([one, two], synthetic=True)) == [
        ["Data", "Table", "a"], ["synthetic", "One", "1"], [],
        ["Data", "Table", "b"], ["synthetic", "Two", "2"],
    ]  # fmt: skip
