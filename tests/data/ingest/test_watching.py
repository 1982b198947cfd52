"""Runs between their arrival and their acceptance, with real folders and real reading processes."""

import io
import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.ingest import limits
from data.ingest.processing import Processing
from data.ingest.uploads import stage_upload, uploads_of
from data.ingest.watching import Watcher
from domain.refused import Refused
from domain.views.jobs import Job, JobState
from tests.sources import ROOT

FIXTURES = ROOT / "tests" / "fixtures"
PATIENCE = 60.0
MakeWatcher = Callable[..., Watcher]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("incoming", "inbox"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def watching(home: Path) -> Iterator[MakeWatcher]:
    """Makes watchers of two laboratories that count a run as arrived at once; ends them."""
    made: list[Watcher] = []

    def make(still: float = 0.0, seconds: float = 60.0, recorded: dict[str, str] | None = None) -> Watcher:
        runs = recorded or {}
        made.append(Watcher(home, lambda: ("lab-a", "lab-b"), runs.get, still, seconds))
        return made[-1]

    yield make
    for one in made:
        one.stop()


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


def test_a_run_is_read_in_a_process_of_its_own_and_waits_for_a_person(
    home: Path, watching: MakeWatcher
) -> None:
    drop_run(home)
    watcher = watching()
    assert only_job(watcher).state is JobState.READING
    assert watcher.processing.pid != os.getpid()
    job = wait_for(watcher, JobState.READY)
    assert (job.name, job.files) == ("RUN", 2)
    reading = watcher.reading(("lab-a",), job.job_id)
    assert [(s.sample_id, s.content_sha256) for s in reading.samples] == [
        (s.sample_id, s.content_sha256) for s in job.samples
    ]
    assert reading.name == "RUN"
    assert not (home / "inbox" / "accepted").exists()


def test_a_run_is_not_read_while_its_files_grow(home: Path, watching: MakeWatcher) -> None:
    folder = drop_run(home)
    watcher = watching(still=1.5)
    for number in range(8):
        with (folder / "notes.txt").open("a") as growing:
            growing.write(f"{number}\n")
        assert only_job(watcher).state is JobState.ARRIVING
        time.sleep(0.1)
    assert wait_for(watcher, JobState.READY).files == 3


def test_a_run_is_not_read_while_a_copy_lies_there_under_a_temporary_name(
    home: Path, watching: MakeWatcher
) -> None:
    folder = drop_run(home)
    copying = folder / ".SYN.vcf.Xy12Za"
    copying.write_text("half")
    watcher = watching()
    assert {only_job(watcher).state for _ in range(3)} == {JobState.ARRIVING}
    copying.rename(folder / "SYN.txt")
    assert wait_for(watcher, JobState.READY).files == 3


def test_what_an_ended_copy_left_behind_is_not_read(
    home: Path, watching: MakeWatcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = drop_run(home)
    shutil.copy(FIXTURES / "vcf_localapp_merged.vcf", folder / "OTHER.vcf.part")
    monkeypatch.setattr(limits, "ABANDONED_SECONDS", -1.0)
    watcher = watching()
    job = wait_for(watcher, JobState.READY)
    reading = watcher.reading(("lab-a",), job.job_id)
    assert sorted(file.name for file in reading.files) == [
        "cvo_dragen_2_6.tsv",
        "vcf_dragen_hard_filtered.vcf",
    ]
    assert reading.name == "RUN"


def test_files_that_change_after_they_were_read_are_read_anew(home: Path, watching: MakeWatcher) -> None:
    folder = drop_run(home)
    watcher = watching()
    before = wait_for(watcher, JobState.READY)
    shutil.copy(FIXTURES / "metrics_dragen_2_6_pairs.tsv", folder)
    assert only_job(watcher).state is not JobState.READY
    after = wait_for(watcher, JobState.READY)
    assert after.job_id == before.job_id
    assert after.fingerprint != before.fingerprint
    assert len(watcher.reading(("lab-a",), after.job_id).files) == 3


def test_files_exchanged_while_they_are_read_are_not_shown(home: Path, watching: MakeWatcher) -> None:
    folder = drop_large(home)
    watcher = watching()
    wait_for(watcher, JobState.READING)
    file, aside = folder / "SYN-1.genome.vcf", folder / "aside.vcf"
    file.rename(aside)
    aside.rename(file)  # the same name, size and time again: only what nobody can set tells
    first = watcher.processing.pid
    assert wait_for(watcher, JobState.READY).samples
    assert watcher.processing.pid is None
    assert first is not None
    # It was read twice: the first reading may have been of other files.
    assert watcher.processing.started == 2


def test_a_laboratory_is_shown_its_own_runs_and_can_do_nothing_to_anothers(
    home: Path, watching: MakeWatcher
) -> None:
    drop_run(home)
    watcher = watching()
    assert watcher.jobs(("lab-b",)) == ()
    job = wait_for(watcher, JobState.READY)
    for act in (watcher.cancel, watcher.read_again, watcher.reading, watcher.discard):
        with pytest.raises(Refused, match="lies in the incoming folder no longer"):
            act(("lab-b",), job.job_id)
    with pytest.raises(Refused, match="lies in the incoming folder no longer"):
        watcher.accepting(("lab-b",), job, "token", discard=False)
    assert only_job(watcher).state is JobState.READY


def test_the_laboratories_are_read_in_turn(home: Path, watching: MakeWatcher) -> None:
    for number in range(3):
        drop_run(home, "lab-a", f"RUN{number}")
    watcher = watching()
    watcher.look()
    drop_run(home, "lab-b", "RUN9")
    until = time.monotonic() + PATIENCE
    while not any(job.state is JobState.READY for job in watcher.jobs(("lab-b",))):
        watcher.look_soon()
        assert time.monotonic() < until
        time.sleep(0.02)
    assert sum(job.state is JobState.READY for job in watcher.jobs(("lab-a",))) == 1


def test_a_cancelled_run_is_read_no_further_and_keeps_its_files(home: Path, watching: MakeWatcher) -> None:
    folder = drop_large(home)
    watcher = watching()
    job = wait_for(watcher, JobState.READING)
    pid = watcher.processing.pid
    assert pid is not None
    watcher.cancel(("lab-a",), job.job_id)
    assert gone_soon(pid)
    assert only_job(watcher).state is JobState.CANCELLED
    assert (folder / "SYN-1.genome.vcf").is_file()
    assert [p.suffix for p in (home / "readings").iterdir() if p.is_file()] == [".json"]
    with pytest.raises(Refused, match="read anew"):
        watcher.reading(("lab-a",), job.job_id)
    watcher.read_again(("lab-a",), job.job_id)
    assert wait_for(watcher, JobState.READY).samples


def test_progress_is_told_in_bytes_of_the_whole(home: Path, watching: MakeWatcher) -> None:
    shutil.copy(FIXTURES / "cvo_dragen_2_6.tsv", drop_large(home, rows=800_000) / "A.tsv")
    watcher = watching()
    told = set()
    until = time.monotonic() + PATIENCE
    while (job := only_job(watcher)).state is not JobState.READY:
        assert time.monotonic() < until
        told.add(job.done)
        assert job.done <= job.total or not job.total
        time.sleep(0.02)
    assert len(told) > 1


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGSEGV])
def test_a_killed_reading_process_is_a_failed_job_and_the_watcher_goes_on(
    home: Path, watching: MakeWatcher, sent: signal.Signals
) -> None:
    drop_large(home)
    watcher = watching()
    wait_for(watcher, JobState.READING)
    pid = watcher.processing.pid
    assert pid is not None
    os.kill(pid, sent)
    job = wait_for(watcher, JobState.FAILED)
    assert f"signal {sent.value}" in job.reason
    assert "The files were not touched." in job.reason
    drop_run(home, "lab-b")
    wait_for(watcher, JobState.READY, roots=("lab-b",))
    watcher.read_again(("lab-a",), job.job_id)
    assert wait_for(watcher, JobState.READY, JobState.FAILED).state is JobState.READY


