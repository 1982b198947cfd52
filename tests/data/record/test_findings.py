"""What the board and the laboratory say of findings."""

from typing import Any

import pytest

from data.journal import new_id
from data.record import findings
from data.store import Store
from domain.classifications import Classification, ReportedMark
from domain.refused import Refused, Stale, Unreachable
from tests.builders import Board, actor

ESCAT = Classification("escat", "I-A")


def classify(board: Board, user: str = "chair", seen: int = 0, number: int = 5, value: Any = ESCAT) -> None:
    pair = (f"{board.profile_id}.{number}", value)
    findings.record_classification(board.store, actor(user), pair, seen, new_id())


def said(store: Store) -> list[tuple[Any, ...]]:
    return store._connection.execute(
        "select said_by, scheme, level, version, oncotree_code from main.classification order by sequence"
    ).fetchall()


def test_the_board_and_the_laboratory_speak_for_themselves(board: Board) -> None:
    classify(board)
    classify(board, "laboratory-a", 1, value=Classification("escat", "II-A"))
    assert said(board.store) == [
        ("board", "escat", "I-A", 1, "LUAD"),
        ("laboratory", "escat", "II-A", 2, "LUAD"),
    ]


def test_a_stale_classification_is_refused(board: Board) -> None:
    classify(board)
    with pytest.raises(Stale):
        classify(board)


@pytest.mark.parametrize("user", ["coordinator", "oncologist-north", "analyst", "administrator"])
def test_other_roles_may_not_classify(board: Board, user: str) -> None:
    with pytest.raises(Refused, match="may not do this"):
        classify(board, user)


def test_another_laboratory_does_not_find_it(board: Board) -> None:
    with pytest.raises(Unreachable, match="no such finding"):
        classify(board, "laboratory-b")


@pytest.mark.parametrize(
    ("number", "value", "told"),
    [
        (999, ESCAT, "no such finding"),
        (5, Classification("escat", "IX"), "not in the list"),
        (5, Classification("stars", "5"), "not in the list"),
    ],
)
def test_what_is_not_there_is_refused(board: Board, number: int, value: Classification, told: str) -> None:
    with pytest.raises(Refused, match=told):
        classify(board, number=number, value=value)
    assert said(board.store) == []


@pytest.mark.parametrize("finding_id", ["", "x", "x.", ".1", "x.one", "x.-1"])
def test_what_is_no_finding_id_is_refused(board: Board, finding_id: str) -> None:
    with pytest.raises(Refused):
        findings.record_classification(board.store, actor("chair"), (finding_id, ESCAT), 0, new_id())


def mark(
    board: Board, numbers: tuple[int, ...], reported: bool, seen: int, user: str = "laboratory-a"
) -> None:
    value = (board.profile_id, ReportedMark(numbers, reported))
    findings.record_reported(board.store, actor(user), value, seen, new_id())


def reported(store: Store) -> list[int]:
    from data.store import Reach

    with store.reading(Reach(user_id="x", every_centre=True)) as reader:
        found = reader._cursor.execute(
            "select finding_no from seen.finding_mark where reported order by finding_no"
        ).fetchall()
    return [number for (number,) in found]


def test_findings_are_marked_as_reported_and_no_longer(board: Board) -> None:
    mark(board, (1, 5, 6), True, 0)
    assert reported(board.store) == [1, 5, 6]
    mark(board, (5,), False, 1)
    assert reported(board.store) == [1, 6]


def test_a_mark_with_one_finding_that_is_not_there_marks_none(board: Board) -> None:
    with pytest.raises(Unreachable):
        mark(board, (1, 999), True, 0)
    assert reported(board.store) == []


@pytest.mark.parametrize("user", ["laboratory-b", "coordinator", "oncologist-north"])
def test_who_may_not_or_does_not_find_it_marks_nothing(board: Board, user: str) -> None:
    with pytest.raises(Refused):
        mark(board, (1,), True, 0, user)
    assert reported(board.store) == []
