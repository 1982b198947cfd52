"""The inbox: what a command lays while the app holds the store is recorded once, with the user's rights."""

import hashlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from commands.ingest import main
from data import inbox
from data.arrived_release import arrived_release
from data.arrived_run import ArrivedRun
from data.inbox import Request
from data.journal import new_id
from data.record import PROJECTIONS
from data.record.act import plain
from data.store import Store, open_store
from domain.meetings import Meeting
from domain.readings import FileKind, FileRead, RunReading
from domain.refused import Refused
from tests.builders import Board, new_board, new_store, open_case, reading
from tests.data.ingest.samples import FIXTURES
from tests.releases import item, read

MEETING = Meeting(date(2027, 1, 7), "chair", "Room 1")


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    made = new_board(tmp_path)
    yield made
    made.store.close()


def run_of(*sample_ids: str) -> RunReading:
    file = FileRead("a.tsv", "0" * 64, 10, FileKind.COMBINED_VARIANT_OUTPUT)
    return RunReading("SYN-RUN-9", (file,), tuple(reading(one, calls=3) for one in sample_ids), (), ())


def asked(store: Store, kind: str, user: str, value: object) -> str:
    return inbox.lay(store.home, Request(kind, user, value, new_id()))


def test_a_request_is_recorded_by_the_holder_of_the_store_and_answered(board: Board) -> None:
    request_id = asked(board.store, "meeting", "coordinator", MEETING)
    assert inbox.answer_to(board.store.home, request_id) is None
    assert inbox.record_waiting(board.store) == 1
    found = inbox.answer_to(board.store.home, request_id)
    assert found is not None
    event = list(board.store.journal.events())[-1]
    assert (event.sequence, event.actor_id, event.verb) == (found.sequence, "coordinator", "meeting_planned")
    assert inbox.record_waiting(board.store) == 0


def test_answers_that_are_forgotten_while_the_inbox_is_looked_through_leave_nothing(board: Board) -> None:
    done = threading.Event()

    def answer() -> None:
        while not done.is_set():
            inbox.record_waiting(board.store)

    answering = threading.Thread(target=answer)
    answering.start()
    try:
        for days in range(25):
            meeting = replace(MEETING, held_on=MEETING.held_on + timedelta(days))
            request_id = asked(board.store, "meeting", "coordinator", meeting)
            while inbox.answer_to(board.store.home, request_id) is None:
                time.sleep(0.001)
            inbox.forget(board.store.home, request_id)
    finally:
        done.set()
        answering.join()
    assert list((board.store.home / "inbox").iterdir()) == []


def test_a_request_has_the_rights_of_its_user_and_no_others(board: Board) -> None:
    before = board.store.sequence
    for user in ("oncologist-north", "analyst", "nobody", "system"):
        request_id = asked(board.store, "meeting", user, MEETING)
        inbox.record_waiting(board.store)
        with pytest.raises(Refused, match=r"may not do this|no user"):
            inbox.answer_to(board.store.home, request_id)
    assert board.store.sequence == before


def test_a_request_whose_answer_was_lost_is_recorded_once(board: Board) -> None:
    request_id = asked(board.store, "meeting", "coordinator", MEETING)
    inbox.record_waiting(board.store)
    first = inbox.answer_to(board.store.home, request_id)
    (board.store.home / "inbox" / request_id / "done.json").unlink()
    before = board.store.sequence
    assert inbox.record_waiting(board.store) == 1
    assert inbox.answer_to(board.store.home, request_id) == first
    assert board.store.sequence == before


def test_a_run_finds_its_specimens_by_its_sample_names(board: Board) -> None:
    opened = open_case(board.store, "P-003", sample_id="S-3")
    request_id = asked(board.store, "run", "laboratory-a", ArrivedRun(run_of("S-3")))
    inbox.record_waiting(board.store)
    assert inbox.answer_to(board.store.home, request_id) is not None
    profiles = (list(board.store.journal.events())[-1].payload or {})["profiles"]
    assert [one["specimen_ids"] for one in profiles] == [[opened.specimen_id]]
    assert profiles[0]["patient_id"] == opened.patient_id


