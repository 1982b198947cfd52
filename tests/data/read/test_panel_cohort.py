"""What the list in force says of a case and of the cohort, from findings that lie in the store."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.journal import new_id
from data.read.case import case_view
from data.read.panel_cohort import panel_cohort
from data.read.panels import case_panel, panel_in_force
from data.record import cases, findings, recommendations, runs
from data.store import Store
from domain.acceptance import RunAcceptance, SampleAcceptance
from domain.cases import Conclusion, Tumour
from domain.classifications import Classification, ReportedMark
from domain.codes import RecommendationKind
from domain.findings import Findings
from domain.panel_answers import Gap, PanelState
from domain.panel_cohort import JudgedOn, PanelNarrowed, PanelPatient
from domain.recommendations import Recommendation, Withdrawal
from endpoints.panel_yield import panel_yield
from tests.builders import (
    TODAY,
    Board,
    accept_run,
    actor,
    new_board,
    open_case,
    reading,
    recommend,
    small_variant,
    supporting,
)
from tests.panels import load, row, switch

CHAIR = actor("chair")
FOUND = (PanelState.FOUND, None)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = new_board(tmp_path / "home")
    yield made
    made.store.close()


def conclude(store: Store, case_id: str, actionable: bool = True) -> None:
    value = (case_id, Conclusion(actionable, None if actionable else "no_finding"))
    cases.record_conclusion(store, CHAIR, value, store.journal.version_of(case_id), new_id())


def classify(store: Store, finding_id: str, scheme: str, level: str, user: str = "chair") -> None:
    value = (finding_id, Classification(scheme, level))
    findings.record_classification(store, actor(user), value, store.journal.version_of(finding_id), new_id())


def of_case(board: Board, user: str = "chair") -> dict[str, tuple[PanelState, Gap | None]]:
    case = case_view(board.store, actor(user), board.north.case_id)
    assert case is not None
    found = case_panel(board.store, actor(user), case)
    assert found is not None
    return {one.label: (one.answer.state, one.answer.gap) for one in found.findings}


def cohort(board: Board, user: str = "chair", judged: JudgedOn = JudgedOn.PROFILE) -> list[PanelPatient]:
    found = panel_in_force(board.store, actor(user))
    assert found is not None
    return list(panel_cohort(board.store, actor(user), found, judged).patients)


def test_without_a_list_nothing_is_said_of_a_case(board: Board) -> None:
    case = case_view(board.store, CHAIR, board.north.case_id)
    assert case is not None
    assert case_panel(board.store, CHAIR, case) is None
    load(board.store)
    switch(board.store, None)
    assert case_panel(board.store, CHAIR, case) is None


def test_only_what_somebody_named_is_asked_of_a_case(board: Board) -> None:
    load(board.store)
    assert of_case(board) == {
        "BRAF V600E": FOUND,
        "TMB-H (12.6 mutations/Mb, sample P-001-DNA)": (PanelState.NOT_COVERED, Gap.GENE),
    }
    marks = (board.profile_id, ReportedMark((3,), True))
    version = board.store.journal.version_of(board.profile_id)
    findings.record_reported(board.store, CHAIR, marks, version, new_id())
    assert of_case(board)["ERBB2 amplification (6.1-fold)"] == (PanelState.NOT_COVERED, Gap.GENE)


def test_a_classification_from_tier_three_down_names_nothing(board: Board) -> None:
    load(board.store)
    before = of_case(board)
    classify(board.store, f"{board.profile_id}.3", "escat", "IV-A")
    classify(board.store, f"{board.profile_id}.3", "oncogenicity", "oncogenic")
    assert of_case(board) == before
    classify(board.store, f"{board.profile_id}.3", "escat", "II-B")
    assert set(of_case(board)) - set(before) == {"ERBB2 amplification (6.1-fold)"}


def test_case_and_cohort_give_the_same_answers(board: Board) -> None:
    load(
        board.store, row(2, regions="exon 15"), row(3, gene="ERBB2", alteration_types="amplification"),
        row(4, gene="ALK", alteration_types="fusion"),
    )  # fmt: skip
    for number in (3, 4):
        classify(board.store, f"{board.profile_id}.{number}", "amp_asco_cap", "I-A")
    conclude(board.store, board.north.case_id)
    (one,) = [patient for patient in cohort(board) if patient.actionable]
    told = {label: state for label, state in of_case(board).items() if not label.startswith("TMB")}
    assert sorted(map(repr, one.answers)) == sorted(map(repr, told.values()))
    assert one.answers.count(FOUND) == 3


def test_the_cohort_keeps_patients_without_profile_and_says_who_they_are(board: Board) -> None:
    load(board.store)
    conclude(board.store, board.north.case_id)
    found = cohort(board)
    assert [
        (one.centre, one.outcome and one.outcome.value, one.actionable, one.answers) for one in found
    ] == [
        ("Northern hospital", "partial", True, (FOUND,)),
        ("Southern hospital", None, None, ()),
    ]
    assert {one.tumour for one in found} == {"Non-Small Cell Lung Cancer"}
    counted = panel_yield(found)
    assert (counted.both, counted.whole.left_out) == (1, (("without a reported profile", 1),))


def test_advice_that_was_withdrawn_names_nothing_any_more(board: Board) -> None:
    load(board.store)
    assert cohort(board)[0].answers == (FOUND,)
    wording = Recommendation(RecommendationKind.REBIOPSY, "As it stood.")
    value = (board.recommendation_ids[0], Withdrawal("replaced"), wording)
    recommendations.record_withdrawal(board.store, CHAIR, value, 1, new_id())
    assert cohort(board)[0].answers == ()


def test_each_finding_is_asked_once_however_often_it_was_named(board: Board) -> None:
    load(board.store)
    finding_id = f"{board.profile_id}.5"
    classify(board.store, finding_id, "escat", "I-A")
    classify(board.store, finding_id, "escat", "I-B", "laboratory-a")
    assert cohort(board)[0].answers == (FOUND,)


def test_a_profile_that_was_replaced_is_not_asked(board: Board) -> None:
    load(board.store)
    again = replace(reading(board.north.sample_id, calls=3), content_sha256="again")
    sample = SampleAcceptance(again, (board.north.specimen_id,), None, TODAY, as_reanalysis=True)
    run = RunAcceptance("SYN-RUN-2", "lab-a", (), (sample,), ())
    runs.record_run(board.store, actor("coordinator"), run, 0, new_id())
    assert cohort(board)[0].answers == ()


@pytest.mark.parametrize(("judged", "state"), [(JudgedOn.PROFILE, Gap.DAY), (JudgedOn.LIST, None)])
def test_a_row_is_valid_on_the_day_of_the_profile_or_of_the_list(
    board: Board, judged: JudgedOn, state: Gap | None
) -> None:
    load(board.store, row(valid_from="2999-01-01"), dated=date(2999, 1, 2))
    assert [gap for _, gap in cohort(board, judged=judged)[0].answers] == [state]


@pytest.mark.parametrize(
    ("user", "centres"),
    [
        ("coordinator", {"Northern hospital", "Southern hospital"}),
        ("analyst", {"Northern hospital", "Southern hospital"}),
        ("oncologist-north", {"Northern hospital"}),
        ("oncologist-south", {"Southern hospital"}),
        ("laboratory-a", {"Northern hospital"}),
        ("laboratory-b", set()),
        ("administrator", set()),
    ],
)
def test_each_counts_the_patients_within_reach(board: Board, user: str, centres: set[str]) -> None:
    load(board.store)
    assert {one.centre for one in cohort(board, user)} == centres


def test_a_finding_is_judged_for_the_tumour_of_its_own_profile(board: Board) -> None:
    load(board.store)
    tumour = Tumour("COAD", site="colon")
    opened = open_case(board.store, "P-003", tumour=tumour)
    calls = Findings(small_variants=(small_variant(1),))
    profile_id = accept_run(board.store, opened, findings=calls, content_sha256="third")
    recommend(board.store, opened.case_id, supporting=(supporting(profile_id, 1),))
    found = {one.tumour: one for one in cohort(board) if one.answers}
    assert {name: one.answers for name, one in found.items()} == {
        "Non-Small Cell Lung Cancer": (FOUND,),
        "Colorectal Cancer": ((PanelState.NOT_COVERED, Gap.TUMOUR),),
    }
    assert {name: one.listed for name, one in found.items()} == {
        "Non-Small Cell Lung Cancer": True,
        "Colorectal Cancer": False,
    }


@pytest.mark.parametrize(
    ("narrowed", "centres"),
    [
        (PanelNarrowed(), ["Northern hospital", "Southern hospital"]),
        (PanelNarrowed("south"), ["Southern hospital"]),
        (PanelNarrowed("no-such-centre"), []),
        (PanelNarrowed(since=TODAY, until=TODAY), ["Northern hospital", "Southern hospital"]),
        (PanelNarrowed(since=TODAY + timedelta(days=1)), []),
        (PanelNarrowed(until=TODAY - timedelta(days=1)), []),
        (PanelNarrowed("north", TODAY), ["Northern hospital"]),
    ],
)
def test_the_cohort_is_narrowed_to_a_centre_and_to_the_day_of_the_first_case(
    board: Board, narrowed: PanelNarrowed, centres: list[str]
) -> None:
    load(board.store)
    panel = panel_in_force(board.store, CHAIR)
    assert panel is not None
    found = panel_cohort(board.store, CHAIR, panel, JudgedOn.PROFILE, narrowed)
    assert [one.centre for one in found.patients] == centres
    assert found.synthetic == len(centres)


def test_narrowing_to_a_foreign_centre_shows_nobody_of_it(board: Board) -> None:
    load(board.store)
    south = actor("oncologist-south")
    panel = panel_in_force(board.store, south)
    assert panel is not None
    found = panel_cohort(board.store, south, panel, JudgedOn.PROFILE, PanelNarrowed("north"))
    assert found.patients == ()
