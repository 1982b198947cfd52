"""Opening, concluding and discussing a case; adding a specimen."""

from datetime import date, timedelta
from typing import Any

import pytest

from data.journal import new_id
from data.record import cases
from data.store import Reach, Store
from domain.cases import CaseOpening, Conclusion, Patient, Specimen, Tumour
from domain.codes import Sex, SpecimenKind, SpecimenOrigin
from domain.refused import Refused, Stale, Unreachable
from tests.builders import TODAY, Board, actor, open_case

CODE = "no_finding"


def counted(store: Store, table: str) -> int:
    return int(store._connection.execute(f"select count(*) from main.{table}").fetchall()[0][0])


def test_an_opened_case_holds_patient_tumour_specimen_and_names_in_one_event(board: Board) -> None:
    before = {t: counted(board.store, t) for t in ("event", "patient", "tumour", "specimen", "board_case")}
    open_case(board.store, "P-100")
    assert {t: counted(board.store, t) - n for t, n in before.items()} == dict.fromkeys(before, 1)
    event = list(board.store.journal.events())[-1]
    assert (event.verb, event.subject_kind, event.subject_version) == ("case_opened", "case", 1)


def test_a_pseudonym_is_unique_within_its_centre_and_free_in_another(board: Board) -> None:
    open_case(board.store, "P-200", "north")
    with pytest.raises(Refused, match="already"):
        open_case(board.store, "p-200", "north")
    open_case(board.store, "P-200", "south", sample_id="S-200")


@pytest.mark.parametrize("user", ["chair", "member", "oncologist-north", "laboratory-a", "analyst"])
def test_only_a_coordinator_opens_a_case(board: Board, user: str) -> None:
    value = CaseOpening(Patient("P-300", Sex.MALE, 1950, "north"), Tumour("LUAD"), "Which options remain?")
    with pytest.raises(Refused, match="may not do this"):
        cases.record_case(board.store, actor(user), value, 0, new_id())
    assert counted(board.store, "patient") == 2


def test_a_second_case_of_a_known_tumour_makes_no_second_patient(board: Board) -> None:
    value = CaseOpening(
        None, None, "After resistance?", patient_id=board.north.patient_id, tumour_id=board.north.tumour_id
    )
    cases.record_case(board.store, actor("coordinator"), value, 0, new_id())
    assert (counted(board.store, "patient"), counted(board.store, "board_case")) == (2, 3)


def test_another_patients_tumour_is_refused(board: Board) -> None:
    value = CaseOpening(
        None, None, "Whose?", patient_id=board.north.patient_id, tumour_id=board.south.tumour_id
    )
    with pytest.raises(Refused, match="another patient's"):
        cases.record_case(board.store, actor("coordinator"), value, 0, new_id())


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("tumour", Tumour("NOTACODE"), "OncoTree has no code"),
        ("tumour", Tumour("LUAD", stage="XII"), "not in the list"),
        ("patient", Patient("P-1", Sex.MALE, 1950, "atlantis"), "no such centre"),
    ],
)
def test_what_no_list_has_is_refused(board: Board, field: str, value: Any, told: str) -> None:
    with pytest.raises(Refused, match=told):
        open_case(board.store, "P-400", **{field: value})
    assert counted(board.store, "board_case") == 2


def conclude(board: Board, value: Conclusion, user: str = "chair", seen: int = 1) -> None:
    cases.record_conclusion(board.store, actor(user), (board.north.case_id, value), seen, new_id())


def concluded(store: Store) -> list[tuple[Any, ...]]:
    return store._connection.execute(
        "select actionable, reason_code, version from main.case_conclusion order by version"
    ).fetchall()


def test_a_later_conclusion_supersedes_and_the_first_stays(board: Board) -> None:
    conclude(board, Conclusion(True))
    conclude(board, Conclusion(False, CODE), seen=2)
    assert concluded(board.store) == [(True, None, 2), (False, CODE, 3)]


def test_two_conclusions_of_the_same_version_one_is_stale(board: Board) -> None:
    conclude(board, Conclusion(True))
    with pytest.raises(Stale):
        conclude(board, Conclusion(False, CODE))


@pytest.mark.parametrize("user", ["coordinator", "member", "oncologist-north", "laboratory-a", "analyst"])
def test_only_the_chair_concludes(board: Board, user: str) -> None:
    with pytest.raises(Refused):
        conclude(board, Conclusion(True), user)
    assert concluded(board.store) == []


def test_an_unknown_reason_of_a_conclusion_is_refused(board: Board) -> None:
    with pytest.raises(Refused, match="not in the list"):
        conclude(board, Conclusion(False, "because"))


def discuss(board: Board, day: date, case_id: str = "", meeting_id: str | None = None) -> None:
    value = cases.Discussion(case_id or board.north.case_id, meeting_id, day)
    cases.record_discussion(board.store, actor("chair"), value, 1, new_id())


