"""What the page of reference tables is made of."""

from components.reference_table_view import attributions, heading, narrowed, origin, overview
from domain.views.reference_tables import ReferenceTable


def table(
    name: str, attribution: str = "", rows: tuple[tuple[str, ...], ...] = (("EGFR", "7"),)
) -> ReferenceTable:
    return ReferenceTable(
        name=f"{name}.tsv", title=name, about="Some facts.", group="Genes", source="a source", date="2026",
        version="1", licence="CC0", attribution=attribution, notes=(("mane", "select"),),
        columns=("gene", "chromosome"), rows=rows,
    )  # fmt: skip


def test_the_overview_has_one_row_a_table_with_the_count_of_its_rows() -> None:
    made = overview([table("A"), table("B", rows=(("X", "1"), ("Y", "2")))])
    assert [(row[1], row[3]) for row in made.rows] == [("A", 1), ("B", 2)]


def test_a_line_that_two_tables_carry_is_drawn_once_with_both_titles() -> None:
    made = attributions([table("A", "OncoTree"), table("B"), table("C", "OncoTree"), table("D", "LOINC")])
    assert made == (("OncoTree", "A, C"), ("LOINC", "D"))


def test_every_word_must_stand_in_the_row_whatever_its_case_and_its_cell() -> None:
    rows = (("EGFR", "7"), ("MET", "7"), ("ALK", "2"))
    assert narrowed(table("A", rows=rows), "7 egfr") == (("EGFR", "7"),)
    assert narrowed(table("A", rows=rows), "7") == rows[:2]
    assert narrowed(table("A", rows=rows), "  ") == rows
    assert narrowed(table("A", rows=rows), "egfr alk") == ()


def test_a_word_is_never_found_across_two_cells() -> None:
    assert narrowed(table("A", rows=(("AB", "CD"),)), "bc") == ()


def test_the_origin_ends_with_what_else_the_head_says() -> None:
    assert [label for label, _ in origin(table("A", "OncoTree"))] == [
        "Source", "Date", "Version", "Licence", "Attribution", "MANE",
    ]  # fmt: skip
    assert "Attribution" not in dict(origin(table("A")))


def test_a_column_is_shown_by_its_name_in_words() -> None:
    assert heading("hgnc_id") == "HGNC id"
    assert heading("retired_code") == "Retired code"
