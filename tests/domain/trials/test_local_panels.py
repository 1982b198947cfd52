"""A negative local panel: a proof of absence as far as it covered the gene, and no further."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reference.exon_codons import exons_of_codons
from domain.knowledge.case_facts import CaseFinding
from domain.single_test_words import Method, Result
from domain.single_tests import TestResult
from domain.trials.criteria import Classification, Genomic, Not, VariantCategory, WildType
from domain.trials.matches import Answer
from domain.trials.patient_facts import PatientFacts
from tests.domain.trials.patients import patient, told, variant

MUTATION = VariantCategory.MUTATION
ANY_KRAS = Genomic("KRAS", MUTATION)
G12C = Genomic("KRAS", MUTATION, protein_change="G12C")
Q61 = Genomic("KRAS", MUTATION, codon="Q61")
A146T = Genomic("KRAS", MUTATION, protein_change="A146T")
EXON_2 = Genomic("KRAS", MUTATION, exons=(2,))
EXON_14 = Genomic("MET", MUTATION, exons=(14,), classifications=(Classification.SPLICE_SITE,))
NOT_TOLD = "which part of the gene it covers is not told"
OUTSIDE = "which did not cover all that is asked for"
UNCLEAR = "of which it cannot be told whether it covered what is asked for"


def panel(what: str | None, result: Result = Result.NOT_DETECTED, gene: str = "KRAS") -> TestResult:
    return TestResult(gene, gene, Method.NGS_PANEL, result, what, kit="LOCAL-50")


def given_tests(*tests: TestResult, findings: tuple[CaseFinding, ...] = ()) -> PatientFacts:
    return patient(*findings, assessed=False, tests=tests, exons_of=exons_of_codons)


@pytest.mark.parametrize(
    ("what", "asked", "answer", "says"),
    [
        (None, G12C, Answer.FAIL, NOT_TOLD),
        ("no pathogenic variant", G12C, Answer.FAIL, NOT_TOLD),
        ("all", G12C, Answer.FAIL, "assessed by a local panel alone (KRAS by NGS panel, all: not detected"),
        ("all", ANY_KRAS, Answer.FAIL, "alone"),
        ("codons 12, 13, 61", G12C, Answer.FAIL, "codons 12, 13, 61: not detected, LOCAL-50"),
        ("codons 12, 13, 61", Q61, Answer.FAIL, "alone"),
        ("codons 12, 13, 61", A146T, Answer.UNDETERMINED, OUTSIDE),
        ("codons 12, 13, 61", ANY_KRAS, Answer.UNDETERMINED, OUTSIDE),
        ("exon 2", G12C, Answer.FAIL, "alone"),
        ("exon 2", Q61, Answer.UNDETERMINED, OUTSIDE),
        ("exon 2", EXON_2, Answer.FAIL, "alone"),
        ("exon 3", EXON_2, Answer.UNDETERMINED, OUTSIDE),
        ("codon 12", EXON_2, Answer.UNDETERMINED, UNCLEAR),
        ("G12C", G12C, Answer.FAIL, "alone"),
        ("G12C", A146T, Answer.UNDETERMINED, OUTSIDE),
        ("codon 12, kinase domain", A146T, Answer.UNDETERMINED, UNCLEAR),
    ],
)
def test_a_negative_panel_answers_for_what_it_covered(
    what: str | None, asked: Genomic, answer: Answer, says: str
) -> None:
    found = told(asked, given_tests(panel(what)))
    assert (found.answer, says in found.sentence) == (answer, True), found.sentence
    assert (found.further_test is None) is (answer is Answer.FAIL)


@pytest.mark.parametrize(
    ("what", "answer"),
    [(None, Answer.WARN), ("all", Answer.PASS), ("codon 12", Answer.UNDETERMINED)],
)
def test_an_absence_is_proven_by_all_of_the_gene_alone_and_checked_where_nobody_told(
    what: str | None, answer: Answer
) -> None:
    assert told(Not(ANY_KRAS), given_tests(panel(what))).answer is answer
    assert told(WildType("KRAS"), given_tests(panel(what))).answer is answer
    mutated = told(ANY_KRAS, given_tests(panel(what))).answer
    assert told(Not(WildType("KRAS")), given_tests(panel(what))).answer is mutated


def test_an_exon_whose_codons_no_table_knows_is_not_guessed() -> None:
    told_of_met = told(
        Genomic("MET", MUTATION, protein_change="D1010N"), given_tests(panel("exon 14", gene="MET"))
    )
    assert (told_of_met.answer, UNCLEAR in told_of_met.sentence) == (Answer.UNDETERMINED, True)
    assert told(EXON_14, given_tests(panel("exon 14", gene="MET"))).answer is Answer.FAIL


def test_of_two_panels_the_one_that_covered_it_answers() -> None:
    both = given_tests(panel("exon 3"), panel("exon 2"))
    assert [told(one, both).answer for one in (G12C, Q61, A146T)] == [
        Answer.FAIL, Answer.FAIL, Answer.UNDETERMINED,
    ]  # fmt: skip


def test_what_a_panel_found_elsewhere_does_not_tell_how_far_it_looked() -> None:
    found = given_tests(panel("p.(Gly12Asp)", Result.DETECTED), findings=(variant("KRAS", "G12D"),))
    assert told(A146T, found).answer is Answer.FAIL
    assert NOT_TOLD in told(A146T, found).sentence
    assert "found instead: KRAS G12D" in told(A146T, found).sentence


@given(st.integers(1, 188), st.integers(1, 188), st.integers(1, 188))
def test_a_codon_outside_of_the_codons_that_were_covered_is_never_called_absent(
    one: int, other: int, asked: int
) -> None:
    first, last = min(one, other), max(one, other)
    wanted = Genomic("KRAS", MUTATION, codon=f"G{asked}")
    answer = told(Not(wanted), given_tests(panel(f"codons {first}-{last}"))).answer
    assert answer is (Answer.PASS if first <= asked <= last else Answer.UNDETERMINED)
