"""What lies in ``incoming/``: run folders that laboratories dropped and files that were uploaded."""

import shutil
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from data.ingest.run_reading import read_path
from domain.readings import RunReading
from domain.refused import Refused
from domain.views.intake import Arrival

_MOST_KEPT = 8
_kept: OrderedDict[tuple[str, int, int], RunReading] = OrderedDict()
_lock = threading.Lock()


def _safe(name: str) -> str:
    """The last part of a file's name, whatever path came with it."""
    return Path(name.replace("\\", "/")).name.lstrip(".") or "file"


def stage_upload(incoming: Path, user_id: str, token: str, files: Mapping[str, bytes]) -> str:
    """Lay uploaded files into the user's own corner; return the name under which they can be read.

    Files of the same name are kept apart; the folder appears whole or not at all.
    """
    corner = incoming / uploads_of(user_id)
    folder, temporary = corner / token, corner / f".{token}"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True, mode=0o700)
    for number, (file, body) in enumerate(files.items()):
        target = temporary / _safe(file)
        if target.exists():
            target = temporary / f"{number}-{_safe(file)}"
        target.write_bytes(body)
    shutil.rmtree(folder, ignore_errors=True)
    temporary.rename(folder)
    return f"{uploads_of(user_id)}/{token}"


def uploads_of(user_id: str) -> str:
    """Where a user's uploads lie under ``incoming/``: nobody else is shown them."""
    return f".uploads/{_safe(user_id)}"


def is_upload(name: str) -> bool:
    """Whether what lies under this name was uploaded, not dropped by a laboratory."""
    return name.startswith(".uploads/")


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())


def arrivals(incoming: Path, roots: Sequence[str]) -> tuple[Arrival, ...]:
    """The run folders and single files that lie directly in these folders of ``incoming/``, newest first."""
    found = []
    for root in roots:
        folder = incoming / root
        for path in folder.iterdir() if folder.is_dir() else ():
            name = f"{root}/{path.name}" if root else path.name
            if path.name.startswith(".") or path.is_symlink() or name in roots:
                continue
            files = [f.stat() for f in _files(path)]
            if not files:
                continue
            when = datetime.fromtimestamp(max(s.st_mtime for s in files), UTC)
            uploaded = is_upload(name)
            found.append(Arrival(name, uploaded, len(files), sum(s.st_size for s in files), when))
    return tuple(sorted(found, key=lambda a: a.arrived, reverse=True))


def read_arrival(incoming: Path, roots: Sequence[str], name: str) -> RunReading:
    """Read what lies in ``incoming/`` under that name; kept while its files do not change.

    Raises ``Refused`` when nothing of that name lies in one of the folders ``roots``.
    """
    root, _, last = name.rpartition("/")
    path = incoming / name
    if root not in roots or _safe(last) != last or path.is_symlink() or not path.exists():
        raise Refused(f"Nothing called {last} lies in the incoming folder any longer; choose another run.")
    stats = [f.stat() for f in _files(path)]
    key = (str(path), sum(s.st_size for s in stats), max((s.st_mtime_ns for s in stats), default=0))
    with _lock:
        if (kept := _kept.get(key)) is not None:
            _kept.move_to_end(key)
            return kept
    reading = read_path(path)
    with _lock:
        _kept[key] = reading
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return reading


def discard_upload(incoming: Path, name: str) -> None:
    """Throw a staged upload away, once it was accepted or given up; run folders stay where they are."""
    if is_upload(name) and ".." not in name:
        shutil.rmtree(incoming / name, ignore_errors=True)
