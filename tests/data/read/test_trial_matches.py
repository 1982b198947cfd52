"""A case against the register: ranked, with its sentences, its states, and what is not known."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from components.trial_words import nearest_words
from data.journal import new_id
from data.read.case import case_view
from data.read.trial_matches import case_trials
from data.record.trial_match_states import record_match_state
from data.record.trials import record_distances, record_trial_closed
from data.reference.previous_drugs import treated_by
from domain.findings import Findings
from domain.single_test_words import Method, Result
from domain.single_tests import TestResult
from domain.thresholds import BLOOD_ASSAY
from domain.trial_register import CentreDistance, DistanceTable, TrialClosing
from domain.trial_states import MatchState, MatchStateChange
from domain.trials.criteria import (
    All,
    Any,
    Diagnosis,
    Genomic,
    Measure,
    MeasureKind,
    Not,
    Operator,
    State,
    StateKind,
    Treated,
    VariantCategory,
)
from domain.trials.matches import Answer
from domain.trials.matching import ranked_arms
from domain.trials.trial import Arm, Site, TrialStatus
from domain.views.trials import CaseTrials, DistanceView, ways
from tests.builders import TODAY, Board, accept_run, actor, new_board, small_variant
from tests.trials import KRAS, V600E, keep, trial


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = new_board(tmp_path / "home", calls=4)
    yield made
    made.store.close()


def found(board: Board, user: str = "chair", case_id: str | None = None) -> CaseTrials:
    case = case_view(board.store, actor(user), case_id or board.north.case_id)
    assert case is not None
    return case_trials(board.store, actor(user), case)


def arms(one: CaseTrials) -> list[tuple[str, str]]:
    return [(arm.key, arm.answer.value) for arm in one.arms]


def sentences(one: CaseTrials, place: int = 0) -> str:
    return " ".join(answer.sentence for answer in one.arms[place].arm.answers)


def test_an_empty_register_matches_nothing(board: Board) -> None:
    assert found(board).trials == {}
    assert found(board).arms == ()


def test_the_arms_are_ranked_and_say_why(board: Board) -> None:
    keep(board.store, trial(1, KRAS))
    keep(board.store, trial(2, V600E))
    one = found(board)
    assert arms(one) == [("EXAMPLE-002/ARM 1", "pass"), ("EXAMPLE-001/ARM 1", "fail")]
    assert "BRAF V600E" in sentences(one)
    assert "VAF 23.4 %" in sentences(one)
    assert [one.findings[i] for i in one.arms[0].arm.finding_ids] == ["BRAF V600E"]
    assert (one.count(Answer.PASS), one.count(Answer.FAIL), one.count(Answer.WARN)) == (1, 1, 0)


def test_what_the_case_says_of_the_patient_is_asked(board: Board) -> None:
    asked = All(
        (
            Measure(MeasureKind.ECOG, Operator.AT_MOST, Decimal(1)),
            Measure(MeasureKind.PREVIOUS_LINES, Operator.AT_LEAST, Decimal(2)),
            State(StateKind.SEX, ("Female",)),
            State(StateKind.DISEASE, ("Metastatic",)),
            Measure(MeasureKind.TMB, Operator.AT_LEAST, Decimal(10)),
            Diagnosis("Lung Adenocarcinoma", "LUAD"),
        )
    )
    keep(board.store, trial(match=asked))
    one = found(board)
    assert arms(one) == [("EXAMPLE-001/ARM 1", "pass")]
    assert "12.6" in sentences(one)


def test_what_was_not_assessed_is_undetermined_with_the_test_that_decides_it(board: Board) -> None:
    keep(board.store, trial(match=Genomic("ROS1", VariantCategory.STRUCTURAL)))
    one = found(board)
    assert one.arms[0].answer is Answer.UNDETERMINED
    assert "ROS1" in " ".join(one.arms[0].arm.further_tests)
    unprofiled = found(board, case_id=board.south.case_id)
    assert unprofiled.arms[0].answer is Answer.UNDETERMINED


def test_a_trial_that_was_recorded_by_bare_names_finds_the_drugs_by_every_name_of_today(
    board: Board,
) -> None:
    def written(*lines: str) -> str:
        case = case_view(board.store, actor("chair"), board.north.case_id)
        assert case is not None
        asked = case_trials(board.store, actor("chair"), replace(case, previous_lines_text=", ".join(lines)))
        return sentences(asked)

    bare = Not(Treated(("osimertinib", "5-FU"), ("osimertinib", "5-fu")))
    keep(board.store, trial(match=All((Any((bare,)), V600E))))
    assert "Fluorouracil, another name of 5-FU, stands" in written("fluorouracil")
    rebuilt = found(board).trials["EXAMPLE-001"].entry.trial.arms[0].match
    assert isinstance(rebuilt, All)
    assert rebuilt.parts[0] == Any((Not(treated_by(("osimertinib", "5-FU"))),))


def test_a_single_test_that_stands_is_asked(board: Board) -> None:
    tested = TestResult("ROS1", "ROS1", Method.FISH, Result.DETECTED, "ROS1 rearranged")
    keep(board.store, trial(match=Genomic("ROS1", VariantCategory.STRUCTURAL)))
    accept_run(
        board.store, replace(board.north, sample_id="P-001-FISH"), findings=Findings(test_results=(tested,))
    )
    assert found(board).arms[0].answer in {Answer.PASS, Answer.WARN}


def test_a_change_seen_in_blood_alone_warns(board: Board) -> None:
    keep(board.store, trial(match=KRAS))
    assert found(board).arms[0].answer is Answer.FAIL
    kras = small_variant(
        2, chrom="chr12", pos=25_398_285, ref="C", alt="A", gene="KRAS", reported_gene="KRAS",
        p_dot="NP_004976.2:p.(Gly12Cys)", c_dot="NM_004985.3:c.34G>T", transcript="NM_004985.3",
    )  # fmt: skip
    blood = replace(board.north, sample_id="P-001-BLOOD")
    accept_run(board.store, blood, assay=BLOOD_ASSAY, findings=Findings(small_variants=(kras,)))
    assert found(board).arms[0].answer is Answer.WARN
    assert "blood" in sentences(found(board))


def test_a_trial_that_was_closed_here_fails_whoever_fits(board: Board) -> None:
    keep(board.store, trial())
    record_trial_closed(
        board.store, actor("chair"), TrialClosing("EXAMPLE-001", TODAY, "No drug left"), 1, new_id()
    )
    one = found(board).arms[0]
    assert (one.answer, one.arm.eligibility) == (Answer.FAIL, Answer.PASS)


def test_the_nearer_of_two_equal_trials_comes_first_and_only_for_its_centre(board: Board) -> None:
    far, near = Site("Far away", status=TrialStatus.OPEN), Site("Next door", status=TrialStatus.OPEN)
    keep(board.store, trial(1, sites=(far,)))
    keep(board.store, trial(2, sites=(near,)))
    assert [one.trial_id for one in found(board).arms] == ["EXAMPLE-001", "EXAMPLE-002"]
    ways = (CentreDistance("north", "Far away", 120), CentreDistance("north", "Next door", 3))
    record_distances(board.store, actor("chair"), DistanceTable(ways), 0, new_id())
    assert [one.trial_id for one in found(board).arms] == ["EXAMPLE-002", "EXAMPLE-001"]
    assert found(board, case_id=board.south.case_id).distances == {}


def test_the_arms_of_all_trials_stand_in_one_order_whichever_trial_they_are_of(board: Board) -> None:
    of_gene = Genomic("BRAF", VariantCategory.MUTATION)
    both = (
        Arm("ARM 1", status=TrialStatus.OPEN, slots_open=2, match=V600E),
        Arm("ARM 2", status=TrialStatus.OPEN, slots_open=0, match=V600E),
    )
    keep(board.store, trial(1, arms=both))
    keep(board.store, trial(2, V600E))
    keep(board.store, trial(3, of_gene))
    one = found(board)
    assert [arm.key for arm in one.arms] == [
        f"{matched.trial.trial_id}/{arm.arm.code}"
        for matched, arm in ranked_arms([entry.match for entry in one.trials.values()])
    ]
    assert one.arms[0].key == "EXAMPLE-001/ARM 1"
    assert [arm.key for arm in one.arms].index("EXAMPLE-001/ARM 2") > 1


def test_the_state_of_one_arm_is_not_that_of_another(board: Board) -> None:
    arms = (Arm("ARM 1", match=V600E), Arm("ARM 2", match=V600E))
    keep(board.store, trial(arms=arms))
    for arm, state in (
        (None, MatchState.CONTACTED),
        ("ARM 1", MatchState.SCREENED),
        ("ARM 2", MatchState.ENROLLED),
    ):
        change = MatchStateChange(board.north.case_id, "EXAMPLE-001", state, TODAY, arm)
        record_match_state(board.store, actor("coordinator"), change, 0, new_id())
    one = found(board).trials["EXAMPLE-001"]
    assert one.state_words("ARM 2") == "Enrolled"
    assert one.state_words("ARM 1") == "Screened; enrolled: ARM 2"
    assert one.state_words("ARM 3") == "Contacted; enrolled: ARM 2"
    assert [one.version_of(board.north.case_id, arm) for arm in ("ARM 1", "ARM 2", "ARM 3")] == [1, 1, 0]


def test_the_state_of_a_match_stands_with_its_trial(board: Board) -> None:
    keep(board.store, trial())
    assert found(board).trials["EXAMPLE-001"].state is MatchState.NEW
    change = MatchStateChange(board.north.case_id, "EXAMPLE-001", MatchState.SCREENED, TODAY)
    record_match_state(board.store, actor("oncologist-north"), change, 0, new_id())
    one = found(board).trials["EXAMPLE-001"]
    assert (one.state, [state.version for state in one.states]) == (MatchState.SCREENED, [1])
    assert found(board, case_id=board.south.case_id).trials["EXAMPLE-001"].states == ()


def test_the_site_that_is_named_as_the_nearest_is_the_one_that_ranks() -> None:
    sites = (Site("By train", status=TrialStatus.OPEN), Site("By car", status=TrialStatus.OPEN))
    known = {
        "By train": DistanceView("north", "Northern hospital", "By train", None, 30, 1),
        "By car": DistanceView("north", "Northern hospital", "By car", 100, None, 1),
    }
    assert ways(known) == {"By car": 100}
    assert nearest_words(sites, known) == "By car, 100 km"
    at_hand = {"By train": DistanceView("north", "Northern hospital", "By train", None, 0, 1)}
    assert nearest_words(sites, at_hand) == "By train, 0 min"
