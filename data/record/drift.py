"""That the board has seen what changed under a recommendation and leaves it as it is."""

from datetime import date

from data.journal import Event
from data.record.act import add, append, content, permitted, projects, reached, reading_as
from data.store import Store, Writer
from domain.drift.acknowledged import DriftSeen
from domain.people import Act, Actor
from domain.refused import Refused


def subject_of(recommendation_id: str) -> str:
    """The id under which what was seen under a recommendation counts its versions."""
    return f"drift:{recommendation_id}"


def record_drift_seen(store: Store, actor: Actor, value: DriftSeen, seen_version: int, token: str) -> Event:
    """Record that changes were seen and nothing follows; ``seen_version`` is how often that was done before.

    The changes stay in the history as they were read; one that changes further comes back. Raises
    ``Refused`` for who may not and for advice that was corrected or withdrawn meanwhile, ``Unreachable``
    for advice outside her reach, and ``Stale`` when somebody else saw them meanwhile.
    """
    now = permitted(store, actor, Act.SEE_CHANGES)
    with reading_as(store, now) as reader:
        row = reached(reader, "recommendation", "recommendation", recommendation_id=value.recommendation_id)
    if row["withdrawn"] or row["version"] != value.wording:
        raise Refused(
            "This recommendation was corrected or withdrawn meanwhile; nothing was recorded and your text "
            "is kept. Read it again: what is left is what changed since."
        )
    payload = {
        **{name: row[name] for name in ("recommendation_id", "case_id", "patient_id", "centre_id")},
        "wording": value.wording,
        "comment": value.comment,
        "drifts": [
            {
                "drift_id": one.drift_id, "kind": one.kind, "severity": one.severity,
                "sentence": one.sentence, "before": one.before, "now": one.now, "since": one.since,
            }
            for one in value.drifts
        ],
        "audit_reason": value.comment,
    }  # fmt: skip
    subject = ("drift", subject_of(value.recommendation_id))
    return append(store, now, "drift_seen", subject, seen_version, token, payload)


@projects("drift_seen")
def project_drift_seen(writer: Writer, event: Event) -> None:
    """Changes under a recommendation that were seen, a row each."""
    it = content(event)
    ids = {name: it[name] for name in ("recommendation_id", "case_id", "patient_id", "centre_id", "wording")}
    for place, one in enumerate(it["drifts"], start=1):
        sides = {
            f"{name}_{column}": one[name][key]
            for name in ("before", "now")
            for column, key in (("text", "words"), ("where", "where"), ("on", "on"))
        }
        add(
            writer,
            event,
            "drift_seen",
            **ids,
            **sides,
            version=event.subject_version,
            place=place,
            since=date.fromisoformat(one["since"]),
            comment=it["comment"],
            **{name: one[name] for name in ("drift_id", "kind", "severity", "sentence")},
        )
