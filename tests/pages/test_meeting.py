"""The meeting's pages: what the chair reads, how the coordinator plans, how a case is opened."""

from datetime import date, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.journal import new_id
from data.reach import reach_of
from data.read.meeting import find_patients, read_agenda, read_case_lists, read_meetings
from data.record import meetings
from domain.meetings import AgendaItem
from domain.views.meeting import AgendaCase, MeetingView
from tests.builders import TODAY, Board, actor, open_case, plan_meeting
from tests.pages.conftest import OpenPage

FORM = "open_case:new"


def agenda(board: Board, meeting_id: str) -> list[AgendaCase]:
    with board.store.reading(reach_of(actor("coordinator"))) as reader:
        return list(read_agenda(reader, meeting_id))


def planned(board: Board) -> list[MeetingView]:
    with board.store.reading(reach_of(actor("coordinator"))) as reader:
        return list(read_meetings(reader))


def elements(app: AppTest, kind: str) -> list[Any]:
    return list(app.get(kind))


def texts(app: AppTest) -> str:
    """Everything that is written on the page, without the marks that keep it from being markdown."""
    kinds = (
        "title", "subheader", "markdown", "caption", "text", "info", "success", "error", "warning",
    )  # fmt: skip
    return "\n".join(str(e.value) for kind in kinds for e in elements(app, kind)).replace("\\", "")


def press(app: AppTest, label: str, which: int = 0) -> AppTest:
    found = [button for button in app.button if button.label.replace("\\", "") == label]
    found[which].click().run()
    assert not app.exception
    return app


def field(app: AppTest, kind: str, label: str) -> Any:
    return next(element for element in elements(app, kind) if element.label == label)


def test_the_chair_reads_the_coming_meeting_with_its_cases_in_order(
    open_page: OpenPage, board: Board
) -> None:
    app = open_page("chair", "meeting")
    told = texts(app)
    held = planned(board)[0].held_on
    assert app.title[0].value.replace("\\", "") == f"Meeting of {held.day} {held:%b %Y}"
    assert "Chris Chair, Mona Member" in told
    assert "0 of 2 cases" in told
    assert told.count("Which targeted options are there after progression?") == 2
    assert "Reported" in told and "RNA failed." in told
    assert "2 recommendations" in told


def test_the_agenda_is_narrowed_to_the_cases_without_a_profile(open_page: OpenPage) -> None:
    app = open_page("coordinator", "meeting")
    assert "2 shown of 2 cases. No profile yet: 1. Profile failed: 0." in texts(app)
    field(app, "selectbox", "Profile").select("no_profile").run()
    assert "1 shown of 2 cases" in texts(app)
    assert [link.proto.label for link in app.get("page_link") if "P" in link.proto.label[:4]] == [
        "**P\\-002**", "Plan meetings",
    ]  # fmt: skip
    assert "2" in [element.value for element in app.markdown], "it keeps its place on the agenda"
    field(app, "selectbox", "Profile").select("failed").run()
    assert "No case of this agenda has this: profile failed." in texts(app)


def test_an_oncologist_reads_her_own_case_on_the_agenda_alone(open_page: OpenPage) -> None:
    told = texts(open_page("oncologist-south", "meeting"))
    assert "0 of 1 case" in told
    assert "Southern hospital" in told
    assert "Northern hospital" not in told


def test_a_past_meeting_can_be_chosen(open_page: OpenPage, board: Board) -> None:
    past = plan_meeting(board.store, held_on=TODAY - timedelta(days=30))
    app = open_page("chair", "meeting")
    field(app, "selectbox", "Meeting").select(past).run()
    assert "No case of yours is on this agenda." in texts(app)


