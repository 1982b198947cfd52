"""``python -m benchmarks.fuzz``: spoilt files through every reader; prints crashes, hangs and half-written.

A crash is an exception that leaves a reader or a reading process that ended; a hang is a file that took
longer than ``HANG_SECONDS``; half-written is a reading that kept something of a file it refused, that does
not account for its rows, or that holds what cannot be stored.
"""

import argparse
import gzip
import random
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path

from data.ingest.clinical_list import read_clinical_list
from data.ingest.run_reading import read_files
from data.ingest.vcf_process import READING_PROCESS
from domain.problems import Severity
from domain.readings import RunReading

FIXTURES = Path(__file__).resolve().parents[1] / "tests" / "fixtures"
HANG_SECONDS = 20.0
TEXTS, VARIANT_FILES = 20_000, 500
MAX_SEED_BYTES = 256 << 10
"""A larger file costs time and finds no more."""

_SPOILERS = (
    b"\x00", b"\t", b"\n", b"\r", b",", b";", b'"', b"[", b"]", b"{", b"}", b"#", b"-", b":", b"NA", b"nan",
    b"1e999", b"-1", b"0", b"9" * 400, b"\xff\xfe", b"\xef\xbb\xbf", b"\xd9\xa3", b"\xe9", b"<DEL>",
    b"01-Mar", b"0,5", b"\\ud800", b"=1+1",
)  # fmt: skip
_ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32")


def _place(drawn: random.Random, content: bytes) -> int:
    return drawn.randrange(len(content) + 1)


def _flip(drawn: random.Random, content: bytes) -> bytes:
    if not content:
        return content
    at = drawn.randrange(len(content))
    return content[:at] + bytes([content[at] ^ (1 << drawn.randrange(8))]) + content[at + 1 :]


def _delete(drawn: random.Random, content: bytes) -> bytes:
    at = _place(drawn, content)
    return content[:at] + content[at + drawn.randint(1, 40) :]


def _insert(drawn: random.Random, content: bytes) -> bytes:
    at = _place(drawn, content)
    return content[:at] + drawn.choice(_SPOILERS) + content[at:]


def _cut(drawn: random.Random, content: bytes) -> bytes:
    return content[: _place(drawn, content)]


def _lines(change: Callable[[random.Random, list[bytes]], None]) -> "Spoils":
    def spoil(drawn: random.Random, content: bytes) -> bytes:
        lines = content.split(b"\n")
        change(drawn, lines)
        return b"\n".join(lines)

    return spoil


def _double(drawn: random.Random, lines: list[bytes]) -> None:
    at = drawn.randrange(len(lines))
    lines[at:at] = [lines[at]] * drawn.choice((1, 1, 2, 50))


def _drop(drawn: random.Random, lines: list[bytes]) -> None:
    del lines[drawn.randrange(len(lines))]


def _swap(drawn: random.Random, lines: list[bytes]) -> None:
    one, other = drawn.randrange(len(lines)), drawn.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _spoil_cell(drawn: random.Random, lines: list[bytes]) -> None:
    at = drawn.randrange(len(lines))
    mark = b"\t" if b"\t" in lines[at] else b","
    cells = lines[at].split(mark)
    cells[drawn.randrange(len(cells))] = drawn.choice((b"", b"A" * 100_000, *_SPOILERS))
    lines[at] = mark.join(cells)


def _shift_cells(drawn: random.Random, lines: list[bytes]) -> None:
    at = drawn.randrange(len(lines))
    cells = lines[at].split(b"\t")
    cells.insert(drawn.randrange(len(cells)), b"")
    lines[at] = b"\t".join(cells)


def _encode(drawn: random.Random, content: bytes) -> bytes:
    return content.decode("utf-8", "replace").encode(drawn.choice(_ENCODINGS))


def _line_ends(drawn: random.Random, content: bytes) -> bytes:
    return content.replace(b"\n", drawn.choice((b"\r", b"\r\n", b"\n\n", b"\r\r\n")))


def _pack(drawn: random.Random, content: bytes) -> bytes:
    packed = gzip.compress(content, compresslevel=1, mtime=0)
    return packed if drawn.random() < 0.5 else packed[: _place(drawn, packed)]


Spoils = Callable[[random.Random, bytes], bytes]
SPOILERS: Mapping[str, Spoils] = {
    "flip": _flip, "delete": _delete, "insert": _insert, "cut": _cut, "double a line": _lines(_double),
    "drop a line": _lines(_drop), "swap lines": _lines(_swap), "spoil a cell": _lines(_spoil_cell),
    "shift cells": _lines(_shift_cells), "encode": _encode, "line ends": _line_ends, "pack": _pack,
}  # fmt: skip
"""What is done to a file, by the words that a finding is reported with."""

_ENDING = ("encode", "pack")


@dataclass(slots=True)
class Found:
    """What went wrong, with the seed number that makes the same input again."""

    inputs: int = 0
    crashes: list[str] = field(default_factory=list)
    hangs: list[str] = field(default_factory=list)
    half_written: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.inputs} inputs: crashes {len(self.crashes)}, hangs {len(self.hangs)}, half-written "
            f"{len(self.half_written)}; the slowest took {self.slowest:.2f} s"
        )

    @property
    def all(self) -> list[str]:
        """Every finding."""
        return [*self.crashes, *self.hangs, *self.half_written]


