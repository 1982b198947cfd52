"""Single tests for the tests: results with defaults, entered through the act that takes runs."""

from datetime import date
from typing import Any

from data.ingest.single_tests import reading_of_tests
from data.journal import new_id
from data.record import runs
from data.store import Store
from domain.acceptance import RunAcceptance, SampleAcceptance
from domain.single_test_words import Method, Result
from domain.single_tests import TestResult, name_of_test
from tests.builders import TODAY, OpenedCase, actor


def result(**overrides: Any) -> TestResult:
    """ALK rearranged by FISH; ``overrides`` are fields of ``TestResult``."""
    values: dict[str, Any] = {
        "marker": "ALK", "gene": "ALK", "method": Method.FISH, "result": Result.DETECTED,
        "what": "ALK rearranged", "kit": "Vysis",
    }  # fmt: skip
    return TestResult(**{**values, **overrides})


def enter(
    store: Store,
    opened: OpenedCase,
    *results: TestResult,
    user: str = "coordinator",
    reported_on: date = TODAY,
    replaces: bool = False,
    token: str | None = None,
    laboratory: str = "lab-a",
) -> str:
    """Record the results of one test of a case's specimen; return the profile's id."""
    told = results or (result(),)
    name = name_of_test(opened.sample_id, told[0].method, told[0].marker, reported_on)
    sample = SampleAcceptance(
        reading_of_tests(name, told), (opened.specimen_id,), None, reported_on, replaces
    )
    run = RunAcceptance("Single test", laboratory, (), (sample,))
    event = runs.record_run(store, actor(user), run, 0, token or new_id())
    return str((event.payload or {})["profiles"][0]["profile_id"])
