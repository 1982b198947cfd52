"""The worklist of what changed under advice: the old and the new side by side, and that it was seen."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from components.drift_words import Narrowed, severity_words, side_words
from components.forms import Form, OnAct, Values
from components.keys import wkey
from components.text import DASH, day, days, md
from domain.drift.acknowledged import DriftSeen
from domain.drift.changes import Drift, DriftKind, Side
from domain.views.drift import ChangedAdvice

CASE_PAGE = "pages/meeting/case.py"
PER_PAGE = 10
_HEAD = (1.2, 2.0, 1.7, 4.6, 1.9)
_SIDES = (2.0, 4.2, 4.2, 1.0)


def narrowed_to(user_id: str) -> Narrowed:
    """What this user has narrowed the worklist to, known before anything is drawn."""
    kind, centre = (st.session_state.get(wkey(f"drift_{name}", user_id)) for name in ("kind", "centre"))
    return Narrowed(DriftKind(kind) if kind else None, centre)


def filters_shown(user_id: str, rows: Sequence[ChangedAdvice]) -> None:
    """The filters, in one row; an empty one narrows nothing."""
    centres = sorted({row.whose.centre for row in rows} | {narrowed_to(user_id).centre or ""} - {""})
    left, right = st.columns(2)
    left.selectbox(
        "What changed", [one.value for one in DriftKind], index=None, placeholder="All changes",
        key=wkey("drift_kind", user_id), format_func=lambda kind: DriftKind(kind).label,
    )  # fmt: skip
    right.selectbox(
        "Centre", centres, index=None, placeholder="All centres", key=wkey("drift_centre", user_id)
    )


def changed_advice(row: ChangedAdvice, today: date) -> None:
    """One recommendation with its changes: whose it is, what was advised, then and now."""
    whose = row.whose
    head = st.columns(_HEAD, vertical_alignment="center")
    with head[0]:
        st.page_link(
            CASE_PAGE, label=md(whose.pseudonym), icon=":material/chevron_right:", icon_position="right",
            query_params={"case": row.case_id},
        )  # fmt: skip
    head[1].text(whose.tumour)
    head[2].text(whose.centre)
    head[3].markdown(f"**{md(row.advice)}**")
    head[4].text(f"of {day(row.recommended_on)}")
    titles = ("What it means", "Then", "Now", "Known since")
    for column, title in zip(st.columns(_SIDES), titles, strict=True):
        column.caption(md(title))
    for one in row.drifts:
        _change(one, today)


def _change(one: Drift, today: date) -> None:
    meaning, then, now, since = st.columns(_SIDES)
    with meaning:
        st.markdown(f"**{md(severity_words(one.severity))}**")
        st.caption(md(one.sentence))
    for column, side in ((then, one.before), (now, one.now)):
        with column:
            _side(side)
    waited = (today - one.since).days
    since.text(day(one.since), help=f"since {days(waited)}" if waited >= 90 else None)


def _side(side: Side) -> None:
    st.text(side.words)
    st.caption(md(side_words(side) or DASH))


def seen_form(form: Form, row: ChangedAdvice, on_act: OnAct) -> None:
    """The form that says these very changes were seen and the advice stands."""
    # With a key it stays open where the act was refused: a message above it would else make it anew.
    fold = st.expander(
        "Seen, no change", expanded=bool(form.draft), on_change="rerun",
        key=wkey("drift_seen_fold", row.recommendation_id, form.version),
    )  # fmt: skip
    with fold:
        form.area("Why the recommendation stands", "comment", rows=2)

        def build(values: Values) -> DriftSeen:
            return DriftSeen(row.recommendation_id, row.wording, row.drifts, values.text("comment") or "")

        form.button("Record as seen", build, on_act)
