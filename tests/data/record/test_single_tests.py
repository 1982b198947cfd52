"""A single test becomes a profile of its own assay, by the act that takes runs; a rebuild gives the same."""

import json
from datetime import timedelta
from typing import Any

import pytest
from pyarrow import parquet

import queries
from data.ingest.single_tests import reading_of_tests
from data.journal import new_id
from data.plain_values import restored
from data.record import findings, recommendations, runs
from data.record.act import plain
from domain.acceptance import RunAcceptance, SampleAcceptance
from domain.classifications import Classification, ReportedMark
from domain.codes import RecommendationKind
from domain.readings import SampleReading
from domain.recommendations import Recommendation, SupportingFinding
from domain.refused import Refused, Unreachable
from domain.single_test_words import Method, Result, Unit
from tests.builders import TODAY, Board, accept_run, actor
from tests.single_tests import enter, result

PD_L1: dict[str, Any] = {
    "marker": "PD-L1", "gene": "CD274", "method": Method.IHC, "what": None, "kit": "22C3"
}  # fmt: skip


def rows(board: Board, sql: str) -> list[tuple[Any, ...]]:
    return board.store._connection.execute(sql).fetchall()


def profiles(board: Board) -> list[tuple[Any, ...]]:
    return rows(
        board,
        "select assay, outcome, outcome_reason, reported_on from main.profile where assay <> 'TSO500' "
        "order by profile_no",
    )


def test_a_test_is_a_profile_of_its_own_assay_with_all_it_showed(board: Board) -> None:
    lost = result(marker="MMR", gene=None, method=Method.IHC, what=None, lost_proteins=("MLH1", "PMS2"))
    enter(board.store, board.north, result(value_text="24", unit=Unit.PERCENT_CELLS, tumour_cell_percent=60))
    enter(board.store, board.north, lost, user="laboratory-a")
    assert profiles(board) == [("FISH", "success", "", TODAY), ("IHC", "success", "", TODAY)]
    assert rows(
        board,
        "select marker, method, result, what, value_text, unit, kit, tumour_cell_percent, lost_proteins "
        "from main.test_result order by profile_no",
    ) == [
        ("ALK", "fish", "detected", "ALK rearranged", "24", "percent_cells", "Vysis", 60.0, None),
        ("MMR", "ihc", "detected", None, None, None, "Vysis", None, "MLH1\nPMS2"),
    ]
    assert rows(
        board,
        "select gene, origin, variant_key from main.finding where class = 'test_result' order by profile_no",
    ) == [
        ("ALK", "unknown", "test:fish:ALK:alk rearranged:percent_cells:detected"),
        (None, "unknown", "test:ihc:MMR:::detected"),
    ]


def test_several_results_of_one_test_are_one_profile(board: Board) -> None:
    both = [result(**PD_L1, value_text=v, unit=u) for v, u in (("60", Unit.TPS), ("65", Unit.CPS))]
    profile_id = enter(board.store, board.north, *both)
    assert rows(
        board, f"select finding_no, variant_key from main.finding where profile_id = '{profile_id}'"
    ) == [(1, both[0].variant_key), (2, both[1].variant_key)]


def test_a_failed_test_is_a_failed_profile_that_says_why(board: Board) -> None:
    enter(board.store, board.north, result(result=Result.FAILED, what=None, comment="RNA degraded"))
    assert profiles(board)[0][:3] == ("FISH", "failed", "The test gave no result (ALK: RNA degraded).")


def test_a_double_click_gives_one_test(board: Board) -> None:
    token = new_id()
    assert enter(board.store, board.north, token=token) == enter(board.store, board.north, token=token)
    assert len(profiles(board)) == 1


def test_a_test_does_not_replace_the_profile_of_its_specimen_nor_another_test(board: Board) -> None:
    enter(board.store, board.north)
    enter(board.store, board.north, result(**PD_L1, value_text="60", unit=Unit.TPS))
    enter(board.store, board.north, reported_on=TODAY - timedelta(days=30))
    assert rows(board, "select count(*) from main.profile where supersedes is not null") == [(0,)]


