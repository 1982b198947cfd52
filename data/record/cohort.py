"""Loading a whole synthetic cohort at once, for measurements: its tables are bundles, named in one event."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.journal import Event, new_id
from data.record.act import append, content, permitted, projects, stamp
from data.store import Store, Writer
from domain.people import Act, Actor
from domain.refused import Refused

MOST_PATIENTS = 100_000
"""Of one act; the numbers of its profiles are the event's sequence times a million, plus their own."""
MOST_REPORTED = 24
"""So many findings of a profile are marked as reported."""
TABLES = (
    "patient", "tumour", "specimen", "board_case", "case_conclusion", "discussion", "profile",
    "profile_specimen", "finding", "small_variant", "copy_number", "fusion", "splice_variant", "biomarker",
    "recommendation", "answer", "answer_reason",
)  # fmt: skip
_DERIVED = {
    "identifier": "patient",
    "quality_class": "profile",
    "finding_mark": "finding",
    "recommendation_order": "recommendation",
}
"""Tables that follow from the bundle of another."""
_PROFILE_BASE = 1_000_000


@dataclass(frozen=True, slots=True)
class CohortLoad:
    """A synthetic cohort, its tables laid into the bundles folder already."""

    patients: int
    bundles: Mapping[str, str]
    """By table, the SHA-256 of its Parquet bundle."""

    def __post_init__(self) -> None:
        if not 1 <= self.patients <= MOST_PATIENTS:
            raise Refused(f"One act loads 1 to {MOST_PATIENTS} patients; nothing was recorded.")
        if missing := set(TABLES) ^ set(self.bundles):
            raise Refused(
                f"The cohort's bundles and its tables differ in {min(missing)}; nothing was recorded."
            )


def record_cohort(store: Store, actor: Actor, value: CohortLoad, seen_version: int, token: str) -> Event:
    """Load a synthetic cohort; ``seen_version`` is 0.

    Only whoever may open cases and bring runs in may; the rows carry this act as their origin.
    """
    permitted(store, actor, Act.OPEN_CASE)
    now = permitted(store, actor, Act.BRING_RUN_IN)
    payload = {"patients": value.patients, "bundles": dict(value.bundles)}
    return append(store, now, "cohort_loaded", ("cohort", new_id()), seen_version, token, payload)


@projects("cohort_loaded")
def project_cohort(writer: Writer, event: Event) -> None:
    """All tables of the cohort, from its bundles."""
    bundles = content(event)["bundles"]
    sources = {table: table for table in TABLES} | _DERIVED
    for table, source in sources.items():
        writer.load(f"load_{table}", **_values(writer, event, bundles[source]))


def _values(writer: Writer, event: Event, sha256: str) -> dict[str, Any]:
    return {
        **stamp(event),
        "bundle": writer.bundle(sha256),
        "profile_base": event.sequence * _PROFILE_BASE,
        "most_reported": MOST_REPORTED,
    }
