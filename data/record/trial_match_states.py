"""What became of a patient's match with a trial: each state an act, the earlier ones stay."""

from data.journal import Event
from data.record.act import add, append, content, permitted, projects, reached, reading_as
from data.store import Store, Writer
from domain.people import Act, Actor
from domain.trial_states import MatchStateChange, match_subject


def record_match_state(
    store: Store, actor: Actor, value: MatchStateChange, seen_version: int, token: str
) -> Event:
    """Record the state that a match has reached; ``seen_version`` is how many had been recorded of its arm.

    Raises ``Refused`` for who may not, ``Unreachable`` for a case outside her reach or a trial that is
    not in the register, and ``Stale`` when somebody recorded another state meanwhile.
    """
    now = permitted(store, actor, Act.FOLLOW_MATCH)
    with reading_as(store, now) as reader:
        case = reached(reader, "case", "case", case_id=value.case_id)
        reached(reader, "trial", "trial", trial_id=value.trial_id)
    payload = {
        "case_id": value.case_id,
        "trial_id": value.trial_id,
        "patient_id": case["patient_id"],
        "centre_id": case["centre_id"],
        "arm": value.arm,
        "state": value.state,
        "happened_on": value.happened_on,
        "reason_code": value.reason,
        "comment": value.comment,
        "audit_reason": f"{value.trial_id}: {value.state.label.lower()}",
    }
    subject = ("trial_match", match_subject(value.case_id, value.trial_id, value.arm))
    return append(store, now, "trial_match_state_recorded", subject, seen_version, token, payload)


@projects("trial_match_state_recorded")
def project_match_state(writer: Writer, event: Event) -> None:
    """A state that a match has reached."""
    it = content(event)
    columns = (
        "case_id", "trial_id", "patient_id", "centre_id", "arm", "state", "happened_on", "reason_code",
        "comment",
    )  # fmt: skip
    add(
        writer,
        event,
        "trial_match_state",
        subject_id=event.subject_id,
        version=event.subject_version,
        **{name: it[name] for name in columns},
    )
