"""Diseases of knowledge bases as scopes in OncoTree."""

import pytest

from data.reference.disease_scopes import COLUMNS, TABLE, pairs_of, scope_of, scope_of_codes
from data.reference.table import BrokenTable, read_table
from data.reference.tumour_types import tumour_type


def test_every_pair_names_codes_of_the_tree_or_any_tumour() -> None:
    table = read_table(TABLE, COLUMNS)
    by_id, by_name = pairs_of(table.rows)
    assert len(by_name) == len(table.rows) > 300
    assert len(by_id) > 250
    for row in table.rows:
        for code in row["codes"].split("|"):
            known = tumour_type(code)
            assert code.startswith("*") or (known is not None and known.code == code), row


def test_the_table_says_that_it_needs_clinical_review_and_whose_codes_it_uses() -> None:
    notes = read_table(TABLE, COLUMNS).notes
    assert "clinical review" in notes["review"]
    assert "CC BY 4.0" in notes["attribution"]


def test_cancer_is_any_tumour_and_never_a_tumour_of_the_brain() -> None:
    scope = scope_of("162", "Cancer")
    assert (scope.any_tumour, scope.solid_only, scope.codes) == (True, False, ())
    assert all("MT" not in row["codes"].split("|") for row in read_table(TABLE, COLUMNS).rows)


@pytest.mark.parametrize("disease", ["Solid Tumor", "Solid Tumors, Advanced", "solid tumour"])
def test_solid_tumours_are_told_by_name(disease: str) -> None:
    scope = scope_of("", disease)
    assert (scope.any_tumour, scope.solid_only, scope.text) == (True, True, disease)


def test_the_id_comes_before_the_name_with_or_without_its_prefix() -> None:
    for doid in ("0060079", "DOID:0060079"):
        scope = scope_of(doid, "HER2 Positive Breast Cancer")
        assert (scope.codes, scope.condition) == (("BREAST",), "HER2-positive")
    assert scope_of("9999999", "Lung Adenocarcinoma").codes == ("LUAD",)
    assert scope_of(None, "LUNG ADENOCARCINOMA").codes == ("LUAD",)


def test_a_disease_that_the_table_lacks_is_told_by_the_name_of_one_type() -> None:
    assert scope_of("", "Pleomorphic Liposarcoma").codes == ("PLLS",)


@pytest.mark.parametrize("disease", ["Von Hippel-Lindau Disease", "", "Yolk Sac Tumor"])
def test_a_disease_that_cannot_be_told_is_not_mapped(disease: str) -> None:
    scope = scope_of("14175", disease)
    assert not scope.mapped
    assert scope.text == disease


@pytest.mark.parametrize(
    ("text", "codes", "any_tumour", "solid_only"),
    [
        ("LUAD", ("LUAD",), False, False),
        ("COAD|READ", ("COAD", "READ"), False, False),
        ("coad, read", ("COAD", "READ"), False, False),
        ("GBM", ("GB",), False, False),
        ("any", (), True, False),
        ("Any solid", (), True, True),
        ("any solid tumour", (), True, True),
    ],
)
def test_a_cell_of_codes_is_a_scope(
    text: str, codes: tuple[str, ...], any_tumour: bool, solid_only: bool
) -> None:
    scope = scope_of_codes(text)
    assert scope is not None
    assert (scope.codes, scope.any_tumour, scope.solid_only) == (codes, any_tumour, solid_only)


@pytest.mark.parametrize("text", ["", "XYZ", "LUAD|XYZ", "TISSUE", "lung cancer"])
def test_a_cell_that_names_no_code_is_none(text: str) -> None:
    assert scope_of_codes(text) is None


@pytest.mark.parametrize(
    "cells",
    [
        ("DOID:1", "Something", "XYZ", "", "hand"),
        ("DOID:1", "Something", "", "", "hand"),
        ("DOID:1", "Something", "*ANY|LUAD", "", "hand"),
        ("DOID:1", "Something", "GBM", "", "hand"),
    ],
)
def test_a_pair_that_names_no_current_code_breaks_the_table(cells: tuple[str, ...]) -> None:
    with pytest.raises(BrokenTable):
        pairs_of((dict(zip(COLUMNS, cells, strict=True)),))


def test_a_disease_that_stands_twice_breaks_the_table() -> None:
    row = dict(zip(COLUMNS, ("", "Something", "LUAD", "", "hand"), strict=True))
    with pytest.raises(BrokenTable):
        pairs_of((row, row))
