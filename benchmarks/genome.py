"""How a genome VCF of two million positions is read: memory of both processes, speed beside bare cyvcf2."""

import gzip
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

POSITIONS = 2_000_000
"""The targets of the assay have some two million positions."""

CALLS = 2_500
"""Of these have passed as calls: what a tissue sample has."""

MEMORY_MB = 300.0
"""Both processes together, at their peak."""

MEMORY_LIMIT = 1.0
SPEED_LIMIT = 1.0
"""The whole path, check and findings included, may take no longer than a bare loop that passes over the
reference rows and keeps nothing."""

REPEATS = 3
_BLOCK = 20_000

_OURS = """
import sys, time
from pathlib import Path
from data.ingest.run_reading import read_path
from data.ingest.vcf_process import READING_PROCESS
read_path(Path(sys.argv[2]))
start = time.perf_counter()
(sample,) = read_path(Path(sys.argv[1])).samples
seconds = time.perf_counter() - start
def peak(pid):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
memory = peak("self") + peak(READING_PROCESS.pid)
print(seconds, memory, len(sample.findings.small_variants), sample.reference_rows)
"""
"""Run in a process of its own, so that nothing that was measured before counts: a warm-up, then the file."""

_BARE = """
import sys, time
from cyvcf2 import VCF
start = time.perf_counter()
calls = reference = 0
for record in VCF(sys.argv[1], lazy=True):
    if not record.ALT:
        reference += 1
        continue
    read = (
        record.CHROM, record.POS, record.REF, record.ALT, record.FILTERS, record.format("VF"),
        record.format("AD"), record.format("DP"), record.INFO.get("DP"),
    )
    calls += 1
print(time.perf_counter() - start, 0, calls, reference)
"""

_HEADER = (
    "##fileformat=VCFv4.1",
    "##source=Pisces",
    '##FILTER=<ID=LowDP,Description="Low coverage">',
    '##INFO=<ID=DP,Number=1,Type=Integer,Description="Total depth">',
    *(
        f'##FORMAT=<ID={name},Number={number},Type={kind},Description="{name}">'
        for name, number, kind in (
            ("GT", "1", "String"), ("GQ", "1", "Integer"), ("AD", ".", "Integer"), ("DP", "1", "Integer"),
            ("VF", ".", "Float"), ("NL", "1", "Integer"), ("SB", "1", "Float"), ("NC", "1", "Float"),
            ("US", "1", "String"),
        )
    ),
    "##contig=<ID=chr1,length=249250621>",
    *(f"##contig=<ID=chr{number},length=243199373>" for number in range(2, 23)),
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tSYN-GENOME",
)  # fmt: skip


def write_genome_vcf(path: Path, positions: int = POSITIONS, seed: int = 11) -> None:
    """Write a synthetic genome VCF in the manner of LocalApp: nearly every row is as the reference."""
    drawn = random.Random(seed)
    called = set(drawn.sample(range(positions), min(CALLS, positions // 10)))
    keys = "GT:GQ:AD:DP:VF:NL:SB:NC:US"
    with path.open("w") as file:
        file.write("\n".join(_HEADER) + "\n")
        for start in range(0, positions, _BLOCK):
            lines = []
            for index in range(start, min(start + _BLOCK, positions)):
                chrom, position, ref = 1 + index * 22 // positions, 10_000 + index * 29, "ACGT"[index & 3]
                depth = 90 + (index * 7919) % 900
                alt, reads, genotype = ".", depth - index % 3, f"{depth - index % 3}"
                if index in called:
                    alt, reads = "ACGT"[(index + 1) & 3], depth // 2
                    genotype = f"{depth - reads},{reads}"
                lines.append(
                    f"chr{chrom}\t{position}\t.\t{ref}\t{alt}\t100\tPASS\tDP={depth}\t{keys}\t"
                    f"{'0/1' if alt != '.' else '0/0'}:100:{genotype}:{depth}:{reads / depth:.4f}:20:"
                    f"-100.0000:0.0044:0,0,0,1,2,{index % 97}\n"
                )
            file.write("".join(lines))


def _run(program: str, *paths: Path) -> tuple[float, float]:
    """Seconds and peak MB of one reading; asserts that every row was accounted for."""
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )
    seconds, peak, calls, reference = done.stdout.split()
    assert (int(calls), int(calls) + int(reference)) == (CALLS, POSITIONS)
    return float(seconds), float(peak)


def measure(tell: Callable[[str], None] = print) -> list[tuple[str, float, float]]:
    """Name, ratio and limit of the memory (worst of plain and packed) and of the time beside a bare loop."""
    with tempfile.TemporaryDirectory(prefix="mtb-bench-") as folder:
        path, packed, small = (Path(folder) / name for name in ("g.vcf", "g.vcf.gz", "small.vcf"))
        write_genome_vcf(path)
        write_genome_vcf(small, 1_000)
        with path.open("rb") as plain, gzip.open(packed, "wb", compresslevel=1) as file:
            shutil.copyfileobj(plain, file, 1 << 20)
        pairs = [(_run(_OURS, path, small), _run(_BARE, path)) for _ in range(REPEATS)]
        of_packed = _run(_OURS, packed, small)
    ours = statistics.median(mine[0] for mine, _ in pairs)
    bare = statistics.median(other[0] for _, other in pairs)
    peak = max(of_packed[1], *(mine[1] for mine, _ in pairs))
    tell(
        f"{POSITIONS:,} positions in {ours:.1f} s ({of_packed[0]:.1f} s packed), the bare loop {bare:.1f} s; "
        f"both processes {peak:.0f} MB at their peak"
    )
    return [
        ("genome_vcf_memory", peak / MEMORY_MB, MEMORY_LIMIT),
        ("genome_vcf_speed", ours / bare, SPEED_LIMIT),
    ]


if __name__ == "__main__":
    for name, ratio, limit in measure():
        print(f"{name}: {ratio:.2f} (limit {limit})")
