"""Runs that arrive in a folder, and a watcher that looks at them until something has come of them."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from data.ingest.watching import Watcher
from domain.views.jobs import Job, JobState
from tests.sources import ROOT

FIXTURES = ROOT / "tests" / "fixtures"
PATIENCE = 60.0
MakeWatcher = Callable[..., Watcher]
"""Makes a watcher: ``still`` seconds, ``seconds`` for a job, ``recorded`` runs by token."""


def drop_run(home: Path, root: str = "lab-a", name: str = "RUN") -> Path:
    """A small run in a laboratory's folder."""
    folder = home / "incoming" / root / name
    folder.mkdir(parents=True)
    for file in ("cvo_dragen_2_6.tsv", "vcf_dragen_hard_filtered.vcf"):
        shutil.copy(FIXTURES / file, folder)
    return folder


def drop_large(home: Path, name: str = "RUN", rows: int = 400_000) -> Path:
    """A run that takes some seconds to read: many reference rows of a genome VCF."""
    folder = home / "incoming" / "lab-a" / name
    folder.mkdir(parents=True)
    header = (
        "##fileformat=VCFv4.2\n##contig=<ID=chr1,length=249250621>\n"
        '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">\n'
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tSYN-1\n"
    )
    with (folder / "SYN-1.genome.vcf").open("w") as file:
        file.write(header)
        file.writelines(f"chr1\t{n + 1}\t.\tA\t.\t.\tPASS\t.\tDP\t200\n" for n in range(rows))
    return folder


def only_job(watcher: Watcher, *roots: str) -> Job:
    watcher.look_soon()
    (job,) = watcher.jobs(roots or ("lab-a",))
    return job


def wait_for(watcher: Watcher, *states: JobState, roots: tuple[str, ...] = ("lab-a",)) -> Job:
    """Look until the one run is in one of these states."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        job = only_job(watcher, *roots)
        if job.state in states:
            return job
        assert job.state is not JobState.FAILED, job.reason
        time.sleep(0.02)
    raise AssertionError(f"{job.state} after {PATIENCE} s: {job.reason}")


def is_alive(group: int) -> bool:
    """Whether any process of a group still runs; one that only waits to be counted does not."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state != "Z":
            return True
    return False


def gone_soon(group: int) -> bool:
    """Whether no process of a group runs any longer, a moment after it was ended."""
    until = time.monotonic() + 10
    while is_alive(group) and time.monotonic() < until:
        time.sleep(0.02)
    return not is_alive(group)
