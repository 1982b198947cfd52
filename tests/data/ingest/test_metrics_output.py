"""MetricsOutput: alignment, limits from the file, the joint rule, and what they make of a profile."""

from pathlib import Path

import pytest

from data.ingest.run_reading import read_path
from data.ingest.sections import split_sections
from domain.findings import BiomarkerName, BiomarkerState
from domain.quality import Outcome, QualityClass, QualityMetric, Verdict
from domain.quality_rules import class_verdicts, judged, outcome_of
from domain.readings import SampleReading
from tests.data.ingest.samples import FIXTURES, marker, only, read, read_bytes, verdict

LOCAL, D21, PAIRS, BLOOD = (
    "metrics_localapp_2_2.tsv",
    "metrics_dragen_2_1.tsv",
    "metrics_dragen_2_6_pairs.tsv",
    "metrics_ctdna_2_6.tsv",
)


def column(name: str, sample_id: str) -> SampleReading:
    return next(one for one in read(name).samples if one.sample_id == sample_id)


@pytest.mark.parametrize(
    ("sample_id", "expected"),
    [
        ("SYN-A-DNA", Verdict.PASS),
        ("MR-DNA", Verdict.PASS),
        ("AP-DNA", Verdict.FAIL),
        ("NTC-DNA", Verdict.NOT_RUN),
    ],
)
def test_local_app_contamination_is_decided_by_score_and_p_value_together(
    sample_id: str, expected: Verdict
) -> None:
    assert verdict(column(LOCAL, sample_id), QualityClass.CONTAMINATION) is expected


def test_dragen_has_no_joint_rule() -> None:
    def metric(name: str, upper: str, value: str) -> QualityMetric:
        return QualityMetric("DNA Library QC Metrics", name, "", "0", upper, value, "S")

    metrics = [
        metric("CONTAMINATION_SCORE", "1457", "6119"),
        metric("CONTAMINATION_P_VALUE", "0.049", "0.006"),
    ]
    assert class_verdicts(metrics, "DRAGEN TruSight Oncology 500")[0].verdict is Verdict.FAIL
    assert class_verdicts(metrics, "TruSight Oncology 500")[0].verdict is Verdict.PASS


def test_a_score_above_its_limit_without_a_p_value_is_not_evaluable() -> None:
    score = QualityMetric("DNA Library QC Metrics", "CONTAMINATION_SCORE", "", "0", "3106", "6119", "S")
    p_value = QualityMetric("DNA Library QC Metrics", "CONTAMINATION_P_VALUE", "", "0", "0.049", None, "S")
    assert class_verdicts([score, p_value], "TruSight Oncology 500")[0].verdict is Verdict.NOT_EVALUABLE


def test_limits_are_compared_as_decimals_and_include_their_bounds() -> None:
    assert verdict(column(LOCAL, "MR-DNA"), QualityClass.SMALL_VARIANTS) is Verdict.FAIL
    assert verdict(column(PAIRS, "SYN-D"), QualityClass.SMALL_VARIANTS) is Verdict.PASS
    assert verdict(column(PAIRS, "SYN-D"), QualityClass.CONTAMINATION) is Verdict.PASS


def test_a_missing_value_is_not_evaluable_and_never_a_pass() -> None:
    assert verdict(column(LOCAL, "AP-DNA"), QualityClass.MSI) is Verdict.NOT_EVALUABLE


def test_na_down_the_other_arm_is_not_run() -> None:
    rna = column(LOCAL, "SYN-A-RNA")
    assert rna.rna_sample_id == "SYN-A-RNA" and rna.dna_sample_id is None
    assert verdict(rna, QualityClass.CONTAMINATION) is Verdict.NOT_RUN
    assert verdict(rna, QualityClass.RNA) is Verdict.PASS


def test_a_pair_column_decides_both_arms_cell_by_cell() -> None:
    pair = column(PAIRS, "SYN-D")
    assert verdict(pair, QualityClass.GIS) is Verdict.FAIL
    assert verdict(pair, QualityClass.RNA) is Verdict.FAIL
    assert "0.94" in next(one.reason for one in pair.verdicts if one.quality_class is QualityClass.RNA)


def test_the_status_rows_are_aligned_without_the_empty_cell() -> None:
    assert "did not complete" not in column(D21, "SYN-B-DNA").outcome_reason
    assert not [one for one in read(D21).counts if one.refused]


def test_a_failed_step_is_told_and_is_no_success() -> None:
    sample = column(PAIRS, "SYN-G")
    assert sample.outcome is not Outcome.SUCCESS
    assert "RnaFusion" in sample.outcome_reason