def test_unknown_samples_are_refused_by_name_and_nothing_of_the_run_is_taken(board: Board) -> None:
    open_case(board.store, "P-003", sample_id="S-3")
    before = board.store.sequence
    request_id = asked(board.store, "run", "laboratory-a", ArrivedRun(run_of("S-3", "S-8", "S-9")))
    inbox.record_waiting(board.store)
    with pytest.raises(Refused, match=r"one specimen for S-8, S-9; nothing was recorded"):
        inbox.answer_to(board.store.home, request_id)
    assert board.store.sequence == before


def test_a_coordinator_is_asked_which_laboratory(board: Board) -> None:
    request_id = asked(board.store, "run", "coordinator", ArrivedRun(run_of("S-3")))
    inbox.record_waiting(board.store)
    with pytest.raises(Refused, match="--laboratory"):
        inbox.answer_to(board.store.home, request_id)


def test_a_foreign_laboratory_does_not_find_the_specimen(board: Board) -> None:
    open_case(board.store, "P-003", sample_id="S-3")
    request_id = asked(board.store, "run", "laboratory-b", ArrivedRun(run_of("S-3"), "lab-a"))
    inbox.record_waiting(board.store)
    with pytest.raises(Refused):
        inbox.answer_to(board.store.home, request_id)


@pytest.mark.parametrize(
    "body",
    [
        "no json",
        "{}",
        json.dumps({"kind": "meeting", "user_id": "coordinator", "token": "t", "value": {"place": "x"}}),
        json.dumps({"kind": "delete_all", "user_id": "coordinator", "token": "t", "value": {}}),
        json.dumps(
            {
                "kind": "meeting",
                "user_id": "coordinator",
                "token": "t",
                "value": {"held_on": "2027-01-01", "x": 1},
            }
        ),
        json.dumps({"kind": "meeting", "user_id": "coordinator", "token": "t", "value": {"held_on": 7}}),
    ],
)
def test_a_request_of_another_form_is_refused_and_the_others_go_on(board: Board, body: str) -> None:
    bad = inbox.lay(board.store.home, Request("meeting", "coordinator", MEETING, new_id()))
    (board.store.home / "inbox" / bad / "request.json").write_text(body)
    good = asked(board.store, "meeting", "coordinator", MEETING)
    assert inbox.record_waiting(board.store) == 2
    with pytest.raises(Refused, match="not of the form"):
        inbox.answer_to(board.store.home, bad)
    assert inbox.answer_to(board.store.home, good) is not None


def test_what_is_no_request_is_left_alone(board: Board) -> None:
    folder = board.store.home / "inbox"
    (folder / "notes.txt").write_text("mine")
    (folder / ".half-written").mkdir()
    (folder / new_id()).symlink_to("/tmp")
    assert inbox.record_waiting(board.store) == 0


def test_a_command_records_directly_when_no_app_holds_the_store(tmp_path: Path) -> None:
    new_board(tmp_path).store.close()
    done = inbox.record_or_lay(tmp_path, PROJECTIONS, Request("meeting", "chair", MEETING, new_id()))
    assert done.sequence > 0
    assert list((tmp_path / "inbox").iterdir()) == []


HOLDER = """
import sys
from pathlib import Path
from session import opening
store = opening.the_store()
opening.watch_inbox()
print("open", flush=True)
sys.stdin.read()
opening.close()
print("closed", flush=True)
"""