def test_the_same_test_again_is_refused_and_a_correction_replaces_it(board: Board) -> None:
    first = enter(board.store, board.north)
    with pytest.raises(Refused, match="brought in before; nothing was recorded"):
        enter(board.store, board.north)
    corrected = result(what="EML4::ALK rearranged")
    with pytest.raises(Refused, match="Accept these as a re-analysis"):
        enter(board.store, board.north, corrected)
    enter(board.store, board.north, corrected, replaces=True)
    assert rows(board, "select supersedes from main.profile where supersedes is not null") == [(first,)]


@pytest.mark.parametrize("user", ["chair", "member", "oncologist-north", "analyst", "administrator"])
def test_other_roles_may_not_enter_a_test(board: Board, user: str) -> None:
    with pytest.raises(Refused, match="may not do this"):
        enter(board.store, board.north, user=user)
    assert profiles(board) == []


def test_another_laboratory_does_not_find_the_specimen(board: Board) -> None:
    with pytest.raises(Unreachable):
        enter(board.store, board.north, user="laboratory-b", laboratory="lab-b")
    with pytest.raises(Refused, match="another laboratory's"):
        enter(board.store, board.north, user="laboratory-b")
    assert profiles(board) == []


def test_a_test_can_be_classified_marked_and_rested_on(board: Board) -> None:
    profile_id = enter(board.store, board.north)
    finding_id = f"{profile_id}.1"
    value = (finding_id, Classification("escat", "I-A"))
    findings.record_classification(board.store, actor("chair"), value, 0, new_id())
    findings.record_reported(board.store, actor("chair"), (profile_id, ReportedMark((1,), True)), 0, new_id())
    advice = Recommendation(
        RecommendationKind.APPROVED_THERAPY, drugs=("alectinib",), rationale="ALK rearranged.",
        supporting=(SupportingFinding(finding_id, result().label),),
    )  # fmt: skip
    recommendations.record_recommendation(
        board.store, actor("chair"), (board.north.case_id, advice), 0, new_id()
    )
    where = f"where profile_id = '{profile_id}'"
    assert rows(board, f"select level from main.classification {where}") == [("I-A",)]
    assert rows(board, f"select reported from main.finding_mark {where}") == [(True,)]
    assert rows(
        board, f"select label from main.recommendation_finding where finding_id = '{finding_id}'"
    ) == [("ALK by FISH, ALK rearranged: detected",)]


def test_a_bundle_from_before_there_were_single_tests_is_read(board: Board) -> None:
    profile_id = accept_run(board.store, board.north, calls=3, pair_id="P-900", content_sha256="other")
    ((sha256,),) = rows(board, f"select bundle_sha256 from main.profile where profile_id = '{profile_id}'")
    bundles = board.store.home / "bundles"
    added = {"marker", "method", "result", "what", "kit", "tumour_cell_percent", "lost_proteins", "comment"}
    whole = parquet.read_table(bundles / f"{sha256}.parquet")
    old = bundles / "old.parquet"
    parquet.write_table(whole.drop_columns([name for name in whole.column_names if name in added]), old)
    query = queries.load("projection/bundle_test_result").sql
    cursor = board.store._connection.cursor()
    of_run = {"bundles": [str(old)], "rows": json.dumps([{"bundle": str(old), "profile_no": 1}])}
    cursor.execute(query, of_run)
    old.unlink()
    assert rows(board, "select count(*) from main.test_result") == [(0,)]


def test_a_test_of_two_patients_specimens_is_refused(board: Board) -> None:
    sample = SampleAcceptance(
        reading_of_tests("S-1 / FISH ALK / 2026-05-04", (result(),)),
        (board.north.specimen_id, board.south.specimen_id),
    )
    run = RunAcceptance("Single test", "lab-a", (), (sample,))
    with pytest.raises(Refused, match="different patients"):
        runs.record_run(board.store, actor("coordinator"), run, 0, new_id())


def test_a_test_that_waited_in_the_inbox_is_the_same_test() -> None:
    sample = reading_of_tests(
        "S-1 / IHC MMR / 2026-05-04",
        (result(marker="MMR", gene=None, method=Method.IHC, what=None, lost_proteins=("MSH6",)),),
    )
    assert restored(SampleReading, plain(sample)) == sample
