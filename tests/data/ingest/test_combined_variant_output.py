"""CombinedVariantOutput: every grammar rule, version and trap."""

from datetime import date
from pathlib import Path

import pytest

from domain.findings import AnnotationSource, BiomarkerName, BiomarkerState, Build, CopyNumberCall, Origin
from domain.problems import Severity
from domain.readings import FileKind
from tests.data.ingest.samples import FIXTURES, marker, of_severity, only, read, read_bytes

LOCAL, D21, D25, D26, BLOOD, SHEET = (
    "cvo_localapp_2_2.tsv",
    "cvo_dragen_2_1.tsv",
    "cvo_dragen_2_5_hrd.tsv",
    "cvo_dragen_2_6.tsv",
    "cvo_ctdna_2_6.tsv",
    "cvo_spreadsheet.tsv",
)


@pytest.mark.parametrize(
    ("name", "software", "version", "assay"),
    [
        (LOCAL, "TruSight Oncology 500", "ruo-2.2.0.12", "TSO500"),
        (D21, "DRAGEN TruSight Oncology 500 Analysis Software", "ruo-2.1.1.4", "TSO500"),
        (D25, "DRAGEN TruSight Oncology 500 Analysis Software", "2.5.2.1", "TSO500"),
        (D26, "DRAGEN TruSight Oncology 500 v2.6.2 Analysis Software", "2.6.2.4", "TSO500"),
        (BLOOD, "DRAGEN TruSight Oncology 500 ctDNA v2.6.0 Analysis Software", "2.6.0.22", "TSO500 ctDNA"),
    ],
)
def test_every_version_is_recognised_by_its_banner(
    name: str, software: str, version: str, assay: str
) -> None:
    reading = read(name)
    sample = reading.samples[0]
    assert reading.files[0].kind is FileKind.COMBINED_VARIANT_OUTPUT
    assert (sample.software, sample.software_version, sample.assay) == (software, version, assay)
    assert sample.build is Build.GRCH37


def test_ids_dates_and_run_are_taken_and_na_is_none() -> None:
    local, dragen = only(LOCAL), only(D21)
    assert (local.pair_id, local.dna_sample_id, local.rna_sample_id) == ("SYN-A", "SYN-A-DNA", "SYN-A-RNA")
    assert (local.run_name, local.run_date, local.output_date) == (
        "SYN_RUN_1",
        date(2000, 2, 1),
        date(2021, 10, 27),
    )
    assert dragen.rna_sample_id is None
    assert dragen.run_name is None and dragen.run_date is None


def test_a_blank_gene_is_kept_and_counted() -> None:
    reading = read(LOCAL)
    blank = next(one for one in reading.samples[0].findings.small_variants if one.chrom == "chr9")
    assert blank.gene is None and blank.reported_gene is None
    assert blank.p_dot is None and blank.c_dot is None and blank.consequence == ()
    count = next(one for one in reading.counts if one.section == "Small Variants")
    assert (count.read, count.taken, count.refused, count.without_gene) == (5, 5, 0, 1)


def test_consequences_are_split_and_notations_kept_verbatim() -> None:
    variants = only(LOCAL).findings.small_variants
    ep300 = variants[-1]
    assert ep300.consequence == ("splice_region_variant", "frameshift_variant")
    assert (ep300.ref, ep300.alt, ep300.pos) == ("CA", "C", 41566524)
    assert ep300.transcript == "NM_001429.3"
    assert (ep300.vaf, ep300.vaf_text, ep300.depth, ep300.exon) == (0.1877, "0.1877", 554, "27/31")
    assert variants[1].p_dot == "NM_004958.3:c.2997C>T(p.(Asn999=))"
    assert variants[0].p_dot is None and variants[0].c_dot == "NM_004958.3:c.7165-1G>T"


def test_a_frequency_of_one_and_an_unknown_origin_stay_what_they_are() -> None:
    akt2 = only(LOCAL).findings.small_variants[3]
    assert akt2.vaf == 1.0 and akt2.vaf_text == "1"
    assert akt2.origin is Origin.UNKNOWN
    assert akt2.annotation_source is AnnotationSource.CVO


