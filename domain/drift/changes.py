"""What changed under a recommendation: the old and the new side by side, and how much it matters."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DriftKind(StrEnum):
    """What changed."""

    EVIDENCE = "evidence"
    TRIAL = "trial"
    CLASSIFICATION = "classification"
    FINDING = "finding"
    """A re-analysis of the sample says otherwise what was found."""
    SINGLE_TEST = "single_test"
    """A single test was withdrawn or corrected."""

    @property
    def label(self) -> str:
        """The kind as it is shown."""
        return self.value.replace("_", " ").capitalize()


class Severity(StrEnum):
    """What a change means for the advice, the most severe first."""

    AGAINST = "against"
    """It speaks against the advice now, or the advice cannot be followed any more."""
    NOT_FOUND = "not_found"
    """A finding it rests on was looked for again and is not there."""
    WITHDRAWN = "withdrawn"
    """A single test it rests on was taken back: it says nothing any more."""
    STRONGER_AGAINST = "stronger_against"
    """What spoke against a treatment already does so more strongly: never to be read as *stronger*."""
    WEAKER = "weaker"
    NOT_ASSESSED = "not_assessed"
    """A finding it rests on was not looked for any more: neither there nor absent."""
    NOT_TOLD = "not_told"
    """A finding it rests on is not in the re-analysis, and whether it was looked for is not known."""
    GONE = "gone"
    """What it rested on is no longer said."""
    OTHERWISE = "otherwise"
    """Said otherwise: neither weaker nor stronger by itself."""
    STRONGER = "stronger"
    LESS_AGAINST = "less_against"
    """What spoke against a treatment does so less, or no more."""

    @property
    def label(self) -> str:
        """The severity in the words of the board."""
        return _LABELS[self]

    @property
    def place(self) -> int:
        """Where it stands among the others, the most severe 0."""
        return _ORDER[self]


_LABELS = {
    Severity.AGAINST: "Speaks against it",
    Severity.NOT_FOUND: "No longer found",
    Severity.WITHDRAWN: "Withdrawn",
    Severity.STRONGER_AGAINST: "Stronger evidence against",
    Severity.WEAKER: "Weaker",
    Severity.NOT_ASSESSED: "Not assessed any more",
    Severity.NOT_TOLD: "Not in the re-analysis",
    Severity.GONE: "No longer said",
    Severity.OTHERWISE: "Said otherwise",
    Severity.STRONGER: "Stronger or new",
    Severity.LESS_AGAINST: "Less evidence against",
}
_ORDER = {one: place for place, one in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Side:
    """How it stood, or how it stands."""

    words: str
    where: str | None = None
    """By whom or in what it is said: ``CIViC 2026-05-26``, ``Laboratory A``."""
    on: date | None = None
    """The date of the release, the register's entry or the classification."""


@dataclass(frozen=True, slots=True)
class Drift:
    """One thing that changed under one recommendation since it was given."""

    kind: DriftKind
    severity: Severity
    subject: str
    """What it is about, named for the program: an item, a trial, a finding with who classed it."""
    state: str
    """How it stands now, for the program: a further change gives another one."""
    before: Side
    now: Side
    since: date
    """The day it was recorded here."""
    sentence: str

    @property
    def drift_id(self) -> str:
        """Names the change by what it is about and how it stands: the same until something changes again."""
        told = "|".join((self.kind, self.subject, self.state))
        return hashlib.sha256(told.encode()).hexdigest()[:32]


def in_order(drifts: tuple[Drift, ...]) -> tuple[Drift, ...]:
    """The most severe first, among these the newest, then by what they are about."""
    return tuple(sorted(drifts, key=lambda one: (one.severity.place, -one.since.toordinal(), one.subject)))
