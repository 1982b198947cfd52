"""The whole profile and the small panel over a hand-counted cohort, in pairs."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from domain.panel_answers import Gap, PanelState
from domain.panel_cohort import PanelPatient
from domain.quality import Outcome
from domain.uptake import PathStep, PatientPath
from endpoints.funnel import funnel
from endpoints.panel_yield import (
    FAILED,
    NOT_CONCLUDED,
    NOT_NAMED,
    NOT_PROFILED,
    NOT_TOLD,
    findings_covered,
    mcnemar_exact,
    panel_yield,
    yield_by_centre,
    yield_by_tumour,
)

FOUND = (PanelState.FOUND, None)
NO_GENE = (PanelState.NOT_COVERED, Gap.GENE)
NO_TUMOUR = (PanelState.NOT_COVERED, Gap.TUMOUR)
OPEN = (PanelState.CANNOT_TELL, Gap.REGION)


def patient(*answers: tuple[PanelState, Gap | None], **other: object) -> PanelPatient:
    made = PanelPatient("A", "Lung", Outcome.SUCCESS, True, True, answers)
    return replace(made, **other)  # type: ignore[arg-type]


COHORT = (
    patient(FOUND),
    patient(NO_GENE, FOUND, outcome=Outcome.PARTIAL),
    patient(NO_GENE),
    patient(NO_GENE, NO_GENE),
    patient(NO_TUMOUR, listed=False, tumour="Rare", centre="B"),
    patient(actionable=False),
    patient(OPEN, NO_GENE),
    patient(),
    patient(actionable=None),
    patient(outcome=Outcome.FAILED, actionable=None),
    patient(outcome=None, actionable=None),
)


def test_patients_are_counted_in_pairs() -> None:
    one = panel_yield(COHORT)
    assert (one.both, one.only_profile, one.only_panel, one.neither) == (2, 3, 0, 1)
    assert (one.whole.numerator, one.whole.denominator) == (5, 6)
    assert (one.panel.numerator, one.panel.denominator) == (2, 6)
    assert (one.discordant, one.without_list) == (3, 1)
    assert one.p_value == pytest.approx(0.25)


def test_who_is_left_out_is_counted_by_why() -> None:
    assert panel_yield(COHORT).whole.left_out == (
        (NOT_PROFILED, 1), (FAILED, 1), (NOT_CONCLUDED, 1), (NOT_NAMED, 1), (NOT_TOLD, 1),
    )  # fmt: skip


def test_of_all_profiled_who_is_not_known_counts_as_not_so_far() -> None:
    one = panel_yield(COHORT)
    assert (one.whole_of_profiled.numerator, one.whole_of_profiled.denominator) == (7, 9)
    assert (one.panel_of_profiled.numerator, one.panel_of_profiled.denominator) == (2, 9)


def test_the_profiled_are_those_of_the_funnel() -> None:
    paths = [
        PatientPath("p", "A", one.outcome, one.actionable, True, False, None, None, None) for one in COHORT
    ]
    steps = {step.step: step for step in funnel(paths)}
    assert panel_yield(COHORT).whole_of_profiled.denominator == steps[PathStep.PROFILED].reached
    of_all = steps[PathStep.ACTIONABLE].of(PathStep.PROFILED).of_all
    assert panel_yield(COHORT).whole_of_profiled.text == of_all.text


def test_of_whom_the_list_cannot_tell_the_share_lies_between_two_bounds() -> None:
    low, high = panel_yield(COHORT).bounds
    assert ((low.numerator, low.denominator), (high.numerator, high.denominator)) == ((2, 7), (3, 7))


def test_the_panel_counts_as_found_what_cannot_be_told_of_another_finding() -> None:
    assert panel_yield([patient(OPEN, FOUND)]).both == 1


def test_tumour_types_stand_by_size_and_centres_by_name() -> None:
    assert [(one.group, one.whole.denominator) for one in yield_by_tumour(COHORT)] == [
        ("Lung", 5),
        ("Rare", 1),
    ]
    assert [(one.group, one.panel.text) for one in yield_by_centre(COHORT)] == [
        ("A", "2 of 5 (40.0 %)"), ("B", "0 of 1 (0.0 %)"),
    ]  # fmt: skip


def test_nobody_is_no_share_and_has_no_p() -> None:
    one = panel_yield([])
    assert (one.whole.value, one.panel.interval, one.p_value) == (None, None, None)


def test_findings_are_counted_apart_from_patients_by_what_the_list_says() -> None:
    told = findings_covered(COHORT)
    assert (told.found.text, told.cannot_tell.numerator) == ("2 of 9 (22.2 %)", 1)
    assert {gap: one.numerator for gap, one in told.gaps} == {
        Gap.TUMOUR: 1, Gap.GENE: 5, Gap.CLASS: 0, Gap.REGION: 0, Gap.DAY: 0,
    }  # fmt: skip


@given(st.integers(0, 300), st.integers(0, 300))
def test_the_exact_p_is_that_of_the_binomial_test(first: int, second: int) -> None:
    found = mcnemar_exact(first, second)
    if first + second == 0:
        assert found is None
    else:
        assert found == pytest.approx(binomtest(min(first, second), first + second, 0.5).pvalue)


def test_pairs_fewer_than_none_are_refused() -> None:
    with pytest.raises(ValueError, match="fewer than none"):
        mcnemar_exact(-1, 2)


ANSWERS = st.lists(st.sampled_from([FOUND, NO_GENE, NO_TUMOUR, OPEN]), max_size=3).map(tuple)
PATIENTS = st.lists(
    st.builds(
        PanelPatient,
        st.sampled_from(["A", "B"]),
        st.sampled_from(["Lung", "Rare"]),
        st.sampled_from([None, *Outcome]),
        st.sampled_from([None, True, False]),
        st.sampled_from([None, True, False]),
        ANSWERS,
    ),
    max_size=30,
)


@given(PATIENTS)
def test_everybody_is_in_a_pair_or_left_out_once_and_groups_add_up(patients: list[PanelPatient]) -> None:
    whole = panel_yield(patients)
    assert whole.whole.denominator + whole.whole.left_out_total == len(patients)
    assert whole.both + whole.only_profile + whole.neither == whole.whole.denominator
    assert whole.panel.numerator <= whole.whole.numerator <= whole.whole_of_profiled.numerator
    for groups in (yield_by_tumour(patients), yield_by_centre(patients)):
        assert sum(one.both for one in groups) == whole.both
        assert sum(one.only_profile for one in groups) == whole.only_profile
        assert sum(one.whole_of_profiled.denominator for one in groups) == whole.whole_of_profiled.denominator
