"""Writes a very large synthetic cohort straight as the store's tables, to measure what scale costs.

No file of a laboratory and no event stands behind these rows: they are for measurements only and never
belong into a store with patients. Sampling is vectorised; the shares are those of the small cohort, by
chance instead of by quota.
"""

from datetime import date, datetime, time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from commands.demo_cohort.answers import (
    DEFERRED_SHARE,
    FOLLOWED_SHARE,
    NOT_DOCUMENTED_SHARE,
    PARTLY_SHARE,
    PENDING_SHARE,
    REASONS,
    habit,
)
from commands.demo_cohort.bulk_findings import Ints, Picked, finding_tables
from commands.demo_cohort.bulk_tables import (
    KIND_SHARES,
    BulkCohort,
    advice_tables,
    clinical_tables,
    places_tables,
    profiles_tables,
)
from commands.demo_cohort.calendar import MEDIAN_DAYS, PAST_MEETINGS, SPREAD
from commands.demo_cohort.facts import tumour_types
from commands.demo_cohort.molecular import ACTIONABLE_SHARE, PROFILED_SHARE, THERAPY_SHARE
from commands.demo_cohort.places import CENTRES
from domain.codes import ReasonNotFollowed
from domain.refused import Refused

YEARS = 5
MOST_PATIENTS = 5_000_000


def write_bulk(folder: Path, patients: int = 100_000, seed: int = 1, *, today: date, calls: int = 20) -> None:
    """Write one Parquet file a table into ``folder``, with ``calls`` small variants a profile.

    Raises ``Refused`` for an impossible size. The rows carry ``synthetic`` and pseudonyms ``BULK-...``.
    """
    if not 1 <= patients <= MOST_PATIENTS or calls < 0:
        raise Refused(
            f"A cohort of {patients} patients with {calls} calls each cannot be made, nothing was written: "
            f"ask for 1 to {MOST_PATIENTS} patients."
        )
    rng = np.random.default_rng([seed, patients])
    folder.mkdir(parents=True, exist_ok=True)
    cohort = _cohort(rng, patients, today)
    tables = places_tables(cohort) | clinical_tables(rng, cohort)
    tables |= profiles_tables(cohort) | advice_tables(cohort)
    laboratories = [centre.laboratory_id for centre in CENTRES]
    where = Picked([centre.id for centre in CENTRES], cohort.centre)
    tables |= finding_tables(rng, cohort.tumour, where, Picked(laboratories, cohort.centre), calls)
    for name, columns in tables.items():
        pq.write_table(pa.table(columns), folder / f"{name}.parquet")


def _cohort(rng: np.random.Generator, size: int, today: date) -> BulkCohort:
    weights = np.array([one.weight for one in CENTRES], dtype=float)
    shares = np.array([one.weight for one in tumour_types()])
    centre = rng.choice(len(CENTRES), size, p=weights / weights.sum())
    waited = np.rint(MEDIAN_DAYS * np.exp(rng.normal(0.0, SPREAD, size))).astype(np.int64)
    span = PAST_MEETINGS * 7 * YEARS
    failed = rng.random(size) > PROFILED_SHARE
    actionable = ~failed & (rng.random(size) < ACTIONABLE_SHARE / PROFILED_SHARE)
    therapy = actionable & (rng.random(size) < THERAPY_SHARE / ACTIONABLE_SHARE)
    kind = np.where(therapy, rng.choice(len(KIND_SHARES), size, p=KIND_SHARES), len(KIND_SHARES))
    decision, reason = _decided(rng, centre, therapy)
    return BulkCohort(
        size=size,
        centre=centre,
        tumour=rng.choice(len(shares), size, p=shares / shares.sum()),
        reported=(today - date(1970, 1, 1)).days - 40 - rng.integers(0, span, size),
        waited=waited,
        failed=failed.astype(np.int64),
        actionable=actionable.astype(np.int64),
        kind=kind,
        decision=decision,
        reason=reason,
        recorded=datetime.combine(today, time()),
    )


def _decided(
    rng: np.random.Generator, centre: Ints, therapy: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
) -> tuple[Ints, Ints]:
    point = rng.random(len(centre)) * THERAPY_SHARE
    followed = FOLLOWED_SHARE * (1 - PARTLY_SHARE)
    edges = np.cumsum([PENDING_SHARE, followed, FOLLOWED_SHARE - followed, DEFERRED_SHARE])
    place = np.searchsorted(edges, point, side="right")
    # Pending, followed, partly, deferred, declined: in the order of the edges.
    decision = np.where(therapy, np.array([-1, 0, 1, 3, 2])[place], -1)
    known = list(ReasonNotFollowed)
    reason = np.full(len(centre), -1)
    for number, one in enumerate(CENTRES):
        here = np.flatnonzero((decision == 2) & (centre == number))
        weights = np.array([percent * habit(one.id, each) for each, percent in REASONS.items()])
        drawn = rng.choice([known.index(each) for each in REASONS], len(here), p=weights / weights.sum())
        blank = rng.random(len(here)) < NOT_DOCUMENTED_SHARE
        reason[here] = np.where(blank, known.index(ReasonNotFollowed.NOT_DOCUMENTED), drawn)
    reason[decision == 1] = known.index(ReasonNotFollowed.COMORBIDITY)
    reason[decision == 3] = known.index(ReasonNotFollowed.REIMBURSEMENT_PENDING)
    return decision, reason
