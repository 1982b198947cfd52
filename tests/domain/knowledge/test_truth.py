"""Whether a profile holds: three values, and what was not looked for is never called absent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.knowledge.atom_match import met
from domain.knowledge.case_facts import CaseFinding, CopyState
from domain.knowledge.evidence import VariantOrigin
from domain.knowledge.hits import Resolution
from domain.knowledge.profiles import AllOf, AnyOf, Atom, AtomKind, Expression, Not, atoms
from domain.knowledge.truth import Looked, Truth, Verdict, evaluate
from tests.domain.knowledge.cases import (
    BENIGN,
    ONCOGENIC,
    VUS,
    copies,
    facts,
    fusion,
    profile,
    signature,
    variant,
)

L858R = variant("EGFR", "L858R", ONCOGENIC)
T790M = variant("EGFR", "T790M", ONCOGENIC)


def verdict(
    expression: Expression | str,
    *findings: CaseFinding,
    assessed: bool = True,
    origin: VariantOrigin = VariantOrigin.UNKNOWN,
) -> Verdict:
    asked = profile(expression) if isinstance(expression, str) else expression
    case = Looked(facts(*findings, assessed=assessed))
    for finding in findings:
        for gene in finding.genes:
            case.by_gene.setdefault(gene, []).append(finding)
        for atom in dict.fromkeys(atoms(asked)):
            answer = met(atom, finding)
            if answer is not None:
                case.saw(atom, finding, answer)
    return evaluate(asked, case, origin)


def test_and_asks_for_every_part() -> None:
    assert verdict("EGFR L858R AND EGFR T790M", L858R).truth is Truth.FALSE
    both = verdict("EGFR L858R AND EGFR T790M", L858R, T790M)
    assert both.truth is Truth.TRUE
    assert [part.seen[0][0].label for part in both.parts] == ["EGFR L858R", "EGFR T790M"]


def test_of_and_the_weakest_resolution_counts_and_of_or_the_best() -> None:
    amplified = copies("MET", CopyState.AMPLIFICATION)
    assert verdict("EGFR L858R AND MET Amplification", L858R, amplified).resolution is Resolution.COPY_NUMBER
    assert verdict("EGFR L858R OR MET Amplification", L858R, amplified).resolution is Resolution.EXACT
    assert verdict("EGFR Mutation OR EGFR L858R", L858R).resolution is Resolution.EXACT


def test_not_needs_an_assessed_negative() -> None:
    amplified = copies("MET", CopyState.AMPLIFICATION)
    text = "MET Amplification AND NOT KRAS Mutation"
    assert verdict(text, amplified).truth is Truth.TRUE
    open_one = verdict(text, amplified, assessed=False)
    assert open_one.truth is Truth.UNKNOWN
    assert open_one.confirm == ("Not known whether assessed: KRAS Mutation.",)
    assert verdict(text, amplified, variant("KRAS", "G12C", ONCOGENIC)).truth is Truth.FALSE


@pytest.mark.parametrize(
    ("opinions", "truth"), [((), Truth.UNKNOWN), (VUS, Truth.UNKNOWN), (BENIGN, Truth.TRUE)]
)
def test_a_change_that_nobody_classed_is_no_negative(opinions: tuple[object, ...], truth: Truth) -> None:
    amplified = copies("MET", CopyState.AMPLIFICATION)
    kras = variant("KRAS", "G12C", opinions)  # type: ignore[arg-type]
    assert verdict("MET Amplification AND NOT KRAS Mutation", amplified, kras).truth is truth


def test_what_was_not_assessed_leaves_an_and_open_and_an_or_true() -> None:
    assert verdict("EGFR L858R AND MET Amplification", L858R, assessed=False).truth is Truth.UNKNOWN
    assert verdict("EGFR L858R OR MET Amplification", L858R, assessed=False).truth is Truth.TRUE


@pytest.mark.parametrize("text", ["EGFR Expression", "EGFR Wildtype", "EGFR rs712829"])
def test_what_no_profile_says_stays_unknown_even_where_all_was_assessed(text: str) -> None:
    assert verdict(text).truth is Truth.UNKNOWN
    assert verdict(f"KRAS G12C AND {text}", variant("KRAS", "G12C")).truth is Truth.UNKNOWN


def test_a_gene_with_an_oncogenic_change_is_not_wild_type() -> None:
    assert verdict("KRAS Wildtype", variant("KRAS", "G12C", ONCOGENIC)).truth is Truth.FALSE


def test_a_signature_is_absent_only_where_its_opposite_was_measured() -> None:
    assert verdict("MSI High", signature("MSS")).truth is Truth.FALSE
    assert verdict("MSI High", signature("TMB-L")).truth is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("germline", "truth"), [(True, Truth.TRUE), (False, Truth.FALSE), (None, Truth.UNKNOWN)]
)
def test_an_item_about_the_germline_is_never_met_by_a_somatic_call(
    germline: bool | None, truth: Truth
) -> None:
    call = variant("BRCA1", "E23fs", germline=germline)
    assert verdict("BRCA1 E23fs", call, origin=VariantOrigin.GERMLINE).truth is truth


def test_a_germline_call_meets_a_somatic_item_with_a_remark() -> None:
    call = variant("EGFR", "T790M", germline=True)
    found = verdict("EGFR T790M", call, origin=VariantOrigin.SOMATIC)
    assert found.truth is Truth.TRUE
    assert "germline" in found.confirm[0]


def test_a_finding_that_is_sure_spares_the_question_of_one_that_is_not() -> None:
    unsure, sure = fusion("EML4", "ALK", known=False), fusion("KIF5B", "ALK")
    assert verdict("v::ALK Fusion", unsure).confirm
    assert verdict("v::ALK Fusion", unsure, sure).confirm == ()


ATOMS = {
    Truth.TRUE: Atom(AtomKind.PROTEIN_CHANGE, "EGFR", "L858R", text="true"),
    Truth.FALSE: Atom(AtomKind.PROTEIN_CHANGE, "EGFR", "T790M", text="false"),
    Truth.UNKNOWN: Atom(AtomKind.EXPRESSION, "EGFR", text="unknown"),
}
EXPRESSIONS = st.recursive(
    st.sampled_from(list(ATOMS.values())),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: AnyOf(tuple(parts))),
    ),
    max_leaves=12,
)


def possible(expression: Expression) -> set[bool]:
    """What an expression may be when every unknown atom may be either, each on its own."""
    if isinstance(expression, Atom):
        known = {"true": {True}, "false": {False}}
        return known.get(expression.text, {True, False})
    if isinstance(expression, Not):
        return {not value for value in possible(expression.part)}
    values = [possible(part) for part in expression.parts]
    if isinstance(expression, AllOf):
        can_hold, can_fail = all(True in one for one in values), any(False in one for one in values)
    else:
        can_hold, can_fail = any(True in one for one in values), all(False in one for one in values)
    return {value for value, can in ((True, can_hold), (False, can_fail)) if can}


@given(EXPRESSIONS)
def test_the_truth_is_told_exactly_where_the_unknown_cannot_change_it(expression: Expression) -> None:
    of = {frozenset({True}): Truth.TRUE, frozenset({False}): Truth.FALSE}
    expected = of.get(frozenset(possible(expression)), Truth.UNKNOWN)
    assert verdict(expression, L858R).truth is expected


@given(EXPRESSIONS)
def test_not_twice_is_nothing(expression: Expression) -> None:
    assert verdict(Not(Not(expression)), L858R).truth is verdict(expression, L858R).truth
