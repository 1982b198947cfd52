"""How every act is recorded: permission, reach, then one event (DESIGN 6)."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from data.journal import Draft, Event, VersionTaken
from data.reach import actors, reach_of
from data.store import Project, Reader, Store, StoreBroken, Writer
from domain.people import Act, Actor, Role
from domain.refused import Refused, Stale, Unreachable

PROJECTIONS: dict[tuple[str, int], Project] = {}
"""What each verb, in each of its versions, means for the tables."""

SYSTEM = Actor("system", "Set-up", Role.ADMINISTRATOR)
"""Registers the first users, centres and laboratories of an empty store; nobody signs in as it."""


def projects(verb: str, version: int = 1) -> Callable[[Project], Project]:
    """Say that a function is the projection of a verb; it may depend on the event alone."""

    def register(function: Project) -> Project:
        PROJECTIONS[(verb, version)] = function
        return function

    return register


def plain(value: Any) -> Any:
    """A domain value as plain values that stay readable for decades."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {k: plain(v) for k, v in asdict(value).items()}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    return value


def stamp(event: Event) -> dict[str, Any]:
    """The columns that say who recorded a row, when, and by which event."""
    return {"recorded_by": event.actor_id, "recorded_at": event.recorded_at, "sequence": event.sequence}


def content(event: Event) -> Mapping[str, Any]:
    """The payload of an event that is being projected."""
    return event.payload or {}


def add(writer: Writer, event: Event, table: str, /, **values: Any) -> None:
    """Insert a row that carries the event's stamp."""
    writer.add(table, **values, **stamp(event))


def actor_today(store: Store, user_id: str, role: Role) -> Actor | None:
    """The actor as her roles stand now; ``None`` when she does not hold that role (any longer)."""
    return next((held for held in actors(store, user_id) if held.role is role), None)


def permitted(store: Store, actor: Actor, act: Act) -> Actor:
    """The actor as she stands now, if she may do that. Raises ``Refused`` when she may not."""
    if actor == SYSTEM:
        return actor
    now = actor_today(store, actor.user_id, actor.role)
    if now is None:
        raise Refused("You no longer hold the role you signed in with; nothing was recorded. Sign in again.")
    if not now.may(act):
        raise Refused(f"A {now.role.label.lower()} may not do this; nothing was recorded.")
    return now


def reached(reader: Reader, what: str, name: str, /, **ids: Any) -> dict[str, Any]:
    """The subject of an act, if the actor reaches it.

    Raises ``Unreachable`` with the same words whether it does not exist or is not hers.
    """
    row = reader.row(f"reach/{name}", **ids)
    if row is None:
        raise Unreachable(
            f"There is no such {what} for you; nothing was recorded. Go back to your list and try again."
        )
    return row


def reading_as(store: Store, actor: Actor) -> Any:
    """A look at the store with this actor's reach."""
    return store.reading(reach_of(actor))


def append(
    store: Store,
    actor: Actor,
    verb: str,
    subject: tuple[str, str],
    seen_version: int,
    token: str,
    payload: Mapping[str, Any],
    on_behalf_of: str | None = None,
) -> Event:
    """Append the event of an act; ``subject`` is its kind and id.

    Raises ``Stale`` when the subject changed since ``seen_version``.  The same token again returns
    the event of the first time: a double click records once.
    """
    draft = Draft(
        verb=verb,
        subject_kind=subject[0],
        subject_id=subject[1],
        seen_version=seen_version,
        token=token,
        actor_id=actor.user_id,
        role=actor.role.value,
        payload=plain(payload),
        on_behalf_of=on_behalf_of,
    )
    try:
        event, _ = store.append(draft)
    except VersionTaken as error:
        raise Stale(
            f"This {subject[0].replace('_', ' ')} was changed after you opened the form, in another tab or "
            "by somebody else. Nothing was recorded and your text is kept: read what changed, then record "
            "again."
        ) from error
    except StoreBroken as error:
        raise Refused(str(error)) from error
    return event
