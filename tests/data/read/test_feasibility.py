"""The cohort against a trial: the same answers as the case page gives, within reach, naming nobody."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from components.trial_feasibility import by_centre, headline
from data.read.case import case_view
from data.read.feasibility import feasibility
from data.read.trial_matches import case_trials
from domain.cases import Specimen, Tumour
from domain.codes import SpecimenKind, SpecimenOrigin
from domain.findings import Findings
from domain.origins import Origin
from domain.quality import Outcome
from domain.single_test_words import Method, Result, Unit
from domain.single_tests import TestResult
from domain.thresholds import BLOOD_ASSAY
from domain.trials.criteria import (
    Any,
    Diagnosis,
    Genomic,
    Measure,
    MeasureKind,
    Not,
    Operator,
    Signature,
    SignatureKind,
    State,
    StateKind,
    Treated,
    Tree,
    TumourGroup,
    VariantCategory,
    WildType,
)
from domain.trials.matches import Answer
from domain.trials.trial import Arm, TrialStatus
from domain.views.feasibility import Counted, Feasibility
from endpoints.feasibility import grouped
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
    Signature(SignatureKind.MISMATCH_REPAIR, "MMR-Deficient"),
    Signature(SignatureKind.HOMOLOGOUS_REPAIR, "HRD"),
    Measure(MeasureKind.PD_L1_TPS, Operator.AT_LEAST, Decimal(50)),
    Measure(MeasureKind.PREVIOUS_LINES, Operator.AT_LEAST, Decimal(2)),
    State(StateKind.DISEASE, ("Metastatic",)),
    Treated(("docetaxel",), ("docetaxel",)),
    Genomic("BRAF", VariantCategory.MUTATION, origin=Origin.GERMLINE),
    Genomic("BRCA2", VariantCategory.MUTATION, origin=Origin.GERMLINE),
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


def single_tests() -> tuple[TestResult, ...]:
    """Tests beside the profile: mismatch repair, PD-L1, and a germline panel that found nothing."""
    return (
        TestResult("MMR", None, Method.IHC, Result.DETECTED, "MLH1 lost", lost_proteins=("MLH1",)),
        TestResult("PD-L1", "CD274", Method.IHC, Result.DETECTED, value_text="60", unit=Unit.TPS),
        TestResult("BRCA2", "BRCA2", Method.GERMLINE_PANEL, Result.NOT_DETECTED, origin=Origin.GERMLINE),
    )


@pytest.mark.parametrize("tested", [False, True], ids=["profiles", "with single tests"])
def test_the_cohort_is_answered_as_each_case_is(board: Board, blood: str, tested: bool) -> None:
    if tested:
        for number, one in enumerate(single_tests()):
            beside = replace(board.north, sample_id=f"P-001-TEST-{number}")
            accept_run(board.store, beside, findings=Findings(test_results=(one,)))
    for number, tree in enumerate(ASKED):
        keep(board.store, trial(number, tree))
    expected: dict[str, Counter[tuple[str, Answer]]] = defaultdict(Counter)
    for case_id in (board.north.case_id, blood):
        case = case_view(board.store, actor("chair"), case_id)
        assert case is not None
        for one_arm in case_trials(board.store, actor("chair"), case).arms:
            expected[one_arm.trial_id][(case.centre, one_arm.arm.eligibility)] += 1
    told = {f"EXAMPLE-{number:03}": counts(asked(board, tree)) for number, tree in enumerate(ASKED)}
    assert told == expected


def test_who_has_no_profile_is_in_no_number_and_told(board: Board) -> None:
    found = asked(board, V600E)
    assert (len(found.patients), found.without_profile, found.synthetic) == (1, 1, True)
    assert found.patients[0].year == (TODAY - timedelta(days=9)).year


def panel(*tests: tuple[str, Result, str | None]) -> Findings:
    """A local NGS panel: of each gene what it showed."""
    return Findings(
        test_results=tuple(
            TestResult(gene, gene, Method.NGS_PANEL, result, what) for gene, result, what in tests
        )
    )


def test_a_local_panel_alone_is_a_profile_of_what_it_assessed(board: Board) -> None:
    found = panel(
        ("BRAF", Result.DETECTED, "p.(Val600Glu)"), ("KRAS", Result.NOT_DETECTED, None),
        ("EGFR", Result.FAILED, None),
    )  # fmt: skip
    accept_run(board.store, board.south, findings=found)
    trees: tuple[Tree, ...] = (
        V600E, KRAS, Not(KRAS), WildType("KRAS"), WildType("EGFR"), WildType("TP53"),
    )  # fmt: skip
    expected = (
        Answer.PASS, Answer.FAIL, Answer.WARN, Answer.WARN, Answer.UNDETERMINED, Answer.UNDETERMINED
    )  # fmt: skip
    assert asked(board, V600E).without_profile == 0
    for number, tree in enumerate(trees):
        keep(board.store, trial(number, tree))
    told = [
        one.answer for tree in trees for one in asked(board, tree).patients if one.centre.startswith("South")
    ]
    case = case_view(board.store, actor("chair"), board.south.case_id)
    assert case is not None
    arms = {one.trial_id: one.arm for one in case_trials(board.store, actor("chair"), case).arms}
    of_the_case = [arms[f"EXAMPLE-{number:03}"].eligibility for number in range(len(trees))]
    assert tuple(told) == tuple(of_the_case) == expected
    said = arms["EXAMPLE-001"].answers[0].sentence
    assert "assessed by a local panel alone (KRAS" in said
    assert "which part of the gene it covers is not told" in said


def test_what_a_local_panel_detected_and_nobody_can_read_is_no_negative(board: Board) -> None:
    accept_run(board.store, board.south, findings=panel(("KRAS", Result.DETECTED, "codon 12 altered")))
    assert counts(asked(board, KRAS))["Southern hospital", Answer.FAIL] == 0


def test_a_test_of_one_marker_alone_is_still_no_profile(board: Board) -> None:
    fish = TestResult("ALK", "ALK", Method.FISH, Result.DETECTED, "ALK rearranged")
    accept_run(board.store, board.south, findings=Findings(test_results=(fish,)))
    assert asked(board, V600E).without_profile == 1


def test_a_local_panel_that_gave_no_result_is_counted_among_those_that_failed(board: Board) -> None:
    accept_run(board.store, board.south, findings=panel(("KRAS", Result.FAILED, None)))
    found = asked(board, V600E)
    assert (found.without_profile, len(found.failed)) == (0, 1)


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
    assert {one.name for one in fields(Counted)} == {
        "centre", "open_to_reader", "year", "answer", "failed",
    }  # fmt: skip


def test_a_later_act_is_counted_at_once(board: Board) -> None:
    assert len(asked(board, V600E).patients) == 1
    accept_run(board.store, board.south)
    assert len(asked(board, V600E).patients) == 2


def test_what_a_single_test_says_of_mismatch_repair_is_counted(board: Board) -> None:
    deficient = Signature(SignatureKind.MISMATCH_REPAIR, "MMR-Deficient")
    beside = replace(board.north, sample_id="P-001-MMR")
    accept_run(board.store, beside, findings=Findings(test_results=single_tests()[:1]))
    assert [one.answer for one in asked(board, deficient).patients] == [Answer.PASS]


@pytest.mark.parametrize(("stage", "answer"), [("IVB", Answer.PASS), ("IIIA", Answer.UNDETERMINED)])
def test_the_recorded_stage_says_how_far_the_disease_has_gone(
    board: Board, stage: str, answer: Answer
) -> None:
    metastatic = State(StateKind.DISEASE, ("Metastatic",))
    primary = Specimen(
        "lab-a", SpecimenKind.TISSUE, SpecimenOrigin.PRIMARY, ("P-004-DNA",), collected_on=TODAY
    )
    tumour = Tumour("LUAD", site="lung", stage=stage)
    opened = open_case(board.store, "P-004", "south", tumour=tumour, specimen=primary)
    accept_run(board.store, opened)
    found = asked(board, metastatic, "oncologist-south")
    assert [one.answer for one in found.patients] == [answer]
    keep(board.store, trial(match=metastatic))
    case = case_view(board.store, actor("chair"), opened.case_id)
    assert case is not None
    (arm,) = case_trials(board.store, actor("chair"), case).arms
    assert (arm.arm.eligibility, stage in arm.arm.answers[0].sentence) == (answer, True)


def test_patients_all_of_whose_profiles_failed_are_counted_and_told(board: Board) -> None:
    assert asked(board, V600E).failed == ()
    accept_run(board.store, board.south, outcome=Outcome.FAILED, findings=Findings())
    found = asked(board, V600E)
    assert (len(found.patients), len(found.failed)) == (2, 1)
    assert "Every profile of 1 patient among them failed" in told(found)
    assert "Every profile of <5 patients among them failed" in told(asked(board, V600E, "analyst"))


def told(found: Feasibility) -> str:
    return headline(found, grouped(found.patients, by_centre)[0].totals)


def counted_as(*answers: Answer, is_open: bool) -> str:
    people = tuple(Counted("A", is_open, 2026, answer, failed=True) for answer in answers)
    found = Feasibility((*people, *(Counted("A", is_open, 2026, Answer.PASS),) * 20), 0, False)
    return headline(found, grouped(found.patients, by_centre)[0].totals)


def test_what_became_of_failed_profiles_is_counted_and_never_assumed() -> None:
    undetermined, fail = Answer.UNDETERMINED, Answer.FAIL
    told = counted_as(undetermined, fail, fail, is_open=True)
    assert "Every profile of 3 patients among them failed: 1 undetermined, 2 fail." in told
    assert "failed: most of them undetermined." in counted_as(*[undetermined] * 5, fail, is_open=False)
    assert "failed: all of them undetermined." in counted_as(*[undetermined] * 5, is_open=False)
    few = counted_as(undetermined, *[fail] * 6, is_open=False)
    assert "7 patients among them failed: some of them undetermined, what needs no profile decides" in few
    assert "failed: none of them undetermined" in counted_as(*[fail] * 6, is_open=False)
    assert "Every profile of <5 patients among them failed. By" in counted_as(fail, is_open=False)
