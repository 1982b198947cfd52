"""What the comparison with a panel is narrowed to: centre, period, and on which day a row has to be valid."""

from collections.abc import Sequence

import streamlit as st

from components.csv_file import in_a_name
from components.keys import wkey
from components.text import day
from domain.panel_cohort import JudgedOn, PanelNarrowed
from domain.views.choices import Choice

DAYS = {JudgedOn.PROFILE: "on the day of each profile", JudgedOn.LIST: "on the date of the list"}
_NAMES = ("centre", "since", "until", "judged_on")


def _key(name: str, user_id: str) -> str:
    return wkey(f"panel_{name}", user_id)


def panel_narrowed(user_id: str) -> tuple[PanelNarrowed, JudgedOn]:
    """What this user has narrowed the comparison to, known before anything is drawn."""
    centre, since, until, judged = (st.session_state.get(_key(name, user_id)) for name in _NAMES)
    return PanelNarrowed(centre, since, until), JudgedOn(judged or JudgedOn.PROFILE)


def panel_filter(user_id: str, centres: Sequence[Choice], reach: str) -> None:
    """The filters in one row; an empty one narrows nothing, and says whose patients ``reach`` names."""
    names = {one.code: one.label for one in centres}
    columns = st.columns((2, 1.4, 1.4, 2.4))
    columns[0].selectbox(
        "Centre", list(names), index=None, placeholder=reach[:1].upper() + reach[1:],
        key=_key("centre", user_id), format_func=lambda code: names.get(code, code),
    )  # fmt: skip
    columns[1].date_input("First case from", value=None, key=_key("since", user_id), format="YYYY-MM-DD")
    columns[2].date_input("First case until", value=None, key=_key("until", user_id), format="YYYY-MM-DD")
    columns[3].segmented_control(
        "A row has to be valid", [one.value for one in JudgedOn], default=JudgedOn.PROFILE.value,
        key=_key("judged_on", user_id), required=True,
        format_func=lambda one: DAYS[JudgedOn(one)].capitalize(),
    )  # fmt: skip


def narrowed_words(narrowed: PanelNarrowed, centres: Sequence[Choice], reach: str) -> str:
    """Whose patients are compared, as one sentence for the screen and the file."""
    where = next((one.label for one in centres if one.code == narrowed.centre_id), None)
    own = reach if where is None or reach != "all centres" else None
    first = f"from {day(narrowed.since)}" if narrowed.since else "from the beginning"
    period = f"first case {first} until {day(narrowed.until) if narrowed.until else 'today'}"
    parts = [part for part in (where, own) if part]
    return ", ".join([*parts, period if narrowed.since or narrowed.until else "all dates"])


def narrowed_name(narrowed: PanelNarrowed) -> str:
    """What the comparison was narrowed to, as a part of a file's name; empty where it is whole."""
    return in_a_name(
        narrowed.centre_id,
        f"from-{narrowed.since}" if narrowed.since else None,
        f"until-{narrowed.until}" if narrowed.until else None,
    )
