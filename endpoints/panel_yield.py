"""How many patients are actionable by the whole profile and by a small panel: the same patients, in pairs."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import comb

from domain.panel_answers import Gap, PanelState
from domain.panel_cohort import PanelPatient
from domain.quality import Outcome
from endpoints.proportion import Proportion, left_out

NOT_PROFILED = "without a reported profile"
FAILED = "whose profiles all failed"
NOT_CONCLUDED = "not concluded by the board yet"
NOT_NAMED = "concluded as actionable, with no finding of a profile named"
NOT_TOLD = "of whom the list cannot tell"


@dataclass(frozen=True, slots=True)
class PanelYield:
    """One group of patients, counted twice: by the whole profile and by the panel."""

    group: str
    whole_of_profiled: Proportion
    """Of all with a profile with success, wholly or in part; who is not concluded counts as not so far."""
    panel_of_profiled: Proportion
    """Of the same; who has no finding named, or of whom the list cannot tell, counts as not so far."""
    whole: Proportion
    """Of those of whom both are known: the pairs."""
    panel: Proportion
    """Of the same pairs."""
    both: int
    only_profile: int
    only_panel: int
    """Always 0 as long as the panel is asked about what the profile found."""
    neither: int
    without_list: int
    """Of those found by the profile only: patients whose tumour type has no row on the list."""
    not_told: int
    """Actionable by the profile, and the list cannot tell: in neither number."""

    @property
    def discordant(self) -> int:
        """Patients in whom the two differ."""
        return self.only_profile + self.only_panel

    @property
    def p_value(self) -> float | None:
        """McNemar's exact two-sided p; ``None`` where nobody differs."""
        return mcnemar_exact(self.only_profile, self.only_panel)

    @property
    def bounds(self) -> tuple[Proportion, Proportion]:
        """The panel's share if none, and if all, of those of whom it cannot tell would have been found."""
        total, what = self.panel.denominator + self.not_told, "actionable by the panel"
        rest = tuple(one for one in self.panel.left_out if one[0] != NOT_TOLD)
        return (
            Proportion(self.panel.numerator, total, f"{what}, at least", rest),
            Proportion(self.panel.numerator + self.not_told, total, f"{what}, at most", rest),
        )


def mcnemar_exact(only_first: int, only_second: int) -> float | None:
    """The two-sided exact p of McNemar's test from the discordant pairs; ``None`` without any.

    Twice the binomial probability of the rarer side or fewer at one half, at most 1 (McNemar, Psychometrika
    1947;12:153; the same as ``scipy.stats.binomtest(k, n, 0.5)``). Raises ``ValueError`` for negative counts.
    """
    if min(only_first, only_second) < 0:
        raise ValueError("pairs cannot be fewer than none")
    n, rarer = only_first + only_second, min(only_first, only_second)
    if n == 0:
        return None
    return float(min(1, 2 * sum(comb(n, k) for k in range(rarer + 1)) / 2**n))


def panel_yield(patients: Iterable[PanelPatient], group: str = "All") -> PanelYield:
    """Compare the two in one group; who is in no pair is left out and counted by why.

    Left out are, of those who reached no profile, those who are not reported or failed, as the funnel
    counts them; of the profiled, who is not concluded, who is actionable without any finding named, and of
    whom the list cannot tell.
    """
    omitted: Counter[str] = Counter()
    pairs: Counter[tuple[bool, bool]] = Counter()
    profiled = actionable = without_list = 0
    for one in patients:
        was_profiled = one.outcome not in {None, Outcome.FAILED}
        profiled += was_profiled
        actionable += was_profiled and bool(one.actionable)
        why = _left_out(one)
        if why is not None:
            omitted[why] += 1
            continue
        by_profile = bool(one.actionable)
        pairs[by_profile, by_profile and bool(one.by_panel)] += 1
        without_list += by_profile and not one.by_panel and one.listed is False
    total = pairs.total()
    both, only_profile = pairs[True, True], pairs[True, False]
    order = (NOT_PROFILED, FAILED, NOT_CONCLUDED, NOT_NAMED, NOT_TOLD)
    left = left_out(*((why, omitted[why]) for why in order))
    before = left_out(*((why, omitted[why]) for why in order[:2]))
    return PanelYield(
        group=group,
        whole_of_profiled=Proportion(actionable, profiled, "actionable, of profiled", before),
        panel_of_profiled=Proportion(both, profiled, "actionable by the panel, of profiled", before),
        whole=Proportion(both + only_profile, total, "actionable by the whole profile", left),
        panel=Proportion(both, total, "actionable by the panel", left),
        both=both,
        only_profile=only_profile,
        only_panel=pairs[False, True],
        neither=pairs[False, False],
        without_list=without_list,
        not_told=omitted[NOT_TOLD],
    )


def _left_out(one: PanelPatient) -> str | None:
    """Why a patient is in no pair; ``None`` for who is in one."""
    if one.outcome is None:
        return NOT_PROFILED
    if one.outcome is Outcome.FAILED:
        return FAILED
    if one.actionable is None:
        return NOT_CONCLUDED
    if one.actionable and not one.answers:
        return NOT_NAMED
    return NOT_TOLD if one.actionable and one.by_panel is None else None


def yield_by_tumour(patients: Iterable[PanelPatient]) -> tuple[PanelYield, ...]:
    """The comparison in each main type of tumour, those with the most patients first."""
    found = _grouped(patients, lambda one: one.tumour)
    return tuple(sorted(found, key=lambda one: (-one.whole.denominator, one.group)))


def yield_by_centre(patients: Iterable[PanelPatient]) -> tuple[PanelYield, ...]:
    """The comparison in each centre, by the centre's name."""
    return _grouped(patients, lambda one: one.centre)


def _grouped(
    patients: Iterable[PanelPatient], name_of: Callable[[PanelPatient], str]
) -> tuple[PanelYield, ...]:
    groups: dict[str, list[PanelPatient]] = {}
    for one in patients:
        groups.setdefault(name_of(one), []).append(one)
    return tuple(panel_yield(group, name) for name, group in sorted(groups.items()))


@dataclass(frozen=True, slots=True)
class FindingsCovered:
    """The actionable findings of the patients that the profile found actionable, by what the list says."""

    found: Proportion
    cannot_tell: Proportion
    gaps: tuple[tuple[Gap, Proportion], ...]
    """Every reason in the order in which a row is asked, those that never occur too."""


def findings_covered(patients: Iterable[PanelPatient]) -> FindingsCovered:
    """Count findings, not patients: of profiled patients whom the board concluded as actionable."""
    answers = [
        answer
        for one in patients
        if one.outcome not in {None, Outcome.FAILED} and one.actionable
        for answer in one.answers
    ]
    states = Counter(state for state, _ in answers)
    gaps = Counter(gap for state, gap in answers if state is PanelState.NOT_COVERED)
    total = len(answers)
    return FindingsCovered(
        Proportion(states[PanelState.FOUND], total, "actionable findings that the list covers"),
        Proportion(states[PanelState.CANNOT_TELL], total, "actionable findings of which it cannot tell"),
        tuple((gap, Proportion(gaps[gap], total, gap.words)) for gap in Gap),
    )
