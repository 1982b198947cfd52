"""What is recorded of the register of trials: an entry, its closing, a registry's word, distances."""

from dataclasses import dataclass
from datetime import date

from domain.identity import checked_text
from domain.refused import Refused
from domain.trials.reading import RegistryUpdate
from domain.trials.trial import Trial

LONGEST_ID = 80
FARTHEST_KM, LONGEST_MINUTES = 20_000, 6_000
_KEPT = "; nothing was recorded and what you typed is kept."


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A trial as it is brought in: what was read of it, and the text it was read from.

    Raises ``Refused`` for a trial without a number, or with one that is longer than a number can be.
    """

    trial: Trial
    text: str
    """The YAML, kept as it was written."""
    file_name: str | None = None
    """``None`` where it was written on the page."""
    reason: str | None = None
    """Why this version was made, where somebody said so."""

    def __post_init__(self) -> None:
        """Refuse what cannot stand in a register."""
        if not self.trial.trial_id.strip() or not self.text.strip():
            raise Refused(f"A trial needs its number (protocol_no){_KEPT}")
        if len(self.trial.trial_id) > LONGEST_ID:
            raise Refused(f"The number of a trial has at most {LONGEST_ID} characters{_KEPT}")
        object.__setattr__(self, "reason", checked_text(self.reason, "The reason"))


@dataclass(frozen=True, slots=True)
class TrialClosing:
    """A trial that takes no more patients here, whatever its text says, and why.

    Raises ``Refused`` without a reason, or for a day in the future.
    """

    trial_id: str
    closed_on: date
    reason: str

    def __post_init__(self) -> None:
        """Refuse a closing that nobody could explain."""
        reason = checked_text(self.reason, "The reason")
        if reason is None:
            raise Refused(f"Say why the trial is closed{_KEPT}")
        if self.closed_on > date.today():
            raise Refused(f"The day of the closing lies in the future: correct it{_KEPT}")
        object.__setattr__(self, "reason", reason)


@dataclass(frozen=True, slots=True)
class RegistryRecord:
    """What ClinicalTrials.gov says of one trial, with the file it was read from."""

    update: RegistryUpdate
    file_name: str
    file_sha256: str


@dataclass(frozen=True, slots=True)
class CentreDistance:
    """How far a site lies from a centre; ``None`` is not known and never zero.

    Raises ``Refused`` for a distance that cannot be, or for none at all.
    """

    centre_id: str
    site: str
    """The site's name as the register writes it."""
    km: float | None = None
    minutes: float | None = None

    def __post_init__(self) -> None:
        """Refuse a row that says nothing, or something impossible."""
        named = f"{self.centre_id} to {self.site}"
        if self.km is None and self.minutes is None:
            raise Refused(f"{named}: give kilometres or minutes; nothing was recorded.")
        for value, most in ((self.km, FARTHEST_KM), (self.minutes, LONGEST_MINUTES)):
            if value is not None and not 0 <= value <= most:
                raise Refused(f"{named}: {value:g} cannot be a distance; nothing was recorded.")


@dataclass(frozen=True, slots=True)
class DistanceTable:
    """Distances that were brought together; each replaces what was known of its centre and site."""

    rows: tuple[CentreDistance, ...]
    file_name: str | None = None

    def __post_init__(self) -> None:
        """Refuse an empty table, and one that says two things of the same way."""
        if not self.rows:
            raise Refused("There is no distance in this table; nothing was recorded.")
        ways = {(one.centre_id, one.site) for one in self.rows}
        if len(ways) != len(self.rows):
            raise Refused(
                "A centre and a site stand twice in this table; nothing was recorded. Keep one row."
            )
