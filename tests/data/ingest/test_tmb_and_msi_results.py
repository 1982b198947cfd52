"""TMB and MSI as files of their own: values, what is not evaluable and why, and two measures kept apart."""

from pathlib import Path

import pytest

from data.ingest.run_reading import read_files
from domain.findings import Biomarker, BiomarkerName, BiomarkerState
from domain.problems import Severity
from domain.readings import FileKind
from domain.thresholds import Band, classify_biomarker, default_for
from tests.data.ingest.samples import FIXTURES, marker, of_severity, only, read, read_bytes


def written(folder: Path, text: str) -> tuple[Biomarker, ...]:
    return read_bytes(folder, text.encode()).samples[0].findings.biomarkers


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("tmb_localapp.json", FileKind.TMB_RESULT),
        ("tmb_metrics_dragen.csv", FileKind.TMB_RESULT),
        ("msi_localapp.json", FileKind.MSI_RESULT),
        ("msi_ctdna.json", FileKind.MSI_RESULT),
        ("msi_dragen_invalid.json", FileKind.MSI_RESULT),
        ("biomarker_report_localapp_1.txt", FileKind.BIOMARKER_REPORT),
    ],
)
def test_each_is_recognised_by_what_it_holds(name: str, kind: FileKind) -> None:
    assert read(name).files[0].kind is kind


def test_tmb_is_read_beside_a_bare_nan() -> None:
    one = marker(only("tmb_localapp.json"), BiomarkerName.TMB)
    assert (one.state, one.value_text, one.unit) == (BiomarkerState.VALUE, "7.0866", "mutations/Mb")
    assert dict(one.details)["AdjustedTmbPerMb"] == "NaN"
    assert dict(one.details)["Coding Region Size in Megabases"] == "1.27"


def test_the_table_without_headings_gives_tmb_with_all_its_digits() -> None:
    one = marker(only("tmb_metrics_dragen.csv"), BiomarkerName.TMB)
    assert one.value_text == "7.10" and dict(one.details)["Number of Passing Eligible Variants"] == "9"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ('{"TmbPerMb": NaN}', BiomarkerState.NOT_EVALUABLE),
        ('{"TmbPerMb": "NaN"}', BiomarkerState.NOT_EVALUABLE),
        ('{"TmbPerMb": null}', BiomarkerState.NOT_ASSESSED),
        ('{"TmbPerMb": "NA"}', BiomarkerState.NOT_ASSESSED),
        ('{"TmbPerMb": "7,1"}', BiomarkerState.NOT_EVALUABLE),
        ('{"TmbPerMb": -1}', BiomarkerState.NOT_EVALUABLE),
        ('{"TmbPerMb": Infinity}', BiomarkerState.NOT_EVALUABLE),
        ('{"TmbPerMb": 1e999}', BiomarkerState.NOT_EVALUABLE),
        ('{"TmbPerMb": 0}', BiomarkerState.VALUE),
    ],
)
def test_no_number_not_assessed_and_zero_are_three_things(
    tmp_path: Path, text: str, state: BiomarkerState
) -> None:
    (one,) = written(tmp_path, text)
    assert one.state is state
    assert (one.reason is None) is (state is BiomarkerState.VALUE)


def test_damaged_json_is_refused_whole_and_said_so(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, b'{"TmbPerMb": 7.1, "Settings": {')
    assert reading.samples == () and "damaged JSON" in of_severity(reading, Severity.REFUSED_FILE)[0].seen


def test_json_that_is_nested_without_end_is_refused(tmp_path: Path) -> None:
    deep = b'{"TmbPerMb": ' + b"[" * 100_000
    assert of_severity(read_bytes(tmp_path, deep), Severity.REFUSED_FILE)


def test_usable_sites_of_the_json_judge_its_msi() -> None:
    one = marker(only("msi_localapp.json"), BiomarkerName.MSI)
    assert (one.value_text, dict(one.details)["SumDistance"]) == ("2.48", "5.31")
    assert classify_biomarker(one, default_for(BiomarkerName.MSI, "TSO500")) is Band.LOW


