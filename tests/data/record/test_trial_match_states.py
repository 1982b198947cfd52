"""What became of a match: each state an act, within reach, with its reason, and read back."""

from datetime import timedelta
from typing import Any

import pytest

from data.journal import new_id
from data.reach import reach_of
from data.read.trial_matches import followed_matches, match_states
from data.record import PROJECTIONS
from data.record.act import append
from data.record.trial_match_states import record_match_state
from data.store import open_store
from domain.codes import ReasonNotFollowed
from domain.refused import Refused, Stale, Unreachable
from domain.trial_states import MatchState, MatchStateChange, match_subject
from domain.views.trials import MatchStateView
from tests.builders import TODAY, Board, actor
from tests.trials import keep, trial


def change(board: Board, state: MatchState = MatchState.CONTACTED, **more: Any) -> MatchStateChange:
    values: dict[str, Any] = {
        "case_id": board.north.case_id,
        "trial_id": "EXAMPLE-001",
        "state": state,
        "happened_on": TODAY,
        "arm": "ARM 1",
        **more,
    }
    return MatchStateChange(**values)


def record(board: Board, value: MatchStateChange, user: str = "coordinator", seen: int | None = None) -> None:
    version = board.store.journal.version_of(match_subject(value.case_id, value.trial_id, value.arm))
    record_match_state(board.store, actor(user), value, version if seen is None else seen, new_id())


@pytest.mark.parametrize("user", ["coordinator", "chair", "oncologist-north"])
def test_the_states_of_a_match_are_kept_one_after_another(board: Board, user: str) -> None:
    keep(board.store, trial())
    record(board, change(board), user)
    refused = change(
        board, MatchState.REFUSED, reason=ReasonNotFollowed.PATIENT_TRAVEL, comment="Too far for her"
    )
    record(board, refused, user)
    with board.store.reading(reach_of(actor("member"))) as reader:
        told = match_states(reader, board.north.case_id)["EXAMPLE-001"]
    assert [(one.state, one.version, one.reason) for one in told] == [
        (MatchState.REFUSED, 2, "Too far or too burdensome for the patient"),
        (MatchState.CONTACTED, 1, None),
    ]
    assert told[0].comment == "Too far for her"


@pytest.mark.parametrize("user", ["member", "laboratory-a", "analyst", "administrator"])
def test_who_does_not_follow_matches_records_no_state(board: Board, user: str) -> None:
    keep(board.store, trial())
    with pytest.raises(Refused, match="may not"):
        record(board, change(board), user)


def test_another_centres_case_and_an_unknown_trial_are_refused_in_the_words_of_none(board: Board) -> None:
    keep(board.store, trial())
    with pytest.raises(Unreachable) as foreign:
        record(board, change(board), "oncologist-south")
    with pytest.raises(Unreachable) as nobodys:
        record(board, change(board, case_id="nobody"), "oncologist-south")
    assert str(foreign.value) == str(nobodys.value)
    with pytest.raises(Unreachable, match="no such trial"):
        record(board, change(board, trial_id="EXAMPLE-009"))
    with board.store.reading(reach_of(actor("oncologist-south"))) as reader:
        assert match_states(reader, board.north.case_id) == {}


def test_a_second_state_from_the_same_form_is_stale(board: Board) -> None:
    keep(board.store, trial())
    record(board, change(board))
    with pytest.raises(Stale):
        record(board, change(board, MatchState.ENROLLED), seen=0)


def test_two_people_who_each_follow_an_arm_of_the_same_trial_do_not_stand_in_each_others_way(
    board: Board,
) -> None:
    keep(board.store, trial())
    record(board, change(board, arm="ARM 1"), "coordinator", seen=0)
    record(board, change(board, MatchState.SCREENED, arm="ARM 2"), "oncologist-north", seen=0)
    with pytest.raises(Stale):
        record(board, change(board, MatchState.ENROLLED, arm="ARM 2"), "chair", seen=0)
    assert [(one.arm, one.version) for one in states(board)] == [("ARM 2", 1), ("ARM 1", 1)]


