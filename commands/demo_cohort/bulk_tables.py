"""The clinical tables of the very large synthetic cohort, column by column as the store has them."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pyarrow as pa

from commands.demo_cohort.bulk_findings import Ints, Numbers, picked
from commands.demo_cohort.facts import tumour_types
from commands.demo_cohort.places import CENTRES, LABORATORIES, oncologist_of
from domain.codes import Decision, ReasonNotFollowed, RecommendationKind

Columns = dict[str, pa.Array]

ACTOR = "bulk-demonstration"
DECISIONS = (Decision.FOLLOWED, Decision.PARTLY, Decision.DECLINED, Decision.DEFERRED)
KINDS = (
    RecommendationKind.CLINICAL_TRIAL,
    RecommendationKind.APPROVED_THERAPY,
    RecommendationKind.MEDICAL_NEED_PROGRAMME,
    RecommendationKind.OFF_LABEL,
    RecommendationKind.NO_THERAPY,
)
KIND_SHARES = (0.52, 0.26, 0.18, 0.04)
"""Of the therapies recommended, in the order of ``KINDS``."""


@dataclass(frozen=True, slots=True)
class BulkCohort:
    """One entry a patient in every array; days count from 1 January 1970."""

    size: int
    centre: Ints
    tumour: Ints
    reported: Ints
    waited: Ints
    failed: Ints
    actionable: Ints
    kind: Ints
    decision: Ints
    """Place in ``DECISIONS``, -1 for none yet."""
    reason: Ints
    """Place in ``ReasonNotFollowed``, -1 for none."""
    recorded: datetime


def _ids(prefix: str, size: int) -> pa.Array:
    return pa.array([f"bulk-{prefix}-{i}" for i in range(size)])


def _days(values: Numbers) -> pa.Array:
    return pa.array(values.astype("datetime64[D]"))


def _same(text: str, size: int) -> pa.Array:
    return pa.repeat(text, size)


def _centres(cohort: BulkCohort) -> pa.Array:
    return picked([one.id for one in CENTRES], cohort.centre)


def _laboratories(cohort: BulkCohort) -> pa.Array:
    return picked([one.laboratory_id for one in CENTRES], cohort.centre)


def _head(cohort: BulkCohort) -> Columns:
    return {"patient_id": _ids("patient", cohort.size), "centre_id": _centres(cohort)}


def _tail(cohort: BulkCohort, versioned: bool = True) -> Columns:
    size = cohort.size
    tail = {
        "recorded_by": _same(ACTOR, size),
        "recorded_at": pa.repeat(pa.scalar(cohort.recorded, pa.timestamp("us")), size),
        "sequence": pa.array(np.arange(1, size + 1)),
    }
    return ({"version": pa.repeat(1, size)} if versioned else {}) | tail


def places_tables(cohort: BulkCohort) -> dict[str, Columns]:
    """The hospitals, the laboratories and the patients."""
    return {
        "centre": {
            "centre_id": pa.array([one.id for one in CENTRES]),
            "name": pa.array([one.name for one in CENTRES]),
            "sequence": pa.array(range(1, len(CENTRES) + 1)),
        },
        "laboratory": {
            "laboratory_id": pa.array([one.id for one in LABORATORIES]),
            "name": pa.array([one.name for one in LABORATORIES]),
            "sequence": pa.array(range(1, len(LABORATORIES) + 1)),
        },
        "patient": {
            **_head(cohort),
            **_tail(cohort),
            "pseudonym": pa.array([f"BULK-{i:07d}" for i in range(cohort.size)]),
            "sex": picked(["female", "male"], np.arange(cohort.size) % 2),
            "year_of_birth": pa.array(cohort.recorded.year - 40 - np.arange(cohort.size) % 45),
            "synthetic": pa.repeat(True, cohort.size),
        },
    }


def clinical_tables(rng: np.random.Generator, cohort: BulkCohort) -> dict[str, Columns]:
    """Tumours, specimens, cases and their conclusions."""
    size, kinds = cohort.size, tumour_types()
    sites = picked([one.primary_site for one in kinds], cohort.tumour)
    lines = rng.choice(4, size, p=(0.12, 0.42, 0.30, 0.16))
    tumour_id, case_id = _ids("tumour", size), _ids("case", size)
    concluded = cohort.reported + 5
    return {
        "tumour": {
            **_head(cohort),
            **_tail(cohort),
            "tumour_id": tumour_id,
            "oncotree_code": picked([one.code for one in kinds], cohort.tumour),
            "site": sites,
            "stage": _same("IV", size),
            "histology": picked([one.histology for one in kinds], cohort.tumour),
            "diagnosed_on": _days(cohort.reported - cohort.waited - rng.integers(20, 1400, size)),
        },
        "board_case": {
            **_head(cohort),
            **_tail(cohort),
            "case_id": case_id,
            "tumour_id": tumour_id,
            "ecog": pa.array(rng.choice(3, size, p=(0.3, 0.52, 0.18))),
            "previous_lines": pa.array(lines),
            "previous_lines_text": _same("Synthetic", size),
            "question": _same("Is there a targeted option or a trial?", size),
            "opened_on": _days(cohort.reported - cohort.waited),
        },
        "specimen": {
            **_head(cohort),
            **_tail(cohort),
            "specimen_id": _ids("specimen", size),
            "tumour_id": tumour_id,
            "laboratory_id": _laboratories(cohort),
            "kind": _same("tissue", size),
            "origin": picked(["primary", "metastasis"], rng.integers(0, 2, size)),
            "site": sites,
            "collected_on": _days(cohort.reported - cohort.waited - 1),
            "fixation": _same("ffpe", size),
            "tumour_cell_percent": pa.array(rng.integers(10, 90, size).astype(float)),
            "dna_ng": pa.array(rng.integers(40, 420, size).astype(float)),
            "rna_ng": pa.array(rng.integers(20, 240, size).astype(float)),
        },
        "case_conclusion": {
            **_head(cohort),
            **_tail(cohort),
            "case_id": case_id,
            "actionable": pa.array(cohort.actionable.astype(bool)),
            "reason_code": picked(
                ["no_matching_drug", "not_evaluable_profile"], cohort.failed, cohort.actionable == 0
            ),
            "comment": pa.nulls(size, pa.string()),
            "concluded_on": _days(concluded),
        },
        "discussion": {
            **_head(cohort),
            **_tail(cohort),
            "case_id": case_id,
            "meeting_id": pa.nulls(size, pa.string()),
            "discussed_on": _days(concluded),
        },
    }


def profiles_tables(cohort: BulkCohort) -> dict[str, Columns]:
    """One profile a patient, on one specimen."""
    size = cohort.size
    profile_id = _ids("profile", size)
    return {
        "profile": {
            **_head(cohort),
            **_tail(cohort, versioned=False),
            "profile_id": profile_id,
            "profile_no": pa.array(np.arange(size)),
            "tumour_id": _ids("tumour", size),
            "laboratory_id": _laboratories(cohort),
            "assay": _same("TSO500", size),
            "build": _same("GRCh37", size),
            "sample_id": _ids("pair", size),
            "pair_id": _ids("pair", size),
            "outcome": picked(["success", "failed"], cohort.failed),
            "received_on": _days(cohort.reported - cohort.waited),
            "reported_on": _days(cohort.reported),
            "content_sha256": profile_id,
            "bundle_sha256": profile_id,
            "reference_rows": pa.repeat(0, size),
            "filtered_rows": pa.repeat(0, size),
        },
        "profile_specimen": {
            **_head(cohort),
            "profile_id": profile_id,
            "specimen_id": _ids("specimen", size),
            "sequence": pa.array(np.arange(1, size + 1)),
        },
    }


def advice_tables(cohort: BulkCohort) -> dict[str, Columns]:
    """One recommendation a case, and the answers given so far."""
    size = cohort.size
    recommendation_id, answer_id, case_id = _ids("advice", size), _ids("answer", size), _ids("case", size)
    recommendation = {
        **_head(cohort),
        **_tail(cohort),
        "recommendation_id": recommendation_id,
        "case_id": case_id,
        "kind": picked(list(KINDS), cohort.kind),
        "rationale": _same("Synthetic advice.", size),
        "no_therapy_reason": picked(
            ["no_actionable_finding"], np.zeros(size, dtype=np.int64), cohort.kind == len(KIND_SHARES)
        ),
        "recommended_on": _days(cohort.reported + 5),
        "withdrawn": pa.repeat(False, size),
    }
    given = pa.array(np.flatnonzero(cohort.decision >= 0))
    answer = {
        **_head(cohort),
        **_tail(cohort),
        "answer_id": answer_id,
        "recommendation_id": recommendation_id,
        "case_id": case_id,
        "decision": picked(list(DECISIONS), np.maximum(cohort.decision, 0)),
        "informed_on": _days(cohort.reported + 8),
        "decided_on": _days(cohort.reported + 16),
        "decided_by": picked([oncologist_of(one.id) for one in CENTRES], cohort.centre),
    }
    reasoned = pa.array(np.flatnonzero(cohort.reason >= 0))
    tail = _tail(cohort)
    reason = {
        **_head(cohort),
        "answer_id": answer_id,
        "recommendation_id": recommendation_id,
        "version": tail["version"],
        "reason_code": picked(list(ReasonNotFollowed), np.maximum(cohort.reason, 0)),
        "is_primary": pa.repeat(True, size),
        "sequence": tail["sequence"],
    }
    return {
        "recommendation": recommendation,
        "answer": {name: column.take(given) for name, column in answer.items()},
        "answer_reason": {name: column.take(reasoned) for name, column in reason.items()},
    }
