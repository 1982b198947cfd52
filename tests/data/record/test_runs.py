"""Bringing runs in: recognised again, never twice, all their calls kept, nobody else's."""

from dataclasses import replace
from typing import Any

import pytest

from data.journal import Event, new_id
from data.record import runs
from data.store import Store
from domain.acceptance import RunAcceptance, SampleAcceptance
from domain.problems import Problem, Severity
from domain.readings import FileKind, FileRead, SampleReading, SectionCount
from domain.refused import Refused, Unreachable
from tests.builders import Board, accept_run, actor, open_case, reading

FILE = FileRead("a_CombinedVariantOutput.tsv", "0" * 64, 1000, FileKind.COMBINED_VARIANT_OUTPUT)


def accept(
    board: Board, *samples: tuple[SampleReading, str], user: str = "laboratory-a", laboratory: str = "lab-a",
    again: bool = False, token: str = "",
) -> Event:  # fmt: skip
    taken = tuple(SampleAcceptance(s, (specimen,), as_reanalysis=again) for s, specimen in samples)
    counts = (SectionCount(FILE.name, "Small Variants", 12, 11, 1),)
    problems = (Problem(Severity.REFUSED_ROW, FILE.name, "Small Variants", 40, "x", "a position"),)
    run = RunAcceptance("SYN-RUN-7", laboratory, (FILE,), taken, counts, problems)
    return runs.record_run(board.store, actor(user), run, 0, token or new_id())


def counted(store: Store, sql: str) -> list[tuple[Any, ...]]:
    return store._connection.execute(sql).fetchall()


def test_every_finding_of_a_sample_is_in_the_table_of_its_class(board: Board) -> None:
    opened = open_case(board.store, "P-700")
    profile_id = accept_run(board.store, opened, calls=25)
    rows = counted(
        board.store,
        f"select class, count(*) from main.finding where profile_id = '{profile_id}' "
        "group by class order by class",
    )
    assert rows == [("biomarker", 2), ("copy_number", 1), ("fusion", 1), ("small_variant", 25)]
    for table, rows_of in (("small_variant", 25), ("copy_number", 1), ("fusion", 1), ("biomarker", 2)):
        joined = counted(
            board.store,
            f"select count(*) from main.{table} as t inner join main.finding as f "
            f"on t.profile_no = f.profile_no and t.finding_no = f.finding_no "
            f"where f.profile_id = '{profile_id}'",
        )
        assert joined == [(rows_of,)], table


def test_what_a_reader_counted_and_could_not_take_is_kept_with_the_profile(board: Board) -> None:
    opened = open_case(board.store, "P-700")
    event = accept(board, (reading(opened.sample_id), opened.specimen_id))
    profile = (event.payload or {})["profiles"][0]["profile_id"]
    where = f"where profile_id = '{profile}'"
    assert counted(board.store, f"select read, taken, refused from main.profile_section {where}") == [
        (12, 11, 1)
    ]
    assert counted(board.store, f"select severity, line from main.profile_problem {where}") == [
        ("refused_row", 40)
    ]
    assert counted(board.store, f"select metric, verdict from main.quality_metric {where}") == [
        ("MEDIAN_EXON_COVERAGE", "pass")
    ]
    assert counted(board.store, f"select count(*) from main.quality_class {where}") == [(3,)]


def test_the_same_results_are_refused_the_second_time(board: Board) -> None:
    with pytest.raises(Refused, match="brought in before"):
        accept(board, (reading(board.north.sample_id, calls=4), board.north.specimen_id))


def test_other_results_of_the_same_sample_are_asked_to_be_a_reanalysis(board: Board) -> None:
    sample = reading(board.north.sample_id, calls=9)
    with pytest.raises(Refused, match="as a re-analysis"):
        accept(board, (sample, board.north.specimen_id))
    event = accept(board, (sample, board.north.specimen_id), again=True)
    assert (event.payload or {})["profiles"][0]["supersedes"] == board.profile_id


def test_a_superseded_profile_is_history_and_its_successor_in_force(board: Board) -> None:
    from data.store import Reach

    accept(board, (reading(board.north.sample_id, calls=9), board.north.specimen_id), again=True)
    with board.store.reading(Reach(user_id="x", every_centre=True)) as reader:
        now = reader._cursor.execute("select profile_id from seen.profile").fetchall()
        ever = reader._cursor.execute("select profile_id from seen.profile_history").fetchall()
    assert (board.profile_id,) not in now
    assert (board.profile_id,) in ever
    assert len(ever) == len(now) + 1


