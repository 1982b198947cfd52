"""A tool's table is read by its headings, its words become levels, and what is not certain is asked."""

from datetime import date
from pathlib import Path

import pytest

from data.ingest.tool_reports.level_words import level_code, scheme_code
from data.ingest.tool_reports.mapped import asked_order, level_of, mapped, missing_defaults, suggested
from data.ingest.tool_reports.reading import headings_fingerprint, read_tool_report
from domain.brought_list import BroughtList
from domain.refused import Refused
from domain.tool_reports import ToolField, ToolMapping, ToolWord

MAF = (
    "#version 2.4\n"
    "Hugo_Symbol\tChromosome\tStart_Position\tReference_Allele\tTumor_Seq_Allele2\tTumor_Sample_Barcode\t"
    "HGVSp_Short\tGENE_IN_ONCOKB\tONCOGENIC\tMUTATION_EFFECT\tHIGHEST_LEVEL\tHIGHEST_SENSITIVE_LEVEL\t"
    "HIGHEST_RESISTANCE_LEVEL\tLEVEL_1\n"
    "BRAF\t7\t140453136\tA\tT\tSYN-1\tp.V600E\tTrue\tOncogenic\tGain-of-function\tLEVEL_1\tLEVEL_1\t"
    "LEVEL_R1\tSynthetic drug\n"
    'TP53\t17\t7577000\tC\tG\tSYN-1\tp.R3"G\tTrue\tLikely Oncogenic\t\t\t\t\t\n'
    "MUC16\t19\t9000000\tC\tG\tSYN-1\tp.A1G\tFalse\t\t\t\t\t\t\n"
)
REPORT = (
    "Report of June\n"
    "Sample ID;Gene name;Protein change;Scheme;Tier;Tool;Version;Report date;Comment;Patient name\n"
    "SYN-1;BRAF;Val600Glu;AMP/ASCO/CAP 2017;Tier IA;CGW;6.20;25/06/2026;Approved;Jan Janssens\n"
    "SYN-1;KRAS;G12C;AMP;Tier I;CGW;6.20;24/06/2026;;\n"
    "SYN-1;EGFR;L858R;Stars;5;CGW;6.20;24/06/2026;;\n"
)


def written(place: Path, text: str, name: str = "report.csv") -> BroughtList:
    path = place / name
    path.write_text(text, encoding="utf-8")
    return read_tool_report(path)


def test_an_annotated_maf_is_recognised_by_its_headings(tmp_path: Path) -> None:
    brought = written(tmp_path, MAF, "annotated.maf")
    mapping = suggested(brought)
    assert brought.header_line == 2
    assert mapping.columns["HIGHEST_LEVEL"] == "level_of:oncokb"
    assert "HIGHEST_SENSITIVE_LEVEL" not in mapping.columns
    assert mapping.columns["ONCOGENIC"] == "level_of:oncokb_oncogenic"
    assert mapping.defaults == {ToolField.TOOL: "OncoKB"}
    assert missing_defaults(brought, mapping) == (ToolField.TOOL_VERSION, ToolField.SAID_ON)


def test_rows_of_an_annotated_maf_hold_place_levels_and_comment(tmp_path: Path) -> None:
    brought = written(tmp_path, MAF)
    start = suggested(brought)
    mapping = ToolMapping(
        start.columns, {}, {**start.defaults, "tool_version": "v6", "said_on": "2026-06-01"}
    )
    table = mapped(brought, mapping)
    first = table.rows[0]
    assert (first.place, first.changes) == (("7", 140453136, "A", "T"), ("p.V600E",))
    assert [(word.scheme, level_of(mapping, word)) for word in first.words] == [
        ("oncokb_oncogenic", "oncogenic"), ("oncokb", "1"), ("oncokb", "R1"),
    ]  # fmt: skip
    assert first.comment == "MUTATION_EFFECT: Gain-of-function; LEVEL_1: Synthetic drug"
    assert (first.tool, first.tool_version, first.said_on) == ("OncoKB", "v6", date(2026, 6, 1))
    assert (len(table.rows), table.without_level) == (2, 1)


