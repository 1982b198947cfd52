"""The facts of uptake and of the funnel over a cohort."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from data.journal import new_id
from data.reach import reach_of
from data.read.uptake import uptake_centres, uptake_facts, uptake_of
from data.record.answers import record_answer
from data.record.cases import record_conclusion
from domain.answers import Answer
from domain.cases import Conclusion
from domain.codes import Decision, ReasonNotFollowed, RecommendationKind
from domain.uptake import AnswerState, PathStep
from domain.views.uptake import Narrowed, UptakeFacts
from endpoints.funnel import funnel, turnaround
from endpoints.uptake import uptake
from tests.builders import TODAY, Board, actor, new_board, open_case, recommend

EVERYTHING = Narrowed()


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = new_board(tmp_path)
    yield made
    made.store.close()


def facts(board: Board, user: str, narrowed: Narrowed = EVERYTHING) -> UptakeFacts:
    with board.store.reading(reach_of(actor(user))) as reader:
        return uptake_facts(reader, narrowed)


def answer(board: Board, number: int, value: Answer) -> None:
    record_answer(
        board.store, actor("oncologist-north"), (board.recommendation_ids[number], value), 1, new_id()
    )


def test_an_answer_is_counted_with_its_primary_and_contributing_reasons(board: Board) -> None:
    declined = Answer(Decision.DECLINED, None, TODAY, "N. North", "death", ("late_result",))
    answer(board, 0, declined)
    rows = facts(board, "analyst").rows
    assert {row.state for row in rows} == {AnswerState.DECLINED, AnswerState.PENDING}
    (given,) = (row for row in rows if row.state is AnswerState.DECLINED)
    assert given.primary_reason is ReasonNotFollowed.DEATH
    assert given.contributing_reasons == (ReasonNotFollowed.LATE_RESULT,)
    assert given.days_waiting is None
    assert [row.days_waiting for row in rows if row.state is AnswerState.PENDING] == [12]


def test_followed_is_not_known_while_an_answer_is_due_and_false_once_all_are_there(board: Board) -> None:
    answer(board, 0, Answer(Decision.DECLINED, None, TODAY, "N. North", "death"))
    (path,) = (p for p in facts(board, "analyst").paths if p.therapy_recommended)
    assert path.followed is None
    answer(board, 1, Answer(Decision.DECLINED, None, TODAY, "N. North", "death"))
    (path,) = (p for p in facts(board, "analyst").paths if p.therapy_recommended)
    assert path.followed is False


def test_a_patient_with_two_cases_is_one_patient(board: Board) -> None:
    open_case(
        board.store, patient=None, patient_id=board.north.patient_id, tumour=None,
        tumour_id=board.north.tumour_id, sample_id="P-001-DNA-2",
    )  # fmt: skip
    record_conclusion(
        board.store, actor("chair"), (board.north.case_id, Conclusion(actionable=True)), 1, new_id()
    )
    found = facts(board, "coordinator")
    reached = {step.step: step.reached for step in funnel(found.paths)}
    assert reached[PathStep.ENROLLED] == 2
    assert reached[PathStep.PROFILED] == 1
    assert reached[PathStep.ACTIONABLE] == 1
    assert reached[PathStep.RECOMMENDED] == 1
    assert found.synthetic == 2


def test_the_turnaround_goes_from_the_specimen_to_the_first_report(board: Board) -> None:
    time_taken = turnaround(facts(board, "analyst").paths)
    assert (time_taken.median_days, time_taken.n) == (31.0, 1)
    assert time_taken.left_out == (("no date of the specimen", 1),)


def test_an_oncologist_counts_her_own_centre_alone(board: Board) -> None:
    recommend(board.store, board.south.case_id)
    assert {row.centre for row in facts(board, "analyst").rows} == {"Northern hospital", "Southern hospital"}
    own = facts(board, "oncologist-south")
    assert {row.centre for row in own.rows} == {"Southern hospital"}
    assert {path.centre for path in own.paths} == {"Southern hospital"}
    with board.store.reading(reach_of(actor("oncologist-south"))) as reader:
        assert [centre.code for centre in uptake_centres(reader)] == ["south"]
    foreign = facts(board, "oncologist-south", Narrowed(centre_id="north"))
    assert (foreign.rows, foreign.paths) == ((), ())


def test_what_was_counted_is_kept_until_the_next_act_and_for_nobody_else(board: Board) -> None:
    north, south = actor("oncologist-north"), actor("oncologist-south")
    first = uptake_of(board.store, north, EVERYTHING)
    assert uptake_of(board.store, north, EVERYTHING) is first
    assert {row.state for row in first.rows} == {AnswerState.PENDING}
    assert uptake_of(board.store, south, EVERYTHING).rows == ()
    assert uptake_of(board.store, north, Narrowed(kind=RecommendationKind.OFF_LABEL)).rows == ()
    answer(board, 0, Answer(Decision.FOLLOWED, None, TODAY, "N. North"))
    again = uptake_of(board.store, north, EVERYTHING)
    assert AnswerState.FOLLOWED in {row.state for row in again.rows}


def test_who_reaches_no_cohort_counts_nothing(board: Board) -> None:
    nothing = facts(board, "administrator")
    assert (nothing.rows, nothing.paths, nothing.synthetic) == ((), (), 0)


def test_no_id_of_a_patient_case_or_recommendation_leaves_the_cohort(board: Board) -> None:
    found = facts(board, "analyst")
    told = repr(found)
    hidden = [
        *board.recommendation_ids, board.north.patient_id, board.north.case_id, board.north.sample_id, "P-001"
    ]  # fmt: skip
    assert [one for one in hidden if one in told] == []
    assert len(found.rows) == 2


def test_centre_kind_and_period_narrow_what_is_counted(board: Board) -> None:
    recommend(board.store, board.south.case_id, recommended_on=TODAY - timedelta(days=100))
    assert len(facts(board, "chair", Narrowed(centre_id="south")).rows) == 1
    assert len(facts(board, "chair", Narrowed(kind=RecommendationKind.CLINICAL_TRIAL)).rows) == 1
    assert len(facts(board, "chair", Narrowed(since=TODAY - timedelta(days=30))).rows) == 2
    assert len(facts(board, "chair", Narrowed(until=TODAY - timedelta(days=30))).rows) == 1
    assert facts(board, "chair", Narrowed(until=TODAY - timedelta(days=30))).paths == ()


def test_advice_beside_a_therapy_is_counted_and_stands_in_no_denominator(board: Board) -> None:
    recommend(board.store, board.north.case_id, kind=RecommendationKind.REBIOPSY, drugs=())
    one = uptake(facts(board, "analyst").rows)
    assert (one.recommended, one.pending, one.other_advice) == (2, 2, 1)
