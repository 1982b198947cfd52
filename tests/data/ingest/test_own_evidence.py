"""A laboratory's own evidence table becomes a release; a row that cannot be taken says what was expected."""

import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ingest.knowledge.own_rows import COLUMNS, own_item
from data.ingest.knowledge.own_table import read_own
from data.ingest.knowledge.reading import read_release
from domain.knowledge.evidence import (
    DrugEffect,
    EvidenceItem,
    EvidenceType,
    Interaction,
    ReleaseReading,
    Source,
)
from domain.knowledge.profiles import AnyOf, Atom, AtomKind
from domain.knowledge.release_report import NOT_UNDERSTOOD, report_of
from tests.data.ingest.samples import FIXTURES
from tests.data.ingest.workbooks import ods, xlsx
from tests.sources import ROOT

OWN = FIXTURES / "own_evidence.csv"
TEMPLATE = ROOT / "docs" / "guide" / "evidence_template.csv"


def items(reading: ReleaseReading) -> dict[str, EvidenceItem]:
    assert reading.release is not None, reading.problems
    return {item.item_id: item for item in reading.release.items}


def cells() -> list[list[str]]:
    return [line.split(";") for line in OWN.read_text(encoding="utf-8-sig").splitlines()]


def test_an_own_table_is_a_release_of_its_own_name_and_date() -> None:
    release = read_release(OWN, OWN.name, "Own table of laboratory L01").release
    assert release is not None
    assert (release.source, release.name) == (Source.OWN, "Own table of laboratory L01")
    assert (release.version, release.released_on) == ("2026-02-15", date(2026, 2, 15))


def test_rows_become_items() -> None:
    found = items(read_own(OWN, OWN.name))
    assert list(found) == ["L01-1", "L01-2", "L01-3", "L01-4", "L01-5", "L01-16"]
    one = found["L01-1"]
    assert (one.scope.codes, one.drugs, one.interaction) == (("LUAD",), ("Osimertinib",), Interaction.SINGLE)
    assert (one.level_scheme, one.level, one.citation_id) == ("escat", "I-A", "PMID:29151359")
    assert found["L01-2"].interaction is Interaction.COMBINATION
    assert found["L01-2"].scope.condition == "HER2-positive"
    assert found["L01-3"].interaction is Interaction.SUBSTITUTES
    assert found["L01-3"].scope.codes == ("COAD", "READ")
    assert found["L01-3"].effect is DrugEffect.RESISTANCE
    assert (found["L01-5"].scope.any_tumour, found["L01-5"].scope.solid_only) == (True, True)
    assert isinstance(found["L01-5"].profile, AnyOf)
    assert (found["L01-16"].type, found["L01-16"].significance) == (EvidenceType.DIAGNOSTIC, "Positive")


def test_a_gene_may_be_written_as_it_is_spoken_of() -> None:
    one = items(read_own(OWN, OWN.name))["L01-2"]
    assert one.profile_text == "HER2 Amplification"
    assert one.profile == Atom(AtomKind.AMPLIFICATION, "ERBB2", text="HER2 Amplification")


def test_a_mutation_of_a_domain_is_understood_in_an_own_table_too() -> None:
    row = {
        "id": "L01-9", "biomarker": "HER2 kinase domain mutation", "tumour": "LUAD", "drugs": "Afatinib",
        "effect": "sensitivity", "scheme": "escat", "level": "III-A", "citation_id": "PMID:1",
    }  # fmt: skip
    assert own_item(row).profile == Atom(
        AtomKind.CODON_RANGE, "ERBB2", "720-987", text="HER2 kinase domain mutation"
    )


def test_a_retired_code_becomes_the_one_in_its_place_and_the_text_is_kept() -> None:
    scope = items(read_own(OWN, OWN.name))["L01-4"].scope
    assert (scope.text, scope.codes) == ("GBM", ("GB",))


def test_a_biomarker_that_is_not_understood_is_kept_and_listed() -> None:
    kept = [one for one in read_own(OWN, OWN.name).left_over if one.kept]
    assert [(one.item_id, one.text, one.why) for one in kept] == [
        ("L01-4", "A remark on RAS", NOT_UNDERSTOOD)
    ]


