"""What each role may reach in the store (DESIGN 5); the views of schema ``seen`` do the keeping."""

from data.store import Reach, Store
from domain.people import Act, Actor, Role


def reach_of(actor: Actor) -> Reach:
    """The reach of an actor's cursor.

    Coordinator and chair reach every centre, a board member what stands on an agenda, an oncologist
    her own centre's patients, a laboratory its own profiles', analyst and administrator no patient.
    """
    role = actor.role
    everyone = role in (Role.COORDINATOR, Role.CHAIR)
    return Reach(
        user_id=actor.user_id,
        every_centre=everyone,
        centres=actor.centres if role is Role.ONCOLOGIST else (),
        laboratories=actor.laboratories if role is Role.LABORATORY else (),
        board=role is Role.BOARD_MEMBER,
        every_cohort=everyone or role in (Role.BOARD_MEMBER, Role.ANALYST),
        cohort_centres=actor.centres if role is Role.ONCOLOGIST else (),
        cohort_laboratories=actor.laboratories if role is Role.LABORATORY else (),
        meetings=actor.may(Act.SEE_CASES),
        every_run=role is Role.COORDINATOR,
        audit=actor.may(Act.SEE_AUDIT),
    )


_KEPT: dict[tuple[str, int, str], tuple[Actor, ...]] = {}
_MOST_KEPT = 512


def actors(store: Store, user_id: str) -> tuple[Actor, ...]:
    """A user in each role she holds now; empty for a user who holds none.

    Asked in every run of every page and at every act, so kept for as long as nobody's role changes.
    """
    key = (store.opened, store.people_sequence, user_id)
    if (kept := _KEPT.get(key)) is not None:
        return kept
    with store.reading(Reach(user_id=user_id)) as reader:
        rows = reader.rows("people/roles_of", user_id=user_id)
    found = []
    for role in dict.fromkeys(row["role"] for row in rows):
        held = [row for row in rows if row["role"] == role]
        centres = tuple(row["centre_id"] for row in held if row["centre_id"])
        laboratories = tuple(row["laboratory_id"] for row in held if row["laboratory_id"])
        found.append(Actor(user_id, str(held[0]["name"]), Role(role), centres, laboratories))
    if len(_KEPT) >= _MOST_KEPT:
        _KEPT.clear()
    _KEPT[key] = tuple(found)
    return tuple(found)
