"""How the tumours of an item stand to the case's, through OncoTree."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reference.tumour_tree import ONCOTREE
from data.reference.tumour_types import ROOT, tumour_types
from domain.knowledge.evidence import Scope
from domain.knowledge.hits import Relation
from domain.knowledge.tumour_relation import at_level, relation, relation_words
from tests.domain.knowledge.cases import item

ANY = Scope("Cancer", any_tumour=True)
SOLID = Scope("Solid Tumor", any_tumour=True, solid_only=True)
CODES = [one.code for one in tumour_types() if one.code != ROOT]


def stands(case: str | None, *scope: str) -> Relation:
    return relation(case, Scope("a disease", scope), ONCOTREE)


@pytest.mark.parametrize(
    ("case", "scope", "expected"),
    [
        ("LUAD", ("LUAD",), Relation.SAME),
        ("LUAD", ("NSCLC",), Relation.SAME),
        ("LUAD", ("COAD", "LUNG"), Relation.SAME),
        ("NSCLC", ("LUAD",), Relation.NARROWER),
        ("LUSC", ("LUAD",), Relation.RELATED),
        ("COAD", ("LUAD",), Relation.OTHER),
        ("GBM", ("GB",), Relation.SAME),
    ],
)
def test_a_case_is_the_same_narrower_related_or_other(
    case: str, scope: tuple[str, ...], expected: Relation
) -> None:
    assert stands(case, *scope) is expected


def test_any_cancer_holds_for_all_and_any_solid_tumour_not_for_the_blood() -> None:
    assert relation("AML", ANY, ONCOTREE) is Relation.AGNOSTIC
    assert relation("LUAD", SOLID, ONCOTREE) is Relation.AGNOSTIC
    assert relation("AML", SOLID, ONCOTREE) is Relation.OTHER
    assert relation("DLBCLNOS", SOLID, ONCOTREE) is Relation.OTHER


def test_what_is_not_mapped_and_what_is_not_known_is_unknown() -> None:
    assert relation("LUAD", Scope("Some rare disease"), ONCOTREE) is Relation.UNKNOWN
    assert stands(None, "LUAD") is Relation.UNKNOWN
    assert stands("NOSUCHCODE", "LUAD") is Relation.UNKNOWN
    assert relation(None, SOLID, ONCOTREE) is Relation.UNKNOWN
    assert relation(None, ANY, ONCOTREE) is Relation.AGNOSTIC


@given(st.sampled_from(CODES), st.sampled_from(CODES))
def test_the_same_one_way_is_narrower_the_other_way(one: str, other: str) -> None:
    if one != other and stands(one, other) is Relation.SAME:
        assert stands(other, one) is Relation.NARROWER


@given(st.sampled_from(CODES))
def test_every_code_is_the_same_as_itself_and_is_solid_or_of_the_blood(code: str) -> None:
    assert stands(code, code) is Relation.SAME
    tissue = next(one.tissue for one in tumour_types() if one.code == code)
    assert ONCOTREE.is_solid(code) is (tissue not in {"Lymphoid", "Myeloid"})


@given(st.sampled_from(CODES), st.lists(st.sampled_from(CODES), min_size=1, max_size=3))
def test_more_codes_in_a_scope_never_take_a_tumour_farther_away(case: str, scope: list[str]) -> None:
    order = list(Relation)
    alone = min(order.index(stands(case, code)) for code in scope)
    assert order.index(stands(case, *scope)) == alone


def test_every_relation_has_its_words() -> None:
    assert all(
        "a disease" in relation_words(one, item("EGFR L858R", scope=Scope("a disease"))) for one in Relation
    )


@pytest.mark.parametrize("near", list(Relation))
def test_what_is_off_tumour_by_its_level_is_never_nearer_than_another_tumour(near: Relation) -> None:
    plain = item("EGFR L858R")
    off = replace(plain, level_scheme="oncokb", level="3B")
    assert at_level(near, plain) is near
    assert at_level(near, off) is (Relation.UNKNOWN if near is Relation.UNKNOWN else Relation.OTHER)
    assert at_level(near, replace(off, level="3A")) is near
