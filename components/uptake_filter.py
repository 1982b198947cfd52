"""What the uptake is narrowed to: centre, kind and period, and of which decisions reasons are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from components.csv_file import in_a_name
from components.keys import wkey
from components.text import day
from domain.codes import Decision, RecommendationKind
from domain.people import Role
from domain.views.choices import Choice
from domain.views.uptake import Narrowed

_NAMES = ("centre", "kind", "since", "until")
_WITH_REASONS = (Decision.DECLINED, Decision.PARTLY, Decision.DEFERRED)


@dataclass(frozen=True, slots=True)
class Looked:
    """How the figures are taken and of which decisions the reasons are counted."""

    picture: str
    decisions: tuple[Decision, ...]


def _key(name: str, user_id: str) -> str:
    return wkey(f"uptake_{name}", user_id)


def narrowed_to(user_id: str) -> Narrowed:
    """What this user has narrowed the uptake to, known before anything is drawn."""
    centre, kind, since, until = (st.session_state.get(_key(name, user_id)) for name in _NAMES)
    return Narrowed(centre, RecommendationKind(kind) if kind else None, since, until)


def reach_words(role: Role, places: int) -> str:
    """Whose patients are counted while no centre is chosen; ``places`` are the actor's own."""
    if role is Role.LABORATORY:
        return f"patients profiled by your {'laboratory' if places == 1 else 'laboratories'}"
    if role is Role.ONCOLOGIST:
        return f"your {'centre' if places == 1 else 'centres'}"
    return "all centres"


def filters_shown(user_id: str, centres: Sequence[Choice], kinds: Sequence[Choice], reach: str) -> None:
    """The filters, in one row; an empty one narrows nothing, and says whose patients ``reach`` names."""
    names, labels = {c.code: c.label for c in centres}, {k.code: k.label for k in kinds}
    columns = st.columns((2, 2, 1.4, 1.4))
    columns[0].selectbox(
        "Centre", list(names), index=None, placeholder=reach[:1].upper() + reach[1:],
        key=_key("centre", user_id), format_func=lambda code: names.get(code, code),
    )  # fmt: skip
    columns[1].selectbox(
        "Kind of therapy", list(labels), index=None, placeholder="All kinds", key=_key("kind", user_id),
        format_func=lambda code: labels.get(code, code),
    )  # fmt: skip
    columns[2].date_input("From", value=None, key=_key("since", user_id), format="YYYY-MM-DD")
    columns[3].date_input("Until", value=None, key=_key("until", user_id), format="YYYY-MM-DD")


def reasons_of(user_id: str, decisions: Sequence[Choice]) -> tuple[Decision, ...]:
    """Draw the choice of decisions whose reasons are counted; declined ones unless chosen otherwise."""
    labels = {choice.code: choice.label for choice in decisions}
    chosen = st.pills(
        "Reasons of the decisions", [one.value for one in _WITH_REASONS], selection_mode="multi",
        default=[Decision.DECLINED.value], key=_key("decisions", user_id),
        format_func=lambda code: labels.get(code, code),
    )  # fmt: skip
    return tuple(Decision(one) for one in chosen) or (Decision.DECLINED,)


def picture_format(user_id: str) -> str:
    """Draw the choice of the format in which the camera of a figure takes it; ``png`` or ``svg``."""
    return st.segmented_control(
        "Figures as", ["png", "svg"], default="png", key=_key("picture", user_id), required=True,
        format_func=str.upper,
    ) or "png"  # fmt: skip


def filter_words(
    narrowed: Narrowed,
    centres: Sequence[Choice],
    kinds: Sequence[Choice],
    reach: str = "all centres",
    counted_on: date | None = None,
) -> str:
    """What the numbers are about, as one sentence for the screen and the file.

    ``counted_on`` is the day of which the counts tell: tomorrow's may differ.
    """
    centre = next((c.label for c in centres if c.code == narrowed.centre_id), None)
    kind = next((k.label for k in kinds if narrowed.kind and k.code == narrowed.kind.value), None)
    # The only centre is named beside the reach: a laboratory's patients are not all of that centre's.
    where = centre or (centres[0].label if len(centres) == 1 else None)
    own = reach if where is None or reach != "all centres" else None
    parts = [*(part for part in (where, own) if part), kind.lower() if kind else "all kinds of therapy"]
    if narrowed.since or narrowed.until:
        first = f"from {day(narrowed.since)}" if narrowed.since else "from the beginning"
        parts.append(f"{first} until {day(narrowed.until) if narrowed.until else 'today'}")
    else:
        parts.append("all dates")
    if counted_on is not None:
        parts.append(f"as recorded by {day(counted_on)}")
    return ", ".join(parts)


def filter_in_a_name(narrowed: Narrowed) -> str:
    """What the numbers were narrowed to, as a part of a file's name; empty where they are whole."""
    return in_a_name(
        narrowed.centre_id,
        narrowed.kind.value if narrowed.kind else None,
        f"from-{narrowed.since}" if narrowed.since else None,
        f"until-{narrowed.until}" if narrowed.until else None,
    )