@pytest.mark.parametrize(
    ("line", "seen", "expected"),
    [
        (7, "'XYZ'", "codes of OncoTree"),
        (8, "'Dabrafenib + Trametinib / Cobimetinib'", "either + (together) or / (each alone)"),
        (9, "'good'", "effect: sensitivity, resistance"),
        (10, "'I-Z'", "a level of escat: I-A"),
        (11, "'mine'", "scheme: amp_asco_cap"),
        (12, "''", "the id of a citation"),
        (13, "''", "at least one drug"),
        (14, "''", "a biomarker such as"),
        (15, "''", "an id of letters and digits"),
        (16, "the id stands in line 2 already", "every id once"),
        (17, "'03/04/2026'", "day and month cannot be told apart"),
        (18, "it has more cells", "heading line"),
        (19, "'EXAMPLE-01'", "a row of your own"),
        (21, "''", "effect: sensitivity"),
    ],
)
def test_a_row_that_cannot_be_taken_says_what_was_seen_and_expected(
    line: int, seen: str, expected: str
) -> None:
    told = {one.line: one.why for one in read_own(OWN, OWN.name).left_over if not one.kept}
    assert seen in told[line]
    assert expected in told[line]


def test_no_row_of_an_own_table_vanishes() -> None:
    report = report_of(read_own(OWN, OWN.name))
    assert report is not None
    assert (report.rows, report.items, len(report.not_taken), report.without_a_line) == (20, 6, 14, 0)


def test_a_column_that_is_not_the_templates_is_told_and_not_read() -> None:
    reading = read_own(OWN, OWN.name)
    assert [(one.seen, one.expected) for one in reading.problems] == [
        ("remark", "a column of the template; not read")
    ]


def test_tabs_commas_a_declared_separator_and_workbooks_give_the_same_items(tmp_path: Path) -> None:
    expected = items(read_own(OWN, OWN.name))
    plain = OWN.read_text(encoding="utf-8-sig")
    for body in (plain.replace(";", "\t"), plain.replace(";", ","), "sep=;\n" + plain):
        assert items(read_own(io.BytesIO(body.encode()), "own.txt")) == expected
    book = [["Our evidence"], [], *cells()]
    for make in (xlsx, ods):
        path = tmp_path / "own.book"
        path.write_bytes(make({"Notes": [["nothing"]], "Evidence": book}))
        assert items(read_release(path, path.name)) == expected


def test_the_template_has_the_columns_that_are_read_and_only_examples() -> None:
    headings, *rows = TEMPLATE.read_text(encoding="utf-8").splitlines()
    assert set(headings.split(",")) == set(COLUMNS)
    reading = read_release(TEMPLATE, TEMPLATE.name)
    assert len(reading.left_over) == len(rows)
    assert items(reading) == {}
    assert all("delete it" in one.why for one in reading.left_over)


def test_the_examples_of_the_template_are_read_once_they_are_somebodys_own() -> None:
    body = TEMPLATE.read_bytes().replace(b"EXAMPLE-", b"L01-")
    reading = read_release(io.BytesIO(body), TEMPLATE.name)
    assert reading.left_over == ()
    assert len(items(reading)) == reading.rows


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (b"id;biomarker;tumour\n1;2;3\n", "without the column drugs"),
        (b"just a line of text\n", "no table"),
        (b"", "an empty file"),
    ],
)
def test_a_file_that_is_no_release_says_so_in_one_sentence(body: bytes, seen: str) -> None:
    reading = read_release(io.BytesIO(body), "own.csv")
    assert reading.release is None
    assert seen in reading.problems[0].sentence


def test_a_workbook_without_such_a_sheet_says_so(tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    path.write_bytes(xlsx({"Sheet": [["a", "b"], [1, 2]]}))
    reading = read_release(path, path.name)
    assert reading.release is None
    assert "without a sheet that has these columns" in reading.problems[0].sentence


FIXTURE_BODIES = [
    (FIXTURES / name).read_bytes()
    for name in ("civic_evidence.tsv", "civic_evidence_2022.tsv", "civic_assertions.tsv", "own_evidence.csv")
]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(FIXTURE_BODIES),
    st.lists(st.tuples(st.integers(0, 6_000), st.integers(0, 40), st.binary(max_size=12)), max_size=6),
)
def test_a_spoilt_file_is_read_or_refused_and_no_row_vanishes(
    body: bytes, spoilt: list[tuple[int, int, bytes]]
) -> None:
    for at, gone, put in spoilt:
        body = body[:at] + put + body[at + gone :]
    reading = read_release(io.BytesIO(body), "spoilt.tsv")
    report = report_of(reading)
    if report is None:
        assert len(reading.problems) >= 1
    else:
        assert report.without_a_line == 0
