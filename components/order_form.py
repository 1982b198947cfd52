"""The order of a case's recommendations, moved about first and then recorded as a whole."""

from collections.abc import Sequence

import streamlit as st

from components.forms import Desk, Form, OnAct
from components.keys import wkey
from components.states import nothing_here
from components.text import md
from domain.recommendations import Ordering
from domain.views.advice import Advice


def moved(ids: Sequence[str], one: str, by: int) -> list[str]:
    """The ids with one of them moved up (-1) or down (1); unchanged at either end."""
    found = list(ids)
    place = found.index(one)
    to = min(max(place + by, 0), len(found) - 1)
    found.insert(to, found.pop(place))
    return found


def order_form(form: Form, desk: Desk, advice: Sequence[Advice], on_act: OnAct) -> None:
    """Draw the recommendations with up and down, and the button that records the whole order."""
    if len(advice) < 2:
        nothing_here("There is nothing to put in order.", "Two recommendations are needed.")
        return
    ref = f"order_list:{form.subject_id}"
    titles = {one.recommendation_id: one.title for one in advice}
    kept = [one for one in desk.draft(ref).get("order") or () if one in titles]
    order = [*kept, *(one for one in titles if one not in kept)]
    if kept and order != list(titles):
        st.caption("Not yet recorded: the order below is your draft.")

    def keep(ids: list[str]) -> None:
        desk.keep_draft(ref, {"order": ids})

    for place, one in enumerate(order, start=1):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(
                md(f"Move {place} up"), key=wkey("order_up", form.subject_id, one), disabled=place == 1,
                on_click=lambda one=one: keep(moved(order, one, -1)), type="tertiary",
            )  # fmt: skip
            st.button(
                md(f"Move {place} down"), key=wkey("order_down", form.subject_id, one), type="tertiary",
                disabled=place == len(order), on_click=lambda one=one: keep(moved(order, one, 1)),
            )  # fmt: skip
            st.text(f"{place}  {titles[one]}", width="stretch")

    def record(build: object, version: int, token: str) -> bool:
        done = on_act(lambda: (form.subject_id, Ordering(tuple(order))), version, token)
        if done:
            desk.renew(ref)
        return done

    form.button("Record order", lambda _: None, record)
