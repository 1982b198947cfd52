"""The reading process: takes paths of variant files on its input, gives their calls on its output.

Run as ``python -m data.ingest.vcf_child``. cyvcf2 can end its process on broken input, so it only ever
runs here.
"""

import gc
import os
import resource
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from data.ingest import limits
from data.ingest.opening import Unreadable
from data.ingest.vcf_calls import packed
from data.ingest.vcf_messages import receive, send
from data.ingest.vcf_values import read_calls


def _reports(output: BinaryIO, path: Path) -> Callable[[int], None]:
    """Sends how many of a file's bytes were read, and how many it has, now and then."""
    total = path.stat().st_size
    due = 0.0

    def report(done: int) -> None:
        nonlocal due
        now = time.monotonic()
        if now >= due:
            due = now + limits.PROGRESS_SECONDS
            send(output, (min(done, total), total))

    return report


def answer(name: str, output: BinaryIO) -> dict[str, object]:
    """What is said of one file: its packed calls, or what was seen and expected when it is refused."""
    path = Path(name)
    try:
        return packed(read_calls(path, _reports(output, path)))
    except Unreadable as error:
        return {"unreadable": (error.seen, error.expected)}
    except MemoryError:
        return {"unreadable": ("more than the memory set for reading", "the calls of one sample")}
    except OSError as error:
        return {"unreadable": (f"a file that cannot be opened ({error.strerror})", "a readable file")}


def main() -> int:
    """Answer until the input is closed."""
    output = os.fdopen(os.dup(1), "wb")
    # htslib and Python may print: what they print must not get between the messages.
    os.dup2(2, 1)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_MEMORY_BYTES, limits.CHILD_MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Rows are millions of small values without cycles: collecting while reading costs a third of the time.
    gc.disable()
    while (message := receive(sys.stdin.buffer)) is not None:
        send(output, answer(str(message), output))
        gc.collect()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