def test_an_invalid_msi_is_not_evaluable_with_the_files_own_message() -> None:
    one = marker(only("msi_dragen_invalid.json"), BiomarkerName.MSI)
    assert one.state is BiomarkerState.NOT_EVALUABLE and one.value is None
    assert one.reason == "The file says that the result is not valid: Too few sites with enough coverage."


def test_an_invalid_number_stays_readable_and_decides_nothing(tmp_path: Path) -> None:
    (one,) = written(tmp_path, '{"PercentageUnstableSites": "33.1", "ResultIsValid": "False"}')
    assert (one.state, one.value_text) == (BiomarkerState.NOT_EVALUABLE, "33.1")


def test_sum_jsd_is_never_a_percentage_and_the_percentage_beside_it_decides_nothing() -> None:
    sample = only("msi_ctdna.json")
    (one,) = sample.findings.biomarkers
    assert (one.name, one.value_text, one.unit) == (BiomarkerName.MSI_SUM_JSD, "0.00312", "SUM_JSD")
    assert dict(one.details)["Percent Unstable MSI Sites"] == "0.52"
    assert sample.assay == "TSO500 ctDNA"
    assert classify_biomarker(one, default_for(one.name, sample.assay)) is Band.NO_THRESHOLD


def test_a_percentage_above_a_hundred_is_refused(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, b'{"PercentageUnstableSites": 101}')
    assert reading.counts[0].refused == 1 and of_severity(reading, Severity.REFUSED_ROW)


def test_the_first_local_app_reports_tmb_and_msi_as_keys_and_values() -> None:
    sample = only("biomarker_report_localapp_1.txt")
    tmb, msi = marker(sample, BiomarkerName.TMB), marker(sample, BiomarkerName.MSI)
    assert (tmb.value_text, msi.value_text) == ("8.6", "1.71")
    assert dict(msi.details)["Usable MSI Sites"] == "117"
    assert (sample.assay, sample.software, sample.software_version) == (
        "TSO500", "TruSight Oncology 500", "1.3.0.39",
    )  # fmt: skip


def test_a_report_without_banner_is_known_by_its_two_values_and_unknown_keys_are_told(tmp_path: Path) -> None:
    text = b"Total TMB (mut/Mb)\t8.6\r\nUsable MSI Sites\t117\r\nPercent Unstable Sites\tNA\r\nNew key\t1\r\n"
    assert read_bytes(tmp_path, text.replace(b" (mut/Mb)", b"")).files[0].kind is FileKind.BIOMARKER_REPORT
    reading = read_bytes(tmp_path, text.replace(b" (mut/Mb)", b""), "SYN-O_BiomarkerReport.txt")
    (sample,) = reading.samples
    assert sample.sample_id == "SYN-O"
    assert marker(sample, BiomarkerName.MSI).state is BiomarkerState.NOT_ASSESSED
    assert [one.seen for one in of_severity(reading, Severity.NOTE)] == ["New key\t1"]


def test_the_biomarker_report_goes_with_the_metrics_report_of_its_run() -> None:
    names = {"SYN-O-DNA_BiomarkerReport.txt": "biomarker_report_localapp_1.txt"}
    files = {name: FIXTURES / file for name, file in names.items()}
    reading = read_files({**files, "MetricsReport.tsv": FIXTURES / "metrics_localapp_1.tsv"})
    (sample,) = [one for one in reading.samples if one.sample_id == "SYN-O-DNA"]
    assert {one.name for one in sample.findings.biomarkers} == {BiomarkerName.TMB, BiomarkerName.MSI}
    assert sample.outcome.value == "success"


def test_what_stands_beside_a_biomarker_is_bounded_and_on_one_line(tmp_path: Path) -> None:
    beside = ",".join(f'"key {n}": "a\\tb\\n{n}"' for n in range(500))
    (one,) = written(tmp_path, f'{{"TmbPerMb": 1.0, {beside}}}')
    assert len(one.details) == 40 and one.details[0] == ("key 0", "a b 0")