def test_a_run_that_takes_too_long_is_a_failed_job(home: Path, watching: MakeWatcher) -> None:
    drop_large(home)
    watcher = watching(seconds=0.3)
    wait_for(watcher, JobState.READING)
    pid = watcher.processing.pid
    assert pid is not None
    job = wait_for(watcher, JobState.FAILED)
    assert "Reading took longer than 0.005 minutes and was stopped." in job.reason
    assert gone_soon(pid)


def test_a_file_whose_name_is_no_text_fails_with_what_to_do(home: Path, watching: MakeWatcher) -> None:
    folder = drop_run(home)
    (folder / os.fsdecode(b"P\xff.tsv")).write_text("x")
    watcher = watching()
    job = wait_for(watcher, JobState.FAILED)
    assert "Rename it" in job.reason
    watcher.read_again(("lab-a",), job.job_id)
    assert "Rename it" in wait_for(watcher, JobState.FAILED).reason
    assert watcher.processing.started == 0


def test_a_restart_knows_what_was_read_failed_or_cancelled(home: Path, watching: MakeWatcher) -> None:
    drop_run(home)
    first = watching()
    job = wait_for(first, JobState.READY)
    first.stop()
    second = watching()
    again = only_job(second)
    assert (again.state, again.since, again.samples) == (JobState.READY, job.since, job.samples)
    assert second.processing.started == 0
    assert second.reading(("lab-a",), job.job_id) == first.reading(("lab-a",), job.job_id)


def test_a_server_that_stops_while_reading_reads_the_run_when_it_starts_again(
    home: Path, watching: MakeWatcher
) -> None:
    drop_large(home)
    first = watching()
    wait_for(first, JobState.READING)
    pid = first.processing.pid
    assert pid is not None
    first.stop()
    assert gone_soon(pid)
    assert wait_for(watching(), JobState.READY).samples


