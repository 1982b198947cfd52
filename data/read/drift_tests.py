"""The single tests that advice rests on and that were withdrawn or corrected since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from data.read.drift_reanalysed import Replaced
from data.read.test_results import result_of
from data.store import Reader
from domain.drift.changes import Drift, Severity
from domain.drift.single_tests import ChangedTest, correction_of, drift_of_test
from domain.single_test_words import Method
from domain.single_tests import TestResult

_METHODS = frozenset(one.label for one in Method)
"""The assays of single tests."""


@dataclass(frozen=True, slots=True)
class TestGone:
    """A single test that does not stand as it did, since the act by which that was recorded."""

    # pytest takes a class whose name begins so for tests of its own.
    __test__ = False

    sequence: int
    changed: ChangedTest

    def drift(self, label: str) -> Drift:
        """What is told of it, called as the advice calls it."""
        return drift_of_test(replace(self.changed, label=label))


def tests_gone(
    reader: Reader, supporting: Iterable[Mapping[str, Any]], replaced: Replaced
) -> dict[str, TestGone]:
    """Of each single test under advice that was withdrawn, or corrected to something else, what is told.

    ``supporting`` are rows of their query. What took the place of a test may be corrected or withdrawn in
    its turn: the last of them counts.
    """
    rows = {row["finding_id"]: row for row in supporting if row["assay"] in _METHODS}
    if not rows:
        return {}
    last: dict[str, Mapping[str, Any]] = {
        finding_id: (row, *replaced.get(row["profile_id"], ()))[-1] for finding_id, row in rows.items()
    }
    numbers = {row["profile_no"] for row in (*rows.values(), *last.values())}
    withdrawn = {
        row["profile_id"]: row for row in reader.rows("drift/withdrawn_tests", profiles=sorted(numbers))
    }
    results: dict[int, dict[str, TestResult]] = defaultdict(dict)
    for told_of in reader.rows("drift/single_tests", profiles=sorted(numbers)):
        results[told_of["profile_no"]][told_of["finding_id"]] = result_of(told_of)
    told = {}
    for finding_id, row in rows.items():
        now = last[finding_id]
        if (taken_back := withdrawn.get(now["profile_id"])) is not None:
            told[finding_id] = _withdrawn(row, taken_back)
        elif now is not row and (then := results[row["profile_no"]].get(finding_id)) is not None:
            corrected = correction_of(then, tuple(results[now["profile_no"]].values()))
            if corrected is not None:
                told[finding_id] = _corrected(row, now, *corrected)
    return told


def _withdrawn(row: Mapping[str, Any], by: Mapping[str, Any]) -> TestGone:
    changed = ChangedTest(
        row["finding_id"], row["label"], row["sample_id"], row["dated"], by["profile_id"], by["recorded_on"],
        Severity.WITHDRAWN, "Withdrawn", by["reason"],
    )  # fmt: skip
    return TestGone(by["sequence"], changed)


def _corrected(row: Mapping[str, Any], now: Mapping[str, Any], how: Severity, words: str) -> TestGone:
    changed = ChangedTest(
        row["finding_id"], row["label"], row["sample_id"], row["dated"], now["profile_id"],
        now["recorded_on"], how, words, now_dated=now["dated"],
    )  # fmt: skip
    return TestGone(now["sequence"], changed)
