"""A trial or a medical need programme as the register keeps it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.trials.criteria import Tree


class EntryKind(StrEnum):
    """What an entry of the register is."""

    TRIAL = "trial"
    PROGRAMME = "medical_need_programme"
    """A medical need or compassionate use programme."""

    @property
    def label(self) -> str:
        """The kind as it is shown."""
        return "Medical need programme" if self is EntryKind.PROGRAMME else "Clinical trial"


class TrialStatus(StrEnum):
    """Whether patients are taken; of a trial, an arm and a site alike."""

    OPEN = "open"
    NOT_YET_OPEN = "not_yet_open"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    """To accrual: closed, completed, terminated or withdrawn."""
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The status as it is shown."""
        return _STATUS[self]


_STATUS = {
    TrialStatus.OPEN: "Open to accrual",
    TrialStatus.NOT_YET_OPEN: "Not yet open",
    TrialStatus.SUSPENDED: "Suspended",
    TrialStatus.CLOSED: "Closed to accrual",
    TrialStatus.UNKNOWN: "Status not known",
}


@dataclass(frozen=True, slots=True)
class TrialNumber:
    """A number under which a registry knows the trial."""

    registry: str
    """Code of ``study_registry``: ``nct``, ``ctis``, ``eudract``, ``other``."""
    number: str


@dataclass(frozen=True, slots=True)
class Site:
    """A place where the trial is run."""

    name: str
    centre_id: str | None = None
    """The centre of this program that it is, where somebody said so."""
    city: str | None = None
    country: str | None = None
    status: TrialStatus = TrialStatus.UNKNOWN
    slots_open: int | None = None


@dataclass(frozen=True, slots=True)
class Arm:
    """Where a patient can be entered: an arm, one dose level of it, or a step without arms."""

    code: str
    """Unique in its trial: ``ARM 1``, ``ARM 1, level 2``."""
    description: str | None = None
    status: TrialStatus = TrialStatus.UNKNOWN
    slots_open: int | None = None
    """Places that are free; ``None`` where nobody said."""
    drugs: tuple[str, ...] = ()
    match: Tree | None = None
    """What it asks beside what the trial asks of all, its step's and its arm's criteria included."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One entry of the register; its identity is ``trial_id``."""

    trial_id: str
    """``protocol_no`` of its file, else its first number."""
    short_title: str
    """The name that people use; the id where the file gives none."""
    kind: EntryKind = EntryKind.TRIAL
    title: str | None = None
    numbers: tuple[TrialNumber, ...] = ()
    phase: str | None = None
    """As the file writes it: ``I``, ``II``, ``I/II``."""
    sponsor: str | None = None
    status: TrialStatus = TrialStatus.UNKNOWN
    drugs: tuple[str, ...] = ()
    arms: tuple[Arm, ...] = ()
    match: Tree | None = None
    """What is asked of every patient, whatever the arm."""
    sites: tuple[Site, ...] = ()
    source: str | None = None
    """Where its criteria were taken from: protocol and version."""
    updated_on: date | None = None
    other_genes: tuple[str, ...] = ()
    """Genes outside the tables of this program that its author says are meant."""

    @property
    def nct(self) -> str | None:
        """Its number of ClinicalTrials.gov."""
        return next((one.number for one in self.numbers if one.registry == "nct"), None)
