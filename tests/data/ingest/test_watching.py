"""Runs between their arrival and their acceptance, with real folders and real reading processes."""

import io
import os
import shutil
import time
from pathlib import Path

import pytest

from data.ingest import limits
from data.ingest.uploads import stage_upload, uploads_of
from data.ingest.watching import Watcher
from domain.refused import Refused
from domain.views.jobs import JobState
from tests.data.ingest.arriving import (
    FIXTURES,
    PATIENCE,
    MakeWatcher,
    drop_large,
    drop_run,
    gone_soon,
    only_job,
    wait_for,
)


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


def test_one_slow_look_does_not_blind_the_watcher_and_slow_folders_are_looked_at_less_often(
    home: Path,
) -> None:
    waits = iter([0.3, 0.0, 0.3, 0.3])

    def laboratories() -> tuple[str, ...]:
        time.sleep(next(waits, 0.0))
        return ("lab-a",)

    watcher = Watcher(home, laboratories, lambda _: None)
    pauses = []
    for _ in range(4):
        watcher._next_scan = 0.0
        began = time.monotonic()
        watcher.look()
        pauses.append(watcher._next_scan - began)
    assert max(pauses[:3]) < 3 < 5 < pauses[3]


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
