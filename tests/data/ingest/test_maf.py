"""MAF: many samples in one file, three ways to write a frequency, alleles without the base before them."""

import gzip
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ingest import limits
from data.ingest.calls_to_variants import trimmed
from data.ingest.cells import BadCell
from data.ingest.maf_alleles import AS_IN_MAF, build_of
from data.ingest.run_reading import read_files
from domain.findings import AnnotationSource, Build, Origin, SmallVariant
from domain.problems import Severity
from domain.readings import FileKind, SampleReading
from tests.data.ingest.samples import FIXTURES, of_severity, only, read, read_bytes

PERCENT, COUNTS = "mutations_percent.maf", "SYN-M3.maf"
HEADINGS = (
    "Hugo_Symbol\tChromosome\tStart_Position\tReference_Allele\tTumor_Seq_Allele1\tTumor_Seq_Allele2\t"
    "Tumor_Sample_Barcode\tNCBI_Build\tt_vaf\tt_depth\tt_alt_count"
)


def sample(name: str) -> SampleReading:
    return next(one for one in read(PERCENT).samples if one.sample_id == name)


def change(gene: str | None, of: str = "SYN-M1") -> SmallVariant:
    return next(one for one in sample(of).findings.small_variants if one.gene == gene)


def table(tmp_path: Path, *rows: str) -> SampleReading:
    reading = read_bytes(tmp_path, "\n".join((HEADINGS, *rows)).encode(), "s.maf")
    (one,) = reading.samples
    return one


def test_a_maf_padded_with_tabs_gives_each_sample_by_its_barcode() -> None:
    reading = read(PERCENT)
    assert [one.kind for one in reading.files] == [FileKind.MAF]
    assert [(one.sample_id, one.assay, one.build) for one in reading.samples] == [
        ("SYN-M1", "MAF", Build.GRCH37),
        ("SYN-M2", "MAF", Build.GRCH37),
    ]


def test_every_row_is_taken_refused_or_filtered() -> None:
    (count,) = read(PERCENT).counts
    filtered = sum(one.filtered_rows for one in read(PERCENT).samples)
    assert (count.read, count.taken, count.refused, filtered) == (19, 8, 10, 1)
    assert count.read == count.taken + count.refused + filtered
    assert count.without_gene == 1


def test_refused_rows_are_told_by_their_line() -> None:
    refused = {one.line: one.seen for one in of_severity(read(PERCENT), Severity.REFUSED_ROW)}
    assert sorted(refused) == list(range(12, 22))
    assert [refused[line] for line in range(12, 20)] == [
        "12:25398284 C>T", "hg18", "GRCh38", "9-Sep", "12,5", "high", "<DEL>", "C C C",
    ]  # fmt: skip


def test_a_row_has_its_gene_protein_change_consequence_and_all_effects() -> None:
    one = change("BRAF")
    assert (one.p_dot, one.c_dot, one.transcript, one.exon) == (
        "p.V600E", "c.1799T>A", "ENST00000288602", "15/18",
    )  # fmt: skip
    assert one.consequence == ("missense_variant",)
    assert one.annotation_source is AnnotationSource.MAF
    assert one.transcripts == (
        (
            "BRAF",
            "ENST00000288602",
            "c.1799T>A",
            "p.V600E",
            "missense_variant",
            "chosen by the annotator",
        ),
        ("BRAF", "ENST00000479537", "", "", "downstream_gene_variant", ""),
    )


def test_a_column_of_percentages_is_read_as_fractions_and_told() -> None:
    one = change("BRAF")
    assert (one.vaf_text, one.depth) == ("0.4566", 1004)
    assert Decimal(one.vaf_text or "") == Decimal("45.66") / 100
    assert "vaf:tumor_vaf%" in one.tags
    small = change("EGFR")
    assert (small.vaf_text, small.depth) == ("0.008", None)


def test_reads_give_the_frequency_where_no_column_does() -> None:
    one = change(None)
    assert (one.vaf_text, one.depth, one.tags[0]) == ("0.2500", 40, "vaf:t_alt/(t_ref+t_alt)")


def test_silent_and_intron_rows_are_kept_with_their_consequence() -> None:
    assert change("MRE11").consequence == ("synonymous_variant",)
    assert change("AR", "SYN-M2").consequence == ("intron_variant",)
    assert change(None).consequence == ("intergenic_variant",)


def test_an_old_symbol_stays_beside_the_current_one() -> None:
    assert change("MRE11").reported_gene == "MRE11A"


def test_the_status_of_the_mutation_is_its_origin() -> None:
    assert change("BRAF").origin is Origin.SOMATIC
    assert change("MRE11").origin is Origin.GERMLINE
    assert (change(None).origin, change(None).tags[-1]) == (Origin.UNKNOWN, "vaf:t_alt/(t_ref+t_alt)")


