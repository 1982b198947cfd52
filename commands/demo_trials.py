"""The demonstration's register of trials, all of them examples, and what became of some matches."""

from datetime import date
from functools import cache
from pathlib import Path

from commands.demo_cohort.plan import DemoAnswer
from data.ingest.trials.register_file import read_trials
from data.ingest.trials.register_text import write_trial
from data.journal import new_id
from data.record.trial_match_states import record_match_state
from data.record.trials import record_distances, record_trial
from data.store import Store
from domain.codes import Decision, ReasonNotFollowed
from domain.people import Actor
from domain.refused import Refused
from domain.trial_register import CentreDistance, DistanceTable, RegisterEntry
from domain.trial_states import REFUSAL_REASONS, MatchState, MatchStateChange, match_subject
from domain.trials.trial import Trial

REGISTER = Path(__file__).parent / "demo_cohort" / "trial_register.yaml"
_STATES = {
    Decision.FOLLOWED: MatchState.ENROLLED,
    Decision.PARTLY: MatchState.SCREENED,
    Decision.DECLINED: MatchState.REFUSED,
    Decision.DEFERRED: MatchState.CONTACTED,
}


@cache
def example_trials() -> tuple[Trial, ...]:
    """The trials of the demonstration. Raises ``Refused`` where one of them cannot be read."""
    reading = read_trials(REGISTER, REGISTER.name)
    if reading.errors:
        raise Refused(reading.errors[0].sentence)
    return reading.trials


def bring_register(store: Store, actor: Actor, centres: tuple[str, ...]) -> None:
    """Bring every example into the register, and how far their first site lies from some centres."""
    for trial in example_trials():
        entry = RegisterEntry(trial, write_trial(trial), REGISTER.name, "Example for the demonstration")
        record_trial(store, actor, entry, 0, new_id())
    site = example_trials()[0].sites[0].name
    # The last centre is left out: a distance that nobody gave stays unknown.
    rows = tuple(CentreDistance(centre, site, 12.0 + 31 * n) for n, centre in enumerate(centres[:-1]))
    if rows:
        record_distances(store, actor, DistanceTable(rows), 0, new_id())


def follow_match(
    store: Store, actor: Actor, case_id: str, trial_id: str, answer: DemoAnswer | None, advised_on: date
) -> None:
    """What became of an advised trial of the register: contacted, then as the physician answered."""
    if trial_id not in {one.trial_id for one in example_trials()}:
        return
    states: list[tuple[MatchState, date, ReasonNotFollowed | None]] = [
        (MatchState.CONTACTED, advised_on, None)
    ]
    if answer is not None and answer.decision is not Decision.DEFERRED:
        state = _STATES[answer.decision]
        reason = answer.primary_reason if state is MatchState.REFUSED else None
        if state is not MatchState.REFUSED or reason in REFUSAL_REASONS:
            states.append((state, answer.decided_on, reason))
    for state, happened_on, reason in states:
        needs_words = reason is not None and reason.needs_text
        change = MatchStateChange(
            case_id, trial_id, state, happened_on, None, reason, "Example" if needs_words else None
        )
        version = store.journal.version_of(match_subject(case_id, trial_id, None))
        record_match_state(store, actor, change, version, new_id())
