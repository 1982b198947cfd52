"""``python -m commands.ingest LIST``: what a clinical list holds, as text and as JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from commands.ingest import main
from data.ingest.run_reading import read_path
from domain.readings import FileKind
from tests.data.ingest.workbooks import xlsx

ROWS = (
    ("Pseudonym", "Name", "Sex", "Year of birth", "Centre", "Tumour type", "Question", "Biopsy date", "Lab",
     "Material"),
    ("P-100", "Jan Peeters", "M", 1958, "north", "LUAD", "Options?", "03/04/2026", "lab-a", "biopsy"),
    ("P-101", "An Maes", "V", 1970, "north", "Borstkanker", "Options?", "05/04/2026", "lab-a", "blood"),
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "october.xlsx"
    made.write_bytes(xlsx({"List": ROWS}))
    return made


def test_columns_rows_questions_and_problems_are_printed_without_a_name(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(path)]) == 0
    said = capsys.readouterr().out
    for line in (
        "october.xlsx: clinical list, sheet List, headings in row 1",
        "A Pseudonym: Pseudonym",
        "B Name: Not read: names stay outside.",
        "2 rows: 1 read, 1 refused",
        "row 2: P-100, LUAD, north",
        "Biopsy date: day or month first, as in 03/04/2026, 05/04/2026? (2 rows)",
        "Tumour type: what is 'Borstkanker'? (1 row)",
    ):
        assert line in said
    assert "Peeters" not in said


def test_the_mapping_that_json_prints_can_be_changed_and_given_back(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(path), "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (found["refused"], found["columns"][1]["left_out"]) == (1, "name")
    found["mapping"]["orders"] = {"Biopsy date": "day_first"}
    found["mapping"]["words"] = {"tumour_type": {"borstkanker": "BRCA"}}
    said = tmp_path / "mapping.json"
    said.write_text(json.dumps(found))
    assert main([str(path), "--json", "--mapping", str(said)]) == 0
    again = json.loads(capsys.readouterr().out)
    assert [row["tumour_code"] for row in again["rows"]] == ["LUAD", "BRCA"]
    assert [row["specimen"]["collected_on"] for row in again["rows"]] == ["2026-04-03", "2026-04-05"]


@pytest.mark.parametrize(
    ("body", "arguments", "sentence"),
    [
        (xlsx({"List": ROWS})[:200], [], "october.xlsx was not read: it is a damaged workbook"),
        (xlsx({"List": [["a", "b"]]}), [], "it is a file without the headings of a clinical list"),
        (xlsx({"List": ROWS}), ["--record", "--as", "coordinator"], "Bring it on the page Clinical list"),
    ],
)
def test_what_is_not_taken_is_one_sentence_on_the_error_output(
    path: Path, capsys: pytest.CaptureFixture[str], body: bytes, arguments: list[str], sentence: str
) -> None:
    path.write_bytes(body)
    assert main([str(path), *arguments]) == 2
    output = capsys.readouterr()
    assert output.out == "" and sentence in output.err and output.err.count("\n") == 1


@pytest.mark.parametrize("text", ["not json", "[]", '{"fields": {"Sex": "shoe size"}}'])
def test_a_mapping_that_is_none_is_said_to_be_none(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    mapping = tmp_path / "mapping.json"
    mapping.write_text(text)
    assert main([str(path), "--mapping", str(mapping)]) == 2
    assert "mapping.json is no mapping" in capsys.readouterr().err


def test_a_workbook_among_the_files_of_a_run_is_said_to_be_a_clinical_list_and_where_it_is_brought(
    path: Path,
) -> None:
    found = read_path(path.parent)
    assert [one.kind for one in found.files] == [FileKind.CLINICAL_LIST]
    assert [(one.section, one.read) for one in found.counts] == [("clinical list", 2)]
    assert "bring the list on the page Clinical list" in found.problems[0].sentence


def test_a_workbook_that_is_no_list_among_the_files_of_a_run_is_told(path: Path) -> None:
    path.write_bytes(xlsx({"List": [["a", "b"]]}))
    assert "without a clinical list" in read_path(path.parent).problems[0].sentence
