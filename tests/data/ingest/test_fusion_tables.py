"""Fusions as tables of their own: RNA of tissue (AllFusions) and DNA of blood (Fusions)."""

from pathlib import Path

import pytest

from data.ingest.run_reading import read_files
from domain.problems import Severity
from domain.readings import FileKind
from tests.data.ingest.samples import FIXTURES, of_severity, only, read, read_bytes

LOCAL, DRAGEN = "all_fusions_localapp.csv", "all_fusions_dragen.csv"
BLOOD_1, BLOOD_2 = "fusions_ctdna_v1.csv", "fusions_ctdna_v2.csv"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (LOCAL, FileKind.ALL_FUSIONS),
        (DRAGEN, FileKind.ALL_FUSIONS),
        (BLOOD_1, FileKind.BLOOD_FUSIONS),
        (BLOOD_2, FileKind.BLOOD_FUSIONS),
    ],
)
def test_each_is_recognised_below_its_remarks(name: str, kind: FileKind) -> None:
    assert read(name).files[0].kind is kind


def test_supporting_reads_are_the_deduplicated_split_and_paired_ones_together() -> None:
    one = only(LOCAL).findings.fusions[0]
    assert (one.supporting_reads, one.reference_reads_1, one.reference_reads_2) == (96, 2, 0)
    assert (one.gene_pair, one.gene_5, one.gene_3) == ("CD74-ROS1;GOPC", "CD74", "ROS1")
    assert one.molecule == "rna" and one.direction_known


def test_two_callers_of_the_same_fusion_are_one_row_with_both_remarks() -> None:
    fusions = only(LOCAL).findings.fusions
    assert len(fusions) == 2
    assert {"caller=RnaFusionFilter", "caller=SpliceGirl", "filter=PASS;LOW_ALT_TO_REF"} <= set(
        fusions[0].tags
    )


def test_a_direction_that_is_not_known_is_not_claimed() -> None:
    one = only(LOCAL).findings.fusions[1]
    assert (one.gene_pair, one.direction_known) == ("PPARG/AC016683.6;PAX8", False)
    assert (one.supporting_reads, one.tags[-1]) == (11, "reads=not_deduplicated")


def test_fusions_that_the_pipeline_did_not_keep_are_counted_as_filtered() -> None:
    assert only(LOCAL).filtered_rows == 1
    assert only(DRAGEN).filtered_rows == 1
    (count,) = read(LOCAL).counts
    assert (count.read, count.taken, count.refused) == (7, 3, 3)


def test_a_gene_that_became_a_date_is_refused_and_told() -> None:
    seen = [one.seen for one in of_severity(read(LOCAL), Severity.REFUSED_ROW)]
    assert seen == ["14-Sep and EGFR", "perhaps", "RnaFusionFilter,EGFR"]


def test_the_wide_table_says_where_in_the_gene_the_break_lies() -> None:
    (one,) = only(DRAGEN).findings.fusions
    assert {"caller=DRAGEN", "location_1=IntactExon", "location_2=Intronic"} <= set(one.tags)
    assert (only(DRAGEN).software, only(DRAGEN).software_version) == ("FusionProcessor", "1.0.0.614")


def test_a_fusion_of_the_results_is_completed_and_one_that_they_lack_says_where_it_stands() -> None:
    reading = read_files(
        {"cvo.tsv": FIXTURES / "cvo_localapp_2_2.tsv", "SYN-A-RNA_AllFusions.csv": FIXTURES / LOCAL}
    )
    (sample,) = reading.samples
    by_pair = {one.gene_pair: one for one in sample.findings.fusions}
    assert len(by_pair) == len(sample.findings.fusions) == 4
    assert "score=0.98" in by_pair["CD74-ROS1;GOPC"].tags
    assert not any("only_in" in tag for one in sample.findings.fusions for tag in one.tags)


@pytest.mark.parametrize(("name", "known"), [(BLOOD_1, False), (BLOOD_2, True)])
def test_fusions_of_blood_are_of_dna_and_keep_their_frequency_as_text(name: str, known: bool) -> None:
    (one,) = only(name).findings.fusions
    assert (one.molecule, one.supporting_reads, one.direction_known) == ("dna", 22, known)
    assert one.tags[0] == "vaf=0.00049" and "depth_1=922" in one.tags
    assert (one.breakpoint_1, one.breakpoint_2) == ("chr2:42522656", "chr2:29446394")
    assert only(name).assay == "TSO500 ctDNA" and only(name).sample_id == "SYN-E-CF"


def test_fusions_of_blood_that_did_not_pass_are_counted_and_a_date_is_refused() -> None:
    reading = read(BLOOD_1)
    assert reading.samples[0].filtered_rows == 1
    assert [one.seen for one in of_severity(reading, Severity.REFUSED_ROW)] == ["2-Sep and ALK"]


def test_a_fusion_of_blood_stands_once_beside_the_results() -> None:
    sample = only("cvo_ctdna_2_6.tsv", BLOOD_2, "sample_analysis_results_ctdna.json")
    (one,) = sample.findings.fusions
    assert (one.gene_pair, one.reference_reads_1, one.molecule) == ("EML4-ALK", 900, "dna")
    assert "vaf=0.00049" in one.tags and "total_reads=1792" in one.tags


@pytest.mark.parametrize("bad", ["0,00049", "1.2", "high"])
def test_a_frequency_that_is_no_fraction_refuses_its_row(tmp_path: Path, bad: str) -> None:
    text = (FIXTURES / BLOOD_2).read_text().replace("0.00049", f'"{bad}"')
    reading = read_bytes(tmp_path, text.encode())
    assert [one.seen for one in of_severity(reading, Severity.REFUSED_ROW)] == [bad]


def test_a_table_without_rows_says_that_nothing_was_found(tmp_path: Path) -> None:
    heading = (FIXTURES / BLOOD_2).read_text().split("\n")[1]
    reading = read_bytes(tmp_path, heading.encode(), "SYN-E-CF_Fusions.csv")
    assert [(one.sample_id, one.findings.fusions) for one in reading.samples] == [("SYN-E-CF", ())]
