"""Variant files: the text check, what is kept and counted, and the reading process."""

import gzip
import os
import signal
from pathlib import Path

import pytest

from data.ingest.opening import BGZIP_END, Unreadable
from data.ingest.run_reading import read_files, read_path
from data.ingest.vcf_process import READING_PROCESS, ReadingProcess
from domain.findings import AnnotationSource, Build, Origin
from domain.problems import Severity
from domain.readings import FileKind
from tests.data.ingest.samples import FIXTURES, of_severity, only, read, read_bytes

DRAGEN, LOCAL, BROKEN = "vcf_dragen_hard_filtered.vcf", "vcf_localapp_merged.vcf", "vcf_broken_rows.vcf"


def test_pass_rows_are_kept_and_reference_and_filtered_rows_counted() -> None:
    sample = only(DRAGEN)
    assert (sample.reference_rows, sample.filtered_rows) == (1, 1)
    assert len(sample.findings.small_variants) == 7
    assert sample.build is Build.GRCH37 and sample.assay == "VCF" and sample.dna_sample_id == "SYN-B-DNA"


def test_a_frequency_is_the_decimal_of_its_text_and_not_a_float32() -> None:
    egfr = only(DRAGEN).findings.small_variants[0]
    assert (egfr.vaf, egfr.vaf_text, egfr.depth) == (0.03, "0.03", 1001)


def test_a_row_with_two_alleles_becomes_two_calls() -> None:
    calls = [one for one in only(DRAGEN).findings.small_variants if one.pos == 7577120]
    assert [(one.alt, one.vaf_text) for one in calls] == [("T", "0.4333"), ("A", "0.0667")]


def test_where_the_frequency_comes_from_is_said() -> None:
    assert "vaf:AF" in only(DRAGEN).findings.small_variants[0].tags
    from_depths = only(DRAGEN).findings.small_variants[-1]
    assert "vaf:AD" in from_depths.tags and from_depths.vaf == 0.5
    assert "vaf:VF" in only(LOCAL).findings.small_variants[0].tags


def test_a_depth_missing_in_the_sample_is_taken_from_the_row() -> None:
    assert only(DRAGEN).findings.small_variants[-1].depth == 70


def test_origin_is_unknown_unless_the_file_says() -> None:
    origins = [one.origin for one in only(DRAGEN).findings.small_variants]
    assert origins == [Origin.SOMATIC] * 4 + [Origin.GERMLINE] * 2 + [Origin.SOMATIC]
    assert only(LOCAL).findings.small_variants[0].origin is Origin.UNKNOWN


def test_the_single_bases_of_an_mnv_are_tagged_so_that_they_are_not_counted_twice() -> None:
    calls = [one for one in only(DRAGEN).findings.small_variants if one.chrom == "chr12"]
    assert [(one.ref, "part_of_mnv" in one.tags) for one in calls] == [
        ("G", True),
        ("C", True),
        ("GC", False),
    ]
    assert all("MNVTAG=chr12:25398280_GC->AT" in one.tags for one in calls)


def test_a_hotspot_is_tagged() -> None:
    assert "hotspot" in only(DRAGEN).findings.small_variants[0].tags


def test_without_annotation_a_call_stays_without_gene_and_is_counted() -> None:
    reading = read(DRAGEN)
    assert reading.counts[0].without_gene == 7
    assert {one.annotation_source for one in reading.samples[0].findings.small_variants} == {
        AnnotationSource.NONE
    }
    assert any(one.seen == "7 of 7 calls without a gene" for one in reading.problems)


def test_every_broken_row_is_refused_by_its_line_and_the_others_are_taken() -> None:
    reading = read(BROKEN)
    refused = of_severity(reading, Severity.REFUSED_ROW)
    assert [one.line for one in refused] == [*range(21, 31)]
    assert [one.pos for one in reading.samples[0].findings.small_variants] == [100, 108, 109, 110]
    expected = " ".join(one.expected for one in refused)
    for word in (
        "blank line",
        "comments",
        "comma",
        "position",
        "reference",
        "quality",
        "columns",
        "chromosome",
    ):
        assert word in expected


def test_a_frequency_in_per_cent_is_not_taken_and_the_row_is() -> None:
    call = next(one for one in only(BROKEN).findings.small_variants if one.pos == 109)
    assert call.vaf is None and call.vaf_text is None


def test_lower_case_alleles_are_the_same_alleles() -> None:
    call = only(BROKEN).findings.small_variants[-1]
    assert (call.ref, call.alt) == ("A", "G")


def test_the_build_is_known_by_the_length_of_chromosome_one(tmp_path: Path) -> None:
    assert only("vcf_grch38.vcf").build is Build.GRCH38
    text = (FIXTURES / "vcf_grch38.vcf").read_bytes().replace(b"248956422", b"1000")
    assert read_bytes(tmp_path, text).samples[0].build is Build.UNKNOWN


def test_symbolic_alleles_are_no_small_variants() -> None:
    reading = read("vcf_copy_number.vcf")
    assert reading.samples[0].findings.small_variants == ()
    assert [one.gene for one in reading.samples[0].findings.copy_number] == ["EGFR"]


def test_a_placeholder_sample_is_known_by_the_name_of_its_file() -> None:
    assert only("vcf_placeholder_sample.vcf").dna_sample_id == "vcf_placeholder_sample"


def test_the_tumour_is_the_sample_that_the_header_names() -> None:
    sample = only("vcf_tumour_normal.vcf")
    assert sample.dna_sample_id == "T1"
    assert sample.findings.small_variants[0].vaf == 0.25


