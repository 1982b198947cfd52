"""Allele frequencies as the callers write them, and which of two columns is the tumour's."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ingest.vcf_columns import SampleStatements, sample_columns
from data.ingest.vcf_frequency import counted_text, fractions_of
from domain.findings import SmallVariant
from domain.problems import Severity
from tests.data.ingest.samples import FIXTURES, of_severity, only, read, read_bytes

CALLERS = "vcf_callers.vcf"
HEAD = (
    b"##fileformat=VCFv4.2\n##contig=<ID=chr1,length=249250621>\n"
    b'##INFO=<ID=DP,Number=1,Type=Integer,Description="d">\n'
    b'##FORMAT=<ID=AF,Number=A,Type=Float,Description="a">\n'
)


def at(position: int) -> SmallVariant:
    return next(one for one in only(CALLERS).findings.small_variants if one.pos == position)


@pytest.mark.parametrize(
    ("position", "text", "source", "normal"),
    [
        (100, "0.2456", "tier1", "0.0000"),
        (200, "0.2500", "tier1", "0.0000"),
        (300, "0.3846", "FREQ", "0.0085"),
        (302, "0.4000", "RD,AD", "0.0000"),
        (303, "0.3000", "RO,AO", "0.0000"),
        (304, "0.31", "TVAF", "0"),
    ],
)
def test_the_frequency_of_each_caller_is_read_and_its_field_told(
    position: int, text: str, source: str, normal: str
) -> None:
    call = at(position)
    assert (call.vaf_text, call.vaf) == (text, float(text))
    assert f"vaf:{source}" in call.tags and f"normal_vaf={normal}" in call.tags


def test_a_percentage_is_kept_as_it_is_written_beside_its_fraction() -> None:
    assert "FREQ=38.46%" in at(300).tags


def test_a_percentage_with_a_comma_and_a_depth_in_words_are_refused_by_their_lines() -> None:
    refused = of_severity(read(CALLERS), Severity.REFUSED_ROW)
    expected = [one.expected for one in refused]
    assert len(refused) == 2
    assert "not a comma" in expected[0] and "depth" in expected[1]


def test_position_zero_is_legal_and_told() -> None:
    assert at(0).vaf_text == "0.31"
    assert any(one.seen == "position 0" and "telomere" in one.expected for one in read(CALLERS).problems)


def test_which_column_is_the_tumour_is_told() -> None:
    reading = read(CALLERS)
    assert reading.samples[0].dna_sample_id == "TUMOR"
    assert any("TUMOR taken as the tumour, told by its name; NORMAL" in one.seen for one in reading.problems)


@pytest.mark.parametrize(
    ("samples", "lines", "tumour", "normal"),
    [
        (["A"], [], 9, None),
        (["NORMAL", "TUMOR"], [], 10, 9),
        (["TUMOUR", "BLOOD"], [], 9, 10),
        (["P1-N", "P1-T"], [], 10, 9),
        (["S1", "S2"], [], None, None),
        (["S1", "S2"], ["##tumor_sample=S2"], 10, 9),
        (["S1", "S2"], ["##normal_sample=S2"], 9, 10),
        (["S1", "S2"], ["##PEDIGREE=<Derived=S2,Original=S1>"], 10, 9),
        (["S1", "S2"], ['##SAMPLE=<ID=S1,File=a,Description="TumorDNASample">'], 9, 10),
        (["DNA_NORMAL", "DNA_TUMOR", "RNA_TUMOR"], [], 10, 9),
        (["Tumor_1", "Tumor_2"], [], None, None),
        (["SomaticSample", "NormalSample"], [], 9, 10),
        (["A", "B"], ['##MuTect="analysis tumor_sample_name=B normal_sample_name=A x=1"'], 10, 9),
        ([], [], None, None),
    ],
)
def test_the_tumours_column_is_told_by_the_header_then_by_the_names(
    samples: list[str], lines: list[str], tumour: int | None, normal: int | None
) -> None:
    said = SampleStatements()
    for line in lines:
        said.take(line)
    columns = sample_columns(samples, said)
    assert (columns.tumour, columns.normal) == (tumour, normal)


def test_columns_that_cannot_be_told_are_named_and_what_would_tell_them(tmp_path: Path) -> None:
    text = (FIXTURES / CALLERS).read_bytes().replace(b"NORMAL\tTUMOR", b"S1\tS2").replace(b"abc:", b"9:")
    reading = read_bytes(tmp_path, text)
    (note,) = [one for one in reading.problems if "none named as the tumour" in one.seen]
    assert "S1, S2" in note.seen and "##tumor_sample=NAME" in note.expected
    assert all(one.vaf is None for one in reading.samples[0].findings.small_variants)


@pytest.mark.parametrize(
    ("description", "vaf"),
    [
        (b"Allelic fraction of alternative allele in tumor", "0.31"),
        (b"Allele Frequency, for each ALT allele, in the same order as listed", None),
        (b"Estimated allele frequency in the population (reads of 1000 genomes)", None),
    ],
)
def test_info_af_is_taken_only_where_the_header_says_it_is_the_samples(
    tmp_path: Path, description: bytes, vaf: str | None
) -> None:
    line = b'##INFO=<ID=AF,Number=A,Type=Float,Description="' + description + b'">\n'
    columns = b"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
    text = HEAD + line + columns + b"chr1\t5\t.\tA\tG\t.\tPASS\tAF=0.31;DP=40\n"
    (call,) = read_bytes(tmp_path, text).samples[0].findings.small_variants
    assert call.vaf_text == vaf and call.depth == 40
    assert call.tags == (("vaf:INFO/AF",) if vaf else ())


def test_pcgrs_frequency_and_depth_stand_in_info(tmp_path: Path) -> None:
    lines = (
        b'##INFO=<ID=TVAF,Number=.,Type=Float,Description="x">\n'
        b'##INFO=<ID=TDP,Number=.,Type=Integer,Description="x">\n'
    )
    text = (
        HEAD
        + lines
        + b"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nchr1\t5\t.\tA\tG\t.\tPASS\tTVAF=0.275;TDP=29\n"
    )
    (call,) = read_bytes(tmp_path, text).samples[0].findings.small_variants
    assert (call.vaf_text, call.depth, call.tags) == ("0.275", 29, ("vaf:INFO/TVAF",))


def row(cells: str) -> bytes:
    return (
        HEAD
        + b"#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n"
        + cells.replace(" ", "\t").encode()
    )


def test_a_depth_in_info_that_is_no_number_is_told_and_the_row_kept(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, row("chr1 5 . A G . PASS DP=abc GT:AF 0/1:0.5\n"))
    (call,) = reading.samples[0].findings.small_variants
    assert call.depth is None and any("DP abc" in one.seen for one in reading.problems)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("chr1 5 . A G high PASS . GT:AF 0/1:0.5\n", "quality"),
        ("chr1 5 . A G . PASS . GT:AF 0/1:0,4935\n", "comma"),
        ("chr1 5 . A G . PASS . GT:AF 0/1:0.5 extra\n", "10 columns"),
        ("chr1 5 . A G . PASS . GT:AF 0/1", "ends in the middle"),
        ("chr1 5 . A G . PASS .", "10 columns"),
    ],
)
def test_what_cyvcf2_would_read_silently_wrong_is_refused(tmp_path: Path, cells: str, expected: str) -> None:
    text = row("chr1 4 . a g . PASS . GT:AF 0/1:0.25\n") + cells.replace(" ", "\t").encode()
    reading = read_bytes(tmp_path, text)
    (refused,) = of_severity(reading, Severity.REFUSED_ROW)
    assert expected in refused.expected and refused.line == 7
    (call,) = reading.samples[0].findings.small_variants
    assert (call.ref, call.alt, call.vaf_text) == ("A", "G", "0.25")


def test_a_whole_last_row_without_a_line_end_is_taken(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, row("chr1 5 . A G . PASS . GT:AF 0/1:0.5")).samples[0].findings.small_variants


def test_phased_genotypes_of_three_alleles_are_read(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, row("chr1 5 . A G,T . PASS . GT:AF 0|1|2:0.5,0.1\n"))
    assert [one.vaf_text for one in reading.samples[0].findings.small_variants] == ["0.5", "0.1"]


def test_the_bases_of_an_mnv_that_did_not_pass_are_counted(tmp_path: Path) -> None:
    text = (FIXTURES / "vcf_dragen_hard_filtered.vcf").read_text()
    changed = "\n".join(
        line.replace("\tPASS\t", "\tweak_evidence\t") if "\tGC\tAT\t" in line else line
        for line in text.split("\n")
    )
    found = read_bytes(tmp_path, changed.encode()).samples[0].findings.small_variants
    bases = [one for one in found if one.chrom == "chr12"]
    assert len(bases) == 2 and not any("part_of_mnv" in one.tags for one in bases)


@given(st.binary(max_size=30), st.integers(1, 3), st.sampled_from(["A", "R", "1", "."]))
@settings(max_examples=300)
def test_a_fraction_is_between_nought_and_one_or_nothing(text: bytes, alleles: int, number: str) -> None:
    try:
        found = fractions_of(text, alleles, number)
    except Exception as error:
        assert type(error).__name__ == "CommaDecimal"
        return
    for part in (found or b"").split(b","):
        assert part in {b"", b"."} or 0 <= float(part) <= 1


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (b"9.524e-03", b"0.009524"),
        (b"5E-4", b"0.0005"),
        (b"1e-3", b"0.001"),
        (b"1.0e+00", b"1.0"),
        (b"4.9e-4,.", b"0.00049,."),
        (b"9.524e+03", None),
        (b"1e999999999", None),
        (b"e-3", None),
    ],
)
def test_a_frequency_with_an_exponent_is_read_digit_by_digit(written: bytes, kept: bytes | None) -> None:
    assert fractions_of(written, written.count(b",") + 1, "A") == kept


@pytest.mark.parametrize(
    ("alt", "total", "text"),
    [(14, 30_000, "0.000467"), (1, 30_000, "0.000033"), (0, 30_000, "0.0000"), (300, 30_000, "0.0100")],
)
def test_reads_of_blood_are_not_rounded_to_two_digits(alt: int, total: int, text: str) -> None:
    assert counted_text(alt, total) == text
