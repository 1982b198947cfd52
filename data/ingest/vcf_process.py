"""Keeps the one reading process: starts it, asks it, and replaces it when it dies or takes too long."""

import atexit
import os
import pickle
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Lock
from typing import IO

from data.ingest import limits
from data.ingest.opening import Unreadable
from data.ingest.vcf_calls import VcfCalls, unpacked
from data.ingest.vcf_messages import LENGTH

_MESSAGES_SHOWN = 2_000


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

    def calls(self, path: Path) -> VcfCalls:
        """The calls of one variant file; raises ``Unreadable`` when it is refused."""
        with self._lock:
            try:
                plain = self._ask(str(path.resolve()))
            except _ChildDied as died:
                said = self._said()
                self._end()
                raise Unreadable(
                    f"{died}{': ' + said if said else ''}",
                    "a variant file that can be read; nothing of it was kept, other files were not touched",
                ) from died
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
            env={**os.environ, "PYTHONPATH": paths},
        )
        self.starts += 1
        return self._child

    def _ask(self, path: str) -> dict[str, object]:
        child = self._start()
        assert child.stdin is not None and child.stdout is not None
        body = pickle.dumps(path, protocol=5)
        deadline = time.monotonic() + self.seconds
        try:
            child.stdin.write(LENGTH.pack(len(body)) + body)
            child.stdin.flush()
        except OSError as error:
            raise _ChildDied("a file at which the reading process could not be asked") from error
        size = LENGTH.unpack(self._read(child, LENGTH.size, deadline))[0]
        plain = pickle.loads(self._read(child, size, deadline))
        assert isinstance(plain, dict)
        return plain

    def _read(self, child: subprocess.Popen[bytes], size: int, deadline: float) -> bytes:
        """So many bytes from the child, or ``_ChildDied``."""
        assert child.stdout is not None
        descriptor = child.stdout.fileno()
        received = bytearray()
        while len(received) < size:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([descriptor], [], [], left)[0]:
                raise _ChildDied(f"a file that was not read within {self.seconds:g} seconds")
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


READING_PROCESS = ReadingProcess()
"""The one reading process of this program; it starts with the first variant file."""

atexit.register(READING_PROCESS.close)
