"""Not assessed, unknown and assessed are told apart for every class of finding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.assessment import (
    Assessment,
    GeneAnswer,
    GeneList,
    answer_words,
    assessment,
    best_answer,
    deciding_class,
    gene_assessment,
)
from domain.findings import FindingClass
from domain.quality import QualityClass, Verdict
from domain.readings import ClassVerdict
from domain.thresholds import BLOOD_ASSAY, TISSUE_ASSAY


def told(quality: QualityClass, verdict: Verdict) -> dict[QualityClass, ClassVerdict]:
    return {quality: ClassVerdict(quality, verdict, "The reason.")}


@pytest.mark.parametrize("verdict", [Verdict.FAIL, Verdict.NOT_RUN, Verdict.NOT_EVALUABLE])
def test_a_class_that_failed_or_was_not_run_is_not_assessed_and_says_why(verdict: Verdict) -> None:
    found = assessment(FindingClass.FUSION, told(QualityClass.RNA, verdict), TISSUE_ASSAY, has_rna=True)
    assert found == (Assessment.NOT_ASSESSED, "The reason.")


@pytest.mark.parametrize("verdict", [Verdict.PASS, Verdict.NO_LIMIT])
def test_a_class_that_passed_is_assessed(verdict: Verdict) -> None:
    found = assessment(FindingClass.SPLICE_VARIANT, told(QualityClass.RNA, verdict), TISSUE_ASSAY, True)
    assert found == (Assessment.ASSESSED, None)


def test_without_metrics_it_is_unknown_whether_small_variants_were_assessed() -> None:
    state, reason = assessment(FindingClass.SMALL_VARIANT, {}, TISSUE_ASSAY, has_rna=False)
    assert state is Assessment.UNKNOWN
    assert reason is not None


def test_without_rna_fusions_of_tissue_are_not_assessed() -> None:
    state, reason = assessment(FindingClass.FUSION, {}, TISSUE_ASSAY, has_rna=False)
    assert (state, reason) == (Assessment.NOT_ASSESSED, "No RNA was sequenced for this profile.")


def test_blood_reads_its_fusions_from_dna() -> None:
    found = assessment(FindingClass.FUSION, told(QualityClass.MSI, Verdict.PASS), BLOOD_ASSAY, has_rna=False)
    assert found == (Assessment.ASSESSED, None)


def test_blood_whose_small_variants_passed_and_whose_fusions_were_not_judged_is_unknown() -> None:
    verdicts = told(QualityClass.SMALL_VARIANTS, Verdict.PASS)
    assert assessment(FindingClass.FUSION, verdicts, BLOOD_ASSAY, has_rna=False)[0] is Assessment.UNKNOWN


def test_contamination_takes_every_class_of_dna_with_it_and_leaves_rna_alone() -> None:
    verdicts = told(QualityClass.CONTAMINATION, Verdict.FAIL) | told(QualityClass.RNA, Verdict.PASS)
    verdicts |= told(QualityClass.COPY_NUMBER, Verdict.PASS)
    assert assessment(FindingClass.COPY_NUMBER, verdicts, TISSUE_ASSAY, True)[0] is Assessment.NOT_ASSESSED
    assert assessment(FindingClass.FUSION, verdicts, TISSUE_ASSAY, True)[0] is Assessment.ASSESSED


@pytest.mark.parametrize("assay", [TISSUE_ASSAY, BLOOD_ASSAY, "VCF"])
def test_a_class_that_no_file_holds_is_not_assessed_whatever_its_quality(assay: str) -> None:
    verdicts = {one: ClassVerdict(one, Verdict.PASS, "Passed.") for one in QualityClass}
    missing = {FindingClass.FUSION: "This profile (VCF) holds small variants only."}
    found = assessment(FindingClass.FUSION, verdicts, assay, True, missing=missing)
    assert found == (Assessment.NOT_ASSESSED, missing[FindingClass.FUSION])
    assert (
        assessment(FindingClass.COPY_NUMBER, verdicts, assay, True, missing=missing)[0] is Assessment.ASSESSED
    )


def test_fusions_of_a_study_are_not_denied_for_want_of_rna() -> None:
    state, _ = assessment(FindingClass.FUSION, {}, "cBioPortal study", has_rna=False)
    assert state is Assessment.UNKNOWN


LISTED = GeneList(frozenset({"MET", "ALK"}), True, "A manual")
KINDS = [kind for kind in FindingClass if deciding_class(kind, TISSUE_ASSAY) is not None]
QUALITIES = st.dictionaries(
    st.sampled_from(list(QualityClass)), st.sampled_from(list(Verdict)).map(lambda v: (v, "The reason."))
).map(lambda found: {one: ClassVerdict(one, *told) for one, told in found.items()})
ASSAYS = st.sampled_from([TISSUE_ASSAY, BLOOD_ASSAY, "VCF"])
GENES = st.sampled_from(["MET", "ALK", "TP53"])
LISTS = st.sampled_from([LISTED, GeneList(frozenset(), True, "None"), None])
FAILED = {Verdict.FAIL, Verdict.NOT_EVALUABLE, Verdict.NOT_RUN}


@given(st.sampled_from(KINDS), QUALITIES, ASSAYS, st.booleans(), GENES, LISTS)
def test_nothing_is_assessed_whose_deciding_class_failed(
    kind: FindingClass,
    verdicts: dict[QualityClass, ClassVerdict],
    assay: str,
    has_rna: bool,
    gene: str,
    listed: GeneList | None,
) -> None:
    of_class = assessment(kind, verdicts, assay, has_rna)
    state, reason = gene_assessment(kind, gene, assay, of_class, listed)
    decides = deciding_class(kind, assay)
    assert decides is not None
    if decides in verdicts and verdicts[decides].verdict in FAILED:
        assert Assessment.ASSESSED not in {state, of_class[0]}
    if state is Assessment.ASSESSED:
        assert of_class[0] is Assessment.ASSESSED
        assert listed is not None and gene in listed.genes
    else:
        assert reason


@given(
    st.sampled_from(list(Assessment)), st.one_of(st.none(), st.just("Why.")), st.integers(0, 9), st.booleans()
)
def test_only_what_was_assessed_is_ever_said_to_be_without_findings(
    state: Assessment, reason: str | None, found: int, on_assay: bool
) -> None:
    words = answer_words(GeneAnswer(state, reason, found, "P", on_assay)).lower()
    negative = any(one in words for one in ("nothing found", "none", "negative", "no finding"))
    assert negative == (state is Assessment.ASSESSED and not found)
    assert (str(found) in words) == bool(found)


@given(
    st.lists(
        st.builds(
            GeneAnswer, st.sampled_from(list(Assessment)), st.just("Why."), st.integers(0, 2), st.just("P"),
            st.booleans(),
        )
    )
)  # fmt: skip
def test_the_best_answer_of_several_profiles_hides_no_finding_and_invents_no_assessment(
    answers: list[GeneAnswer],
) -> None:
    best = best_answer(answers)
    assert (best is None) == (not answers)
    if best is not None:
        assert best in answers
        assert bool(best.found) == any(one.found for one in answers)
        if not best.found:
            assessed = any(one.state is Assessment.ASSESSED for one in answers)
            assert (best.state is Assessment.ASSESSED) == assessed


@pytest.mark.parametrize(
    ("nameless", "unread", "words"),
    [
        (0, 0, "Assessed, nothing found."),
        (1, 0, "Assessed, nothing found under this name; 1 call names no gene."),
        (0, 1, "Assessed, nothing found under this name; 1 row of the run's files could not be read."),
        (2, 1200, "2 calls name no gene; 1,200 rows of the run's files could not be read."),
    ],
)
def test_rows_that_could_not_be_read_are_told_where_nothing_was_found(
    nameless: int, unread: int, words: str
) -> None:
    answer = GeneAnswer(Assessment.ASSESSED, None, 0, "P", nameless=nameless, unread=unread)
    assert answer_words(answer).endswith(words)


def test_a_failed_profile_says_more_than_one_whose_assay_reads_the_gene_not_at_all() -> None:
    blood = GeneAnswer(Assessment.NOT_ASSESSED, "Not on this assay.", 0, "blood", on_assay=False)
    tissue = GeneAnswer(Assessment.NOT_ASSESSED, "RNA failed.", 0, "tissue")
    assert best_answer([blood, tissue]) is tissue


@pytest.mark.parametrize(
    ("kind", "gene", "words"),
    [
        (FindingClass.SPLICE_VARIANT, "TP53", "splice variants of ALK and MET, not of TP53"),
        (FindingClass.FUSION, "TP53", "only as the partner"),
        (FindingClass.COPY_NUMBER, "TP53", "copy number of ALK and MET"),
    ],
)
def test_a_gene_that_the_assay_does_not_read_is_said_not_to_be_on_it(
    kind: FindingClass, gene: str, words: str
) -> None:
    state, reason = gene_assessment(kind, gene, TISSUE_ASSAY, (Assessment.ASSESSED, None), LISTED)
    assert state is Assessment.NOT_ASSESSED
    assert reason is not None and reason.startswith("Not on this assay") and words in reason


def test_without_a_list_of_genes_a_gene_is_unknown_though_its_class_was_read() -> None:
    found = gene_assessment(FindingClass.SMALL_VARIANT, "MET", "VCF", (Assessment.ASSESSED, None), None)
    assert found == (Assessment.UNKNOWN, "Which genes this test (VCF) reads is not known.")
