"""Trials against one patient: arms, recruitment, ranking, and a cohort the other way round."""

import time
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reference.tumour_tree import ONCOTREE
from domain.trials.criteria import (
    All,
    Any,
    CopyCall,
    Diagnosis,
    Genomic,
    Measure,
    MeasureKind,
    Not,
    Operator,
    Signature,
    SignatureKind,
    Tree,
    TumourGroup,
    VariantCategory,
)
from domain.trials.feasibility import would_match, would_match_each
from domain.trials.looked import LookedAt
from domain.trials.matches import Answer, Near
from domain.trials.matching import NO_CRITERIA, match_trial, match_trials, phase_number, ranked_arms
from domain.trials.patient_facts import PatientFacts
from domain.trials.trial import Arm, Site, Trial, TrialStatus
from tests.domain.trials.patients import GENES, PATIENTS, TREES, mutation, patient, variant

ADULT = Measure(MeasureKind.AGE, Operator.AT_LEAST, Decimal(18))
NSCLC = Diagnosis("Non-Small Cell Lung Cancer", "NSCLC")
SOLID = Diagnosis("_SOLID_", None, TumourGroup.SOLID)
G12C = mutation(protein_change="G12C")
WITH_G12C = patient(variant("KRAS", "G12C"))
OPEN, CLOSED = TrialStatus.OPEN, TrialStatus.CLOSED


def arm(code: str, *parts: Tree, slots: int | None = 2, status: TrialStatus = OPEN) -> Arm:
    return Arm(code, status=status, slots_open=slots, match=All(parts) if parts else None)


def trial(*arms: Arm, trial_id: str = "T-1", status: TrialStatus = OPEN, **more: object) -> Trial:
    return Trial(trial_id, trial_id, arms=arms, status=status, **more)  # type: ignore[arg-type]


def test_an_arm_passes_with_all_criteria_met_and_a_free_place() -> None:
    found = match_trial(trial(arm("A", G12C, NSCLC, ADULT)), WITH_G12C, ONCOTREE)
    best = found.best
    assert best is not None
    assert (found.answer, best.eligibility, best.decides, best.further_tests) == (
        Answer.PASS, Answer.PASS, (), (),
    )  # fmt: skip
    assert best.finding_ids == ("KRAS G12C",)
    assert (best.near, best.specificity) == (Near.ON_TUMOUR, 4)
    assert [one.answer for one in best.answers] == [Answer.PASS] * 3


@pytest.mark.parametrize(
    ("of_trial", "of_arm", "slots", "answer", "words"),
    [
        (OPEN, OPEN, 2, Answer.PASS, "Open, 2 places free."),
        (OPEN, OPEN, 1, Answer.PASS, "Open, 1 place free."),
        (OPEN, OPEN, 0, Answer.WARN, "no place is free"),
        (OPEN, OPEN, None, Answer.WARN, "not known"),
        (OPEN, TrialStatus.UNKNOWN, 2, Answer.PASS, "Open"),
        (OPEN, TrialStatus.SUSPENDED, 2, Answer.WARN, "The arm is suspended."),
        (TrialStatus.NOT_YET_OPEN, OPEN, 2, Answer.WARN, "The trial is not yet open."),
        (TrialStatus.UNKNOWN, TrialStatus.UNKNOWN, 2, Answer.WARN, "has no status"),
        (OPEN, CLOSED, 2, Answer.FAIL, "The arm is closed"),
        (CLOSED, OPEN, 2, Answer.FAIL, "The trial is closed"),
    ],
)
def test_recruitment_counts_beside_the_criteria(
    of_trial: TrialStatus, of_arm: TrialStatus, slots: int | None, answer: Answer, words: str
) -> None:
    made = trial(arm("A", G12C, slots=slots, status=of_arm), status=of_trial)
    best = match_trial(made, WITH_G12C, ONCOTREE).best
    assert best is not None
    assert (best.eligibility, best.answer) == (Answer.PASS, answer)
    assert words in best.recruitment.sentence


def test_sites_that_are_all_closed_close_the_trial_and_the_open_one_stands_first() -> None:
    closed, far, near = Site("A", status=CLOSED), Site("B", status=OPEN), Site("C", status=OPEN)
    made = trial(arm("A", G12C), sites=(closed, far, near))
    found = match_trial(made, WITH_G12C, ONCOTREE, {"A": 1.0, "B": 90.0, "C": 12.0})
    assert ([site.name for site in found.sites], found.distance) == (["C", "B", "A"], 12.0)
    shut = match_trial(trial(arm("A", G12C), sites=(closed,)), WITH_G12C, ONCOTREE, {"A": 1.0})
    assert (shut.answer, shut.distance) == (Answer.FAIL, None)


