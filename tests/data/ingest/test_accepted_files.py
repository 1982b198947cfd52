"""The files of an accepted run are kept as they were read, all at once or not at all."""

import hashlib
import os
import shutil
import time
from collections import namedtuple
from pathlib import Path

import pytest

from data.ingest.accepted_files import (
    Acceptance,
    WantedFile,
    announce,
    announced,
    announcement,
    keep_files,
    wanted_files,
)
from data.ingest.watching import Watcher
from domain.readings import FileKind, FileRead, RunReading
from domain.refused import Refused
from domain.views.jobs import Job, JobState
from tests.data.ingest.arriving import MakeWatcher, drop_run, only_job, wait_for

Told = list[tuple[int, int]]


def lay(folder: Path, name: str, body: bytes) -> WantedFile:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return WantedFile(name, hashlib.sha256(body).hexdigest(), len(body))


def keep(tmp_path: Path, wanted: list[WantedFile], ours: bool = False) -> tuple[tuple[str, ...], Told]:
    told: Told = []
    target = tmp_path / "accepted" / "run-1"
    left_out = keep_files(
        tmp_path, "lab-a/RUN", target, wanted, lambda done, total: told.append((done, total)), ours
    )
    return left_out, told


def kept(tmp_path: Path) -> dict[str, bytes]:
    folder = tmp_path / "accepted" / "run-1"
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_files_are_kept_as_they_were_read_and_stay_where_they_lie(tmp_path: Path) -> None:
    run = tmp_path / "lab-a" / "RUN"
    wanted = [lay(run, "x.tsv", b"abc"), lay(run, "deep/x.tsv", b"de")]
    left_out, told = keep(tmp_path, wanted)
    assert left_out == ()
    assert kept(tmp_path) == {"x.tsv": b"abc", "deep/x.tsv": b"de"}
    assert told[-1] == (5, 5)
    assert (run / "x.tsv").read_bytes() == b"abc"
    assert (tmp_path / "accepted" / "run-1" / "x.tsv").stat().st_mode & 0o777 == 0o400


def test_a_single_file_that_arrived_alone_is_kept(tmp_path: Path) -> None:
    wanted = lay(tmp_path / "lab-a", "RUN", b"abc")
    assert keep(tmp_path, [wanted])[0] == ()
    assert kept(tmp_path) == {"RUN": b"abc"}


def test_a_file_that_is_no_longer_what_was_read_is_named_and_not_kept(tmp_path: Path) -> None:
    run = tmp_path / "lab-a" / "RUN"
    wanted = [lay(run, "x.tsv", b"abc"), lay(run, "y.tsv", b"de"), lay(run, "z.tsv", b"f")]
    (run / "x.tsv").write_bytes(b"abX")
    (run / "z.tsv").unlink()
    assert keep(tmp_path, wanted)[0] == ("x.tsv", "z.tsv")
    assert kept(tmp_path) == {"y.tsv": b"de"}


def test_a_link_that_took_a_files_place_is_not_followed(tmp_path: Path) -> None:
    run = tmp_path / "lab-a" / "RUN"
    wanted = lay(run, "x.tsv", b"abc")
    (run / "x.tsv").rename(tmp_path / "elsewhere.tsv")
    (run / "x.tsv").symlink_to(tmp_path / "elsewhere.tsv")
    assert keep(tmp_path, [wanted])[0] == ("x.tsv",)


@pytest.mark.parametrize("name", ["../x.tsv", "/x.tsv", "a/../../x.tsv"])
def test_no_name_leads_out_of_the_runs_folder(tmp_path: Path, name: str) -> None:
    lay(tmp_path / "lab-a" / "RUN", "x.tsv", b"abc")
    wanted = WantedFile(name, hashlib.sha256(b"abc").hexdigest(), 3)
    assert keep(tmp_path, [wanted])[0] == (name,)
    assert kept(tmp_path) == {}


def test_a_file_of_our_own_is_kept_without_a_second_copy(tmp_path: Path) -> None:
    wanted = lay(tmp_path / "lab-a" / "RUN", "x.tsv", b"abc")
    keep(tmp_path, [wanted], ours=True)
    assert (tmp_path / "accepted" / "run-1" / "x.tsv").samefile(tmp_path / "lab-a" / "RUN" / "x.tsv")


def test_a_full_disk_leaves_nothing_half_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = tmp_path / "lab-a" / "RUN"
    wanted = [lay(run, "x.tsv", b"abc"), lay(run, "y.tsv", b"de")]
    usage = namedtuple("usage", "total used free")
    free = iter([10**12, 0])
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(0, 0, next(free)))
    with pytest.raises(OSError, match="No space left"):
        keep(tmp_path, wanted)
    assert list((tmp_path / "accepted").iterdir()) == []


def test_what_was_kept_before_a_crash_is_not_kept_twice(tmp_path: Path) -> None:
    wanted = lay(tmp_path / "lab-a" / "RUN", "x.tsv", b"abc")
    half = tmp_path / "accepted" / ".run-1"
    half.mkdir(parents=True)
    (half / "x.tsv").write_bytes(b"a")
    assert keep(tmp_path, [wanted])[0] == ()
    assert kept(tmp_path) == {"x.tsv": b"abc"}
    assert keep(tmp_path, [wanted])[0] == ()
    assert [p.name for p in (tmp_path / "accepted").iterdir()] == ["run-1"]


