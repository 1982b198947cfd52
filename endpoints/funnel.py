"""From enrolment to a therapy that follows the advice: how many came how far, and in what time."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median, quantiles

from domain.uptake import PathStep, PatientPath
from endpoints.proportion import Proportion, left_out

Ways = Counter[tuple[bool | None, ...]]
"""How many patients went each way: reached, not reached or not known, step by step."""


@dataclass(frozen=True, slots=True)
class Share:
    """One step counted over one earlier step, in both honest ways."""

    base: PathStep
    of_all: Proportion
    """Of all who reached the base; who is not yet known counts as not reached so far."""
    of_known: Proportion
    """Of those of whom it is known; the others are left out and counted."""
    outside_base: int
    """Reached the step, but not the base: in neither numerator, to be looked at."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the funnel with its shares over every earlier step."""

    step: PathStep
    reached: int
    not_reached: int
    not_known: int
    shares: tuple[Share, ...]
    """One for each earlier step, enrolled first; empty for the enrolled themselves."""

    def of(self, base: PathStep) -> Share:
        """The share over one earlier step. Raises ``KeyError`` when the base is not an earlier one."""
        for share in self.shares:
            if share.base is base:
                return share
        raise KeyError(f"{base} does not come before {self.step}")


@dataclass(frozen=True, slots=True)
class Turnaround:
    """Days from specimen to report over those who have both dates."""

    median_days: float | None
    """Whole or half days; ``None`` when nobody can be counted."""
    quartiles: tuple[float, float] | None
    """25 % and 75 % (linear, both ends included); ``None`` for fewer than two."""
    n: int
    left_out: tuple[tuple[str, int], ...]


def funnel(paths: Iterable[PatientPath]) -> tuple[Step, ...]:
    """All steps in order, each with its own numerator and denominator over every earlier step."""
    order = tuple(PathStep)
    # There are few ways to come so far: each is looked at once, with the number of those who went it.
    ways = Counter(tuple(path.reached(step) for step in order) for path in paths)
    return tuple(_step(ways, order, place) for place in range(len(order)))


def _step(ways: Ways, order: tuple[PathStep, ...], place: int) -> Step:
    states: Counter[bool | None] = Counter()
    for way, many in ways.items():
        states[way[place]] += many
    return Step(
        step=order[place],
        reached=states[True],
        not_reached=states[False],
        not_known=states[None],
        shares=tuple(_share(ways, order, place, base) for base in range(place)),
    )


def _share(ways: Ways, order: tuple[PathStep, ...], place: int, base_place: int) -> Share:
    step, base = order[place], order[base_place]
    inside: Counter[bool | None] = Counter()
    outside = 0
    for way, many in ways.items():
        if way[base_place]:
            inside[way[place]] += many
        elif way[place]:
            outside += many
    reached, unknown = inside[True], inside[None]
    omitted = left_out((f"{step}, but not {base}", outside))
    return Share(
        base=base,
        of_all=Proportion(reached, inside.total(), f"{step}, of {base}", omitted),
        of_known=Proportion(
            reached,
            inside.total() - unknown,
            f"{step}, of {base} where it is known",
            left_out(("not known yet", unknown), *omitted),
        ),
        outside_base=outside,
    )


def funnel_by_centre(paths: Iterable[PatientPath]) -> tuple[tuple[str, tuple[Step, ...]], ...]:
    """The funnel of each centre, by the centre's name."""
    groups: dict[str, list[PatientPath]] = {}
    for path in paths:
        groups.setdefault(path.centre, []).append(path)
    return tuple((centre, funnel(group)) for centre, group in sorted(groups.items()))


def turnaround(paths: Iterable[PatientPath]) -> Turnaround:
    """Median days from specimen to report; who lacks a date, or reports before it, is left out."""
    days: list[int] = []
    no_specimen = no_report = backwards = 0
    for path in paths:
        if path.specimen_on is None:
            no_specimen += 1
        elif path.reported_on is None:
            no_report += 1
        elif path.reported_on < path.specimen_on:
            backwards += 1
        else:
            days.append((path.reported_on - path.specimen_on).days)
    quarters = quantiles(days, n=4, method="inclusive") if len(days) > 1 else None
    return Turnaround(
        median_days=float(median(days)) if days else None,
        quartiles=(quarters[0], quarters[2]) if quarters else None,
        n=len(days),
        left_out=left_out(
            ("no date of the specimen", no_specimen),
            ("not reported yet", no_report),
            ("reported before the specimen was taken", backwards),
        ),
    )
