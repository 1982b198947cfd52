"""The TMB trace: what it says of calls in other files, and that it never becomes a call."""

from pathlib import Path

import pytest

from data.ingest.opening import open_file
from data.ingest.problems import ProblemList
from data.ingest.run_reading import read_files
from data.ingest.tmb_trace import is_tmb_trace, read_tmb_trace
from domain.findings import AnnotationSource, Build, Origin, SmallVariant
from domain.readings import FileKind
from tests.data.ingest.samples import FIXTURES, read, read_bytes

LOCAL, DRAGEN, HIGHEST = "tmb_trace_localapp.tsv", "tmb_trace_dragen_2_6.tsv", "tmb_msaf_ctdna.csv"


def remarks(name: str) -> list[SmallVariant]:
    (part,) = read_tmb_trace(open_file(FIXTURES / name), name, ProblemList(name))
    assert part.build is Build.GRCH37 and part.findings.small_variants == ()
    return list(part.annotations)


@pytest.mark.parametrize("name", [LOCAL, DRAGEN, HIGHEST])
def test_both_widths_are_recognised_by_their_headings(name: str) -> None:
    (file,) = read(name).files
    assert file.kind is FileKind.TMB_TRACE
    assert is_tmb_trace((FIXTURES / name).read_text())
    assert not is_tmb_trace("Chromosome\tPosition\tRefCall\tAltCall\n")


def test_without_a_status_the_two_filters_tell_the_origin() -> None:
    origins = [one.origin for one in remarks(LOCAL)]
    assert origins == [Origin.SOMATIC, Origin.GERMLINE, Origin.GERMLINE, Origin.UNKNOWN]


def test_a_status_tells_the_origin_and_is_kept_verbatim() -> None:
    somatic, germline, clonal = remarks(DRAGEN)
    assert [one.origin for one in (somatic, germline, clonal)] == [
        Origin.SOMATIC, Origin.GERMLINE, Origin.SOMATIC,
    ]  # fmt: skip
    assert "GermlineStatus=Somatic_Putative_CH" in clonal.tags


def test_both_filters_and_the_count_for_tmb_are_kept_apart() -> None:
    counted, database, proxi, unread = remarks(LOCAL)
    assert counted.tags == ("germline_db=False", "germline_proxi=False", "tmb_counted=True")
    assert database.tags == ("germline_db=True", "germline_proxi=True", "tmb_counted=False")
    assert proxi.tags[0] == "germline_db=False"
    assert unread.tags == ("germline_proxi=False", "tmb_counted=False")


def test_of_several_genes_at_a_place_the_assays_own_is_taken() -> None:
    several = remarks(LOCAL)[1]
    assert (several.gene, several.reported_gene) == ("MTOR", "MTOR-AS1;MTOR")
    assert remarks(LOCAL)[2].gene is None


def test_the_wide_trace_gives_protein_coding_change_and_consequence() -> None:
    one = remarks(DRAGEN)[0]
    assert (one.p_dot, one.c_dot, one.transcript) == (
        "NP_005219.2:p.(Thr790Met)", "NM_005228.3:c.2369C>T", "NM_005228.3",
    )  # fmt: skip
    assert one.consequence == ("missense_variant", "splice_region_variant")
    assert (one.exon, one.annotation_source) == ("20/28", AnnotationSource.TMB_TRACE)
    assert (one.vaf, one.vaf_text, one.depth) == (0.00049, "0.00049", 31_000)


def test_the_highest_somatic_frequency_is_a_tag_with_the_digits_of_the_file() -> None:
    (one,) = remarks(HIGHEST)
    assert "max_somatic_af=0.0005" in one.tags and one.gene == "TP53"


def test_what_cannot_be_taken_is_told_with_its_line_and_every_row_is_counted() -> None:
    reading = read(LOCAL)
    (count,) = reading.counts
    assert (count.read, count.taken, count.refused) == (6, 4, 2)
    refused = {one.line: one.seen for one in reading.problems if one.severity == "refused_row"}
    assert refused == {5: "0,1033", 7: "chr2\t102\tC\tT\t0.1"}
    assert any("1-Mar" in one.seen for one in reading.problems)


def test_a_trace_alone_makes_no_sample_with_rows_or_without(tmp_path: Path) -> None:
    assert read(DRAGEN).samples == ()
    heading = (FIXTURES / DRAGEN).read_text().split("\n")[0]
    assert read_bytes(tmp_path, heading.encode(), "S1.tmb.trace.tsv").samples == ()


def test_the_trace_completes_calls_that_no_other_file_annotates(tmp_path: Path) -> None:
    results = (FIXTURES / "cvo_ctdna_1_1.tsv").read_text().replace("\tNP_005219.2:p.(Thr790Met)", "\t")
    results = results.replace("EGFR\tchr7", "\tchr7").replace(
        "NM_005228.3:c.2369C>T\tmissense_variant\t20/28", "\t\t"
    )
    (tmp_path / "cvo").write_text(results)
    trace = FIXTURES / DRAGEN
    reading = read_files({"cvo.tsv": tmp_path / "cvo", "SYN-H-CF.tmb.trace.tsv": trace})
    by_position = {one.pos: one for one in reading.samples[0].findings.small_variants}
    assert len(by_position) == 3
    egfr = by_position[55_249_071]
    assert (egfr.gene, egfr.p_dot, egfr.origin) == ("EGFR", "NP_005219.2:p.(Thr790Met)", Origin.SOMATIC)
    assert by_position[25_398_284].origin is Origin.UNKNOWN


def test_a_trace_that_a_spreadsheet_saved_with_semicolons_is_read(tmp_path: Path) -> None:
    text = (FIXTURES / HIGHEST).read_text().replace(",", ";").replace("0.0005", '"0.0005"')
    reading = read_bytes(tmp_path, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), "S.tmb.msaf.csv")
    assert [(one.read, one.taken) for one in reading.counts] == [(1, 1)]
