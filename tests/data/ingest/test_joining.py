"""Joining: results, calls and quality of the same specimen, whatever their files are called."""

import shutil
from pathlib import Path

import pytest

from data.ingest.run_reading import read_files, read_path
from domain.findings import AnnotationSource, Build
from domain.problems import Severity
from domain.refused import Refused
from tests.data.ingest.samples import FIXTURES, of_severity, only, read

RUN = ("cvo_dragen_2_1.tsv", "vcf_dragen_hard_filtered.vcf", "metrics_dragen_2_1.tsv")


def test_numbers_come_from_the_variant_file_and_annotation_from_the_results() -> None:
    egfr = next(one for one in only(*RUN).findings.small_variants if one.gene == "EGFR")
    assert (egfr.vaf_text, egfr.depth, egfr.origin.value) == ("0.03", 1001, "somatic")
    assert egfr.p_dot == "NP_005219.2:p.(Thr790Met)" and egfr.consequence == ("missense_variant",)
    assert egfr.annotation_source is AnnotationSource.CVO


def test_a_result_that_is_not_in_the_variant_file_is_kept_and_noted() -> None:
    reading = read(*RUN)
    variants = reading.samples[0].findings.small_variants
    assert len(variants) == 8
    assert (variants[-1].gene, variants[-1].vaf_text) == ("KRAS", "0.0812")
    assert any("1 row not in" in one.seen for one in of_severity(reading, Severity.NOTE))


def test_calls_without_annotation_stay_and_are_counted() -> None:
    count = next(one for one in read(*RUN).counts if one.section == "records")
    assert (count.taken, count.without_gene) == (6, 5)


def test_each_variant_file_of_a_sample_counts_its_own_calls_without_a_gene(tmp_path: Path) -> None:
    header, *rows = (FIXTURES / "vcf_dragen_hard_filtered.vcf").read_text().split("#CHROM", 1)
    columns, *records = rows[0].rstrip("\n").split("\n")
    passed = [line.split("\t") for line in records if line.split("\t")[6] == "PASS"]
    for name, shift in (("a.vcf", 0), ("b.vcf", 1_000_000)):
        moved = ["\t".join([cells[0], str(int(cells[1]) + shift), *cells[2:]]) for cells in passed]
        (tmp_path / name).write_text("\n".join([header + "#CHROM" + columns, *moved]) + "\n")
    counts = [one for one in read_path(tmp_path).counts if one.section == "records"]
    assert [one.file for one in counts] == ["a.vcf", "b.vcf"]
    # Five rows, one of them with two alternative alleles.
    assert [(one.taken, one.without_gene) for one in counts] == [(5, 6), (5, 6)]


def test_alleles_are_joined_after_trimming() -> None:
    sample = only("cvo_localapp_2_2.tsv", "vcf_localapp_merged.vcf")
    ep300 = next(one for one in sample.findings.small_variants if one.chrom == "chr22")
    assert (ep300.gene, ep300.ref) == ("EP300", "CAA")
    assert len(sample.findings.small_variants) == 5


def test_the_builds_of_a_sample_are_never_mixed() -> None:
    reading = read("cvo_dragen_2_1.tsv", "vcf_grch38.vcf")
    (sample,) = reading.samples
    assert sample.build is Build.GRCH37
    assert {one.build for one in sample.findings.small_variants} == {Build.GRCH37}
    (problem,) = of_severity(reading, Severity.REFUSED_FILE)
    assert "GRCh38" in problem.seen and "GRCh37" in problem.expected


def test_a_variant_file_without_build_joins_only_where_its_calls_agree(tmp_path: Path) -> None:
    text = (FIXTURES / "vcf_dragen_hard_filtered.vcf").read_text().replace("249250621", "1")
    path = tmp_path / "v"
    path.write_text(text)
    joined = read_files({"r": FIXTURES / "cvo_dragen_2_1.tsv", "v": path})
    assert len(joined.samples[0].findings.small_variants) == 8
    path.write_text(text.replace("55249071", "9").replace("7577120", "8"))
    refused = read_files({"r": FIXTURES / "cvo_dragen_2_1.tsv", "v": path})
    assert len(refused.samples[0].findings.small_variants) == 3
    assert of_severity(refused, Severity.REFUSED_FILE)


