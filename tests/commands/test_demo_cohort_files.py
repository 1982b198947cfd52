"""The files of the synthetic cohort: read again they give the plan, and nobody in them could be somebody."""

import re
from pathlib import Path

import pytest

from commands.demo_cohort import CohortFiles, Progress, build_plan, write_cohort
from commands.demo_cohort.files import METRICS_NAME
from commands.demo_cohort.metrics import metrics_output
from commands.demo_cohort.plan import DemoPatient, DemoRun, Failure, Software
from commands.demo_cohort.vcf import CONTIGS, vcf_name
from data.ingest.run_reading import read_path
from domain.identity import national_number_in
from domain.problems import Severity
from domain.quality import Outcome
from domain.readings import SampleReading
from domain.refused import Refused
from tests.commands.test_demo_cohort import TODAY, hashes, plan_of, written


def test_the_same_request_writes_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    first = hashes(written(build_plan(40, 5, today=TODAY), tmp_path / "a").folder)
    again = hashes(written(build_plan(40, 5, today=TODAY), tmp_path / "b").folder)
    other = hashes(written(build_plan(40, 6, today=TODAY), tmp_path / "c").folder)
    assert first == again
    assert not set(first.values()) & set(other.values())


def test_nothing_written_could_be_somebody(tmp_path: Path) -> None:
    plan = plan_of(60)
    files = written(plan, tmp_path)
    for path in files.folder.rglob("*"):
        if not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        assert "SYNTHETIC" in text.upper(), path.name
        assert not re.search(r"(?<!\d)\d{11}(?!\d)", text), path.name
        assert not re.search(r"NCT\d", text), path.name
    lists = "".join(path.read_text(encoding="utf-8") for path in files.clinical.iterdir())
    assert national_number_in(re.sub(r"\d{4}-\d\d-\d\d", "", lists)) is None
    assert not re.search(r"(?i)birth[_ ]?date|date of birth|surname|first name", lists)
    assert all(one.synthetic and re.fullmatch(r"MTB-\d{4}", one.pseudonym) for one in plan.patients)
    assert all(trial.id.startswith("SYN-") and trial.registry == "other" for trial in plan.trials)


def sections_of(path: Path) -> dict[str, list[list[str]]]:
    """A naive reader: sections by their bracketed name, cells without trailing blanks."""
    found: dict[str, list[list[str]]] = {}
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.rstrip("\t").split("\t")
        if cells == [""] or "BETA FEATURE" in line:
            continue
        if re.fullmatch(r"\[.+\]", cells[0]):
            name = cells[0][1:-1]
        found.setdefault(name, []).append(cells)
    return found


