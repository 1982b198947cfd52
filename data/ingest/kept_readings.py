"""What was read of a run, kept on disk, so that a restart reads nothing twice.

A kept reading is only opened when this very program wrote it, whole, and it can hold nothing but the
values of a reading: no code comes back from the disk.
"""

import errno
import functools
import hashlib
import json
import os
import pickle
import typing
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from data.ingest import limits
from domain.readings import RunReading

_MAGIC = b"mtb reading 1\n"
_DIGEST = hashlib.sha256().digest_size
_HEAD = len(_MAGIC) + 2 * _DIGEST
_ROOT = Path(__file__).resolve().parents[2]
_OTHER_CLASSES: dict[tuple[str, str], type] = {("datetime", "date"): date, ("decimal", "Decimal"): Decimal}


class TooLarge(Exception):
    """The reading has more values than are kept of one run."""


@functools.cache
def program() -> bytes:
    """The hash of all that decides what is read: another version of the program reads everything anew."""
    digest = hashlib.sha256()
    sources = [*_ROOT.glob("data/ingest/*.py"), *_ROOT.glob("domain/*.py")]
    sources += [*_ROOT.glob("data/reference/*.py"), *_ROOT.glob("data/reference/*.tsv")]
    for path in sorted(sources):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.digest()


@functools.cache
def shape() -> bytes:
    """The hash of the fields and words of a reading's values: only readings of this shape are opened."""
    told: dict[str, list[str]] = {}
    waiting: list[Any] = [RunReading]
    while waiting:
        kind = waiting.pop()
        waiting += typing.get_args(kind)
        if not isinstance(kind, type) or kind.__qualname__ in told:
            continue
        if is_dataclass(kind):
            hints = typing.get_type_hints(kind)
            told[kind.__qualname__] = [one.name for one in fields(kind)]
            waiting += hints.values()
        elif issubclass(kind, Enum):
            told[kind.__qualname__] = [str(one.value) for one in kind]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).digest()


class _Counted:
    """Hashes and counts what is written through it, and refuses more than is kept."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self.file = file
        self.most = most
        self.size = 0
        self.digest = hashlib.sha256()

    def write(self, part: bytes, /) -> int:
        """Write a part of the reading."""
        self.size += len(part)
        if self.size > self.most:
            raise TooLarge
        self.digest.update(part)
        return self.file.write(part)


class _ValuesOnly(pickle.Unpickler):
    """Knows the domain's values and nothing else."""

    def find_class(self, module: str, name: str, /) -> type:
        """The class of a value; anything else is no reading."""
        if (known := _OTHER_CLASSES.get((module, name))) is not None:
            return known
        if module.startswith("domain.") and "." not in name:
            found = getattr(import_module(module), name, None)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of a reading")


def keep_reading(
    path: Path, reading: RunReading, by: bytes | None = None, most: int = limits.MAX_READING_BYTES
) -> None:
    """Write a reading under its final name, on disk before it has it.

    ``by`` is the ``program`` of the server that asked for it, where that is another process.  Raises
    ``TooLarge`` above ``most`` bytes and ``OSError`` where the disk takes no more; nothing stays then.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("xb") as file:
            file.write(b"\0" * _HEAD)
            counted = _Counted(file, most)
            pickle.Pickler(counted, protocol=5).dump(reading)
            file.seek(0)
            file.write(_MAGIC + (by or program()) + counted.digest.digest())
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(path)
    finally:
        temporary.unlink(missing_ok=True)


def kept_reading(path: Path) -> RunReading | None:
    """A kept reading; ``None`` where there is none, another version wrote it, or the disk changed it."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            if head[:-_DIGEST] != _MAGIC + program():
                return None
            if hashlib.file_digest(file, "sha256").digest() != head[-_DIGEST:]:
                return None
            file.seek(_HEAD)
            found = _ValuesOnly(file).load()
    except (OSError, pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError, ImportError):
        return None
    return found if isinstance(found, RunReading) else None


def is_kept(path: Path) -> bool:
    """Whether a reading lies there that this program wrote, as far as its first bytes tell."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)[:-_DIGEST] == _MAGIC + program()
    except OSError:
        return False


def is_disk_full(error: OSError) -> bool:
    """Whether an error says that there is no room left."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
