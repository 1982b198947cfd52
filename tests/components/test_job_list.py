"""Where a run stands, in the words of the list."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from components.job_list import may_be_discarded, moment, readable_size, shown_name, state_sentence, summary
from domain.views.jobs import Job, JobState, ReadSample

SAMPLES = (ReadSample("S-1", "a"), ReadSample("S-2", "b"), ReadSample("S-3", "c"))
JOB = Job("1", "RUN", False, JobState.READY, 4, 2_104_000_000, datetime(2026, 11, 14, 9, 5, tzinfo=UTC), "f")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"state": JobState.ARRIVING}, "Arriving: it is read once its files have stopped growing"),
        ({"state": JobState.WAITING}, "Waits to be read"),
        (
            {"state": JobState.READING, "done": 904_720_000, "total": 2_104_000_000},
            "Being read: 43 % of 2,104 MB",
        ),
        ({}, "Read; no sample was found in it"),
        ({"samples": SAMPLES}, "Ready to accept: 3 samples"),
        ({"samples": SAMPLES[:1]}, "Ready to accept: 1 sample"),
        ({"samples": SAMPLES, "known": 1}, "Ready to accept: 3 samples, 1 of 3 brought in before"),
        ({"samples": SAMPLES, "reason": "Not kept: x."}, "Ready to accept: 3 samples. Not kept: x."),
        (
            {"state": JobState.ACCEPTING, "done": 1, "total": 4},
            "Accepted; its files are being kept: 25 % of 0.0 kB",
        ),
        ({"state": JobState.ACCEPTED}, "Accepted."),
        ({"state": JobState.ACCEPTED, "reason": "Not kept: x."}, "Accepted. Not kept: x."),
        (
            {"state": JobState.BROUGHT_IN_BEFORE},
            "Brought in before, with exactly these results: nothing to do",
        ),
        ({"state": JobState.FAILED, "reason": "The disk is full."}, "Failed: The disk is full."),
        ({"state": JobState.CANCELLED}, "Cancelled; its files lie where they were"),
    ],
)
def test_a_state_is_a_sentence(changes: dict[str, object], told: str) -> None:
    assert state_sentence(replace(JOB, **changes)) == told  # type: ignore[arg-type]


def test_every_state_has_its_sentence() -> None:
    assert all(state_sentence(replace(JOB, state=state)) for state in JobState)


@pytest.mark.parametrize(
    ("done", "total", "percent"), [(0, 0, 0), (1, 0, 0), (1, 3, 33), (3, 3, 100), (7, 3, 100)]
)
def test_the_percentage_is_of_the_bytes_and_never_above_all(done: int, total: int, percent: int) -> None:
    assert replace(JOB, done=done, total=total).percent == percent


def test_an_upload_can_be_discarded_until_its_files_are_kept_and_a_run_folder_never() -> None:
    upload = replace(JOB, uploaded=True)
    assert [state for state in JobState if not may_be_discarded(replace(upload, state=state))] == [
        JobState.ACCEPTING
    ]
    assert not any(may_be_discarded(replace(JOB, state=state)) for state in JobState)


def test_an_upload_is_called_so() -> None:
    assert replace(JOB, uploaded=True).label == "Upload"
    assert JOB.label == "RUN"


def test_the_heading_counts_what_waits_what_is_under_way_and_what_failed() -> None:
    states = [JobState.READY, JobState.READING, JobState.ARRIVING, JobState.FAILED, JobState.ACCEPTED]
    jobs = [replace(JOB, state=state, samples=SAMPLES) for state in states]
    assert summary(jobs) == "Runs that arrived (5): 1 waits to be accepted, 2 under way, 1 failed"
    assert summary(jobs[4:]) == "Runs that arrived (1): 0 wait to be accepted"
    assert summary([JOB]) == "Runs that arrived (1): 0 wait to be accepted"


@pytest.mark.parametrize(
    ("size", "told"),
    [(0, "0.0 kB"), (1_500, "1.5 kB"), (59_400, "59 kB"), (1_500_000, "1.5 MB"), (2_104_000_000, "2,104 MB")],
)
def test_a_size_is_told_in_kilobytes_or_megabytes(size: int, told: str) -> None:
    assert readable_size(size) == told


def test_a_time_is_told_by_day_and_minute() -> None:
    assert moment(JOB.since) == "14 Nov 09:05"


def test_a_long_name_keeps_its_beginning_and_its_end() -> None:
    long = replace(JOB, name="RUN" + 230 * "x" + "_2026-11")
    assert shown_name(long) == "RUN" + 23 * "x" + "\N{HORIZONTAL ELLIPSIS}" + 5 * "x" + "_2026-11"
    assert shown_name(JOB) == "RUN"
    assert shown_name(replace(JOB, name="x" * 40)) == "x" * 40


@pytest.mark.parametrize("name", ["JANSSENS_Marie", "Janssens Marie.zip"])
def test_a_name_that_may_be_a_persons_does_not_stand_in_the_list(name: str) -> None:
    assert "anssens" not in shown_name(replace(JOB, name=name)).lower()
