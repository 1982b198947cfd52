"""Which alterations a tumour carries, and who counts as actionable: by frequency, then by quota."""

from dataclasses import dataclass, replace
from random import Random

from commands.demo_cohort.calendar import Visit
from commands.demo_cohort.changes import needs_exons, needs_rna
from commands.demo_cohort.facts import TumourType, matches_for, tumour_types
from commands.demo_cohort.places import LABORATORIES
from commands.demo_cohort.plan import Failure, Software
from commands.demo_cohort.quotas import dealt, drawn

PROFILED_SHARE = 0.93
ACTIONABLE_SHARE = 0.81
THERAPY_SHARE = 0.69
RNA_FAILED_SHARE = 0.09
CONTAMINATED_SHARE = 0.4
MOST_NOTABLE = 6
FEWEST_NOTABLE = 2
TMB_HIGH = "TMB-H"
MSI_HIGH = "MSI-H"
_SOFTWARE = {one.id: one.software for one in LABORATORIES}


@dataclass(frozen=True, slots=True)
class Draft:
    """A patient in the making."""

    number: int
    visit: Visit
    tumour: TumourType
    failure: Failure
    alterations: tuple[str, ...]
    actionable: bool | None = None
    """``None`` for those not yet discussed."""
    therapy: bool = False
    """True where the board recommends a treatment."""

    @property
    def failed(self) -> bool:
        """True where the profile failed as a whole."""
        return self.failure in {Failure.CONTAMINATION, Failure.COVERAGE}

    @property
    def software(self) -> Software:
        """The software of the laboratory that profiles the specimen."""
        return _SOFTWARE[self.visit.laboratory_id]

    @property
    def matched(self) -> tuple[str, ...]:
        """The alterations that some treatment goes with in this tumour."""
        return tuple(name for name in self.alterations if matches_for(name, self.tumour.code))


def drafts_of(rng: Random, visits: list[Visit]) -> list[Draft]:
    """Every patient with tumour, failure, alterations and what the board will conclude."""
    types = tumour_types()
    tumours = dealt(rng, types, [one.weight for one in types], len(visits))
    failures = _failures(rng, visits)
    drafts = [
        Draft(
            number,
            visit,
            tumour,
            failure,
            _drawn_alterations(rng, tumour, failure, _SOFTWARE[visit.laboratory_id]),
        )
        for number, (visit, tumour, failure) in enumerate(zip(visits, tumours, failures, strict=True), 1)
    ]
    return _with_therapies(rng, _with_conclusions(rng, drafts))


def _failures(rng: Random, visits: list[Visit]) -> list[Failure]:
    total = len(visits)
    failures = [Failure.NONE] * total
    discussed = [i for i, visit in enumerate(visits) if visit.discussed]
    rng.shuffle(discussed)
    failed = total - round(PROFILED_SHARE * total)
    contaminated = round(CONTAMINATED_SHARE * failed)
    for place, i in enumerate(discussed[:failed]):
        failures[i] = Failure.CONTAMINATION if place < contaminated else Failure.COVERAGE
    others = [i for i in range(total) if failures[i] is Failure.NONE]
    for i in rng.sample(others, round(RNA_FAILED_SHARE * total)):
        failures[i] = Failure.RNA
    return failures


def _drawn_alterations(
    rng: Random, tumour: TumourType, failure: Failure, software: Software
) -> tuple[str, ...]:
    names: list[str] = []
    point = rng.uniform(0.0, 100.0)
    for name, percent in tumour.drivers:
        if 0.0 <= point < percent:
            names.append(name)
        point -= percent
    names += [name for name, percent in tumour.others if rng.uniform(0.0, 100.0) < percent]
    if "TERT:C228T" in names and "TERT:C250T" in names:
        names.remove("TERT:C250T")
    if rng.uniform(0.0, 100.0) < tumour.msi_high_percent:
        names += [MSI_HIGH, TMB_HIGH]
    elif rng.uniform(0.0, 100.0) < tumour.tmb_high_percent:
        names.append(TMB_HIGH)
    return _seen(names, failure, software)


def _seen(names: list[str], failure: Failure, software: Software) -> tuple[str, ...]:
    return tuple(
        name
        for name in names
        if (failure is not Failure.RNA or not needs_rna(name))
        and (software.calls_exons or not needs_exons(name))
    )


def _with_conclusions(rng: Random, drafts: list[Draft]) -> list[Draft]:
    pool = [one for one in drafts if one.visit.discussed and not one.failed]
    wanted = min(len(pool), round(ACTIONABLE_SHARE * len(drafts)))
    chosen = {one.number for one in drawn(rng, pool, wanted, lambda one: 1.0 if one.matched else 0.05)}
    concluded: list[Draft] = []
    for one in drafts:
        if not one.visit.discussed:
            # Most of the coming cases give the board something to talk about.
            forced = _with_match(rng, one) if one.number % 4 else one
            concluded.append(_tidied(rng, forced))
        elif one.number in chosen:
            concluded.append(_tidied(rng, replace(_with_match(rng, one), actionable=True)))
        elif one.failed:
            concluded.append(replace(one, actionable=False))
        else:
            concluded.append(_tidied(rng, replace(_without_match(one), actionable=False)))
    return concluded


def _with_match(rng: Random, draft: Draft) -> Draft:
    if draft.matched:
        return draft
    choices = [
        (name, percent)
        for name, percent in (*draft.tumour.drivers, *draft.tumour.others)
        if matches_for(name, draft.tumour.code) and _seen([name], draft.failure, draft.software)
    ]
    names, percents = zip(*choices, strict=True) if choices else ((TMB_HIGH,), (1.0,))
    added = rng.choices(names, percents)[0]
    return replace(draft, alterations=(added, *draft.alterations))


def _without_match(draft: Draft) -> Draft:
    kept = tuple(name for name in draft.alterations if name not in draft.matched)
    return replace(draft, alterations=kept)


def _tidied(rng: Random, draft: Draft) -> Draft:
    """Between two and six notable findings, those that matter kept first."""
    names = list(draft.alterations)
    fillers = [
        name
        for name, percent in sorted(draft.tumour.others, key=lambda entry: -entry[1])
        if name not in names
        and _seen([name], draft.failure, draft.software)
        and not matches_for(name, draft.tumour.code)
    ]
    names += fillers[: max(0, FEWEST_NOTABLE - len(names))]
    names.sort(key=lambda name: name not in draft.matched)
    return replace(draft, alterations=tuple(names[:MOST_NOTABLE]))


def _with_therapies(rng: Random, drafts: list[Draft]) -> list[Draft]:
    pool = [one for one in drafts if one.actionable]
    wanted = min(len(pool), round(THERAPY_SHARE * len(drafts)))
    chosen = {one.number for one in drawn(rng, pool, wanted, _strength)}
    return [replace(one, therapy=one.number in chosen) for one in drafts]


def _strength(draft: Draft) -> float:
    rows = [row for name in draft.matched for row in matches_for(name, draft.tumour.code)]
    return 4.0 if any(row.level.startswith("I-") for row in rows) else 1.0
