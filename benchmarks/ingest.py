"""How fast a variant file becomes values, side by side with a bare cyvcf2 loop over the same fields."""

import gc
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cyvcf2 import VCF

from data.ingest import read_path

RECORDS = 120_000
"""Records of the generated file: some 40 times the calls of a tissue sample."""

PASSED = 2 / 3
"""Share of the records that pass their filters."""

REPEATS = 5
LIMIT = 2.0
"""The whole path may take at most twice the time of the bare loop."""

_HEADER = (
    "##fileformat=VCFv4.2",
    '##FILTER=<ID=weak_evidence,Description="Somatic score below the threshold">',
    '##INFO=<ID=DP,Number=1,Type=Integer,Description="Depth">',
    '##INFO=<ID=MQ,Number=1,Type=Float,Description="Mapping quality">',
    '##INFO=<ID=FractionInformativeReads,Number=1,Type=Float,Description="Informative reads">',
    '##INFO=<ID=AQ,Number=1,Type=Float,Description="Systematic noise">',
    '##INFO=<ID=hotspot,Number=0,Type=Flag,Description="Hotspot">',
    '##INFO=<ID=MNVTAG,Number=1,Type=String,Description="MNV">',
    '##INFO=<ID=GermlineStatus,Number=1,Type=String,Description="Germline status">',
    *(
        f'##FORMAT=<ID={name},Number={number},Type={kind},Description="{name}">'
        for name, number, kind in (
            ("GT", "1", "String"), ("SQ", "A", "Float"), ("AD", "R", "Integer"), ("AF", "A", "Float"),
            ("F1R2", "R", "Integer"), ("F2R1", "R", "Integer"), ("DP", "1", "Integer"),
            ("SB", "4", "Integer"), ("MB", "4", "Integer"),
        )
    ),
    *(f"##contig=<ID=chr{number},length=249250621>" for number in range(1, 23)),
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tSYN-BENCH",
)  # fmt: skip
_STATES = ("Germline_DB", "Germline_Proxi", "Somatic", "Somatic_Putative_CH")


def write_dragen_like(path: Path, records: int = RECORDS, seed: int = 7) -> None:
    """Write a synthetic file in the manner of a DRAGEN hard-filtered VCF."""
    drawn = random.Random(seed)
    with path.open("w") as file:
        file.write("\n".join(_HEADER) + "\n")
        for index in range(records):
            depth = drawn.randint(50, 900)
            reads = drawn.randint(5, depth)
            half = reads // 2
            ref = drawn.choice("ACG")
            filters = "PASS" if drawn.random() < PASSED else "weak_evidence"
            info = (
                f"DP={depth};MQ={drawn.uniform(20, 60):.2f};FractionInformativeReads=0.987;AQ=100.00;"
                f"GermlineStatus={drawn.choice(_STATES)}"
            )
            sample = (
                f"0/1:{drawn.uniform(1, 60):.2f}:{depth - reads},{reads}:{reads / depth:.4f}:"
                f"{depth - reads},{half}:0,{reads - half}:{depth}:1,2,3,4:5,6,7,8"
            )
            file.write(
                f"chr{1 + index * 22 // records}\t{1000 + index * 13}\t.\t{ref}\tT\t.\t{filters}\t{info}\t"
                f"GT:SQ:AD:AF:F1R2:F2R1:DP:SB:MB\t{sample}\n"
            )


def bare(path: Path) -> int:
    """Read the same fields of every record with cyvcf2 alone, keeping nothing."""
    count = 0
    read: tuple[Any, ...] = ()
    for record in VCF(str(path)):
        read = (
            record.CHROM, record.POS, record.REF, record.ALT, record.FILTERS, record.format("AF"),
            record.format("AD"), record.format("DP"), record.INFO.get("GermlineStatus"),
        )  # fmt: skip
        count += 1
    return count if read else 0


def ours(path: Path) -> int:
    """The whole path: check, reading process, findings, hash."""
    return len(read_path(path).samples[0].findings.small_variants)


def _seconds(work: Callable[[Path], int], path: Path) -> float:
    gc.collect()
    start = time.perf_counter()
    assert work(path) > 0
    return time.perf_counter() - start


def measure() -> tuple[str, float, float]:
    """Name, our seconds over the bare loop's (median of interleaved repeats, after a warm-up), and limit."""
    with tempfile.TemporaryDirectory(prefix="mtb-bench-") as folder:
        path = Path(folder) / "bench.vcf"
        write_dragen_like(path)
        ours(path)
        bare(path)
        pairs = [(_seconds(ours, path), _seconds(bare, path)) for _ in range(REPEATS)]
    ratio = statistics.median(mine for mine, _ in pairs) / statistics.median(other for _, other in pairs)
    return "ingest_vcf_vs_bare_cyvcf2", ratio, LIMIT


if __name__ == "__main__":
    name, ratio, limit = measure()
    print(f"{name}: {ratio:.2f} (limit {limit})")
