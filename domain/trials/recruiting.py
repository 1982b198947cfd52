"""Whether an arm takes patients now, and where."""

from collections.abc import Mapping

from domain.trials.matches import Answer, Recruitment
from domain.trials.trial import Arm, EntryKind, Site, Trial, TrialStatus

_SITE_ORDER = {
    TrialStatus.OPEN: 0,
    TrialStatus.UNKNOWN: 1,
    TrialStatus.NOT_YET_OPEN: 2,
    TrialStatus.SUSPENDED: 3,
    TrialStatus.CLOSED: 4,
}
_SHUT = frozenset({TrialStatus.NOT_YET_OPEN, TrialStatus.SUSPENDED, TrialStatus.CLOSED})
_WAITING = {
    TrialStatus.NOT_YET_OPEN: "is not yet open",
    TrialStatus.SUSPENDED: "is suspended",
    TrialStatus.UNKNOWN: "has no status in the register",
}


def recruitment(trial: Trial, arm: Arm) -> Recruitment:
    """Whether an arm takes patients: PASS open with free places, FAIL closed, else WARN, with a sentence.

    An arm without a status of its own has the trial's.
    """
    entry = "programme" if trial.kind is EntryKind.PROGRAMME else "trial"
    own = trial.status if arm.status is TrialStatus.UNKNOWN else arm.status
    if trial.status is TrialStatus.CLOSED:
        return Recruitment(Answer.FAIL, f"The {entry} is closed to accrual.")
    if own is TrialStatus.CLOSED:
        return Recruitment(Answer.FAIL, "The arm is closed to accrual.")
    if trial.sites and all(site.status is TrialStatus.CLOSED for site in trial.sites):
        return Recruitment(Answer.FAIL, "All its sites are closed to accrual.")
    for named, status in ((entry, trial.status), ("arm", own)):
        if status in _WAITING:
            return Recruitment(Answer.WARN, f"The {named} {_WAITING[status]}.")
    if trial.sites and all(site.status in _SHUT for site in trial.sites):
        return Recruitment(Answer.WARN, "Open, but no site of it takes patients at present.")
    slots = free_places(trial, arm)
    if slots is None:
        return Recruitment(Answer.WARN, "Open; how many places are free is not known.")
    if slots <= 0:
        return Recruitment(Answer.WARN, "Open, but no place is free at present.")
    return Recruitment(Answer.PASS, f"Open, {slots} {'place' if slots == 1 else 'places'} free.")


def free_places(trial: Trial, arm: Arm) -> int | None:
    """The arm's free places, else those of the sites that are not closed; ``None`` where nobody said."""
    if arm.slots_open is not None:
        return arm.slots_open
    said = [
        site.slots_open
        for site in trial.sites
        if site.slots_open is not None and site.status is not TrialStatus.CLOSED
    ]
    return sum(said) if said else None


def sites_in_order(trial: Trial, distances: Mapping[str, float]) -> tuple[Site, ...]:
    """Open sites first and closed last, among them the nearest first, then by name."""

    def order(site: Site) -> tuple[int, float, str]:
        return _SITE_ORDER[site.status], distances.get(site.name, float("inf")), site.name

    return tuple(sorted(trial.sites, key=order))


def nearest(trial: Trial, distances: Mapping[str, float]) -> float | None:
    """The distance to the nearest site that is not closed; ``None`` where none is known."""
    open_ones = (site for site in trial.sites if site.status is not TrialStatus.CLOSED)
    return min((distances[site.name] for site in open_ones if site.name in distances), default=None)