def test_steps_that_were_not_needed_are_no_failure(tmp_path: Path) -> None:
    text = (FIXTURES / D21).read_bytes()
    text = text.replace(
        b"FAILED_STEPS\tNA\tNA\n", b"FAILED_STEPS\tNA\tNA\nSTEPS_NOT_EXECUTED\tRnaFusion\tNA\n"
    )
    sample = read_bytes(tmp_path, text).samples[0]
    assert sample.sample_id == "SYN-B-DNA" and "did not complete" not in sample.outcome_reason


def test_blood_sections_have_names_of_their_own() -> None:
    sample = only("cvo_ctdna_2_6.tsv", BLOOD)
    assert verdict(sample, QualityClass.MSI) is Verdict.FAIL
    assert verdict(sample, QualityClass.COPY_NUMBER) is Verdict.PASS
    assert sample.outcome is Outcome.PARTIAL


def test_one_metrics_file_serves_every_sample_of_the_run_and_lists_the_rest() -> None:
    reading = read("cvo_localapp_2_2.tsv", LOCAL)
    (sample,) = reading.samples
    assert {one.sample for one in sample.metrics} == {"", "SYN-A-DNA", "SYN-A-RNA"}
    assert any("MR-DNA, AP-DNA, NTC-DNA" in one.seen for one in reading.problems)


def test_a_metric_name_is_unique_only_within_its_section() -> None:
    sample = only("cvo_localapp_2_2.tsv", LOCAL)
    sizes = [
        (one.section[:3], one.value_text) for one in sample.metrics if one.metric == "MEDIAN_INSERT_SIZE"
    ]
    assert ("DNA", "112") in sizes and ("RNA", "99") in sizes


def test_msi_is_not_evaluable_where_its_metrics_fail_and_tmb_stays() -> None:
    sample = only("cvo_dragen_2_1.tsv", D21)
    assert marker(sample, BiomarkerName.MSI).state is BiomarkerState.VALUE
    failing = [
        QualityMetric("DNA Library QC Metrics for MSI", "USABLE_MSI_SITES", "Count", "40", None, "12", "S")
    ]
    msi, tmb = judged(
        (marker(sample, BiomarkerName.MSI), marker(sample, BiomarkerName.TMB)), class_verdicts(failing, None)
    )
    assert msi.state is BiomarkerState.NOT_EVALUABLE and msi.reason and "12" in msi.reason
    assert msi.value_text == "2.48"
    assert tmb.state is BiomarkerState.VALUE


def test_nothing_read_from_contaminated_dna_is_evaluable() -> None:
    sample = only("cvo_dragen_2_1.tsv", D21)
    contaminated = [
        QualityMetric("DNA Library QC Metrics", "CONTAMINATION_SCORE", "NA", "0", "1457", "6871", "S"),
        QualityMetric("DNA Library QC Metrics for MSI", "USABLE_MSI_SITES", "Count", "40", None, "99", "S"),
    ]
    told = judged(sample.findings.biomarkers, class_verdicts(contaminated, "DRAGEN"))
    values = [one for one in told if one.value is not None]
    assert len(values) >= 2
    assert {one.state for one in values} == {BiomarkerState.NOT_EVALUABLE}
    assert all("DNA contamination" in (one.reason or "") for one in values)


def test_success_needs_contamination_and_small_variants() -> None:
    assert only("cvo_dragen_2_1.tsv", D21).outcome is Outcome.SUCCESS
    assert column(D21, "OTHER-DNA").outcome is Outcome.FAILED


def test_msi_failure_alone_is_partial_with_its_reason() -> None:
    sample = only("cvo_localapp_2_2.tsv", LOCAL)
    assert sample.outcome is Outcome.PARTIAL
    assert "USABLE_MSI_SITES is 12" in sample.outcome_reason


def test_without_any_metrics_the_quality_is_unknown_and_said_so() -> None:
    outcome, reason = outcome_of(())
    assert outcome is Outcome.PARTIAL and "not known" in reason


def test_quality_alone_is_no_negative_result() -> None:
    sample = column(D21, "SYN-B-DNA")
    assert sample.outcome is Outcome.PARTIAL
    assert sample.outcome_reason.startswith("Only quality metrics were brought")


def test_sections_end_at_the_next_heading_and_not_at_a_blank_line() -> None:
    parts = split_sections("Banner\n[One]\t\t\na\t1\n\t\t\nb\t2\n[Two]\nNA\n")
    assert [(one.name, len(one.rows)) for one in parts.sections] == [("One", 2), ("Two", 1)]


