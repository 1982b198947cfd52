"""One line on the error output that says how far a command has come and what it is doing."""

import sys
import time
from types import TracebackType
from typing import TextIO

_WIDTH = 30
_SECONDS = 0.1


class ProgressBar:
    """Drawn over itself on a terminal; elsewhere one line at the start and one at the end."""

    def __init__(self, total: int, out: TextIO | None = None) -> None:
        """A bar of ``total`` steps on ``out``, the error output by default."""
        self.total, self.done = max(total, 1), 0
        self.out = out or sys.stderr
        self._drawn = 0.0
        self._started = time.monotonic()

    def step(self, doing: str, steps: int = 1) -> None:
        """So many steps are done; ``doing`` says what is going on."""
        self.done = min(self.done + steps, self.total)
        now = time.monotonic()
        if self.out.isatty() and (now - self._drawn >= _SECONDS or self.done == self.total):
            self._drawn = now
            filled = _WIDTH * self.done // self.total
            bar = "#" * filled + "." * (_WIDTH - filled)
            self.out.write(f"\r[{bar}] {self.done} of {self.total}  {doing[:40]:<40}")
            self.out.flush()

    def __enter__(self) -> "ProgressBar":
        if not self.out.isatty():
            self.out.write(f"{self.total} steps to do\n")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        lead = "\n" if self.out.isatty() else ""
        seconds = time.monotonic() - self._started
        self.out.write(f"{lead}{self.done} of {self.total} steps done in {seconds:.0f} s\n")
        self.out.flush()
