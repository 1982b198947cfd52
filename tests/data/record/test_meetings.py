"""Planning a meeting and its agenda."""

from datetime import timedelta
from typing import Any

import pytest

from data.journal import new_id
from data.record import meetings
from data.store import Reach, Store
from domain.meetings import AgendaItem, Meeting
from domain.refused import Refused, Stale, Unreachable
from tests.builders import TODAY, Board, actor, plan_meeting

NEXT = Meeting(TODAY + timedelta(days=14), "chair", "Room 2", ("Chris Chair",))


def agenda(store: Store, meeting_id: str) -> list[tuple[Any, ...]]:
    with store.reading(Reach(user_id="x", every_centre=True)) as reader:
        return reader._cursor.execute(
            "select case_id, position from seen.agenda_item where meeting_id = $id and on_agenda "
            "order by position",
            {"id": meeting_id},
        ).fetchall()


def set_agenda(board: Board, *items: AgendaItem, seen: int = 2, user: str = "chair", of: str = "") -> None:
    value = (of or board.meeting_id, items)
    meetings.record_agenda(board.store, actor(user), value, seen, new_id())


@pytest.mark.parametrize("user", ["coordinator", "chair"])
def test_a_meeting_is_planned_and_changed(board: Board, user: str) -> None:
    event = meetings.record_meeting(board.store, actor(user), (None, NEXT), 0, new_id())
    later = Meeting(TODAY + timedelta(days=21), "chair", "Room 3")
    meetings.record_meeting(board.store, actor(user), (event.subject_id, later), 1, new_id())
    with board.store.reading(Reach(user_id="x", meetings=True)) as reader:
        found = reader.row("reach/meeting", meeting_id=event.subject_id)
    assert found is not None
    assert (found["held_on"], found["version"]) == (later.held_on, 2)


@pytest.mark.parametrize("user", ["member", "oncologist-north", "laboratory-a", "analyst", "administrator"])
def test_other_roles_plan_no_meeting(board: Board, user: str) -> None:
    with pytest.raises(Refused, match="may not do this"):
        meetings.record_meeting(board.store, actor(user), (None, NEXT), 0, new_id())
    with pytest.raises(Refused, match="may not do this"):
        set_agenda(board, AgendaItem(board.north.case_id, 9), user=user)


def test_cases_are_moved_and_taken_off(board: Board) -> None:
    set_agenda(board, AgendaItem(board.south.case_id, 1), AgendaItem(board.north.case_id, 2))
    assert agenda(board.store, board.meeting_id) == [(board.south.case_id, 1), (board.north.case_id, 2)]
    set_agenda(board, AgendaItem(board.south.case_id, 1, on_agenda=False), seen=3)
    assert agenda(board.store, board.meeting_id) == [(board.north.case_id, 2)]


def test_a_stale_agenda_is_refused_and_the_first_stands(board: Board) -> None:
    set_agenda(board, AgendaItem(board.south.case_id, 1), AgendaItem(board.north.case_id, 2))
    with pytest.raises(Stale):
        set_agenda(board, AgendaItem(board.north.case_id, 1))
    assert agenda(board.store, board.meeting_id)[0] == (board.south.case_id, 1)


def test_what_does_not_exist_is_on_no_agenda(board: Board) -> None:
    with pytest.raises(Unreachable, match="no such case"):
        set_agenda(board, AgendaItem("nothing", 1))
    with pytest.raises(Unreachable, match="no such meeting"):
        set_agenda(board, AgendaItem(board.north.case_id, 1), of="nothing")
    with pytest.raises(Unreachable, match="no such meeting"):
        meetings.record_meeting(board.store, actor("chair"), ("nothing", NEXT), 0, new_id())


def test_a_case_may_stand_on_two_agendas(board: Board) -> None:
    other = plan_meeting(board.store, board.north.case_id)
    assert agenda(board.store, other) == [(board.north.case_id, 1)]
    assert len(agenda(board.store, board.meeting_id)) == 2
