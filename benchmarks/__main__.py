"""``python -m benchmarks``: what is fast, beside what it could be.

Every number is a ratio of two things measured in turn in one run on one machine.  The ratios come
last, one a line: name, ratio, limit, ``ok`` or ``short``.  The exit status is 1 when any is short.
"""

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from benchmarks import case_page, genome, ingest, load, matching, run_folder, scale

Found = TypeVar("Found")

CASE_PAGE_LIMIT = 2.0
LOAD_LIMIT = 2.0
SCALE_LIMIT = 1.5
OPENING_LIMIT = 2.0
"""A case that nobody has opened since the last act: its changes are counted in the whole cohort, once."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """One line of the result."""

    name: str
    ratio: float
    limit: float

    @property
    def is_kept(self) -> bool:
        """Whether the limit is kept; what could not be measured is not."""
        return self.ratio <= self.limit

    def __str__(self) -> str:
        return f"{self.name} {self.ratio:.2f} {self.limit:g} {'ok' if self.is_kept else 'short'}"


def tell(sentence: str) -> None:
    """Say what is being done, and what was found besides the ratios."""
    print(f"{time.strftime('%H:%M:%S')}  {sentence}", file=sys.stderr, flush=True)


def alone(work: Callable[[], Found]) -> Found:
    """What ``work`` finds in a process of its own, as a command or a reading process works.

    Stores, servers and a hundred thousand patients were in this one: what they left slows what comes after.
    """
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawned) as pool:
        return pool.submit(work).result()


def of_the_case_page(folder: Path) -> list[Ratio]:
    """The case page and forty people, beside the floor."""
    tell(f"The case page with {case_page.CALLED_VARIANTS:,} called variants, beside the same from constants")
    one = case_page.serve_one_case(folder)
    try:
        floor = case_page.with_floor(one.server, one.case_id, folder)
        try:
            page = case_page.against_the_floor(one.server, one.case_id, floor)
            tell(
                f"A warm rerun of {page.elements} elements: {page.ours_ms:.1f} ms ({page.ours_cpu_ms:.1f} ms "
                f"of processor), {page.bytes_ours:,} bytes; the floor {page.floor_ms:.1f} ms "
                f"({page.floor_cpu_ms:.1f} ms), {page.bytes_floor:,} bytes"
            )
            tell(f"{load.SESSIONS} people, a rerun every {load.PAUSE_SECONDS:g} s each")
            waits = load.measure(one.server, one.case_id, floor)
            tell(
                f"Half wait at most {waits.ours_p50:.0f} ms, 95 % at most {waits.ours_p95:.0f} ms "
                f"({waits.reruns} reruns); the floor {waits.floor_p50:.0f} and {waits.floor_p95:.0f} ms"
            )
        finally:
            floor.stop()
    finally:
        one.server.stop()
    return [
        Ratio("case_page_rerun_vs_floor", page.ratio, CASE_PAGE_LIMIT),
        Ratio("case_page_processor_vs_floor", page.cpu_ratio, CASE_PAGE_LIMIT),
        Ratio("forty_people_p95_vs_floor", waits.ratio, LOAD_LIMIT),
    ]


def of_the_case_page_with_evidence(folder: Path) -> Ratio:
    """The case page with all evidence in force and that on a finding read, beside the floor."""
    tell("The case page with all of CIViC in force, the evidence on one finding read, beside the same")
    page = case_page.measure_with_evidence(folder)
    tell(
        f"A warm rerun of {page.elements} elements: {page.ours_ms:.1f} ms ({page.ours_cpu_ms:.1f} ms of "
        f"processor), {page.bytes_ours:,} bytes; the floor {page.floor_ms:.1f} ms ({page.floor_cpu_ms:.1f})"
    )
    return Ratio("case_page_with_evidence_vs_floor", page.ratio, CASE_PAGE_LIMIT)


def of_the_scale(folder: Path) -> list[Ratio]:
    """The case page over a store of 100,000 patients, beside one of 240."""
    tell(f"The case page with {scale.LARGE:,} patients in the store, beside {scale.SMALL}")
    found = scale.measure(folder)
    tell(
        f"A warm rerun {found.small_rerun:.1f} and {found.large_rerun:.1f} ms; a case opened first "
        f"{found.small_opening:.0f} and {found.large_opening:.0f} ms"
    )
    return [
        Ratio("case_page_rerun_100k_vs_240_patients", found.rerun_ratio, SCALE_LIMIT),
        Ratio("case_page_opening_100k_vs_240_patients", found.opening_ratio, OPENING_LIMIT),
    ]


def of_the_evidence() -> Ratio:
    """A case's findings matched to evidence, beside one join."""
    tell(f"A case of {matching.FINDINGS:,} findings matched to evidence, beside one DuckDB join on the gene")
    found = alone(matching.measure)
    tell(
        f"{found.hits:,} hits of {found.items:,} items ({found.evidence}) in {found.match_ms:.1f} ms; the "
        f"join's {found.joined:,} rows {found.join_ms:.1f} ms, only counted {found.count_ms:.1f} ms"
    )
    return Ratio(matching.NAME, found.ratio, matching.LIMIT)


def main() -> int:
    """Measure everything; 0 when every limit is kept, 1 when one is short."""
    with tempfile.TemporaryDirectory(prefix="mtb-bench-") as folder:
        ratios = of_the_case_page(Path(folder))
        evidence = Path(folder) / "evidence"
        evidence.mkdir()
        ratios.append(of_the_case_page_with_evidence(evidence))
        ratios += of_the_scale(Path(folder))
    tell("A variant file, beside a bare loop over the same fields")
    ratios.append(Ratio(*alone(ingest.measure)))
    tell("The same with an annotation of eight transcripts a record")
    ratios.append(Ratio(*alone(ingest.measure_annotated)))
    tell(f"A run folder of {run_folder.SAMPLES} samples, read, accepted and recorded, beside bare reads")
    ratios.append(Ratio(*alone(run_folder.measure)))
    tell(f"A genome VCF of {genome.POSITIONS:,} positions, beside a bare loop")
    ratios += [Ratio(*one) for one in genome.measure(tell)]
    ratios.append(of_the_evidence())
    for ratio in ratios:
        print(ratio, flush=True)
    return 0 if all(ratio.is_kept for ratio in ratios) else 1


if __name__ == "__main__":
    raise SystemExit(main())