def test_a_command_is_answered_by_the_app_that_holds_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_board(tmp_path).store.close()
    monkeypatch.setenv("MTB_HOME", str(tmp_path))
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    done = inbox.record_or_lay(tmp_path, PROJECTIONS, Request("meeting", "chair", MEETING, new_id()), 30)
    assert done.sequence > 0
    with pytest.raises(Refused, match="may not"):
        inbox.record_or_lay(tmp_path, PROJECTIONS, Request("meeting", "analyst", MEETING, new_id()), 30)
    assert holder.communicate("", timeout=30)[0] == "closed\n"
    assert list((tmp_path / "inbox").iterdir()) == []


def test_a_request_that_nobody_answers_is_kept_and_said_so(tmp_path: Path) -> None:
    board = new_board(tmp_path)
    script = (
        "import sys; from pathlib import Path; from tests.data.test_inbox import *\n"
        "request = Request('meeting', 'chair', MEETING, 't')\n"
        "try: inbox.record_or_lay(Path(sys.argv[1]), PROJECTIONS, request, 0.5)\n"
        "except Refused as refused: print(refused)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    assert "kept in the inbox" in told
    assert inbox.record_waiting(board.store) == 1
    board.store.close()


def test_a_reading_comes_back_from_json_as_it_went(board: Board) -> None:
    from data.plain_values import restored

    value = ArrivedRun(run_of("S-3", "S-4"), "lab-a", date.today() - timedelta(days=3))
    assert restored(ArrivedRun, json.loads(json.dumps(plain(value)))) == value


def test_the_files_of_a_run_accepted_by_command_are_kept_as_the_app_keeps_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, run = tmp_path / "home", tmp_path / "RUN"
    store = new_store(home)
    open_case(store, sample_id="SYN-A-DNA")
    store.close()
    run.mkdir()
    for name in ("cvo_localapp_2_2.tsv", "metrics_localapp_2_2.tsv"):
        (run / name).write_bytes((FIXTURES / name).read_bytes())
    (run / "nobody knows.bin").write_bytes(b"hello")
    monkeypatch.setenv("MTB_HOME", str(home))
    assert main([str(run), "--record", "--as", "coordinator", "--laboratory", "lab-a"]) == 0
    (kept,) = (home / "inbox" / "accepted").iterdir()
    assert f"2 of its 2 files are kept in inbox/accepted/{kept.name}." in capsys.readouterr().out
    store = open_store(home, PROJECTIONS)
    event = list(store.journal.events())[-1]
    store.close()
    assert event.payload is not None and kept.name == event.subject_id == event.payload["run"]["run_id"]
    recorded = {one["name"]: one["sha256"] for one in event.payload["files"]}
    found = {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in kept.iterdir()}
    assert found == {name: recorded[name] for name in found} and len(found) == 2


def test_a_run_that_is_refused_keeps_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    new_store(home).close()
    monkeypatch.setenv("MTB_HOME", str(home))
    path = FIXTURES / "cvo_localapp_2_2.tsv"
    assert main([str(path), "--record", "--as", "coordinator", "--laboratory", "lab-a"]) == 2
    assert not list((home / "inbox").glob("accepted/*"))


def test_a_release_whose_answer_was_lost_is_recorded_once(board: Board) -> None:
    value = arrived_release(read(item("EID1"), item("EID2")))
    request_id = asked(board.store, "release", "administrator", value)
    inbox.record_waiting(board.store)
    first = inbox.answer_to(board.store.home, request_id)
    assert first is not None
    (board.store.home / "inbox" / request_id / "done.json").unlink()
    before = board.store.sequence
    inbox.record_waiting(board.store)
    assert inbox.answer_to(board.store.home, request_id) == first
    assert board.store.sequence == before


def test_a_release_of_another_form_is_refused_and_nothing_recorded(board: Board) -> None:
    before = board.store.sequence
    value = replace(arrived_release(read(item())), items='[{"item_id": "EID1"}]')
    request_id = asked(board.store, "release", "administrator", value)
    inbox.record_waiting(board.store)
    with pytest.raises(Refused, match="not of the form this program writes"):
        inbox.answer_to(board.store.home, request_id)
    assert board.store.sequence == before
