"""What the whole profile and a small panel found in each patient of a cohort: what is compared."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.panel_answers import Gap, PanelState
from domain.quality import Outcome

ACTIONABLE_LEVELS: dict[str, frozenset[str]] = {
    "escat": frozenset({"I-A", "I-B", "I-C", "II-A", "II-B", "III-A", "III-B"}),
    "amp_asco_cap": frozenset({"I-A", "I-B", "II-C"}),
    "nct_dktk": frozenset({"m1A", "m1B", "m1C", "m2A", "m2B", "m2C"}),
    "compermed_clinical": frozenset({"I", "II"}),
    "oncokb": frozenset({"1", "2", "3A", "3B"}),
}
"""By which levels a classification calls a finding actionable; resistance and preclinical levels do not."""
RULE = (
    "Actionable by the whole profile: the board concluded a case of the patient as actionable. Actionable by "
    "the panel: the same, and the list covers at least one of the findings of her profiles that advice of a "
    "therapy (or of none, with its reason) rests on, or that board or laboratory classed as ESCAT I to III, "
    "AMP/ASCO/CAP I-A to II-C, NCT/DKTK m1 or m2, ComPerMed tier I or II, or OncoKB 1 to 3B."
)
"""The rule by which patients are counted, as it is shown with every number."""


def is_actionable(scheme: str | None, level: str | None) -> bool:
    """Whether a classification calls a finding actionable; without a scheme advice rests on it."""
    return scheme is None or level in ACTIONABLE_LEVELS.get(scheme, frozenset())


class JudgedOn(StrEnum):
    """On which day a row of the list has to be valid."""

    PROFILE = "profile"
    """The day of the profile."""
    LIST = "list"
    """The date of the list: what today's list would have meant for earlier patients."""


@dataclass(frozen=True, slots=True)
class PanelNarrowed:
    """Which patients are compared; ``None`` narrows nothing."""

    centre_id: str | None = None
    since: date | None = None
    """Of the patient's first case, this day included."""
    until: date | None = None


EVERYBODY = PanelNarrowed()
"""All patients within reach."""


@dataclass(frozen=True, slots=True)
class PanelPatient:
    """One patient of the cohort, without any id."""

    centre: str
    tumour: str
    """Main type of OncoTree, or *not known*."""
    outcome: Outcome | None
    """The best outcome of her profiles; ``None`` while none is reported."""
    actionable: bool | None
    """What the board concluded; ``None`` while it has not."""
    listed: bool | None
    """Whether the list has any row for her tumour; ``None`` where that cannot be told."""
    answers: tuple[tuple[PanelState, Gap | None], ...]
    """What the list says of each actionable finding of her profiles."""

    @property
    def by_panel(self) -> bool | None:
        """Whether the panel would have found her actionable; ``None`` where that cannot be told."""
        states = {state for state, _ in self.answers}
        if PanelState.FOUND in states:
            return True
        return None if PanelState.CANNOT_TELL in states else False


@dataclass(frozen=True, slots=True)
class PanelCohort:
    """The cohort within reach, judged by one list."""

    patients: tuple[PanelPatient, ...]
    synthetic: int
    """How many of them are made up."""
