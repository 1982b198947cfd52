"""Files made to fill memory or to hang a reader: refused by a named limit, in bounded memory."""

import gzip
import io
import itertools
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from data.ingest import limits
from data.ingest.clinical_list import read_clinical_list
from data.ingest.opening import BGZIP_END, Unreadable, chunks, open_file
from data.ingest.problems import ProblemList
from data.ingest.run_reading import read_files
from data.ingest.vcf_preflight import check
from data.ingest.vcf_process import READING_PROCESS, ReadingProcess, seconds_for
from domain.problems import Problem, Severity
from domain.readings import RunReading
from tests.data.ingest.samples import FIXTURES, of_severity

VCF, CVO = FIXTURES / "vcf_dragen_hard_filtered.vcf", FIXTURES / "cvo_dragen_2_1.tsv"
METRICS = FIXTURES / "metrics_dragen_2_1.tsv"
HEADER = b"".join(line for line in VCF.read_bytes().splitlines(keepends=True) if line.startswith(b"#"))
COLUMNS = HEADER.splitlines(keepends=True)[-1]
MIB = 1 << 20
TEXT_BOUND = 120 * MIB
"""A text of the largest allowed size, its bytes and its characters."""


def gzipped_many(head: bytes, part: bytes, times: int) -> bytes:
    """A gzip file of ``head`` and so many times ``part``, as members behind each other: made at once."""
    return gzip.compress(head) + gzip.compress(part, compresslevel=6) * times


@contextmanager
def bounded(limit: int = TEXT_BOUND) -> Iterator[None]:
    """Fail when this process takes more memory than ``limit`` meanwhile."""
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < limit, f"{peak >> 20} MiB"


