"""Nirvana's JSON, one position a line."""

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.ingest import limits
from data.ingest.nirvana import is_nirvana
from data.ingest.run_reading import read_files
from domain.findings import AnnotationSource, Build
from domain.problems import Severity
from domain.readings import FileKind
from tests.data.ingest.samples import FIXTURES, of_severity, only, read, read_bytes

NAME = "nirvana.json"
CONTENT = (FIXTURES / NAME).read_bytes()


def test_the_file_is_recognised_by_its_header_alone() -> None:
    assert is_nirvana(CONTENT.decode()) and not is_nirvana('{"data": 1}') and not is_nirvana("##fileformat")
    assert read(NAME).files[0].kind is FileKind.NIRVANA


def test_refseq_canonical_is_taken_before_ensembl_and_a_neighbouring_gene() -> None:
    egfr = only(NAME).findings.small_variants[0]
    assert (egfr.gene, egfr.transcript, egfr.exon) == ("EGFR", "NM_005228.3", "21/28")
    assert (egfr.p_dot, egfr.c_dot) == ("NP_005219.2:p.(Leu858Arg)", "NM_005228.3:c.2573T>G")
    assert [one[5] for one in egfr.transcripts] == ["", "", "RefSeq canonical", ""]
    assert egfr.annotation_source is AnnotationSource.NIRVANA


def test_a_position_is_joined_by_its_own_alleles_and_not_by_the_trimmed_ones() -> None:
    _, deletion, insertion, _ = only(NAME).findings.small_variants
    assert (deletion.pos, deletion.ref, deletion.alt) == (7577120, "CA", "C")
    assert deletion.c_dot == "NM_000546.5:c.817del" and insertion.gene is None


def test_numbers_keep_their_text() -> None:
    egfr, deletion, insertion, counted = only(NAME).findings.small_variants
    assert (egfr.vaf_text, egfr.vaf, egfr.depth) == ("0.0300", 0.03, 1001)
    assert (deletion.vaf_text, insertion.vaf_text) == ("0.4333", "0.0667")
    assert counted.vaf_text == "0.2500" and counted.tags == ("vaf:alleleDepths",)


def test_every_position_is_counted_and_what_is_refused_has_its_line() -> None:
    reading = read(NAME)
    sample, (count,) = reading.samples[0], reading.counts
    assert (count.read, count.taken, count.refused, count.without_gene) == (8, 3, 2, 2)
    assert (sample.filtered_rows, sample.reference_rows) == (1, 1)
    assert [one.line for one in of_severity(reading, Severity.REFUSED_ROW)] == [7, 9]
    assert any("1 positions of copy number" in one.seen for one in reading.problems)


def test_sample_build_and_software_stand_in_the_header() -> None:
    sample = only(NAME)
    assert (sample.dna_sample_id, sample.build) == ("SYN-N-DNA", Build.GRCH37)
    assert (sample.software, sample.software_version) == ("Nirvana", "3.2.3")


def test_packed_and_on_one_line_it_gives_the_same(tmp_path: Path) -> None:
    expected = only(NAME).findings
    assert read_bytes(tmp_path, gzip.compress(CONTENT)).samples[0].findings == expected
    whole = b"".join(line for line in CONTENT.split(b"\n") if b'"refAl' not in line[-8:])
    assert read_bytes(tmp_path, whole.replace(b"},]", b"}]")).samples[0].findings == expected


def test_a_file_that_ends_in_the_middle_gives_nothing(tmp_path: Path) -> None:
    reading = read_bytes(tmp_path, CONTENT.split(b'],"genes"')[0])
    (problem,) = of_severity(reading, Severity.REFUSED_FILE)
    assert "no end of the list" in problem.seen and not reading.samples


def test_over_the_limit_only_the_chosen_transcript_is_kept_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_EFFECTS_KEPT", -1)
    egfr, *_ = only(NAME).findings.small_variants
    assert [one[5] for one in egfr.transcripts] == ["RefSeq canonical"]
    assert any("3 transcripts over the limit" in one.seen for one in read(NAME).problems)


def test_it_completes_a_variant_file_of_the_same_sample(tmp_path: Path) -> None:
    path = tmp_path / "vcf"
    text = (FIXTURES / "vcf_dragen_hard_filtered.vcf").read_bytes().replace(b"SYN-B-DNA", b"SYN-N-DNA")
    path.write_bytes(
        text.replace(b"\t55249071\t", b"\t55259515\t").replace(
            b"\tC\tT\t.\tPASS\tDP=1001", b"\tT\tG\t.\tPASS\tDP=1001"
        )
    )
    (sample,) = read_files({"v": path, "n": FIXTURES / NAME}).samples
    egfr = next(one for one in sample.findings.small_variants if one.pos == 55259515)
    assert (egfr.gene, egfr.vaf_text) == ("EGFR", "0.03") and len(egfr.transcripts) == 4


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.integers(0, len(CONTENT)), size=st.integers(0, 40), put=st.binary(max_size=6))
def test_spoilt_bytes_give_values_or_problems(tmp_path: Path, start: int, size: int, put: bytes) -> None:
    reading = read_bytes(tmp_path, CONTENT[:start] + put + CONTENT[start + size :])
    # Its first bytes may become those of an index, which is listed and says nothing.
    assert reading.samples or reading.problems or reading.files[0].kind is FileKind.ACCOMPANYING
