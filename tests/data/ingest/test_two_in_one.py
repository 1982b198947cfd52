"""Files of two samples that were put together into one: nothing of one patient reaches another."""

from pathlib import Path

import pytest

from domain.problems import Severity
from domain.quality import QualityClass, Verdict
from tests.data.ingest.samples import FIXTURES, of_severity, read_bytes, verdict

LOCAL, D26, METRICS, VCF = (
    "cvo_localapp_2_2.tsv",
    "cvo_dragen_2_6.tsv",
    "metrics_localapp_2_2.tsv",
    "vcf_localapp_merged.vcf",
)


def content(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


@pytest.mark.parametrize("between", [b"\n", b""], ids=["on lines of their own", "without a line end between"])
def test_two_outputs_in_one_file_are_refused_whole(tmp_path: Path, between: bytes) -> None:
    both = content(LOCAL).rstrip() + between + content(D26)
    reading = read_bytes(tmp_path, both)
    assert reading.samples == ()
    (refused,) = of_severity(reading, Severity.REFUSED_FILE)
    assert "two files were put together" in refused.expected
    assert "[Analysis Details]" in refused.seen


def test_two_metrics_in_one_file_are_refused_whole(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, content(METRICS) + content(METRICS).replace(b"SYN-A", b"SYN-Q"))
    assert reading.samples == ()
    (refused,) = of_severity(reading, Severity.REFUSED_FILE)
    assert "[Header]" in refused.seen


def test_two_variant_files_of_two_samples_in_one_are_refused_whole(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, content(VCF) + content(VCF).replace(b"SYN-A-DNA", b"SYN-Q-DNA"))
    assert reading.samples == ()
    (refused,) = of_severity(reading, Severity.REFUSED_FILE)
    assert "SYN-Q-DNA" in refused.seen and "two files were put together" in refused.expected


def test_parts_of_one_sample_in_one_variant_file_are_read_and_their_heads_told(tmp_path: Path) -> None:
    head, column, rows = content(VCF).partition(b"#CHROM")
    columns, _, rows = (column + rows).partition(b"\n")
    other = rows.replace(b"\t11174511\t", b"\t11174599\t")
    reading = read_bytes(tmp_path, head + columns + b"\n" + rows + columns + b"\n" + other)
    (sample,) = reading.samples
    assert {11174511, 11174599} <= {one.pos for one in sample.findings.small_variants}
    assert any(one.seen.startswith("#CHROM") for one in of_severity(reading, Severity.REFUSED_ROW))


def test_a_call_that_stands_twice_in_a_variant_file_is_counted_once(tmp_path: Path) -> None:
    lines = content(VCF).decode().splitlines(keepends=True)
    row = next(line for line in lines if "\t11174511\t" in line)
    reading = read_bytes(tmp_path, "".join([*lines, row]).encode())
    (sample,) = reading.samples
    assert [one.pos for one in sample.findings.small_variants].count(11174511) == 1
    assert any("1 call that stands there twice" in one.seen for one in of_severity(reading, Severity.NOTE))


def test_a_column_named_twice_with_other_values_is_not_evaluable(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, content(METRICS).replace(b"MR-DNA", b"SYN-A-DNA"))
    sample = next(one for one in reading.samples if one.sample_id == "SYN-A-DNA")
    assert verdict(sample, QualityClass.SMALL_VARIANTS) is Verdict.NOT_EVALUABLE
    assert verdict(sample, QualityClass.CONTAMINATION) is Verdict.NOT_EVALUABLE
    assert any("SYN-A-DNA" in one.seen and "twice" in one.seen for one in reading.problems)


def test_a_column_named_twice_of_which_one_was_not_run_says_what_the_other_says(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, content(METRICS).replace(b"NTC-DNA", b"MR-DNA"))
    sample = next(one for one in reading.samples if one.sample_id == "MR-DNA")
    assert verdict(sample, QualityClass.CONTAMINATION) is Verdict.PASS


@pytest.mark.parametrize("between", [b";", b",", b'"\t"'])
def test_an_output_that_a_spreadsheet_saved_anew_is_told_as_that(tmp_path: Path, between: bytes) -> None:
    quote = b'"' if between.startswith(b'"') else b""
    lines = content(LOCAL).splitlines()
    spoilt = b"\n".join(quote + line.replace(b"\t", between) + quote for line in lines)
    reading = read_bytes(tmp_path, spoilt)
    assert reading.samples == ()
    (told,) = of_severity(reading, Severity.UNKNOWN)
    assert "a spreadsheet has saved this file anew: bring the original" in told.sentence


def test_a_maf_whose_rows_are_all_refused_is_of_the_sample_it_names(tmp_path: Path) -> None:
    head = (
        "Hugo_Symbol\tChromosome\tStart_Position\tReference_Allele\tTumor_Seq_Allele2\tTumor_Sample_Barcode"
    )
    row = "EGFR\t7\t5.5e7\tC\tT\tS1"
    text = f"{head}\tNCBI_Build\tVariant_Classification\n{row}\tGRCh37\tMissense_Mutation\n"
    reading = read_bytes(tmp_path, text.encode(), "other.maf")
    assert [one.sample_id for one in reading.samples] == ["S1"]
    assert len(of_severity(reading, Severity.REFUSED_ROW)) == 1