KILLED_SERVER = """
import sys, time
from pathlib import Path
from data.ingest.watching import Watcher
watcher = Watcher(Path(sys.argv[1]), lambda: ("lab-a",), lambda token: None, 0.0)
while watcher.processing.pid is None:
    watcher.look()
print(watcher.processing.pid, flush=True)
time.sleep(60)
"""


def test_a_reading_process_ends_with_a_server_that_is_killed(home: Path) -> None:
    drop_large(home, rows=2_000_000)
    server = subprocess.Popen(
        [sys.executable, "-c", KILLED_SERVER, str(home)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert server.stdout is not None
    pid = int(server.stdout.readline())
    assert is_alive(pid)
    server.kill()
    server.wait()
    assert gone_soon(pid)
    server.stdout.close()


def test_an_upload_is_read_at_once_and_shown_to_its_user_alone(home: Path, watching: MakeWatcher) -> None:
    files = [(f.name, io.BytesIO(f.read_bytes())) for f in (FIXTURES / "cvo_dragen_2_6.tsv",)]
    name = stage_upload(home / "incoming", "lars", "t1", files)
    watcher = watching(still=60.0)
    roots = ("lab-a", uploads_of("lars"))
    job = wait_for(watcher, JobState.READY, roots=roots)
    assert job.uploaded and job.label == "Upload"
    assert job.job_id == watcher.id_of(name)
    assert watcher.jobs(("lab-a", uploads_of("bea"))) == ()
    watcher.discard(roots, job.job_id)
    assert watcher.jobs(roots) == ()
    assert not (home / "incoming" / name).exists()


def test_a_laboratorys_run_cannot_be_discarded(home: Path, watching: MakeWatcher) -> None:
    folder = drop_run(home)
    watcher = watching()
    job = wait_for(watcher, JobState.READY)
    with pytest.raises(Refused, match="no upload that can be discarded"):
        watcher.discard(("lab-a",), job.job_id)
    assert folder.is_dir()


def test_a_reading_that_the_disk_lost_is_made_anew(home: Path, watching: MakeWatcher) -> None:
    drop_run(home)
    watcher = watching()
    job = wait_for(watcher, JobState.READY)
    (home / "readings" / f"{job.fingerprint}.reading").write_bytes(b"damaged")
    with pytest.raises(Refused, match="read anew"):
        watcher.reading(("lab-a",), job.job_id)
    wait_for(watcher, JobState.READY)
    assert watcher.reading(("lab-a",), job.job_id).samples


def test_what_became_of_a_run_is_forgotten_some_time_after_it_was_taken_away(
    home: Path, watching: MakeWatcher
) -> None:
    folder = drop_run(home)
    watcher = watching()
    wait_for(watcher, JobState.READY)
    shutil.rmtree(folder)
    watcher.look_soon()
    assert watcher.jobs(("lab-a",)) == ()
    watcher.tracking.sweep()
    kept = [p for p in (home / "readings").iterdir() if p.is_file()]
    assert len(kept) == 2
    for path in kept:
        os.utime(path, (1e9, 1e9))
    watcher.tracking.sweep()
    assert [p for p in (home / "readings").iterdir() if p.is_file()] == []


def test_no_name_of_a_run_or_file_is_logged(
    home: Path, watching: MakeWatcher, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    drop_large(home, "PATIENT-4711")
    watcher = watching(seconds=0.2)
    wait_for(watcher, JobState.FAILED)
    assert caplog.text
    assert "4711" not in caplog.text
    assert "SYN-1" not in caplog.text


def test_the_thread_outlives_a_look_that_fails(
    home: Path, watching: MakeWatcher, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    watcher = watching()
    failures = []

    def fail(self: Processing) -> None:
        failures.append(1)
        if len(failures) == 1:
            raise OSError(28, "no room", "/PATIENT-4711")
        stepped(self)

    stepped = Processing.step
    monkeypatch.setattr(Processing, "step", fail)
    watcher.start()
    drop_run(home)
    until = time.monotonic() + PATIENCE
    while not any(job.state is JobState.READY for job in watcher.jobs(("lab-a",))):
        assert time.monotonic() < until
        time.sleep(0.05)
    assert "4711" not in caplog.text


def test_a_thousand_files_are_looked_at_without_filling_the_servers_time(
    home: Path, watching: MakeWatcher
) -> None:
    folder = home / "incoming" / "lab-a" / "RUN"
    folder.mkdir(parents=True)
    for number in range(1_000):
        (folder / f"{number}.txt").write_text("x")
    watcher = watching(still=60.0)
    watcher.start()
    until = time.monotonic() + PATIENCE
    while not watcher.jobs(("lab-a",)):
        assert time.monotonic() < until
        time.sleep(0.05)
    before = time.process_time()
    time.sleep(3)
    assert time.process_time() - before < 0.6