def test_one_sample_that_is_refused_keeps_the_whole_run_out(board: Board) -> None:
    opened = open_case(board.store, "P-700")
    before = board.store.sequence
    with pytest.raises(Refused):
        accept(board, (reading(opened.sample_id), opened.specimen_id), (reading("S-9"), "no-such-specimen"))
    assert board.store.sequence == before
    assert counted(board.store, "select count(*) from main.profile") == [(1,)]


@pytest.mark.parametrize("user", ["chair", "member", "oncologist-north", "analyst", "administrator"])
def test_other_roles_bring_no_run_in(board: Board, user: str) -> None:
    opened = open_case(board.store, "P-700")
    with pytest.raises(Refused, match="may not do this"):
        accept(board, (reading(opened.sample_id), opened.specimen_id), user=user)


def test_a_laboratory_brings_in_neither_anothers_run_nor_anothers_specimen(board: Board) -> None:
    opened = open_case(board.store, "P-700")
    sample = (reading(opened.sample_id), opened.specimen_id)
    with pytest.raises(Refused, match="another laboratory's"):
        accept(board, sample, user="laboratory-b")
    with pytest.raises(Unreachable, match="no such specimen"):
        accept(board, sample, user="laboratory-b", laboratory="lab-b")


def test_specimens_of_two_patients_make_no_profile(board: Board) -> None:
    one, other = open_case(board.store, "P-700"), open_case(board.store, "P-701")
    sample = SampleAcceptance(reading("MIX"), (one.specimen_id, other.specimen_id))
    run = RunAcceptance("SYN-RUN-7", "lab-a", (FILE,), (sample,))
    with pytest.raises(Refused, match="different patients"):
        runs.record_run(board.store, actor("laboratory-a"), run, 0, new_id())


def test_a_double_click_brings_a_run_in_once(board: Board) -> None:
    opened = open_case(board.store, "P-700")
    sample = (reading(opened.sample_id), opened.specimen_id)
    first = accept(board, sample, token="click")
    assert accept(board, sample, token="click") == first
    assert counted(board.store, "select count(*) from main.profile") == [(2,)]


def test_samples_of_a_run_have_numbers_of_their_own(board: Board) -> None:
    opened = [open_case(board.store, f"P-70{n}") for n in range(3)]
    accept(board, *((reading(one.sample_id), one.specimen_id) for one in opened))
    numbers = counted(board.store, "select profile_no from main.profile order by profile_no")
    assert len(set(numbers)) == 4
    assert counted(
        board.store,
        "select count(*) from (select profile_no, finding_no from main.finding "
        "group by profile_no, finding_no having count(*) > 1)",
    ) == [(0,)]


def test_the_cohorts_version_moves_with_profiles_alone(board: Board) -> None:
    before = board.store.profile_sequence
    opened = open_case(board.store, "P-700")
    assert board.store.profile_sequence == before
    accept(board, (reading(opened.sample_id), opened.specimen_id))
    assert board.store.profile_sequence == board.store.sequence > before


def test_a_run_of_too_many_samples_is_refused(board: Board) -> None:
    sample = SampleAcceptance(reading("X"), (board.north.specimen_id,))
    run = RunAcceptance("SYN", "lab-a", (FILE,), (replace(sample),) * 1001)
    with pytest.raises(Refused, match="at most 1000"):
        runs.record_run(board.store, actor("laboratory-a"), run, 0, new_id())


@pytest.mark.parametrize("where", ["run", "file", "sample"])
def test_a_national_number_in_the_name_of_a_run_file_or_sample_is_refused(board: Board, where: str) -> None:
    number = "85.07.30-033.28"
    opened = open_case(board.store, "P-712")
    sample = reading(f"{number}-DNA" if where == "sample" else opened.sample_id)
    file = replace(FILE, name=f"{number}_CombinedVariantOutput.tsv") if where == "file" else FILE
    taken = (SampleAcceptance(sample, (opened.specimen_id,)),)
    with pytest.raises(Refused) as refused:
        RunAcceptance(f"run {number}" if where == "run" else "SYN-RUN-8", "lab-a", (file,), taken)
    assert "national number" in str(refused.value) and "033" not in str(refused.value)
