"""One order to a process of its own: started, watched without waiting, ended when it takes too long."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.ingest import limits

_ROOT = Path(__file__).resolve().parents[2]
_KEPT = ("PATH", "LANG", "LD_LIBRARY_PATH", "TMPDIR", "TZ")
"""What the process is told of the server's environment: no secret is among it."""

_UNTOUCHED = "The files were not touched."
_SENTENCES = {
    "too_large": "These files hold more calls than are taken of one run, so nothing of them was kept. Bring "
    "the run in in parts.",
    "memory": f"Reading needed more than {limits.JOB_MEMORY_BYTES >> 30} GB of memory and was stopped. "
    f"{_UNTOUCHED} Bring the run in in parts.",
    "other_version": "The program was replaced while the server runs, so nothing is read. "
    f"{_UNTOUCHED} Have the administrator start the server again.",
    "disk_full": f"The server's disk is full, so nothing of this was kept. {_UNTOUCHED} Make room, then read "
    "it again.",
    "disk": f"A file could not be read. {_UNTOUCHED} Check who may read them, then read it again.",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an order."""

    result: dict[str, Any] | None
    """What the process said at its end; ``None`` where there is no result."""
    reason: str = ""
    """Why there is none, as a person reads it."""
    code: str = ""
    """The same for the log: nothing of a file's name or content is in it."""


@dataclass(slots=True)
class ReadingJob:
    """A running process that reads one run or keeps the files of one."""

    order: dict[str, Any]
    seconds: float = limits.JOB_SECONDS
    done: int = 0
    """Bytes done so far."""
    total: int = 0
    """Bytes of all; 0 until the process has said so."""
    _child: subprocess.Popen[bytes] = field(init=False)
    _deadline: float = field(init=False)
    _unread: bytes = field(init=False, default=b"")
    _last: dict[str, Any] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Start the process. Raises ``OSError`` when the machine cannot."""
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        self._child = subprocess.Popen(
            [sys.executable, "-m", "data.ingest.reading_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={**kept, "PYTHONPATH": str(_ROOT), "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"},
            start_new_session=True,
        )
        self._deadline = time.monotonic() + self.seconds
        assert self._child.stdin is not None and self._child.stdout is not None
        os.set_blocking(self._child.stdout.fileno(), False)
        with suppress(OSError):
            self._child.stdin.write(json.dumps(self.order).encode() + b"\n")
            self._child.stdin.flush()

    @property
    def pid(self) -> int:
        """The process, which is the first of a group of its own."""
        return self._child.pid

    def poll(self) -> Outcome | None:
        """What came of it; ``None`` while it runs. Never waits."""
        if (last := self._hear()) is not None:
            self.end()
            return self._outcome(last)
        if self._has_ended():
            last = self._hear()
            self.end()
            if last is not None:
                return self._outcome(last)
            code = self._child.returncode
            why = f"signal {-code}" if code < 0 else f"status {code}"
            return Outcome(
                None,
                f"The reading process ended before it was done ({why}), perhaps for want of memory. "
                f"{_UNTOUCHED} Read it again, and tell the administrator if it happens twice.",
                why,
            )
        if time.monotonic() > self._deadline:
            self.end()
            return Outcome(
                None,
                f"Reading took longer than {self.seconds / 60:.3g} minutes and was stopped. {_UNTOUCHED} "
                "Read it again when the server has less to do, or bring the run in in parts.",
                "time",
            )
        return None

    def end(self) -> None:
        """End the process with all that it started."""
        if self._child.returncode is None:
            # Its number is its own for as long as nobody has waited for it.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._child.pid, signal.SIGKILL)
        for stream in (self._child.stdin, self._child.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        self._child.wait()

    def _has_ended(self) -> bool:
        """Whether the process is over, without letting its number go."""
        return os.waitid(os.P_PID, self._child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def _hear(self) -> dict[str, Any] | None:
        """Take the lines that were said since; returns the last of all once it was said."""
        assert self._child.stdout is not None
        with suppress(OSError):
            while part := os.read(self._child.stdout.fileno(), 1 << 16):
                self._unread += part
        *lines, self._unread = self._unread.split(b"\n")
        for line in lines:
            said: dict[str, Any] = {}
            with suppress(ValueError):
                said = json.loads(line)
            if "done" in said:
                self.done, self.total = int(said["done"]), int(said["total"])
            elif said:
                self._last = said
        return self._last

    @staticmethod
    def _outcome(said: dict[str, Any]) -> Outcome:
        if "refused" in said:
            return Outcome(None, str(said["refused"]), "refused")
        if (code := said.get("failed")) is None:
            return Outcome(said)
        if (sentence := _SENTENCES.get(code)) is not None:
            return Outcome(None, sentence, code)
        where = str(said.get("where", "unknown"))
        return Outcome(
            None,
            f"A fault in the program stopped the reading ({where}). {_UNTOUCHED} Tell the administrator.",
            where,
        )