def test_a_trial_none_of_whose_sites_takes_patients_now_warns() -> None:
    suspended = trial(
        arm("A", G12C), sites=(Site("X", status=TrialStatus.SUSPENDED), Site("Y", status=CLOSED))
    )
    found = match_trial(suspended, WITH_G12C, ONCOTREE)
    assert found.answer is Answer.WARN
    assert found.arms[0].recruitment.sentence == "Open, but no site of it takes patients at present."


def test_the_free_places_of_sites_count_where_the_arm_says_none() -> None:
    sites = (Site("A", status=OPEN, slots_open=1), Site("B", status=CLOSED, slots_open=5))
    best = match_trial(trial(arm("A", G12C, slots=None), sites=sites), WITH_G12C, ONCOTREE).best
    assert best is not None
    assert best.recruitment.sentence == "Open, 1 place free."


def test_the_trial_wide_criteria_count_in_every_arm() -> None:
    found = match_trial(trial(arm("A", G12C), match=Not(NSCLC)), WITH_G12C, ONCOTREE)
    assert found.answer is Answer.FAIL
    assert found.best is not None
    assert [one.sentence for one in found.best.decides] == [
        "The tumour (LUAD) is Non-Small Cell Lung Cancer (NSCLC) or a type of it; "
        "the trial excludes Non-Small Cell Lung Cancer."
    ]


def test_an_arm_that_nobody_described_beside_one_that_is_described_is_undetermined() -> None:
    found = match_trial(trial(arm("A", mutation("BRAF")), arm("B"), match=ADULT), WITH_G12C, ONCOTREE)
    assert [(one.arm.code, one.answer) for one in found.arms] == [
        ("B", Answer.UNDETERMINED), ("A", Answer.FAIL),
    ]  # fmt: skip
    assert found.arms[0].further_tests == (NO_CRITERIA,)


def test_a_trial_without_arms_takes_all_whom_its_criteria_take_and_without_criteria_nobody() -> None:
    assert match_trial(trial(match=G12C), WITH_G12C, ONCOTREE).best is not None
    assert match_trial(trial(match=G12C), WITH_G12C, ONCOTREE).arms[0].eligibility is Answer.PASS
    assert match_trial(trial(), WITH_G12C, ONCOTREE).arms[0].eligibility is Answer.UNDETERMINED


def test_the_further_tests_are_those_that_decide_the_arm() -> None:
    msi = Signature(SignatureKind.MICROSATELLITES, "MSI-H")
    open_or_met = arm("A", Any((msi, NSCLC)), Genomic("ALK", VariantCategory.STRUCTURAL))
    best = match_trial(trial(open_or_met), patient(assessed=False), ONCOTREE).best
    assert best is not None
    assert best.eligibility is Answer.UNDETERMINED
    assert best.further_tests == ("An RNA or FISH test for fusions of ALK would decide it.",)


def test_only_the_branch_that_is_met_names_findings() -> None:
    either = arm("A", Any((All((mutation("BRAF"), ADULT)), G12C)))
    of = patient(variant("KRAS", "G12C"), variant("BRAF", "N581S", "benign"))
    best = match_trial(trial(either), of, ONCOTREE).best
    assert best is not None
    assert (best.answer, best.finding_ids) == (Answer.PASS, ("KRAS G12C",))


def test_arms_are_ranked_by_answer_then_tumour_then_change_then_places() -> None:
    arms = (
        arm("gene in basket", mutation(), SOLID),
        arm("fails", mutation("BRAF"), NSCLC),
        arm("change in basket", G12C, SOLID),
        arm("gene on tumour", mutation(), NSCLC),
        arm("change on tumour", G12C, NSCLC),
        arm("full", G12C, NSCLC, slots=0),
        arm("not known", G12C, NSCLC, slots=None),
        arm("open", Signature(SignatureKind.APOBEC, "Yes")),
    )
    found = match_trial(trial(*arms), WITH_G12C, ONCOTREE)
    assert [one.arm.code for one in found.arms] == [
        "change on tumour", "gene on tumour", "change in basket", "gene in basket",
        "not known", "full", "open", "fails",
    ]  # fmt: skip


def test_trials_are_ranked_by_distance_then_phase_then_number_whatever_their_order() -> None:
    def at(trial_id: str, place: str, phase: str | None) -> Trial:
        site = Site(place, status=OPEN)
        return trial(arm("A", G12C, NSCLC), trial_id=trial_id, sites=(site,), phase=phase)

    trials = [
        at("T-4", "far", "III"),
        at("T-3", "near", None),
        at("T-2", "near", "I/II"),
        at("T-1", "near", "II"),
    ]
    trials.append(at("T-5", "nowhere", "III"))
    for given_order in (trials, trials[::-1]):
        found = match_trials(given_order, WITH_G12C, ONCOTREE, {"near": 3.0, "far": 80.0})
        assert [one.trial.trial_id for one in found] == ["T-1", "T-2", "T-3", "T-4", "T-5"]