def child_megabytes() -> int:
    """The most memory that the reading process has held."""
    status = Path(f"/proc/{READING_PROCESS.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) >> 10


def refused(reading: RunReading) -> Problem:
    """The one problem that refuses the one file."""
    (problem,) = of_severity(reading, Severity.REFUSED_FILE)
    assert not reading.samples and not reading.readable
    return problem


def of(folder: Path, name: str, content: bytes) -> RunReading:
    path = folder / name
    path.write_bytes(content)
    return read_files({name: path})


def test_a_packed_line_of_a_gigabyte_is_refused_in_a_variant_file(tmp_path: Path) -> None:
    content = gzipped_many(HEADER + b"chr1\t1\t", b"A" * (16 * MIB), 64)
    assert len(content) < 2 * MIB
    with bounded():
        assert "line of more than 8 MiB" in refused(of(tmp_path, "bomb.vcf.gz", content)).seen
    assert child_megabytes() < 300


@pytest.mark.parametrize("source", [CVO, METRICS], ids=lambda path: path.stem)
def test_a_packed_line_of_a_gigabyte_is_refused_in_a_sectioned_file(tmp_path: Path, source: Path) -> None:
    content = gzipped_many(source.read_bytes(), b"A" * (16 * MIB), 64)
    with bounded():
        assert "bytes in one line" in refused(of(tmp_path, "bomb.tsv.gz", content)).seen


BROUGHT_ELSEWHERE = (
    "civic_",
    "own_evidence",
    "trial",
    "clinicaltrials_gov",
    "panel_",
    "tool_report",
    "oncokb_",
)
"""Not sent with a run: releases of knowledge and their like have readers, limits and tests of their own."""

TEXTS = sorted(
    path
    for path in FIXTURES.iterdir()
    if path.suffix not in {".md", ".vcf"} and not path.name.startswith(BROUGHT_ELSEWHERE)
)
BOMBS = {
    "one line": b"A" * (16 * MIB),
    "cells": b"A\t" * (3 * MIB),
    "commas": b"A," * (3 * MIB),
    "blank lines": b"\n" * MIB,
    "brackets": b"[" * (9 * MIB),
}


@pytest.mark.slow
@pytest.mark.parametrize("source", TEXTS, ids=lambda path: path.name)
def test_every_kind_of_text_is_refused_when_it_is_made_to_fill_memory(tmp_path: Path, source: Path) -> None:
    whole = source.read_bytes().rstrip(b"\n}]")
    for name, bomb in BOMBS.items():
        with bounded():
            reading = of(tmp_path, f"{source.name}.gz", gzipped_many(whole, bomb, 1))
        assert all(len(one.seen) < 1_000 for one in reading.problems)
        refusals = of_severity(reading, Severity.REFUSED_FILE) + of_severity(reading, Severity.REFUSED_ROW)
        assert refusals, name


def test_a_packed_text_of_a_gigabyte_of_rows_is_refused_by_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_TEXT_LINES", 10**9)
    rows = (b"A" * 1_023 + b"\n") * 1_024 * 16
    with bounded():
        seen = refused(of(tmp_path, "bomb.tsv.gz", gzipped_many(CVO.read_bytes(), rows, 64))).seen
    assert "more than 64 MiB" in seen


def test_a_packed_gigabyte_of_blank_lines_is_refused_by_the_number_of_lines(tmp_path: Path) -> None:
    content = gzipped_many(CVO.read_bytes(), b"\n" * (16 * MIB), 64)
    with bounded():
        assert "lines" in refused(of(tmp_path, "bomb.tsv.gz", content)).seen
    content = gzipped_many(HEADER, b"\n" * (16 * MIB), 64)
    assert "lines that are no records" in refused(of(tmp_path, "bomb.vcf.gz", content)).seen
    assert child_megabytes() < 300


def test_a_packed_gigabyte_of_nul_bytes_is_refused_at_the_first(tmp_path: Path) -> None:
    with bounded(40 * MIB):
        reading = of(tmp_path, "bomb.tsv.gz", gzipped_many(CVO.read_bytes(), bytes(16 * MIB), 64))
    assert "NUL bytes" in refused(reading).seen


def test_a_million_columns_are_refused_in_every_kind_of_text(tmp_path: Path) -> None:
    wide = b"A\t" * 3_000_000
    with bounded():
        assert "cells" in refused(of(tmp_path, "wide.tsv", CVO.read_bytes() + wide)).seen
        assert "cells" in refused(of(tmp_path, "wide.tsv", METRICS.read_bytes() + wide)).seen
        path = tmp_path / "list.tsv"
        path.write_bytes(b"PATIENT_ID\t" + wide)
        listed = read_clinical_list(path)
        assert not listed.readable and listed.problems


def test_a_file_of_two_hundred_thousand_sections_is_refused(tmp_path: Path) -> None:
    content = CVO.read_bytes() + b"\n".join(b"[S%d]" % number for number in range(190_000))
    with bounded():
        assert "more than 500 sections" in refused(of(tmp_path, "sections.tsv", content)).seen


def test_problems_are_listed_up_to_a_limit_and_the_refusal_of_the_file_always() -> None:
    problems = ProblemList("file")
    for number in range(5_000):
        problems.note(f"section {number}", 1, "a", "b")
    problems.refuse_row("rows", 1, "a", "b")
    problems.add(Severity.REFUSED_FILE, "", 0, "cut \x00 short", "whole")
    listed = problems.all()
    assert len(listed) == limits.MAX_PROBLEMS_OF_A_FILE + 2
    assert listed[-1].seen == "3001 more problems of this file"
    assert listed[-1].severity is Severity.REFUSED_ROW
    assert listed[-2].seen == "cut \ufffd short"


def test_a_million_columns_refuse_a_variant_file_and_in_a_row_the_row_alone(tmp_path: Path) -> None:
    samples = b"\t".join(b"S%d" % number for number in range(1_000_000))
    header = HEADER[: -len(COLUMNS)] + COLUMNS.rstrip(b"\n").rsplit(b"\t", 1)[0] + b"\t" + samples + b"\n"
    with bounded():
        assert "20000 columns" in refused(of(tmp_path, "wide.vcf", header)).seen
        reading = of(tmp_path, "row.vcf", VCF.read_bytes() + b"chr1\t9\t" + b".\t" * 1_000_000 + b"\n")
    assert len(of_severity(reading, Severity.REFUSED_ROW)) == 1
    assert len(reading.samples[0].findings.small_variants) == 7
    assert child_megabytes() < 300


def test_a_header_of_a_million_contigs_is_refused(tmp_path: Path) -> None:
    contigs = b"".join(b"##contig=<ID=decoy%d,length=1>\n" % number for number in range(1_000_000))
    with bounded():
        seen = refused(of(tmp_path, "contigs.vcf", b"##fileformat=VCFv4.2\n" + contigs + COLUMNS)).seen
    assert f"more than {limits.MAX_HEADER_LINES} header lines" in seen
    assert child_megabytes() < 300


def test_a_variant_file_larger_than_the_limit_is_refused_before_all_of_it_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 3 * MIB)
    path = tmp_path / "big.vcf.gz"
    row = b"chr1\t7\t.\tA\t.\t.\tPASS\tDP=9\tGT:AD:AF:DP\t0/0:9,0:0:9\n"
    path.write_bytes(gzipped_many(HEADER, row * 20_000, 100))
    with bounded(40 * MIB), pytest.raises(Unreadable, match="more than 3 MiB"):
        check(open_file(path), io.BytesIO())


