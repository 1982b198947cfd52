"""The board's advice: recommended, corrected, withdrawn, put in order."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from data.journal import Event, new_id
from data.record.act import add, append, content, permitted, plain, projects, reached, reading_as
from data.record.cases import known_code
from data.store import Reader, Store, Writer
from domain.codes import RecommendationKind
from domain.knowledge.evidence import Source
from domain.people import Act, Actor
from domain.recommendations import Correction, Ordering, Recommendation, Withdrawal, same_advice
from domain.refused import Refused


def _check_codes(value: Recommendation) -> None:
    known_code("no_therapy_reason", value.no_therapy_reason, "The reason")
    known_code("evidence_scheme", value.evidence_scheme, "The scheme")
    if value.evidence_scheme:
        known_code(value.evidence_scheme, value.evidence_level, "The level")
    known_code("study_registry", value.trial_registry, "The registry")


def _check_cited(reader: Reader, value: Recommendation) -> None:
    """Refuse what cites a release that was never loaded; the starter table is always there."""
    for source, version in {(one.source, one.release) for one in value.evidence}:
        if source is Source.STARTER:
            continue
        row = reader.row("knowledge/known_version", source=source.value, release_version=version)
        if not row or not row["releases"]:
            raise Refused(
                f"The evidence of release {version} is not known here; nothing was recorded and your text is "
                "kept. Take it out of the list and cite it again."
            )


def _check_new(value: Recommendation, others: Iterable[Mapping[str, Any]]) -> None:
    """Refuse advice that stands on the case already, as from a second tab that shows the same draft."""
    if any(same_advice(value, _in_short(row)) for row in others):
        raise Refused(
            "This advice stands among the recommendations of this case already; nothing was recorded and "
            "your text is kept. Correct the one that stands there, or empty the form."
        )


def _in_short(row: Mapping[str, Any]) -> Recommendation:
    return Recommendation(
        kind=RecommendationKind(row["kind"]), rationale=row["rationale"],
        drugs=tuple((row["drugs"] or "").split(" + ")), trial_registry=row["trial_registry"],
        trial_id=row["trial_id"], no_therapy_reason=row["no_therapy_reason"], as_recorded=True,
    )  # fmt: skip


def _payload(recommendation_id: str, case: Mapping[str, Any], value: Recommendation) -> dict[str, Any]:
    return {
        "recommendation_id": recommendation_id,
        "case_id": case["case_id"],
        "patient_id": case["patient_id"],
        "centre_id": case["centre_id"],
        "advice": plain(value),
        "recommended_on": plain(value.recommended_on or date.today()),
    }


def record_recommendation(
    store: Store, actor: Actor, value: tuple[str, Recommendation], seen_version: int, token: str
) -> Event:
    """Record advice on a case; ``value`` is the case's id and the advice, ``seen_version`` is 0."""
    case_id, recommendation = value
    now = permitted(store, actor, Act.RECOMMEND)
    _check_codes(recommendation)
    with reading_as(store, now) as reader:
        case = reached(reader, "case", "case", case_id=case_id)
        known = reader.rows("reach/case_recommendations", case_id=case_id)
        _check_cited(reader, recommendation)
    if store.journal.by_token(token) is None:
        _check_new(recommendation, known)
    payload = _payload(new_id(), case, recommendation)
    payload["priority"] = len(known) + 1
    subject = ("recommendation", payload["recommendation_id"])
    return append(store, now, "recommendation_recorded", subject, seen_version, token, payload)


@projects("recommendation_recorded")
def project_recommendation(writer: Writer, event: Event) -> None:
    """A recommendation and the findings it rests on, last in the order of its case."""
    it = content(event)
    _project_advice(writer, event, withdrawn=False)
    writer.add(
        "recommendation_order",
        case_id=it["case_id"],
        version=0,
        recommendation_id=it["recommendation_id"],
        priority=it["priority"],
        patient_id=it["patient_id"],
        centre_id=it["centre_id"],
        sequence=event.sequence,
    )


def _project_advice(writer: Writer, event: Event, withdrawn: bool) -> None:
    it = content(event)
    advice = it["advice"]
    ids = {k: it[k] for k in ("recommendation_id", "case_id", "patient_id", "centre_id")}
    columns = {
        k: advice[k]
        for k in (
            "kind", "trial_registry", "trial_id", "trial_title", "evidence_scheme", "evidence_level",
            "rationale", "no_therapy_reason",
        )
    }  # fmt: skip
    withdrawal = it.get("withdrawal") or {}
    add(
        writer,
        event,
        "recommendation",
        **ids,
        **columns,
        version=event.subject_version,
        drugs=" + ".join(advice["drugs"]) or None,
        recommended_on=it["recommended_on"],
        correction_reason=it.get("correction_reason"),
        withdrawn=withdrawn,
        withdrawal_reason=withdrawal.get("reason_code"),
        withdrawal_comment=withdrawal.get("comment"),
    )
    for finding in advice["supporting"]:
        writer.add(
            "recommendation_finding",
            **ids,
            version=event.subject_version,
            finding_id=finding["finding_id"],
            label=finding["label"],
            sequence=event.sequence,
        )
    # Advice that was recorded before evidence could be cited has no such list.
    for place, cited in enumerate(advice.get("evidence", ()), start=1):
        writer.add(
            "recommendation_evidence",
            **ids,
            version=event.subject_version,
            place=place,
            release_version=cited["release"],
            **{
                name: cited[name]
                for name in ("source", "released_on", "item_id", "level_scheme", "level", "effect", "words")
            },
            sequence=event.sequence,
        )