@pytest.mark.parametrize("software", list(Software))
def test_a_naive_reader_finds_the_planned_values(software: Software, tmp_path: Path) -> None:
    plan = plan_of(60)
    files = written(plan, tmp_path)
    one = next(one for one in plan.patients if one.profile.software is software)
    run = next(run for run in plan.runs if one.pseudonym in run.pseudonyms)
    folder = files.run(run)
    cvo = sections_of(folder / f"{one.profile.pair_id}_CombinedVariantOutput.tsv")
    calls = cvo["Small Variants"][2:]
    assert [(row[1], int(row[2]), row[3], row[4], row[5], int(row[6])) for row in calls] == [
        (v.chrom, v.pos, v.ref, v.alt, v.vaf_text, v.depth) for v in one.profile.findings.small_variants
    ]
    tmb = {row[0]: row[1] for row in cvo["TMB"][1:]}
    assert tmb["Total TMB"] == one.profile.findings.biomarkers[0].value_text
    assert int(tmb["Number of Passing Eligible Variants"]) == one.profile.tmb_eligible
    assert ("GIS" in cvo) == software.is_dragen
    assert ("Copy Number Variants" in cvo) == software.calls_losses
    assert ("Gene Amplifications" in cvo) != software.calls_losses
    assert ("Large Rearrangements" in cvo) == (software is Software.DRAGEN_26)
    records = [
        line.split("\t")
        for line in (folder / vcf_name(one.profile)).read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert all(len(record) == 10 for record in records)
    passed = [(r[0], int(r[1]), r[3], r[4]) for r in records if r[6] == "PASS" and r[4] != "."]
    assert sorted(passed) == sorted(
        (v.chrom, v.pos, v.ref, v.alt) for v in one.profile.findings.small_variants
    )
    column = one.profile.pair_id if software is Software.DRAGEN_26 else one.profile.dna_sample_id
    metrics = sections_of(folder / METRICS_NAME)
    assert column in metrics["DNA Library QC Metrics"][1]


def test_positions_lie_within_their_chromosomes() -> None:
    for one in plan_of(240).patients:
        for call in one.profile.findings.small_variants:
            assert 0 < call.pos <= CONTIGS[call.chrom]


def as_planned(one: DemoPatient, read: SampleReading) -> None:
    planned, found = one.profile.findings, read.findings
    assert read.outcome is one.profile.outcome, (one.pseudonym, read.outcome_reason)
    assert read.filtered_rows == one.profile.filtered_rows
    assert read.reference_rows == one.profile.reference_rows
    for name in ("small_variants", "copy_number", "fusions", "splice_variants"):
        wanted = sorted(row.variant_key for row in getattr(planned, name))
        assert sorted(row.variant_key for row in getattr(found, name)) == wanted, (one.pseudonym, name)
    calls = {row.variant_key: row for row in found.small_variants}
    for row in planned.small_variants:
        read_row = calls[row.variant_key]
        assert (read_row.gene, read_row.c_dot, read_row.p_dot) == (row.gene, row.c_dot, row.p_dot)
        assert (read_row.vaf_text, read_row.depth) == (row.vaf_text, row.depth)
        assert (read_row.origin, read_row.exon) == (row.origin, row.exon)
    values = {row.name: row.value for row in found.biomarkers}
    assert {row.name: row.value for row in planned.biomarkers} == values


@pytest.mark.parametrize("software", list(Software))
def test_the_real_reader_takes_a_run_of_every_version_without_a_problem(
    software: Software, tmp_path: Path
) -> None:
    plan = plan_of(240)
    files = written(plan, tmp_path)
    runs: list[DemoRun] = [run for run in plan.runs if run.software is software]
    for run in runs[:3]:
        reading = read_path(files.run(run))
        assert {sample.pair_id for sample in reading.samples} == {
            plan.patient(name).profile.pair_id for name in run.pseudonyms
        }
        # Calls without a gene are legal and told in a note; nothing else may be seen.
        assert [one.sentence for one in reading.problems if one.severity is not Severity.NOTE] == []
        assert all("without a gene" in one.seen for one in reading.problems)
        by_pair = {sample.pair_id: sample for sample in reading.samples}
        for name in run.pseudonyms:
            as_planned(plan.patient(name), by_pair[plan.patient(name).profile.pair_id])


def test_the_real_reader_sees_each_failure_where_it_was_planned(tmp_path: Path) -> None:
    plan = plan_of(240)
    files = written(plan, tmp_path)
    for failure in (Failure.CONTAMINATION, Failure.COVERAGE, Failure.RNA):
        one = next(one for one in plan.patients if one.profile.failure is failure)
        run = next(run for run in plan.runs if one.pseudonym in run.pseudonyms)
        reading = read_path(files.run(run))
        sample = next(row for row in reading.samples if row.pair_id == one.profile.pair_id)
        assert sample.outcome is (Outcome.PARTIAL if failure is Failure.RNA else Outcome.FAILED)
        assert sample.outcome_reason


def test_a_clean_local_app_library_prints_a_p_value_of_one() -> None:
    plan = plan_of(240)
    run = next(run for run in plan.runs if run.software is Software.LOCALAPP_22)
    text = metrics_output(run, [plan.patient(name) for name in run.pseudonyms], plan.seed)
    line = next(line for line in text.splitlines() if line.startswith("CONTAMINATION_P_VALUE"))
    assert "1.000" in line.split("\t")


def test_progress_ends_with_all_written(tmp_path: Path) -> None:
    plan = plan_of(60)
    told: list[Progress] = list(write_cohort(plan, tmp_path))
    assert [one.done for one in told] == list(range(1, len(plan.runs) + 2))
    assert told[-1].done == told[-1].total
    assert len(list(CohortFiles(tmp_path).runs.iterdir())) == len(plan.runs)


def test_runs_of_another_cohort_are_not_mixed_in(tmp_path: Path) -> None:
    written(plan_of(60), tmp_path)
    before = hashes(tmp_path)
    with pytest.raises(Refused, match="not of this cohort"):
        written(plan_of(60, 12), tmp_path)
    assert hashes(tmp_path) == before


@pytest.mark.parametrize("patients", [1, 2, 5, 13, 30])
def test_a_small_cohort_is_whole_too(patients: int, tmp_path: Path) -> None:
    plan = plan_of(patients)
    assert len(plan.patients) == patients == sum(len(run.pseudonyms) for run in plan.runs)
    written(plan, tmp_path)
