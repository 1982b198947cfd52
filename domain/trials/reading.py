"""What a reader made of files about trials: values, and what it could not take."""

from dataclasses import dataclass
from datetime import date

from domain.problems import Problem, Severity
from domain.trials.criteria import Tree
from domain.trials.trial import Site, Trial, TrialStatus


def _refusing(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    kinds = {Severity.REFUSED_FILE, Severity.REFUSED_ROW}
    return tuple(one for one in problems if one.severity in kinds)


@dataclass(frozen=True, slots=True)
class TrialReading:
    """The trials of one register file. A trial with an error anywhere in it is not among them."""

    trials: tuple[Trial, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that kept a trial, or the whole file, from being taken."""
        return _refusing(self.problems)


@dataclass(frozen=True, slots=True)
class CriteriaReading:
    """Criteria that somebody typed for a planned biomarker; ``tree`` is ``None`` where they have an error."""

    tree: Tree | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that kept the criteria from being taken."""
        return _refusing(self.problems)


@dataclass(frozen=True, slots=True)
class RegistryUpdate:
    """What ClinicalTrials.gov says of one study: it pre-fills and refreshes, and never matches."""

    nct: str
    title: str | None = None
    official_title: str | None = None
    status: TrialStatus = TrialStatus.UNKNOWN
    status_text: str | None = None
    """As the registry writes it: ``ACTIVE_NOT_RECRUITING``."""
    updated_on: date | None = None
    """When the registry says the record was last updated."""
    phases: tuple[str, ...] = ()
    """As the registry writes them: ``PHASE1``, ``PHASE2``."""
    sponsor: str | None = None
    drugs: tuple[str, ...] = ()
    sites: tuple[Site, ...] = ()

    @property
    def phase(self) -> str | None:
        """The phases as the register writes them: ``I/II``."""
        known = {"EARLY_PHASE1": "I", "PHASE1": "I", "PHASE2": "II", "PHASE3": "III", "PHASE4": "IV"}
        numbers = [known[one] for one in self.phases if one in known]
        return "/".join(dict.fromkeys(numbers)) or None


@dataclass(frozen=True, slots=True)
class RegistryReading:
    """The studies of one file of ClinicalTrials.gov."""

    updates: tuple[RegistryUpdate, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that kept a study, or the whole file, from being taken."""
        return _refusing(self.problems)