def test_a_remark_of_vcf2maf_is_no_filter_and_a_failed_filter_is_counted() -> None:
    assert "filter=common_variant" in change("MRE11").tags
    assert sample("SYN-M2").filtered_rows == 1
    assert "ATM" not in {one.gene for one in sample("SYN-M2").findings.small_variants}


def test_flanking_bases_or_the_vcf_columns_give_a_deletion_and_an_insertion_their_base() -> None:
    deletion, insertion = change("EGFR"), change("ERBB2")
    assert (deletion.pos, deletion.ref, deletion.alt) == (55242465, "GGAATTAAGAGAAGCA", "G")
    assert (insertion.pos, insertion.ref, insertion.alt) == (37880981, "A", "AGCATACGTGATG")
    assert "maf=37880981:->GCATACGTGATG" in insertion.tags


def test_a_deletion_without_the_base_before_it_stays_as_the_maf_has_it_and_is_told() -> None:
    one = change("TP53")
    assert (one.pos, one.ref, one.alt) == (7579312, "C", "-")
    assert AS_IN_MAF in one.tags
    assert any("without the base before them" in problem.seen for problem in read(PERCENT).problems)


def test_an_exon_that_became_a_date_is_left_out_and_told() -> None:
    assert change("TP53").exon is None
    assert "exon=23-Oct" in change("TP53").tags


def test_a_second_tumour_allele_is_told() -> None:
    assert "other_allele=A" in change("KRAS", "SYN-M2").tags


def test_a_numbered_sex_chromosome_is_named_and_told() -> None:
    assert change("AR", "SYN-M2").chrom == "X"
    assert "chromosome=23" in change("AR", "SYN-M2").tags


def test_an_old_maf_of_one_sample_goes_by_the_name_of_its_file() -> None:
    one = only(COUNTS)
    assert (one.sample_id, one.build, len(one.findings.small_variants)) == ("SYN-M3", Build.GRCH37, 3)
    kras, tp53, pik3ca = one.findings.small_variants
    assert (kras.vaf_text, kras.depth, kras.p_dot, kras.c_dot) == ("0.08", 500, "p.G12D", "c.35G>A")
    assert (tp53.consequence, tp53.transcript) == (("missense_variant",), "NM_000546.5")
    assert (pik3ca.vaf_text, pik3ca.tags[0]) == ("0.2500", "vaf:t_alt/(t_ref+t_alt)")


def test_reads_decide_that_small_values_are_percentages(tmp_path: Path) -> None:
    one = table(tmp_path, "KRAS\t12\t25398284\tC\tC\tT\tS1\t37\t0.8\t1000\t8")
    assert [row.vaf_text for row in one.findings.small_variants] == ["0.008"]


def test_a_value_up_to_1_among_percentages_is_told_where_no_reads_decide(tmp_path: Path) -> None:
    one = table(
        tmp_path,
        "KRAS\t12\t25398284\tC\tC\tT\tS1\t37\t0.8\t\t",
        "NRAS\t1\t115256529\tT\tT\tC\tS1\t37\t33\t\t",
    )
    first, second = one.findings.small_variants
    assert (first.vaf_text, "vaf:ambiguous_unit" in first.tags) == ("0.008", True)
    assert (second.vaf_text, "vaf:ambiguous_unit" in second.tags) == ("0.33", False)


def test_a_percent_sign_needs_no_guess(tmp_path: Path) -> None:
    one = table(tmp_path, "KRAS\t12\t25398284\tC\tC\tT\tS1\t37\t0.8%\t\t")
    (row,) = one.findings.small_variants
    assert (row.vaf_text, "vaf:ambiguous_unit" in row.tags) == ("0.008", False)


def test_the_frequency_of_a_population_is_never_the_tumours(tmp_path: Path) -> None:
    text = (FIXTURES / COUNTS).read_text().replace("t_vaf", "AF", 1)
    (one,) = read_bytes(tmp_path, text.encode(), "S.maf").samples
    assert one.findings.small_variants[0].vaf_text == "0.0800"


def test_a_maf_without_rows_says_that_nothing_was_found(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, HEADINGS.encode(), "SYN-M9.maf")
    assert [(one.sample_id, one.findings.small_variants) for one in reading.samples] == [("SYN-M9", ())]


def test_rows_shorter_than_their_headings_keep_only_the_columns_of_fixed_order(tmp_path: Path) -> None:
    lines = (FIXTURES / PERCENT).read_text().split("\n")
    wide = "\t".join((*lines[1].split("\t"), "more_1", "more_2"))
    reading = read_bytes(tmp_path, "\n".join((wide, lines[2], "")).encode(), "S.maf")
    assert reading.samples[0].findings.small_variants[0].gene == "BRAF"
    assert any("fewer cells than headings" in one.seen for one in reading.problems)


