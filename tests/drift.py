"""Builders of advice under which something changed."""

from datetime import date
from typing import Any

from data.journal import new_id
from data.read.drift import changed
from data.record import drift as seeing
from data.store import Store
from domain.drift.acknowledged import DriftSeen
from domain.drift.changes import Drift
from domain.findings import Findings
from tests.builders import OpenedCase, accept_run, actor, open_case, recommend, small_variant, supporting
from tests.releases import CITED, item, load

NEWER: dict[str, Any] = {"version": "2026-06-26", "released_on": date(2026, 6, 26)}


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
