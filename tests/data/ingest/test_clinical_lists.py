"""From a coordinator's list to rows: headings found, identifiers left out, columns mapped, cells read."""

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.ingest.list_mapping import list_fingerprint, places_of, questions, suggested
from data.ingest.list_rows import ListRows, read_rows
from data.ingest.list_sheets import is_list, read_lists
from data.ingest.lists_at_hand import held, hold, let_go, read_uploaded
from domain.brought_list import BroughtList
from domain.codes import Sex
from domain.list_mapping import DateOrder, ListField, ListMapping, Share
from domain.problems import Severity
from domain.refused import Refused
from tests.data.ingest.workbooks import Failed, Rows, xls, xlsx

HEADINGS = ("Pseudonym", "Sex", "Year of birth", "Centre", "Tumour type", "Question")
ROW = ("P-100", "F", 1961, "north", "LUAD", "Which options?")
PLACES = places_of({"north": "Northern hospital"}, {"lab-a": "Laboratory A"})


def brought(tmp_path: Path, *rows: Any, name: str = "list.xlsx", **more: Any) -> BroughtList:
    path = tmp_path / name
    path.write_bytes(xlsx({"List": rows}, **more))
    return read_lists(path)[0]


def read(of: BroughtList, **said: Any) -> ListRows:
    start = suggested(of)
    return read_rows(of, ListMapping(start.fields, **said), PLACES)


def told(problems: Any) -> str:
    return "\n".join(one.sentence for one in problems)


def text_list(tmp_path: Path, text: str, encoding: str = "utf-8") -> BroughtList:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(encoding))
    return read_lists(path)[0]


def test_the_headings_are_found_below_titles_and_blank_rows(tmp_path: Path) -> None:
    found = brought(tmp_path, ["Board of October"], [], HEADINGS, ROW, [], ROW, [])
    assert (found.header_line, [row.line for row in found.lines], found.blank) == (3, [4, 6], 1)
    assert "2 rows above the headings" in told(found.problems)


def test_a_cell_merged_over_rows_is_filled_down_and_one_merged_over_columns_names_them(
    tmp_path: Path,
) -> None:
    rows = (
        ("Pseudonym", "Sex", "Specimen", None), (None, None, "site", "date"),
        ("P-100", "F", "lever", "2024-03-05"), (None, None, "lung", "2024-03-06"),
    )  # fmt: skip
    found = brought(tmp_path, *rows, merged={"List": ["A1:A2", "B1:B2", "C1:D1", "A3:A4", "B3:B4"]})
    assert found.header_line == 2
    assert [row.cells[0] for row in found.lines] == ["P-100", "P-100"]
    assert suggested(found).fields == {
        "Pseudonym": ListField.PSEUDONYM, "Sex": ListField.SEX, "site": ListField.SPECIMEN_SITE,
        "date": ListField.COLLECTED_ON,
    }  # fmt: skip


def test_names_numbers_and_addresses_are_left_out_wherever_they_stand(tmp_path: Path) -> None:
    headings = (*HEADINGS, "Naam patiënt", "Rijksregisternummer", "GSM", "MRN", "Remark")
    row = (*ROW, "Jan Peeters", "85.07.30-033.28", "0470 12 34 56", "998877", "see 85.07.30-033.28")
    found = brought(tmp_path, headings, row)
    everything = f"{found.lines} {found.problems}"
    assert not any(word in everything for word in ("Peeters", "033.28", "0470", "998877"))
    assert all(f"the column {heading!r}" in told(found.problems) for heading in headings[6:10])
    assert "a national number in column K" in told(found.problems)


@pytest.mark.parametrize("born", [date(1961, 3, 2), "02/03/1961", "1961-03-02", 1961, "2 maart 1961"])
def test_of_a_date_of_birth_only_the_year_is_ever_kept(tmp_path: Path, born: Any) -> None:
    found = brought(tmp_path, ("Pseudonym", "Geboortedatum", "Sex"), ("P-100", born, "F"))
    assert found.lines[0].cells == ("P-100", 1961.0, "F")
    assert suggested(found).fields["Geboortedatum"] is ListField.YEAR_OF_BIRTH
    assert "only the years were read" in told(found.problems)


