"""The catalogue of reference tables: every file of the folder, told in words."""

import csv

import pytest

from data.reference.catalogue import OTHER, catalogue
from data.reference.table import FOLDER
from domain.views.reference_tables import ReferenceTable


def test_every_table_of_the_folder_is_in_the_catalogue_once() -> None:
    assert sorted(one.name for one in catalogue()) == sorted(path.name for path in FOLDER.glob("*.tsv"))


@pytest.mark.parametrize("table", catalogue(), ids=lambda table: table.name)
def test_a_table_says_what_it_is_and_where_it_comes_from(table: ReferenceTable) -> None:
    assert table.source and table.date and table.version and table.licence
    assert table.about.endswith(".") and table.group != OTHER
    assert table.title and ".tsv" not in table.title


@pytest.mark.parametrize("table", catalogue(), ids=lambda table: table.name)
def test_all_rows_are_there_as_the_file_has_them(table: ReferenceTable) -> None:
    with (FOLDER / table.name).open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    header, *rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    assert table.columns == tuple(header)
    assert table.rows == tuple(map(tuple, rows))


def test_no_two_tables_have_one_title() -> None:
    assert len({one.title for one in catalogue()}) == len(catalogue())


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("tumour_types.tsv", "OncoTree, Memorial Sloan Kettering Cancer Center, CC BY 4.0"),
        ("tumour_types_retired.tsv", "OncoTree, Memorial Sloan Kettering Cancer Center, CC BY 4.0"),
        ("transcripts.tsv", "MIT licence"),
        ("consequences.tsv", "Sequence Ontology, CC BY 4.0"),
        ("drugs.tsv", "NCI Thesaurus"),
        ("code_exports.tsv", "LOINC"),
    ],
)
def test_a_source_that_asks_to_be_named_is_named(name: str, asked: str) -> None:
    assert asked in next(one.attribution for one in catalogue() if one.name == name)


def test_the_notice_beside_the_licence_carries_every_line_that_a_source_asks_for() -> None:
    notice = (FOLDER.parents[1] / "NOTICE").read_text(encoding="utf-8")
    assert [one.name for one in catalogue() if one.attribution not in notice] == []
