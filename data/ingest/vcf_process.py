"""Keeps the reading processes: starts them, asks them, and replaces one that dies or takes too long."""

import atexit
import os
import pickle
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import IO

from data.ingest import limits
from data.ingest.opening import GZIP, Unreadable, size_of
from data.ingest.vcf_calls import VcfCalls, unpacked
from data.ingest.vcf_messages import LENGTH

_MESSAGES_SHOWN = 2_000
_KEPT_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(32 << 20), "MALLOC_TRIM_THRESHOLD_": str(128 << 20)}
"""What glibc keeps for the next piece of a file: giving it back each time costs a quarter of the reading."""

Progress = Callable[[int, int], None]
"""Is told how many bytes of a file have been read, and how many it has."""


class _ChildDied(Exception):
    """The reading process ended or took too long; carries the sentence's first half."""


class ReadingProcess:
    """One child process that reads variant files, asked by one thread at a time."""

    def __init__(self, seconds: float = limits.CHILD_SECONDS) -> None:
        self.seconds = seconds
        self.starts = 0
        """How many times the process was started: 1 unless a file ended it."""
        self._child: subprocess.Popen[bytes] | None = None
        self._messages: IO[bytes] | None = None
        self._lock = Lock()

    @property
    def pid(self) -> int | None:
        """The process's id while it lives, by which its memory is measured."""
        return None if self._child is None else self._child.pid

    @property
    def is_busy(self) -> bool:
        """Whether it reads a file now."""
        return self._lock.locked()

    def calls(self, path: Path, progress: Progress | None = None) -> VcfCalls:
        """The calls of one variant file; raises ``Unreadable`` when it is refused.

        ``progress`` is told while the file is read. What it raises ends the reading and is passed on.
        """
        with self._lock:
            try:
                plain = self._ask(path.resolve(), progress)
            except _ChildDied as died:
                said = self._said()
                self._end()
                raise Unreadable(
                    f"{died}{': ' + said if said else ''}",
                    "a variant file that can be read; nothing of it was kept, other files were not touched",
                ) from died
            except BaseException:
                # An answer that nobody waited for would be taken for that of the next file.
                self._end()
                raise
            said = self._said()
        if "unreadable" in plain:
            refusal = plain["unreadable"]
            assert isinstance(refusal, tuple)
            seen, expected = refusal
            raise Unreadable(f"{seen} ({said})" if said else seen, expected)
        calls = unpacked(plain)
        calls.messages = said
        return calls

    def close(self) -> None:
        """End the reading process."""
        with self._lock:
            self._end()

    def _start(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self._end()
        root = str(Path(__file__).resolve().parents[2])
        paths = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
        # It lives as long as the child that writes to it, and is closed with it.
        self._messages = tempfile.TemporaryFile()  # noqa: SIM115
        self._child = subprocess.Popen(
            [sys.executable, "-m", "data.ingest.vcf_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._messages,
            env={**os.environ, **_KEPT_MEMORY, "PYTHONPATH": paths},
        )
        self.starts += 1
        return self._child

    def _ask(self, path: Path, progress: Progress | None) -> dict[str, object]:
        child = self._start()
        assert child.stdin is not None and child.stdout is not None
        body = pickle.dumps(str(path), protocol=5)
        allowed = self.seconds + seconds_for(path)
        deadline = time.monotonic() + allowed
        try:
            child.stdin.write(LENGTH.pack(len(body)) + body)
            child.stdin.flush()
        except OSError as error:
            raise _ChildDied("a file at which the reading process could not be asked") from error
        while True:
            size = LENGTH.unpack(self._read(child, LENGTH.size, deadline, allowed))[0]
            if size > limits.MAX_ANSWER_BYTES:
                raise _ChildDied(f"a file with more than {limits.MAX_ANSWER_BYTES >> 20} MiB of calls")
            said = pickle.loads(self._read(child, size, deadline, allowed))
            if isinstance(said, dict):
                return said
            if progress is not None:
                progress(*said)

    def _read(self, child: subprocess.Popen[bytes], size: int, deadline: float, allowed: float) -> bytes:
        """So many bytes from the child, or ``_ChildDied``."""
        assert child.stdout is not None
        descriptor = child.stdout.fileno()
        received = bytearray()
        while len(received) < size:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([descriptor], [], [], left)[0]:
                raise _ChildDied(f"a file that was not read within {allowed:g} seconds")
            part = os.read(descriptor, min(size - len(received), 1 << 20))
            if not part:
                raise _ChildDied("a file that ended the reading process")
            received += part
        return bytes(received)

    def _said(self) -> str:
        """What htslib wrote for this file, and forget it."""
        if self._messages is None:
            return ""
        self._messages.seek(0)
        said = self._messages.read(_MESSAGES_SHOWN).decode("utf-8", "replace").strip()
        self._messages.seek(0)
        self._messages.truncate()
        return " ".join(said.split())[:300]

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            for stream in (child.stdin, child.stdout):
                if stream is not None:
                    try:
                        stream.close()
                    except OSError:
                        # A child that died leaves a request behind that can no longer be written.
                        continue
            if child.poll() is None:
                child.kill()
            child.wait()
        if self._messages is not None:
            self._messages.close()
            self._messages = None


def seconds_for(path: Path) -> int:
    """The time that a file of this size may take beside what every file may: it grows with its text."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            packed = file.read(2) == GZIP
    except OSError:
        return 0
    text = size * limits.GZIP_RATIO if packed else size
    return min(text, limits.MAX_UNPACKED_BYTES) // limits.CHILD_BYTES_PER_SECOND


READING_PROCESS = ReadingProcess()
"""The reading process of this program; it starts with the first variant file."""

BESIDE = ReadingProcess()
"""A second one, for the small variant files of a run; it starts when two of them are read at a time."""

SMALL_BYTES = 32 << 20
"""Up to this size a file may be read beside another one: two of them take little memory."""

atexit.register(READING_PROCESS.close)
atexit.register(BESIDE.close)


def calls_of(path: Path, progress: Progress | None = None) -> VcfCalls:
    """What ``ReadingProcess.calls`` gives, by the process that is free; large files wait for each other."""
    beside = READING_PROCESS.is_busy and size_of(path) <= SMALL_BYTES
    return (BESIDE if beside else READING_PROCESS).calls(path, progress)
