"""Which classes the files of a sample hold: nothing that no file holds is ever said to be negative."""

from pathlib import Path

import pytest

from data.ingest.combined_variant_output import TABLES
from data.ingest.run_reading import read_files
from data.ingest.vcf_file import SECTION
from data.ingest.vcf_structural import Layout
from domain.assessment import Assessment, assessment, class_of_section
from domain.findings import FindingClass
from domain.readings import CALLED_CLASSES, RunReading, SampleReading
from tests.data.ingest.samples import FIXTURES, only, read

SMALL, COPIES, FUSION, SPLICE, EXONS = CALLED_CLASSES
MAF, WIDE, STRUCTURAL = "mutations_percent.maf", "study_cna_wide.txt", "study_structural_variants.txt"
PANELS = "SAMPLE_ID\tmutations\tcna\nSYN-M1\tIMPACT468\tIMPACT468\nSYN-M4\tNA\tIMPACT341\n"
META = "cancer_study_identifier: syn\nname: A study\ntype_of_cancer: brca\n"


def missing(sample: SampleReading) -> dict[FindingClass, str]:
    return {one.finding_class: one.reason for one in sample.missing}


def brought(folder: Path, texts: dict[str, str], *fixtures: str) -> RunReading:
    for name, text in texts.items():
        (folder / name).write_text(text)
    return read_files(
        {**{name: FIXTURES / name for name in fixtures}, **{name: folder / name for name in texts}}
    )


def of(reading: RunReading, name: str) -> SampleReading:
    return next(one for one in reading.samples if one.sample_id == name)


def test_a_variant_file_alone_holds_small_variants_only() -> None:
    sample = only("vcf_dragen_hard_filtered.vcf")
    assert missing(sample) == dict.fromkeys(
        (COPIES, FUSION, SPLICE, EXONS), "This profile (VCF) holds small variants only."
    )


def test_a_copy_number_file_holds_copy_number_and_no_small_variants() -> None:
    assert set(missing(read("vcf_cnv_dragen.vcf").samples[0])) == {SMALL, FUSION, SPLICE, EXONS}


def test_quality_alone_assesses_no_class() -> None:
    for sample in read("metrics_dragen_2_1.tsv").samples:
        assert set(missing(sample)) == set(CALLED_CLASSES)
        assert "Only quality metrics" in missing(sample)[SMALL]


@pytest.mark.parametrize(
    ("name", "ending"), [("tmb_localapp.json", ".tmb.json"), ("all_fusions_localapp.csv", "_AllFusions.csv")]
)
def test_a_single_result_beside_good_metrics_is_no_negative_of_the_rest(
    tmp_path: Path, name: str, ending: str
) -> None:
    text = (FIXTURES / "metrics_localapp_2_2.tsv").read_text()
    (tmp_path / "metrics.tsv").write_text(text)
    (tmp_path / f"SYN-A-DNA{ending}").write_bytes((FIXTURES / name).read_bytes())
    reading = read_files({one.name: one for one in tmp_path.iterdir()})
    sample = of(reading, "SYN-A-DNA")
    verdicts = {one.quality_class: one for one in sample.verdicts}
    state, _ = assessment(SMALL, verdicts, sample.assay, True, missing=missing(sample))
    assert state is Assessment.NOT_ASSESSED
    assert (FUSION in missing(sample)) == name.startswith("tmb")


def test_a_sample_of_a_study_holds_what_its_files_hold(tmp_path: Path) -> None:
    reading = brought(tmp_path, {"meta_study.txt": META}, MAF, WIDE, STRUCTURAL)
    whole, copies = of(reading, "SYN-M1"), of(reading, "SYN-M4")
    assert whole.assay == copies.assay == "cBioPortal study"
    assert missing(whole) == dict.fromkeys(
        (SPLICE, EXONS), "This profile (cBioPortal study) holds small variants, copy number and fusions only."
    )
    # The study has mutations and fusions; that this sample has no row of them says nothing.
    assert not {SMALL, FUSION} & set(missing(copies))
    state, _ = assessment(SMALL, {}, copies.assay, False, missing=missing(copies))
    assert state is Assessment.UNKNOWN


def test_copy_number_alone_is_no_unknown_assay_and_no_negative_of_mutations() -> None:
    for sample in read(WIDE).samples:
        assert sample.assay == "cBioPortal study"
        assert missing(sample)[SMALL] == "This profile (cBioPortal study) holds copy number only."
        assert COPIES not in missing(sample)


def test_the_gene_panel_that_a_study_names_is_the_assay(tmp_path: Path) -> None:
    reading = brought(tmp_path, {"data_gene_matrix.txt": PANELS}, MAF, WIDE)
    assert of(reading, "SYN-M1").assay == "panel IMPACT468"
    assert of(reading, "SYN-M4").assay == "panel IMPACT341"
    assert of(reading, "SYN-M2").assay == "cBioPortal study"


def test_a_case_list_says_who_was_looked_at(tmp_path: Path) -> None:
    lists = {
        "cases_sequenced.txt": "cancer_study_identifier: syn\nstable_id: syn_sequenced\ncase_list_name: s\n"
        "case_list_ids: SYN-M1\tSYN-M2\n",
        "cases_cna.txt": "cancer_study_identifier: syn\nstable_id: syn_cna\ncase_list_ids: SYN-M1\tSYN-M4\n",
    }
    reading = brought(tmp_path, lists, MAF, WIDE)
    assert (
        missing(of(reading, "SYN-M4"))[SMALL]
        == "The study does not list this sample as read for small variants."
    )
    assert SMALL not in missing(of(reading, "SYN-M1"))


def test_rna_alone_is_an_rna_sample(tmp_path: Path) -> None:
    (tmp_path / "SYN-R_AllFusions.csv").write_bytes((FIXTURES / "all_fusions_localapp.csv").read_bytes())
    (sample,) = read_files({one.name: one for one in tmp_path.iterdir()}).samples
    assert (sample.dna_sample_id, sample.rna_sample_id) == (None, "SYN-R")
    assert missing(sample)[SMALL] == "This profile (TSO500) holds fusions only."


def test_dna_and_rna_under_one_name_are_both_told(tmp_path: Path) -> None:
    (tmp_path / "SYN-R_AllFusions.csv").write_bytes((FIXTURES / "all_fusions_localapp.csv").read_bytes())
    (tmp_path / "SYN-R_TMB_Trace.tsv").write_bytes((FIXTURES / "tmb_trace_localapp.tsv").read_bytes())
    (sample,) = read_files({one.name: one for one in tmp_path.iterdir()}).samples
    assert (sample.dna_sample_id, sample.rna_sample_id) == ("SYN-R", "SYN-R")


def test_every_section_whose_rows_are_findings_has_its_class() -> None:
    sections = [*TABLES, *Layout, SECTION, "MAF", "TSOPPI", "positions", "smallVariants", "dnaFusions"]
    without = {one for one in sections if class_of_section(one) is None}
    assert without == {"loss of heterozygosity"}
