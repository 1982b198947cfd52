"""How fast a run folder of sixteen samples is read, accepted and recorded, beside bare reads of its files."""

import gc
import random
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.ingest import bare, write_dragen_like
from data.arrived_run import ArrivedRun, record_arrived_run
from data.ingest.run_reading import read_path
from data.journal import new_id
from data.reach import reach_of
from data.read.intake import matches
from domain.views.intake import Earlier
from tests.builders import actor, new_store, open_case

SAMPLES = 16
RECORDS = 3_000
"""Records of one sample's hard-filtered file; two of three pass."""

REPEATS = 5
LIMIT = 3.0

_BANNER = "DRAGEN TruSight Oncology 500 Analysis Software - "
_METRICS = (
    ("DNA Library QC Metrics", "CONTAMINATION_SCORE (NA)", "0", "1457", "12"),
    (
        "DNA Library QC Metrics for Small Variant Calling and TMB",
        "MEDIAN_EXON_COVERAGE (Count)", "150", "NA", "612",
    ),
    ("DNA Library QC Metrics for MSI", "USABLE_MSI_SITES (Count)", "40", "NA", "121"),
    ("DNA Library QC Metrics for CNV", "GENE_SCALED_MAD (Count)", "0", "0.134", "0.05"),
)  # fmt: skip
_COLUMNS = (
    "Gene", "Chromosome", "Genomic Position", "Reference Call", "Alternative Call", "Allele Frequency",
    "Depth", "P-Dot Notation", "C-Dot Notation", "Consequence(s)", "Affected Exon(s)",
)  # fmt: skip


def sample_name(number: int) -> str:
    """What the sample of that number is called, from 1."""
    return f"SYN-RUN-{number:02d}"


def write_run(folder: Path) -> None:
    """Write a run of DRAGEN 2.1: results and variants of every sample, and the metrics of all."""
    for number in range(1, SAMPLES + 1):
        name = sample_name(number)
        own = folder / name
        own.mkdir(parents=True)
        variants = own / f"{name}.hard-filtered.vcf"
        write_dragen_like(variants, RECORDS, seed=number)
        variants.write_text(variants.read_text().replace("SYN-BENCH", name))
        (own / f"{name}_CombinedVariantOutput.tsv").write_text(_results(name, variants))
    names = [sample_name(number) for number in range(1, SAMPLES + 1)]
    lines = [f"{_BANNER}Metrics Output", "[Header]", "Output Date\t2026-03-02", "Workflow Version\t2.1.1.4"]
    for section, metric, lower, upper, value in _METRICS:
        lines += [f"[{section}]", "\t".join(["Metric (UOM)", "LSL Guideline", "USL Guideline", *names])]
        lines.append("\t".join([metric, lower, upper, *[value] * len(names)]))
    (folder / "MetricsOutput.tsv").write_text("\n".join(lines) + "\n")


def _results(name: str, variants: Path) -> str:
    """A CombinedVariantOutput with every call that passed, as the software writes it."""
    drawn = random.Random(name)
    lines = [
        f"{_BANNER}Combined Variant Output", "[Analysis Details]", f"Pair ID\t{name}",
        f"DNA Sample ID\t{name}", "RNA Sample ID\tNA", "Output Date\t2026-03-02",
        "Pipeline Version\t2.1.1.4", "[TMB]", "Total TMB\t7.8", "Coding Region Size in Megabases\t1.27",
        "Number of Passing Eligible Variants\t10", "[MSI]", "Usable MSI Sites\t121",
        "Total MSI Sites Unstable\t3", "Percent Unstable MSI Sites\t2.48", "[Small Variants]",
        "\t".join(_COLUMNS),
    ]  # fmt: skip
    for line in variants.read_text().splitlines():
        cells = line.split("\t")
        if line.startswith("#") or cells[6] != "PASS":
            continue
        frequency, depth = (cells[9].split(":")[index] for index in (3, 6))
        place = drawn.randint(1, 900)
        called = ["TP53", cells[0], cells[1], cells[3], cells[4], frequency, depth]
        said = [f"NP_000537.3:p.(Arg{place}Gly)", f"NM_000546.5:c.{place * 3}C>G", "missense_variant", "5/11"]
        lines.append("\t".join([*called, *said]))
    return "\n".join(lines) + "\n"


def bare_reads(folder: Path) -> int:
    """Every file read by itself: text split at its tabs, variant files by a cyvcf2 loop."""
    rows = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".vcf":
            rows += bare(path)
        elif path.is_file():
            rows += len([line.split("\t") for line in path.read_text().split("\n")])
    return rows


def _ours(folder: Path, home: Path) -> float:
    """Seconds from the folder to the recorded run, in a store that knows the specimens."""
    store = new_store(home)
    for number in range(1, SAMPLES + 1):
        open_case(store, f"P-{number:03d}", sample_id=sample_name(number))
    gc.collect()
    start = time.perf_counter()
    reading = read_path(folder)
    record_arrived_run(store, actor("laboratory-a"), ArrivedRun(reading), 0, new_id())
    seconds = time.perf_counter() - start
    with store.reading(reach_of(actor("coordinator"))) as reader:
        known = matches(reader, reading, "lab-a")
    assert {one.earlier for one in known} == {Earlier.SAME}, "every sample must be there"
    store.close()
    return seconds


def measure() -> tuple[str, float, float]:
    """Name, ratio and limit: medians of interleaved repeats, after a warm-up."""
    with tempfile.TemporaryDirectory(prefix="mtb-bench-") as name:
        root = Path(name)
        write_run(root / "run")
        _ours(root / "run", root / "warm")
        bare_reads(root / "run")
        mine, other = [], []
        for repeat in range(REPEATS):
            mine.append(_ours(root / "run", root / f"home-{repeat}"))
            gc.collect()
            start = time.perf_counter()
            assert bare_reads(root / "run") > SAMPLES * RECORDS
            other.append(time.perf_counter() - start)
    return "run_folder_of_16_recorded", statistics.median(mine) / statistics.median(other), LIMIT


if __name__ == "__main__":
    print(*measure())
