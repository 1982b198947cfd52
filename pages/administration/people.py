"""Who may sign in, and in which roles."""

import streamlit as st

import session
from components.csv_file import csv_button, table_shown
from components.forms import form_from
from components.keys import wkey
from components.people_forms import (
    chosen_user,
    give_role_form,
    register_form,
    rename_form,
    take_role_form,
    users_table,
)
from components.place_forms import place_form
from components.states import nothing_here
from data.read import audit
from data.read.choices import centre_choices, laboratory_choices
from data.record.people import record_centre, record_laboratory, record_person, record_role

here = session.current()
with here.reading() as reader:
    users = audit.users(reader)
    centres, laboratories = centre_choices(reader), laboratory_choices(reader)

st.title("Users and roles")
table_shown(users_table(users), "user")
csv_button(lambda: [users_table(users)], "users", here.actor.user_id)

places = st.columns(2, gap="large")
kinds = (("centre", centres, record_centre), ("laboratory", laboratories, record_laboratory))
for column, (what, known, record) in zip(places, kinds, strict=True):
    with column:
        place_form(
            form_from(here, f"register_{what}", f"new-{what}", 0),
            what,
            known,
            here.act(record, f"The {what} is registered."),
        )

left, right = st.columns(2, gap="large")
with left:
    st.header("Register a user")
    register_form(
        form_from(here, "register", "new-user", 0),
        users,
        here.act(record_person, "The user is registered; give her a role now."),
    )
with right:
    st.header("Roles")
    user = chosen_user(users, wkey("people_chosen", here.actor.user_id))
    if user is None:
        nothing_here("Choose a user to give her a role or to take one away.")
        st.stop()
    give_role_form(
        form_from(here, "give_role", user.user_id, user.version),
        user,
        centres,
        laboratories,
        here.act(record_role, "The role is given; it counts from her next act on."),
    )
    if user.roles:
        take_role_form(
            form_from(here, "take_role", user.user_id, user.version),
            user,
            users,
            here.act(record_role, "The role is taken away; it counts from her next act on."),
        )
    rename_form(
        form_from(here, "rename", user.user_id, user.version),
        user,
        here.act(record_person, "The name is changed."),
    )
