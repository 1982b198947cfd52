"""Tests of commands.interrupted: Ctrl-C ends a command with one sentence, wherever it is."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONG = "duckdb.connect().execute('select count(*) from range(400000000) as t(i) where hash(i) = 7')"
WORK = {
    "a statement": f"import duckdb\nprint('at work', flush=True)\n{LONG}",
    "a statement whose error is caught": "import duckdb\nprint('at work', flush=True)\n"
    f"try:\n    {LONG}\n"
    "except Exception:\n    pass\ngo_on_unless_stopped()",
    "its own lines": "import time\nprint('at work', flush=True)\ntime.sleep(60)",
}
COMMAND = """
from commands.interrupted import go_on_unless_stopped, until_stopped

def main():
{work}
    return 0

raise SystemExit(until_stopped(main, "Stopped: nothing was kept."))
"""


@pytest.mark.parametrize("work", WORK)
def test_an_interrupt_is_one_sentence_wherever_it_comes(work: str) -> None:
    lines = "\n".join(f"    {line}" for line in WORK[work].splitlines())
    command = subprocess.Popen(
        [sys.executable, "-c", COMMAND.format(work=lines)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert command.stdout is not None
    assert command.stdout.readline() == "at work\n"
    until = time.monotonic() + 60
    while command.poll() is None and time.monotonic() < until:
        # As a person does: DuckDB loses an interrupt that comes just as a statement begins.
        time.sleep(0.5)
        command.send_signal(signal.SIGINT)
    command.kill()
    _, said = command.communicate()
    assert (command.returncode, said) == (2, "Stopped: nothing was kept.\n")


def test_a_key_that_is_held_down_is_one_sentence_too() -> None:
    held = """
import os, signal, sys
from commands.interrupted import until_stopped

def press(frame, event, argument):
    # Before every line that follows in the function that says the sentence, the key is pressed once more.
    if frame.f_code is until_stopped.__code__ and frame.f_lineno > begun:
        os.kill(os.getpid(), signal.SIGINT)
    return press

begun = sys.maxsize

def main():
    global begun
    frame = sys._getframe()
    while frame.f_code is not until_stopped.__code__:
        frame = frame.f_back
    begun = frame.f_lineno
    os.kill(os.getpid(), signal.SIGINT)
    return 0

sys.settrace(press)
code = until_stopped(main, "Stopped: nothing was kept.")
sys.settrace(None)
os.kill(os.getpid(), signal.SIGINT)
raise SystemExit(code)
"""
    told = subprocess.run([sys.executable, "-c", held], cwd=ROOT, capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (2, "Stopped: nothing was kept.\n")


def test_a_fault_of_the_program_is_not_taken_for_an_interrupt() -> None:
    command = COMMAND.format(work="    raise RuntimeError('a fault')")
    told = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 1
    assert "a fault" in told.stderr
    assert "Stopped" not in told.stderr