def test_two_meetings_of_one_day_in_one_place_are_told_apart_in_every_list(
    open_page: OpenPage, board: Board
) -> None:
    held = planned(board)[0].held_on
    for _ in range(2):
        plan_meeting(board.store, held_on=held)
    first = f"{held.day} {held:%b %Y}, Room 1"
    expected = {first, f"{first}, no. 2", f"{first}, no. 3"}
    for page in ("meeting", "plan"):
        listed = field(open_page("coordinator", page), "selectbox", "Meeting").options
        assert {one.removesuffix(" (coming)") for one in listed} - {"A new meeting"} == expected
    with board.store.reading(reach_of(actor("coordinator"))) as reader:
        assert {one.label for one in read_case_lists(reader, TODAY).meetings} == expected


def test_the_coordinator_plans_a_meeting(open_page: OpenPage, board: Board) -> None:
    app = open_page("coordinator", "plan")
    field(app, "selectbox", "Meeting").select("new").run()
    day = TODAY + timedelta(days=21)
    field(app, "date_input", "Date").set_value(day).run()
    field(app, "selectbox", "Chair").select("chair").run()
    field(app, "text_input", "Place").input("Room 7").run()
    press(app, "Plan meeting")
    assert "The meeting was planned." in texts(app)
    made = planned(board)[-1]
    assert (made.held_on, made.chair_name, made.place) == (day, "Chris Chair", "Room 7")


def test_a_meeting_without_a_date_is_refused_and_its_place_kept(open_page: OpenPage, board: Board) -> None:
    app = open_page("coordinator", "plan")
    field(app, "selectbox", "Meeting").select("new").run()
    field(app, "text_input", "Place").input("Room 7").run()
    press(app, "Plan meeting")
    assert "A meeting needs its date" in texts(app)
    assert field(app, "text_input", "Place").value == "Room 7"
    assert len(planned(board)) == 1


def test_cases_are_moved_taken_off_and_put_on(open_page: OpenPage, board: Board) -> None:
    app = open_page("coordinator", "plan")
    press(app, "Up", 1)
    assert [c.pseudonym for c in agenda(board, board.meeting_id)] == ["P-002", "P-001"]
    press(app, "Take off", 0)
    assert [c.pseudonym for c in agenda(board, board.meeting_id)] == ["P-001"]
    assert "Waiting: 1 case on no coming agenda" in texts(app)
    press(app, "Put on agenda")
    assert [c.pseudonym for c in agenda(board, board.meeting_id)] == ["P-001", "P-002"]
    assert [c.position for c in agenda(board, board.meeting_id)] == [1, 2]


def test_an_agenda_that_somebody_else_changed_is_not_overwritten(open_page: OpenPage, board: Board) -> None:
    app = open_page("coordinator", "plan")
    late = open_case(board.store, "P-005")
    items = tuple(
        AgendaItem(case_id, place)
        for place, case_id in enumerate((late.case_id, board.north.case_id, board.south.case_id), start=1)
    )
    meetings.record_agenda(board.store, actor("chair"), (board.meeting_id, items), 2, new_id())
    press(app, "Up", 1)
    assert "was changed after you opened the form" in texts(app)
    assert [c.pseudonym for c in agenda(board, board.meeting_id)] == ["P-005", "P-001", "P-002"]


def fill_in(board: Board, **changed: Any) -> None:
    """What a coordinator has typed into the form of a new case, as its draft."""
    board.store.desk.save_draft(
        "coordinator",
        FORM,
        {
            "whose": "new", "pseudonym": "P-077", "sex": "male", "year_of_birth": 1950, "centre": "north",
            "tumour_search": "colon", "oncotree": "COAD", "question": "Which options are left?",
            "laboratory": "lab-a", "kind": "tissue", "origin": "primary", "sample_ids": "S-77, S-78",
            "specimen": "now", "ecog": "1", "previous_lines": 2, **changed,
        },
    )  # fmt: skip