@pytest.mark.parametrize(
    "packed",
    [gzip.compress, lambda raw: raw.decode().encode("utf-16"), lambda raw: b"\xef\xbb\xbf" + raw],
    ids=["gzip", "utf-16", "byte order mark"],
)
def test_a_maf_is_the_same_however_it_is_packed(tmp_path: Path, packed: Callable[[bytes], bytes]) -> None:
    whole = (FIXTURES / PERCENT).read_bytes()
    assert read_bytes(tmp_path, packed(whole), PERCENT).samples == read(PERCENT).samples


@pytest.mark.parametrize("limit", ["MAX_SAMPLES_OF_A_TABLE", "MAX_CALLS"])
def test_more_than_a_limit_refuses_the_file_whole(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(limits, limit, 1)
    reading = read(PERCENT)
    (refused,) = of_severity(reading, Severity.REFUSED_FILE)
    assert refused.seen.startswith("more than 1 ") and reading.samples == ()


@pytest.mark.parametrize(
    ("text", "build"),
    [("37", "37"), ("GRCh37", "37"), ("hg19", "37"), ("GRCh37.p13", "37"), ("b37", "37"), ("hs37d5", "37"),
     ("38", "38"), ("GRCh38", "38"), ("hg38", "38"), ("grch38.p14", "38")],
)  # fmt: skip
def test_the_names_of_a_build_are_one(text: str, build: str) -> None:
    assert build_of(text) is (Build.GRCH37 if build == "37" else Build.GRCH38)


@pytest.mark.parametrize("text", ["36", "hg18", "GRCm38", "mm10", "hg37", "37x", "T2T"])
def test_another_genome_is_refused(text: str) -> None:
    with pytest.raises(BadCell):
        build_of(text)


def test_a_deletion_without_its_base_is_found_in_the_results_of_the_sample(tmp_path: Path) -> None:
    lines = (FIXTURES / "vcf_grch38.vcf").read_text().split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith("#CHROM"))
    name = lines[at].split("\t")[9]
    record = lines[at + 1].split("\t")
    record[0], record[1], record[3], record[4] = "chr1", "1000", "CA", "C"
    other = [*record]
    other[1], other[3], other[4] = "2000", "G", "GCT"
    vcf, maf = tmp_path / "a.vcf", tmp_path / "a.maf"
    vcf.write_text("\n".join((*lines[: at + 1], "\t".join(record), "\t".join(other), "")))
    rows = ("ABC1\t1\t1001\tA\tA\t-", "ABC2\t1\t2000\t-\t-\tCT", "ABC3\t1\t1000\tA\tA\t-")
    maf.write_text("\n".join((HEADINGS, *(f"{row}\t{name}\t38\t\t\t" for row in rows))))
    (one,) = read_files({"a.vcf": vcf, "a.maf": maf}).samples
    found = [(row.pos, row.ref, row.alt, row.reported_gene) for row in one.findings.small_variants]
    assert found == [(1000, "CA", "C", "ABC1"), (2000, "G", "GCT", "ABC2"), (1000, "A", "-", "ABC3")]


GENOME = "".join("ACGT"[(number * 7 + number // 5 + number // 11) % 4] for number in range(60))


@given(st.integers(1, 40), st.text("ACGT", max_size=4), st.integers(0, 4), st.integers(0, 3))
def test_a_change_stays_the_same_change_with_and_without_the_bases_before_it(
    at: int, inserted: str, deleted: int, before: int
) -> None:
    ref = GENOME[at : at + deleted]
    start = max(0, at - before)
    padded_ref, padded_alt = GENOME[start:at] + ref, GENOME[start:at] + inserted
    as_maf = ("1", at if not ref else at + 1, ref or "-", inserted or "-")
    as_vcf = ("1", start + 1, padded_ref or "-", padded_alt or "-")
    if ref == inserted or start == at or not padded_ref or not padded_alt:
        return

    def applied(key: tuple[str, int, str, str]) -> str:
        _, position, old, new = trimmed(key)
        old, new = old.replace("-", ""), new.replace("-", "")
        assert GENOME[position - 1 : position - 1 + len(old)] == old
        return GENOME[: position - 1] + new + GENOME[position - 1 + len(old) :]

    assert applied(as_maf) == applied(as_vcf) == GENOME[:at] + inserted + GENOME[at + deleted :]


SEEDS = [(FIXTURES / name).read_bytes() for name in (PERCENT, COUNTS)]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 6_000), st.binary(min_size=1, max_size=3)), max_size=6),
    st.integers(0, 6_000),
)
def test_any_bytes_give_values_or_problems(
    tmp_path_factory: pytest.TempPathFactory, seed: bytes, changes: list[tuple[int, bytes]], cut: int
) -> None:
    content = bytearray(seed)
    for at, new in changes:
        content[at % len(content) : at % len(content) + len(new)] = new
    reading = read_bytes(tmp_path_factory.mktemp("maf"), bytes(content[: max(cut, 1)]))
    assert reading.samples or reading.problems
    for count in reading.counts:
        assert count.taken + count.refused <= count.read
