"""Keeping what a list's columns hold, and opening the cases of a list."""

from dataclasses import replace
from typing import Any

import pytest

from data.journal import new_id
from data.reach import reach_of
from data.read.clinical_lists import fitting, kept_mappings, known_patients
from data.record.list_mappings import record_list_mapping
from data.record.listed_cases import record_listed_cases
from data.store import Store
from domain.cases import Specimen
from domain.codes import Sex, SpecimenKind, SpecimenOrigin
from domain.list_mapping import DateOrder, KeptMapping, ListField, ListMapping, ListSource, Share
from domain.listed_cases import ListedCase, ListedRow, ListedState, planned
from domain.refused import Refused, Stale, Unreachable
from tests.builders import Board, actor

MAPPING = ListMapping(
    {"Code": ListField.PSEUDONYM, "Datum": ListField.COLLECTED_ON, "TC": ListField.TUMOUR_CELL_PERCENT},
    {"Datum": DateOrder.DAY_FIRST},
    {"TC": Share.FRACTION},
    {ListField.TUMOUR_TYPE: {"borstkanker": "BRCA"}},
    {ListField.CENTRE: "north"},
)
KEPT = KeptMapping(ListSource.CENTRE, "north", "f" * 64, MAPPING)


def keep(store: Store, kept: KeptMapping = KEPT, seen: int = 0, user: str = "coordinator") -> None:
    record_list_mapping(store, actor(user), kept, seen, new_id())


def found(
    store: Store, user: str = "coordinator", source: ListSource = ListSource.CENTRE, of: str = "north"
) -> Any:
    with store.reading(reach_of(actor(user))) as reader:
        return kept_mappings(reader, source, of)


def row(line: int, pseudonym: str, **changed: Any) -> ListedRow:
    made = ListedRow(line, pseudonym, "north", "LUAD", "LUAD", f"Options of {line}?", Sex.FEMALE, 1961)
    return replace(made, **changed)


def specimen(*samples: str, kind: SpecimenKind = SpecimenKind.TISSUE) -> Specimen:
    return Specimen("lab-a", kind, SpecimenOrigin.METASTASIS, samples)


def plan(store: Store, *rows: ListedRow) -> tuple[ListedCase, ...]:
    with store.reading(reach_of(actor("coordinator"))) as reader:
        known = known_patients(reader, {one.pseudonym for one in rows})
    return planned(rows, known, synthetic=True)


def counted(store: Store, table: str) -> int:
    return int(store._connection.execute(f"select count(*) from main.{table}").fetchall()[0][0])


def test_a_mapping_is_kept_with_who_kept_it_and_found_for_its_centre(board: Board) -> None:
    keep(board.store)
    (kept,) = found(board.store)
    assert kept.mapping == MAPPING
    assert (kept.version, kept.kept_by, kept.mapping_id) == (1, "Carla Coordinator", KEPT.mapping_id)
    event = list(board.store.journal.events())[-1]
    assert (event.verb, event.subject_kind) == ("list_mapping_kept", "list_mapping")
    assert (
        found(board.store, of="south") == found(board.store, source=ListSource.LABORATORY, of="lab-a") == ()
    )


def test_a_laboratory_keeps_its_own_and_a_later_version_takes_the_place_of_the_first(board: Board) -> None:
    of_laboratory = replace(KEPT, source=ListSource.LABORATORY, source_id="lab-a")
    keep(board.store, of_laboratory)
    changed = replace(of_laboratory, mapping=ListMapping({"Code": ListField.SAMPLE_ID}))
    with pytest.raises(Stale):
        keep(board.store, changed)
    keep(board.store, changed, seen=1)
    (kept,) = found(board.store, source=ListSource.LABORATORY, of="lab-a")
    assert (kept.version, kept.mapping.fields) == (2, {"Code": ListField.SAMPLE_ID})


