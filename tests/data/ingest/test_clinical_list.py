"""Clinical lists: head rows, missing values and refused rows."""

from pathlib import Path

import pytest

from data.ingest.clinical_list import read_clinical_list
from domain.readings import FileKind
from domain.refused import Refused
from tests.data.ingest.samples import FIXTURES

LIST = FIXTURES / "clinical_list.txt"


def test_the_head_rows_describe_the_columns() -> None:
    listed = read_clinical_list(LIST)
    assert [one.name for one in listed.columns] == ["PATIENT_ID", "SAMPLE_ID", "AGE", "DFS_STATUS"]
    assert (listed.columns[2].label, listed.columns[2].datatype) == ("Diagnosis age", "NUMBER")
    assert listed.file.kind is FileKind.CLINICAL_LIST and listed.comments == ()


def test_values_are_text_and_what_is_not_given_is_none() -> None:
    first, second = read_clinical_list(LIST).rows
    assert first.values == {
        "PATIENT_ID": "SYN-1",
        "SAMPLE_ID": "SYN-A",
        "AGE": "61",
        "DFS_STATUS": "1:Recurred/Progressed",
    }
    assert second.values["AGE"] is None and second.values["DFS_STATUS"] is None


def test_rows_without_ids_and_rows_too_long_are_refused_by_line() -> None:
    listed = read_clinical_list(LIST)
    assert listed.refused == 2
    assert [one.line for one in listed.problems] == [8, 9]


def test_the_head_rows_are_optional_and_comments_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_text("# filled in by hand\nSample_id\tSex\nSYN-A\t-\n")
    listed = read_clinical_list(path)
    assert listed.comments == ("# filled in by hand",)
    assert listed.rows[0].values == {"Sample_id": "SYN-A", "Sex": None}


def test_a_list_without_header_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_text("a\tb\n1\t2\n")
    listed = read_clinical_list(path)
    assert not listed.readable and "PATIENT_ID" in listed.problems[0].expected


def test_a_doubled_heading_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_text("PATIENT_ID\tAGE\tAGE\n1\t2\t3\n")
    assert read_clinical_list(path).problems[0].seen == "AGE"


def test_a_list_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="could not be opened"):
        read_clinical_list(tmp_path / "nowhere")


def test_a_retired_code_of_a_list_is_kept_beside_its_successor(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_text("PATIENT_ID\tOncotree_Code\nSYN-1\tGBM\nSYN-2\tluad\nSYN-3\tNOPE\nSYN-4\tNA\n")
    listed = read_clinical_list(path)
    told = [
        one.tumour and (one.tumour.registered, one.tumour.code, one.tumour.retired) for one in listed.rows
    ]
    assert told == [("GBM", "GB", True), ("luad", "LUAD", False), ("NOPE", None, False), None]
    assert [(one.line, one.seen) for one in listed.problems] == [(2, "GBM"), (4, "NOPE")]
    assert listed.rows[0].values["Oncotree_Code"] == "GBM" and listed.refused == 0
