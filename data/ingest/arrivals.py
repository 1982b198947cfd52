"""What lies in ``incoming/``: run folders and files that laboratories drop, and uploads.

Folders are opened one from the other and never through a link, so that nothing outside ``incoming/`` is
looked at whatever is exchanged meanwhile.
"""

import hashlib
import os
import re
import stat
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from data.ingest import limits
from data.ingest.uploads import UPLOADS, is_upload

_DURING_A_COPY = (
    "~", ".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".download", ".swp", ".inprogress",
    ".uploading", ".aspx", ".aspera-ckpt",
)  # fmt: skip
_RSYNC = re.compile(r"\..+\.[A-Za-z0-9]{6}")
"""What rsync calls a file while it copies it; other hidden files say nothing of a copy."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def is_temporary(name: str) -> bool:
    """Whether programs use such a name while they copy or edit; what goes by it is never read."""
    lower = name.lower()
    return lower.startswith((".", "~$")) or lower.endswith(_DURING_A_COPY)


def shown(name: str) -> str:
    """A file's name fit to be shown: what is no text, or would turn text round, becomes a mark."""
    odd = {"Cc", "Cf", "Cs", "Co"}
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in odd else c for c in name)


def job_id_of(name: str) -> str:
    """The id of the job of what lies under a name in ``incoming/``."""
    return hashlib.sha256(os.fsencode(name)).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A run folder, a file or an upload as it lies there now."""

    name: str
    """Where it lies under ``incoming/``."""
    root: str
    """The folder that it lies in: a laboratory's, a user's uploads, or ``incoming/`` itself (empty)."""
    files: int
    size: int
    """Bytes."""
    newest: datetime
    """When the newest of its files was changed."""
    fingerprint: str
    """Of its name and its files' names, sizes and times: what a reading is kept under."""
    witness: str
    """As the fingerprint, with what nobody can set: it tells whether anything was exchanged meanwhile."""
    copying: bool
    """A copy lies there under a temporary name and was changed lately."""
    temporaries: bool
    """Files lie there under names that only copies and editors use."""
    unnameable: bool
    """A file's name is no text."""

    @property
    def job_id(self) -> str:
        """What the job of this arrival goes by: nothing of its name is in it."""
        return job_id_of(self.name)

    @property
    def uploaded(self) -> bool:
        """Whether it was uploaded, not dropped by a laboratory."""
        return is_upload(self.name)


@dataclass(frozen=True, slots=True)
class Found:
    """A file in a folder that was walked."""

    relative: str
    stat: os.stat_result


def walk(folder: int, at: str = "", depth: int = 0) -> Iterator[Found]:
    """Every plain file and folder under an open folder, in a fixed order, links and hidden folders left out.

    A folder is told before what lies in it.  Ends at ``limits.MAX_FOLDER_DEPTH``; the caller counts.
    """
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries)
    for name in names:
        try:
            found = os.stat(name, dir_fd=folder, follow_symlinks=False)
        except OSError:
            continue
        if stat.S_ISREG(found.st_mode):
            yield Found(at + name, found)
        elif stat.S_ISDIR(found.st_mode) and not name.startswith(".") and depth < limits.MAX_FOLDER_DEPTH:
            yield Found(at + name, found)
            with suppress(OSError):
                inner = os.open(name, _FOLDER, dir_fd=folder)
                try:
                    yield from walk(inner, f"{at}{name}/", depth + 1)
                finally:
                    os.close(inner)


