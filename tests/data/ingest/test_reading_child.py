"""What the reading process answers, and how that is told to a person."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from data.ingest import reading_child
from data.ingest.kept_readings import TooLarge, kept_reading, program, shape
from data.ingest.reading_child import Teller, answer
from data.ingest.reading_job import ReadingJob
from tests.data.ingest.arriving import drop_run


def order(home: Path, **changes: str) -> dict[str, Any]:
    return {
        "do": "read", "incoming": str(home / "incoming"), "name": "lab-a/RUN", "program": program().hex(),
        "shape": shape().hex(), "target": str(home / "kept.reading"), **changes,
    }  # fmt: skip


def answered(home: Path, **changes: str) -> dict[str, Any]:
    return answer(order(home, **changes), Teller(io.StringIO()))


def sentence(said: dict[str, Any]) -> str:
    outcome = ReadingJob._outcome(said)
    assert outcome.result is None
    return outcome.reason


def test_a_run_that_was_read_is_answered_with_its_samples_and_kept(home: Path) -> None:
    drop_run(home)
    said = answered(home)
    reading = kept_reading(home / "kept.reading")
    assert reading is not None
    assert said == {"samples": [[one.sample_id, one.content_sha256] for one in reading.samples]}


def test_how_far_it_is_is_said_before_the_end(home: Path) -> None:
    folder = drop_run(home)
    heard = io.StringIO()
    answer(order(home), Teller(heard))
    lines = [json.loads(line) for line in heard.getvalue().splitlines()]
    assert lines
    assert {line["total"] for line in lines} == {sum(file.stat().st_size for file in folder.iterdir())}


def test_a_run_that_was_taken_away_is_refused_with_a_sentence(home: Path) -> None:
    assert "could not be found" in sentence(answered(home))


def test_another_version_of_the_program_reads_nothing(home: Path) -> None:
    drop_run(home)
    said = answered(home, shape="0" * 64)
    assert "Have the administrator start the server again." in sentence(said)
    assert not (home / "kept.reading").exists()


def test_a_place_that_cannot_be_written_is_told(home: Path) -> None:
    drop_run(home)
    said = answered(home, target=str(home / "gone" / "kept.reading"))
    assert sentence(said).startswith("A file could not be read.")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(28, "No space left on device"), "disk is full, so nothing of this was kept"),
        (TooLarge(), "more calls than are taken of one run"),
        (MemoryError(), "of memory and was stopped"),
    ],
)
def test_what_ends_a_reading_is_told_with_what_to_do(
    home: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    drop_run(home)
    monkeypatch.setattr(reading_child, "keep_reading", fail)
    assert told in sentence(answered(home))


def test_a_fault_tells_where_it_was_and_nothing_of_a_file(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("PATIENT-4711")

    drop_run(home)
    monkeypatch.setattr(reading_child, "read_path", fail)
    said = answered(home)
    assert said["failed"] == "fault"
    assert "test_reading_child.py" in sentence(said)
    assert "4711" not in str(said) + sentence(said)
