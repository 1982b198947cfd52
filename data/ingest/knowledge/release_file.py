"""Opens the file of a knowledge release: its text, its SHA-256, and what is worth knowing of both."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from data.ingest import limits
from data.ingest.opening import Unreadable, chunks, open_file

Brought = Path | BinaryIO
"""A file on the disk, or an upload as a stream of its bytes."""


@dataclass(frozen=True, slots=True)
class ReleaseText:
    """The text of a release."""

    text: str
    latin: bool
    """Read as Windows Latin text, because it is not UTF-8."""


@contextmanager
def lying(brought: Brought) -> Iterator[Path]:
    """The file as it lies on the disk; a stream lies there only as long as it is read.

    Raises ``Unreadable`` for more than ``limits.MAX_RELEASE_BYTES`` and for an empty file, ``OSError`` for
    the disk.
    """
    if isinstance(brought, Path):
        _require_size(brought.stat().st_size)
        yield brought
        return
    if brought.seekable():
        brought.seek(0)
    with tempfile.NamedTemporaryFile(prefix="mtb-release-") as file:
        total = 0
        while chunk := brought.read(limits.CHUNK_BYTES):
            total += len(chunk)
            _require_size(total)
            file.write(chunk)
        _require_size(total)
        file.flush()
        yield Path(file.name)


def _require_size(size: int) -> None:
    most = limits.MAX_RELEASE_BYTES
    if size > most:
        raise Unreadable(f"a file of more than {most >> 20} MiB", f"a release of at most {most >> 20} MiB")
    if size == 0:
        raise Unreadable("an empty file", "a table with a heading line: download or save it again")


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file as it lies."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def text_of(path: Path) -> ReleaseText:
    """The whole text. Raises ``Unreadable`` for what is no text or too large, ``OSError`` for the disk."""
    read: list[bytes] = []
    for chunk in chunks(open_file(path), limits.MAX_RELEASE_BYTES):
        if b"\x00" in chunk:
            raise Unreadable("NUL bytes in a text file", "plain text: download or save the file again")
        read.append(chunk)
    whole = b"".join(read)
    read.clear()
    try:
        return ReleaseText(whole.decode("utf-8"), latin=False)
    except UnicodeDecodeError:
        return ReleaseText(whole.decode("cp1252", errors="replace"), latin=True)
