"""Who acts: people, their roles, and what a role lets them do (DESIGN 5)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from domain.refused import Refused

_ID = re.compile(r"[A-Za-z0-9._@-]{2,60}")


class Role(StrEnum):
    """What somebody is to the board."""

    COORDINATOR = "coordinator"
    CHAIR = "chair"
    BOARD_MEMBER = "board_member"
    ONCOLOGIST = "oncologist"
    LABORATORY = "laboratory"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The role as it is shown."""
        return self.value.replace("_", " ").capitalize()


class Act(StrEnum):
    """What can be done; who may is ``MAY``."""

    SEE_CASES = "see_cases"
    OPEN_CASE = "open_case"
    BRING_RUN_IN = "bring_run_in"
    CLASSIFY = "classify"
    MARK_REPORTED = "mark_reported"
    PLAN_MEETING = "plan_meeting"
    RECOMMEND = "recommend"
    CONCLUDE = "conclude"
    ANSWER = "answer"
    SEE_UPTAKE = "see_uptake"
    HARMONISE = "harmonise"
    MANAGE_USERS = "manage_users"
    MANAGE_REFERENCE = "manage_reference"
    SEE_AUDIT = "see_audit"
    KEEP_TRIALS = "keep_trials"
    FOLLOW_MATCH = "follow_match"
    SEE_CHANGES = "see_changes"
    """To say that changes under advice were seen and nothing follows from them."""


_C, _H, _B, _O, _L, _N, _A = (
    Role.COORDINATOR,
    Role.CHAIR,
    Role.BOARD_MEMBER,
    Role.ONCOLOGIST,
    Role.LABORATORY,
    Role.ANALYST,
    Role.ADMINISTRATOR,
)

MAY: dict[Act, frozenset[Role]] = {
    Act.SEE_CASES: frozenset({_C, _H, _B, _O, _L}),
    Act.OPEN_CASE: frozenset({_C}),
    Act.BRING_RUN_IN: frozenset({_C, _L}),
    Act.CLASSIFY: frozenset({_H, _B, _L}),
    Act.MARK_REPORTED: frozenset({_H, _B, _L}),
    Act.PLAN_MEETING: frozenset({_C, _H}),
    Act.RECOMMEND: frozenset({_H}),
    Act.CONCLUDE: frozenset({_H}),
    Act.ANSWER: frozenset({_C, _O}),
    Act.SEE_UPTAKE: frozenset({_C, _H, _B, _O, _L, _N}),
    Act.HARMONISE: frozenset({_C, _H, _B, _L, _N}),
    Act.MANAGE_USERS: frozenset({_A}),
    Act.MANAGE_REFERENCE: frozenset({_A}),
    Act.SEE_AUDIT: frozenset({_A}),
    Act.KEEP_TRIALS: frozenset({_C, _H, _A}),
    Act.FOLLOW_MATCH: frozenset({_C, _H, _O}),
    Act.SEE_CHANGES: frozenset({_C, _H, _B}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts, in one of her roles."""

    user_id: str
    name: str
    role: Role
    centres: tuple[str, ...] = ()
    """Of an oncologist: the centres whose patients are hers."""
    laboratories: tuple[str, ...] = ()
    """Of a laboratory's user: the laboratories she works for."""

    def may(self, act: Act) -> bool:
        """Whether this role may do that at all; whose patients is the store's business."""
        return self.role in MAY[act]


@dataclass(frozen=True, slots=True)
class Person:
    """A user as the administrator enters her."""

    user_id: str
    name: str

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.user_id) or not self.name.strip() or self.user_id == "system":
            raise Refused("A user needs an id (2 to 60 letters, digits, dots, dashes or @) and a name.")


@dataclass(frozen=True, slots=True)
class Place:
    """A centre or a laboratory, by id and name."""

    place_id: str
    name: str

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.place_id) or not self.name.strip():
            raise Refused("A centre or a laboratory needs an id (letters, digits, dots, dashes) and a name.")


@dataclass(frozen=True, slots=True)
class RoleGrant:
    """A role given to, or taken from, a user; oncologists need a centre, laboratories a laboratory."""

    user_id: str
    role: Role
    centre_id: str | None = None
    laboratory_id: str | None = None
    granted: bool = True
