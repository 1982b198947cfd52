"""What reading a variant file leaves on the disk when it ends, however it ends: nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from data.ingest.opening import Unreadable
from data.ingest.reading_job import ReadingJob
from data.ingest.vcf_process import ReadingProcess
from tests.data.ingest.arriving import drop_run
from tests.data.ingest.samples import FIXTURES
from tests.data.ingest.test_reading_child import order

VCF = FIXTURES / "vcf_dragen_hard_filtered.vcf"
ROOT = Path(__file__).parents[3]
READS = """
import sys
from pathlib import Path
from data.ingest.run_reading import read_path
read_path(Path(sys.argv[1]))
"""


class GivenUp(Exception):
    """What a person who gives up a reading raises."""


def give_up(done: int, total: int) -> None:
    raise GivenUp


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def process() -> Iterator[ReadingProcess]:
    made = ReadingProcess()
    yield made
    made.close()


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """A variant file that takes seconds."""
    path = tmp_path / "long.vcf"
    path.write_bytes(VCF.read_bytes() + VCF.read_bytes().splitlines(keepends=True)[-1] * 290_000)
    return path


def holds_a_copy(pid: int, scratch: Path) -> bool:
    """Whether a process holds a file of the scratch folder open, named or not."""
    # Files are opened and closed meanwhile.
    with suppress(OSError):
        for link in Path(f"/proc/{pid}/fd").iterdir():
            if str(scratch) in str(link.readlink()) and link.stat().st_size > 1_000_000:
                return True
    return False


def wait_for(found: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not found():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_file_that_was_read_and_one_that_was_refused_leave_nothing(
    scratch: Path, process: ReadingProcess, tmp_path: Path
) -> None:
    assert len(process.calls(VCF).positions) == 7
    path = tmp_path / "none.vcf"
    path.write_bytes(b"##fileformat=VCFv4.2\n")
    with pytest.raises(Unreadable):
        process.calls(path)
    assert not list(scratch.iterdir())
    process.close()
    assert not list(scratch.iterdir())


def test_a_reading_that_is_given_up_leaves_nothing_and_the_next_file_is_read(
    scratch: Path, process: ReadingProcess, long: Path
) -> None:
    with pytest.raises(GivenUp):
        process.calls(long, give_up)
    assert not list(scratch.iterdir())
    assert len(process.calls(VCF).positions) == 7


def test_a_reading_that_takes_too_long_leaves_nothing(
    scratch: Path, process: ReadingProcess, long: Path
) -> None:
    process.calls(VCF)
    process.seconds = -10.0
    with pytest.raises(Unreadable, match="within"):
        process.calls(long)
    assert not list(scratch.iterdir())


def test_a_reading_process_that_is_killed_leaves_nothing(
    scratch: Path, process: ReadingProcess, long: Path
) -> None:
    def kill(done: int, total: int) -> None:
        pid = process.pid
        if pid is not None and holds_a_copy(pid, scratch):
            os.kill(pid, signal.SIGKILL)

    with pytest.raises(Unreadable, match="ended the reading process"):
        process.calls(long, kill)
    assert not list(scratch.iterdir())


@pytest.mark.parametrize("killed", [False, True], ids=["orderly", "killed"])
def test_a_program_that_ends_while_or_after_it_reads_leaves_nothing(
    scratch: Path, long: Path, killed: bool
) -> None:
    path = long if killed else VCF
    program = subprocess.Popen([sys.executable, "-c", READS, str(path)], cwd=ROOT)
    if killed:
        children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
        pids: list[int] = []

        def reads() -> bool:
            pids[:] = [int(one) for one in children.read_text().split()]
            return any(holds_a_copy(pid, scratch) for pid in pids)

        wait_for(reads)
        program.kill()
        program.wait()
        wait_for(lambda: not any(Path(f"/proc/{pid}/exe").exists() for pid in pids))
    assert program.wait() == (-signal.SIGKILL if killed else 0)
    assert not list(scratch.iterdir())


def test_the_process_that_reads_an_arrived_run_leaves_nothing(scratch: Path, home: Path) -> None:
    drop_run(home)
    job = ReadingJob(order(home), 60)
    outcome = None
    while outcome is None:
        outcome = job.poll()
        time.sleep(0.01)
    assert outcome.result is not None
    assert not list(scratch.iterdir())
