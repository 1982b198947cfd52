"""The register of trials: recorded, closed, refreshed by a registry, refused, and made anew alike."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.journal import new_id
from data.reach import reach_of
from data.read.trials import distances, register, trial_history
from data.record.trials import (
    DISTANCES,
    record_distances,
    record_registry_update,
    record_trial,
    record_trial_closed,
    registry_subject_of,
)
from data.store import Store
from domain.refused import Refused, Stale, Unreachable
from domain.trial_register import CentreDistance, DistanceTable, RegisterEntry, RegistryRecord, TrialClosing
from domain.trials.reading import RegistryUpdate
from domain.trials.trial import Site, TrialStatus
from domain.views.trials import RegisterTrial
from tests.builders import TODAY, actor
from tests.trials import keep, trial

CHAIR = actor("chair")
SAID = RegistryUpdate(
    "NCT00000001",
    status=TrialStatus.CLOSED,
    status_text="ACTIVE_NOT_RECRUITING",
    updated_on=date(2026, 10, 1),
    sites=(Site("Site one", status=TrialStatus.CLOSED), Site("Site two", status=TrialStatus.OPEN)),
)


def only(store: Store, user: str = "analyst") -> RegisterTrial:
    (found,) = register(store, actor(user))
    return found


def say(store: Store, update: RegistryUpdate = SAID, sha: str = "a", user: str = "chair") -> None:
    version = store.journal.version_of(registry_subject_of(update.nct))
    record_registry_update(store, actor(user), RegistryRecord(update, "f.json", sha * 64), version, new_id())


@pytest.mark.parametrize("user", ["coordinator", "chair", "administrator"])
def test_a_trial_is_recorded_with_its_text_and_read_back_as_it_was(store: Store, user: str) -> None:
    one = trial()
    keep(store, one, user, "the very text")
    event = list(store.journal.events())[-1]
    assert (event.verb, event.subject_id) == ("trial_recorded", "trial:EXAMPLE-001")
    payload = event.payload or {}
    assert (payload["text"], payload["audit_reason"]) == ("the very text", "EXAMPLE-001, Example trial 1")
    found = only(store)
    assert (found.trial, found.text, found.version, found.numbers) == (one, "the very text", 1, "NCT00000001")
    assert found.slots_open == 2


@pytest.mark.parametrize("user", ["member", "oncologist-north", "laboratory-a", "analyst"])
def test_who_does_not_keep_the_register_records_nothing(store: Store, user: str) -> None:
    with pytest.raises(Refused, match="may not do this"):
        keep(store, trial(), user)
    assert register(store, CHAIR) == ()


def test_a_new_version_stands_and_the_old_one_is_in_the_history(store: Store) -> None:
    keep(store, trial())
    keep(store, trial(short_title="Renamed"))
    assert (only(store).trial.short_title, only(store).version) == ("Renamed", 2)
    with store.reading(reach_of(CHAIR)) as reader:
        told = trial_history(reader, "EXAMPLE-001")
    assert [(one.version, one.what, one.recorded_by) for one in told] == [
        (2, "recorded", "Carla Coordinator"),
        (1, "recorded", "Carla Coordinator"),
    ]
    assert "Example trial 1" in (told[1].text or "")


def test_a_form_drawn_from_an_earlier_version_is_refused(store: Store) -> None:
    keep(store, trial())
    entry = RegisterEntry(trial(short_title="Late"), "late")
    with pytest.raises(Stale, match="your text is kept"):
        record_trial(store, CHAIR, entry, 0, new_id())
    assert only(store).trial.short_title == "Example trial 1"


def test_the_same_text_again_and_a_number_that_another_trial_has_are_refused(store: Store) -> None:
    keep(store, trial())
    with pytest.raises(Refused, match="with this very text"):
        keep(store, trial())
    with pytest.raises(Refused, match="NCT00000001 stands in the register as EXAMPLE-001"):
        keep(store, trial(2, numbers=trial().numbers))


def test_a_closed_trial_takes_nobody_until_a_new_version_opens_it(store: Store) -> None:
    keep(store, trial())
    record_trial_closed(store, CHAIR, TrialClosing("EXAMPLE-001", TODAY, "No drug left"), 1, new_id())
    closed = only(store)
    assert (closed.standing.status, closed.closing_reason, closed.version) == (
        TrialStatus.CLOSED,
        "No drug left",
        2,
    )
    with pytest.raises(Refused, match="closed already"):
        record_trial_closed(store, CHAIR, TrialClosing("EXAMPLE-001", TODAY, "Again"), 2, new_id())
    keep(store, trial(), text="opened again")
    assert (only(store).standing.status, only(store).closed_on) == (TrialStatus.OPEN, None)


def test_a_closing_needs_a_reason_a_past_day_and_a_trial(store: Store) -> None:
    with pytest.raises(Refused, match="Say why"):
        TrialClosing("EXAMPLE-001", TODAY, " ")
    with pytest.raises(Refused, match="future"):
        TrialClosing("EXAMPLE-001", TODAY + timedelta(days=1), "Later")
    with pytest.raises(Unreachable, match="no such trial"):
        record_trial_closed(store, CHAIR, TrialClosing("EXAMPLE-009", TODAY, "None"), 0, new_id())


def test_the_registrys_word_stands_beside_the_boards_and_does_not_replace_it(store: Store) -> None:
    keep(store, trial())
    say(store)
    found = only(store)
    assert found.registry is not None
    assert (found.registry.status, found.registry.updated_on) == (TrialStatus.CLOSED, date(2026, 10, 1))
    assert found.differs
    assert found.standing.status is TrialStatus.OPEN
    assert found.standing.sites == trial().sites


def test_the_registry_fills_in_what_nobody_said_of_status_and_sites(store: Store) -> None:
    keep(store, trial(status=TrialStatus.UNKNOWN, sites=()))
    say(store)
    assert (only(store).standing.status, only(store).standing.sites) == (TrialStatus.CLOSED, SAID.sites)
    assert not only(store).differs
    keep(store, trial(status=TrialStatus.UNKNOWN, sites=(Site("SITE ONE"), Site("Site nine"))))
    states = [one.status for one in only(store).standing.sites]
    assert states == [TrialStatus.CLOSED, TrialStatus.UNKNOWN]


def test_a_registry_file_that_is_older_the_same_or_of_no_trial_is_refused(store: Store) -> None:
    with pytest.raises(Refused, match="No trial of the register has the number NCT00000001"):
        say(store)
    keep(store, trial())
    say(store)
    with pytest.raises(Refused, match="taken before"):
        say(store)
    with pytest.raises(Refused, match="older"):
        say(store, replace(SAID, updated_on=date(2026, 9, 1)), "b")
    with pytest.raises(Refused, match="may not"):
        say(store, replace(SAID, updated_on=date(2026, 11, 1)), "c", "oncologist-north")
    say(store, replace(SAID, updated_on=date(2026, 11, 1), status=TrialStatus.OPEN), "d")
    assert not only(store).differs


def test_distances_are_kept_by_way_and_unknown_stays_unknown(store: Store) -> None:
    def bring(*rows: CentreDistance) -> None:
        version = store.journal.version_of(DISTANCES)
        record_distances(store, CHAIR, DistanceTable(rows, "d.csv"), version, new_id())

    bring(CentreDistance("north", "Site one", 12.5), CentreDistance("south", "Site one", None, 40))
    bring(CentreDistance("north", "Site one", 13.0, 20))
    with store.reading(reach_of(actor("oncologist-south"))) as reader:
        told = [(one.centre, one.site, one.km, one.minutes, one.version) for one in distances(reader)]
    assert told == [
        ("Northern hospital", "Site one", 13.0, 20.0, 2),
        ("Southern hospital", "Site one", None, 40.0, 1),
    ]
    with pytest.raises(Unreachable, match="no such centre"):
        bring(CentreDistance("west", "Site one", 1))
    with pytest.raises(Refused, match="twice"):
        DistanceTable((CentreDistance("north", "A", 1), CentreDistance("north", "A", 2)))
    for km in (-1.0, float("nan"), 99_999.0):
        with pytest.raises(Refused, match="cannot be a distance"):
            CentreDistance("north", "A", km)
