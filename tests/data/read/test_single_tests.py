"""The single tests of a case: all specimens', negative ones as what they are, nobody else's."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from data.arrived_run import ArrivedRun, record_arrived_run
from data.ingest.opening import open_file
from data.ingest.problems import ProblemList
from data.ingest.single_tests import part_reading, read_single_tests
from data.journal import new_id
from data.reach import reach_of
from data.read.advice import read_case_acts
from data.read.case import case_view
from data.read.intake import matches, recorded_before, specimens_searched
from data.read.test_results import single_tests
from data.rebuild import rebuild
from data.record import PROJECTIONS, cases, findings
from data.record.cases import NewSpecimen
from data.store import open_store
from domain.assessment import Assessment
from domain.cases import Specimen
from domain.classifications import Classification, ReportedMark
from domain.codes import SpecimenKind, SpecimenOrigin
from domain.readings import RunReading
from domain.refused import Refused
from domain.single_test_words import Method, Result, Unit
from domain.views.findings import FindingTable
from domain.views.intake import Earlier
from tests.builders import TODAY, Board, accept_run, actor, new_board, open_case
from tests.single_tests import enter, result

IHC: dict[str, Any] = {"method": Method.IHC, "what": None, "kit": None}
NEGATIVE = result(marker="ROS1", gene="ROS1", result=Result.NOT_DETECTED, what=None)
FAILED = result(marker="RET", gene="RET", result=Result.FAILED, what=None, comment="No signal")


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = new_board(tmp_path / "home")
    yield made
    made.store.close()


def table(board: Board, user: str = "chair", case_id: str | None = None) -> FindingTable:
    case = case_view(board.store, actor(user), case_id or board.north.case_id)
    assert case is not None
    return single_tests(board.store, actor(user), case)


def told(board: Board, user: str = "chair") -> list[tuple[str, str]]:
    return [(row.test.marker, row.test.result_words) for row in table(board, user).rows if row.test]


def test_a_case_without_a_single_test_says_so_and_nothing_of_it_is_negative(board: Board) -> None:
    empty = table(board)
    assert (empty.rows, empty.assessment) == ((), Assessment.UNKNOWN)
    assert empty.reason == (
        "No single test of this tumour is recorded. A test that was not done says nothing."
    )


def test_a_negative_and_a_failed_test_are_shown_as_what_they_are(board: Board) -> None:
    enter(board.store, board.north, NEGATIVE, reported_on=TODAY - timedelta(days=2))
    enter(board.store, board.north, FAILED, reported_on=TODAY - timedelta(days=1))
    assert told(board) == [("RET", "Failed, no result"), ("ROS1", "Not detected")]


def test_tests_of_every_specimen_of_the_tumour_stand_in_one_table(board: Board) -> None:
    other = Specimen("lab-b", SpecimenKind.BLOOD, SpecimenOrigin.PRIMARY, ("B-77",), collected_on=TODAY)
    new = NewSpecimen(board.north.patient_id, board.north.tumour_id, other)
    event = cases.record_specimen(board.store, actor("coordinator"), new, 0, new_id())
    second = type(board.north)(
        board.north.case_id, board.north.patient_id, board.north.tumour_id,
        (event.payload or {})["specimen"]["specimen_id"], "B-77",
    )  # fmt: skip
    enter(board.store, board.north, reported_on=TODAY - timedelta(days=4))
    enter(board.store, second, NEGATIVE, laboratory="lab-b", user="laboratory-b")
    rows = [row.test for row in table(board).rows if row.test]
    assert [(one.laboratory, one.dated) for one in rows] == [
        ("Laboratory B", TODAY), ("Laboratory A", TODAY - timedelta(days=4))
    ]  # fmt: skip
    assert rows[0].specimen is not None and rows[0].specimen.startswith("Blood, primary tumour, ")
    assert rows[1].specimen is not None and rows[1].specimen.startswith("Tissue, Liver, ")


def test_a_test_hides_no_profile_and_contradicts_no_class_of_it(board: Board) -> None:
    before = case_view(board.store, actor("chair"), board.north.case_id)
    enter(board.store, board.north, FAILED)
    after = case_view(board.store, actor("chair"), board.north.case_id)
    assert before is not None and after is not None
    assert (
        [p.profile_id for p in after.profiles]
        == [p.profile_id for p in before.profiles]
        == [board.profile_id]
    )


def test_a_correction_takes_the_place_of_the_test(board: Board) -> None:
    enter(board.store, board.north)
    enter(board.store, board.north, result(result=Result.EQUIVOCAL), replaces=True)
    assert told(board) == [("ALK", "Equivocal")]


@pytest.mark.parametrize(
    ("user", "count"),
    [("chair", 1), ("coordinator", 1), ("member", 1), ("oncologist-north", 1), ("laboratory-a", 1)],
)
def test_who_reaches_the_case_reads_its_tests(board: Board, user: str, count: int) -> None:
    enter(board.store, board.north)
    assert len(table(board, user).rows) == count


def test_tests_of_another_patient_are_not_among_them(board: Board) -> None:
    enter(board.store, board.south, laboratory="lab-b")
    assert told(board) == []
    assert len(table(board, "oncologist-south", board.south.case_id).rows) == 1


def test_marks_and_classifications_stand_with_their_test(board: Board) -> None:
    profile_id = enter(board.store, board.north, result(), result(what="ALK amplified"))
    value = (f"{profile_id}.2", Classification("escat", "I-A"))
    findings.record_classification(board.store, actor("chair"), value, 0, new_id())
    findings.record_reported(board.store, actor("chair"), (profile_id, ReportedMark((1,), True)), 0, new_id())
    first, second = table(board).rows
    assert (first.reported, second.reported) == (True, False)
    assert [one.words for one in second.classifications] == ["ESCAT I-A (board)"]
    assert (first.version, second.version) == (0, 1)


def test_a_chosen_test_is_called_by_what_it_showed(board: Board) -> None:
    profile_id = enter(board.store, board.north)
    with board.store.reading(reach_of(actor("chair"))) as reader:
        now = read_case_acts(reader, board.north.case_id, [f"{profile_id}.1", f"{board.profile_id}.1"])
    assert now is not None
    assert len(now.findings) == 2
    assert now.findings[0].label == "ALK by FISH, ALK rearranged: detected"
    assert table(board).rows[0].label == "ALK by FISH, ALK rearranged: detected"


def test_a_rebuild_gives_the_same_tests(board: Board) -> None:
    enter(board.store, board.north, result(**(IHC | {"value_text": "12", "unit": Unit.PERCENT_CELLS})))
    before, home = table(board).rows, board.store.home
    board.store.close()
    assert rebuild(home, PROJECTIONS).differences == ()
    board.store = open_store(home, PROJECTIONS)
    assert table(board).rows == before


def test_a_test_of_one_marker_is_no_profiling_and_a_local_panel_is(board: Board) -> None:
    alone = open_case(board.store, "P-300", "north")

    def profiled() -> list[Any]:
        with board.store.reading(reach_of(actor("coordinator"))) as reader:
            found = reader.rows("follow_up/patients", patient_ids=[alone.patient_id], today=TODAY)
            cohort = reader._cursor.execute(
                "select count(*) filter (where outcome = 'success') from seen.cohort_patient"
            ).fetchall()
        return [found[0]["profiled"], cohort[0][0]]

    nobody = profiled()
    enter(board.store, alone)
    assert profiled() == nobody
    assert nobody[0] is False
    enter(board.store, alone, result(method=Method.NGS_PANEL, what="p.(Leu1196Met)"))
    assert profiled() == [True, nobody[1] + 1]


def test_a_list_finds_its_specimens_by_sample_id_or_by_pseudonym_and_day(
    board: Board, tmp_path: Path
) -> None:
    case = case_view(board.store, actor("laboratory-a"), board.north.case_id)
    assert case is not None
    taken = case.specimens[0].collected_on
    path = tmp_path / "list.csv"
    path.write_text(
        "sample_id,pseudonym,specimen_date,reported_on,method,marker,result\n"
        f"P-001-DNA,,,{TODAY},FISH,ROS1,not detected\n"
        f",p-001,{taken},{TODAY},FISH,ROS1,not detected\n"
        f",P-001,2001-01-01,{TODAY},FISH,ROS1,not detected\n"
        f"S-UNKNOWN,,,{TODAY},FISH,ROS1,not detected\n"
    )
    parts = read_single_tests(open_file(path), path.name, ProblemList(path.name))
    reading = RunReading("list.csv", (), tuple(one for one in map(part_reading, parts) if one), (), ())
    enter(board.store, board.north, result(marker="ROS1", gene="ROS1", result=Result.NOT_DETECTED, what=None))
    with board.store.reading(reach_of(actor("laboratory-a"))) as reader:
        found = matches(reader, reading, "lab-a")
    assert [[s.specimen_id for s in one.specimens] for one in found] == [
        [board.north.specimen_id], [board.north.specimen_id], [], []
    ]  # fmt: skip
    # The one by sample id was entered above, with another kit: it may be a correction.
    assert [one.earlier for one in found] == [Earlier.OTHER, Earlier.NONE, Earlier.NONE, Earlier.NONE]


@pytest.mark.parametrize("text", ["P-001", "p-00", "001-dna"])
def test_a_specimen_is_found_by_pseudonym_or_sample_id(board: Board, text: str) -> None:
    with board.store.reading(reach_of(actor("laboratory-a"))) as reader:
        found = specimens_searched(reader, text)
        kept = specimens_searched(reader, "", board.north.specimen_id)
        nobodys = specimens_searched(reader, "P-002", board.south.specimen_id)
    assert [(one.option.specimen_id, one.name) for one in found] == [(board.north.specimen_id, "P-001-DNA")]
    assert kept == found
    assert nobodys == ()


def test_whether_a_test_was_recorded_before_is_known_by_its_name(board: Board) -> None:
    enter(board.store, board.north)
    name = f"P-001-DNA / FISH ALK / {TODAY}"
    with board.store.reading(reach_of(actor("laboratory-a"))) as reader:
        assert recorded_before(reader, name, "lab-a")
        assert not recorded_before(reader, name, "lab-b")
        assert not recorded_before(reader, f"P-001-DNA / FISH ROS1 / {TODAY}", "lab-a")


def test_the_table_is_read_anew_after_an_act(board: Board) -> None:
    assert told(board) == []
    enter(board.store, board.north)
    assert told(board) == [("ALK", "Detected")]
    accept_run(board.store, board.north, calls=2, pair_id="P-9", content_sha256="x")
    assert told(board) == [("ALK", "Detected")]


def test_a_list_that_a_command_brings_stands_on_the_cases(board: Board, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "sample_id,reported_on,method,marker,result,value,unit\n"
        f"P-001-DNA,{TODAY},FISH,ROS1,not detected,,\n"
        f"P-001-DNA,{TODAY},IHC,PD-L1,detected,60,TPS\n"
    )
    parts = read_single_tests(open_file(path), path.name, ProblemList(path.name))
    reading = RunReading("list.csv", (), tuple(one for one in map(part_reading, parts) if one), (), ())
    record_arrived_run(board.store, actor("laboratory-a"), ArrivedRun(reading), 0, new_id())
    assert told(board) == [("PD-L1", "Detected"), ("ROS1", "Not detected")]
    assert [row.test.dated for row in table(board).rows if row.test] == [TODAY, TODAY]
    with pytest.raises(Refused, match="brought in before"):
        record_arrived_run(board.store, actor("laboratory-a"), ArrivedRun(reading), 0, new_id())