@pytest.mark.parametrize(
    "heading", ["Name of sample", "Surname (patient)", "DOB patient", "patient NISS", "E-mail"]
)
def test_a_heading_that_only_reads_like_a_name_is_left_out_too(tmp_path: Path, heading: str) -> None:
    found = brought(tmp_path, (*HEADINGS, heading), (*ROW, "something"))
    assert found.columns[-1].identifying is not None
    assert "something" not in str(found.lines)


def test_a_hidden_sheet_an_error_and_a_second_list_are_told(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    sheets: dict[str, Rows] = {
        "List": [HEADINGS, (*ROW[:5], Failed("#N/A"))], "Old": [HEADINGS[:3], ROW[:3]], "Codes": [["a"]],
        "Secret": [HEADINGS, ROW],
    }  # fmt: skip
    path.write_bytes(xlsx(sheets, hidden=["Secret"]))
    first, second = read_lists(path)
    assert (first.sheet, second.sheet, first.other_sheets) == ("List", "Old", ("Old",))
    problems = told(first.problems)
    for words in ("hidden sheet 'Secret'", "#N/A in cell F2", "sheet 'Old', too", "[Codes]"):
        assert words in problems


def test_a_heading_that_stands_twice_is_numbered_and_a_repeated_row_of_headings_passed_over(
    tmp_path: Path,
) -> None:
    found = brought(tmp_path, (*HEADINGS, "Sex", None), (*ROW, "F", "x"), HEADINGS, (*ROW, "F", None))
    assert found.headings[-2:] == ("Sex (2)", "Column H")
    assert [row.line for row in found.lines] == [2, 4]
    assert "the headings once more" in told(found.problems)


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_file_is_parted_by_whatever_parts_its_headings(
    tmp_path: Path, separator: str, encoding: str
) -> None:
    text = (
        separator.join(HEADINGS)
        + "\r\n"
        + separator.join(map(str, ROW)).replace("options", "opciónés")
        + "\r\n"
    )
    found = text_list(tmp_path, text, encoding)
    assert found.headings == HEADINGS
    assert found.lines[0].cells[-1] == "Which opciónés?"


def test_a_declared_separator_and_quoted_cells_over_two_lines_are_read(tmp_path: Path) -> None:
    found = text_list(tmp_path, 'sep=;\nPseudonym;Sex;Question\nP-1;F;"one;\ntwo"\n')
    assert found.lines[0].cells == ("P-1", "F", "one;\ntwo")


@pytest.mark.parametrize("text", ["", "a;b;c\n1;2;3\n", "\x00\x01", "Pseudonym\nP-1\n"])
def test_a_file_without_the_headings_of_a_list_is_refused_with_one_sentence(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text)
    with pytest.raises(
        Refused, match=r"list.csv was not read: it is .*, expected .*\. Nothing was recorded\."
    ):
        read_lists(path)
    assert not is_list(path)


def test_a_whole_row_is_read_in_dutch(tmp_path: Path) -> None:
    headings = (
        "Pseudoniem", "Geslacht", "Geboortejaar", "Ziekenhuis", "Diagnose", "Stadium", "Datum diagnose",
        "ECOG", "Vraagstelling", "Labo", "Materiaal", "Primair of metastase", "Biopsieplaats",
        "Datum biopsie", "Fixatie", "DNA nr", "RNA nr", "Tumor %", "DNA (ng)", "dCq", "DV200",
        "Datum ontvangst",
    )  # fmt: skip
    row = (
        "P-100", "V", "1961", "Northern hospital", "Longadenocarcinoom", "4", "25/03/2024", "1", "Opties?",
        "Laboratory A", "weefsel", "metastase", "lever", date(2026, 4, 3), "FFPE", "S-1", "S-2", "60 %",
        "1.200,5", "-0,4", 65, "4 apr 2026",
    )  # fmt: skip
    of = brought(tmp_path, headings, row)
    assert questions(of, suggested(of), PLACES).unanswered(suggested(of)) == 0
    found = read(of)
    (one,) = found.rows
    assert (one.sex, one.year_of_birth, one.centre_id, one.tumour_code) == (Sex.FEMALE, 1961, "north", "LUAD")
    assert (one.stage, one.diagnosed_on, one.ecog) == ("IV", date(2024, 3, 25), 1)
    specimen = one.specimen
    assert specimen is not None
    assert (specimen.sample_ids, specimen.site, specimen.collected_on) == (
        ("S-1", "S-2"),
        "liver",
        date(2026, 4, 3),
    )
    assert (specimen.tumour_cell_percent, specimen.dna_ng, specimen.dcq) == (60, 1200.5, -0.4)
    assert one.not_taken == ("Specimen: date received (it is entered with the run)",)


def test_dates_percentages_words_and_gaps_that_the_list_does_not_say_are_asked(tmp_path: Path) -> None:
    headings = ("Pseudonym", "Tumour type", "Biopsy date", "Tumour cells (%)", "Centre")
    of = brought(tmp_path, headings, ("P-100", "Borstkanker", "03/04/2026", 0.6, "Elsewhere"))
    asked = questions(of, suggested(of), PLACES)
    assert [one.examples for one in asked.orders] == [("03/04/2026",)]
    assert [one.heading for one in asked.shares] == ["Tumour cells (%)"]
    assert [one.word for one in asked.words] == ["Borstkanker", "Elsewhere"]
    assert [one.of for one in asked.defaults] == [
        ListField.QUESTION, ListField.LABORATORY, ListField.SPECIMEN_KIND
    ]  # fmt: skip
    (one,) = read(
        of,
        orders={"Biopsy date": DateOrder.MONTH_FIRST},
        shares={"Tumour cells (%)": Share.FRACTION},
        words={ListField.TUMOUR_TYPE: {"borstkanker": "BRCA"}, ListField.CENTRE: {"elsewhere": "north"}},
        defaults={
            ListField.QUESTION: "Which?", ListField.LABORATORY: "lab-a", ListField.SPECIMEN_KIND: "tissue"
        },
    ).rows  # fmt: skip
    assert one.specimen is not None
    assert (one.specimen.collected_on, one.specimen.tumour_cell_percent) == (date(2026, 3, 4), 60)
    assert (one.tumour_code, one.centre_id, one.question) == ("BRCA", "north", "Which?")


def test_a_cell_that_cannot_be_read_is_told_and_its_row_is_taken_without_it(tmp_path: Path) -> None:
    headings = (*HEADINGS, "ECOG", "Date of diagnosis", "Stage")
    found = read(
        brought(tmp_path, headings, (*ROW, "1-2", "spring", "T2"), (*ROW, "", date(2099, 1, 1), "IV"))
    )
    assert [row.not_taken for row in found.rows] == [
        ("Stage", "Date of diagnosis", "ECOG"),
        ("Date of diagnosis",),
    ]
    assert {one.line for one in found.problems} == {2, 3}
    assert "saw '1-2', expected a whole number from 0 to 5 (column G); the row is taken without it" in told(
        found.problems
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({0: "Jan Peeters"}, "what is no pseudonym (column A)"),
        ({0: None}, "nothing in column A"),
        ({3: "Elsewhere"}, "Elsewhere"),
        ({4: "lung cancer"}, "lung cancer"),
        ({5: None}, "nothing in column F"),
        ({5: "born on 2 3 1961, options?"}, "text that names a person (column F)"),
    ],
)
def test_a_row_that_lacks_what_a_case_needs_is_refused_and_no_name_is_repeated(
    tmp_path: Path, changed: dict[int, Any], said: str
) -> None:
    row = [changed.get(at, cell) for at, cell in enumerate(ROW)]
    found = read(brought(tmp_path, HEADINGS, row, ROW))
    refused = [one for one in found.problems if one.severity is Severity.REFUSED_ROW]
    assert (len(found.rows), found.refused, [one.line for one in refused]) == (1, 1, [2])
    assert refused[0].seen == said
    assert "Peeters" not in told(found.problems)