def test_the_arms_of_all_trials_stand_in_one_order() -> None:
    one = trial(arm("best", G12C, NSCLC), arm("gene in basket", mutation(), SOLID), trial_id="T-1")
    other = trial(arm("gene on tumour", mutation(), NSCLC), arm("fails", mutation("BRAF")), trial_id="T-2")
    matches = match_trials([other, one], WITH_G12C, ONCOTREE)
    assert [(match.trial.trial_id, found.arm.code) for match, found in ranked_arms(matches)] == [
        ("T-1", "best"), ("T-2", "gene on tumour"), ("T-1", "gene in basket"), ("T-2", "fails"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "number"), [("I", 1), ("I/II", 2), ("Phase 2a", 2), ("3", 3), (None, 0), ("pilot", 0)]
)
def test_the_latest_phase_of_a_text_counts(text: str | None, number: int) -> None:
    assert phase_number(text) == number


def test_a_cohort_is_answered_by_the_criteria_alone_and_counted() -> None:
    closed = trial(arm("A", G12C, NSCLC), arm("B", mutation("BRAF"), NSCLC), status=CLOSED)
    cohort = [
        replace(WITH_G12C, patient_id="1"),
        replace(patient(variant("BRAF", "V600E")), patient_id="2"),
        replace(patient(variant("BRAF", "N581S", None)), patient_id="3"),
        replace(patient(), patient_id="4"),
        replace(patient(assessed=False), patient_id="5"),
    ]
    found = would_match(closed, cohort, ONCOTREE)
    assert [(one.patient_id, one.answer, one.arm) for one in found.patients] == [
        ("1", Answer.PASS, "A"), ("2", Answer.PASS, "B"), ("3", Answer.WARN, "B"), ("4", Answer.FAIL, "A"),
        ("5", Answer.UNDETERMINED, "A"),
    ]  # fmt: skip
    assert [found.count(answer) for answer in Answer] == [2, 1, 1, 1]
    planned = would_match(mutation("BRAF"), cohort, ONCOTREE)
    assert [one.arm for one in planned.patients] == [None] * 5
    assert planned.count(Answer.FAIL) == 2


@given(st.lists(PATIENTS, max_size=3), TREES, TREES)
def test_a_cohort_says_of_each_patient_what_a_single_match_says(
    cohort: list[PatientFacts], one: Tree, other: Tree
) -> None:
    made = trial(arm("A", one), arm("B", other))
    found = would_match(made, cohort, ONCOTREE)
    for answer, of in zip(found.patients, cohort, strict=True):
        arms = match_trial(made, of, ONCOTREE).arms
        assert answer.answer in {matched.eligibility for matched in arms}
        best = next(matched for matched in arms if matched.arm.code == answer.arm)
        assert best.eligibility is answer.answer


@given(PATIENTS, st.lists(TREES, min_size=1, max_size=3))
def test_an_arm_is_never_better_than_its_criteria_and_its_recruitment(
    of: PatientFacts, trees: list[Tree]
) -> None:
    made = trial(*(arm(f"A{number}", tree, slots=None) for number, tree in enumerate(trees)))
    found = match_trial(made, LookedAt.at(of), ONCOTREE)
    assert found.answer in {one.answer for one in found.arms}
    for one in found.arms:
        assert one.answer in {one.eligibility, Answer.WARN}
        assert one.answer is not Answer.PASS


def test_twenty_trials_against_240_patients_take_well_under_a_second() -> None:
    # As many calls as a sample of the assay has, in as many genes.
    panel = (*GENES, *(f"G{number}" for number in range(494)))
    calls = tuple(variant(panel[number % 500], f"A{number + 1}V", None) for number in range(1_200))
    cohort = [
        replace(patient(*calls, variant("KRAS", "G12C")), patient_id=str(number)) for number in range(240)
    ]
    trials = [
        trial(
            arm("A", G12C, NSCLC, ADULT),
            arm("B", mutation(gene, codon=f"V{600 + number}"), SOLID, ADULT),
            arm("C", Genomic(gene, VariantCategory.COPY_NUMBER, copy_call=CopyCall.HIGH_AMPLIFICATION)),
            arm("D", Genomic(gene, VariantCategory.STRUCTURAL), NSCLC),
            trial_id=f"T-{number}",
        )
        for number, gene in enumerate(GENES[1:] * 4)
    ]
    started = time.process_time()
    found = would_match_each(trials, cohort, ONCOTREE)
    spent = time.process_time() - started
    assert len(found) == 20
    assert all(one.count(Answer.PASS) == 240 for one in found.values())
    # Some 0.4 s of processor time where nobody else is at work.
    assert spent < 2, f"{spent:.2f} s"
