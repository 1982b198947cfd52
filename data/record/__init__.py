"""One act, one function, one event; beside each ``record_`` stands its ``project_``."""

from data.record import (
    answers,
    cases,
    cohort,
    corrections,
    drift,
    findings,
    list_mappings,
    meetings,
    panels,
    people,
    recommendations,
    releases,
    responses,
    runs,
    single_test_withdrawals,
    thresholds,
    tool_reports,
    trial_match_states,
    trials,
)
from data.record.act import PROJECTIONS

__all__ = [
    "PROJECTIONS", "answers", "cases", "cohort", "corrections", "drift", "findings", "list_mappings",
    "meetings", "panels", "people", "recommendations", "releases", "responses", "runs",
    "single_test_withdrawals", "thresholds", "tool_reports", "trial_match_states", "trials",
]  # fmt: skip