def test_a_further_row_of_a_patient_may_leave_the_question_blank(tmp_path: Path) -> None:
    headings = (*HEADINGS, "Laboratory", "Specimen type", "DNA sample id")
    rows = [(*ROW[:5], asked, "lab-a", "tissue", name) for asked, name in (("Which?", "S-1"), (None, "S-2"))]
    stranger = ("P-200", *ROW[1:5], None, "lab-a", "tissue", "S-3")
    found = read(brought(tmp_path, headings, *rows, stranger))
    assert [(row.line, row.question) for row in found.rows] == [(2, "Which?"), (3, "Which?")]
    assert found.refused == 1


def test_a_bare_serial_is_a_day_in_xlsx_and_told_in_xls(tmp_path: Path) -> None:
    rows: Rows = [(*HEADINGS, "Date of diagnosis"), (*ROW, 45356)]
    (one,) = read(brought(tmp_path, *rows)).rows
    assert one.diagnosed_on == date(2024, 3, 5)
    (tmp_path / "old.xls").write_bytes(xls(rows))
    found = read(read_lists(tmp_path / "old.xls")[0])
    assert found.rows[0].diagnosed_on is None
    assert "saw '45356', expected a date" in told(found.problems)


def test_a_mapping_is_offered_again_whatever_the_order_and_capitals_of_the_headings(tmp_path: Path) -> None:
    one = brought(tmp_path, HEADINGS, ROW)
    two = brought(tmp_path, [h.upper() for h in reversed(HEADINGS)], list(reversed(ROW)))
    other = brought(tmp_path, (*HEADINGS, "ECOG"), (*ROW, 1))
    assert list_fingerprint(one) == list_fingerprint(two) != list_fingerprint(other)
    kept = ListMapping(
        {"Question": ListField.HISTOLOGY, "Gone": ListField.SITE, "Pseudonym": ListField.PSEUDONYM}
    )
    assert suggested(one, kept).fields == {
        "Question": ListField.HISTOLOGY, "Pseudonym": ListField.PSEUDONYM, "Sex": ListField.SEX,
        "Year of birth": ListField.YEAR_OF_BIRTH, "Centre": ListField.CENTRE,
        "Tumour type": ListField.TUMOUR_TYPE,
    }  # fmt: skip


