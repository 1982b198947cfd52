"""Was a gene assessed? Over all profiles of a case, each class by the one that says most."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from data.journal import new_id
from data.read.case import case_view
from data.read.findings import profile_findings
from data.read.gene_asked import gene_asked
from data.record.thresholds import record_threshold
from data.store import Store
from domain.assessment import Assessment
from domain.cases import Specimen
from domain.codes import SpecimenKind, SpecimenOrigin
from domain.findings import CopyNumberCall, CopyNumberChange, Findings, Fusion
from domain.problems import Problem, Severity
from domain.quality import QualityClass, Verdict
from domain.readings import ClassVerdict
from domain.specimen_requirements import Met
from domain.threshold_settings import ThresholdSetting
from domain.thresholds import BLOOD_ASSAY
from domain.views.case import CaseView
from domain.views.findings import GeneView
from tests.builders import TODAY, OpenedCase, accept_run, actor, new_store, open_case, small_variant

DNA = (QualityClass.CONTAMINATION, QualityClass.SMALL_VARIANTS, QualityClass.MSI, QualityClass.COPY_NUMBER)


def passed(*classes: QualityClass) -> tuple[ClassVerdict, ...]:
    return tuple(ClassVerdict(one, Verdict.PASS, "Passed.") for one in classes)


FAILED_RNA = ClassVerdict(QualityClass.RNA, Verdict.FAIL, "Failed: MEDIAN_INSERT_SIZE is 61.")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path)
    yield made
    made.close()


def seen_by_the_chair(store: Store, opened: OpenedCase) -> CaseView:
    view = case_view(store, actor("chair"), opened.case_id)
    assert view is not None
    return view


def asked(store: Store, opened: OpenedCase, gene: str) -> GeneView:
    found = gene_asked(store, actor("chair"), seen_by_the_chair(store, opened), gene)
    assert found is not None
    return found


def said(view: GeneView) -> dict[str, str]:
    return {line.label: line.words for line in view.lines}


def test_a_failed_class_is_not_assessed_with_its_reason_and_the_others_are(store: Store) -> None:
    opened = open_case(store)
    accept_run(store, opened, rna_sample_id="R", findings=Findings(), verdicts=(*passed(*DNA), FAILED_RNA))
    words = said(asked(store, opened, "met"))
    assert words["Small variants"] == "Assessed, nothing found."
    assert words["Copy number"] == "Assessed, nothing found."
    assert words["Fusions"] == "Not assessed: MEDIAN_INSERT_SIZE is 61."
    assert words["Splice variants"] == words["Fusions"]
    assert words["Exon-level rearrangements"].startswith("Not on this assay")


def test_a_found_change_is_counted_under_the_current_symbol_and_a_fusion_under_both_its_genes(
    store: Store,
) -> None:
    opened = open_case(store)
    found = Findings(
        small_variants=(small_variant(1), small_variant(2), small_variant(3)),
        copy_number=(CopyNumberChange("ERBB2", "ERBB2", CopyNumberCall.GAIN, 6.1, "6.1", None),),
        fusions=(Fusion("EML4-ALK", "EML4", "ALK", True, "chr2:1", "chr2:2", 57),),
    )
    accept_run(store, opened, findings=found, verdicts=passed(*DNA, QualityClass.RNA))
    assert said(asked(store, opened, "TP53"))["Small variants"] == "2 found."
    assert said(asked(store, opened, "ALK"))["Fusions"] == "1 found."
    assert said(asked(store, opened, "EML4"))["Fusions"].startswith("1 found")
    assert said(asked(store, opened, "her-2"))["Copy number"] == "1 found."


def test_of_tissue_and_blood_the_one_that_could_see_the_class_answers_and_is_named(store: Store) -> None:
    opened = open_case(store)
    accept_run(store, opened, rna_sample_id="R", findings=Findings(), verdicts=(*passed(*DNA), FAILED_RNA))
    blood = replace(opened, sample_id="P-001-CF")
    accept_run(store, blood, findings=Findings(), assay=BLOOD_ASSAY, verdicts=passed(*DNA))
    lines = {line.label: line for line in asked(store, opened, "ALK").lines}
    assert (lines["Fusions"].state, lines["Fusions"].words) == (
        Assessment.ASSESSED, "Assessed, nothing found.",
    )  # fmt: skip
    assert "P-001-CF" in lines["Fusions"].profile
    assert "P-001-DNA" in lines["Small variants"].profile
    met = {line.label: line for line in asked(store, opened, "MET").lines}
    assert met["Fusions"].words == "Not assessed: MEDIAN_INSERT_SIZE is 61."


def test_nothing_is_found_of_a_gene_only_with_a_word_on_the_calls_that_name_none(store: Store) -> None:
    opened = open_case(store)
    nameless = small_variant(1, gene=None, reported_gene=None, p_dot=None, c_dot=None)
    accept_run(store, opened, findings=Findings(small_variants=(nameless,)), verdicts=passed(*DNA))
    words = said(asked(store, opened, "KRAS"))
    assert words["Small variants"] == "Assessed, nothing found under this name; 1 call names no gene."
    assert words["Copy number"] == "Assessed, nothing found."


def test_nothing_is_found_of_a_gene_only_with_a_word_on_the_rows_that_could_not_be_read(store: Store) -> None:
    opened = open_case(store)
    bad = Problem(Severity.REFUSED_ROW, "S.tsv", "Small Variants", 9, "EGFR 0,05", "a fraction")
    accept_run(store, opened, findings=Findings(), verdicts=passed(*DNA), problems=(bad,))
    words = said(asked(store, opened, "EGFR"))
    assert words["Small variants"] == (
        "Assessed, nothing found under this name; 1 row of the run's files could not be read."
    )
    assert words["Copy number"] == "Assessed, nothing found."
    profile = seen_by_the_chair(store, opened).profiles[0]
    tables = profile_findings(store, actor("chair"), profile).tables
    assert {one.name: one.unread for one in tables if one.unread} == {"small_variants": 1}


def test_her_2_with_a_blank_is_the_gene_that_her_2_with_a_hyphen_is(store: Store) -> None:
    opened = open_case(store)
    accept_run(store, opened, verdicts=passed(*DNA))
    assert asked(store, opened, "HER 2").gene == asked(store, opened, "HER-2").gene == "ERBB2"


def test_a_bare_variant_file_answers_for_no_gene(store: Store) -> None:
    opened = open_case(store)
    accept_run(store, opened, assay="VCF", findings=Findings(small_variants=(small_variant(1),)), verdicts=())
    assert said(asked(store, opened, "BRAF"))["Small variants"].startswith("1 found. Not known whether")
    assert said(asked(store, opened, "KRAS"))["Small variants"].startswith("Not known whether assessed")


def test_a_name_of_no_gene_gets_no_answer_for_it_may_mean_one_that_was_read(store: Store) -> None:
    opened = open_case(store)
    accept_run(store, opened, verdicts=passed(*DNA))
    view = asked(store, opened, " nosuchgene ")
    assert (view.gene, view.known, view.lines) == ("nosuchgene", False, ())
    assert gene_asked(store, actor("chair"), seen_by_the_chair(store, opened), "  ") is None


def test_the_splice_variants_of_blood_are_not_assessed_though_its_fusions_are(store: Store) -> None:
    opened = open_case(store)
    accept_run(store, opened, assay=BLOOD_ASSAY, findings=Findings(), verdicts=passed(*DNA))
    profile = seen_by_the_chair(store, opened).profiles[0]
    table = next(t for t in profile_findings(store, actor("chair"), profile).tables if t.name == "fusions")
    assert [part.state for part in table.parts] == [Assessment.ASSESSED, Assessment.NOT_ASSESSED]


def test_a_specimens_age_runs_to_the_first_day_a_laboratory_received_it(store: Store) -> None:
    old = Specimen(
        "lab-a", SpecimenKind.TISSUE, SpecimenOrigin.METASTASIS, ("P-001-DNA",), site="bone",
        collected_on=TODAY - timedelta(days=1_000), decalcified=True,
    )  # fmt: skip
    opened = open_case(store, specimen=old)
    before = {one.name: one.met for one in seen_by_the_chair(store, opened).specimens[0].checks}
    assert before["specimen_age_years"] is Met.NOT_KNOWN
    accept_run(store, opened)
    after = {one.name: one.met for one in seen_by_the_chair(store, opened).specimens[0].checks}
    assert after["specimen_age_years"] is Met.NOT_MET
    assert after["specimen_decalcified"] is Met.NOT_MET


@pytest.mark.parametrize(
    ("laboratory", "met"), [("lab-a", Met.NOT_MET), ("lab-b", Met.MET), (None, Met.NOT_MET)]
)
def test_a_limit_that_the_store_keeps_for_a_laboratory_is_the_one_in_force_there(
    store: Store, laboratory: str | None, met: Met
) -> None:
    since = TODAY - timedelta(days=900)
    own = ThresholdSetting("specimen_dna_ng", laboratory, Decimal("200"), None, "Own", since)
    record_threshold(store, actor("administrator"), own, 0, new_id())
    check = seen_by_the_chair(store, open_case(store)).specimens[0].checks[0]
    assert (check.name, check.met) == ("specimen_dna_ng", met)
