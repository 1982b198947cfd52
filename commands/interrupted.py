"""Ends a command that is interrupted (Ctrl-C) with one sentence, wherever it is."""

import signal
import sys
from collections.abc import Callable
from types import FrameType

STOPPED = 2

_pressed = False


def go_on_unless_stopped() -> None:
    """Raise ``KeyboardInterrupt`` where the key was pressed, also if what it raised then was caught."""
    if _pressed:
        raise KeyboardInterrupt


def until_stopped(main: Callable[[], int], sentence: str) -> int:
    """What ``main`` returns; 2 and the sentence on the error output when it was interrupted.

    An interrupt within a statement reaches Python as DuckDB's own error, so that whatever is raised once
    the key was pressed is taken for it. A key that is pressed again, once ``main`` has been left, has
    been heard: it raises nothing in the lines that say the sentence, nor afterwards, as the process ends.
    """
    global _pressed
    _pressed = False

    def at_work() -> int:
        return main()

    def note(number: int, frame: FrameType | None) -> None:
        global _pressed
        _pressed = True
        while frame is not None:
            if frame.f_code is at_work.__code__:
                raise KeyboardInterrupt
            frame = frame.f_back

    signal.signal(signal.SIGINT, note)
    try:
        go_on_unless_stopped()
        return at_work()
    except (KeyboardInterrupt, Exception):
        if not _pressed:
            raise
        # What the interpreter ends with is not to be ended by the key either.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        print(sentence, file=sys.stderr)
        return STOPPED
