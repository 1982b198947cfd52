"""Every act and every user, for the administrator alone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from data.journal import new_id
from data.reach import reach_of
from data.read import audit
from data.record.answers import record_answer
from data.record.people import record_person, record_role
from domain.answers import Answer
from domain.codes import Decision
from domain.people import Person, Role, RoleGrant
from domain.views.audit import AuditFilter, AuditPage
from tests.builders import TODAY, Board, actor, new_board


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = new_board(tmp_path)
    yield made
    made.store.close()


def acts(board: Board, user: str = "administrator", most: int = 500, **narrowed: object) -> AuditPage:
    with board.store.reading(reach_of(actor(user))) as reader:
        return audit.acts(reader, AuditFilter(**narrowed), most)  # type: ignore[arg-type]


def test_every_act_of_the_journal_stands_in_the_record_the_newest_first(board: Board) -> None:
    found = acts(board)
    journal = list(board.store.journal.events())
    assert [row.sequence for row in found.rows] == [event.sequence for event in reversed(journal)]
    assert found.of == len(journal)
    assert found.rows[0].actor == "Chris Chair"


@pytest.mark.parametrize("user", ["coordinator", "chair", "oncologist-north", "laboratory-a", "analyst"])
def test_nobody_but_the_administrator_sees_an_act(board: Board, user: str) -> None:
    assert acts(board, user) == AuditPage((), 0)


def test_an_answer_in_a_physicians_name_says_on_whose_behalf_it_was(board: Board) -> None:
    value = (board.recommendation_ids[0], Answer(Decision.FOLLOWED, None, TODAY, "Dr N. North"))
    record_answer(board.store, actor("coordinator"), value, 1, new_id())
    (row,) = acts(board, verb="answer_recorded").rows
    assert (row.actor, row.role, row.on_behalf_of) == ("Carla Coordinator", "coordinator", "Dr N. North")


def test_the_record_is_narrowed_by_person_role_act_day_and_subject(board: Board) -> None:
    assert {row.actor_id for row in acts(board, actor_id="chair").rows} == {"chair"}
    assert {row.role for row in acts(board, role="coordinator").rows} == {"coordinator"}
    assert acts(board, verb="case_opened").of == 2
    assert acts(board, since=TODAY + timedelta(days=2)).of == 0
    assert acts(board, until=TODAY - timedelta(days=2)).of == 0
    case_id = board.north.case_id
    assert {row.subject_id for row in acts(board, subject=case_id[-12:]).rows} == {case_id}
    assert acts(board, subject="%").of == 0


def test_the_id_of_a_subject_is_found_in_capitals_and_in_small_letters(board: Board) -> None:
    record_person(board.store, actor("administrator"), Person("Nina.N", "Nina New"), 0, new_id())
    for typed in ("nina.n", "NINA", "Nina.N", "a.N"):
        assert [row.subject_id for row in acts(board, subject=typed, verb="person_registered").rows] == [
            "Nina.N"
        ]


def test_the_record_says_which_role_was_given_or_taken_and_where(board: Board) -> None:
    for grant in (
        RoleGrant("chair", Role.ONCOLOGIST, "south"),
        RoleGrant("chair", Role.LABORATORY, None, "lab-a"),
        RoleGrant("chair", Role.CHAIR, granted=False),
    ):
        version = board.store.journal.version_of("chair")
        record_role(board.store, actor("administrator"), grant, version, new_id())
    assert [(row.verb, row.reason) for row in acts(board, most=3).rows] == [
        ("role_revoked", "Chair"),
        ("role_granted", "Laboratory at lab-a"),
        ("role_granted", "Oncologist at south"),
    ]


def test_a_page_of_acts_says_how_many_there_are(board: Board) -> None:
    page = acts(board, most=3)
    assert len(page.rows) == 3
    assert page.of == board.store.sequence


def test_a_user_without_a_role_is_listed_with_the_version_of_what_was_recorded_on_her(board: Board) -> None:
    record_person(board.store, actor("administrator"), Person("nina", "Nina New"), 0, new_id())
    with board.store.reading(reach_of(actor("administrator"))) as reader:
        found = {user.user_id: user for user in audit.users(reader)}
    assert (found["nina"].roles, found["nina"].version) == ((), 1)
    assert [role.label for role in found["oncologist-north"].roles] == ["Oncologist, Northern hospital"]
    assert found["chair"].version == 2


def test_a_role_that_was_taken_away_is_listed_no_longer(board: Board) -> None:
    grant = RoleGrant("oncologist-north", Role.ONCOLOGIST, "north", None, granted=False)
    record_role(board.store, actor("administrator"), grant, 2, new_id())
    with board.store.reading(reach_of(actor("administrator"))) as reader:
        found = {user.user_id: user for user in audit.users(reader)}
    assert found["oncologist-north"].roles == ()
    assert found["oncologist-north"].version == 3


def test_the_administrator_learns_that_the_store_is_synthetic_and_nothing_else_of_a_patient(
    board: Board,
) -> None:
    with board.store.reading(reach_of(actor("administrator"))) as reader:
        assert audit.any_synthetic(reader)
    with board.store.reading(reach_of(actor("analyst"))) as reader:
        assert not audit.any_synthetic(reader)
