"""What became of a match: each state an act, within reach, with its reason, and read back."""

from datetime import timedelta
from typing import Any

import pytest

from data.journal import new_id
from data.reach import reach_of
from data.read.trial_matches import match_states
from data.record.trial_match_states import record_match_state, subject_of
from domain.codes import ReasonNotFollowed
from domain.refused import Refused, Stale, Unreachable
from domain.trial_states import MatchState, MatchStateChange
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
    version = board.store.journal.version_of(subject_of(value.case_id, value.trial_id))
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
