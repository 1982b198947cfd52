"""The journal: what is acknowledged is durable, in order, once, and cannot be changed unseen."""

import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from data.journal import GENESIS, Draft, Event, Journal, JournalDamaged, VersionTaken, new_id


def act(subject: str = "case-1", seen: int = 0, **overrides: object) -> Draft:
    values: dict[str, object] = {
        "verb": "noted", "subject_kind": "case", "subject_id": subject, "seen_version": seen,
        "token": new_id(),
        "actor_id": "chair", "role": "chair", "payload": {"text": "DPYD*2A / DPYD*13", "n": 1},
    }  # fmt: skip
    return Draft(**{**values, **overrides})  # type: ignore[arg-type]


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal.sqlite")


def changed(path: Path, *statements: str) -> None:
    """Change the file behind the journal's back."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_an_act_is_read_back_as_it_was_written(journal: Journal) -> None:
    event, new = journal.append(act(on_behalf_of="Dr N."))
    assert new
    assert list(journal.events()) == [event]
    assert (event.sequence, event.subject_version, event.previous_hash) == (1, 1, GENESIS)
    assert event.payload == {"text": "DPYD*2A / DPYD*13", "n": 1}
    assert event.on_behalf_of == "Dr N."


def test_each_event_is_chained_to_the_one_before(journal: Journal) -> None:
    first, _ = journal.append(act())
    second, _ = journal.append(act(seen=1))
    assert second.previous_hash == first.hash
    assert journal.head() == (2, second.hash)
    assert journal.verify() is None


def test_a_stale_version_is_refused_and_nothing_is_recorded(journal: Journal) -> None:
    journal.append(act())
    with pytest.raises(VersionTaken):
        journal.append(act(seen=0))
    assert journal.head()[0] == 1


def test_the_same_token_gives_the_event_of_the_first_time(journal: Journal) -> None:
    first, _ = journal.append(act(token="t"))
    again, new = journal.append(act(token="t", seen=7))
    assert (again, new) == (first, False)
    assert journal.head()[0] == 1


def test_what_fails_before_the_commit_leaves_no_event(journal: Journal) -> None:
    def fail(_: Event) -> None:
        raise RuntimeError("the tables refuse it")

    with pytest.raises(RuntimeError):
        journal.append(act(), fail)
    assert journal.head() == (0, GENESIS)
    journal.append(act())
    assert journal.verify() is None


def test_not_a_number_is_no_plain_value(journal: Journal) -> None:
    with pytest.raises(ValueError, match="JSON"):
        journal.append(act(payload={"x": float("nan")}))
    assert journal.head()[0] == 0


def test_two_writers_with_the_same_version_one_is_let_through(journal: Journal) -> None:
    outcomes: list[str] = []
    start = threading.Barrier(8)

    def write() -> None:
        start.wait()
        try:
            journal.append(act())
            outcomes.append("recorded")
        except VersionTaken:
            outcomes.append("refused")

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["recorded"] + ["refused"] * 7


def test_two_processes_share_a_journal_and_one_of_them_gets_each_version(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from data.journal import *\n"
        "j = Journal(Path(sys.argv[1])); done = 0\n"
        "while j.version_of('s') < 60:\n"
        "    v = j.version_of('s')\n"
        "    try: j.append(Draft('noted', 'case', 's', v, new_id(), 'a', 'chair', {})); done += 1\n"
        "    except VersionTaken: pass\n"
        "print(done)"
    )
    path = tmp_path / "journal.sqlite"
    Journal(path).close()
    command = [sys.executable, "-c", script, str(path)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    counts = [int(one.communicate(timeout=120)[0]) for one in both]
    journal = Journal(path)
    assert sum(counts) == journal.head()[0] == journal.version_of("s") >= 60
    assert journal.verify() is None


@pytest.mark.parametrize(
    ("change", "told", "sequence"),
    [
        ("update event set actor_id = 'somebody' where sequence = 2", "changed after it was recorded", 2),
        ("update payload set body = '{}' where sequence = 3", "content was changed", 3),
        ("delete from event where sequence = 2", "event 2 is missing", 3),
        ("update event set hash = 'x' where sequence = 4", "changed after it was recorded", 4),
        ("update event set previous_hash = 'x' where sequence = 4", "does not follow", 4),
        ("delete from event where sequence = 5", "payload lies in the journal without", 5),
        ("update event set role = 'administrator' where sequence = 1", "changed after", 1),
    ],
)
def test_a_change_behind_the_back_is_named_at_its_event(
    tmp_path: Path, change: str, told: str, sequence: int
) -> None:
    path = tmp_path / "journal.sqlite"
    journal = Journal(path)
    for number in range(5):
        journal.append(act(seen=number))
    journal.close()
    changed(path, change)
    fault = Journal(path).verify()
    assert fault is not None
    assert fault.sequence == sequence
    assert told in fault.sentence


def test_an_erased_payload_is_no_fault_and_reads_as_none(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    journal = Journal(path)
    journal.append(act())
    journal.append(act(seen=1))
    journal.close()
    changed(path, "delete from payload where sequence = 1")
    again = Journal(path)
    assert again.verify() is None
    assert [event.payload is None for event in again.events()] == [True, False]


def test_a_long_journal_is_read_in_parts_without_losing_one(journal: Journal) -> None:
    for number in range(1203):
        journal.append(act(subject=f"s{number}"))
    assert [event.sequence for event in journal.events()] == list(range(1, 1204))
    assert [event.sequence for event in journal.events(after=1000)] == list(range(1001, 1204))
    assert journal.verify() is None


@pytest.mark.parametrize("content", [b"this is no database, but a text of some length" * 100, b"x"])
def test_a_file_that_is_no_journal_is_said_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "journal.sqlite"
    path.write_bytes(content)
    with pytest.raises(JournalDamaged, match="cannot be opened"):
        Journal(path)


def test_a_page_of_noise_in_the_middle_is_a_fault_or_said_to_be_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    journal = Journal(path)
    for number in range(300):
        journal.append(act(subject=f"s{number}"))
    journal.close()
    body = bytearray(path.read_bytes())
    body[16384:20480] = bytes(range(256)) * 16
    path.write_bytes(bytes(body))
    try:
        fault = Journal(path).verify()
    except JournalDamaged as error:
        assert "bring the journal back from its backup" in str(error)
    else:
        assert fault is not None


def test_nobody_else_may_read_the_file(journal: Journal) -> None:
    assert journal.path.stat().st_mode & 0o077 == 0


def test_ids_made_one_after_another_lie_in_order() -> None:
    ids = [new_id() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert ids[0][:8] <= ids[-1][:8]
