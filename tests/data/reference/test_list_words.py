"""What the headings and words of a clinical list stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reference import codes, tumour_types
from data.reference.list_words import (
    HEADINGS_COLUMNS,
    HEADINGS_TABLE,
    WORDS_COLUMNS,
    WORDS_TABLE,
    heading_holds,
    tumour_code,
    tumour_in_force,
    word_code,
)
from data.reference.table import read_table
from domain.brought_list import Identifying
from domain.list_mapping import ListField


def test_every_heading_of_the_table_holds_a_field_or_names_a_person() -> None:
    known = {one.value for one in ListField} | {one.value for one in Identifying}
    rows = read_table(HEADINGS_TABLE, HEADINGS_COLUMNS).rows
    assert {row["holds"] for row in rows} == known
    assert [row["phrase"] for row in rows if heading_holds(row["phrase"]) != row["holds"]] == []


def test_every_word_of_the_table_stands_for_a_code_of_its_list() -> None:
    rows = read_table(WORDS_TABLE, WORDS_COLUMNS).rows
    assert [row for row in rows if codes.code(row["system"], row["code"]) is None] == []
    assert [row for row in rows if word_code(row["system"], row["phrase"]) != row["code"]] == []


@pytest.mark.parametrize(
    ("heading", "holds"),
    [
        ("Geslacht (M/V)", "sex"), ("ANNÉE DE NAISSANCE", "year_of_birth"), ("DNA (ng)", "dna_ng"),
        ("% tumorcellen", "tumour_cell_percent"), ("Tumor %", "tumour_cell_percent"),
        ("Tumor", "tumour_type"), ("Geb. datum", "date_of_birth"), ("ΔCq", "dcq"),
        ("Vraag voor MTB", "question"), ("Opmerking", None), ("", None),
    ],
)  # fmt: skip
def test_a_heading_is_known_in_three_languages_with_or_without_its_unit(
    heading: str, holds: str | None
) -> None:
    assert heading_holds(heading) == holds


@pytest.mark.parametrize(
    ("system", "word", "code"),
    [
        ("sex", "V", "female"), ("sex", "homme", "male"), ("sex", "x", "other"), ("sex", "?", None),
        ("site", "Lever", "liver"), ("site", "poumon", "lung"), ("site", "Cervix uteri", "cervix"),
        ("specimen_origin", "primair", "primary"), ("specimen_kind", "bloed", "blood"),
        ("fixation", "FFPE", "ffpe"), ("stage", "stadium IIIb", "IIIB"), ("stage", "4", "IV"),
        ("stage", "IVa", "IVA"), ("stage", "T2N0", None), ("site", "elsewhere", None),
    ],
)  # fmt: skip
def test_a_word_stands_for_its_code_in_three_languages(system: str, word: str, code: str | None) -> None:
    assert word_code(system, word) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("LUAD", "LUAD"), ("luad", "LUAD"), ("Lung Adenocarcinoma", "LUAD"), ("Longadenocarcinoom", "LUAD"),
        ("adénocarcinome du côlon", "COAD"), ("GBM", "GBM"), ("glioblastoom", "GB"), ("Borstkanker", None),
        ("lung cancer", None), ("Lung", None), ("all", None), ("adeno", None), ("", None),
    ],
)  # fmt: skip
def test_a_tumour_is_taken_only_where_one_type_goes_by_the_text(text: str, code: str | None) -> None:
    assert tumour_code(text) == code


def test_a_retired_code_is_kept_as_it_was_written_beside_the_one_in_force() -> None:
    assert tumour_code("gbm") in {"GBM", "GB"}
    assert tumour_in_force("GBM") == "GB"
    assert tumour_in_force("NOSUCH") is None


@given(st.text(max_size=40))
def test_whatever_stands_in_a_cell_is_a_known_code_or_none(text: str) -> None:
    found = tumour_code(text)
    assert found is None or tumour_types.tumour_type(found) is not None
    for system in ("sex", "stage", "site", "fixation"):
        code = word_code(system, text)
        assert code is None or codes.code(system, code) is not None
