"""Users, roles, centres and laboratories; and loading a whole cohort."""

import pytest

from data.journal import new_id
from data.reach import actors
from data.record import cohort, people
from domain.people import Person, Place, Role, RoleGrant
from domain.refused import Refused, Stale
from tests.builders import Board, actor, recommend_off_label


def grant(board: Board, value: RoleGrant, user: str = "administrator", seen: int | None = None) -> None:
    version = board.store.journal.version_of(value.user_id) if seen is None else seen
    people.record_role(board.store, actor(user), value, version, new_id())


def test_a_new_user_has_no_role_until_she_is_given_one(board: Board) -> None:
    people.record_person(board.store, actor("administrator"), Person("nadia", "Nadia"), 0, new_id())
    assert actors(board.store, "nadia") == ()
    grant(board, RoleGrant("nadia", Role.ONCOLOGIST, "south"))
    assert [(a.role, a.centres) for a in actors(board.store, "nadia")] == [(Role.ONCOLOGIST, ("south",))]


def test_a_role_that_is_taken_is_gone_and_stays_in_the_record(board: Board) -> None:
    grant(board, RoleGrant("chair", Role.CHAIR, granted=False))
    assert actors(board.store, "chair") == ()
    with pytest.raises(Refused, match="no longer hold"):
        recommend_off_label(board.store, board.north.case_id)
    assert {"role_granted", "role_revoked"} <= {event.verb for event in board.store.journal.events()}


def test_a_role_that_is_given_back_counts_again(board: Board) -> None:
    grant(board, RoleGrant("chair", Role.CHAIR, granted=False))
    grant(board, RoleGrant("chair", Role.CHAIR))
    recommend_off_label(board.store, board.north.case_id)


@pytest.mark.parametrize("user", ["coordinator", "chair", "oncologist-north", "laboratory-a", "analyst"])
def test_only_an_administrator_manages_users(board: Board, user: str) -> None:
    with pytest.raises(Refused, match="may not do this"):
        people.record_person(board.store, actor(user), Person("nadia", "Nadia"), 0, new_id())
    with pytest.raises(Refused, match="may not do this"):
        grant(board, RoleGrant(user, Role.ADMINISTRATOR), user)
    with pytest.raises(Refused, match="may not do this"):
        people.record_centre(board.store, actor(user), Place("east", "East"), 0, new_id())


def test_an_oncologist_needs_a_centre_and_a_laboratory_user_a_laboratory(board: Board) -> None:
    with pytest.raises(Refused, match="needs the centre"):
        grant(board, RoleGrant("chair", Role.ONCOLOGIST))
    with pytest.raises(Refused, match="needs the laboratory"):
        grant(board, RoleGrant("chair", Role.LABORATORY))


def test_two_administrators_at_once_one_is_told(board: Board) -> None:
    version = board.store.journal.version_of("chair")
    grant(board, RoleGrant("chair", Role.COORDINATOR), seen=version)
    with pytest.raises(Stale):
        grant(board, RoleGrant("chair", Role.ANALYST), seen=version)


def test_nobody_is_registered_as_the_system(board: Board) -> None:
    with pytest.raises(Refused):
        people.record_person(board.store, actor("administrator"), Person("system", "Me"), 0, new_id())


def test_a_cohort_with_a_table_missing_is_no_cohort() -> None:
    bundles = dict.fromkeys(cohort.TABLES, "0" * 64)
    cohort.CohortLoad(10, bundles)
    del bundles["finding"]
    with pytest.raises(Refused, match="finding"):
        cohort.CohortLoad(10, bundles)


@pytest.mark.parametrize("user", ["chair", "laboratory-a", "analyst", "administrator"])
def test_only_a_coordinator_loads_a_cohort(board: Board, user: str) -> None:
    value = cohort.CohortLoad(10, dict.fromkeys(cohort.TABLES, "0" * 64))
    with pytest.raises(Refused, match="may not do this"):
        cohort.record_cohort(board.store, actor(user), value, 0, new_id())


def test_a_cohort_whose_bundle_is_missing_is_not_recorded(board: Board) -> None:
    value = cohort.CohortLoad(10, dict.fromkeys(cohort.TABLES, "0" * 64))
    before = board.store.sequence
    with pytest.raises(FileNotFoundError):
        cohort.record_cohort(board.store, actor("coordinator"), value, 0, new_id())
    assert board.store.sequence == before == board.store.journal.head()[0]