def test_old_mitochondrial_positions_are_not_joined(tmp_path: Path) -> None:
    results = (FIXTURES / "cvo_dragen_2_1.tsv").read_text().replace("chr7\t55249071", "chrM\t3000")
    calls = (FIXTURES / "vcf_dragen_hard_filtered.vcf").read_text().replace("chr7\t55249071", "chrM\t3000")
    (tmp_path / "r").write_text(results)
    (tmp_path / "v").write_text(calls)
    files = {"r": tmp_path / "r", "v": tmp_path / "v"}
    assert any(
        one.gene == "EGFR" and one.depth == 1001
        for one in read_files(files).samples[0].findings.small_variants
    )
    (tmp_path / "v").write_text(calls.replace("length=16569", "length=16571"))
    variants = read_files(files).samples[0].findings.small_variants
    assert [one.gene for one in variants if one.chrom == "chrM"] == [None, "EGFR"]


def test_the_same_results_hash_the_same_whatever_stands_beside_them(tmp_path: Path) -> None:
    alone = only("cvo_dragen_2_1.tsv")
    with_neighbour = read("cvo_dragen_2_1.tsv", "cvo_localapp_2_2.tsv").samples[0]
    repacked = tmp_path / "r"
    repacked.write_bytes((FIXTURES / "cvo_dragen_2_1.tsv").read_bytes().replace(b"\n", b"\r\n"))
    again = read_files({"renamed": repacked}).samples[0]
    assert alone.content_sha256 == with_neighbour.content_sha256 == again.content_sha256


def test_another_value_hashes_otherwise(tmp_path: Path) -> None:
    changed = tmp_path / "r"
    changed.write_text((FIXTURES / "cvo_dragen_2_1.tsv").read_text().replace("0.2150", "0.2151"))
    assert read_files({"r": changed}).samples[0].content_sha256 != only("cvo_dragen_2_1.tsv").content_sha256


def test_a_copy_of_the_results_within_a_run_is_taken_once() -> None:
    path = FIXTURES / "cvo_dragen_2_1.tsv"
    reading = read_files({"one": path, "two": path})
    assert len(reading.samples) == 1
    assert any("the same results as in one" in one.seen for one in reading.problems)


def test_a_run_folder_is_read_with_the_folders_in_it(tmp_path: Path) -> None:
    for name in RUN:
        place = tmp_path / "run" / name.split("_")[0]
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(FIXTURES / name, place / "same name.txt")
    (tmp_path / "run" / "notes.txt").write_text("nothing of ours\n")
    (tmp_path / "run" / ".hidden").write_text("x")
    reading = read_path(tmp_path / "run")
    assert reading.name == "run" and len(reading.samples) == 1 and len(reading.files) == 4
    assert sorted(one.name for one in reading.files)[0] == "cvo/same name.txt"
    assert [one.file for one in of_severity(reading, Severity.UNKNOWN)] == ["notes.txt"]


def test_a_path_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"could not be found: nothing was read\. Check the path\."):
        read_path(tmp_path / "nowhere")
    with pytest.raises(Refused, match="nothing was read"):
        read_files({"a": tmp_path / "nowhere"})


def test_a_second_file_of_the_sample_gives_each_call_once(tmp_path: Path) -> None:
    copy = tmp_path / "v"
    shutil.copy(FIXTURES / "vcf_dragen_hard_filtered.vcf", copy)
    reading = read_files({"a": FIXTURES / "vcf_dragen_hard_filtered.vcf", "b": copy})
    (sample,) = reading.samples
    assert len(sample.findings.small_variants) == 7
    assert any("7 calls that stand in another file" in one.seen for one in reading.problems)


def test_a_key_that_is_written_twice_is_refused_and_not_merged(tmp_path: Path) -> None:
    text = (
        (FIXTURES / "cvo_dragen_2_1.tsv")
        .read_text()
        .replace("Total TMB\t12.5", "Total TMB\t12.5\nTotal TMB\t99")
    )
    (tmp_path / "r").write_text(text)
    reading = read_files({"r": tmp_path / "r"})
    assert reading.samples[0].findings.biomarkers[0].value == 12.5
    assert [one.seen for one in of_severity(reading, Severity.REFUSED_ROW)] == ["Total TMB\t99"]


def test_a_section_without_its_columns_is_kept_raw(tmp_path: Path) -> None:
    text = (FIXTURES / "cvo_dragen_2_1.tsv").read_text().replace("Genomic Position", "Place")
    (tmp_path / "r").write_text(text)
    reading = read_files({"r": tmp_path / "r"})
    assert reading.samples[0].findings.small_variants == ()
    (raw,) = reading.raw_sections
    assert raw.section == "Small Variants" and len(raw.lines) == 4
    assert "Genomic Position" in of_severity(reading, Severity.UNKNOWN)[0].expected
