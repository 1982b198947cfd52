"""A re-analysis that does not have what advice rests on: not found, not assessed and not known stay apart."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from components.drift_words import marks
from data.read.case import case_view
from data.read.drift import changed, changed_in_case
from data.store import Store
from domain.drift.changes import Drift, DriftKind, Severity
from domain.findings import BiomarkerName, CopyNumberCall, CopyNumberChange, Findings, Fusion
from domain.knowledge.evidence import DrugEffect
from domain.quality import QualityClass, Verdict
from domain.readings import ClassVerdict
from tests.builders import (
    TODAY,
    OpenedCase,
    accept_run,
    actor,
    biomarkers,
    open_case,
    recommend,
    small_variant,
    supporting,
)
from tests.drift import NEWER, PASSED, again, drifts, see
from tests.releases import CITED, item, load

DAY = f"{TODAY.day} {TODAY:%b %Y}"
CHAIR = actor("chair")


def advised(store: Store, findings: Findings, label: str = "BRAF p.(Val600Glu)") -> tuple[OpenedCase, str]:
    """A case whose advice rests on the first of its findings; the case and the recommendation."""
    opened = open_case(store)
    profile_id = accept_run(store, opened, findings=findings, verdicts=PASSED)
    rests_on = (supporting(profile_id, 1, label),)
    return opened, recommend(
        store, opened.case_id, supporting=rests_on, evidence_scheme=None, evidence_level=None
    )


def only(store: Store) -> Drift:
    (one,) = drifts(store)
    return one


BRAF = Findings(small_variants=(small_variant(1),))
OTHERS = Findings(small_variants=(small_variant(4),))


def test_a_finding_that_the_re_analysis_assessed_and_has_no_more_is_told_with_both_sides(
    store: Store,
) -> None:
    opened, recommendation_id = advised(store, BRAF)
    again(store, opened, OTHERS)
    one = only(store)
    assert (one.kind, one.severity) == (DriftKind.FINDING, Severity.NOT_FOUND)
    assert one.severity.label == "No longer found"
    assert one.sentence == (
        f"BRAF p.(Val600Glu): no longer found in the re-analysis of {DAY}, which assessed it."
    )
    sample = f"TSO500, sample {opened.sample_id}"
    assert (one.before.words, one.before.where) == ("BRAF p.(Val600Glu)", sample)
    assert (one.before.on, one.now.on) == (TODAY - timedelta(days=9), TODAY)
    assert (one.now.words, one.now.where) == ("Assessed and not found", f"Re-analysis, {sample}")
    case = case_view(store, CHAIR, opened.case_id)
    assert case is not None
    in_case = changed_in_case(store, CHAIR, case)
    assert [row.drifts for row in in_case] == [(one,)]
    assert marks(in_case)[recommendation_id].endswith(f" Analysed again since: {one.sentence}")


def test_the_case_tells_a_lost_finding_beside_a_more_severe_change(store: Store) -> None:
    load(store)
    opened = open_case(store)
    profile_id = accept_run(store, opened, findings=BRAF, verdicts=PASSED)
    advised_id = recommend(store, opened.case_id, supporting=(supporting(profile_id, 1),), evidence=(CITED,))
    load(store, item(effect=DrugEffect.RESISTANCE, level="B"), **NEWER)
    again(store, opened, OTHERS)
    assert [one.severity for one in drifts(store)] == [Severity.AGAINST, Severity.NOT_FOUND]
    mark = marks(changed(store, CHAIR).rows)[advised_id]
    assert "Evidence changed since (CIViC 2026-06-26): EID1: " in mark
    assert mark.endswith(
        f" Analysed again since: BRAF p.(Val600Glu): no longer found in the re-analysis of {DAY}, which "
        "assessed it."
    )


def test_a_finding_that_the_re_analysis_could_not_see_is_not_assessed_and_never_negative(
    store: Store,
) -> None:
    opened, _ = advised(store, BRAF)
    failed = ClassVerdict(QualityClass.SMALL_VARIANTS, Verdict.FAIL, "MEDIAN_EXON_COVERAGE 61, expected 150.")
    again(store, opened, Findings(), verdicts=(failed, *PASSED[1:]))
    one = only(store)
    assert one.severity is Severity.NOT_ASSESSED
    assert one.sentence == (
        f"BRAF p.(Val600Glu): not assessed any more in the re-analysis of {DAY}, so not negative. "
        "MEDIAN_EXON_COVERAGE 61, expected 150."
    )
    assert (one.severity.label, one.now.words) == ("Not assessed any more", "Not assessed")


def test_where_no_metrics_say_what_was_assessed_it_is_not_known(store: Store) -> None:
    opened, _ = advised(store, BRAF)
    again(store, opened, OTHERS, verdicts=())
    one = only(store)
    assert one.severity is Severity.NOT_TOLD
    assert f"not in the re-analysis of {DAY}; whether it was assessed is not known." in one.sentence


@pytest.mark.parametrize(
    "call",
    [
        small_variant(1),
        small_variant(1, vaf=0.01, vaf_text="0.01", depth=90),
        small_variant(1, pos=140753336, p_dot="NP_004324.2:p.(V600E)"),
        small_variant(1, p_dot=None, c_dot=None, gene="BRAF"),
    ],
    ids=["the same", "another frequency", "another build", "without annotation"],
)
def test_a_finding_that_is_found_again_however_it_is_written_is_not_told(store: Store, call: Any) -> None:
    opened, _ = advised(store, BRAF)
    again(store, opened, Findings(small_variants=(small_variant(4), call)))
    assert drifts(store) == ()


def test_another_change_of_the_gene_is_named_beside_it(store: Store) -> None:
    opened, _ = advised(store, BRAF)
    other = small_variant(1, pos=140453135, ref="CA", alt="TT", p_dot="NP_004324.2:p.(Val600Lys)",
                          c_dot="NM_004333.4:c.1798_1799delinsAA")  # fmt: skip
    part = small_variant(1, tags=("part_of_mnv",))
    again(store, opened, Findings(small_variants=(other, part)))
    one = only(store)
    assert one.severity is Severity.NOT_FOUND
    assert one.now.words == "Assessed and not found. It has BRAF V600K."
    assert one.sentence.endswith("which assessed it. It has BRAF V600K.")


def gain(fold: str) -> CopyNumberChange:
    return CopyNumberChange("ERBB2", "ERBB2", CopyNumberCall.GAIN, float(fold), fold, None)


def fusion(five: str, three: str) -> Fusion:
    return Fusion(f"{five}-{three}", five, three, True, "chr2:1", "chr2:2", 20)


TMB_HIGH = Findings(biomarkers=biomarkers("12.6"))
PAIRS: list[tuple[Findings, Findings, Severity | None, str]] = [
    (Findings(copy_number=(gain("6.1"),)), Findings(copy_number=(gain("5.0"),)), None, ""),
    (
        Findings(copy_number=(gain("6.1"),)),
        Findings(copy_number=(gain("1.9"),)),
        Severity.NOT_FOUND,
        "ERBB2 gain (1.9-fold)",
    ),
    (Findings(copy_number=(gain("1.9"),)), Findings(copy_number=(gain("6.1"),)), None, ""),
    (Findings(fusions=(fusion("EML4", "ALK"),)), Findings(fusions=(fusion("ALK", "EML4"),)), None, ""),
    (
        Findings(fusions=(fusion("EML4", "ALK"),)),
        Findings(fusions=(fusion("KIF5B", "ALK"),)),
        Severity.NOT_FOUND,
        "KIF5B::ALK fusion",
    ),
    (TMB_HIGH, Findings(biomarkers=biomarkers("10.2")), None, ""),
    (TMB_HIGH, Findings(biomarkers=biomarkers("6.2")), Severity.NOT_FOUND, "TMB-L (6.2 mutations/Mb)"),
    (TMB_HIGH, Findings(biomarkers=biomarkers(None)), Severity.NOT_ASSESSED, ""),
    (TMB_HIGH, Findings(), Severity.NOT_ASSESSED, ""),
    (Findings(biomarkers=biomarkers("3")), Findings(biomarkers=biomarkers("4")), None, ""),
]


@pytest.mark.parametrize(("then", "now", "severity", "instead"), PAIRS)
def test_every_class_is_compared_by_what_it_is(
    store: Store, then: Findings, now: Findings, severity: Severity | None, instead: str
) -> None:
    opened, _ = advised(store, then, "What it rests on")
    again(store, opened, now)
    found = drifts(store)
    assert [one.severity for one in found] == ([severity] if severity else [])
    assert all(instead in one.sentence for one in found)


def test_a_biomarker_that_is_not_evaluable_any_more_says_why(store: Store) -> None:
    opened, _ = advised(store, TMB_HIGH, "TMB 12.6")
    again(store, opened, Findings(biomarkers=biomarkers(None)))
    assert "The coverage is below its limit." in only(store).sentence


def test_an_msi_that_is_in_the_grey_zone_now_is_told_as_such(store: Store) -> None:
    unstable = Findings(biomarkers=(biomarkers(msi="32")[1],))
    assert unstable.biomarkers[0].name is BiomarkerName.MSI
    opened, _ = advised(store, unstable, "MSI 32 %")
    again(store, opened, Findings(biomarkers=(biomarkers(msi="15")[1],)))
    one = only(store)
    assert one.severity is Severity.NOT_FOUND
    assert (one.before.words, one.now.words) == (
        "MSI 32 %, MSI-H", "MSI in the grey zone (15 % unstable sites)",
    )  # fmt: skip
    assert one.sentence == (
        f"MSI 32 %: MSI-H no longer; MSI in the grey zone (15 % unstable sites) in the re-analysis of {DAY}."
    )


def test_the_last_of_several_re_analyses_counts(store: Store) -> None:
    opened, _ = advised(store, BRAF)
    first = again(store, opened, OTHERS)
    told = only(store)
    again(store, opened, BRAF)
    assert drifts(store) == ()
    third = again(store, opened, Findings(small_variants=(small_variant(5),)))
    assert only(store).drift_id != told.drift_id
    assert first != third


def test_advice_given_or_corrected_after_the_re_analysis_is_not_told_of_it(store: Store) -> None:
    opened = open_case(store)
    profile_id = accept_run(store, opened, findings=BRAF, verdicts=PASSED)
    again(store, opened, OTHERS)
    recommend(store, opened.case_id, supporting=(supporting(profile_id, 1),), evidence_scheme=None,
              evidence_level=None)  # fmt: skip
    assert drifts(store) == ()


def test_what_was_seen_stays_away_until_a_further_re_analysis(store: Store) -> None:
    opened, _ = advised(store, BRAF)
    again(store, opened, OTHERS)
    see(store)
    assert drifts(store) == ()
    (seen,) = changed(store, CHAIR).seen
    assert (seen.kind, seen.severity) == (DriftKind.FINDING, Severity.NOT_FOUND)
    again(store, opened, Findings(small_variants=(small_variant(7),)))
    assert only(store).severity is Severity.NOT_FOUND


def test_another_sample_of_the_patient_is_no_re_analysis(store: Store) -> None:
    opened, _ = advised(store, BRAF)
    accept_run(store, replace(opened, sample_id="P-001-BLOOD"), findings=OTHERS, verdicts=PASSED)
    assert drifts(store) == ()


def test_the_oncologist_of_another_centre_is_told_nothing(store: Store) -> None:
    opened, _ = advised(store, BRAF)
    again(store, opened, OTHERS)
    assert len(changed(store, actor("oncologist-north")).rows) == 1
    assert changed(store, actor("oncologist-south")).rows == ()
