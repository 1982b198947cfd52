"""Users, roles, centres and laboratories: the administrator's acts."""

from data.journal import Event
from data.record.act import append, content, permitted, projects
from data.store import Reach, Store, Writer
from domain.people import Act, Actor, Person, Place, Role, RoleGrant
from domain.refused import Refused


def record_centre(store: Store, actor: Actor, value: Place, seen_version: int, token: str) -> Event:
    """Register a centre."""
    now = permitted(store, actor, Act.MANAGE_REFERENCE)
    payload = {"centre_id": value.place_id, "name": value.name}
    return append(store, now, "centre_registered", ("centre", value.place_id), seen_version, token, payload)


@projects("centre_registered")
def project_centre(writer: Writer, event: Event) -> None:
    """A centre."""
    it = content(event)
    writer.add("centre", centre_id=it["centre_id"], name=it["name"], sequence=event.sequence)


def record_laboratory(store: Store, actor: Actor, value: Place, seen_version: int, token: str) -> Event:
    """Register a laboratory."""
    now = permitted(store, actor, Act.MANAGE_REFERENCE)
    payload = {"laboratory_id": value.place_id, "name": value.name}
    return append(
        store, now, "laboratory_registered", ("laboratory", value.place_id), seen_version, token, payload
    )


@projects("laboratory_registered")
def project_laboratory(writer: Writer, event: Event) -> None:
    """A laboratory."""
    it = content(event)
    writer.add("laboratory", laboratory_id=it["laboratory_id"], name=it["name"], sequence=event.sequence)


def record_person(store: Store, actor: Actor, value: Person, seen_version: int, token: str) -> Event:
    """Register a user, or change her name."""
    now = permitted(store, actor, Act.MANAGE_USERS)
    if not value.user_id.strip() or not value.name.strip() or value.user_id == "system":
        raise Refused("A user needs an id and a name.")
    payload = {"user_id": value.user_id, "name": value.name}
    return append(store, now, "person_registered", ("person", value.user_id), seen_version, token, payload)


@projects("person_registered")
def project_person(writer: Writer, event: Event) -> None:
    """A user."""
    it = content(event)
    writer.add("person", user_id=it["user_id"], name=it["name"], sequence=event.sequence)


def record_role(store: Store, actor: Actor, value: RoleGrant, seen_version: int, token: str) -> Event:
    """Give a user a role or take it from her; it counts from her next act on."""
    now = permitted(store, actor, Act.MANAGE_USERS)
    if value.granted and value.role is Role.ONCOLOGIST and not value.centre_id:
        raise Refused("An oncologist needs the centre whose patients are hers.")
    if value.granted and value.role is Role.LABORATORY and not value.laboratory_id:
        raise Refused("A laboratory's user needs the laboratory.")
    if not value.granted and value.role is Role.ADMINISTRATOR:
        with store.reading(Reach(user_id=now.user_id)) as reader:
            holders = {r["user_id"] for r in reader.rows("people/everybody") if r["role"] == value.role.value}
        if holders == {value.user_id}:
            raise Refused(
                "She is the last administrator; nothing was recorded. Give somebody else the role first."
            )
    verb = "role_granted" if value.granted else "role_revoked"
    place = value.centre_id or value.laboratory_id
    which = f"{value.role.label} at {place}" if place else value.role.label
    payload = {"grant": value, "audit_reason": which}
    return append(store, now, verb, ("person", value.user_id), seen_version, token, payload)


@projects("role_granted")
@projects("role_revoked")
def project_role(writer: Writer, event: Event) -> None:
    """A role given or taken."""
    it = content(event)["grant"]
    writer.add(
        "person_role",
        user_id=it["user_id"],
        role=it["role"],
        centre_id=it["centre_id"],
        laboratory_id=it["laboratory_id"],
        granted=it["granted"],
        sequence=event.sequence,
    )
