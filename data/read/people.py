"""Who people are."""

from dataclasses import dataclass

from data.store import Reach, Store
from domain.people import Actor, Role


def actors(store: Store, user_id: str) -> tuple[Actor, ...]:
    """A user in each role she holds now; empty for a user nobody registered.

    Asked in every run of every page, so kept for as long as nothing at all was recorded.
    """
    return _KEPT.get((store.opened, store.sequence, user_id)) or _read_actors(store, user_id)


_KEPT: dict[tuple[str, int, str], tuple[Actor, ...]] = {}
_MOST_KEPT = 512


def _read_actors(store: Store, user_id: str) -> tuple[Actor, ...]:
    sequence = store.sequence
    with store.reading(Reach(user_id=user_id)) as reader:
        rows = reader.rows("people/roles_of", user_id=user_id)
    found = []
    for role in dict.fromkeys(row["role"] for row in rows):
        held = [row for row in rows if row["role"] == role]
        found.append(
            Actor(
                user_id=user_id,
                name=str(held[0]["name"]),
                role=Role(role),
                centres=tuple(row["centre_id"] for row in held if row["centre_id"]),
                laboratories=tuple(row["laboratory_id"] for row in held if row["laboratory_id"]),
            )
        )
    if len(_KEPT) >= _MOST_KEPT:
        _KEPT.clear()
    _KEPT[(store.opened, sequence, user_id)] = tuple(found)
    return tuple(found)


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
