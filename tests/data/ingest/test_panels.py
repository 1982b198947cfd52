"""A panel list by the template becomes rows; a row that cannot be taken says its line, column and why."""

import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ingest.panels import MOST_ROWS, read_panels
from data.reference.panel_example import example_panel
from data.reference.panel_rows import panel_row, row_texts
from domain.panels import COLUMNS, AlterationType, PanelReading
from domain.problems import Severity
from tests.data.ingest.samples import FIXTURES
from tests.data.ingest.workbooks import ods, xlsx
from tests.sources import ROOT

LIST = FIXTURES / "panel_list.csv"
TEMPLATE = ROOT / "docs" / "guide" / "panel_template.tsv"
HEAD = "\t".join(COLUMNS)


def read(text: str, name: str = "list.tsv") -> PanelReading:
    return read_panels(io.BytesIO(text.encode()), name)


def test_rows_are_taken_with_their_line_genes_days_and_kinds() -> None:
    found = read_panels(LIST, LIST.name)
    assert [row.line for row in found.rows] == [3, 4, 5, 6, 7, 8, 9]
    assert found.of == 17
    egfr, erbb2, alk, _, msi, braf, _ = found.rows
    assert (egfr.gene, sorted(egfr.regions.exons), egfr.types) == (
        "EGFR", [18, 19, 20, 21], frozenset({AlterationType.SMALL_VARIANT}),
    )  # fmt: skip
    assert (erbb2.gene, erbb2.scope.codes) == ("ERBB2", ("LUAD", "LUSC"))
    assert (erbb2.valid_from, erbb2.valid_to) == (date(2024, 3, 1), date(2026, 12, 31))
    assert (alk.valid_from, alk.types, alk.analyte, alk.test_level) == (
        None,
        frozenset({AlterationType.FUSION}),
        "RNA",
        "1",
    )
    assert (msi.gene, msi.types) == (None, frozenset({AlterationType.MSI}))
    assert braf.regions.unread == ("hotspots",)


def test_every_row_that_is_not_taken_is_told_with_line_and_column() -> None:
    found = read_panels(LIST, LIST.name)
    refused = [one for one in found.problems if one.severity is Severity.REFUSED_ROW]
    assert [(one.line, one.section) for one in refused] == [
        (10, "source"), (11, "oncotree_codes"), (12, "gene"), (13, "alteration_types"),
        (14, "alteration_types"), (15, "valid_to"), (16, "valid_from"), (17, ""), (18, ""), (19, "gene"),
    ]  # fmt: skip
    assert len(found.rows) + len(refused) == found.of
    assert "each row once: as line 5" in refused[7].expected


def test_what_answers_less_than_one_may_think_is_noted() -> None:
    notes = [one for one in read_panels(LIST, LIST.name).problems if one.severity is Severity.NOTE]
    assert [(one.line, one.section, one.seen) for one in notes] == [
        (8, "regions", "hotspots"), (9, "gene", "NOTAGENE1"),
    ]  # fmt: skip


def test_the_rows_of_the_template_are_examples_and_not_taken() -> None:
    found = read_panels(TEMPLATE, TEMPLATE.name)
    assert (found.rows, found.of) == ((), 3)
    assert {one.expected for one in found.problems} == {"a row of your own: this is an example, delete it"}
    assert tuple(TEMPLATE.read_text(encoding="utf-8").splitlines()[0].split("\t")) == COLUMNS


@pytest.mark.parametrize("made", [xlsx, ods])
def test_a_workbook_reads_like_its_text(made: object) -> None:
    lines = [line.split(";") for line in LIST.read_text(encoding="utf-8").splitlines()[1:]]
    assert callable(made)
    found = read_panels(io.BytesIO(made({"List": [["Annex 2 of the convention"], *lines]})), "list.xlsx")
    assert [row_texts(row) for row in found.rows] == [row_texts(row) for row in read_panels(LIST, "x").rows]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("", "an empty file"),
        (HEAD, "no row"),
        ("gene\tregions\nEGFR\tall", "without the column oncotree_codes, alteration_types"),
        (f"{HEAD}\tgene\n" + "\t" * 10, "twice"),
        (HEAD + "\n" + "x\n" * (MOST_ROWS + 1), "20,001 rows"),
        ("a\x00b", "NUL"),
    ],
)
def test_a_file_that_is_no_list_says_why(text: str, seen: str) -> None:
    found = read(text)
    assert found.rows == ()
    (problem,) = found.problems
    assert problem.severity is Severity.REFUSED_FILE
    assert seen in problem.sentence


def test_a_column_of_ones_own_is_told_and_not_read() -> None:
    found = read(f"{HEAD}\tprice\nLung\tNSCLC\tEGFR\tall\tsmall variant\t\t\t\t\t\t350\n")
    assert len(found.rows) == 1
    assert [(one.severity, one.seen) for one in found.problems] == [(Severity.UNKNOWN, "price")]


def test_columns_that_are_not_needed_may_be_left_out() -> None:
    (one,) = read("gene;oncotree_codes;regions;alteration_types\nKRAS;COADREAD;all;mutations\n").rows
    assert (one.gene, one.tumour_label, one.valid_from, one.source) == ("KRAS", "COADREAD", None, None)


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(["NSCLC", "EGFR", "all", "fusion", "TMB", "", "x;y", '"', "2026-01-01"]), max_size=24
    )
)
def test_of_any_cells_no_row_is_dropped_without_a_word(cells: list[str]) -> None:
    lines = ["\t".join(cells[at : at + 10]) for at in range(0, len(cells), 10)]
    found = read("\n".join([HEAD, *lines]))
    refused = sum(one.severity is Severity.REFUSED_ROW for one in found.problems)
    if not any(one.severity is Severity.REFUSED_FILE for one in found.problems):
        assert len(found.rows) + refused == found.of


def test_the_example_that_ships_says_so_in_every_row_and_is_wholly_understood() -> None:
    example = example_panel()
    assert example.title.startswith("EXAMPLE, no official list")
    assert "neither" in example.source and "RIZIV" in example.source and "ComPerMed" in example.source
    assert {row.source for row in example.rows} == {"EXAMPLE, own row"}
    assert [row.line for row in example.rows if row.gene and row.regions.unread] == []
    for row in example.rows:
        assert panel_row(row_texts(row), row.line) == row


@pytest.mark.parametrize("kind", list(AlterationType))
def test_every_kind_of_change_is_read_back_as_it_is_kept(kind: AlterationType) -> None:
    gene = "" if kind.of_tumour else "EGFR"
    cells = dict.fromkeys(COLUMNS, "") | {
        "oncotree_codes": "any",
        "gene": gene,
        "alteration_types": kind.value,
    }
    assert panel_row(cells, 2).types == {kind}


def test_a_tumour_type_that_is_gone_since_stays_readable_and_matches_nothing() -> None:
    cells = row_texts(example_panel().rows[0]) | {"oncotree_codes": "GONE"}
    assert not panel_row(cells, 2, as_recorded=True).scope.mapped
