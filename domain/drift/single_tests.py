"""What became of a single test that advice rests on: withdrawn, or corrected to something else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.drift.changes import Drift, DriftKind, Severity, Side
from domain.single_test_words import Result
from domain.single_tests import TestResult


@dataclass(frozen=True, slots=True)
class ChangedTest:
    """A single test that does not stand as the advice took it."""

    finding_id: str
    label: str
    """The test as the recommendation calls it."""
    sample: str
    """The specimen or sample it goes by."""
    dated: date
    now_id: str
    """The profile that was withdrawn or that took its place: a further one is a further change."""
    recorded_on: date
    severity: Severity
    now: str
    """How it stands now: ``Withdrawn``, ``ALK by FISH, not detected``."""
    reason: str | None = None
    """Why it was withdrawn."""
    now_dated: date | None = None
    """The day of the corrected result."""


def correction_of(then: TestResult, now: Sequence[TestResult]) -> tuple[Severity, str] | None:
    """How much a correction matters and what it says; ``None`` where it has the same result still.

    ``now`` are the results that took the place of the test's. Another antibody or comment changes
    nothing, another result, change, value or lost protein does. A finding that is *not detected* now is no
    longer found; a test without result is neither, and a marker that is not named any more is no longer said.
    """
    same = [one for one in now if (one.gene or one.marker) == (then.gene or then.marker)]
    if any(_told(one) == _told(then) for one in same):
        return None
    if not same:
        return Severity.GONE, f"The corrected test does not name {then.marker}"
    words = "; ".join(dict.fromkeys(one.label for one in same))
    results = {one.result for one in same}
    if results == {Result.FAILED}:
        return Severity.NOT_ASSESSED, words
    if then.result is Result.DETECTED and results <= {Result.NOT_DETECTED, Result.FAILED}:
        return Severity.NOT_FOUND, words
    return Severity.OTHERWISE, words


def _told(one: TestResult) -> tuple[object, ...]:
    return one.result, (one.what or "").casefold(), one.value_text, one.unit, one.lost_proteins


def drift_of_test(one: ChangedTest) -> Drift:
    """That a single test was withdrawn or corrected, with both sides."""
    withdrawn = one.severity is Severity.WITHDRAWN
    on = f"{one.recorded_on.day} {one.recorded_on:%b %Y}"
    why = f": {one.reason.rstrip('.')}" if one.reason else ""
    said = f"withdrawn on {on}{why}" if withdrawn else f"corrected on {on}; now: {one.now}"
    return Drift(
        DriftKind.SINGLE_TEST,
        one.severity,
        one.finding_id,
        f"{one.now_id}|{one.severity}",
        Side(one.label, one.sample, one.dated),
        Side(one.now, None if withdrawn else one.sample, one.recorded_on if withdrawn else one.now_dated),
        one.recorded_on,
        f"{one.label}: {said}.",
    )
