"""Reading processes that die, take too long or lose their server; what is known afterwards."""

import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from data.ingest.processing import Processing
from domain.refused import Refused
from domain.views.jobs import JobState
from tests.data.ingest.arriving import (
    PATIENCE,
    MakeWatcher,
    drop_large,
    drop_run,
    gone_soon,
    is_alive,
    only_job,
    wait_for,
)
from tests.sources import ROOT


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
