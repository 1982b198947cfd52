"""Whatever was recorded, one by one or in a batch: a rebuild from the journal gives the same tables."""

from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.journal import new_id
from data.rebuild import rebuild
from data.record import PROJECTIONS, people
from data.record.act import SYSTEM
from data.schema import tables_file
from data.store import Store, open_store
from domain.people import Person
from domain.refused import Refused
from tests.builders import OpenedCase, accept_run, new_store, open_case, plan_meeting, recommend

# A sequence of acts of any kind, valid or refused: what a rebuild makes is what the acts made.
ACTS = st.lists(
    st.tuples(st.sampled_from(["case", "run", "meeting", "advice", "person", "again"]), st.integers(0, 5)),
    min_size=1, max_size=12,
)  # fmt: skip


def played(store: Store, kind: str, number: int, opened: list[object], token: str) -> None:
    cases = [one for one in opened if isinstance(one, OpenedCase)]
    match kind:
        case "case":
            opened.append(open_case(store, f"P-{number:03d}", "north" if number % 2 else "south"))
        case "run" if cases:
            accept_run(store, cases[number % len(cases)], calls=number * 3)
        case "meeting":
            plan_meeting(store, *(one.case_id for one in cases[: number + 1]))
        case "advice" if cases:
            recommend(store, cases[number % len(cases)].case_id)
        case "person":
            people.record_person(store, SYSTEM, Person(f"p-{number}", f"Name {number}"), 0, new_id())
        case "again":
            people.record_person(store, SYSTEM, Person(token, "Twice"), 0, token)
            people.record_person(store, SYSTEM, Person(token, "Twice"), 0, token)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, batched=st.booleans())
def test_any_sequence_of_acts_is_rebuilt_to_the_same_tables(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int]], batched: bool
) -> None:
    home = tmp_path_factory.mktemp("acts")
    store = new_store(home)
    opened: list[object] = []

    def play() -> None:
        for kind, number in acts:
            try:
                played(store, kind, number, opened, new_id())
            except Refused:
                continue

    if batched:
        with store.batch(every=3):
            play()
    else:
        play()
    held = tables_file.contents(store._connection)
    store.close()
    again = open_store(home, PROJECTIONS)
    assert (again.opening.how, tables_file.contents(again._connection)) == ("opened", held)
    again.close()
    assert rebuild(home, PROJECTIONS).differences == ()


def test_a_failed_projection_in_a_batch_leaves_neither_event_nor_rows(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store.batch(every=1000):
        opened = open_case(store)
        before = store.journal.head()
        store.projections = {
            **PROJECTIONS, ("person_registered", 1): lambda writer, event: writer.add("centre", nothing=1)
        }  # fmt: skip
        with pytest.raises(duckdb.Error):
            people.record_person(store, SYSTEM, Person("peter", "Peter"), 0, new_id())
        store.projections = PROJECTIONS
        assert store.journal.head() == before
        accept_run(store, opened)
    assert tables_file.extent(store._connection).acts == store.journal.head()[0]
    store.close()
    assert rebuild(tmp_path, PROJECTIONS).differences == ()
