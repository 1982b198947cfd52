"""What became of each reading, on disk beside it: a restart knows what was read, failed or cancelled."""

import json
import os
import re
import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from data.ingest.kept_readings import is_kept
from domain.views.jobs import JobState, ReadSample

_FINGERPRINT = re.compile(r"\.?([0-9a-f]{64})(\.json|\.reading).*")
_FORGOTTEN_SECONDS = 24 * 3600.0


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


@dataclass(frozen=True, slots=True)
class Note:
    """How the reading of one run ended."""

    state: JobState
    """``ready``, ``failed`` or ``cancelled``."""
    since: datetime
    reason: str = ""
    samples: tuple[ReadSample, ...] = ()
    accepted: bool = False
    """Whether a person accepted it from here."""


class Notes:
    """The folder of readings: ``<fingerprint>.reading`` and ``<fingerprint>.json`` of each run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def reading_of(self, fingerprint: str) -> Path:
        """Where the reading of a run is kept."""
        return self.folder / f"{fingerprint}.reading"

    def write(self, fingerprint: str, note: Note) -> None:
        """Keep a note, whole or not at all. Raises ``OSError``."""
        hidden = self.folder / f".{fingerprint}.json"
        plain = {**asdict(note), "since": note.since.isoformat()}
        with open(hidden, "w", encoding="utf-8", opener=_private) as file:
            json.dump(plain, file, ensure_ascii=True)
            file.flush()
            os.fsync(file.fileno())
        hidden.rename(self.folder / f"{fingerprint}.json")

    def read(self, fingerprint: str) -> Note | None:
        """The note of a run; ``None`` where there is none, or its reading is another version's."""
        try:
            text = (self.folder / f"{fingerprint}.json").read_text(encoding="utf-8")
            found: dict[str, Any] = json.loads(text)
            note = Note(
                JobState(found["state"]),
                datetime.fromisoformat(found["since"]),
                str(found["reason"]),
                tuple(ReadSample(**one) for one in found["samples"]),
                bool(found["accepted"]),
            )
        except (OSError, ValueError, LookupError, TypeError):
            return None
        if note.state is JobState.READY and not is_kept(self.reading_of(fingerprint)):
            return None
        return note

    def forget(self, fingerprint: str) -> None:
        """Let a reading and its note go."""
        (self.folder / f"{fingerprint}.json").unlink(missing_ok=True)
        self.reading_of(fingerprint).unlink(missing_ok=True)

    def sweep(self, known: Collection[str]) -> None:
        """Let go what belongs to no run that lies in ``incoming/`` and was not touched for a day."""
        now = time.time()
        for path in self.folder.iterdir():
            found = _FINGERPRINT.fullmatch(path.name)
            if found is not None and found[1] not in known:
                with suppress(OSError):
                    if now - path.stat().st_mtime > _FORGOTTEN_SECONDS:
                        path.unlink()