def test_a_report_in_a_table_with_a_title_above_is_read_and_names_are_left_out(tmp_path: Path) -> None:
    brought = written(tmp_path, REPORT)
    mapping = suggested(brought)
    table = mapped(brought, mapping)
    assert "Patient name" not in mapping.columns
    assert "Janssens" not in repr(table)
    assert mapping.columns["Gene name"] == ToolField.GENE
    first, second = table.rows
    assert (first.tool, first.tool_version, first.said_on) == ("CGW", "6.20", date(2026, 6, 25))
    assert [level_of(mapping, word) for word in (*first.words, *second.words)] == ["I-A", None]
    assert first.comment == "Approved"


def test_a_level_under_a_scheme_nobody_knows_is_told_and_not_guessed(tmp_path: Path) -> None:
    brought = written(tmp_path, REPORT)
    table = mapped(brought, suggested(brought))
    (problem,) = [one for one in table.problems if "without a known scheme" in one.seen]
    assert (problem.line, table.without_level) == (5, 1)


def test_an_answer_to_a_word_stands_above_what_the_scheme_says(tmp_path: Path) -> None:
    word = ToolWord("amp_asco_cap", "Tier I")
    assert level_of(ToolMapping({}), word) is None
    assert level_of(ToolMapping({}, {"amp_asco_cap|i": "I-B"}), word) == "I-B"
    assert level_of(ToolMapping({}, {"amp_asco_cap|i": ""}), word) == ""


def test_what_was_said_of_the_same_headings_is_suggested_but_no_version_and_no_day(tmp_path: Path) -> None:
    brought = written(tmp_path, MAF)
    kept = ToolMapping(
        {"Hugo_Symbol": "gene"}, {"oncokb|x": "1"},
        {"tool": "Own tool", "tool_version": "1", "said_on": "2020-01-01"},
    )  # fmt: skip
    again = suggested(brought, kept)
    assert (again.columns, again.words) == (kept.columns, kept.words)
    assert again.defaults == {"tool": "Own tool"}


def test_headings_in_another_order_are_the_same_headings(tmp_path: Path) -> None:
    one = written(tmp_path, "Sample ID,Gene,Change,Level\nS,BRAF,V600E,I\n", "a.csv")
    other = written(tmp_path, "gene,sample_id,level,CHANGE\nBRAF,S,I,V600E\n", "b.csv")
    assert headings_fingerprint(one) == headings_fingerprint(other)


UNKNOWN = "Accession,Marker,AA alteration,Score,Remark\nS-1,BRAF,V600E,4,\nS-2,KRAS,G12C,3,again\n"