def test_two_columns_for_the_same_are_refused_and_two_sample_ids_are_not() -> None:
    with pytest.raises(Refused, match="hold the same: Sex"):
        ListMapping({"A": ListField.SEX, "B": ListField.SEX})
    ListMapping({"A": ListField.SAMPLE_ID, "B": ListField.SAMPLE_ID})


def test_an_uploaded_list_is_kept_in_memory_for_its_user_alone(tmp_path: Path) -> None:
    lists = read_uploaded("list.xlsx", xlsx({"List": [HEADINGS, ROW]}))
    hold("one", lists)
    assert (held("one"), held("two"), lists[0].file.name) == (lists, (), "list.xlsx")
    let_go("one")
    assert held("one") == ()


def test_any_text_is_a_list_with_rows_and_problems_or_refused(tmp_path: Path) -> None:
    made = random.Random("lists")
    whole = ";".join(HEADINGS) + "\n" + "\n".join(";".join(map(str, ROW)) for _ in range(4))
    path = tmp_path / "list.csv"
    for _ in range(150):
        body = bytearray(whole.encode())
        for _ in range(made.randint(1, 30)):
            body[made.randrange(len(body))] = made.randrange(256)
        path.write_bytes(bytes(body))
        try:
            found = read_lists(path)[0]
        except Refused as refused:
            assert refused.sentence.startswith("list.csv")
            continue
        rows = read_rows(found, suggested(found), PLACES)
        assert len(rows.rows) + rows.refused == len(found.lines)


@pytest.mark.parametrize(
    ("name", "told_"),
    [("list.xlsx", "a text file that is called .xlsx"), ("list.csv", None), ("list", None)],
)
def test_a_text_file_under_a_workbooks_name_is_read_and_told(
    tmp_path: Path, name: str, told_: str | None
) -> None:
    path = tmp_path / name
    path.write_text(";".join(HEADINGS) + "\n" + ";".join(map(str, ROW)) + "\n")
    (found,) = read_lists(path)
    assert found.headings == HEADINGS
    assert [one.seen for one in found.problems] == ([told_] if told_ else [])


