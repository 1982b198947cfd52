"""The process that reads one run, or keeps the files of an accepted one, and then ends.

Run as ``python -m data.ingest.reading_child``.  It takes its order as one line of JSON on its input and
tells how far it is as lines of JSON on its output.  When its input closes, who ordered is gone, and it
ends with all that it started.
"""

import gc
import json
import os
import resource
import signal
import sys
import threading
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from data.ingest import limits
from data.ingest.accepted_files import keep_files, read_announcement
from data.ingest.kept_readings import TooLarge, is_disk_full, keep_reading, shape
from data.ingest.run_reading import read_path
from data.ingest.uploads import is_upload
from domain.refused import Refused

_NICE = 10
_SAY_SECONDS = 0.2


class OtherVersion(Exception):
    """The program on the disk is not the one that the server runs."""


@dataclass(slots=True)
class Teller:
    """Says how many bytes of a run are done, now and then."""

    output: TextIO
    _said: float = 0.0

    def progress(self, done: int, total: int) -> None:
        """So many bytes of all are done."""
        now = time.monotonic()
        if now - self._said >= _SAY_SECONDS:
            self._said = now
            self.say({"done": done, "total": total})

    def say(self, line: dict[str, Any]) -> None:
        """One line; nobody listens any more when it fails, and then the process ends by itself."""
        with suppress(OSError):
            self.output.write(json.dumps(line) + "\n")
            self.output.flush()


def _order(order: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """Do what was ordered; the last line that is said."""
    if order["do"] == "keep":
        it = read_announcement(Path(order["announced"]))
        if it is None:
            raise FileNotFoundError("the announced acceptance")
        target, ours = Path(order["target"]), is_upload(it.name)
        left_out = keep_files(Path(order["incoming"]), it.name, target, it.files, tell.progress, ours)
        return {"left_out": list(left_out)}
    if order["shape"] != shape().hex():
        raise OtherVersion
    reading = read_path(Path(order["incoming"]) / order["name"], tell.progress)
    keep_reading(Path(order["target"]), reading, bytes.fromhex(order["program"]))
    samples = [[one.sample_id, one.content_sha256] for one in reading.samples]
    return {"samples": samples}


def answer(order: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """What came of an order: its result, or why there is none."""
    try:
        return _order(order, tell)
    except Refused as refused:
        return {"refused": refused.sentence}
    except OtherVersion:
        return {"failed": "other_version"}
    except TooLarge:
        return {"failed": "too_large"}
    except MemoryError:
        return {"failed": "memory"}
    except OSError as error:
        return {"failed": "disk_full" if is_disk_full(error) else "disk"}
    except Exception as error:
        # Where it happened, and nothing of what the files hold.
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}:{last.lineno}"
        return {"failed": "fault", "where": f"{type(error).__name__}, {where}"}


def _end_with_the_server() -> None:
    sys.stdin.buffer.read()
    os.killpg(0, signal.SIGKILL)


def main() -> int:
    """Take one order, carry it out, say what came of it."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # What a library prints must not get between the lines.
    os.dup2(2, 1)
    os.nice(_NICE)
    os.umask(0o077)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limits.JOB_MEMORY_BYTES, limits.JOB_MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    order = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    # Values of a reading hold no cycles.
    gc.disable()
    tell = Teller(output)
    tell.say(answer(order, tell))
    # Orderly exit would wait for the thread that waits for the server.
    os._exit(0)


if __name__ == "__main__":
    raise SystemExit(main())
