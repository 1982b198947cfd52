"""How many patients of a cohort a trial or a planned biomarker would take: no patient is named in it."""

from dataclasses import dataclass

from domain.trials.matches import Answer


@dataclass(frozen=True, slots=True)
class Counted:
    """One patient who was asked for, by what she is counted under."""

    centre: str
    open_to_reader: bool
    """Whether the reader may see this centre's patients, so that small counts of it are shown."""
    year: int
    """Of the newest profile in force."""
    answer: Answer
    failed: bool = False
    """Whether every profile of hers failed: what needs a profile is then undetermined."""


@dataclass(frozen=True, slots=True)
class Feasibility:
    """The cohort within reach, asked by the criteria alone: open or closed does not count."""

    patients: tuple[Counted, ...]
    without_profile: int
    """Patients with a case and no profile in force: in no number."""
    synthetic: bool
    """Whether any of them was made by the demonstration."""

    @property
    def failed(self) -> tuple[Counted, ...]:
        """The patients all of whose profiles failed: they are counted, too."""
        return tuple(one for one in self.patients if one.failed)
