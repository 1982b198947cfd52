"""Planning a meeting and its agenda."""

from data.journal import Event, new_id
from data.record.act import add, append, content, permitted, plain, projects, reached, reading_as
from data.store import Store, Writer
from domain.meetings import AgendaItem, Meeting
from domain.people import Act, Actor


def record_meeting(
    store: Store, actor: Actor, value: tuple[str | None, Meeting], seen_version: int, token: str
) -> Event:
    """Plan a meeting (id ``None``, version 0) or change one (its id and seen version)."""
    meeting_id, meeting = value
    now = permitted(store, actor, Act.PLAN_MEETING)
    if meeting_id is not None:
        with reading_as(store, now) as reader:
            reached(reader, "meeting", "meeting", meeting_id=meeting_id)
    payload = {"meeting_id": meeting_id or new_id(), **plain(meeting)}
    return append(
        store, now, "meeting_planned", ("meeting", payload["meeting_id"]), seen_version, token, payload
    )


@projects("meeting_planned")
def project_meeting(writer: Writer, event: Event) -> None:
    """A meeting as planned; a later plan supersedes it."""
    it = dict(content(event))
    it["attendance"] = "\n".join(it["attendance"]) or None
    add(writer, event, "meeting", version=event.subject_version, **it)


def record_agenda(
    store: Store, actor: Actor, value: tuple[str, tuple[AgendaItem, ...]], seen_version: int, token: str
) -> Event:
    """Put cases on, move them on or take them off a meeting's agenda; version is the meeting's."""
    meeting_id, items = value
    now = permitted(store, actor, Act.PLAN_MEETING)
    rows = []
    with reading_as(store, now) as reader:
        reached(reader, "meeting", "meeting", meeting_id=meeting_id)
        for item in items:
            case = reached(reader, "case", "case", case_id=item.case_id)
            ids = {"patient_id": case["patient_id"], "centre_id": case["centre_id"]}
            rows.append({**plain(item), **ids})
    payload = {"meeting_id": meeting_id, "items": rows}
    return append(store, now, "agenda_set", ("meeting", meeting_id), seen_version, token, payload)


@projects("agenda_set")
def project_agenda(writer: Writer, event: Event) -> None:
    """Where cases stand on an agenda."""
    it = content(event)
    for item in it["items"]:
        add(writer, event, "agenda_item", meeting_id=it["meeting_id"], version=event.subject_version, **item)
