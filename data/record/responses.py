"""The best response under a recommendation that was followed: recorded, corrected, taken back."""

from typing import Any

from data.journal import Event
from data.record.act import add, append, content, permitted, plain, projects, reached, reading_as
from data.store import Store, Writer
from domain.codes import Decision, RecommendationKind
from domain.people import Act, Actor, Role
from domain.refused import Refused
from domain.responses import (
    BestResponse,
    ResponseCorrection,
    ResponseCriteria,
    ResponseValue,
    ResponseWithdrawal,
    check_follows,
    check_not_before,
    may_respond,
)

Row = dict[str, Any]
_IDS = ("recommendation_id", "case_id", "patient_id", "centre_id")
_SAYS = ("value", "criteria", "assessed_on", "assessed_by", "comment")


def subject_of(recommendation_id: str) -> str:
    """The id under which the response to a recommendation counts its versions."""
    return f"response:{recommendation_id}"


def record_response(
    store: Store, actor: Actor, value: tuple[str, BestResponse], seen_version: int, token: str
) -> Event:
    """Record the best response under a recommendation, or a better one of a later assessment.

    ``seen_version`` is that of its responses, 0 before the first. Raises ``Refused`` for who may not, for
    advice that is no therapy, was withdrawn or not followed, for a day before the decision, and for what is
    no later or worse than what stands; ``Unreachable`` outside her reach; ``Stale`` when it changed since.
    """
    now = permitted(store, actor, Act.ANSWER)
    advice, answer, standing = _stands(store, now, value[0])
    if (done := store.journal.by_token(token)) is not None:
        return done
    _checked(advice, answer, value[1], standing[0] if standing else None)
    payload = _payload(advice, value[1])
    return _append(store, now, "response_recorded", payload, seen_version, token)


def record_response_correction(
    store: Store, actor: Actor, value: tuple[str, ResponseCorrection], seen_version: int, token: str
) -> Event:
    """Correct the best response in force, with the reason; the earlier wording stays in the record.

    Raises as ``record_response`` does, and ``Refused`` where none is in force.
    """
    now = permitted(store, actor, Act.ANSWER)
    advice, answer, standing = _stands(store, now, value[0])
    if (done := store.journal.by_token(token)) is not None:
        return done
    if not standing:
        raise Refused("There is no best response that could be corrected; what you typed is kept.")
    _checked(advice, answer, value[1].response, standing[1] if len(standing) > 1 else None)
    payload = _payload(advice, value[1].response, standing[0])
    payload["correction_reason"] = payload["audit_reason"] = value[1].reason
    return _append(store, now, "response_corrected", payload, seen_version, token)


def record_response_withdrawal(
    store: Store, actor: Actor, value: tuple[str, ResponseWithdrawal], seen_version: int, token: str
) -> Event:
    """Take the best response in force back, with the reason; the assessment before it, if any, counts again.

    Raises ``Refused`` where none is in force and for who may not, ``Unreachable`` outside her reach.
    """
    now = permitted(store, actor, Act.ANSWER)
    advice, _, standing = _stands(store, now, value[0])
    if (done := store.journal.by_token(token)) is not None:
        return done
    if not standing:
        raise Refused("There is no best response that could be taken back; nothing was recorded.")
    payload = _payload(advice, _read(standing[0]), standing[0])
    payload["correction_reason"] = payload["audit_reason"] = value[1].reason
    return _append(store, now, "response_withdrawn", payload, seen_version, token)


def _stands(store: Store, now: Actor, recommendation_id: str) -> tuple[Row, Row | None, list[Row]]:
    """The recommendation, the answer in force, and the responses that stand, the last first."""
    of = {"recommendation_id": recommendation_id}
    with reading_as(store, now) as reader:
        advice = reached(reader, "recommendation", "recommendation", **of)
        return advice, reader.row("reach/answer", **of), reader.rows("reach/responses", **of)


def _read(row: Row) -> BestResponse:
    """A response that stands, as a value."""
    return BestResponse(
        ResponseValue(row["value"]),
        ResponseCriteria(row["criteria"]),
        row["assessed_on"],
        row["assessed_by"],
        row["comment"],
    )


def _checked(advice: Row, answer: Row | None, response: BestResponse, before: Row | None) -> None:
    if advice["withdrawn"]:
        raise Refused(
            "The board withdrew this recommendation, so that no response is recorded under it; what you "
            "typed is kept. Go back to your list."
        )
    if not RecommendationKind(advice["kind"]).is_therapy:
        raise Refused(
            "This recommendation advises no treatment, so that it has no response; nothing was recorded."
        )
    if answer is None or not may_respond(Decision(answer["decision"])):
        raise Refused(
            "A best response is recorded under advice that was followed, wholly or partly, and this was not: "
            "record or correct the answer first; what you typed is kept."
        )
    check_not_before(response, advice["recommended_on"], answer["decided_on"])
    check_follows(_read(before) if before else None, response)


def _payload(advice: Row, response: BestResponse, replaces: Row | None = None) -> Row:
    payload = {name: advice[name] for name in _IDS} | {"response": plain(response)}
    return payload | ({"response_no": replaces["response_no"]} if replaces else {})


def _append(store: Store, now: Actor, verb: str, payload: Row, seen_version: int, token: str) -> Event:
    subject = ("best_response", subject_of(payload["recommendation_id"]))
    # A coordinator writes down what the physician says; the record names that physician.
    behalf = payload["response"]["assessed_by"] if now.role is Role.COORDINATOR else None
    return append(store, now, verb, subject, seen_version, token, payload, on_behalf_of=behalf)


@projects("response_recorded")
@projects("response_corrected")
@projects("response_withdrawn")
def project_response(writer: Writer, event: Event) -> None:
    """A best response, its correction, or that it was taken back: a row each."""
    it = content(event)
    add(
        writer,
        event,
        "recommendation_response",
        **{name: it[name] for name in _IDS},
        **{name: it["response"][name] for name in _SAYS},
        version=event.subject_version,
        response_no=it.get("response_no", event.subject_version),
        correction_reason=it.get("correction_reason"),
        withdrawn=event.verb == "response_withdrawn",
        on_behalf_of=event.on_behalf_of,
    )