def test_the_first_local_app_writes_contamination_into_a_section_of_its_own() -> None:
    by_name = {one.sample_id: one for one in read("metrics_localapp_1.tsv").samples}
    rearranged, shallow = by_name["SYN-O-DNA"], by_name["SYN-P-DNA"]
    assert verdict(rearranged, QualityClass.CONTAMINATION) is Verdict.PASS
    assert verdict(shallow, QualityClass.SMALL_VARIANTS) is Verdict.FAIL
    assert verdict(shallow, QualityClass.RUN) is Verdict.PASS
    assert str(rearranged.output_date) == "2019-05-21" and rearranged.software_version == "1.3.0.39"


def test_metrics_without_columns_for_limits_are_taken_and_decide_nothing() -> None:
    (sample,) = read("metrics_tst170.tsv").samples
    assert {one.quality_class: one.verdict for one in sample.verdicts} == {
        QualityClass.CONTAMINATION: Verdict.NO_LIMIT,
        QualityClass.SMALL_VARIANTS: Verdict.NO_LIMIT,
        QualityClass.RNA: Verdict.NOT_RUN,
    }
    assert {one.metric: one.value_text for one in sample.metrics}["MEDIAN_EXON_COVERAGE"] == "312"
    assert (sample.assay, sample.outcome is Outcome.SUCCESS) == ("TST170", False)


def test_a_metrics_report_without_banner_is_known_by_its_first_section(tmp_path: Path) -> None:
    text = (FIXTURES / "metrics_localapp_1.tsv").read_text()
    reading = read_bytes(tmp_path, text[text.index("[Run Metrics]") :].encode())
    assert {one.sample_id for one in reading.samples} == {"SYN-O-DNA", "SYN-P-DNA"}
    assert read_bytes(tmp_path, b"[Header]\nInvestigator,X\n[Data]\nName,Index\n").samples == ()


def _beside_results(folder: Path, metrics: bytes) -> SampleReading:
    (folder / "results.tsv").write_bytes((FIXTURES / "cvo_localapp_2_2.tsv").read_bytes())
    (folder / "metrics.tsv").write_bytes(metrics)
    (sample,) = read_path(folder).samples
    return sample


def test_dna_of_another_run_is_not_said_to_be_not_run(tmp_path: Path) -> None:
    metrics = (FIXTURES / LOCAL).read_bytes().replace(b"SYN-A-DNA", b"OTHER-DNA")
    sample = _beside_results(tmp_path, metrics)
    by_class = {one.quality_class: one.verdict for one in sample.verdicts}
    assert by_class[QualityClass.RNA] is Verdict.PASS
    assert QualityClass.SMALL_VARIANTS not in by_class and QualityClass.CONTAMINATION not in by_class
    assert sample.outcome is Outcome.PARTIAL
    assert "was not run" not in sample.outcome_reason and "not known" in sample.outcome_reason


def test_rna_of_another_run_is_not_said_to_be_not_run(tmp_path: Path) -> None:
    metrics = (FIXTURES / LOCAL).read_bytes().replace(b"SYN-A-RNA", b"OTHER-RNA")
    by_class = {one.quality_class: one for one in _beside_results(tmp_path, metrics).verdicts}
    assert QualityClass.RNA not in by_class
    assert by_class[QualityClass.SMALL_VARIANTS].verdict is Verdict.PASS


def _all_passing() -> bytes:
    return (FIXTURES / LOCAL).read_bytes().replace(b"\t12\t118", b"\t112\t118")


def test_metrics_that_were_cut_short_make_no_full_success(tmp_path: Path) -> None:
    assert _beside_results(tmp_path, _all_passing()).outcome is Outcome.SUCCESS
    cut = _all_passing().partition(b"[DNA Library QC Metrics for CNV]")[0]
    sample = _beside_results(tmp_path, cut)
    assert sample.outcome is Outcome.PARTIAL
    assert sample.outcome_reason == "The quality is not known of: copy number, RNA. No MetricsOutput says it."


def test_half_a_number_at_the_end_of_cut_metrics_passes_no_limit(tmp_path: Path) -> None:
    whole = _all_passing().replace(b"\t0.100\t0.100\t0.100\t", b"\t0.250\t0.250\t0.250\t")
    cut = whole[: whole.index(b"\t0.250") + len(b"\t0.2")]
    by_class = {one.quality_class: one.verdict for one in _beside_results(tmp_path, cut).verdicts}
    assert by_class.get(QualityClass.COPY_NUMBER) is not Verdict.PASS
    whole_file = _beside_results(tmp_path, whole)
    assert verdict(whole_file, QualityClass.COPY_NUMBER) is Verdict.FAIL
