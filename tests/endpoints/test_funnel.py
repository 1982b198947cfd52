"""The funnel and the turnaround over a hand-counted cohort, with a test for each state."""

from dataclasses import replace
from datetime import date

import pytest

from domain.quality import Outcome
from domain.uptake import PathStep, PatientPath
from endpoints.funnel import Step, funnel, funnel_by_centre, turnaround


def path(**other: object) -> PatientPath:
    made = PatientPath(
        patient="p",
        centre="A",
        profile=Outcome.SUCCESS,
        actionable=True,
        discussed=True,
        therapy_recommended=True,
        followed=True,
        specimen_on=date(2026, 1, 1),
        reported_on=date(2026, 1, 30),
    )
    return replace(made, **other)  # type: ignore[arg-type]


NOTHING = {"actionable": None, "discussed": False, "therapy_recommended": False, "followed": None}
COHORT = (
    path(),
    path(profile=Outcome.PARTIAL),
    path(followed=False),
    path(followed=None),
    path(therapy_recommended=False, followed=None),
    path(actionable=False, therapy_recommended=False, followed=None),
    path(profile=Outcome.FAILED, **NOTHING),
    path(profile=None, **NOTHING),
)


def step(of: PathStep) -> Step:
    return next(one for one in funnel(COHORT) if one.step is of)


def test_the_steps_stand_in_order_each_counted_alone() -> None:
    assert [(one.step, one.reached) for one in funnel(COHORT)] == [
        (PathStep.ENROLLED, 8),
        (PathStep.PROFILED, 6),
        (PathStep.DISCUSSED, 6),
        (PathStep.ACTIONABLE, 5),
        (PathStep.RECOMMENDED, 4),
        (PathStep.FOLLOWED, 2),
    ]


def test_every_step_has_a_share_over_every_earlier_step() -> None:
    for index, one in enumerate(funnel(COHORT)):
        assert [share.base for share in one.shares] == list(PathStep)[:index]


def test_the_same_numerator_has_another_denominator_over_each_base() -> None:
    followed = step(PathStep.FOLLOWED)
    assert followed.of(PathStep.ENROLLED).of_all.text == "2 of 8 (25.0 %)"
    assert followed.of(PathStep.PROFILED).of_all.text == "2 of 6 (33.3 %)"
    assert followed.of(PathStep.DISCUSSED).of_all.text == "2 of 6 (33.3 %)"
    assert followed.of(PathStep.RECOMMENDED).of_all.text == "2 of 4 (50.0 %)"


def test_path__partial_success_counts_as_profiled_and_failure_does_not() -> None:
    assert path(profile=Outcome.PARTIAL).reached(PathStep.PROFILED) is True
    assert path(profile=Outcome.FAILED).reached(PathStep.PROFILED) is False


def test_path__not_yet_profiled_is_not_known() -> None:
    profiled = step(PathStep.PROFILED)
    assert (profiled.reached, profiled.not_reached, profiled.not_known) == (6, 1, 1)
    assert profiled.of(PathStep.ENROLLED).of_known.text == "6 of 7 (85.7 %)"
    assert profiled.of(PathStep.ENROLLED).of_known.left_out == (("not known yet", 1),)


def test_path__an_answer_that_is_due_is_not_a_decline() -> None:
    share = step(PathStep.FOLLOWED).of(PathStep.RECOMMENDED)
    assert share.of_known.text == "2 of 3 (66.7 %)"
    assert share.of_known.left_out == (("not known yet", 1),)


def test_path__who_has_no_recommendation_cannot_have_followed_one() -> None:
    assert path(therapy_recommended=False, followed=None).reached(PathStep.FOLLOWED) is False


def test_path__not_concluded_is_not_the_same_as_not_actionable() -> None:
    actionable = step(PathStep.ACTIONABLE)
    assert (actionable.reached, actionable.not_reached, actionable.not_known) == (5, 1, 2)


def test_who_skipped_a_step_is_named_and_in_no_numerator() -> None:
    odd = (path(), path(discussed=False))
    share = funnel(odd)[4].of(PathStep.DISCUSSED)
    assert share.of_all.text == "1 of 1 (100.0 %)"
    assert share.outside_base == 1
    assert share.of_all.left_out == (("recommended, but not discussed", 1),)


def test_a_later_step_is_no_base() -> None:
    with pytest.raises(KeyError):
        step(PathStep.PROFILED).of(PathStep.FOLLOWED)


def test_an_empty_cohort_has_no_percentages() -> None:
    assert all(share.of_all.value is None for one in funnel([]) for share in one.shares)


def test_each_centre_has_a_funnel_of_its_own() -> None:
    by_centre = dict(funnel_by_centre([path(), path(centre="B"), path(centre="B", followed=False)]))
    assert [by_centre[centre][0].reached for centre in ("A", "B")] == [1, 2]
    assert by_centre["B"][5].of(PathStep.RECOMMENDED).of_all.text == "1 of 2 (50.0 %)"


def test_turnaround_is_the_median_of_days_from_specimen_to_report() -> None:
    days = [path(reported_on=date(2026, 1, 1 + n)) for n in (10, 20, 29)]
    counted = turnaround(days)
    assert (counted.median_days, counted.n, counted.left_out) == (20.0, 3, ())
    assert counted.quartiles == (15.0, 24.5)


def test_turnaround_between_two_is_half_a_day() -> None:
    assert turnaround([path(), path(reported_on=date(2026, 1, 31))]).median_days == 29.5


def test_turnaround_says_who_is_left_out_and_why() -> None:
    counted = turnaround(
        [
            path(),
            path(specimen_on=None),
            path(reported_on=None),
            path(reported_on=None),
            path(reported_on=date(2025, 12, 31)),
        ]
    )
    assert counted.n == 1
    assert counted.quartiles is None
    assert dict(counted.left_out) == {
        "no date of the specimen": 1,
        "not reported yet": 2,
        "reported before the specimen was taken": 1,
    }


def test_turnaround_on_the_same_day_is_zero_and_of_nobody_is_nothing() -> None:
    assert turnaround([path(reported_on=date(2026, 1, 1))]).median_days == 0.0
    assert turnaround([]).median_days is None
