"""Releases of evidence: loaded once, never edited, switched by an act with its reason."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from data.journal import new_id
from data.reach import reach_of
from data.read import releases as reading
from data.record import releases
from data.record.act import append
from data.store import Store
from domain.knowledge.evidence import ReleaseReading, Source
from domain.knowledge.in_force import ReleaseInForce
from domain.knowledge.profiles import AllOf, AnyOf, Atom, AtomKind, Not
from domain.people import Act
from domain.problems import Problem, Severity
from domain.refused import Refused, Stale
from domain.views.evidence import SourceView
from tests.builders import actor
from tests.releases import V600E, item, load, read, switch

ADMINISTRATOR = actor("administrator")


def civic(store: Store) -> SourceView:
    return next(one for one in reading.sources(store, actor("chair")) if one.source is Source.CIVIC)


def test_a_release_is_recorded_with_its_file_and_what_was_left_over(store: Store) -> None:
    event = releases.record_release(
        store, ADMINISTRATOR, read(item("EID1"), item("EID2"), sha="a"), 0, new_id()
    )
    payload = event.payload or {}
    assert payload["source"] == "civic"
    assert payload["file_sha256"] == "a" * 64
    assert (payload["rows"], payload["items"], payload["left_over"]) == (3, 2, 1)
    (one,) = civic(store).releases
    assert (one.title, one.released_on, one.licence) == ("CIViC 2026-05-26", date(2026, 5, 26), "CC0-1.0")
    assert one.loaded_by == "Ada Administrator"
    with store.reading(reach_of(actor("chair"))) as reader:
        (left,) = reading.left_over(reader, one.release_id)
    assert (left.line, left.item_id, left.kept) == (7, "EID7", True)


def test_items_come_back_from_the_bundle_as_they_were_read(store: Store) -> None:
    other = Atom(AtomKind.FUSION, "FGFR2", None, None, text="FGFR2::v")
    profile = AllOf((AnyOf((V600E, other)), Not(Atom(AtomKind.SIGNATURE, None, "MSI-H", text="MSI-H"))))
    items = (
        item("EID1", profile=profile, rating=4, trials=("NCT01",), reviewed_on=date(2026, 1, 2)),
        item("EID2"),
    )
    release_id = load(store, *items)
    found = reading.release(store, actor("oncologist-south"), release_id)
    assert found is not None
    assert found.items == items


def test_loading_does_not_put_a_release_in_force(store: Store) -> None:
    load(store, in_force=False)
    assert civic(store).in_force is None


def test_a_release_is_in_force_once_it_was_switched_on_and_until_it_is_switched_off(store: Store) -> None:
    first = load(store)
    assert civic(store).in_force == civic(store).releases[0]
    assert civic(store).reason == "The board read it."
    second = load(store, sha="b", version="2026-08-01", released_on=date(2026, 8, 1))
    in_force = civic(store).in_force
    assert in_force is not None and in_force.release_id == second != first
    switch(store, Source.CIVIC, None)
    assert civic(store).in_force is None
    with store.reading(reach_of(ADMINISTRATOR)) as reader:
        assert [one.release for one in reading.switches(reader)] == [
            None,
            "CIViC 2026-08-01",
            "CIViC 2026-05-26",
        ]


def test_the_same_file_is_not_loaded_twice(store: Store) -> None:
    load(store)
    with pytest.raises(Refused, match=r"loaded before as CIViC 2026-05-26 on .* never edited"):
        load(store)
    assert len(civic(store).releases) == 1


def test_a_file_of_which_more_is_read_since_is_a_release_of_its_own_beside_the_first(store: Store) -> None:
    other = Atom(AtomKind.FUSION, "ALK", None, None, text="v::ALK")
    first = load(store, item("EID1", profile=other))
    again = read(item("EID1"))
    release = again.release
    assert release is not None
    with store.reading(reach_of(ADMINISTRATOR)) as reader:
        assert not releases.is_loaded(store, reader, release)
    event = releases.record_release(store, ADMINISTRATOR, again, 0, new_id())
    second = event.subject_id
    in_force = civic(store).in_force
    assert in_force is not None and in_force.release_id == first != second
    assert {one.release_id for one in civic(store).releases} == {first, second}
    assert {one.title for one in civic(store).releases} == {
        "CIViC 2026-05-26",
        f"CIViC 2026-05-26 ({second[:8]})",
    }
    for release_id, profile in ((first, other), (second, V600E)):
        found = reading.release(store, ADMINISTRATOR, release_id)
        assert found is not None and [one.profile for one in found.items] == [profile]
    with store.reading(reach_of(ADMINISTRATOR)) as reader:
        assert releases.is_loaded(store, reader, release)
    with pytest.raises(Refused, match="loaded before"):
        releases.record_release(store, ADMINISTRATOR, again, 0, new_id())


def test_a_release_of_before_its_readings_were_told_apart_goes_by_its_file(store: Store) -> None:
    value = read(item("EID1"))
    event = releases.record_release(store, ADMINISTRATOR, value, 0, new_id())
    payload = {key: one for key, one in (event.payload or {}).items() if key != "release_id"}
    payload |= {"file_sha256": "f" * 64, "audit_reason": "CIViC"}
    subject = ("knowledge_release", "f" * 64)
    append(store, ADMINISTRATOR, "knowledge_release_loaded", subject, 0, new_id(), payload)
    assert "f" * 64 in {one.release_id for one in civic(store).releases}


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (
            ReleaseReading(None, 0, (), (Problem(Severity.REFUSED_FILE, "x.tsv", "", 1, "a", "CIViC"),)),
            "x.tsv",
        ),
        (ReleaseReading(None, 0), "no release was found"),
        (read(source=Source.STARTER), "comes with the program"),
        (read(items=()), "No item"),
    ],
)
def test_what_is_no_release_is_refused_with_a_sentence(
    store: Store, value: ReleaseReading, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        releases.record_release(store, ADMINISTRATOR, value, 0, new_id())
    assert civic(store).releases == ()


@pytest.mark.parametrize(
    "user", ["chair", "coordinator", "laboratory-a", "analyst", "oncologist-north", "member"]
)
def test_only_the_administrator_loads_and_switches(store: Store, user: str) -> None:
    release_id = load(store, in_force=False)
    with pytest.raises(Refused):
        releases.record_release(store, actor(user), read(sha="b"), 0, new_id())
    with pytest.raises(Refused):
        value = ReleaseInForce(Source.CIVIC, release_id, "Mine.")
        releases.record_release_in_force(store, actor(user), value, 0, new_id())
    assert civic(store).in_force is None


@pytest.mark.parametrize(("source", "release_id"), [(Source.CIVIC, "0" * 64), (Source.OWN, "a" * 64)])
def test_a_release_that_is_not_of_the_source_is_not_switched_on(
    store: Store, source: Source, release_id: str
) -> None:
    load(store, in_force=False, sha="a")
    with pytest.raises(Refused, match="no such release"):
        value = ReleaseInForce(source, release_id, "Why not.")
        releases.record_release_in_force(store, ADMINISTRATOR, value, 0, new_id())


def test_a_switch_over_another_switch_is_refused(store: Store) -> None:
    release_id = load(store)
    with pytest.raises(Stale):
        switch(store, Source.CIVIC, release_id, seen=0)


def test_a_switch_needs_its_reason() -> None:
    with pytest.raises(Refused, match="reason"):
        ReleaseInForce(Source.CIVIC, None, "  ")


def test_a_release_of_today_is_read_by_everybody_who_is_signed_in(store: Store) -> None:
    load(store)
    told = {
        repr(reading.sources(store, actor(user))) for user in ("chair", "analyst", "laboratory-b", "member")
    }
    assert len(told) == 1
    assert not actor("chair").may(Act.MANAGE_REFERENCE)


def test_an_item_keeps_its_flags_and_what_nobody_said(store: Store) -> None:
    bare = replace(item(), rating=None, citation=None, citation_id=None, flagged=True, drugs=())
    release_id = load(store, bare)
    found = reading.release(store, actor("chair"), release_id)
    assert found is not None and found.items == (bare,)


A: dict[str, Any] = {"source": Source.OWN, "name": "Table of Laboratory A"}
B: dict[str, Any] = {"source": Source.OWN, "name": "Table of Laboratory B"}


def in_force(store: Store) -> list[str]:
    return [one.title for view in reading.sources(store, actor("chair")) if (one := view.in_force)]


def test_own_tables_of_two_laboratories_stand_in_force_beside_each_other_and_civic(store: Store) -> None:
    load(store, item("EID1"))
    load(store, item("L-1"), **A)
    load(store, item("L-2"), **B)
    assert in_force(store) == [
        "Starter table 2026-11-21", "CIViC 2026-05-26", "Table of Laboratory A 2026-05-26",
        "Table of Laboratory B 2026-05-26",
    ]  # fmt: skip
    assert [len(one.items) for one in reading.releases_in_force(store, actor("chair"))][1:] == [1, 1, 1]
    switch(store, Source.OWN, None, name="Table of Laboratory A")
    assert in_force(store)[2:] == ["Table of Laboratory B 2026-05-26"]


def test_of_one_table_one_release_is_in_force(store: Store) -> None:
    load(store, item("L-1"), **A)
    load(store, item("L-2"), **A, version="2026-08-01")
    assert in_force(store)[1:] == ["Table of Laboratory A 2026-08-01"]


def test_a_switch_of_one_table_is_not_stale_by_a_switch_of_another(store: Store) -> None:
    mine = load(store, item("L-1"), in_force=False, **A)
    load(store, item("L-2"), **B)
    switch(store, Source.OWN, mine, seen=0)
    assert len(in_force(store)) == 3


def test_switches_that_named_no_table_hold_for_their_whole_source_until_a_newer_one(store: Store) -> None:
    mine = load(store, item("L-1"), in_force=False, **A)
    theirs = load(store, item("L-2"), in_force=False, **B)
    for version, release_id in enumerate((mine, theirs)):
        payload = {"source": "own", "release_id": release_id, "audit_reason": "As it was said then."}
        append(
            store, ADMINISTRATOR, "knowledge_release_switched", ("knowledge_source", "own"), version,
            new_id(), payload,
        )  # fmt: skip
    assert in_force(store)[1:] == ["Table of Laboratory B 2026-05-26"]
    switch(store, Source.OWN, mine)
    assert len(in_force(store)) == 3


def test_switching_off_needs_a_table_that_was_loaded(store: Store) -> None:
    load(store, **A)
    for name in (None, "Table of nobody"):
        with pytest.raises(Refused, match="which table"):
            value = ReleaseInForce(Source.OWN, None, "No longer kept.", name)
            releases.record_release_in_force(store, ADMINISTRATOR, value, 0, new_id())
    assert in_force(store)[1:] == ["Table of Laboratory A 2026-05-26"]


def test_two_files_of_one_table_and_day_are_told_apart_by_the_beginning_of_their_sha256(
    store: Store,
) -> None:
    load(store, item("EID1"))
    second = load(store, item("EID2"))
    load(store, item("L-1"), **A)
    titles = {one.title for view in reading.sources(store, actor("chair")) for one in view.releases}
    assert titles == {
        "Starter table 2026-11-21", "CIViC 2026-05-26", f"CIViC 2026-05-26 ({second[:8]})",
        "Table of Laboratory A 2026-05-26",
    }  # fmt: skip


def test_a_double_click_loads_a_release_once_and_refuses_nothing(store: Store) -> None:
    token = new_id()
    events = [releases.record_release(store, ADMINISTRATOR, read(), 0, token) for _ in range(2)]
    assert events[0].sequence == events[1].sequence
