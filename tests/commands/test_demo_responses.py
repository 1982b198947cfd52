"""The best responses of the demonstration: some of what was followed, at days that were possible."""

from collections import Counter
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from commands.demo_cohort import DemoPlan, build_plan
from commands.demo_cohort.plan import DemoRecommendation
from commands.demo_responses import respond
from data.journal import new_id
from data.reach import reach_of
from data.read.responses import response_record
from data.record import answers
from domain.answers import Answer
from domain.codes import Decision
from domain.responses import BestResponse, ResponseCriteria, ResponseValue, check_follows
from tests.builders import actor, new_store, open_case, recommend

TODAY = date.today()


@cache
def plan_of(patients: int, seed: int = 1) -> DemoPlan:
    return build_plan(patients, seed, today=TODAY)


def followed(plan: DemoPlan) -> list[DemoRecommendation]:
    taken = {Decision.FOLLOWED, Decision.PARTLY}
    rows = (row for one in plan.patients for row in one.case.therapies)
    return [row for row in rows if row.answer and row.answer.decision in taken]


def test_most_of_what_was_followed_has_a_best_response_of_several_kinds_and_some_has_none() -> None:
    rows = followed(plan_of(240))
    values = Counter(row.responses[-1].value for row in rows if row.responses)
    assert 0.5 <= values.total() / len(rows) <= 0.9
    assert {ResponseValue.PR, ResponseValue.SD, ResponseValue.PD} <= set(values)
    assert any(len(row.responses) == 2 for row in rows)


def test_what_was_not_followed_has_none() -> None:
    plan = plan_of(240)
    rows = {id(row) for row in followed(plan)}
    others = [row for one in plan.patients for row in one.case.recommendations if id(row) not in rows]
    assert others
    assert {row.responses for row in others} == {()}


def test_every_response_is_one_that_the_acts_take() -> None:
    for row in followed(plan_of(1000, 2)):
        before = None
        for seen in row.responses:
            assert row.answer is not None
            assert row.answer.decided_on < seen.assessed_on <= TODAY
            now = BestResponse(seen.value, seen.criteria, seen.assessed_on, "Oncologist")
            check_follows(before, now)
            before = now


def test_gliomas_are_followed_by_rano_and_the_others_by_recist() -> None:
    found = {
        (one.tumour.oncotree == "GB", seen.criteria)
        for one in plan_of(1000, 2).patients
        for row in one.case.therapies
        for seen in row.responses
    }
    assert found == {(True, ResponseCriteria.RANO), (False, ResponseCriteria.RECIST)}


def test_the_same_request_gives_the_same_responses_and_another_day_moves_them() -> None:
    rows = [row.responses for row in followed(plan_of(60))]
    assert [row.responses for row in followed(build_plan(60, 1, today=TODAY))] == rows
    assert [row.responses for row in followed(build_plan(60, 1, today=TODAY - timedelta(days=7)))] != rows


def test_the_assessments_of_a_plan_are_recorded_by_the_physicians_acts(tmp_path: Path) -> None:
    store = new_store(tmp_path / "home")
    row = next(row for row in followed(plan_of(240)) if len(row.responses) == 2)
    given = row.answer
    assert given is not None
    opened = open_case(store)
    advised = recommend(store, opened.case_id, recommended_on=given.decided_on)
    north = actor("oncologist-north")
    value = (advised, Answer(Decision.FOLLOWED, None, given.decided_on, "Dr N."))
    answers.record_answer(store, north, value, 1, new_id())
    respond(store, north, advised, row, "Dr N.")
    with store.reading(reach_of(north)) as reader:
        told = response_record(reader, advised).given
    assert [(one.value, one.assessed_on) for one in told] == [
        (seen.value, seen.assessed_on) for seen in row.responses
    ]
    store.close()
