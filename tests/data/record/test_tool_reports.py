"""A tool's table is accepted in one event and stands beside what people say."""

from dataclasses import replace
from pathlib import Path

import pytest

from data.journal import new_id
from data.reach import reach_of
from data.read.classified_before import findings_said
from data.read.tool_reports import kept_tool_mapping, tool_findings
from data.record import PROJECTIONS, tool_reports
from data.store import Store, open_store
from domain.cases import Patient
from domain.classifications import Classification
from domain.codes import Sex
from domain.findings import CopyNumberCall, Findings, Rearrangement, SpliceVariant
from domain.refused import Refused, Unreachable
from domain.tool_matching import match_rows
from domain.tool_reports import ToolMapping, ToolReport, ToolRow, ToolSaid, ToolWord
from tests.builders import TODAY, Board, accept_run, actor, new_board, open_case
from tests.data.read.test_classified_before import braf, classify

NORTHERN = Patient("P-001", Sex.FEMALE, 1961, "north", synthetic=True)
MAPPING = ToolMapping({"Gene": "gene"}, {"escat|x": "I-A"}, {"tool": "OncoKDM"})


@pytest.fixture
def board(tmp_path: Path) -> Board:
    return new_board(tmp_path / "home", calls=2)


def report(
    board: Board, laboratory: str = "lab-a", sha256: str = "a" * 64, level: str = "II-A"
) -> ToolReport:
    one = braf(board)
    said = (
        ToolSaid(one, "escat", level, "OncoKDM", "7.1", TODAY, "As printed"),
        ToolSaid(one, "oncokb", "1", "OncoKDM", "7.1", TODAY),
        ToolSaid(one, "oncokb", "R1", "OncoKDM", "7.1", TODAY, None, resistance=True),
    )
    return ToolReport(laboratory, "report.csv", sha256, "headings", MAPPING, said, 3)


def accept(board: Board, value: ToolReport, user: str = "laboratory-a") -> None:
    tool_reports.record_tool_report(board.store, actor(user), value, 0, new_id())


def told(store: Store, finding_id: str) -> list[tuple[str, str, bool]]:
    with store.reading(reach_of(actor("chair"))) as reader:
        history = findings_said(reader, [finding_id])[finding_id].history
    return [(line.by, line.label, line.in_force) for line in history]


@pytest.mark.parametrize("user", ["laboratory-a", "coordinator"])
def test_a_table_is_one_event_and_its_words_stand_beside_those_of_people(board: Board, user: str) -> None:
    classify(board.store, "chair", braf(board))
    before = board.store.sequence
    accept(board, report(board), user)
    assert board.store.sequence == before + 1
    assert told(board.store, braf(board)) == [
        ("OncoKDM 7.1", "ESCAT II-A", True),
        ("OncoKDM 7.1", "OncoKB level 1", True),
        ("OncoKDM 7.1", "OncoKB level R1", True),
        ("Board", "ESCAT I-A", True),
    ]


def test_a_later_report_of_the_tool_supersedes_its_word_and_nobody_elses(board: Board) -> None:
    accept(board, report(board))
    accept(board, report(board, sha256="b" * 64, level="I-B"))
    escat = [line for line in told(board.store, braf(board)) if "ESCAT" in line[1]]
    assert escat == [("OncoKDM 7.1", "ESCAT I-B", True), ("OncoKDM 7.1", "ESCAT II-A", False)]


def test_the_words_of_people_stand_before_a_tools_whatever_their_scheme(board: Board) -> None:
    accept(board, report(board))
    classify(board.store, "laboratory-a", braf(board), Classification("nct_dktk", "m1A"))
    classify(board.store, "chair", braf(board), Classification("oncogenicity", "oncogenic"))
    with board.store.reading(reach_of(actor("chair"))) as reader:
        profile = reader.row("reach/profile", profile_id=board.profile_id)
        assert profile is not None
        rows = reader.rows("findings/classifications", profile_no=profile["profile_no"])
    of = [row["said_by"] for row in rows if str(row["finding_no"]) == braf(board).rpartition(".")[2]]
    assert of[:2] == ["board", "laboratory"]
    assert set(of[2:]) == {"OncoKDM"}


def test_a_persons_form_is_not_made_stale_by_a_tool(board: Board) -> None:
    accept(board, report(board))
    classify(board.store, "chair", braf(board), Classification("escat", "I-A"))
    assert ("Board", "ESCAT I-A", True) in told(board.store, braf(board))


def test_the_same_file_is_refused_the_second_time(board: Board) -> None:
    accept(board, report(board))
    with pytest.raises(Refused, match="accepted before"):
        accept(board, report(board))