def test_a_workbook_under_a_text_files_name_is_read_and_told(tmp_path: Path) -> None:
    found = brought(tmp_path, HEADINGS, ROW, name="list.csv")
    assert found.headings == HEADINGS
    assert "a workbook that is called .csv" in told(found.problems)


@pytest.mark.parametrize("same", ["idem", "ditto", "Idem", " zie boven ", "Id.", '"', "-\u3003-", "''"])
def test_a_cell_that_says_the_same_as_above_takes_it_and_is_told(tmp_path: Path, same: str) -> None:
    headings = (*HEADINGS, "Laboratory", "Specimen type", "DNA sample id")
    rows = ((*ROW, "lab-a", "tissue", "S-1"), (*ROW, same, same, "S-2"), (), (*ROW, same, "blood", "S-3"))
    of = brought(tmp_path, headings, *rows)
    kinds = [(row.specimen.laboratory_id, row.specimen.kind) for row in read(of).rows if row.specimen]
    assert kinds == [("lab-a", "tissue"), ("lab-a", "tissue"), ("lab-a", "blood")]
    assert "2 cells in column G that say the same as the cell above" in told(of.problems)


def test_a_blank_laboratory_or_kind_is_never_taken_from_above_but_asked_for(tmp_path: Path) -> None:
    headings = (*HEADINGS, "Laboratory", "Specimen type", "DNA sample id")
    of = brought(
        tmp_path, headings, (*ROW, "lab-a", "tissue", "S-1"), (*ROW, None, "tissue", "S-2"),
        (*ROW, "lab-a", None, "S-3"),
    )  # fmt: skip
    found = read(of)
    refused = [one for one in found.problems if one.severity is Severity.REFUSED_ROW]
    assert [(one.line, one.seen) for one in refused] == [
        (3, "nothing in column G"),
        (4, "nothing in column H"),
    ]
    assert all('write "idem" where it is the same as above' in one.expected for one in refused)
    asked = {one.of: one.rows for one in questions(of, suggested(of), PLACES).defaults}
    assert asked == {ListField.LABORATORY: 1, ListField.SPECIMEN_KIND: 1}


def test_the_same_as_above_below_the_headings_is_a_blank(tmp_path: Path) -> None:
    of = brought(tmp_path, HEADINGS, ("P-100", "idem", *ROW[2:]))
    assert of.lines[0].cells[1] is None


@pytest.mark.parametrize(
    ("cell", "decalcified"),
    [("yes", True), ("Nee", False), ("non", False), (True, True), (False, False), (1, True), (None, None)],
)
def test_whether_bone_was_decalcified_is_read(tmp_path: Path, cell: Any, decalcified: bool | None) -> None:
    headings = (*HEADINGS, "Laboratory", "Specimen type", "Ontkalkt")
    (one,) = read(brought(tmp_path, headings, (*ROW, "lab-a", "tissue", cell), (None,))).rows
    assert one.specimen is not None and one.specimen.decalcified is decalcified


def test_a_word_that_says_neither_yes_nor_no_is_asked_for(tmp_path: Path) -> None:
    of = brought(tmp_path, (*HEADINGS, "Decalcified"), (*ROW, "EDTA"))
    assert [(one.of, one.word) for one in questions(of, suggested(of), PLACES).words] == [
        (ListField.DECALCIFIED, "EDTA")
    ]


@pytest.mark.parametrize("row", ['P-2;F;"half a question', 'P-2;F;"half" a question;"'])
def test_a_quotation_mark_that_is_not_closed_never_swallows_the_patients_below_it(
    tmp_path: Path, row: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"Pseudonym;Sex;Question\nP-1;F;one\n{row}\nP-3;F;three\n")
    assert is_list(path)
    with pytest.raises(Refused, match=r"from line 3 on whose quotation marks are not closed"):
        read_lists(path)
