"""Many threads at once: nobody sees a foreign row or half an act, one of two writers wins, once is once."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from data.journal import new_id
from data.reach import reach_of
from data.record import meetings, recommendations
from domain.codes import RecommendationKind
from domain.meetings import AgendaItem
from domain.recommendations import Recommendation
from domain.refused import Stale
from tests.builders import Board, actor, new_board, open_case, plan_meeting


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    made = new_board(tmp_path_factory.mktemp("threads") / "home")
    yield made
    made.store.close()


def in_threads(count: int, work: Any) -> None:
    failures: list[BaseException] = []
    start = threading.Barrier(count)

    def run(number: int) -> None:
        start.wait()
        try:
            work(number)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


@pytest.mark.slow
def test_eight_threads_of_five_hundred_reads_see_no_foreign_row(board: Board) -> None:
    users = ["oncologist-north", "oncologist-south", "laboratory-b", "analyst"] * 2
    own = {
        "oncologist-north": {board.north.patient_id},
        "oncologist-south": None,
        "laboratory-b": None,
        "analyst": set(),
    }
    foreign: list[Any] = []
    sql = "select patient_id, centre_id from seen.patient"

    def look(number: int) -> None:
        user = users[number]
        for _ in range(500):
            with board.store.reading(reach_of(actor(user))) as reader:
                rows = reader._cursor.execute(sql).fetchall()
            allowed = own[user]
            if allowed is not None:
                foreign.extend(row for row in rows if row[0] not in allowed)
            else:
                foreign.extend(row for row in rows if row[1] != "south")

    in_threads(8, look)
    assert foreign == []


def test_of_two_writers_with_the_same_version_one_wins(board: Board) -> None:
    meeting_id = plan_meeting(board.store)
    outcomes: list[str] = []

    def write(number: int) -> None:
        items = (AgendaItem(board.north.case_id, number + 1),)
        try:
            meetings.record_agenda(board.store, actor("chair"), (meeting_id, items), 1, new_id())
            outcomes.append("recorded")
        except Stale:
            outcomes.append("refused")

    in_threads(8, write)
    assert sorted(outcomes) == ["recorded"] + ["refused"] * 7


def test_the_same_token_from_many_threads_at_once_makes_one_row(board: Board) -> None:
    advice = Recommendation(RecommendationKind.REBIOPSY, "A new biopsy would help.")
    token, made = new_id(), []

    def press(_: int) -> None:
        event = recommendations.record_recommendation(
            board.store, actor("chair"), (board.north.case_id, advice), 0, token
        )
        made.append(event.subject_id)

    in_threads(8, press)
    assert len(set(made)) == 1
    counted = board.store._connection.execute(
        "select count(*) from main.recommendation where recommendation_id = $id", {"id": made[0]}
    ).fetchall()
    assert counted == [(1,)]


@pytest.mark.slow
def test_reads_go_on_while_acts_are_recorded(board: Board) -> None:
    seen: list[int] = []
    stop = threading.Event()

    def work(number: int) -> None:
        if number == 0:
            try:
                for place in range(40):
                    open_case(board.store, f"Q-{place:03d}")
            finally:
                stop.set()
            return
        while not stop.is_set():
            with board.store.reading(reach_of(actor("coordinator"))) as reader:
                patients = reader._cursor.execute("select count(*) from seen.patient").fetchall()[0][0]
                cases = reader._cursor.execute("select count(*) from seen.board_case").fetchall()[0][0]
            assert patients == cases, "a look at half an act"
            seen.append(patients)

    in_threads(4, work)
    assert seen == sorted(seen) or len(set(seen)) > 1
