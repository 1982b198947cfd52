"""The fractions of a store's whole cohort, as the endpoints compute them, each with its two numbers."""

from collections.abc import Iterator

from data.read.uptake import uptake_facts
from data.store import Reach, Store
from domain.uptake import PathStep
from domain.views.uptake import Narrowed
from endpoints.funnel import funnel, turnaround

_STEPS = (
    (PathStep.PROFILED, "profiled"),
    (PathStep.ACTIONABLE, "actionable"),
    (PathStep.RECOMMENDED, "recommended a therapy"),
    (PathStep.FOLLOWED, "followed it, wholly or partly"),
)


def shares_of(store: Store) -> Iterator[str]:
    """One line a fraction, and the median days from specimen to report."""
    with store.reading(Reach(user_id="system", every_cohort=True)) as reader:
        facts = uptake_facts(reader, Narrowed())
    steps = {step.step: step for step in funnel(facts.paths)}
    for step, words in _STEPS:
        share = steps[step].of(PathStep.ENROLLED).of_all
        yield f"{words.capitalize()}: {share.text} of the patients"
    days = turnaround(facts.paths)
    if days.median_days is not None:
        yield (
            f"Specimen to report: {days.median_days:g} days in the median of {days.n:,} patients "
            f"with both dates ({len(facts.paths) - days.n:,} without)"
        )