def test_raw_reads_and_what_nobody_knows_are_not_kept() -> None:
    files = (
        FileRead("x.vcf", "1" * 64, 3, FileKind.VCF),
        FileRead("x.fastq", "2" * 64, 3, FileKind.UNRECOGNISED),
        FileRead("x.bam", "", 3, FileKind.UNRECOGNISED),
    )
    assert [one.name for one in wanted_files(RunReading("RUN", files, (), (), ()))] == ["x.vcf"]


def test_an_announcement_comes_back_as_it_went_and_a_damaged_one_not_at_all(tmp_path: Path) -> None:
    it = Acceptance("t-1", "lab-a/RUN", "f" * 64, (WantedFile("x.tsv", "0" * 64, 3),), discard=True)
    announce(tmp_path / "accepting", it)
    (tmp_path / "accepting" / "t-2.json").write_text("{")
    (tmp_path / "accepting" / "t-3.json").write_text("[]")
    assert list(announced(tmp_path / "accepting")) == [it]


@pytest.mark.parametrize("token", ["../t", "", "a/b", "a.b"])
def test_a_token_is_no_path(tmp_path: Path, token: str) -> None:
    with pytest.raises(ValueError, match="token"):
        announcement(tmp_path, token)


# --- through the watcher --------------------------------------------------------------------------------


def ready(watcher: Watcher) -> Job:
    return wait_for(watcher, JobState.READY)


def test_the_files_of_an_accepted_run_are_kept_under_its_id(home: Path, watching: MakeWatcher) -> None:
    drop_run(home)
    recorded: dict[str, str] = {}
    watcher = watching(recorded=recorded)
    job = ready(watcher)
    watcher.accepting(("lab-a",), job, "t-1", discard=True)
    recorded["t-1"] = "run-1"
    watcher.accepted(("lab-a",), job.job_id)
    assert only_job(watcher).state is JobState.ACCEPTING
    assert ready(watcher).accepted
    run = home / "inbox" / "accepted" / "run-1"
    reading = watcher.reading(("lab-a",), job.job_id)
    assert {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in run.iterdir()} == {
        file.name: file.sha256 for file in reading.files
    }
    # A laboratory's folder is hers to take away.
    assert (home / "incoming" / "lab-a" / "RUN").is_dir()
    assert list(announced(home / "readings" / "accepting")) == []


def test_a_crash_between_the_act_and_the_keeping_forgets_no_file(home: Path, watching: MakeWatcher) -> None:
    drop_run(home)
    first = watching()
    job = ready(first)
    first.accepting(("lab-a",), job, "t-1", discard=False)
    first.stop()
    second = watching(recorded={"t-1": "run-1"})
    until = time.monotonic() + 30
    while not (home / "inbox" / "accepted" / "run-1").exists():
        assert time.monotonic() < until
        second.look()
        time.sleep(0.02)
    assert ready(second).accepted


def test_an_acceptance_that_was_never_recorded_is_let_go_after_a_while(
    home: Path, watching: MakeWatcher
) -> None:
    drop_run(home)
    watcher = watching()
    job = ready(watcher)
    watcher.accepting(("lab-a",), job, "t-1", discard=False)
    watcher.look()
    path = announcement(home / "readings" / "accepting", "t-1")
    assert path.exists()
    os.utime(path, (1e9, 1e9))
    watcher.look()
    assert not path.exists()
    assert not (home / "inbox" / "accepted").exists()


def test_a_refused_acceptance_keeps_nothing(home: Path, watching: MakeWatcher) -> None:
    drop_run(home)
    watcher = watching()
    job = ready(watcher)
    watcher.accepting(("lab-a",), job, "t-1", discard=False)
    watcher.not_accepted("t-1")
    assert list(announced(home / "readings" / "accepting")) == []


def test_a_run_whose_files_changed_since_it_was_looked_at_is_not_accepted(
    home: Path, watching: MakeWatcher
) -> None:
    folder = drop_run(home)
    watcher = watching()
    seen = ready(watcher)
    (folder / "more.txt").write_text("x")
    only_job(watcher)
    with pytest.raises(Refused, match="have changed since you looked at it; nothing was recorded"):
        watcher.accepting(("lab-a",), seen, "t-1", discard=False)
    assert list(announced(home / "readings" / "accepting")) == []


def test_files_named_like_a_request_are_none(home: Path, watching: MakeWatcher) -> None:
    """The commands' inbox looks at folders named by an id; what a laboratory names lies one deeper."""
    run = home / "incoming" / "lab-a" / "RUN"
    wanted = lay(run, "request.json", b"{}")
    keep_files(home / "incoming", "lab-a/RUN", home / "inbox" / "accepted" / "r", [wanted], lambda *_: None)
    assert [p.name for p in (home / "inbox").iterdir()] == ["accepted"]
