"""What every test shares: nothing skips quietly, and the folder says what a test needs."""

import gc
import os
from collections.abc import Generator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner

# Nothing of what is collected is garbage: looking for some takes a sixth of the time of collecting.
gc.disable()

# How long one example takes says how busy the machine is, and nothing of the rule.
settings.register_profile("mtb", deadline=None)
settings.load_profile("mtb")

TESTS = Path(__file__).parent
# Reading runs every query on DuckDB 2.0, over worlds that are made by the acts; what an act refuses, a full
# disk and what Python makes of the rows are the same there. test_foreign_walk runs every reading function.
NOT_ONCE_MORE = (
    "data/ingest/", "data/reference/", "data/record/", "data/test_full_disk.py", "data/read/test_drift",
    "data/read/test_feasibility.py", "data/read/test_trial_matches.py", "data/read/test_panel_cohort.py",
)  # fmt: skip


# Streamlit's own tester looks through all installed packages for every page that a test opens: a third of a
# second each, and what is installed does not change while tests run.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


# A file runs in one process: what takes longest begins first, or two processes wait for it at the end.
LONGEST = (
    "browser/test_hazards.py", "browser/test_accessibility.py", "browser/test_acts.py",
    "browser/test_intake.py", "browser/test_access.py", "browser/test_walk.py", "data/ingest/test_bounds.py",
    "browser/test_coordinator.py", "browser/test_form_beside_findings.py", "commands/test_demo.py",
    "data/test_store.py", "data/ingest/test_corpus.py", "pages/test_intake.py",
    "data/record/test_corrections.py", "data/test_full_disk.py", "data/ingest/test_workbook.py",
    "data/ingest/test_clinical_lists.py", "commands/test_demo_voices.py",
)  # fmt: skip


def skips_are_failures() -> bool:
    """Whether a skipped test fails the run: in CI and in ``make test``."""
    return os.environ.get("CI", "").lower() in {"1", "true"} or os.environ.get("MTB_NO_SKIPS") == "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in ``tests/browser`` and what runs once more on DuckDB 2.0; the longest files first."""
    for item in items:
        place = _place(item)
        if place.startswith("browser/"):
            item.add_marker(pytest.mark.browser)
        if place.startswith(("data/", "queries/")) and not place.startswith(NOT_ONCE_MORE):
            item.add_marker(pytest.mark.store)
    rank = {place: number for number, place in enumerate(LONGEST)}
    # The order within a file, and of all other files, stays.
    items.sort(key=lambda item: rank.get(_place(item), len(rank)))


def _place(item: pytest.Item) -> str:
    return item.path.relative_to(TESTS).as_posix() if item.path.is_relative_to(TESTS) else ""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test into a failed one where nothing may be skipped; a strict xfail stays."""
    report = yield
    if skips_are_failures() and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped where nothing may be skipped: {item.nodeid}: {_why(report.longrepr)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a module that skips itself as a whole into a failure, likewise."""
    report = yield
    if skips_are_failures() and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"Skipped where nothing may be skipped: {collector.nodeid}: {_why(report.longrepr)}"
    return report


def _why(longrepr: object) -> str:
    return str(longrepr[-1]) if isinstance(longrepr, tuple) else str(longrepr)


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """A Chromium that starts, as ``python -m commands.chromium`` finds it."""
    from commands.chromium import find

    return find()


def pytest_collection_finish() -> None:
    """What was collected lives to the end: looking through it again and again takes a twentieth."""
    gc.collect()
    gc.freeze()
    gc.enable()
