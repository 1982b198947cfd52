"""The users with their roles, and the forms that register one, give her a role and take one away."""

from collections.abc import Sequence

import streamlit as st

from components.csv_file import Table
from components.forms import Form, OnAct, Values
from components.text import DASH
from domain.people import Person, Role, RoleGrant
from domain.refused import Refused
from domain.views.audit import HeldRole, UserRow
from domain.views.choices import Choice

ROLES = tuple(Choice(role.value, role.label) for role in Role)


def users_table(users: Sequence[UserRow]) -> Table:
    """All users by name, those without a role too."""
    rows = tuple(
        (user.name, user.user_id, "; ".join(role.label for role in user.roles) or f"{DASH} no role")
        for user in users
    )
    return Table("Users", ("Name", "Id", "Roles"), rows)


def register_form(form: Form, known: Sequence[UserRow], on_act: OnAct) -> None:
    """Register a user by the id under which she signs in."""
    ids = {user.user_id for user in known}

    def build(values: Values) -> Person:
        user_id, name = values.text("user_id") or "", values.text("name") or ""
        if user_id in ids:
            raise Refused(f"There is a user {user_id} already; nothing was recorded. Give her a role below.")
        return Person(user_id, name)

    form.text("Id", "user_id", help="The name she signs in with, for example her hospital account.")
    form.text("Name", "name")
    form.button("Register user", build, on_act)


def rename_form(form: Form, user: UserRow, on_act: OnAct) -> None:
    """Change a user's name."""

    def build(values: Values) -> Person:
        name = values.text("new_name") or ""
        if name == user.name:
            raise Refused(f"Her name is {user.name} already; nothing was recorded.")
        return Person(user.user_id, name)

    form.text("Name", "new_name", default=user.name)
    form.button("Change name", build, on_act, type="secondary")


def give_role_form(
    form: Form, user: UserRow, centres: Sequence[Choice], laboratories: Sequence[Choice], on_act: OnAct
) -> None:
    """Give a role; an oncologist's needs the centre, a laboratory's the laboratory."""
    role = form.choice("Role to give", "role", ROLES, placeholder="Choose one")
    if role == Role.ONCOLOGIST:
        form.choice("Centre", "centre_id", centres, placeholder="Choose one")
    if role == Role.LABORATORY:
        form.choice("Laboratory", "laboratory_id", laboratories, placeholder="Choose one")

    def build(values: Values) -> RoleGrant:
        if not values.get("role"):
            raise Refused("Choose the role to give; nothing was recorded.")
        given = RoleGrant(
            user.user_id, Role(values["role"]), values.get("centre_id"), values.get("laboratory_id")
        )
        if any(_is(held, given) for held in user.roles):
            raise Refused(f"{user.name} holds this role already; nothing was recorded.")
        return given

    form.button("Give role", build, on_act)


def take_role_form(form: Form, user: UserRow, users: Sequence[UserRow], on_act: OnAct) -> None:
    """Take one of her roles away; the last administrator stays."""
    held = {str(place): role for place, role in enumerate(user.roles)}
    form.choice(
        "Role to take away", "taken", [Choice(place, role.label) for place, role in held.items()],
        placeholder="Choose one",
    )  # fmt: skip

    def build(values: Values) -> RoleGrant:
        role = held.get(values.get("taken") or "")
        if role is None:
            raise Refused("Choose the role to take away; nothing was recorded.")
        if role.role is Role.ADMINISTRATOR and administrators(users) == {user.user_id}:
            raise Refused(
                f"{user.name} is the last administrator; nothing was recorded. "
                "Give somebody else the role first."
            )
        return RoleGrant(user.user_id, role.role, role.centre_id, role.laboratory_id, granted=False)

    form.button("Take role away", build, on_act, type="secondary")


def administrators(users: Sequence[UserRow]) -> set[str]:
    """The ids of those who administer."""
    return {user.user_id for user in users for held in user.roles if held.role is Role.ADMINISTRATOR}


def chosen_user(users: Sequence[UserRow], key: str) -> UserRow | None:
    """Draw the choice of one user; ``None`` until one is chosen."""
    names = {user.user_id: f"{user.name} ({user.user_id})" for user in users}
    chosen = st.selectbox(
        "User", list(names), index=None, placeholder="Choose a user, or type to search", key=key,
        format_func=lambda user_id: names.get(user_id, user_id),
    )  # fmt: skip
    return next((user for user in users if user.user_id == chosen), None)


def _is(held: HeldRole, given: RoleGrant) -> bool:
    return (held.role, held.centre_id, held.laboratory_id) == (
        given.role,
        given.centre_id,
        given.laboratory_id,
    )