@pytest.mark.parametrize("above", ["", "Report of the tool\n\n", "Made on,2026-06-25\n"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_a_table_whose_headings_nobody_knows_is_read_so_that_a_person_says_what_they_hold(
    tmp_path: Path, above: str, sign: str
) -> None:
    brought = written(tmp_path, above + UNKNOWN.replace(",", sign), "unknown.csv")
    assert brought.headings == ("Accession", "Marker", "AA alteration", "Score", "Remark")
    assert [cell for _, cell in brought.cells_of("Marker")] == ["BRAF", "KRAS"]
    assert [line.line for line in brought.lines] == [above.count("\n") + 2, above.count("\n") + 3]


def test_a_table_of_unknown_headings_meets_findings_once_its_columns_are_said(tmp_path: Path) -> None:
    brought = written(tmp_path, UNKNOWN)
    assert suggested(brought).columns == {"Remark": "comment"}
    said = {"Accession": "sample_id", "Marker": "gene", "AA alteration": "change", "Score": "level_of:escat"}
    rows = mapped(brought, ToolMapping(said)).rows
    assert [(row.sample_id, row.gene, row.changes) for row in rows] == [
        ("S-1", "BRAF", ("V600E",)), ("S-2", "KRAS", ("G12C",)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dear colleague,\nplease find\n",
        "Dear colleague, I send\nthe report of the tool today.\nIt found nothing, and\nwe are glad.\n",
        "Only headings,and no row,under them\n",
        "1,2,3\n4,5,6\n",
        "One column\nBRAF\nKRAS\n",
    ],
)
def test_what_is_no_table_of_a_tool_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refused, match="was not read"):
        written(tmp_path, text)


def test_two_columns_for_the_same_are_refused() -> None:
    with pytest.raises(Refused, match="hold the same"):
        ToolMapping({"Gene": "gene", "Gene 2": "gene"})


@pytest.mark.parametrize(
    ("scheme", "word", "level"),
    [
        ("oncokb", "LEVEL_3A", "3A"), ("oncokb", "R2", "R2"), ("escat", "I-A", "I-A"),
        ("escat", "ESCAT IIB", "II-B"), ("amp_asco_cap", "Tier II, level C", "II-C"),
        ("amp_asco_cap", "Tier IV", "IV"), ("amp_asco_cap", "Tier I", None),
        ("compermed_biological", "Class 5", "pathogenic"), ("oncogenicity", "VUS", None),
        ("compermed_biological", "Likely Pathogenic", "likely_pathogenic"),
        ("oncokb_oncogenic", "Likely Oncogenic", "likely_oncogenic"),
    ],
)  # fmt: skip
def test_a_word_is_a_level_where_that_is_certain(scheme: str, word: str, level: str | None) -> None:
    assert level_code(scheme, word) == level


@pytest.mark.parametrize(
    ("word", "scheme"),
    [("ESCAT", "escat"), ("AMP", "amp_asco_cap"), ("OncoKB", "oncokb"), ("ComPerMed", None), ("Stars", None)],
)
def test_a_scheme_is_known_by_its_name(word: str, scheme: str | None) -> None:
    assert scheme_code(word) == scheme


def dated(place: Path, *days: str) -> BroughtList:
    rows = "".join(f"S,BRAF,V600E,I-A,T,1,{day}\n" for day in days)
    return written(place, f"Sample ID,Gene,Change,ESCAT,Tool,Version,Report date\n{rows}")


def test_an_order_of_dates_is_asked_where_no_cell_shows_it(tmp_path: Path) -> None:
    brought = dated(tmp_path, "03/04/2026", "05/06/2026", "2026-01-02")
    start = suggested(brought)
    asked = asked_order(brought, start)
    assert asked is not None
    assert (asked.heading, asked.rows, asked.example) == ("Report date", 2, "03/04/2026")
    assert [row.said_on for row in mapped(brought, start).rows] == [None, None, date(2026, 1, 2)]
    said = ToolMapping(start.columns, {}, {}, {"Report date": "month_first"})
    assert [row.said_on for row in mapped(brought, said).rows] == [
        date(2026, 3, 4), date(2026, 5, 6), date(2026, 1, 2),
    ]  # fmt: skip


def test_what_a_cell_shows_of_the_order_stands_above_what_was_said_of_an_earlier_table(
    tmp_path: Path,
) -> None:
    brought = dated(tmp_path, "03/04/2026", "25/06/2026")
    said = ToolMapping(suggested(brought).columns, {}, {}, {"Report date": "month_first"})
    assert asked_order(brought, said) is None
    assert [row.said_on for row in mapped(brought, said).rows] == [date(2026, 4, 3), date(2026, 6, 25)]


@pytest.mark.parametrize("position", ["140453136\u00b2", "-5", "1e400", "9" * 5_000, "", "\u0663"])
def test_a_position_that_is_no_number_is_none_and_the_row_is_kept(tmp_path: Path, position: str) -> None:
    text = f"Sample ID,Gene,Change,ESCAT,Chrom,Pos,Ref,Alt\nS,BRAF,V600E,I-A,7,{position},A,T\n"
    brought = written(tmp_path, text)
    (row,) = mapped(brought, suggested(brought)).rows
    assert (row.place, row.gene) == (None, "BRAF")