def test_a_case_is_opened_in_one_act_and_its_link_shown(open_page: OpenPage, board: Board) -> None:
    before = board.store.sequence
    fill_in(board)
    app = press(open_page("coordinator", "open-case"), "Open case")
    assert "The case was opened." in texts(app)
    assert board.store.sequence == before + 1
    (event,) = board.store.journal.events(after=before)
    made = dict(event.payload or {})
    assert made["specimen"]["sample_ids"] == ["S-77", "S-78"]
    assert made["patient"]["synthetic"] is True
    assert (made["case"]["ecog"], made["case"]["question"]) == (1, "Which options are left?")
    assert board.store.desk.draft("coordinator", FORM) == {}
    with board.store.reading(reach_of(actor("coordinator"))) as reader:
        assert [p.pseudonym for p in find_patients(reader, "S-78")] == ["P-077"]


@pytest.mark.parametrize(("site", "said"), [("bone", True), ("liver", None)])
def test_whether_bone_was_decalcified_is_asked_of_bone_alone(
    open_page: OpenPage, board: Board, site: str, said: bool | None
) -> None:
    fill_in(board, specimen_site=site, decalcified="yes")
    press(open_page("coordinator", "open-case"), "Open case")
    *_, event = (one for one in board.store.journal.events() if one.verb == "case_opened")
    assert (event.payload or {})["specimen"]["decalcified"] is said


def test_a_case_can_be_put_on_a_coming_agenda_as_it_is_opened(open_page: OpenPage, board: Board) -> None:
    fill_in(board, meeting=board.meeting_id)
    press(open_page("coordinator", "open-case"), "Open case")
    assert [c.pseudonym for c in agenda(board, board.meeting_id)] == ["P-001", "P-002", "P-077"]


def test_a_name_is_refused_in_one_sentence_and_the_rest_kept(open_page: OpenPage, board: Board) -> None:
    before = board.store.sequence
    fill_in(board, pseudonym=None)
    app = open_page("coordinator", "open-case")
    field(app, "text_input", "Pseudonym").input("Jane Doe").run()
    press(app, "Open case")
    assert "That reads like a name; it was not recorded." in texts(app)
    assert board.store.sequence == before
    kept = board.store.desk.draft("coordinator", FORM)
    assert "pseudonym" not in kept
    assert (kept["question"], kept["oncotree"]) == ("Which options are left?", "COAD")


def test_a_date_of_birth_in_the_question_is_refused_and_not_drafted(
    open_page: OpenPage, board: Board
) -> None:
    fill_in(board, question="Born on 3.4.1950, which options?")
    app = press(open_page("coordinator", "open-case"), "Open case")
    assert "holds a date of birth; it was not recorded" in texts(app)
    assert "question" not in board.store.desk.draft("coordinator", FORM)


def test_a_known_patient_gets_a_second_case_about_her_known_tumour(open_page: OpenPage, board: Board) -> None:
    before = board.store.sequence
    fill_in(
        board, whose="known", search="P-001", patient=board.north.patient_id, tumour=board.north.tumour_id,
        specimen="later",
    )  # fmt: skip
    app = press(open_page("coordinator", "open-case"), "Open case")
    assert "The case was opened." in texts(app)
    (event,) = board.store.journal.events(after=before)
    made = dict(event.payload or {})
    assert (made["case"]["patient_id"], made["case"]["tumour_id"]) == (
        board.north.patient_id, board.north.tumour_id,
    )  # fmt: skip
    assert "patient" not in made and "specimen" not in made


def test_a_specimen_without_a_laboratory_is_refused_with_what_to_do(
    open_page: OpenPage, board: Board
) -> None:
    fill_in(board, laboratory=None)
    app = press(open_page("coordinator", "open-case"), "Open case")
    assert "choose 'No specimen yet'" in texts(app)


def test_a_day_in_the_future_is_no_day_of_a_diagnosis(open_page: OpenPage, board: Board) -> None:
    app = open_page("coordinator", "open-case")
    assert field(app, "date_input", "Date of diagnosis").max == date.today()
