"""The register of trials and a case's matches with it, as the screens show them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.trial_states import MatchState, match_subject
from domain.trials.matches import Answer, ArmMatch, TrialMatch
from domain.trials.trial import Site, Trial, TrialStatus


@dataclass(frozen=True, slots=True)
class RegistryView:
    """What ClinicalTrials.gov last said of a trial."""

    version: int
    status: TrialStatus
    status_text: str | None
    """As the registry writes it."""
    updated_on: date | None
    title: str | None
    sites: tuple[Site, ...]
    file_name: str
    read_at: datetime


@dataclass(frozen=True, slots=True)
class RegisterTrial:
    """A trial of the register with what stands beside its text."""

    trial: Trial
    """As its text says it."""
    version: int
    """How many acts were recorded on it: what a form about it was drawn from."""
    text: str
    file_name: str | None
    reason: str | None
    closed_on: date | None
    closing_reason: str | None
    recorded_by: str
    recorded_at: datetime
    registry: RegistryView | None = None

    @property
    def own_status(self) -> TrialStatus:
        """The board's word: closed where it was closed here, else what the text says."""
        return TrialStatus.CLOSED if self.closed_on else self.trial.status

    @property
    def differs(self) -> bool:
        """Whether board and registry do not say the same, where both say something."""
        said = {self.own_status, self.registry.status if self.registry else TrialStatus.UNKNOWN}
        return len(said - {TrialStatus.UNKNOWN}) > 1

    @property
    def standing(self) -> Trial:
        """The trial as patients are matched with it.

        The board's own status comes before the registry's; the registry fills in what nobody said.
        """
        status, registry = self.own_status, self.registry
        if registry is None:
            return replace(self.trial, status=status)
        if status is TrialStatus.UNKNOWN:
            status = registry.status
        return replace(self.trial, status=status, sites=_sites(self.trial.sites, registry.sites))

    @property
    def numbers(self) -> str:
        """The numbers under which registries know it."""
        return ", ".join(one.number for one in self.trial.numbers)

    @property
    def slots_open(self) -> int | None:
        """The free places of all arms; ``None`` where nobody said of any."""
        told = [one.slots_open for one in self.trial.arms if one.slots_open is not None]
        return sum(told) if told else None


def _sites(own: tuple[Site, ...], registered: tuple[Site, ...]) -> tuple[Site, ...]:
    """The own sites, with the registry's status where none was said; the registry's where there are none."""
    if not own:
        return registered
    known = {one.name.casefold(): one.status for one in registered}
    return tuple(
        replace(one, status=known.get(one.name.casefold(), one.status))
        if one.status is TrialStatus.UNKNOWN
        else one
        for one in own
    )


@dataclass(frozen=True, slots=True)
class TrialChange:
    """One thing that was recorded of a trial."""

    version: int
    what: str
    """``recorded`` or ``closed``."""
    text: str | None
    """The text that was recorded; ``None`` of a closing."""
    file_name: str | None
    reason: str | None
    happened_on: date | None
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class DistanceView:
    """How far a site lies from a centre; ``None`` is not known."""

    centre_id: str
    centre: str
    site: str
    km: float | None
    minutes: float | None
    version: int
    """Which table of distances it was brought with."""

    @property
    def words(self) -> str:
        """``35 km, 40 min``."""
        told = ((self.km, "km"), (self.minutes, "min"))
        return ", ".join(f"{value:g} {unit}" for value, unit in told if value is not None)


def ways(distances: Mapping[str, DistanceView]) -> dict[str, float]:
    """The distances by site in one unit, to rank by: kilometres where any is known in them, else minutes."""
    km = {site: one.km for site, one in distances.items() if one.km is not None}
    return km or {site: one.minutes for site, one in distances.items() if one.minutes is not None}


@dataclass(frozen=True, slots=True)
class MatchStateView:
    """A state that a match reached."""

    subject_id: str
    """Whose versions it counts among: the arm's, or the trial's as a whole."""
    trial_id: str
    version: int
    arm: str | None
    state: MatchState
    happened_on: date
    reason: str | None
    """The label of the coded reason."""
    comment: str | None
    recorded_by: str
    recorded_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something: neither enrolled nor refused."""
        return self.state not in {MatchState.ENROLLED, MatchState.REFUSED}


@dataclass(frozen=True, slots=True)
class FollowedMatch:
    """A patient's match with a trial that somebody did something about, and how it stands."""

    case_id: str
    pseudonym: str
    synthetic: bool
    centre: str
    last: MatchStateView


@dataclass(frozen=True, slots=True)
class CaseArm:
    """One arm of one trial against a case: a row of the table."""

    trial_id: str
    arm: ArmMatch

    @property
    def answer(self) -> Answer:
        """Of its criteria and its recruitment together."""
        return self.arm.answer

    @property
    def key(self) -> str:
        """Names the row among all of the case."""
        return f"{self.trial_id}/{self.arm.arm.code}"


@dataclass(frozen=True, slots=True)
class CaseTrial:
    """One trial of the register against a case."""

    entry: RegisterTrial
    match: TrialMatch
    states: tuple[MatchStateView, ...]
    """What became of it, the newest first; empty where nobody did anything yet."""

    @property
    def state(self) -> MatchState:
        """The state it has reached."""
        return self.states[0].state if self.states else MatchState.NEW

    def state_words(self, arm: str) -> str:
        """The state that one arm has reached: its own, else what was said of the trial as a whole.

        Where something else happened later with another arm, that stands beside it: a patient who was
        refused by one arm is still new to the next, and one who is enrolled in it is not free for this.
        """
        own = next((one for one in self.states if one.arm in (arm, None)), None)
        told = own.state.label if own else MatchState.NEW.label
        last = self.states[0] if self.states else None
        if last is None or last.arm in (arm, None):
            return told
        return f"{told}; {last.state.label.lower()}: {last.arm}"

    def version_of(self, case_id: str, arm: str) -> int:
        """How many states were recorded of one arm by itself: what a form about it was drawn from."""
        subject = match_subject(case_id, self.entry.trial.trial_id, arm)
        return max((one.version for one in self.states if one.subject_id == subject), default=0)


@dataclass(frozen=True, slots=True)
class CaseTrials:
    """The register against a case: every trial with every arm, the best first."""

    key: str
    """Names this answer for caches."""
    trials: Mapping[str, CaseTrial]
    arms: tuple[CaseArm, ...]
    distances: Mapping[str, DistanceView]
    """From the patient's centre, by site."""
    findings: Mapping[str, str]
    """The findings that were matched, by id, in words."""

    def count(self, answer: Answer) -> int:
        """How many arms have that answer."""
        return sum(1 for one in self.arms if one.answer is answer)