@pytest.mark.parametrize("user", ["chair", "member", "oncologist-north", "analyst", "administrator"])
def test_other_roles_may_not(board: Board, user: str) -> None:
    with pytest.raises(Refused, match="may not do this"):
        accept(board, report(board), user)


@pytest.mark.parametrize(
    ("user", "laboratory"), [("laboratory-b", "lab-a"), ("laboratory-b", "lab-b"), ("coordinator", "lab-b")]
)
def test_a_finding_of_another_laboratory_is_not_found(board: Board, user: str, laboratory: str) -> None:
    with pytest.raises(Unreachable, match="no such"):
        accept(board, report(board, laboratory), user)


def test_a_level_that_its_scheme_does_not_have_is_refused(board: Board) -> None:
    with pytest.raises(Refused, match="not in the list"):
        accept(board, report(board, level="IX"))


def test_a_table_that_meets_nothing_is_no_report(board: Board) -> None:
    with pytest.raises(Refused, match="nothing to record"):
        ToolReport("lab-a", "x", "a", "b", MAPPING, (), 4)


def test_a_rebuild_gives_the_same(board: Board) -> None:
    classify(board.store, "laboratory-a", braf(board))
    accept(board, report(board))
    expected, one = told(board.store, braf(board)), braf(board)
    home = board.store.home
    board.store.close()
    (home / "store.duckdb").unlink()
    again = open_store(home, PROJECTIONS)
    assert told(again, one) == expected
    again.close()


def test_how_the_columns_were_read_is_found_again_by_the_laboratory_alone(board: Board) -> None:
    accept(board, report(board))
    for user, found in (("laboratory-a", True), ("coordinator", True), ("laboratory-b", False)):
        with board.store.reading(reach_of(actor(user))) as reader:
            kept = kept_tool_mapping(reader, "lab-a", "headings")
        assert (kept is not None and kept.mapping == MAPPING) is found


def test_the_findings_of_the_samples_a_table_names_are_looked_up(board: Board) -> None:
    rows = [ToolRow(2, board.north.sample_id, "BRAF", (), None, (), "T", "1", TODAY, None)]
    with board.store.reading(reach_of(actor("laboratory-a"))) as reader:
        found = tool_findings(reader, "lab-a", rows)
        nothing = tool_findings(reader, "lab-b", rows)
    assert [one.label for one in found if one.gene == "BRAF"] == ["BRAF p.(Val600Glu)"]
    assert {one.kind for one in found} == {"small_variant", "fusion"}
    assert nothing == ()


def test_splice_variants_and_losses_of_exons_are_among_what_a_table_may_mean(board: Board) -> None:
    opened = open_case(board.store, "P-009")
    loss = Rearrangement("BRCA1", "BRCA1", "chr17", 1, 2, "2-3", 0.5, "0.5", CopyNumberCall.LOSS)
    met = SpliceVariant("MET", "MET", "14", "chr7:116411708", "chr7:116414934", 40, 3)
    found = Findings(splice_variants=(met,), rearrangements=(loss,))
    accept_run(board.store, opened, findings=found)
    words = (ToolWord("escat", "I-B"),)
    rows = [
        ToolRow(2, opened.sample_id, "MET", ("MET exon 14 skipping",), None, words, "T", "1", TODAY, None),
        ToolRow(3, opened.sample_id, "BRCA1", ("Exon 2-3 deletion",), None, words, "T", "1", TODAY, None),
    ]
    with board.store.reading(reach_of(actor("laboratory-a"))) as reader:
        findings = tool_findings(reader, "lab-a", rows)
    told = match_rows(rows, findings, lambda word: word.word)
    assert [one.finding.label for one in told.found if one.finding] == [
        "MET exon 14 skipping", "BRCA1 loss of exons 2-3",
    ]  # fmt: skip
    assert told.synthetic
    accept(board, ToolReport("lab-a", "report.csv", "c" * 64, "headings", MAPPING, told.said, 2))
    assert {line for one in told.said for line in said_of(board, one.finding_id)} == {"ESCAT I-B"}


def said_of(board: Board, finding_id: str) -> list[str]:
    return [label for _, label, _ in told(board.store, finding_id)]


def test_a_sample_of_nobody_made_up_is_not_called_synthetic(board: Board) -> None:
    opened = open_case(board.store, "P-010", patient=replace(NORTHERN, pseudonym="P-010", synthetic=False))
    accept_run(board.store, opened)
    rows = [ToolRow(2, opened.sample_id, "BRAF", (), None, (), "T", "1", TODAY, None)]
    with board.store.reading(reach_of(actor("laboratory-a"))) as reader:
        findings = tool_findings(reader, "lab-a", rows)
    assert [one.synthetic for one in findings if one.gene == "BRAF"] == [False]
    assert not match_rows(rows, findings, lambda word: word.word).synthetic
