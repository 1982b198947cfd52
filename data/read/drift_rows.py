"""What is read of changes under advice, made of the rows of the store."""

from collections.abc import Mapping
from typing import Any

from data.read.case import graded
from data.read.choices import label, tumour_name
from data.read.classified_before import said_by_words
from domain.codes import RecommendationKind
from domain.drift.changes import Drift, DriftKind, Severity, Side
from domain.drift.classifications import Said
from domain.knowledge.evidence import DrugEffect, Source
from domain.recommendations import CitedEvidence
from domain.views.drift import ChangedAdvice, SeenChange
from domain.views.follow_up import WhoseCase


def said_of(row: Mapping[str, Any], finding: str) -> Said:
    """A row of ``drift/classified`` as something said of a finding, called as the advice calls it."""
    voice = tuple(str(row[name] or "") for name in ("said_by", "speaker", "scheme", "aspect"))
    return Said(
        finding_id=row["finding_id"],
        label=finding,
        voice=voice,
        by=said_by_words(row),
        scheme=row["scheme"],
        level=row["level"],
        words=graded(row["scheme"], row["level"]),
        aspect=row["aspect"],
        on=row["said_on"],
        recorded_on=row["recorded_on"],
        sequence=row["sequence"],
    )


def cited_of(row: Mapping[str, Any]) -> CitedEvidence:
    """A row of ``drift/cited`` as the item that is cited."""
    return CitedEvidence(
        Source(row["source"]), row["release_version"], row["released_on"], row["item_id"],
        row["level_scheme"], row["level"], DrugEffect(row["effect"]), row["words"],
    )  # fmt: skip


def advice_of(row: Mapping[str, Any], version: int, drifts: tuple[Drift, ...]) -> ChangedAdvice:
    """A recommendation with its changes, the most severe first; ``version`` is how often some were seen."""
    trial = ", ".join(part for part in (row["trial_id"], row["trial_title"]) if part)
    what = "; ".join(part for part in (row["drugs"], trial) if part)
    kind = label("recommendation_kind", row["kind"])
    whose = WhoseCase(
        row["patient_id"],
        row["pseudonym"],
        tumour_name(row["oncotree_code"]),
        row["centre"],
        row["synthetic"],
    )
    return ChangedAdvice(
        recommendation_id=row["recommendation_id"],
        wording=row["version"],
        version=version,
        case_id=row["case_id"],
        whose=whose,
        kind=RecommendationKind(row["kind"]),
        advice=f"{kind}: {what}" if what else kind,
        recommended_on=row["recommended_on"],
        drifts=drifts,
    )


def seen_of(row: Mapping[str, Any]) -> SeenChange:
    """A row of ``drift/acknowledged`` as a change that was seen."""
    return SeenChange(
        recommendation_id=row["recommendation_id"],
        wording=row["wording"],
        case_id=row["case_id"],
        pseudonym=row["pseudonym"],
        centre=row["centre"],
        synthetic=row["synthetic"],
        drift_id=row["drift_id"],
        kind=DriftKind(row["kind"]),
        severity=Severity(row["severity"]),
        sentence=row["sentence"],
        before=Side(row["before_text"], row["before_where"], row["before_on"]),
        now=Side(row["now_text"], row["now_where"], row["now_on"]),
        since=row["since"],
        comment=row["comment"],
        recorded_by=row["recorded_by"],
        recorded_at=row["recorded_at"],
    )