def test_a_case_is_marked_as_discussed_at_its_meeting(board: Board) -> None:
    discuss(board, TODAY, meeting_id=board.meeting_id)
    rows = board.store._connection.execute("select case_id, meeting_id from main.discussion").fetchall()
    assert rows == [(board.north.case_id, board.meeting_id)]


def test_nothing_is_discussed_in_the_future_or_at_no_meeting(board: Board) -> None:
    with pytest.raises(Refused, match="future"):
        discuss(board, TODAY + timedelta(days=1))
    with pytest.raises(Unreachable):
        discuss(board, TODAY, meeting_id="no-such-meeting")
    with pytest.raises(Unreachable):
        discuss(board, TODAY, case_id="no-such-case")


def specimen(laboratory: str = "lab-a") -> Specimen:
    return Specimen(laboratory, SpecimenKind.BLOOD, SpecimenOrigin.UNKNOWN, ("S-77", "S-77-R"))


def test_a_specimen_is_added_with_its_sample_names(board: Board) -> None:
    value = cases.NewSpecimen(board.north.patient_id, board.north.tumour_id, specimen())
    event = cases.record_specimen(board.store, actor("laboratory-a"), value, 0, new_id())
    names = board.store._connection.execute(
        "select value from main.identifier where subject_id = $id order by value", {"id": event.subject_id}
    ).fetchall()
    assert names == [("S-77",), ("S-77-R",)]


def test_a_laboratory_adds_no_specimen_to_a_patient_it_does_not_know(board: Board) -> None:
    value = cases.NewSpecimen(board.north.patient_id, board.north.tumour_id, specimen("lab-b"))
    with pytest.raises(Unreachable):
        cases.record_specimen(board.store, actor("laboratory-b"), value, 0, new_id())


@pytest.mark.parametrize("name", ["P-001-DNA", "p-001-dna"])
@pytest.mark.parametrize("centre", ["north", "south"])
def test_a_sample_id_that_the_laboratory_has_opens_no_second_patients_case(
    board: Board, centre: str, name: str
) -> None:
    with pytest.raises(Refused, match="Laboratory A has a specimen that goes by the sample id P-001-DNA"):
        open_case(board.store, "P-600", centre, sample_id=name)
    assert (counted(board.store, "patient"), counted(board.store, "specimen")) == (2, 2)


def test_the_same_sample_id_is_free_at_another_laboratory(board: Board) -> None:
    open_case(board.store, "P-600", sample_id="P-001-DNA", laboratory="lab-b")
    assert counted(board.store, "specimen") == 3


@pytest.mark.parametrize("user", ["coordinator", "laboratory-a"])
def test_a_second_specimen_with_a_sample_id_in_use_is_refused_even_of_the_same_patient(
    board: Board, user: str
) -> None:
    taken = Specimen("lab-a", SpecimenKind.BLOOD, SpecimenOrigin.UNKNOWN, ("S-1", "P-001-DNA"))
    value = cases.NewSpecimen(board.north.patient_id, board.north.tumour_id, taken)
    with pytest.raises(Refused, match="Laboratory A has a specimen that goes by the sample id P-001-DNA"):
        cases.record_specimen(board.store, actor(user), value, 0, new_id())
    assert counted(board.store, "specimen") == 2


def test_specimens_without_a_sample_id_stand_beside_each_other(board: Board) -> None:
    blood = Specimen("lab-a", SpecimenKind.BLOOD, SpecimenOrigin.UNKNOWN)
    for _ in range(2):
        value = cases.NewSpecimen(board.north.patient_id, board.north.tumour_id, blood)
        cases.record_specimen(board.store, actor("coordinator"), value, 0, new_id())
    assert counted(board.store, "specimen") == 4


def test_a_laboratory_adds_no_specimen_for_another_laboratory(board: Board) -> None:
    value = cases.NewSpecimen(board.north.patient_id, board.north.tumour_id, specimen("lab-b"))
    with pytest.raises(Refused, match="another laboratory"):
        cases.record_specimen(board.store, actor("laboratory-a"), value, 0, new_id())


def test_a_double_click_adds_one_specimen_and_its_own_name_does_not_refuse_it(board: Board) -> None:
    value = cases.NewSpecimen(board.north.patient_id, board.north.tumour_id, specimen())
    token = new_id()
    first, second = (
        cases.record_specimen(board.store, actor("laboratory-a"), value, 0, token) for _ in range(2)
    )
    assert first.sequence == second.sequence


def test_what_was_opened_is_seen_by_its_centre_alone(board: Board) -> None:
    opened = open_case(board.store, "P-500", "south")
    with board.store.reading(Reach(user_id="x", centres=("north",))) as reader:
        assert reader.row("reach/case", case_id=opened.case_id) is None
    with board.store.reading(Reach(user_id="x", centres=("south",))) as reader:
        assert reader.row("reach/case", case_id=opened.case_id) is not None
