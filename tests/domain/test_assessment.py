"""Not assessed, unknown and assessed are told apart for every class of finding."""

import pytest

from domain.assessment import Assessment, assessment
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
    found = assessment(
        FindingClass.FUSION, told(QualityClass.SMALL_VARIANTS, Verdict.PASS), BLOOD_ASSAY, has_rna=False
    )
    assert found == (Assessment.ASSESSED, None)


def test_contamination_takes_every_class_of_dna_with_it_and_leaves_rna_alone() -> None:
    verdicts = told(QualityClass.CONTAMINATION, Verdict.FAIL) | told(QualityClass.RNA, Verdict.PASS)
    verdicts |= told(QualityClass.COPY_NUMBER, Verdict.PASS)
    assert assessment(FindingClass.COPY_NUMBER, verdicts, TISSUE_ASSAY, True)[0] is Assessment.NOT_ASSESSED
    assert assessment(FindingClass.FUSION, verdicts, TISSUE_ASSAY, True)[0] is Assessment.ASSESSED


def test_a_vcf_alone_says_nothing_of_fusions() -> None:
    assert assessment(FindingClass.FUSION, {}, "VCF", has_rna=True)[0] is Assessment.NOT_ASSESSED
