"""InPreD: the small-variant table of TSOPPI, and the list of samples that is kept for the reports."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands.ingest import as_text, main
from data.ingest.run_reading import read_files
from domain.findings import AnnotationSource, Build, Origin
from domain.problems import Severity
from domain.readings import FileKind
from tests.data.ingest.samples import FIXTURES, of_severity, only, read, read_bytes

TABLE, LIST = "IPD0000-D01-P01-A08_small_variant_table.tsv", "inpred_samples.txt"


def test_the_table_is_of_the_sample_that_its_file_names_whole() -> None:
    one = only(TABLE)
    assert (one.sample_id, one.assay, one.build) == ("IPD0000-D01-P01-A08", "TSO500", Build.GRCH37)
    assert (one.software, (one.software_version or "")[:8]) == ("TSOPPI", "2.2.0.12")


def test_the_table_under_another_name_is_of_the_sample_that_it_names(tmp_path: Path) -> None:
    (one,) = read_bytes(tmp_path, (FIXTURES / TABLE).read_bytes(), "other.tsv").samples
    assert one.sample_id == "IPD0000"


def test_a_row_of_the_table_has_its_numbers_and_its_transcripts() -> None:
    one = only(TABLE).findings.small_variants[0]
    assert (one.chrom, one.pos, one.ref, one.alt) == ("7", 140453136, "A", "T")
    assert (one.gene, one.p_dot, one.c_dot, one.exon) == ("BRAF", "p.Val600Glu", "c.1799T>A", "15")
    assert (one.vaf_text, one.depth, one.annotation_source) == ("0.15", 778, AnnotationSource.TSOPPI)
    assert [row[1] for row in one.transcripts] == [
        "ENST00000288602", "NP_004324.2", "ENSP00000288602.6", "ENST00000247866.4",
    ]  # fmt: skip
    assert one.transcripts[3][:5] == ("NDUFB2", "ENST00000247866.4", "", "", "downstream_gene_variant")
    assert {"hotspot=BRAF|V600", "tier=TIER_1", "judgement=include"} <= set(one.tags)


def test_the_class_of_localapp_is_the_origin() -> None:
    assert [one.origin for one in only(TABLE).findings.small_variants] == [
        Origin.SOMATIC, Origin.GERMLINE, Origin.UNKNOWN,
    ]  # fmt: skip


def test_words_of_no_ontology_are_no_consequence() -> None:
    _, noncoding, frameshift = only(TABLE).findings.small_variants
    assert (noncoding.gene, noncoding.consequence, noncoding.exon) == (None, (), None)
    assert frameshift.consequence == ("frameshift_variant", "splice_region_variant")


def test_every_row_of_the_table_is_taken_refused_or_filtered() -> None:
    reading = read(TABLE)
    (count,) = reading.counts
    assert (count.read, count.taken, count.refused, reading.samples[0].filtered_rows) == (9, 3, 5, 1)
    assert [one.line for one in of_severity(reading, Severity.REFUSED_ROW)] == [8, 9, 10, 11, 12]


def test_the_list_of_samples_gives_typed_rows_and_no_sample() -> None:
    reading = read(LIST)
    assert (reading.files[0].kind, reading.samples) == (FileKind.SAMPLE_LIST, ())
    first, rna, other = reading.listed
    assert (first.sample_id, first.report_wanted, first.year_of_birth) == ("IPD0000-D01-P01-A08", True, 1961)
    assert (first.diagnosis, first.sex, first.study_id) == ("Melanoma, skin", "F", "STUDY-7")
    assert (first.tumour_content, first.tumour_content_text) == (40.0, "40 %")
    assert first.others == (("Material", "FFPE"), ("Pathology_comment", 'says "few" cells'))
    assert (rna.report_wanted, rna.study_id, rna.tumour_content) == (None, None, None)
    assert (other.sex, other.tumour_content, other.diagnosis) == ("M", 62.5, None)


def test_rows_of_the_list_that_cannot_be_are_refused_by_their_line() -> None:
    reading = read(LIST)
    (count,) = reading.counts
    assert (count.read, count.taken, count.refused) == (9, 3, 6)
    seen = [one.seen for one in of_severity(reading, Severity.REFUSED_ROW)]
    assert seen[:5] == ["IPD0001-D01-P01-A01", "61", "X", "20,5", "maybe"]


def test_a_list_beside_the_results_changes_no_sample() -> None:
    both = read_files({name: FIXTURES / name for name in (TABLE, LIST)})
    assert both.samples == (only(TABLE),)
    assert len(both.listed) == 3


def test_the_table_completes_the_results_of_its_sample(tmp_path: Path) -> None:
    results = (FIXTURES / "cvo_localapp_2_2.tsv").read_text()
    named = next(line.split("\t")[1] for line in results.split("\n") if line.startswith("DNA Sample ID"))
    cvo = tmp_path / "results.tsv"
    cvo.write_text(results.replace(f"DNA Sample ID\t{named}", "DNA Sample ID\tIPD0000-D01-P01-A08"))
    alone = read_files({"results.tsv": cvo}).samples[0].findings.small_variants
    (both,) = read_files({"results.tsv": cvo, TABLE: FIXTURES / TABLE}).samples
    assert both.findings.small_variants[: len(alone)] == alone
    assert [one.annotation_source for one in both.findings.small_variants[len(alone) :]] == [
        AnnotationSource.TSOPPI
    ] * 3


def test_the_command_prints_and_lists_the_rows(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Listed IPD0000-D01-P01-A08: Melanoma, skin, tumour content 40 %" in list(as_text(read(LIST)))
    assert main([str(FIXTURES / LIST), "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["listed"]
    assert [one["tumour_content_text"] for one in listed] == ["40 %", None, "62.5"]


SEEDS = [(FIXTURES / name).read_bytes() for name in (TABLE, LIST)]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 5_000), st.binary(min_size=1, max_size=3)), max_size=6),
    st.integers(0, 5_000),
)
def test_any_bytes_give_values_or_problems(
    tmp_path_factory: pytest.TempPathFactory, seed: bytes, spoilt: list[tuple[int, bytes]], cut: int
) -> None:
    content = bytearray(seed)
    for at, new in spoilt:
        content[at % len(content) : at % len(content) + len(new)] = new
    reading = read_bytes(tmp_path_factory.mktemp("inpred"), bytes(content[: max(cut, 1)]))
    assert reading.samples or reading.problems or reading.counts
    for count in reading.counts:
        assert count.taken + count.refused <= count.read
