"""The cohort against a trial: the same answers as the case page gives, within reach, naming nobody."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest

from data.read.case import case_view
from data.read.feasibility import feasibility
from data.read.trial_matches import case_trials
from domain.findings import Findings
from domain.thresholds import BLOOD_ASSAY
from domain.trials.criteria import (
    Any,
    Diagnosis,
    Genomic,
    Not,
    Signature,
    SignatureKind,
    Tree,
    TumourGroup,
    VariantCategory,
    WildType,
)
from domain.trials.matches import Answer
from domain.trials.trial import Arm, TrialStatus
from domain.views.feasibility import Counted, Feasibility
from tests.builders import TODAY, Board, accept_run, actor, biomarkers, new_board, open_case, small_variant
from tests.trials import KRAS, V600E, keep, trial

ASKED: tuple[Tree, ...] = (
    V600E,
    KRAS,
    Not(KRAS),
    WildType("TP53"),
    Genomic("ERBB2", VariantCategory.COPY_NUMBER),
    Genomic("ALK", VariantCategory.STRUCTURAL),
    Genomic("ROS1", VariantCategory.STRUCTURAL),
    Genomic(None, VariantCategory.STRUCTURAL),
    Signature(SignatureKind.MICROSATELLITES, "MSI-H"),
    Signature(SignatureKind.MICROSATELLITES, "MSS"),
    Any((Diagnosis("Melanoma", "MEL"), Diagnosis("_SOLID_", None, TumourGroup.SOLID))),
)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = new_board(tmp_path / "home", calls=4)
    yield made
    made.store.close()


@pytest.fixture
def blood(board: Board) -> str:
    """The case of a southern patient whose blood alone was profiled."""
    opened = open_case(board.store, "P-003", "south")
    found = Findings(small_variants=(small_variant(),), biomarkers=biomarkers("3.1", "41.0"))
    accept_run(board.store, opened, assay=BLOOD_ASSAY, findings=found)
    return opened.case_id


def asked(board: Board, tree: Tree, user: str = "chair") -> Feasibility:
    return feasibility(board.store, actor(user), tree)


def counts(found: Feasibility) -> Counter[tuple[str, Answer]]:
    return Counter((one.centre, one.answer) for one in found.patients)


@pytest.mark.parametrize("tree", ASKED, ids=str)
def test_the_cohort_is_answered_as_each_case_is(board: Board, blood: str, tree: Tree) -> None:
    keep(board.store, trial(match=tree))
    expected: Counter[tuple[str, Answer]] = Counter()
    for case_id in (board.north.case_id, blood):
        case = case_view(board.store, actor("chair"), case_id)
        assert case is not None
        (one,) = case_trials(board.store, actor("chair"), case).arms
        expected[(case.centre, one.arm.eligibility)] += 1
    assert counts(asked(board, tree)) == expected


def test_who_has_no_profile_is_in_no_number_and_told(board: Board) -> None:
    found = asked(board, V600E)
    assert (len(found.patients), found.without_profile, found.synthetic) == (1, 1, True)
    assert found.patients[0].year == (TODAY - timedelta(days=9)).year


def test_of_a_trial_the_best_arm_answers_whether_it_is_open_or_not(board: Board) -> None:
    closed = trial(
        status=TrialStatus.CLOSED,
        arms=(Arm("A", match=KRAS), Arm("B", status=TrialStatus.CLOSED, match=V600E)),
    )
    found = feasibility(board.store, actor("chair"), closed)
    assert [one.answer for one in found.patients] == [Answer.PASS]


@pytest.mark.parametrize(
    ("user", "centres", "is_open"),
    [
        ("chair", {"Northern hospital", "Southern hospital"}, True),
        ("coordinator", {"Northern hospital", "Southern hospital"}, True),
        ("analyst", {"Northern hospital", "Southern hospital"}, False),
        ("member", {"Northern hospital", "Southern hospital"}, False),
        ("oncologist-north", {"Northern hospital"}, True),
        ("laboratory-a", {"Northern hospital", "Southern hospital"}, False),
        ("laboratory-b", set(), False),
        ("administrator", set(), False),
    ],
)
def test_each_role_counts_its_own_cohort(
    board: Board, blood: str, user: str, centres: set[str], is_open: bool
) -> None:
    found = asked(board, V600E, user)
    assert {one.centre for one in found.patients} == centres
    assert {one.open_to_reader for one in found.patients} == ({is_open} if centres else set())


def test_no_id_of_a_patient_is_in_the_answer(board: Board, blood: str) -> None:
    told = repr(asked(board, V600E, "analyst"))
    ids = (board.north.patient_id, board.north.case_id, board.profile_id, blood, "P-001", "P-003")
    assert [one for one in ids if one in told] == []
    assert {one.name for one in fields(Counted)} == {"centre", "open_to_reader", "year", "answer"}


def test_a_later_act_is_counted_at_once(board: Board) -> None:
    assert len(asked(board, V600E).patients) == 1
    accept_run(board.store, board.south)
    assert len(asked(board, V600E).patients) == 2
