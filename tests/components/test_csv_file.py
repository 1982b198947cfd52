"""Tables as files: nothing becomes a formula, nothing else is touched."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from components.csv_file import Share, Table, csv_bytes, in_a_name, neutral


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
@example("\r0")
@example("\n-1")
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


def test_a_share_has_its_two_numbers_in_columns_of_their_own() -> None:
    share = Share("1,200 of 2,400 (50.0 %)", 1200, 2400)
    table = Table("Answers", ("Group", "Followed", "n"), (("All", share, 3), ("None", "–", 0)))
    assert read_back(csv_bytes([table], synthetic=False)) == [
        ["Group", "Followed", "Followed: numerator", "Followed: denominator", "n"],
        ["All", "1,200 of 2,400 (50.0 %)", "1200", "2400", "3"],
        ["None", "–", "", "", "0"],
    ]


def test_the_first_row_says_what_the_file_was_narrowed_to() -> None:
    table = Table("Answers", ("Group",), (("All",),))
    assert read_back(csv_bytes([table], False, "=Shown: Liège"))[:2] == [["'=Shown: Liège"], []]
    assert read_back(csv_bytes([table], True, "Shown: Liège"))[0] == ["synthetic", "Shown: Liège"]


def test_a_file_name_carries_what_it_was_narrowed_to_and_nothing_else() -> None:
    assert in_a_name("c10", None, "off_label", "from-2026-01-05") == "c10-off-label-from-2026-01-05"
    assert in_a_name("../../etc/Ünï x") == "etc-n-x"
    assert in_a_name(None, None) == ""
    assert len(in_a_name("x" * 300)) == 60


def test_no_cell_of_a_file_starts_a_formula_and_negative_numbers_stay_numbers() -> None:
    cells = ('=HYPERLINK("http://x")', "+1+1", "-1+1", "@x", "\t=1", "-1.5", -1.5, -2)
    table = Table("=Answers", ("=a", *"bcdefgh"), (cells,))
    header, row = read_back(csv_bytes([table], synthetic=False))
    assert header[0] == "'=a"
    assert row[:5] == [f"'{cell}" for cell in cells[:5]]
    assert row[5:] == ["-1.5", "-1.5", "-2"]
