"""What the store knows of runs that were read."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.reach import reach_of
from data.read.arrivals import with_known
from domain.views.jobs import Job, JobState, ReadSample
from tests.builders import Board, actor, new_board


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = new_board(tmp_path)
    yield made
    made.store.close()


KNOWN = ReadSample("P-001-DNA", "P-001-DNA-12")
UNKNOWN = ReadSample("S-9", "other")


def job(*samples: ReadSample, state: JobState = JobState.READY, accepted: bool = False) -> Job:
    return Job("1", "RUN", False, state, 1, 1, datetime.now(UTC), "f", samples=samples, accepted=accepted)


def told(board: Board, one: Job, user: str = "laboratory-a", laboratory: str = "lab-a") -> Job:
    with board.store.reading(reach_of(actor(user))) as reader:
        return with_known(reader, [one], laboratory)[0]


def test_a_run_of_which_every_sample_was_brought_in_from_elsewhere_is_called_so(board: Board) -> None:
    assert told(board, job(KNOWN)).state is JobState.BROUGHT_IN_BEFORE


def test_a_run_that_was_accepted_from_here_is_accepted(board: Board) -> None:
    assert told(board, job(KNOWN, accepted=True)).state is JobState.ACCEPTED


def test_a_run_with_a_sample_that_is_new_waits_and_counts_the_known_ones(board: Board) -> None:
    found = told(board, job(KNOWN, UNKNOWN))
    assert (found.state, found.known) == (JobState.READY, 1)


def test_other_results_of_a_known_sample_are_not_known(board: Board) -> None:
    found = told(board, job(ReadSample("P-001-DNA", "other")))
    assert (found.state, found.known) == (JobState.READY, 0)


def test_a_run_without_samples_or_not_read_yet_stays_as_it_is(board: Board) -> None:
    assert told(board, job()).state is JobState.READY
    assert told(board, job(KNOWN, state=JobState.FAILED)).state is JobState.FAILED


def test_another_laboratorys_results_are_not_known(board: Board) -> None:
    assert told(board, job(KNOWN), "laboratory-b", "lab-b").known == 0
    assert told(board, job(KNOWN), "laboratory-b", "lab-a").known == 0