@pytest.mark.parametrize(
    ("pair", "first", "second", "direction"),
    [
        ("PPARG/AC016683.6;PAX8", "PPARG", "PAX8", False),
        ("CD74-ROS1;GOPC", "CD74", "ROS1", True),
        ("NKX2-1-ALK", "NKX2-1", "ALK", True),
        ("FOO-BAR-BAZ", None, None, False),
    ],
)
def test_a_gene_pair_is_split_only_where_known_genes_decide(
    pair: str, first: str | None, second: str | None, direction: bool
) -> None:
    fusion = next(one for one in only(LOCAL).findings.fusions if one.gene_pair == pair)
    assert (fusion.gene_5, fusion.gene_3, fusion.direction_known) == (first, second, direction)


def test_a_pair_that_is_not_split_is_told_and_kept() -> None:
    notes = of_severity(read(LOCAL), Severity.NOTE)
    assert [one.seen for one in notes] == ["FOO-BAR-BAZ"]
    assert len(only(LOCAL).findings.fusions) == 4


def test_a_splice_variant_may_have_no_exon() -> None:
    egfr, ar = only(LOCAL).findings.splice_variants
    assert egfr.affected_exon == "2-7/28" and egfr.supporting_reads == 64
    assert ar.affected_exon is None and ar.gene == "AR"


def test_not_assessed_is_not_zero() -> None:
    not_assessed = marker(only(LOCAL), BiomarkerName.MSI)
    zero = marker(only(D25), BiomarkerName.MSI)
    assert (not_assessed.state, not_assessed.value) == (BiomarkerState.NOT_ASSESSED, None)
    assert not_assessed.reason
    assert (zero.state, zero.value, zero.value_text) == (BiomarkerState.VALUE, 0.0, "0.00")


def test_a_key_value_section_of_na_alone_is_not_assessed() -> None:
    assert marker(only(D26), BiomarkerName.MSI).state is BiomarkerState.NOT_ASSESSED


def test_a_section_that_is_not_written_gives_no_biomarker() -> None:
    assert BiomarkerName.GIS not in {one.name for one in only(LOCAL).findings.biomarkers}


def test_details_stand_beside_the_biomarker_verbatim() -> None:
    assert ("Number of Passing Eligible Variants", "9") in marker(only(LOCAL), BiomarkerName.TMB).details


def test_beta_banners_are_no_rows() -> None:
    reading = read(D25)
    assert not reading.problems
    assert {one.section: one.read for one in reading.counts}["MSI"] == 3


def test_copy_number_calls_are_told_apart() -> None:
    raf1, znf703, gata3, brca1 = only(D25).findings.copy_number
    assert (raf1.call, raf1.fold_change_text, raf1.copy_number) == (CopyNumberCall.GAIN, "1.578", 12.0)
    assert (znf703.call, znf703.copy_number) == (CopyNumberCall.LOSS, 4.0)
    assert gata3.copy_number is None
    assert (brca1.call, brca1.copy_number, brca1.minor_copy_number) == (CopyNumberCall.LOH, 2.0, 0.0)


def test_an_amplification_is_a_gain_without_copies() -> None:
    (erbb2,) = only(LOCAL).findings.copy_number
    assert (erbb2.gene, erbb2.call, erbb2.copy_number) == ("ERBB2", CopyNumberCall.GAIN, None)


def test_tables_with_na_or_nothing_are_read_as_none_found() -> None:
    reading = read(D21)
    counts = {one.section: one for one in reading.counts}
    for section in ("Gene Amplifications", "Splice Variants", "Fusions"):
        assert (counts[section].read, counts[section].recognised) == (0, True)
    assert not reading.problems


def test_exon_level_rows_are_read_and_na_genes_are_no_rows() -> None:
    (brca1,) = only(D21).findings.rearrangements
    assert (brca1.gene, brca1.start, brca1.stop, brca1.call) == (
        "BRCA1",
        41197695,
        41203134,
        CopyNumberCall.LOSS,
    )
    assert only(D25).findings.rearrangements == ()
    (brca2,) = only(D26).findings.rearrangements
    assert brca2.call is CopyNumberCall.GAIN


