"""What the treating physician decided on a recommendation."""

from datetime import date
from typing import Any

from data.journal import Event, new_id
from data.record.act import add, append, content, permitted, plain, projects, reached, reading_as
from data.record.cases import known_code
from data.store import Store, Writer
from domain.answers import Answer, AnswerCorrection
from domain.people import Act, Actor, Role
from domain.refused import Refused


def _payload(
    store: Store, now: Actor, recommendation_id: str, answer: Answer, corrects: bool
) -> dict[str, Any]:
    """The rows of an answer. Raises ``Refused`` where it cannot be given."""
    for reason in (answer.primary_reason, *answer.contributing_reasons):
        known_code("reason_not_followed", reason, "The reason")
    with reading_as(store, now) as reader:
        row = reached(reader, "recommendation", "recommendation", recommendation_id=recommendation_id)
        earlier = reader.row("reach/answer", recommendation_id=recommendation_id)
    if row["withdrawn"]:
        raise Refused("The board withdrew this recommendation; it needs no answer and nothing was recorded.")
    if corrects and earlier is None:
        raise Refused("There is no answer yet that could be corrected: record one; what you typed is kept.")
    if earlier is not None and not corrects and earlier["decision"] != "deferred":
        raise Refused(
            "This recommendation was answered already and nothing was recorded. Correct that answer instead; "
            "what you typed is kept."
        )
    if answer.informed_on and answer.informed_on < row["recommended_on"]:
        raise Refused(_too_early("have been informed", row["recommended_on"]))
    if answer.decided_on and answer.decided_on < row["recommended_on"]:
        raise Refused(_too_early("have decided", row["recommended_on"]))
    return {
        "answer_id": new_id(),
        "recommendation_id": recommendation_id,
        "case_id": row["case_id"],
        "patient_id": row["patient_id"],
        "centre_id": row["centre_id"],
        "answer": plain(answer),
    }


def _too_early(what: str, advised: date) -> str:
    return (
        f"The physician cannot {what} before the board gave its advice on {advised.day} {advised:%b %Y}: "
        "correct the day; what you typed is kept."
    )


def _append(
    store: Store, now: Actor, verb: str, payload: dict[str, Any], seen_version: int, token: str
) -> Event:
    subject = ("recommendation", payload["recommendation_id"])
    # A coordinator writes down what the physician decided; the record names that physician.
    behalf = payload["answer"]["decided_by"] if now.role is Role.COORDINATOR else None
    return append(store, now, verb, subject, seen_version, token, payload, on_behalf_of=behalf)


def record_answer(
    store: Store, actor: Actor, value: tuple[str, Answer], seen_version: int, token: str
) -> Event:
    """Answer a recommendation; ``seen_version`` is the recommendation's.

    A deferred answer may be followed by another; any other one is corrected instead.
    """
    now = permitted(store, actor, Act.ANSWER)
    payload = _payload(store, now, value[0], value[1], corrects=False)
    return _append(store, now, "answer_recorded", payload, seen_version, token)


def record_answer_correction(
    store: Store, actor: Actor, value: tuple[str, AnswerCorrection], seen_version: int, token: str
) -> Event:
    """Correct an answer, with the reason; the earlier one stays in the record."""
    now = permitted(store, actor, Act.ANSWER)
    payload = _payload(store, now, value[0], value[1].answer, corrects=True)
    payload["correction_reason"] = payload["audit_reason"] = value[1].reason
    return _append(store, now, "answer_corrected", payload, seen_version, token)


@projects("answer_recorded")
@projects("answer_corrected")
def project_answer(writer: Writer, event: Event) -> None:
    """An answer and its reasons."""
    it = content(event)
    answer = it["answer"]
    ids = {k: it[k] for k in ("answer_id", "recommendation_id", "patient_id", "centre_id")}
    add(
        writer,
        event,
        "answer",
        **ids,
        case_id=it["case_id"],
        version=event.subject_version,
        on_behalf_of=event.on_behalf_of,
        correction_reason=it.get("correction_reason"),
        **{k: answer[k] for k in ("decision", "informed_on", "decided_on", "decided_by", "comment")},
    )
    reasons = [(answer["primary_reason"], True)] if answer["primary_reason"] else []
    reasons += [(code, False) for code in answer["contributing_reasons"]]
    for code, primary in reasons:
        writer.add(
            "answer_reason",
            **ids,
            version=event.subject_version,
            reason_code=code,
            is_primary=primary,
            sequence=event.sequence,
        )
