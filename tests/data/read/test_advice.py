"""What the board's acts start from: labels and versions read again by id, in the actor's reach."""

from pathlib import Path

import pytest

from data.journal import new_id
from data.reach import reach_of
from data.read.advice import advice_lists, read_case_acts
from data.record import cases, findings, recommendations
from domain.cases import Conclusion
from domain.classifications import Classification, ReportedMark
from domain.recommendations import Ordering, Withdrawal
from domain.views.advice import CaseActs
from tests.builders import Board, actor, new_board


@pytest.fixture
def board(tmp_path: Path) -> Board:
    return new_board(tmp_path / "home")


def seen_by(board: Board, user: str, case_id: str, *chosen: str) -> CaseActs | None:
    with board.store.reading(reach_of(actor(user))) as reader:
        return read_case_acts(reader, case_id, chosen)


def acts(board: Board, *chosen: str) -> CaseActs:
    found = seen_by(board, "chair", board.north.case_id, *chosen)
    assert found is not None
    return found


def test_the_advice_stands_in_the_boards_order_with_its_wording(board: Board) -> None:
    first, second = acts(board).in_force
    assert first.title == "Approved therapy: dabrafenib + trametinib"
    assert first.wording.drugs == ("dabrafenib", "trametinib")
    assert [f.label for f in first.wording.supporting] == ["BRAF p.(Val600Glu)"]
    assert second.title == "Clinical trial: SYN-2026-014"
    turned = (board.north.case_id, Ordering((second.recommendation_id, first.recommendation_id)))
    recommendations.record_order(board.store, actor("chair"), turned, acts(board).version, new_id())
    assert [a.recommendation_id for a in acts(board).in_force] == [
        second.recommendation_id,
        first.recommendation_id,
    ]


def test_chosen_findings_are_read_again_by_their_ids_in_the_tables_order(board: Board) -> None:
    chosen = [f"{board.profile_id}.{number}" for number in (5, 4, 3, 1)]
    found = acts(board, *chosen).findings
    assert [f.finding_id for f in found] == chosen
    assert [f.label for f in found] == [
        "BRAF p.(Val600Glu)", "EML4-ALK fusion", "ERBB2 gain", "TMB 12.6 mutations/Mb",
    ]  # fmt: skip
    assert {f.version for f in found} == {0}
    assert {f.reported for f in found} == {None}


def test_the_versions_are_those_that_the_next_act_must_have_seen(board: Board) -> None:
    finding = f"{board.profile_id}.5"
    for level in ("I-A", "II-B"):
        said = (finding, Classification("escat", level))
        version = acts(board, finding).findings[0].version
        findings.record_classification(board.store, actor("chair"), said, version, new_id())
    mark = (board.profile_id, ReportedMark((5,), True))
    version = acts(board, finding).profile_versions[board.profile_id]
    findings.record_reported(board.store, actor("chair"), mark, version, new_id())
    now = acts(board, finding)
    assert (now.findings[0].version, now.findings[0].reported) == (2, True)
    assert now.profile_versions == {board.profile_id: version + 1}
    conclusion = (board.north.case_id, Conclusion(True))
    cases.record_conclusion(board.store, actor("chair"), conclusion, now.version, new_id())
    assert (acts(board).version, acts(board).actionable) == (now.version + 1, True)


def test_a_withdrawn_recommendation_is_not_in_force(board: Board) -> None:
    one = acts(board).in_force[0]
    value = (one.recommendation_id, Withdrawal("new_result"), one.wording)
    recommendations.record_withdrawal(board.store, actor("chair"), value, one.version, new_id())
    now = acts(board)
    assert [a.withdrawn for a in now.advice] == [False, True]
    assert one.recommendation_id not in {a.recommendation_id for a in now.in_force}


def test_another_patients_finding_is_left_out(board: Board) -> None:
    found = seen_by(board, "chair", board.south.case_id, f"{board.profile_id}.5", "nonsense", "a.b")
    assert found is not None
    assert found.findings == ()


def test_a_case_out_of_reach_is_as_one_that_does_not_exist(board: Board) -> None:
    assert seen_by(board, "oncologist-south", board.north.case_id) is None
    assert seen_by(board, "oncologist-south", "no-such-case") is None


def test_every_scheme_has_levels_and_every_drug_one_entry() -> None:
    lists = advice_lists()
    assert all(lists.levels[scheme.code] for scheme in lists.schemes)
    codes = [drug.code for drug in lists.drugs]
    assert len(codes) == len(set(codes)) > 100
