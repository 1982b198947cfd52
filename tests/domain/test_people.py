"""Who may do what (DESIGN 5)."""

import pytest

from domain.people import MAY, Act, Actor, Role


def test_every_act_is_somebodys() -> None:
    assert {act for act in Act if MAY[act]} == set(Act)


@pytest.mark.parametrize(
    ("act", "roles"),
    [
        (Act.SEE_CASES, {"coordinator", "chair", "board_member", "oncologist", "laboratory"}),
        (Act.BRING_RUN_IN, {"coordinator", "laboratory"}),
        (Act.CLASSIFY, {"chair", "board_member", "laboratory"}),
        (Act.PLAN_MEETING, {"coordinator", "chair"}),
        (Act.RECOMMEND, {"chair"}),
        (Act.ANSWER, {"coordinator", "oncologist"}),
        (Act.SEE_AUDIT, {"administrator"}),
        (Act.KEEP_TRIALS, {"coordinator", "chair", "administrator"}),
        (Act.FOLLOW_MATCH, {"coordinator", "chair", "oncologist"}),
        (Act.SEE_UPTAKE, {"coordinator", "chair", "board_member", "oncologist", "laboratory", "analyst"}),
        (Act.HARMONISE, {"coordinator", "chair", "board_member", "laboratory", "analyst"}),
    ],
)
def test_the_table_of_rights_is_the_designs(act: Act, roles: set[str]) -> None:
    assert {role.value for role in Role if Actor("u", "U", role).may(act)} == roles