def test_an_old_symbol_becomes_the_current_one_and_is_kept() -> None:
    (mre11,) = only(D26).findings.copy_number
    assert (mre11.gene, mre11.reported_gene) == ("MRE11", "MRE11A")


@pytest.mark.parametrize(
    ("name", "fraction", "text"), [(D25, 0.22, "0.220"), (D26, 0.55, "55"), (D21, 0.62, "0.62")]
)
def test_tumour_fraction_is_a_fraction_in_every_version(name: str, fraction: float, text: str) -> None:
    tumour = marker(only(name), BiomarkerName.TUMOUR_FRACTION)
    assert (tumour.value, tumour.value_text) == (fraction, text)


def test_a_tumour_fraction_of_one_is_flagged_and_not_guessed() -> None:
    reading = read(SHEET)
    tumour = marker(reading.samples[0], BiomarkerName.TUMOUR_FRACTION)
    assert (tumour.state, tumour.value, tumour.value_text) == (BiomarkerState.NOT_EVALUABLE, None, "1")
    assert any(one.seen == "Tumor Fraction 1" for one in reading.problems)


def test_sum_jsd_is_its_own_biomarker_and_never_a_percentage() -> None:
    sample = only(BLOOD)
    jsd = marker(sample, BiomarkerName.MSI_SUM_JSD)
    assert (jsd.value, jsd.unit) == (0.0031, "SUM_JSD")
    assert BiomarkerName.MSI not in {one.name for one in sample.findings.biomarkers}


def test_a_dna_fusion_says_its_molecule() -> None:
    (fusion,) = only(BLOOD).findings.fusions
    assert (fusion.gene_5, fusion.gene_3, fusion.molecule) == ("EML4", "ALK", "dna")


def test_an_unknown_section_is_kept_raw_and_reported() -> None:
    reading = read(D26)
    (raw,) = reading.raw_sections
    assert (raw.section, raw.lines) == ("Percent Tumor Fraction", ("Something new\t1",))
    (problem,) = of_severity(reading, Severity.UNKNOWN)
    assert problem.section == "Percent Tumor Fraction" and problem.line > 0


def test_a_file_that_was_cut_before_its_small_variants_says_so(tmp_path: Path) -> None:
    whole = (FIXTURES / D26).read_bytes()
    cut = read_bytes(tmp_path, whole[: whole.index(b"[Small Variants]")])
    (told,) = [one for one in cut.problems if one.section == "Small Variants"]
    assert told.severity is Severity.NOTE and "cut short" in told.expected
    assert not [one for one in read_bytes(tmp_path, whole).problems if "cut short" in one.expected]


def test_a_spreadsheet_date_is_no_gene_and_its_row_is_kept() -> None:
    sept = only(SHEET).findings.small_variants[0]
    assert (sept.gene, sept.reported_gene, sept.pos) == (None, "14-Sep", 233)


def test_a_bad_row_is_refused_with_its_line_and_the_others_are_taken() -> None:
    reading = read(SHEET)
    refused = [one for one in of_severity(reading, Severity.REFUSED_ROW) if one.section == "Small Variants"]
    assert [one.line for one in refused] == [18, 19, 20, 21, 22, 23]
    assert refused[0].seen == "0,4333" and "decimal point" in refused[0].expected
    assert [one.pos for one in reading.samples[0].findings.small_variants] == [233, 25398284]


def test_a_decimal_comma_in_a_score_is_not_evaluable() -> None:
    ploidy = marker(only(SHEET), BiomarkerName.PLOIDY)
    assert (ploidy.state, ploidy.value, ploidy.value_text) == (BiomarkerState.NOT_EVALUABLE, None, "2,1")


def test_a_slashed_date_is_read_when_only_one_reading_is_possible() -> None:
    assert only(SHEET).output_date == date(2026, 3, 20)
