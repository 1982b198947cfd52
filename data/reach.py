"""What each role may reach in the store (DESIGN 5); the views of schema ``seen`` do the keeping."""

from data.store import Reach
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
