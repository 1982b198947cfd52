"""Who people are."""

from dataclasses import dataclass

from data.store import Reach, Store
from domain.people import Role


@dataclass(frozen=True, slots=True)
class Colleague:
    """A user as a list shows her."""

    user_id: str
    name: str
    what: str
    """Her roles, with the centre or laboratory."""


def everybody(store: Store) -> tuple[Colleague, ...]:
    """All users who hold a role, in the order of the roles."""
    with store.reading(Reach(user_id="system")) as reader:
        rows = reader.rows("people/everybody")
    order = {role.value: place for place, role in enumerate(Role)}
    found: dict[str, tuple[int, str, list[str]]] = {}
    for row in rows:
        place = row["centre_name"] or row["laboratory_name"]
        what = Role(row["role"]).label + (f", {place}" if place else "")
        first, name, roles = found.setdefault(row["user_id"], (order[row["role"]], row["name"], []))
        roles.append(what)
        found[row["user_id"]] = (min(first, order[row["role"]]), name, roles)
    ranked = sorted(found.items(), key=lambda item: (item[1][0], item[1][1]))
    return tuple(Colleague(user_id, name, "; ".join(roles)) for user_id, (_, name, roles) in ranked)
