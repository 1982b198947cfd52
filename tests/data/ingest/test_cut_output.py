"""A CombinedVariantOutput that was cut short: what it lacks is not assessed, whatever its quality."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ingest.run_reading import read_files
from domain.assessment import Assessment, assessment
from domain.findings import BiomarkerName, FindingClass
from domain.problems import Severity
from domain.quality import Outcome
from domain.readings import CALLED_CLASSES, RunReading, SampleReading
from tests.data.ingest.samples import FIXTURES, marker, of_severity, read

SMALL, COPIES, FUSION, SPLICE, EXONS = CALLED_CLASSES
D21, D25, LOCAL = (
    "cvo_dragen_2_1.tsv", "cvo_dragen_2_5_hrd.tsv", "cvo_localapp_2_2.tsv",
)  # fmt: skip
METRICS = {D21: "metrics_dragen_2_1.tsv", LOCAL: "metrics_localapp_2_2.tsv"}


def before(name: str, section: str) -> str:
    """The text of a fixture up to a section's heading."""
    text = (FIXTURES / name).read_text()
    return text[: text.index(section)]


def brought(folder: Path, text: str, *beside: str) -> RunReading:
    path = folder / "cut"
    path.write_bytes(text.encode())
    return read_files({"cut.tsv": path, **{name: FIXTURES / name for name in beside}})


def missing(sample: SampleReading) -> dict[FindingClass, str]:
    return {one.finding_class: one.reason for one in sample.missing}


def said(sample: SampleReading) -> dict[FindingClass, Assessment]:
    verdicts = {one.quality_class: one for one in sample.verdicts}
    return {
        kind: assessment(
            kind, verdicts, sample.assay, sample.rna_sample_id is not None, True, missing(sample)
        )[0]
        for kind in CALLED_CLASSES
    }


@pytest.mark.parametrize("name", [D21, LOCAL])
def test_a_file_that_ends_after_its_msi_holds_no_class_though_its_metrics_are_good(
    tmp_path: Path, name: str
) -> None:
    heading = "[GIS]" if name == D21 else "[Gene Amplifications]"
    reading = brought(tmp_path, before(name, heading), METRICS[name])
    (sample,) = reading.samples
    assert set(said(sample).values()) == {Assessment.NOT_ASSESSED}
    assert "cut short" in missing(sample)[SMALL] and "ends before its section" in missing(sample)[SMALL]
    assert sample.outcome is not Outcome.SUCCESS and "cut short" in sample.outcome_reason
    assert marker(sample, BiomarkerName.TMB).value is not None
    (told,) = [one for one in of_severity(reading, Severity.NOTE) if one.section == "Small Variants"]
    assert "small variants, copy number" in told.expected


@pytest.mark.parametrize(
    ("section", "lost"),
    [
        ("[Gene Amplifications]", {SMALL, COPIES, FUSION, SPLICE}),
        ("[Splice Variants]", {SMALL, COPIES, FUSION, SPLICE}),
        ("[Fusions]", {SMALL, FUSION, SPLICE}),
        ("[Small Variants]", {SMALL, FUSION}),
    ],
)
def test_each_section_that_is_cut_off_is_told_and_the_last_table_may_be_half(
    tmp_path: Path, section: str, lost: set[FindingClass]
) -> None:
    (sample,) = brought(tmp_path, before(LOCAL, section)).samples
    assert {kind for kind, reason in missing(sample).items() if "cut short" in reason} == lost


def test_fusions_before_the_cut_are_kept_and_their_class_is_not_assessed(tmp_path: Path) -> None:
    (sample,) = brought(tmp_path, before(LOCAL, "[Small Variants]")).samples
    assert sample.findings.fusions
    assert "ends in its section of fusions" in missing(sample)[FUSION]


def test_a_table_that_says_it_is_empty_is_whole_also_before_the_cut(tmp_path: Path) -> None:
    text = before(LOCAL, "[Gene Amplifications]") + "[Gene Amplifications]\nGene\tFold Change\nNA\n\n"
    (sample,) = brought(tmp_path, text).samples
    assert COPIES not in missing(sample) and FUSION in missing(sample)


