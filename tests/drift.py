"""Builders of advice under which something changed."""

from datetime import date, timedelta
from typing import Any

from data.journal import new_id
from data.read.drift import changed
from data.record import drift as seeing
from data.record import runs
from data.store import Store
from domain.acceptance import RunAcceptance, SampleAcceptance
from domain.drift.acknowledged import DriftSeen
from domain.drift.changes import Drift
from domain.findings import Findings
from domain.quality import QualityClass, Verdict
from domain.readings import ClassVerdict
from tests.builders import (
    TODAY,
    OpenedCase,
    accept_run,
    actor,
    open_case,
    reading,
    recommend,
    small_variant,
    supporting,
)
from tests.releases import CITED, item, load

NEWER: dict[str, Any] = {"version": "2026-06-26", "released_on": date(2026, 6, 26)}
PASSED = (
    ClassVerdict(QualityClass.SMALL_VARIANTS, Verdict.PASS, "Within its limits."),
    ClassVerdict(QualityClass.COPY_NUMBER, Verdict.PASS, "Within its limits."),
    ClassVerdict(QualityClass.RNA, Verdict.PASS, "Within its limits."),
    ClassVerdict(QualityClass.MSI, Verdict.PASS, "Within its limits."),
)
"""Verdicts by which every class was assessed."""


def profiled(store: Store, pseudonym: str = "P-001", **found: Any) -> tuple[OpenedCase, str]:
    opened = open_case(store, pseudonym)
    calls = found or {"small_variants": (small_variant(1),)}
    return opened, accept_run(store, opened, findings=Findings(**calls))


def advised(store: Store, **overrides: Any) -> tuple[OpenedCase, str, str]:
    """A case with BRAF V600E and advice on it; the case, the profile, the recommendation."""
    opened, profile_id = profiled(store)
    values = {"evidence_scheme": None, "evidence_level": None, **overrides}
    return (
        opened,
        profile_id,
        recommend(store, opened.case_id, supporting=(supporting(profile_id, 1),), **values),
    )


def drifts(store: Store, user: str = "chair") -> tuple[Drift, ...]:
    return tuple(one for row in changed(store, actor(user)).rows for one in row.drifts)


def weaker(store: Store, **overrides: Any) -> tuple[OpenedCase, str]:
    """Advice that cites an item which is of level B now."""
    load(store)
    opened, _, recommendation_id = advised(store, evidence=(CITED,), **overrides)
    load(store, item(level="B"), **NEWER)
    return opened, recommendation_id


def see(store: Store, user: str = "chair", token: str | None = None) -> None:
    (row,) = changed(store, actor("chair")).rows
    value = DriftSeen(row.recommendation_id, row.wording, row.drifts, "Known at the time.")
    seeing.record_drift_seen(store, actor(user), value, row.version, token or new_id())


def again(store: Store, opened: OpenedCase, findings: Findings, **overrides: Any) -> str:
    """Later results of the case's sample; return the profile's id."""
    values = {"verdicts": PASSED, "content_sha256": new_id(), **overrides}
    sample = reading(opened.sample_id, findings=findings, **values)
    taken = SampleAcceptance(
        sample, (opened.specimen_id,), TODAY - timedelta(days=3), TODAY, as_reanalysis=True
    )
    run = RunAcceptance("SYN-RUN-2", "lab-a", (), (taken,))
    event = runs.record_run(store, actor("coordinator"), run, 0, new_id())
    return str((event.payload or {})["profiles"][0]["profile_id"])
