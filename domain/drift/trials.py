"""What became of a trial since it was recommended: its status, its arms, its free places."""

from datetime import date

from domain.drift.changes import Drift, DriftKind, Severity, Side
from domain.trials.recruiting import free_places
from domain.trials.trial import Arm, Trial, TrialStatus

_HALTED = {TrialStatus.SUSPENDED, TrialStatus.NOT_YET_OPEN}


def trial_words(trial: Trial) -> str:
    """How a trial takes patients, in a line: ``Open to accrual; arm B closed to accrual; no place free``."""
    told = [trial.status.label]
    if trial.status is not TrialStatus.CLOSED:
        told += [
            f"{_arm(one)} {one.status.label.lower()}"
            for one in trial.arms
            if one.status in _HALTED | {TrialStatus.CLOSED}
        ]
        places = _places(trial)
        if places is not None:
            told.append("no place free" if places <= 0 else f"{places} free")
    return "; ".join(told)


def _arm(arm: Arm) -> str:
    return arm.code if arm.code.casefold().startswith("arm") else f"arm {arm.code}"


def _places(trial: Trial) -> int | None:
    """The free places of the arms that are not closed; ``None`` where nobody said of any."""
    told = [free_places(trial, one) for one in trial.arms if one.status is not TrialStatus.CLOSED]
    said = [one for one in told if one is not None]
    return sum(said) if said else None


def _closed(trial: Trial) -> bool:
    """Whether nobody is taken any more: closed itself, or in all its arms or sites."""
    if trial.status is TrialStatus.CLOSED:
        return True
    parts = (tuple(one.status for one in trial.arms), tuple(one.status for one in trial.sites))
    return any(part and all(status is TrialStatus.CLOSED for status in part) for part in parts)


def _halted(trial: Trial) -> frozenset[str]:
    """What of a trial takes nobody for now: itself, arms, places."""
    found = {one.code for one in trial.arms if one.status in _HALTED | {TrialStatus.CLOSED}}
    if trial.status in _HALTED:
        found.add("trial")
    places = _places(trial)
    if places is not None and places <= 0:
        found.add("places")
    return frozenset(found)


def trial_severity(then: Trial | None, now: Trial) -> Severity | None:
    """What a trial's change means for advice to enter it; ``None`` where it stands as it did.

    A trial that was not in the register then is told of only where it takes nobody now.
    """
    was_closed, is_closed = then is not None and _closed(then), _closed(now)
    if is_closed:
        return None if was_closed else Severity.AGAINST
    before, after = _halted(then) if then is not None else frozenset(), _halted(now)
    if after - before:
        return Severity.WEAKER
    if then is not None and (was_closed or before - after):
        return Severity.STRONGER
    return None


def trial_drift(
    then: Trial | None, now: Trial, since: date, said: tuple[date | None, date | None] = (None, None)
) -> Drift | None:
    """What changed of a trial between the advice and today; ``said`` are the dates of both entries."""
    how = trial_severity(then, now)
    if how is None:
        return None
    before = Side("Not in the register", None, None)
    if then is not None:
        before = Side(trial_words(then), "Register of trials", said[0])
    closed = "Closed to accrual in all its arms or sites" if _closed(now) else ""
    told = closed if closed and now.status is not TrialStatus.CLOSED else trial_words(now)
    sentence = f"{now.short_title}: {told[:1].lower()}{told[1:]}."
    after = Side(told, "Register of trials", said[1])
    state = f"{now.status}|{sorted(_halted(now))}|{_closed(now)}"
    return Drift(DriftKind.TRIAL, how, now.trial_id, state, before, after, since, sentence)
