"""What became of each reading: sample ids are nobody's business but the server's."""

import stat
from datetime import UTC, datetime
from pathlib import Path

from data.ingest.job_notes import Note, Notes
from domain.views.jobs import JobState


def test_a_note_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    notes = Notes(tmp_path / "readings")
    notes.write("a" * 64, Note(JobState.FAILED, datetime.now(UTC), "Why."))
    (written,) = notes.folder.iterdir()
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
