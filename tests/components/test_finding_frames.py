"""Filter, sort and columns of a table, and what a missing value becomes."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.finding_frames import COLUMNS, LABELS, default_view, fold_decimals, shown, vaf_percent
from components.finding_tables import tab_label
from domain.assessment import Assessment
from domain.findings import FindingClass, Origin
from domain.table_view import Filter, TableView
from domain.views.findings import Classified, FindingRow, FindingTable, Links


def row(number: int, **overrides: object) -> FindingRow:
    values: dict[str, object] = {
        "finding_id": f"p.{number}", "finding_no": number, "profile_id": "p", "version": 0,
        "kind": FindingClass.SMALL_VARIANT, "gene": "TP53", "change": f"p.(Arg{number}Gly)", "label": "TP53",
        "origin": Origin.UNKNOWN, "reported": False, "classifications": (), "seen_in": 1, "links": Links(),
        "assessed_in": 214,
        "consequences": ("missense_variant",), "vaf": number / 100, "depth": 500, **overrides,
    }  # fmt: skip
    return FindingRow(**values)  # type: ignore[arg-type]


ROWS = (
    row(1, gene="BRAF", change="p.(Val600Glu)"),
    row(2, consequences=("synonymous_variant",)),
    row(3, consequences=("intron_variant",), reported=True),
    row(4, consequences=("intron_variant", "splice_region_variant")),
    row(5, consequences=("upstream_gene_variant",), gene="TERT", change=None),
    row(6, consequences=()),
    row(7, germline_database=True, origin=Origin.GERMLINE),
    row(8, germline_database=True, origin=Origin.GERMLINE, reported=True),
    row(9, gene=None, vaf=None, depth=None, seen_in=None),
)


def table(key: str = "k", rows: tuple[FindingRow, ...] = ROWS) -> FindingTable:
    return FindingTable("small_variants", "Small variants", key, rows, Assessment.ASSESSED, None)


def numbers(view: TableView, key: str = "k") -> list[int]:
    return [one.finding_no for one in shown(table(key), view).rows]


def only(**filters: object) -> TableView:
    return TableView(("gene",), "file", Filter(**filters))  # type: ignore[arg-type]


def test_the_first_view_hides_silent_and_database_calls_but_never_a_reported_one() -> None:
    assert sorted(numbers(default_view("small_variants"))) == [1, 3, 4, 5, 6, 8, 9]


def test_a_promoter_and_a_call_without_consequence_are_not_hidden_as_silent() -> None:
    assert {5, 6, 4} <= set(numbers(only(hide_non_coding=True)))


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (only(), [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (only(reported_only=True), [3, 8]),
        (only(min_vaf_percent=5.0), [5, 6, 7, 8]),
        (only(origins=("germline",)), [7, 8]),
        (only(consequences=("splice_region_variant",)), [4]),
        (only(consequences=("intron",)), []),
        (only(gene="braf"), [1]),
        (only(gene="val600"), [1]),
        (only(gene=".*"), []),
    ],
)
def test_each_filter_shows_what_it_says(view: TableView, expected: list[int]) -> None:
    assert numbers(view) == expected


def test_reported_findings_stand_first_then_falling_by_vaf_with_unknown_ones_last() -> None:
    assert numbers(TableView(("gene",), "board")) == [8, 3, 7, 6, 5, 4, 2, 1, 9]


def test_a_sort_that_is_not_known_any_longer_is_the_order_of_the_file() -> None:
    assert numbers(TableView(("gene",), "gone")) == list(range(1, 10))


def test_the_frame_has_the_chosen_columns_in_their_order_and_words() -> None:
    frame = shown(table(), TableView(("vaf", "gene", "seen", "reported"), "file")).frame
    assert frame.column_names == ["vaf", "depth", "gene", "seen", "assessed", "reported"]
    assert (frame["vaf"].to_pylist()[0], frame["depth"].to_pylist()[0]) == (1.0, 500)
    assert (frame["seen"].to_pylist()[0], frame["assessed"].to_pylist()[0]) == (1, 214)
    assert frame["reported"].to_pylist()[1:3] == ["Called", "\N{CHECK MARK} Reported"]


def test_a_missing_value_is_missing_and_no_zero() -> None:
    last = shown(table(), TableView(("vaf", "gene", "seen"), "file")).frame.slice(8).to_pylist()[0]
    assert last == {"vaf": None, "depth": None, "gene": None, "seen": None, "assessed": None}


def test_the_version_names_the_rows_and_their_order() -> None:
    of_file, by_vaf = (shown(table(), TableView(("gene",), sort)).version for sort in ("file", "vaf"))
    assert of_file != by_vaf
    assert of_file == shown(table(), TableView(("vaf", "gene"), "file")).version


def test_the_rows_of_one_patient_are_never_served_for_another() -> None:
    other = tuple(replace(one, finding_id=f"q.{one.finding_no}", profile_id="q") for one in ROWS)
    view = TableView(("gene",), "file")
    first, second = shown(table("a"), view), shown(table("b", other), view)
    assert {one.profile_id for one in first.rows} == {"p"}
    assert {one.profile_id for one in second.rows} == {"q"}
    assert first.version != second.version


def test_the_same_rows_and_view_are_made_once() -> None:
    assert shown(table(), TableView(("gene",), "file")) is shown(table(), TableView(("gene",), "file"))


def test_every_column_of_every_table_has_a_label() -> None:
    assert {name for names in COLUMNS.values() for name in names} == set(LABELS)


@pytest.mark.parametrize(
    ("vaf", "percent"),
    [(0.234, 23.4), (0.0467, 4.67), (0.0005, 0.05), (0.00047, 0.047), (0.29, 29.0), (0.0, 0.0), (None, None)],
)
def test_a_vaf_in_per_cent_keeps_every_digit_of_its_file(vaf: float | None, percent: float | None) -> None:
    assert vaf_percent(vaf) == percent


@given(st.decimals(0, 1, places=6))
def test_no_vaf_is_rounded_on_its_way_to_the_table(written: Decimal) -> None:
    percent = vaf_percent(float(written))
    assert percent is not None
    assert Decimal(repr(percent)) == written * 100


def test_vaf_and_depth_are_numbers_so_that_their_headings_sort_them_as_such() -> None:
    frame = shown(table(), TableView(("vaf", "copies", "reads"), "file")).frame
    assert [str(kind) for kind in frame.schema.types] == ["double", "int64", "double", "int64"]


def test_fold_change_and_seen_in_cohort_sort_as_numbers_and_keep_their_denominator() -> None:
    rows = tuple(
        row(number, fold_change=fold, seen_in=seen)
        for number, (fold, seen) in enumerate([("10.20", 100), ("9.10", 9), ("0.70", 20)], 1)
    )
    frame = shown(table("folds", rows), TableView(("fold", "seen"), "file")).frame
    assert [str(kind) for kind in frame.schema.types] == ["double", "int64", "int64"]
    assert frame.column_names == ["fold", "seen", "assessed"]
    assert frame.sort_by("fold")["fold"].to_pylist() == [0.7, 9.1, 10.2]
    assert frame.sort_by("seen")["seen"].to_pylist() == [9, 20, 100]
    assert set(frame["assessed"].to_pylist()) == {214}


@pytest.mark.parametrize(
    ("folds", "decimals"),
    [
        (["2.10", "0.70"], 2),
        (["2.1", "0.700"], None),
        (["2.206", None], 3),
        (["12"], 0),
        (["2E+1"], 0),
        ([None], None),
        (["NA"], None),
    ],
)
def test_fold_changes_are_drawn_with_the_decimals_that_their_file_gave_them_all(
    folds: list[str | None], decimals: int | None
) -> None:
    assert fold_decimals([row(1, fold_change=fold) for fold in folds]) == decimals


def test_a_change_in_nobody_assessed_has_neither_count_nor_denominator() -> None:
    rows = (row(1, seen_in=0, assessed_in=0), row(2, seen_in=0, assessed_in=5))
    frame = shown(table("nobody", rows), TableView(("seen",), "file")).frame
    assert frame.to_pylist() == [{"seen": None, "assessed": None}, {"seen": 0, "assessed": 5}]


def test_a_call_of_exactly_the_least_vaf_is_shown() -> None:
    rows = (row(1, vaf=0.29), row(2, vaf=0.2899))
    kept = shown(table("least", rows), only(min_vaf_percent=29.0)).rows
    assert [one.finding_no for one in kept] == [1]


@pytest.mark.parametrize(
    ("assessment", "words"),
    [
        (Assessment.ASSESSED, "Small variants: none found"),
        (Assessment.NOT_ASSESSED, "Small variants: not assessed"),
        (Assessment.UNKNOWN, "Small variants: unknown"),
    ],
)
def test_a_tab_without_rows_says_which_of_three_things_it_means(assessment: Assessment, words: str) -> None:
    assert tab_label(replace(table(rows=()), assessment=assessment), 0) == words


def test_a_tab_counts_what_is_shown_of_what_was_called() -> None:
    many = table("many", tuple(row(n) for n in range(1, 1224)))
    assert tab_label(many, 12) == "Small variants 12 of 1,223"
    assert tab_label(replace(many, assessment=Assessment.NOT_ASSESSED), 12).endswith(", not assessed")


def test_a_table_without_rows_takes_every_filter_and_sort() -> None:
    it = Filter(True, True, True, 5.0, ("germline",), ("missense_variant",), "BRAF")
    for sort in ("board", "file", "gene", "vaf", "seen"):
        assert shown(table("empty", ()), TableView(("gene", "vaf"), sort, it)).rows == ()


def test_a_long_name_of_a_scheme_is_short_in_the_cell_and_whole_elsewhere() -> None:
    said = (
        Classified("escat", "I-A", "ESCAT I-A", "board"),
        Classified("oncogenicity", "likely_oncogenic", "ClinGen/CGC/VICC likely oncogenic", "laboratory"),
    )
    of = table(key="schemes", rows=(row(1, classifications=said),))
    frame = shown(of, default_view(of.name)).frame
    assert frame["classes"].to_pylist() == ["ESCAT I-A (board); VICC likely oncogenic (laboratory)"]
    assert said[1].words == "ClinGen/CGC/VICC likely oncogenic (laboratory)"