def old_act(board: Board, arm: str | None, state: MatchState, seen: int) -> None:
    """A state as it was recorded when a trial's arms counted their versions together."""
    payload = {
        "case_id": board.north.case_id, "trial_id": "EXAMPLE-001", "patient_id": board.north.patient_id,
        "centre_id": "north", "arm": arm, "state": state, "happened_on": TODAY, "reason_code": None,
        "comment": None, "audit_reason": "EXAMPLE-001",
    }  # fmt: skip
    subject = ("trial_match", f"trial_match:{board.north.case_id}:EXAMPLE-001")
    verb = "trial_match_state_recorded"
    append(board.store, actor("coordinator"), verb, subject, seen, new_id(), payload)


def states(board: Board) -> list[MatchStateView]:
    with board.store.reading(reach_of(actor("chair"))) as reader:
        return list(match_states(reader, board.north.case_id)["EXAMPLE-001"])


def test_acts_from_before_arms_counted_by_themselves_still_stand_and_do_not_block_the_next(
    board: Board,
) -> None:
    keep(board.store, trial())
    old_act(board, "ARM 1", MatchState.CONTACTED, 0)
    old_act(board, "ARM 2", MatchState.CONTACTED, 1)
    record(board, change(board, MatchState.SCREENED, arm="ARM 1"), seen=0)
    expected = [("ARM 1", 1), ("ARM 2", 2), ("ARM 1", 1)]
    assert [(one.arm, one.version) for one in states(board)] == expected
    home = board.store.home
    board.store.close()
    (home / "store.duckdb").unlink()
    board.store = open_store(home, PROJECTIONS)
    assert [(one.arm, one.version) for one in states(board)] == expected


def followed(board: Board) -> list[tuple[str | None, MatchState]]:
    with board.store.reading(reach_of(actor("chair"))) as reader:
        return [(one.last.arm, one.last.state) for one in followed_matches(reader)]


def test_every_arm_stands_for_itself_until_something_is_said_of_the_trial_as_a_whole(board: Board) -> None:
    keep(board.store, trial())
    record(board, change(board, arm=None))
    record(board, change(board, MatchState.SCREENED, arm="ARM 1"))
    record(board, change(board, MatchState.CONTACTED, arm="ARM 2"))
    assert followed(board) == [("ARM 1", MatchState.SCREENED), ("ARM 2", MatchState.CONTACTED)]
    record(board, change(board, MatchState.REFUSED, arm=None, reason=ReasonNotFollowed.PATIENT_TRAVEL))
    assert followed(board) == [(None, MatchState.REFUSED)]


def test_who_is_enrolled_in_one_arm_waits_for_no_other(board: Board) -> None:
    keep(board.store, trial())
    record(board, change(board, arm="ARM 1"))
    record(board, change(board, MatchState.ENROLLED, arm="ARM 2"))
    assert followed(board) == [("ARM 2", MatchState.ENROLLED)]


@pytest.mark.parametrize(
    ("state", "more", "told"),
    [
        (MatchState.REFUSED, {}, "needs its reason"),
        (MatchState.REFUSED, {"reason": ReasonNotFollowed.PENDING}, "needs its reason"),
        (MatchState.REFUSED, {"reason": ReasonNotFollowed.OTHER}, "needs a comment"),
        (MatchState.ENROLLED, {"reason": ReasonNotFollowed.DEATH}, "Only a refusal"),
        (MatchState.SCREENED, {"happened_on": TODAY + timedelta(days=1)}, "future"),
        (MatchState.SCREENED, {"comment": "born 01/02/1961"}, "date of birth"),
    ],
)
def test_a_state_that_says_too_little_or_too_much_cannot_be(
    board: Board, state: MatchState, more: dict[str, Any], told: str
) -> None:
    with pytest.raises(Refused, match=told):
        change(board, state, **more)