def seeds(folder: Path = FIXTURES) -> dict[str, bytes]:
    """Every fixture of the readers by its name, or every small file under another folder by its place."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md")
    small = [path for path in paths if 0 < path.stat().st_size <= MAX_SEED_BYTES]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in small}


def spoilt(number: int, content: bytes) -> tuple[bytes, str]:
    """A file spoilt in one to four ways, always the same for a number, and what was done to it."""
    drawn = random.Random(number)
    names = drawn.choices([name for name in SPOILERS if name not in _ENDING], k=drawn.randint(1, 4))
    if drawn.random() < 0.1:
        names.append(drawn.choice(_ENDING))
    for name in names:
        content = SPOILERS[name](drawn, content)
    return content, ", ".join(names)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))


def wrong_with(reading: RunReading) -> str | None:
    """What a reading must not be: kept from a refused file, unaccounted for, or not fit to be stored."""
    refused = {one.file for one in reading.problems if one.severity is Severity.REFUSED_FILE}
    if refused >= {one.name for one in reading.files} and reading.samples:
        return "a sample of files that were all refused"
    for count in reading.counts:
        if count.taken + count.refused > count.read or min(count.taken, count.refused) < 0:
            return f"a section that takes and refuses more rows than it read: {count}"
    for sample in reading.samples:
        for one in sample.findings.small_variants:
            if one.vaf is not None and not 0 <= one.vaf <= 1:
                return f"a frequency of {one.vaf_text}"
    if not all(one.sentence and one.expected for one in reading.problems):
        return "a problem that says nothing"
    for text in _texts(reading):
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            return f"a text that cannot be stored: {text[:40]!r}"
        if "\x00" in text:
            return f"a text with a NUL byte: {text[:40]!r}"
    return None


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise ``TimeoutError`` in the main thread of a reader that does not end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def late(number: int, frame: object) -> None:
        raise TimeoutError(f"not read within {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _read(paths: Mapping[str, Path], as_list: bool) -> str | None:
    """Read one input the way an upload or a list is read; gives what is wrong with the answer."""
    if as_list:
        listed = read_clinical_list(next(iter(paths.values())))
        return None if listed.readable or listed.problems else "a list that is refused without a word"
    reading = read_files(paths)
    ended = [one.seen for one in reading.problems if "reading process" in one.seen]
    if ended:
        raise RuntimeError(ended[0])
    return wrong_with(reading)


def run(sources: Mapping[str, bytes], inputs: int, first: int = 0) -> Found:
    """Spoil and read so many inputs, every tenth beside two files that are whole, every fifth as a list."""
    found = Found()
    names = list(sources)
    whole = sorted(path for path in FIXTURES.iterdir() if path.suffix != ".md")
    with tempfile.TemporaryDirectory(prefix="mtb-fuzz-") as folder:
        for number in range(first, first + inputs):
            name = names[number % len(names)]
            content, done = spoilt(number, sources[name])
            paths = {name: Path(folder) / "spoilt"}
            paths[name].write_bytes(content)
            drawn = random.Random(-number)
            if number % 10 == 0:
                for other in drawn.sample(whole, 2):
                    paths[other.name] = other
            told = f"input {number} ({name}: {done})"
            start = time.perf_counter()
            try:
                with _at_most(HANG_SECONDS):
                    wrong = _read(paths, as_list=number % 5 == 1)
            except TimeoutError:
                found.hangs.append(told)
            except Exception:
                found.crashes.append(f"{told}: {traceback.format_exc(limit=-3)}")
            else:
                if wrong:
                    found.half_written.append(f"{told}: {wrong}")
            found.inputs += 1
            found.slowest = max(found.slowest, time.perf_counter() - start)
    return found


def kinds(folder: Path = FIXTURES) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files that are read in process, and the variant files."""
    every = seeds(folder)
    variant = {name: content for name, content in every.items() if ".vcf" in name}
    return {name: content for name, content in every.items() if name not in variant}, variant


def main() -> int:
    """Read spoilt texts and variant files; 0 when nothing went wrong, 1 otherwise."""
    arguments = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    arguments.add_argument("--inputs", type=int, default=TEXTS, help="spoilt texts, read in process")
    arguments.add_argument("--vcf", type=int, default=VARIANT_FILES, help="spoilt variant files")
    arguments.add_argument("--first", type=int, default=0, help="the number of the first input")
    arguments.add_argument("--seeds", type=Path, default=FIXTURES, help="the folder of the whole files")
    given = arguments.parse_args()
    texts, variant = kinds(given.seeds)
    wrong: list[str] = []
    for what, sources, inputs in (("texts", texts, given.inputs), ("variant files", variant, given.vcf)):
        before = READING_PROCESS.starts
        if not sources:
            continue
        found = run(sources, inputs, given.first)
        print(f"{what}: {found}; reading processes started {READING_PROCESS.starts - before}", flush=True)
        wrong += found.all
    print("\n".join(wrong[:50]), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
