"""The assay for blood, release by release, and its low frequencies from the file to the screen."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from components.finding_frames import default_view, shown
from data.ingest.run_reading import read_files
from data.read.case import case_view
from data.read.findings import profile_findings
from domain.findings import BiomarkerName, BiomarkerState, FindingClass
from domain.quality import QualityClass, Verdict
from domain.readings import SampleReading
from domain.table_view import Filter
from tests.builders import accept_run, actor, new_store, open_case
from tests.data.ingest.samples import FIXTURES, marker, only, verdict

RELEASES = {"1.1": "SYN-H-CF", "2.1": "SYN-I-CF", "2.6": "SYN-E-CF"}
LOW = ("0.00049", "0.0005", "0.29")


def sample_of(release: str) -> SampleReading:
    name = release.replace(".", "_")
    return only(f"cvo_ctdna_{name}.tsv", f"metrics_ctdna_{name}.tsv")


@pytest.mark.parametrize("release", RELEASES)
def test_every_release_is_of_blood_with_one_library_and_no_rna(release: str) -> None:
    sample = sample_of(release)
    assert (sample.assay, sample.dna_sample_id) == ("TSO500 ctDNA", RELEASES[release])
    assert sample.rna_sample_id is None and sample.findings.splice_variants == ()
    assert QualityClass.RNA not in {one.quality_class for one in sample.verdicts}


@pytest.mark.parametrize("release", RELEASES)
def test_msi_of_blood_is_a_distance_and_never_a_percentage(release: str) -> None:
    markers = {one.name: one for one in sample_of(release).findings.biomarkers}
    assert BiomarkerName.MSI not in markers
    assert markers[BiomarkerName.MSI_SUM_JSD].unit == "SUM_JSD"


def test_msi_that_is_na_as_a_whole_is_not_assessed_as_the_distance() -> None:
    one = marker(sample_of("1.1"), BiomarkerName.MSI_SUM_JSD)
    assert one.state is BiomarkerState.NOT_ASSESSED and one.value is None


@pytest.mark.parametrize("section", ["Fusions", "DNA Fusions", "Data Fusions"])
def test_fusions_of_blood_are_of_dna_whatever_their_section_is_called(tmp_path: Path, section: str) -> None:
    text = (FIXTURES / "cvo_ctdna_2_1.tsv").read_text()
    (tmp_path / "cvo").write_text(text.replace("[Fusions]", f"[{section}]"))
    (sample,) = read_files({"cvo.tsv": tmp_path / "cvo"}).samples
    (fusion,) = sample.findings.fusions
    assert (fusion.molecule, fusion.gene_5, fusion.gene_3) == ("dna", "EML4", "ALK")


def test_fusions_of_tissue_stay_of_rna() -> None:
    assert {one.molecule for one in only("cvo_localapp_2_2.tsv").findings.fusions} == {"rna"}


@pytest.mark.parametrize(("release", "expected"), [("1.1", Verdict.FAIL), ("2.1", Verdict.PASS)])
def test_one_class_of_metrics_decides_on_msi_and_fusions(release: str, expected: Verdict) -> None:
    sample = sample_of(release)
    assert verdict(sample, QualityClass.MSI) is expected
    assert verdict(sample, QualityClass.SMALL_VARIANTS) is Verdict.PASS
    assert verdict(sample, QualityClass.COPY_NUMBER) is Verdict.PASS
    assert verdict(sample, QualityClass.CONTAMINATION) is Verdict.PASS


def test_the_highest_somatic_frequency_is_a_metric_with_the_digits_of_the_file() -> None:
    (metric,) = [one for one in sample_of("2.1").metrics if one.metric == "MAX_SOMATIC_AF"]
    assert (metric.value_text, metric.verdict) == ("0.00049", Verdict.NO_LIMIT)


def test_low_frequencies_reach_the_case_page_as_the_file_wrote_them(tmp_path: Path) -> None:
    sample = only("cvo_ctdna_1_1.tsv")
    assert [one.vaf_text for one in sample.findings.small_variants] == list(LOW)
    store = new_store(tmp_path / "home")
    opened = open_case(store)
    accept_run(store, opened, assay=sample.assay, findings=sample.findings)
    view = case_view(store, actor("chair"), opened.case_id)
    assert view is not None
    found = profile_findings(store, actor("chair"), view.profiles[0])
    table = next(one for one in found.tables if one.rows and one.rows[0].kind is FindingClass.SMALL_VARIANT)
    assert sorted(str(Decimal(repr(row.vaf))) for row in table.rows) == sorted(LOW)
    first = default_view("small_variants")
    drawn = shown(table, first).frame["vaf"].to_pylist()
    assert sorted(drawn) == [0.049, 0.05, 29.0]
    least = replace(first, filter=Filter(min_vaf_percent=0.05))
    assert sorted(shown(table, least).frame["vaf"].to_pylist()) == [0.05, 29.0]
    store.close()


@pytest.mark.parametrize("column", ["AF", "VF"])
def test_low_frequencies_of_a_variant_file_are_no_float32(tmp_path: Path, column: str) -> None:
    rows = "".join(
        f"chr1\t{100 + at}\t.\tA\tC\t.\tPASS\t.\tGT:{column}:DP\t0/1:{text}:31000\n"
        for at, text in enumerate(LOW)
    )
    head = (
        "##fileformat=VCFv4.2\n##contig=<ID=chr1,length=249250621>\n"
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">\n'
        f'##FORMAT=<ID={column},Number=A,Type=Float,Description="frequency">\n'
        '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="depth">\n'
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tSYN-H-CF\n"
    )
    (tmp_path / "calls.vcf").write_text(head + rows)
    (sample,) = read_files({"calls.vcf": tmp_path / "calls.vcf"}).samples
    assert [(one.vaf_text, one.vaf) for one in sample.findings.small_variants] == [
        (text, float(text)) for text in LOW
    ]
