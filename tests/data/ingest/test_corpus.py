"""Files that nobody of us wrote: each gives values or problems, and the records of a plain reading."""

import gzip
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.ingest.clinical_list import read_clinical_list
from data.ingest.run_reading import read_path
from data.ingest.vcf_process import READING_PROCESS
from domain.problems import Severity
from domain.readings import FileKind, RunReading

ROOT = Path(__file__).resolve().parents[3]
CORPUS = Path(os.environ.get("MTB_SHARED", ROOT.parent / "shared")) / "data"

TRUSTED = (
    "/passed/",
    "pcgr/",
    "vcf2maf/",
    "varcode/",
    "snpeff/",
    "pvactools_hcc1395/",
    "vembrane/",
    "vatools/",
)
"""Files whose records are valid, or broken only where we name them."""

REFUSED_ROWS = {
    "test_varscan.vcf": 1,
    "somatic_hg19_14muts.space_in_sample_name.vcf": 1,
    "somatic_hg19_14muts.vcf": 1,
}
"""Rows refused beside blank lines: an allele written ``A/T``, or one that is the reference itself."""

WHOLE_FILES_REFUSED = {"passed_compressed.vcf.bz2"}


@pytest.fixture(scope="module")
def corpus() -> list[Path]:
    """Every file of the corpus; its absence is a failure in CI and a told skip elsewhere."""
    files = sorted(path for path in CORPUS.rglob("*") if path.is_file()) if CORPUS.is_dir() else []
    if not files:
        reason = f"the corpus of public files is not at {CORPUS.name} (set MTB_SHARED to its folder)"
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(reason)
        pytest.skip(reason)
    return files


@pytest.fixture(scope="module")
def readings(corpus: list[Path]) -> dict[Path, RunReading]:
    """The reading of every file of the corpus, each brought in alone."""
    return {path: read_path(path) for path in corpus}


def test_every_file_gives_values_or_problems_and_none_ends_the_reading_process(
    readings: dict[Path, RunReading],
) -> None:
    assert len(readings) > 1_000
    died = [
        path.name
        for path, reading in readings.items()
        if any("reading process" in one.seen or "not read within" in one.seen for one in reading.problems)
    ]
    assert died == []
    empty = [path for path, one in readings.items() if not (one.samples or one.problems or one.counts)]
    assert {readings[path].files[0].kind for path in empty} <= {FileKind.ACCOMPANYING}
    assert READING_PROCESS.starts == 1 or READING_PROCESS._child is not None


def test_what_is_refused_or_not_recognised_says_why(readings: dict[Path, RunReading]) -> None:
    for path, reading in readings.items():
        if not reading.readable and reading.files[0].kind is not FileKind.ACCOMPANYING:
            assert reading.problems, path
            assert all(one.expected for one in reading.problems), path


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    raw = path.read_bytes()
    text = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    yield from enumerate(text.decode("utf-8", "replace").replace("\r\n", "\n").split("\n"), 1)


def _plainly(path: Path, refused: set[int]) -> tuple[int, int, list[tuple[str, int, str, str]]]:
    """Rows, filtered rows and kept alleles of a file by splitting its lines, in another way than ours."""
    rows = filtered = 0
    kept: list[tuple[str, int, str, str]] = []
    for number, line in _lines(path):
        if number in refused or not line or line[0] == "#":
            continue
        chrom, pos, _, ref, alts, _, filters = line.split("\t")[:7]
        rows += 1
        alleles = alts.split(",")
        if alts in {".", "<NON_REF>", "<*>", "<X>"}:
            continue
        if filters not in {"PASS", "."}:
            filtered += 1
            continue
        kept.extend(
            (chrom, int(pos), ref.upper(), alt.upper())
            for alt in alleles
            if re.fullmatch("[ACGTNacgtn]+", alt)
        )
    return rows, filtered, kept


def test_valid_files_give_every_record_as_a_plain_reading_does(readings: dict[Path, RunReading]) -> None:
    compared = records = 0
    for path, reading in readings.items():
        place = path.as_posix()
        if reading.files[0].kind is not FileKind.VCF or not any(part in place for part in TRUSTED):
            continue
        assert reading.samples, (place, reading.problems)
        refused = [one for one in reading.problems if one.severity is Severity.REFUSED_ROW]
        lines = list(_lines(path))
        blank = sum(not line for _, line in lines[:-1])
        assert len(refused) == blank + REFUSED_ROWS.get(path.name, 0), (place, refused)
        rows, filtered, kept = _plainly(path, {one.line for one in refused})
        sample, (count,) = reading.samples[0], reading.counts
        assert count.read == rows + count.refused, place
        assert sample.filtered_rows == filtered, place
        ours = [(one.chrom, one.pos, one.ref, one.alt) for one in sample.findings.small_variants]
        # A call that stands there twice counts once, and a line says so.
        assert ours == list(dict.fromkeys(kept)), place
        assert (len(ours) < len(kept)) is any("twice" in one.seen for one in reading.problems), place
        compared += 1
        records += rows
    assert compared > 200 and records > 25_000


def test_only_packed_files_of_the_valid_suites_are_refused_whole(readings: dict[Path, RunReading]) -> None:
    refused = {
        path.name
        for path, reading in readings.items()
        if "/passed/" in path.as_posix()
        and any(one.severity is Severity.REFUSED_FILE for one in reading.problems)
    }
    assert refused <= WHOLE_FILES_REFUSED


def test_a_cbioportal_list_of_the_corpus_is_read(corpus: list[Path]) -> None:
    patients = next(path for path in corpus if path.name == "data_clinical_patients.txt")
    listed = read_clinical_list(patients)
    assert [one.name for one in listed.columns][:2] == ["PATIENT_ID", "OS_STATUS"]
    assert listed.rows[0].values["PATIENT_ID"] == "TCGA-A2-A04P"
    assert listed.rows[0].values["DFS_MONTHS"] is None
    assert listed.columns[1].datatype == "STRING"
