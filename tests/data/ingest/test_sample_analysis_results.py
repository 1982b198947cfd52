"""SampleAnalysisResults.json: what of it is taken, and what is counted because nobody knows it."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.findings import AnnotationSource, BiomarkerName, Build, CopyNumberCall
from domain.problems import Severity
from domain.readings import FileKind
from tests.data.ingest.samples import FIXTURES, marker, of_severity, only, read, read_bytes

NAME = "sample_analysis_results_ctdna.json"


def test_it_is_recognised_and_names_its_sample_and_software() -> None:
    sample = only(NAME)
    assert read(NAME).files[0].kind is FileKind.SAMPLE_ANALYSIS_RESULTS
    assert (sample.sample_id, sample.assay, sample.build) == ("SYN-E-CF", "TSO500 ctDNA", Build.GRCH37)
    assert sample.software_version == "2.6.0.22"


def test_biomarkers_of_blood_keep_their_percentage_beside_the_distance() -> None:
    sample = only(NAME)
    tmb, msi = marker(sample, BiomarkerName.TMB), marker(sample, BiomarkerName.MSI_SUM_JSD)
    assert (tmb.value_text, msi.value_text) == ("3.2", "0.0031")
    assert dict(msi.details)["Percent Unstable MSI Sites"] == "0.52"
    assert BiomarkerName.MSI not in {one.name for one in sample.findings.biomarkers}


def test_a_call_takes_the_canonical_refseq_transcript_and_keeps_all() -> None:
    (call,) = only(NAME).findings.small_variants
    assert (call.gene, call.c_dot, call.transcript) == ("EGFR", "NM_005228.3:c.2369C>T", "NM_005228.3")
    assert call.consequence == ("missense_variant", "splice_region_variant")
    assert (call.vaf, call.vaf_text, call.annotation_source) == (0.00049, "0.00049", AnnotationSource.NIRVANA)
    assert [one[-1] for one in call.transcripts] == ["", "RefSeq canonical"]


def test_copy_numbers_and_fusions_are_taken_and_neutral_genes_counted() -> None:
    sample = only(NAME)
    assert [(one.gene, one.call, one.fold_change_text) for one in sample.findings.copy_number] == [
        ("MET", CopyNumberCall.GAIN, "2.114")
    ]
    (fusion,) = sample.findings.fusions
    assert (fusion.gene_pair, fusion.molecule, fusion.reference_reads_2) == ("EML4-ALK", "dna", 870)


def test_keys_that_nobody_knows_are_told_and_counted() -> None:
    reading = read(NAME)
    unknown = {one.section: one.read for one in reading.counts if not one.recognised}
    assert unknown == {"data.qualityFlags": 1, "variants.novelThings": 3}
    assert [one.seen for one in of_severity(reading, Severity.UNKNOWN)] == [
        "qualityFlags", "novelThings", "genomicInstability",
    ]  # fmt: skip


def test_an_entry_that_cannot_be_read_is_refused_by_its_number() -> None:
    refused = of_severity(read(NAME), Severity.REFUSED_ROW)
    assert [(one.section, one.seen) for one in refused] == [
        ("smallVariants", "here"),
        ("copyNumberVariants", "1-Mar"),
    ]
    assert refused[0].expected.endswith("in entry 2")


def test_every_shape_of_nothing_is_read_as_nothing(tmp_path: Path) -> None:
    shapes: list[dict[str, Any]] = [{"variants": None, "biomarkers": []}, {"variants": {"smallVariants": {}}}]
    for data in shapes:
        text = json.dumps({"data": data, "biomarkers": 1})
        reading = read_bytes(tmp_path, text.encode(), "S1_SampleAnalysisResults.json")
        assert [one.sample_id for one in reading.samples] == ["S1"]
        assert reading.samples[0].findings.small_variants == ()


@pytest.mark.parametrize("data", ["{}", "[]", '"x"', "null"])
def test_an_object_without_results_is_refused_and_is_no_sample(tmp_path: Path, data: str) -> None:
    reading = read_bytes(tmp_path, f'{{"data": {data}, "biomarkers": 1}}'.encode())
    assert reading.samples == () and of_severity(reading, Severity.REFUSED_FILE)


def test_results_on_one_line_of_many_megabytes_are_read(tmp_path: Path) -> None:
    data: dict[str, dict[str, dict[str, list[Any]]]] = json.loads((FIXTURES / NAME).read_text())
    one = data["data"]["variants"]["smallVariants"][0]
    one["nirvana"][0]["transcripts"] *= 24
    data["data"]["variants"]["smallVariants"] = [one | {"vcfPosition": 1 + n} for n in range(1_100)]
    text = json.dumps(data).encode()
    assert len(text) > 9_000_000
    (sample,) = read_bytes(tmp_path, text).samples
    assert len(sample.findings.small_variants) == 1_100