def test_other_files_of_the_sample_hold_what_was_cut_off(tmp_path: Path) -> None:
    text = before(D21, "[GIS]")
    (sample,) = brought(tmp_path, text, "vcf_dragen_hard_filtered.vcf", METRICS[D21]).samples
    assert said(sample)[SMALL] is Assessment.ASSESSED and sample.findings.small_variants
    assert said(sample)[COPIES] is Assessment.NOT_ASSESSED


def test_half_a_line_at_the_end_is_refused_and_no_half_number_taken(tmp_path: Path) -> None:
    text = before(D21, "[MSI]")
    at = text.index("Total TMB\t12.5") + len("Total TMB\t12")
    reading = brought(tmp_path, text[:at])
    (refused,) = of_severity(reading, Severity.REFUSED_ROW)
    assert refused.seen == "Total TMB\t12" and "middle" in refused.expected
    assert all(one.value is None for one in reading.samples[0].findings.biomarkers)


@pytest.mark.parametrize("name", sorted(one.name for one in FIXTURES.glob("cvo_*.tsv")))
def test_a_whole_file_of_any_version_is_never_called_cut(name: str) -> None:
    reading = read(name)
    assert not any("cut short" in one.expected for one in reading.problems)
    for sample in reading.samples:
        assert not any("cut short" in reason for reason in missing(sample).values())
        assert SMALL not in missing(sample)


def test_a_version_without_exon_level_changes_says_so(tmp_path: Path) -> None:
    assert "calls no exon-level" in missing(read(LOCAL).samples[0])[EXONS]
    assert "calls no exon-level" in missing(brought(tmp_path, before(LOCAL, "[MSI]")).samples[0])[EXONS]
    assert "cut short" in missing(brought(tmp_path, before(D25, "[MSI]")).samples[0])[EXONS]
    assert EXONS not in missing(read(D25).samples[0])


def test_a_file_of_dna_alone_lacks_its_rna_for_want_of_rna(tmp_path: Path) -> None:
    (sample,) = brought(tmp_path, before(D21, "[Gene Amplifications]")).samples
    assert missing(sample)[FUSION] == missing(sample)[SPLICE] == "No RNA was sequenced for this profile."
    assert "cut short" in missing(sample)[SMALL]


def test_a_section_whose_columns_are_not_known_is_no_negative(tmp_path: Path) -> None:
    text = (FIXTURES / D21).read_text().replace("Genomic Position", "Place")
    (sample,) = brought(tmp_path, text, METRICS[D21]).samples
    assert said(sample)[SMALL] is Assessment.NOT_ASSESSED
    assert "columns that are not known" in missing(sample)[SMALL]


def test_a_whole_file_is_no_copy_of_the_one_that_was_cut(tmp_path: Path) -> None:
    text = before(LOCAL, "[Small Variants]")
    whole = text + "[Small Variants]\n" + "\t".join(
        ("Gene", "Chromosome", "Genomic Position", "Reference Call", "Alternative Call", "Allele Frequency")
    ) + "\nNA\n"  # fmt: skip
    first, second = brought(tmp_path, text).samples[0], brought(tmp_path, whole).samples[0]
    assert first.findings == second.findings and first.content_sha256 != second.content_sha256


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([D21, D25, LOCAL]), st.integers(0, 4_000))
def test_wherever_a_file_is_cut_no_class_behind_the_cut_is_assessed(
    tmp_path_factory: pytest.TempPathFactory, name: str, at: int
) -> None:
    text = (FIXTURES / name).read_text()
    cut = text[: 60 + at % (text.index("[Small Variants]") - 60)]
    reading = brought(tmp_path_factory.mktemp("cut"), cut)
    for sample in reading.samples:
        assert SMALL in missing(sample)
        assert FUSION in missing(sample) or "[Fusions]" in cut
        assert COPIES in missing(sample) or "[Gene Amplifications]" in cut or "[Copy Number" in cut
        assert said(sample)[SMALL] is Assessment.NOT_ASSESSED
        assert sample.outcome is not Outcome.SUCCESS
