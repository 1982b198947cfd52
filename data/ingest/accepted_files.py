"""The files of accepted runs, kept as they were read: ``inbox/accepted/<run>/``.

A file is copied under a hidden name and hashed on the way; only when it is the very file that was read is
it kept, and the run's folder appears with all of them at once.
"""

import errno
import hashlib
import json
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from data.ingest import limits
from data.ingest.arrivals import is_temporary, opened_folder, walk
from domain.readings import FileKind, RunReading

_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A file of an accepted run, as its event names it."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A run that is about to be accepted: written down before the act, so that no crash forgets its files."""

    token: str
    """Of the act: the journal tells by it whether the run was recorded, and as which."""
    name: str
    """Where the run lies under ``incoming/``."""
    fingerprint: str
    files: tuple[WantedFile, ...]
    discard: bool
    """An upload of which every sample was taken is thrown away once its files are kept."""


def wanted_files(reading: RunReading) -> tuple[WantedFile, ...]:
    """The files of a run that were recognised; raw reads and what nobody knows stay where they lie."""
    return tuple(
        WantedFile(one.name, one.sha256, one.size)
        for one in reading.files
        if one.kind is not FileKind.UNRECOGNISED and one.sha256
    )


def announcement(folder: Path, token: str) -> Path:
    """Where an acceptance is written down before it is recorded."""
    if not _TOKEN.fullmatch(token):
        raise ValueError("the token of an act is letters, digits and dashes")
    return folder / f"{token}.json"


def announce(folder: Path, acceptance: Acceptance) -> None:
    """Write down that a run is about to be accepted. Raises ``OSError``."""
    folder.mkdir(exist_ok=True, mode=0o700)
    hidden = folder / f".{acceptance.token}"
    with hidden.open("w", encoding="utf-8") as file:
        json.dump(asdict(acceptance), file)
        file.flush()
        os.fsync(file.fileno())
    hidden.rename(announcement(folder, acceptance.token))


def withdraw(folder: Path, token: str) -> None:
    """The run was not accepted, or its files are kept."""
    announcement(folder, token).unlink(missing_ok=True)


def announced(folder: Path) -> Iterator[Acceptance]:
    """What is about to be accepted, oldest first."""
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        if (found := read_announcement(path)) is not None:
            yield found


def read_announcement(path: Path) -> Acceptance | None:
    """One announced acceptance; ``None`` where there is none, or the disk changed it."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        files = tuple(WantedFile(**one) for one in found.pop("files"))
        acceptance = Acceptance(**found, files=files)
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return None
    return acceptance if acceptance.token == path.stem else None


def keep_files(
    incoming: Path,
    name: str,
    target: Path,
    wanted: Sequence[WantedFile],
    tell: Callable[[int, int], None],
    ours: bool = False,
) -> tuple[str, ...]:
    """Keep the wanted files of an arrival under ``target``; return the names of those no longer there.

    ``name`` is where the arrival lies under ``incoming``; ``ours`` says that nobody else writes there, so
    that a file may be kept by a second name for it.  ``tell`` is called with the bytes kept and those of all.
    Raises ``OSError`` where the disk takes no more; nothing stays then.
    """
    if target.exists():
        return ()
    hidden = target.with_name(f".{target.name}")
    shutil.rmtree(hidden, ignore_errors=True)
    hidden.mkdir(parents=True, mode=0o700)
    missing = {one.name: one for one in wanted if _stays_within(one.name)}
    done, total = 0, sum(one.size for one in wanted)
    try:
        for relative, descriptor, size in _files_of(incoming, name):
            with os.fdopen(descriptor, "rb") as file:
                for one in _candidates(missing, relative, size):
                    link = incoming / name / relative if ours else None
                    if _kept(file, hidden / one.name, one, link, _from(done, total, tell)):
                        del missing[one.name]
                        done += size
                        break
        _sync(hidden)
        hidden.rename(target)
        _sync(target.parent)
    except OSError:
        shutil.rmtree(hidden, ignore_errors=True)
        raise
    return tuple(sorted({one.name for one in wanted if one.name in missing or not _stays_within(one.name)}))


def _from(before: int, total: int, tell: Callable[[int, int], None]) -> Callable[[int], None]:
    return lambda part: tell(before + part, total)


def _stays_within(name: str) -> bool:
    return not name.startswith("/") and not set(name.split("/")) & {"", ".", ".."}


def _candidates(missing: dict[str, WantedFile], relative: str, size: int) -> list[WantedFile]:
    """The wanted files that a file can be, by its size and the end of its name."""
    last = relative.rsplit("/", 1)[-1]
    return [one for one in missing.values() if one.size == size and one.name.rsplit("/", 1)[-1] == last]


def _files_of(incoming: Path, name: str) -> Iterator[tuple[str, int, int]]:
    """The plain files of an arrival, open, reached through no link: place in it, descriptor, size."""
    root, _, last = name.rpartition("/")
    try:
        folder = opened_folder(incoming, name)
    except NotADirectoryError:
        folder, names = opened_folder(incoming, root), [last]
    except OSError:
        return
    else:
        names = [one.relative for one in walk(folder) if not is_temporary(one.relative.rsplit("/", 1)[-1])]
    try:
        for relative in names[: limits.MAX_FILES]:
            with suppress(OSError):
                inner, _, base = relative.rpartition("/")
                above = _within(folder, inner)
                try:
                    opened = os.open(base, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=above)
                finally:
                    os.close(above)
                if stat.S_ISREG(os.fstat(opened).st_mode):
                    yield relative, opened, os.fstat(opened).st_size
                else:
                    os.close(opened)
    finally:
        os.close(folder)


def _within(folder: int, relative: str) -> int:
    here = os.dup(folder)
    for part in relative.split("/") if relative else ():
        inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=here)
        os.close(here)
        here = inner
    return here


def _kept(file: Any, copy: Path, wanted: WantedFile, link: Path | None, tell: Callable[[int], None]) -> bool:
    """Copy a file and keep the copy if it is the one that was read."""
    copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if shutil.disk_usage(copy.parent).free < wanted.size + limits.RESERVE_BYTES:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    digest, done = hashlib.sha256(), 0
    file.seek(0)
    with copy.open("wb") as out:
        while part := file.read(limits.CHUNK_BYTES):
            digest.update(part)
            done += len(part)
            if link is None:
                out.write(part)
            tell(done)
        out.flush()
        os.fsync(out.fileno())
    if digest.hexdigest() != wanted.sha256:
        copy.unlink()
        return False
    if link is not None:
        copy.unlink()
        os.link(link, copy)
    copy.chmod(0o400)
    return True


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