def test_more_symbolic_rows_than_the_limit_refuse_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_SYMBOLIC_ROWS", 50)
    path = tmp_path / "sv.vcf"
    row = b"chr1\t7\t.\tN\t<DEL>\t.\tPASS\tEND=9\tGT:AD:AF:DP\t0/0:9,0:0:9\n"
    path.write_bytes(HEADER + row * 51)
    with pytest.raises(Unreadable, match="more than 50 rows of copy number"):
        check(open_file(path), io.BytesIO())


def bgzip_blocks(text: bytes, size: int = 20_000) -> list[bytes]:
    """The blocks of a bgzip file, without the end block."""
    made = []
    for start in range(0, len(text), size):
        packed = gzip.compress(text[start : start + size])[10:]
        length = (18 + len(packed) - 1).to_bytes(2, "little")
        made.append(b"\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0BC\x02\0" + length + packed)
    return made


def test_a_bgzip_file_cut_at_any_block_or_inside_one_is_refused_whole(tmp_path: Path) -> None:
    chrom, _, rest = VCF.read_bytes().splitlines(keepends=True)[-1].split(b"\t", 2)
    rows = b"".join(b"%s\t%d\t%s" % (chrom, position, rest) for position in range(1, 2_001))
    blocks = bgzip_blocks(VCF.read_bytes() + rows)
    assert len(blocks) > 5
    whole = of(tmp_path, "whole.vcf.gz", b"".join(blocks) + BGZIP_END)
    assert len(whole.samples[0].findings.small_variants) == 2_007
    ends = list(itertools.accumulate(map(len, blocks)))
    for end in [*ends, *(end - 100 for end in ends), ends[-1] + 5, ends[-1] + len(BGZIP_END) - 1]:
        content = (b"".join(blocks) + BGZIP_END)[:end]
        assert refused(of(tmp_path, "cut.vcf.gz", content)).expected


def test_a_bgzip_text_cut_at_a_block_is_refused_whole(tmp_path: Path) -> None:
    blocks = bgzip_blocks(CVO.read_bytes(), 400)
    assert of(tmp_path, "whole.tsv.gz", b"".join(blocks) + BGZIP_END).samples
    for count in range(1, len(blocks) + 1):
        assert refused(of(tmp_path, "cut.tsv.gz", b"".join(blocks[:count]))).seen


def test_progress_is_told_in_bytes_of_the_file_and_ends_with_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "long.vcf"
    row = b"chr1\t7\t.\tA\t.\t.\tPASS\tDP=9\tGT:AD:AF:DP\t0/0:9,0:0:9\n"
    path.write_bytes(HEADER + row * 600_000)
    process = ReadingProcess()
    told: list[tuple[int, int]] = []
    try:
        process.calls(path, lambda done, total: told.append((done, total)))
    finally:
        process.close()
    size = path.stat().st_size
    assert len(told) > 1 and {total for _, total in told} == {size}
    assert sorted(told) == told and 0 < told[0][0] < size


def test_the_time_for_a_file_grows_with_its_text_and_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "file.vcf"
    with path.open("wb") as file:
        file.truncate(2 << 30)
    assert seconds_for(path) > 180
    with path.open("r+b") as file:
        file.write(b"\x1f\x8b")
    assert seconds_for(path) == limits.MAX_UNPACKED_BYTES // limits.CHILD_BYTES_PER_SECOND
    assert seconds_for(VCF) == 0 and seconds_for(tmp_path / "none") == 0


def test_unpacking_stops_at_the_limit_whatever_the_file_promises(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzipped_many(b"text\n", b"text\n" * MIB, 200))
    with bounded(20 * MIB), pytest.raises(Unreadable, match="more than 4 MiB"):
        for _ in chunks(open_file(path), 4 * MIB):
            continue