def record_correction(
    store: Store, actor: Actor, value: tuple[str, Correction], seen_version: int, token: str
) -> Event:
    """Correct a recommendation: the new wording supersedes the old, which stays in the record."""
    recommendation_id, correction = value
    now = permitted(store, actor, Act.RECOMMEND)
    _check_codes(correction.recommendation)
    with reading_as(store, now) as reader:
        row = reached(reader, "recommendation", "recommendation", recommendation_id=recommendation_id)
        _check_cited(reader, correction.recommendation)
        known = reader.rows("reach/case_recommendations", case_id=row["case_id"])
    if row["withdrawn"]:
        raise Refused("This recommendation was withdrawn; nothing was recorded. Record a new one instead.")
    if store.journal.by_token(token) is None:
        _check_new(
            correction.recommendation, (it for it in known if it["recommendation_id"] != recommendation_id)
        )
    payload = _payload(recommendation_id, row, correction.recommendation)
    if correction.recommendation.recommended_on is None:
        payload["recommended_on"] = plain(row["recommended_on"])
    payload["correction_reason"] = payload["audit_reason"] = correction.reason
    subject = ("recommendation", recommendation_id)
    return append(store, now, "recommendation_corrected", subject, seen_version, token, payload)


@projects("recommendation_corrected")
def project_correction(writer: Writer, event: Event) -> None:
    """The new wording of a recommendation."""
    _project_advice(writer, event, withdrawn=False)


def record_withdrawal(
    store: Store, actor: Actor, value: tuple[str, Withdrawal, Recommendation], seen_version: int, token: str
) -> Event:
    """Withdraw a recommendation; ``value`` holds its id, the reason and its wording as it was seen."""
    recommendation_id, withdrawal, wording = value
    now = permitted(store, actor, Act.RECOMMEND)
    known_code("withdrawal_reason", withdrawal.reason_code, "The reason")
    with reading_as(store, now) as reader:
        row = reached(reader, "recommendation", "recommendation", recommendation_id=recommendation_id)
    if row["withdrawn"]:
        raise Refused("This recommendation was withdrawn already; nothing was recorded.")
    payload = _payload(recommendation_id, row, wording)
    payload["recommended_on"] = plain(row["recommended_on"])
    payload["withdrawal"] = plain(withdrawal)
    payload["audit_reason"] = withdrawal.reason_code
    subject = ("recommendation", recommendation_id)
    return append(store, now, "recommendation_withdrawn", subject, seen_version, token, payload)


@projects("recommendation_withdrawn")
def project_withdrawal(writer: Writer, event: Event) -> None:
    """A recommendation that no longer stands."""
    _project_advice(writer, event, withdrawn=True)


def record_order(
    store: Store, actor: Actor, value: tuple[str, Ordering], seen_version: int, token: str
) -> Event:
    """Put the recommendations of a case in order; ``seen_version`` is the case's."""
    case_id, ordering = value
    now = permitted(store, actor, Act.RECOMMEND)
    with reading_as(store, now) as reader:
        case = reached(reader, "case", "case", case_id=case_id)
        known = {
            row["recommendation_id"] for row in reader.rows("reach/case_recommendations", case_id=case_id)
        }
    if known != set(ordering.recommendation_ids):
        raise Refused(
            "The recommendations have changed meanwhile; nothing was recorded. Read them and order again."
        )
    payload = {
        "case_id": case_id,
        "patient_id": case["patient_id"],
        "centre_id": case["centre_id"],
        "recommendation_ids": list(ordering.recommendation_ids),
    }
    return append(store, now, "recommendations_ordered", ("case", case_id), seen_version, token, payload)


@projects("recommendations_ordered")
def project_order(writer: Writer, event: Event) -> None:
    """The priorities of a case's recommendations."""
    it = content(event)
    ids = {k: it[k] for k in ("case_id", "patient_id", "centre_id")}
    for priority, recommendation_id in enumerate(it["recommendation_ids"], start=1):
        writer.add(
            "recommendation_order",
            **ids,
            version=event.subject_version,
            recommendation_id=recommendation_id,
            priority=priority,
            sequence=event.sequence,
        )
