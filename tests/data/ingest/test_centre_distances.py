"""Distances out of a file: by id or name, unknown kept apart from zero, every other row told of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ingest.centre_distances import TEMPLATE, DistanceReading, read_distances
from domain.problems import Severity
from domain.trial_register import CentreDistance
from domain.views.choices import Choice

CENTRES = (Choice("north", "Northern hospital"), Choice("south", "Southern hospital"))


def read(text: str) -> DistanceReading:
    return read_distances(text, "d.csv", CENTRES)


def rows(text: str) -> tuple[CentreDistance, ...]:
    table = read(text).table
    return table.rows if table else ()


def test_a_centre_is_known_by_its_id_and_by_its_name() -> None:
    found = rows("centre,site,km,minutes\nnorth,Site one,12.5,\nSouthern Hospital,Site one,,40\n")
    assert found == (
        CentreDistance("north", "Site one", 12.5, None),
        CentreDistance("south", "Site one", None, 40),
    )


def test_semicolons_and_decimal_commas_of_a_spreadsheet_are_read() -> None:
    assert rows("\ufeffCentre;Site;km\r\nnorth;Site, one;12,5\r\n") == (
        CentreDistance("north", "Site, one", 12.5),
    )


def test_a_row_without_a_number_is_not_known_and_never_zero() -> None:
    found = read("centre,site,km\nnorth,A,\nnorth,B,0\n")
    assert found.table is not None
    assert found.table.rows == (CentreDistance("north", "B", 0),)
    assert [(one.line, one.severity) for one in found.problems] == [(2, Severity.NOTE)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("west,A,1", "a centre of this program"),
        ("north,,1", "the name of a site"),
        ("north,A,far", "a number"),
        ("north,A,-3", "a distance that can be"),
        ("north,A,nan", "a number"),
        ("north,A,1_000", "a number"),
        ("north,A,1e3", "a number"),
        ("north,A,99999999", "a distance that can be"),
        ("north,A\x00,1", "the name of a site"),
    ],
)
def test_a_row_that_cannot_be_taken_is_told_with_its_line(row: str, expected: str) -> None:
    found = read(f"centre,site,km\nnorth,B,5\n{row}\n")
    assert found.table is not None
    assert len(found.table.rows) == 1
    (problem,) = found.problems
    assert problem.line == 3
    assert expected in problem.expected


@pytest.mark.parametrize("text", ["", "a,b,c\n1,2,3\n", "centre,site\nnorth,A\n"])
def test_another_file_is_refused_with_what_was_expected(text: str) -> None:
    found = read(text)
    assert found.table is None
    assert "centre, site, km, minutes" in found.problems[0].expected


def test_the_template_is_read_and_empty() -> None:
    assert read(TEMPLATE) == DistanceReading(None)


def test_the_later_of_two_rows_on_one_way_counts_and_is_told() -> None:
    found = read("centre,site,km\nnorth,A,1\nnorth,A,2\n")
    assert found.table is not None
    assert found.table.rows == (CentreDistance("north", "A", 2),)
    assert [(one.line, one.severity, one.seen) for one in found.problems] == [
        (3, Severity.NOTE, "north to A")
    ]


def test_a_name_that_two_centres_have_is_asked_for_by_id() -> None:
    twins = (Choice("a", "Twin"), Choice("b", "Twin"))
    found = read_distances("centre,site,km\nTwin,S,1\nb,S,2\n", "d.csv", twins)
    assert found.table is not None
    assert found.table.rows == (CentreDistance("b", "S", 2),)
    assert "several have this name" in found.problems[0].expected


def test_a_site_that_no_trial_names_is_taken_and_told() -> None:
    found = read_distances(
        "site,centre,km\nSite one,north,1\nSite won,north,2\n", "d.csv", CENTRES, {"Site one"}
    )
    assert found.table is not None
    assert len(found.table.rows) == 2
    assert [(one.line, one.severity) for one in found.problems] == [(3, Severity.NOTE)]


def test_what_is_no_table_is_told_with_its_line() -> None:
    found = read("centre,site,km\nnorth,A,1\nnorth," + "x" * 200_000 + ",1\n")
    assert found.table is None
    assert [one.line for one in found.problems] == [3]


@given(st.text(max_size=200))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    read(text)
    read(f"centre,site,km\n{text}")
