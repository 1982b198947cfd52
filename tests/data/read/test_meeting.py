"""Meetings, agendas, the cases that wait, and whom the store knows: each in the reader's reach."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from data.journal import new_id
from data.reach import reach_of
from data.read.meeting import (
    agenda_with,
    coming,
    find_patients,
    read_agenda,
    read_board,
    read_case_lists,
    read_meetings,
    read_tumours,
    read_waiting,
)
from data.record import cases, meetings
from data.store import Reader
from domain.cases import CaseOpening, Patient, Tumour
from domain.codes import Sex
from domain.meetings import AgendaItem
from domain.quality import Outcome
from tests.builders import TODAY, Board, actor, new_board, open_case, plan_meeting

T = TypeVar("T")


@pytest.fixture
def board(tmp_path: Path) -> Board:
    return new_board(tmp_path / "home")


def seen(board: Board, user: str, read: Callable[[Reader], T]) -> T:
    with board.store.reading(reach_of(actor(user))) as reader:
        return read(reader)


def test_the_agenda_tells_each_case_in_order_and_what_is_missing(board: Board) -> None:
    first, second = seen(board, "chair", lambda r: read_agenda(r, board.meeting_id))
    assert (first.pseudonym, first.outcome, first.missing, first.recommendations) == (
        "P-001", Outcome.PARTIAL, None, 2,
    )  # fmt: skip
    assert (second.pseudonym, second.outcome, second.missing) == ("P-002", None, "No profile yet")
    assert second.tumour == "Lung Adenocarcinoma"
    assert (second.discussed_on, second.actionable) == (None, None)


def test_a_case_without_a_specimen_says_so(board: Board) -> None:
    bare = CaseOpening(
        Patient("P-003", Sex.MALE, 1950, "north", synthetic=True), Tumour("COAD"), "Which options?"
    )
    made = cases.record_case(board.store, actor("coordinator"), bare, 0, new_id())
    meeting = plan_meeting(board.store, made.subject_id)
    assert [case.missing for case in seen(board, "chair", lambda r: read_agenda(r, meeting))] == [
        "No specimen yet"
    ]


def test_an_oncologist_sees_her_own_centres_case_on_the_agenda_alone(board: Board) -> None:
    on_it = seen(board, "oncologist-north", lambda r: read_agenda(r, board.meeting_id))
    assert [case.pseudonym for case in on_it] == ["P-001"]
    assert seen(board, "oncologist-north", read_meetings)[0].cases == 1
    assert seen(board, "analyst", read_meetings) == ()


def test_a_meetings_version_counts_plan_and_agenda(board: Board) -> None:
    before = seen(board, "coordinator", read_meetings)[0]
    assert before.version == board.store.journal.version_of(board.meeting_id) == 2
    off = (AgendaItem(board.south.case_id, 1, on_agenda=False),)
    meetings.record_agenda(
        board.store, actor("coordinator"), (board.meeting_id, off), before.version, new_id()
    )
    after = seen(board, "coordinator", read_meetings)[0]
    assert (after.version, after.cases) == (3, 1)


def test_a_case_taken_off_waits_and_one_that_was_discussed_does_not(board: Board) -> None:
    assert seen(board, "coordinator", lambda r: read_waiting(r, TODAY)) == ()
    off = (AgendaItem(board.south.case_id, 1, on_agenda=False),)
    meetings.record_agenda(board.store, actor("coordinator"), (board.meeting_id, off), 2, new_id())
    waiting = seen(board, "coordinator", lambda r: read_waiting(r, TODAY))
    assert [case.pseudonym for case in waiting] == ["P-002"]
    done = cases.Discussion(board.south.case_id, None, TODAY)
    cases.record_discussion(board.store, actor("chair"), done, 1, new_id())
    assert seen(board, "coordinator", lambda r: read_waiting(r, TODAY)) == ()


def test_a_case_on_a_past_agenda_that_was_never_discussed_waits_again(board: Board) -> None:
    late = open_case(board.store, "P-009")
    plan_meeting(board.store, late.case_id, held_on=TODAY - timedelta(days=3))
    waiting = seen(board, "coordinator", lambda r: read_waiting(r, TODAY))
    assert [case.pseudonym for case in waiting] == ["P-009"]


def test_the_coming_meeting_is_the_next_one_and_the_last_where_none_is_planned(board: Board) -> None:
    past = plan_meeting(board.store, held_on=TODAY - timedelta(days=7))
    today = plan_meeting(board.store, held_on=TODAY)
    found = seen(board, "chair", read_meetings)
    assert [m.meeting_id for m in found] == [past, today, board.meeting_id]
    assert coming(found, TODAY) == found[1]
    assert coming(found, TODAY + timedelta(days=90)) == found[2]
    assert coming((), TODAY) is None


def test_a_case_put_on_an_agenda_comes_last_and_stands_there_once(board: Board) -> None:
    new = open_case(board.store, "P-004")
    version, items = seen(board, "chair", lambda r: agenda_with(r, board.meeting_id, new.case_id))
    assert version == 2
    assert [(i.case_id, i.position) for i in items] == [
        (board.north.case_id, 1), (board.south.case_id, 2), (new.case_id, 3),
    ]  # fmt: skip
    _, again = seen(board, "chair", lambda r: agenda_with(r, board.meeting_id, board.north.case_id))
    assert [i.case_id for i in again] == [board.south.case_id, board.north.case_id]


@pytest.mark.parametrize("text", ["P-001", "p-0", "P-001-DNA"])
def test_a_patient_is_found_by_pseudonym_and_by_sample_id(board: Board, text: str) -> None:
    found = seen(board, "coordinator", lambda r: find_patients(r, text))
    assert "P-001" in [patient.pseudonym for patient in found]
    assert len(found) == len({patient.patient_id for patient in found})


def test_one_letter_finds_nobody_and_a_percent_sign_is_no_wildcard(board: Board) -> None:
    assert seen(board, "coordinator", lambda r: find_patients(r, "P")) == ()
    assert seen(board, "coordinator", lambda r: find_patients(r, "%%")) == ()


def test_another_centres_patient_is_not_found(board: Board) -> None:
    assert seen(board, "oncologist-south", lambda r: find_patients(r, "P-001")) == ()
    assert seen(board, "oncologist-south", lambda r: read_tumours(r, board.north.patient_id)) == ()


def test_the_lists_hold_the_coming_meetings_and_say_that_patients_are_synthetic(board: Board) -> None:
    plan_meeting(board.store, held_on=TODAY - timedelta(days=1))
    lists = seen(board, "coordinator", lambda r: read_case_lists(r, TODAY))
    assert [m.code for m in lists.meetings] == [board.meeting_id]
    assert lists.synthetic
    assert [
        t.name for t in seen(board, "coordinator", lambda r: read_tumours(r, board.north.patient_id))
    ] == ["Lung Adenocarcinoma"]


def test_chairs_may_chair_and_members_attend(board: Board) -> None:
    chairs, names = seen(board, "coordinator", read_board)
    assert [chair.label for chair in chairs] == ["Chris Chair"]
    assert names == ("Chris Chair", "Mona Member")
