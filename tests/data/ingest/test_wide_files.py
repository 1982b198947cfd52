"""Files with far more columns or fields than any program writes: refused by name, or read in seconds."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from data.ingest import limits
from data.ingest.run_reading import read_files
from data.ingest.vcf_info import only
from domain.problems import Severity
from domain.readings import RunReading
from tests.data.ingest.samples import FIXTURES, of_severity

VCF, METRICS = FIXTURES / "vcf_dragen_hard_filtered.vcf", FIXTURES / "metrics_dragen_2_1.tsv"
SECONDS = 8.0
"""What each took before was half a minute and more."""


def read_quickly(path: Path, content: bytes) -> RunReading:
    path.write_bytes(content)
    start = time.perf_counter()
    reading = read_files({path.name: path})
    assert time.perf_counter() - start < SECONDS
    return reading


def info_of(info: bytes, number: int = 0) -> bytes:
    """A row that passed, with this INFO, at a place of its own for each number."""
    cells = VCF.read_bytes().splitlines()[-1].split(b"\t")
    cells[1] = b"%d" % (1_000 + number)
    cells[6:8] = b"PASS", info
    return b"\t".join(cells) + b"\n"


def metrics_of(samples: int, rows: int = 6) -> bytes:
    """A MetricsOutput with so many sample columns and so many metrics, each value another number."""
    names = "\t".join(f"SYN-{number}" for number in range(samples))
    lines = [METRICS.read_text().splitlines()[0], "[Header]", "Workflow Version\t2.1.1.4"]
    lines += ["[DNA Library QC Metrics]", f"Metric (UOM)\tLSL Guideline\tUSL Guideline\t{names}"]
    for row in range(rows):
        values = "\t".join(str(row * samples + number) for number in range(samples))
        lines.append(f"METRIC_{row} (Count)\t0\tNA\t{values}")
    return "\n".join(lines).encode()


def test_a_metrics_file_of_300000_samples_is_refused_by_their_number(tmp_path: Path) -> None:
    reading = read_quickly(tmp_path / "wide.tsv", metrics_of(300_000, rows=4))
    (problem,) = of_severity(reading, Severity.REFUSED_FILE)
    assert problem.seen == f"more than {limits.MAX_SAMPLES_OF_A_RUN} sample columns"
    assert not reading.samples and not reading.readable


def test_a_status_of_more_samples_than_a_run_has_is_refused_as_well(tmp_path: Path) -> None:
    wide = "\t".join(f"SYN-{number}" for number in range(limits.MAX_SAMPLES_OF_A_RUN + 1))
    content = METRICS.read_bytes() + f"\n[Sample Status]\n\t{wide}\n".encode()
    (problem,) = of_severity(read_quickly(tmp_path / "wide.tsv", content), Severity.REFUSED_FILE)
    assert "sample columns" in problem.seen


def test_a_metrics_file_of_as_many_samples_as_a_run_may_have_is_read_in_seconds(tmp_path: Path) -> None:
    count = limits.MAX_SAMPLES_OF_A_RUN
    reading = read_quickly(tmp_path / "wide.tsv", metrics_of(count, rows=60))
    assert len(reading.samples) == count
    for sample in (reading.samples[0], reading.samples[-1]):
        number = int(sample.sample_id.removeprefix("SYN-"))
        assert [one.value_text for one in sample.metrics] == [str(row * count + number) for row in range(60)]


def test_a_row_with_100000_fields_that_no_header_declares_is_read_in_seconds(tmp_path: Path) -> None:
    row = info_of(b";".join([b"K%d=1" % number for number in range(100_000)]))
    reading = read_quickly(tmp_path / "wide.vcf", VCF.read_bytes() + row)
    before = read_files({VCF.name: VCF}).samples[0].findings.small_variants
    after = reading.samples[0].findings.small_variants
    assert after[: len(before)] == before and len(after) == len(before) + 1
    assert not of_severity(reading, Severity.REFUSED_ROW)


def test_rows_with_fields_that_no_header_declares_are_read_in_seconds(tmp_path: Path) -> None:
    rows = [info_of(b";".join(b"K%d=1" % (4 * row + at) for at in range(4)), row) for row in range(25_000)]
    reading = read_quickly(tmp_path / "wide.vcf", VCF.read_bytes() + b"".join(rows))
    assert len(reading.samples[0].findings.small_variants) == 25_000 + 7


@pytest.mark.parametrize(
    ("place", "text", "seen"),
    [
        (0, lambda row, cell: b"ctg%d" % row, "chromosomes that the header does not declare"),
        (8, lambda row, cell: cell + b":K%d" % row, "fields of FORMAT that the header does not declare"),
    ],
    ids=["chromosomes", "format"],
)
def test_names_without_end_that_no_header_declares_refuse_a_variant_file(
    tmp_path: Path, place: int, text: Callable[[int, bytes], bytes], seen: str
) -> None:
    cells = info_of(b"DP=9").split(b"\t")
    rows = (
        b"\t".join([*cells[:place], text(row, cells[place]), *cells[place + 1 :]]) for row in range(30_000)
    )
    reading = read_quickly(tmp_path / "wide.vcf", VCF.read_bytes() + b"".join(rows))
    (problem,) = of_severity(reading, Severity.REFUSED_FILE)
    assert problem.seen == f"more than {limits.MAX_UNDECLARED_NAMES} {seen}"


def test_chromosomes_that_the_header_declares_are_taken_however_many(tmp_path: Path) -> None:
    names = [b"ctg%d" % number for number in range(limits.MAX_UNDECLARED_NAMES + 10)]
    declared = b"".join(b"##contig=<ID=%b,length=9>\n" % name for name in names)
    before, columns = VCF.read_bytes().split(b"#CHROM", 1)
    row = info_of(b"DP=9").split(b"\t", 1)[1]
    rows = b"".join(name + b"\t" + row for name in names)
    reading = read_quickly(tmp_path / "wide.vcf", before + declared + b"#CHROM" + columns + rows)
    assert len(reading.samples[0].findings.small_variants) == len(names) + 7


def test_of_an_info_cell_the_one_field_that_is_asked_for_stays() -> None:
    assert only(b"X=1;DP=3;hotspot;DP=4;ADP=5", b"DP=") == b"DP=3"
    assert only(b"ADP=5;DP=4", b"DP=") == b"DP=4"
    assert only(b"X=1;Y", b"DP=") == only(b".", b"DP=") == only(b"X=1", b"") == b"."
