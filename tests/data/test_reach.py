"""Who may see what: a foreign centre's and laboratory's ids give what an id gives that does not exist."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

import queries
from data.journal import new_id
from data.reach import reach_of
from data.record import answers
from data.record.act import SYSTEM
from data.store import Reach, Reader, Store
from domain.answers import Answer
from domain.codes import Decision
from domain.people import Actor, Role
from domain.refused import Refused, Unreachable
from tests.builders import USERS, Board, actor, new_board, open_case, plan_meeting, recommend

NOBODY = "00000000-0000-7000-8000-000000000000"
CLINICAL = (
    "patient", "tumour", "specimen", "board_case", "case_conclusion", "agenda_item", "discussion", "profile",
    "profile_specimen", "finding", "finding_mark", "classification", "recommendation",
    "recommendation_finding", "recommendation_order", "answer", "answer_reason", "identifier",
    "small_variant", "copy_number", "fusion", "splice_variant", "rearrangement", "biomarker",
    "quality_class", "quality_metric", "profile_section", "profile_problem", "board_case_history",
    "recommendation_history", "answer_history", "classification_history", "patient_history",
    "tumour_history", "specimen_history", "profile_history", "finding_mark_history", "run", "run_file",
    "meeting", "subject_version", "correction", "trial_match_state", "fact_version",
    "test_result", "profiling", "missing_class", "test_withdrawal", "drift_seen", "recommendation_evidence",
    "recommendation_response", "recommendation_response_history",
)  # fmt: skip


def parts(board: Board) -> dict[str, dict[str, Any]]:
    """Every id of the northern and of the southern patient, by the name queries give it."""

    def of(opened: Any, profile_id: str, recommendation_id: str) -> dict[str, Any]:
        with board.store.reading(Reach(user_id="x", every_centre=True)) as reader:
            profile = reader.row("reach/profile", profile_id=profile_id)
        assert profile is not None
        return {
            "case_id": opened.case_id, "patient_id": opened.patient_id, "tumour_id": opened.tumour_id,
            "specimen_id": opened.specimen_id, "sample_id": opened.sample_id, "profile_id": profile_id,
            "profile_no": profile["profile_no"], "recommendation_id": recommendation_id,
            "finding_id": f"{profile_id}.1", "subject_id": opened.case_id,
        }  # fmt: skip

    south_profile = accept_run_of_b(board)
    advice = recommend(board.store, board.south.case_id)
    answer(board.store, advice, "oncologist-south")
    answer(board.store, board.recommendation_ids[0], "oncologist-north")
    return {
        "north": of(board.north, board.profile_id, board.recommendation_ids[0]),
        "south": of(board.south, south_profile, advice),
    }


def accept_run_of_b(board: Board) -> str:
    from datetime import timedelta

    from data.record import runs
    from domain.acceptance import RunAcceptance, SampleAcceptance
    from domain.readings import FileKind, FileRead
    from tests.builders import TODAY, reading

    sample = SampleAcceptance(
        reading(board.south.sample_id), (board.south.specimen_id,), TODAY - timedelta(days=9)
    )
    file = FileRead("b.tsv", "0" * 64, 1, FileKind.COMBINED_VARIANT_OUTPUT)
    run = RunAcceptance("SYN-RUN-B", "lab-b", (file,), (sample,))
    event = runs.record_run(board.store, actor("laboratory-b"), run, 0, new_id())
    return str((event.payload or {})["profiles"][0]["profile_id"])


def answer(store: Store, recommendation_id: str, user: str, seen: int = 1) -> None:
    value = Answer(Decision.DECLINED, None, None, "Dr N.", "responding", ("patient_travel",))
    answers.record_answer(store, actor(user), (recommendation_id, value), seen, new_id())


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    made = new_board(tmp_path_factory.mktemp("reach") / "home")
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def ids(board: Board) -> dict[str, dict[str, Any]]:
    return parts(board)


def defaults(name: str, ids: dict[str, Any]) -> dict[str, Any]:
    """A value for each parameter of a query: the ids where it takes ids, else something that finds."""
    query, found = queries.load(name), {}
    for parameter in query.parameters:
        found[parameter] = ids[parameter] if parameter in ids else _other(parameter, ids)
    return found


_OTHERS: dict[str, Any] = {
    "finding_no": 1, "limit": 100, "offset": 0, "most": 100, "name": "tmb", "assay": "TSO500",
    "today": "2030-01-01", "user_id": "chair", "pseudonym": "P-00", "meeting_id": NOBODY, "text": "P-",
    "pattern": "%",
}  # fmt: skip


def _other(parameter: str, ids: dict[str, Any]) -> Any:
    singular = parameter.removesuffix("s")
    if parameter.endswith("_ids") and singular in ids:
        return [ids[singular]]
    if parameter.endswith("_nos") and singular in ids:
        return [ids[singular]]
    return _OTHERS.get(parameter)


def reading_queries() -> list[str]:
    return [name for name in queries.names() if not name.startswith(("projection/", "rebuild/", "erasure/"))]


SUBJECT_IDS = {
    "case_id", "patient_id", "tumour_id", "specimen_id", "sample_id", "profile_id", "profile_no",
    "recommendation_id", "sample_ids", "case_ids", "profile_ids", "patient_ids", "profile_nos",
    "recommendation_ids", "specimen_ids", "subject_id", "subject_ids", "finding_id", "finding_ids",
}  # fmt: skip


def test_every_query_can_be_prepared_and_names_its_parameters(board: Board) -> None:
    for name in queries.names():
        query = queries.load(name)
        board.store._connection.cursor().execute(
            f"prepare q_{abs(hash(name))} as {query.sql.rstrip().rstrip(';')}"
        )
        assert query.gives, name


@pytest.mark.parametrize("name", [n for n in reading_queries() if queries.load(n).parameters & SUBJECT_IDS])
@pytest.mark.parametrize(
    ("user", "foreign"),
    [
        ("oncologist-north", "south"),
        ("oncologist-south", "north"),
        ("laboratory-a", "south"),
        ("laboratory-b", "north"),
        ("analyst", "north"),
        ("administrator", "north"),
    ],
)
def test_a_foreign_id_gives_what_an_id_gives_that_does_not_exist(
    board: Board, ids: dict[str, dict[str, Any]], name: str, user: str, foreign: str
) -> None:
    absent = dict.fromkeys(ids[foreign], NOBODY) | {"profile_no": 1}
    with board.store.reading(reach_of(actor(user))) as reader:
        theirs = reader.rows(name, **defaults(name, ids[foreign]))
        nobodys = reader.rows(name, **defaults(name, absent))
    assert theirs == nobodys


@pytest.mark.parametrize(
    "name", [n for n in reading_queries() if not queries.load(n).parameters & SUBJECT_IDS]
)
@pytest.mark.parametrize(("user", "foreign"), [("oncologist-north", "south"), ("laboratory-b", "north")])
def test_a_list_holds_no_foreign_id(
    board: Board, ids: dict[str, dict[str, Any]], name: str, user: str, foreign: str
) -> None:
    with board.store.reading(reach_of(actor(user))) as reader:
        rows = reader.rows(name, **defaults(name, {}))
    forbidden = set(map(str, ids[foreign].values()))
    assert [row for row in rows if {str(value) for value in row.values()} & forbidden] == []


@pytest.mark.parametrize(
    "view",
    ["cohort_answer_reason", "cohort_recommendation", "cohort_case", "cohort_profile", "cohort_patient"],
)
def test_the_cohort_of_an_oncologist_is_her_own_centre(
    board: Board, ids: dict[str, dict[str, Any]], view: str
) -> None:
    def counted(reach: Reach) -> int:
        with board.store.reading(reach) as reader:
            return int(reader._cursor.execute(f"select count(*) from seen.{view}").fetchall()[0][0])

    everywhere = counted(Reach(user_id="x", every_cohort=True))
    north, south = (counted(Reach(user_id="x", cohort_centres=(c,))) for c in ("north", "south"))
    assert 0 < north < everywhere
    assert north + south == everywhere
    assert counted(Reach(user_id="x")) == 0


def test_the_same_ids_do_find_rows_for_whom_they_belong_to(
    board: Board, ids: dict[str, dict[str, Any]]
) -> None:
    found = {}
    with board.store.reading(reach_of(actor("oncologist-south"))) as reader:
        for name in ("reach/case", "reach/patient", "reach/profile", "reach/recommendation", "reach/answer"):
            found[name] = len(reader.rows(name, **defaults(name, ids["south"])))
    assert set(found.values()) == {1}


@pytest.mark.parametrize("view", CLINICAL)
def test_a_cursor_without_variables_sees_no_clinical_row(board: Board, view: str) -> None:
    with board.store.reading(Reach()) as reader:
        counted = reader._cursor.execute(f"select count(*) from seen.{view}").fetchall()
    assert counted == [(0,)]


def test_every_view_of_seen_that_names_a_patient_is_in_the_list_above(board: Board) -> None:
    rows = board.store._connection.execute(
        "select distinct table_name from information_schema.columns where table_schema = 'seen' "
        "and column_name in ('patient_id', 'profile_id', 'case_id', 'subject_id', 'run_id', 'meeting_id')"
    ).fetchall()
    assert {name for (name,) in rows} - set(CLINICAL) == {"event"}


@pytest.mark.parametrize("user", ["analyst", "administrator"])
@pytest.mark.parametrize("view", CLINICAL)
def test_analyst_and_administrator_see_no_clinical_row(board: Board, user: str, view: str) -> None:
    with board.store.reading(reach_of(actor(user))) as reader:
        counted = reader._cursor.execute(f"select count(*) from seen.{view}").fetchall()
    assert counted == [(0,)]


@pytest.mark.parametrize("view", [v for v in CLINICAL if v not in ("meeting", "run", "run_file")])
def test_an_oncologist_sees_rows_of_her_own_centre_alone(
    board: Board, ids: dict[str, dict[str, Any]], view: str
) -> None:
    with board.store.reading(reach_of(actor("oncologist-north"))) as reader:
        cursor = reader._cursor.execute(f"select * from seen.{view}")
        columns = [column[0] for column in cursor.description]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    foreign = set(map(str, ids["south"].values()))
    assert [row for row in rows if {str(value) for value in row.values()} & foreign] == []


def test_a_board_member_sees_what_stands_on_an_agenda_alone(board: Board) -> None:
    apart = open_case(board.store, "P-777", "south", laboratory="lab-b")
    with board.store.reading(reach_of(actor("member"))) as reader:
        assert reader.row("reach/case", case_id=apart.case_id) is None
        assert reader.row("reach/case", case_id=board.north.case_id) is not None
    plan_meeting(board.store, apart.case_id)
    with board.store.reading(reach_of(actor("member"))) as reader:
        assert reader.row("reach/case", case_id=apart.case_id) is not None


ACTS_ON_FOREIGN = ("case", "recommendation", "answer")


@pytest.mark.parametrize("what", ["answer", "correction"])
def test_an_act_on_a_foreign_subject_is_refused_with_the_words_of_one_that_does_not_exist(
    board: Board, ids: dict[str, dict[str, Any]], what: str
) -> None:
    value = Answer(Decision.FOLLOWED, None, None, "Dr N.")
    told = []
    for recommendation_id in (ids["south"]["recommendation_id"], NOBODY):
        with pytest.raises(Unreachable) as refused:
            answers.record_answer(
                board.store, actor("oncologist-north"), (recommendation_id, value), 1, new_id()
            )
        told.append(str(refused.value))
    assert told[0] == told[1]


def test_a_role_that_was_taken_counts_from_the_next_act(tmp_path: Path) -> None:
    from data.record import people
    from domain.people import RoleGrant

    made = new_board(tmp_path)
    taken = RoleGrant("chair", Role.CHAIR, granted=False)
    people.record_role(made.store, SYSTEM, taken, made.store.journal.version_of("chair"), new_id())
    with pytest.raises(Refused, match="no longer hold the role"):
        recommend(made.store, made.north.case_id)
    made.store.close()


def test_a_claimed_centre_is_not_believed(board: Board, ids: dict[str, dict[str, Any]]) -> None:
    forged = Actor("oncologist-north", "Nora", Role.ONCOLOGIST, ("south",))
    value = Answer(Decision.FOLLOWED, None, None, "Dr N.")
    with pytest.raises(Unreachable):
        answers.record_answer(board.store, forged, (ids["south"]["recommendation_id"], value), 1, new_id())


def test_every_user_of_the_builders_has_a_reach_of_her_role_alone() -> None:
    for user in USERS:
        reach = reach_of(actor(user))
        ways = [reach.every_centre, bool(reach.centres), bool(reach.laboratories), reach.board]
        assert sum(ways) <= 1, user


def test_a_reader_cannot_write(board: Board) -> None:
    with board.store.reading(reach_of(actor("coordinator"))) as reader:
        assert isinstance(reader, Reader)
        with pytest.raises(duckdb.Error):
            reader._cursor.execute("delete from main.patient")