def test_two_unnamed_samples_give_calls_without_numbers(tmp_path: Path) -> None:
    text = (FIXTURES / "vcf_tumour_normal.vcf").read_bytes().replace(b"##tumor_sample=T1\n", b"")
    reading = read_bytes(tmp_path, text, "pair.vcf")
    (call,) = reading.samples[0].findings.small_variants
    assert call.vaf is None
    assert any("none named as the tumour" in one.seen for one in reading.problems)


def bgzip(text: bytes) -> bytes:
    """One bgzip block and the end block."""
    packed = gzip.compress(text)
    body = packed[10:]
    size = 18 + len(body) - 1
    head = b"\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0BC\x02\0" + size.to_bytes(2, "little")
    return head + body + BGZIP_END


def test_bgzip_is_read_and_refused_whole_when_its_end_is_missing(tmp_path: Path) -> None:
    whole = bgzip((FIXTURES / DRAGEN).read_bytes())
    assert len(read_bytes(tmp_path, whole).samples[0].findings.small_variants) == 7
    cut = read_bytes(tmp_path, whole[: -len(BGZIP_END)])
    assert not cut.samples and not cut.readable
    (problem,) = of_severity(cut, Severity.REFUSED_FILE)
    assert "cut short" in problem.seen


def test_a_gzip_file_cut_in_the_middle_gives_nothing(tmp_path: Path) -> None:
    packed = gzip.compress((FIXTURES / DRAGEN).read_bytes())
    reading = read_bytes(tmp_path, packed[: len(packed) // 2])
    assert not reading.samples and of_severity(reading, Severity.REFUSED_FILE)


@pytest.mark.parametrize(
    "change", ["crlf", "bom", "utf16", "old_mac", "log_lines", "no_fileformat", "no_last_end"]
)
def test_other_encodings_and_line_ends_give_the_same_calls(tmp_path: Path, change: str) -> None:
    text = (FIXTURES / DRAGEN).read_bytes()
    changed = {
        "crlf": text.replace(b"\n", b"\r\n"),
        "bom": b"\xef\xbb\xbf" + text,
        "utf16": text.decode().encode("utf-16"),
        "old_mac": text.replace(b"\n", b"\r"),
        "log_lines": b"INFO starting\n" + text,
        "no_fileformat": text.split(b"\n", 1)[1],
        "no_last_end": text.rstrip(b"\n"),
    }[change]
    if change == "no_fileformat":
        assert read_bytes(tmp_path, changed).files[0].kind is FileKind.UNRECOGNISED
        changed = b"#CHROM" + text.split(b"#CHROM")[1]
    calls = read_bytes(tmp_path, changed).samples[0].findings.small_variants
    expected = [(one.chrom, one.pos, one.ref, one.alt) for one in only(DRAGEN).findings.small_variants]
    assert [(one.chrom, one.pos, one.ref, one.alt) for one in calls] == expected


def test_nul_bytes_refuse_a_row_and_never_end_the_reading_process(tmp_path: Path) -> None:
    starts = READING_PROCESS.starts
    reading = read_bytes(tmp_path, (FIXTURES / DRAGEN).read_bytes().replace(b"rs1", b"r\0s"))
    assert len(of_severity(reading, Severity.REFUSED_ROW)) == 1
    assert len(reading.samples[0].findings.small_variants) == 5
    assert READING_PROCESS.starts in {starts, 1}


def test_one_reading_process_serves_every_file() -> None:
    process = ReadingProcess()
    for _ in range(3):
        assert len(process.calls(FIXTURES / DRAGEN).positions) == 7
    assert process.starts == 1
    process.close()


def test_a_reading_process_that_died_refuses_one_file_and_is_replaced() -> None:
    process = ReadingProcess()
    process.calls(FIXTURES / DRAGEN)
    child = process._child
    assert child is not None
    os.kill(child.pid, signal.SIGSTOP)
    process.seconds = 0.2
    with pytest.raises(Unreadable) as refused:
        process.calls(FIXTURES / DRAGEN)
    assert "within 0.2 seconds" in refused.value.seen
    process.seconds = 30
    assert len(process.calls(FIXTURES / DRAGEN).positions) == 7
    assert process.starts == 2
    process.close()


def test_what_htslib_says_is_caught_and_not_printed(capfd: pytest.CaptureFixture[str]) -> None:
    calls = READING_PROCESS.calls(FIXTURES / "vcf_grch38.vcf")
    assert len(calls.positions) == 1
    assert capfd.readouterr() == ("", "")


def test_a_line_longer_than_the_limit_refuses_the_file(tmp_path: Path) -> None:
    text = (FIXTURES / DRAGEN).read_bytes() + b"chr1\t1\t" + b"A" * (9 << 20)
    (problem,) = of_severity(read_bytes(tmp_path, text), Severity.REFUSED_FILE)
    assert "8 MiB" in problem.seen


def test_a_file_is_read_by_path_and_by_upload_alike() -> None:
    path = FIXTURES / DRAGEN
    assert read_path(path).samples == read_files({"other name": path}).samples


@pytest.mark.parametrize("alternatives", [b"C", b"c", b"T,C"])
def test_an_alternative_allele_that_is_the_reference_is_no_call(tmp_path: Path, alternatives: bytes) -> None:
    row = b"chr7\t55249071\t.\tC\t" + alternatives + b"\t.\tPASS\t.\n"
    head = b"##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
    reading = read_bytes(tmp_path, head + row)
    assert not any(one.findings.small_variants for one in reading.samples)
    (refused,) = of_severity(reading, Severity.REFUSED_ROW)
    assert refused.line == 3 and "other than the reference" in refused.expected