def opened_folder(incoming: Path, name: str) -> int:
    """A folder under ``incoming/`` as a descriptor, reached without following any link.

    Raises ``OSError`` where there is none, or a link stands in the way.
    """
    here = os.open(incoming, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in name.split("/") if name else ():
            if part in {"", ".", ".."}:
                raise FileNotFoundError(name)
            inner = os.open(part, _FOLDER, dir_fd=here)
            os.close(here)
            here = inner
    except OSError:
        os.close(here)
        raise
    return here


class _Looked:
    """Counts and hashes one arrival while it is walked."""

    def __init__(self, name: str, now: float) -> None:
        self.now = now
        self.files = self.size = self.looked_at = 0
        self.newest = 0.0
        self.copying = self.temporaries = self.unnameable = False
        self.print = hashlib.sha256(os.fsencode(name))
        self.witness = hashlib.sha256()

    def take(self, found: Found) -> None:
        relative, it = os.fsencode(found.relative), found.stat
        self.witness.update(relative + repr((it.st_dev, it.st_ino, it.st_ctime_ns)).encode())
        if not stat.S_ISREG(it.st_mode):
            return
        self.looked_at += 1
        last = found.relative.rsplit("/", 1)[-1]
        if is_temporary(last):
            self.temporaries = self.temporaries or not last.startswith(".")
            lately = self.now - max(it.st_mtime, it.st_ctime) < limits.ABANDONED_SECONDS
            tells = not last.startswith(".") or _RSYNC.fullmatch(last) is not None
            self.copying = self.copying or (lately and tells)
            return
        self.print.update(b"\0" + relative + repr((it.st_size, it.st_mtime_ns)).encode())
        self.unnameable = self.unnameable or _is_no_text(found.relative)
        self.files += 1
        self.size += it.st_size
        self.newest = max(self.newest, it.st_mtime)


def _is_no_text(name: str) -> bool:
    return any(0xD800 <= ord(c) <= 0xDFFF for c in name)


def arrival(incoming: Path, root: str, last: str) -> Arrival | None:
    """What lies under one name as it is now; ``None`` where there is nothing to read."""
    name = f"{root}/{last}" if root else last
    looked = _Looked(name, time.time())
    try:
        above = opened_folder(incoming, root)
        try:
            here = os.stat(last, dir_fd=above, follow_symlinks=False)
            looked.take(Found(last, here))
            if stat.S_ISDIR(here.st_mode):
                inner = os.open(last, _FOLDER, dir_fd=above)
                try:
                    for found in walk(inner):
                        looked.take(found)
                        if looked.looked_at >= limits.MAX_FILES:
                            break
                finally:
                    os.close(inner)
        finally:
            os.close(above)
    except OSError:
        return None
    if not looked.files:
        return None
    return Arrival(
        name, root, looked.files, looked.size, datetime.fromtimestamp(looked.newest, UTC),
        looked.print.hexdigest(), looked.witness.hexdigest(), looked.copying, looked.temporaries,
        looked.unnameable or _is_no_text(last),
    )  # fmt: skip


def roots(incoming: Path, laboratories: Iterable[str]) -> tuple[str, ...]:
    """The folders of ``incoming/`` that runs lie in: ``incoming/`` itself, laboratories', users' uploads."""
    found = ["", *(one for one in sorted(set(laboratories)) if "/" not in one and not one.startswith("."))]
    with suppress(OSError):
        uploads = opened_folder(incoming, UPLOADS)
        try:
            with os.scandir(uploads) as entries:
                names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
            found += [f"{UPLOADS}/{name}" for name in names]
        finally:
            os.close(uploads)
    return tuple(found)


def names_in(incoming: Path, root: str, others: Sequence[str] = ()) -> tuple[tuple[str, ...], int]:
    """What lies directly in a root, the newest first, and how many were left out for their number.

    ``others`` are the roots: a laboratory's folder is no run.
    """
    dated: list[tuple[int, str]] = []
    left_out = 0
    try:
        folder = opened_folder(incoming, root)
    except OSError:
        return (), 0
    try:
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries):
                if number >= limits.MAX_NAMES:
                    left_out += 1
                    continue
                if is_temporary(entry.name) or (not root and entry.name in others):
                    continue
                with suppress(OSError):
                    found = entry.stat(follow_symlinks=False)
                    if stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode):
                        dated.append((found.st_mtime_ns, entry.name))
    except OSError:
        return (), 0
    finally:
        os.close(folder)
    dated.sort(reverse=True)
    kept = dated[: limits.MAX_WATCHED]
    return tuple(name for _, name in kept), left_out + len(dated) - len(kept)
