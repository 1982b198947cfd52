"""What a person uploads with the browser: laid into her own corner of ``incoming/``, whole or not at all."""

import errno
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from data.ingest import limits
from domain.refused import Refused

UPLOADS = ".uploads"
_NAME_BYTES = 200


def _safe(name: str) -> str:
    """The last part of a file's name, whatever path came with it."""
    last = Path(name.replace("\\", "/").replace("\0", "")).name.lstrip(".")
    # A name of the disk has at most 255 bytes; the end of it tells more than its beginning.
    return last.encode("utf-8", "replace")[-_NAME_BYTES:].decode("utf-8", "ignore").lstrip(".") or "file"


def uploads_of(user_id: str) -> str:
    """Where a user's uploads lie under ``incoming/``: nobody else is shown them."""
    return f"{UPLOADS}/{_safe(user_id)}"


def is_upload(name: str) -> bool:
    """Whether what lies under this name was uploaded, not dropped by a laboratory."""
    return name.startswith(f"{UPLOADS}/")


def stage_upload(incoming: Path, user_id: str, token: str, files: Iterable[tuple[str, BinaryIO]]) -> str:
    """Add uploaded files to the upload ``token``; return the name under which it lies in ``incoming/``.

    Each file is copied a part at a time.  Files of the same name are both kept.  The upload appears with
    all of these files or stays as it was; raises ``Refused`` with the sentence when the disk is full.
    """
    corner = incoming / uploads_of(user_id)
    folder, temporary, before = corner / token, corner / f".{token}", corner / f".{token}.before"
    try:
        shutil.rmtree(temporary, ignore_errors=True)
        if before.is_dir() and not folder.is_dir():
            # The power went between the two renames below.
            before.rename(folder)
        temporary.mkdir(parents=True, mode=0o700)
        if folder.is_dir():
            for earlier in folder.iterdir():
                os.link(earlier, temporary / earlier.name)
        for name, body in files:
            _copy(body, _free_name(temporary, _safe(name)))
        shutil.rmtree(before, ignore_errors=True)
        if folder.is_dir():
            folder.rename(before)
        temporary.rename(folder)
        shutil.rmtree(before, ignore_errors=True)
    except OSError as error:
        shutil.rmtree(temporary, ignore_errors=True)
        if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise
        raise Refused(
            "The server's disk is full, so nothing of this upload was kept; what you uploaded before is as "
            "it was. Tell the administrator, then upload again."
        ) from error
    return f"{uploads_of(user_id)}/{token}"


def _free_name(folder: Path, name: str) -> Path:
    """A name that nothing in the folder has yet."""
    number, target = 1, folder / name
    while target.exists():
        number += 1
        target = folder / f"{number}-{name}"
    return target


def _copy(body: BinaryIO, target: Path) -> None:
    body.seek(0, os.SEEK_END)
    if shutil.disk_usage(target.parent).free < body.tell() + limits.RESERVE_BYTES:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    body.seek(0)
    with target.open("xb") as file:
        shutil.copyfileobj(body, file, limits.CHUNK_BYTES)
        file.flush()
        os.fsync(file.fileno())


def files_of_upload(incoming: Path, user_id: str, token: str) -> tuple[tuple[str, int], ...]:
    """Names and sizes in bytes of what an upload holds so far, in the order of their names."""
    folder = incoming / uploads_of(user_id) / token
    if not folder.is_dir():
        return ()
    return tuple(sorted((one.name, one.stat().st_size) for one in folder.iterdir() if one.is_file()))


def discard_upload(incoming: Path, name: str) -> None:
    """Throw a staged upload away, once it was accepted or given up; run folders stay where they are."""
    if is_upload(name) and ".." not in name:
        shutil.rmtree(incoming / name, ignore_errors=True)
