"""What was said of a finding, and of the same finding before: shown, and offered to be taken over."""

from collections.abc import Callable

import streamlit as st

from components.forms import Form
from components.keys import wkey
from components.text import DASH, counted, day, md
from domain.views.advice import ChosenFinding
from domain.views.classified import FindingSaid, SaidBefore, SaidLine

OnTake = Callable[[Form, SaidLine], None]

MOST_ADVISED = 3
MOST = 5
"""Earlier classifications that stand open; the rest is folded below them."""


def said_of(form: Form, finding: ChosenFinding, said: FindingSaid, on_take: OnTake) -> None:
    """Draw the history of one finding, then what was said of the same one in the same tumour type."""
    if said.history:
        _history(finding, said)
    _before(form, finding, said, on_take)


def _history(finding: ChosenFinding, said: FindingSaid) -> None:
    holds = len(said.in_force())
    with st.expander(md(f"Said of {finding.label}: {holds} in force of {len(said.history)}")):
        st.dataframe(
            [
                {
                    "Level": line.label,
                    "By": line.by,
                    "Said on": day(line.said_on),
                    "In force": "yes" if line.in_force else "no, said anew since",
                    "Entered by": line.author,
                    "Comment": line.comment or DASH,
                }
                for line in said.history
            ],
            hide_index=True,
            height="content",
            alt=f"What was said of {finding.label}, {counted(len(said.history), 'row')}",
        )


def _before(form: Form, finding: ChosenFinding, said: FindingSaid, on_take: OnTake) -> None:
    rest = f"; {said.elsewhere:,} more in other tumour types" if said.elsewhere else ""
    if not said.before:
        if not said.tumour_known:
            st.caption(md(f"{finding.label}: the tumour type is not known, so nothing earlier is offered."))
        else:
            st.caption(md(f"{finding.label}: nothing was said before in this tumour type{rest}."))
        return
    shown, more = said.before[:MOST], said.before[MOST:]
    told = f"{len(shown)} shown of {len(said.before)}{rest}"
    st.caption(md(f"{finding.label}, said before in this tumour type: {told}"))
    for place, one in enumerate(shown):
        with st.container(border=False, gap="xsmall"):
            _one(form, finding, place, one, on_take)
    if more:
        with st.expander(md(f"{len(more):,} more, said before")):
            for place, one in enumerate(more, start=MOST):
                _one(form, finding, place, one, on_take)


def _one(form: Form, finding: ChosenFinding, place: int, one: SaidBefore, on_take: OnTake) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.text(
            f"{one.line.label}: {one.line.by}, {'last ' if one.patients > 1 else ''}{day(one.line.said_on)}",
            width="stretch",
        )
        st.button(
            "Take over", key=wkey("take_over", form.subject_id, form.token, finding.finding_id, place),
            on_click=on_take, args=(form, one.line), type="tertiary",
            help="Fills the fields above; nothing is recorded before you press the button there.",
        )  # fmt: skip
    others = "another patient" if one.patients == 1 else f"{one.patients:,} other patients"
    whose = "this patient" if one.this_patient else others
    told = [f"{one.same_finding.value.capitalize()}, {one.same_tumour.value} ({one.tumour}), {whose}"]
    if one.line.author and one.line.author != one.line.by:
        told.append(f"entered by {one.line.author}")
    st.caption(md("; ".join(told)))
    if one.line.comment:
        st.text(one.line.comment)
    if not one.advised:
        st.caption("Nothing was advised resting on it.")
    for advice in one.advised[:MOST_ADVISED]:
        seen = f" {advice.response}." if advice.response else ""
        st.caption(md(f"Advised on {day(advice.recommended_on)}: {advice.advice}. {advice.became}.{seen}"))
    if len(one.advised) > MOST_ADVISED:
        rest = counted(len(one.advised) - MOST_ADVISED, "more recommendation")
        st.caption(md(f"{rest} rested on it."))
