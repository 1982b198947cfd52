"""What the columns of a clinical list hold, kept for the next list of the same centre or laboratory."""

import json

from data.journal import Event
from data.record.act import add, append, content, permitted, plain, projects, reached, reading_as
from data.store import Store, Writer
from domain.list_mapping import KeptMapping, ListSource
from domain.people import Act, Actor


def record_list_mapping(
    store: Store, actor: Actor, value: KeptMapping, seen_version: int, token: str
) -> Event:
    """Keep a mapping; the next version of one supersedes it.

    Raises ``Refused`` for who may open no case, ``Unreachable`` for a centre or laboratory that is not
    registered, and ``Stale`` when somebody kept another mapping of these headings meanwhile.
    """
    now = permitted(store, actor, Act.OPEN_CASE)
    with reading_as(store, now) as reader:
        if value.source is ListSource.CENTRE:
            reached(reader, "centre", "centre", centre_id=value.source_id)
        else:
            reached(reader, "laboratory", "laboratory", laboratory_id=value.source_id)
    payload = {
        "mapping_id": value.mapping_id,
        "source": value.source,
        "source_id": value.source_id,
        "fingerprint": value.fingerprint,
        "mapping": {name: plain(part) for name, part in plain(value.mapping).items()},
    }
    subject = ("list_mapping", value.mapping_id)
    return append(store, now, "list_mapping_kept", subject, seen_version, token, payload)


@projects("list_mapping_kept")
def project_list_mapping(writer: Writer, event: Event) -> None:
    """A mapping; its parts stand as one JSON text, as only the mapping step reads them."""
    it = content(event)
    add(
        writer,
        event,
        "list_mapping",
        version=event.subject_version,
        **{name: it[name] for name in ("mapping_id", "source", "source_id", "fingerprint")},
        mapping=json.dumps(it["mapping"], ensure_ascii=False, sort_keys=True),
    )