@pytest.mark.parametrize(
    "user", ["chair", "member", "oncologist-north", "laboratory-a", "analyst", "administrator"]
)
def test_only_a_coordinator_keeps_and_sees_mappings(board: Board, user: str) -> None:
    keep(board.store)
    with pytest.raises(Refused, match="may not do this"):
        keep(board.store, seen=1, user=user)
    assert found(board.store, user) == ()


def test_a_mapping_of_a_place_that_is_not_registered_is_refused(board: Board) -> None:
    with pytest.raises(Unreachable):
        keep(board.store, replace(KEPT, source_id="nowhere"))


def test_the_mapping_of_the_same_headings_is_offered_before_one_that_is_only_alike() -> None:
    alike = replace(
        KEPT, fingerprint="a", mapping=ListMapping({"Code": ListField.PSEUDONYM, "X": ListField.SEX})
    )
    same = replace(KEPT, fingerprint="b")
    assert fitting((alike, same), "b", ["Code"]) == same
    assert fitting((alike, same), "c", ["Code", "Y"]) == alike
    assert fitting((alike, same), "c", ["Y"]) is None
    assert fitting((), "c", ["Y"]) is None


def test_every_row_is_an_act_of_its_own_and_one_that_is_refused_leaves_the_others(board: Board) -> None:
    rows = [
        row(4, "P-100", specimen=specimen("S-100")),
        row(5, "P-101", specimen=specimen(board.north.sample_id)),
        row(6, "P-102", specimen=specimen("S-102")),
        row(7, "P-102", question="Options of 6?", specimen=specimen("S-103", kind=SpecimenKind.BLOOD)),
    ]
    done = record_listed_cases(board.store, actor("coordinator"), plan(board.store, *rows), new_id())
    assert len(done.case_ids) == 2
    assert [one.lines for one in done.not_opened] == [(5,)]
    assert "a specimen that goes by the sample id" in done.not_opened[0].sentence
    assert (counted(board.store, "patient"), counted(board.store, "specimen")) == (4, 5)


def test_the_same_token_again_opens_nothing_twice(board: Board) -> None:
    cases, token = plan(board.store, row(4, "P-100", specimen=specimen("S-100"))), new_id()
    first = record_listed_cases(board.store, actor("coordinator"), cases, token)
    again = record_listed_cases(board.store, actor("coordinator"), cases, token)
    assert (again.case_ids, again.not_opened) == (first.case_ids, ())
    assert counted(board.store, "board_case") == 3


def test_the_same_list_brought_again_finds_its_cases_there(board: Board) -> None:
    rows = [row(4, "P-100"), row(5, "P-101")]
    record_listed_cases(board.store, actor("coordinator"), plan(board.store, *rows), new_id())
    assert [one.state for one in plan(board.store, *rows)] == [ListedState.ALREADY_THERE] * 2


def test_a_case_that_somebody_opened_meanwhile_is_not_opened_again(board: Board) -> None:
    cases = plan(board.store, row(4, "P-001", oncotree_code="BRCA", tumour_code="BRCA"))
    record_listed_cases(board.store, actor("coordinator"), cases, new_id())
    with board.store.reading(reach_of(actor("coordinator"))) as reader:
        (known,) = known_patients(reader, {"p-001"})
    tumour_id = next(one for one, code in known.tumours if code == "BRCA")
    opening = replace(cases[0].opening, tumour=None, tumour_id=tumour_id) if cases[0].opening else None
    stale = replace(cases[0], opening=opening)
    done = record_listed_cases(board.store, actor("coordinator"), [stale], new_id())
    assert (done.case_ids, [one.lines for one in done.not_opened]) == ((), [(4,)])
    assert "meanwhile" in done.not_opened[0].sentence


@pytest.mark.parametrize("user", ["chair", "oncologist-north", "laboratory-a"])
def test_only_a_coordinator_opens_the_cases_of_a_list(board: Board, user: str) -> None:
    before = board.store.sequence
    with pytest.raises(Refused, match="may not do this"):
        record_listed_cases(board.store, actor(user), plan(board.store, row(4, "P-100")), new_id())
    assert board.store.sequence == before
