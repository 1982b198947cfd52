"""What became of a match: the states so far, and the form that records the next one."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from components.forms import Form, OnAct, Values
from components.trial_words import state_words
from domain.codes import ReasonNotFollowed
from domain.refused import Refused
from domain.trial_states import MatchState, MatchStateChange
from domain.views.choices import Choice
from domain.views.trials import CaseTrial

STATES = tuple(Choice(one.value, one.label) for one in MatchState)


def states_shown(trial: CaseTrial) -> None:
    """The states that the match has had, the newest first."""
    if not trial.states:
        st.text("New: nobody has recorded what became of this match.")
        return
    st.text(f"What became of it, {len(trial.states):,} shown of {len(trial.states):,}:")
    for one in trial.states:
        st.text(state_words(one))


def state_form(
    form: Form, case_id: str, trial_id: str, arm: str, reasons: Sequence[Choice], today: date, on_act: OnAct
) -> None:
    """Draw the state that the match has reached, the day, and of a refusal its reason."""
    chosen = form.pick("The match is now", "state", STATES)
    if chosen == MatchState.REFUSED:
        form.choice("Why", "reason", reasons, placeholder="Choose the reason")
    form.day("On", "happened_on", today)
    form.text("Comment", "comment")

    def build(values: Values) -> MatchStateChange:
        if not values.get("state"):
            raise Refused("Choose the state that the match has reached; nothing was recorded.")
        if values.get("happened_on") is None:
            raise Refused("Give the day on which it happened; nothing was recorded.")
        refused = values["state"] == MatchState.REFUSED
        reason = values.get("reason") if refused else None
        return MatchStateChange(
            case_id,
            trial_id,
            MatchState(values["state"]),
            values["happened_on"],
            arm,
            ReasonNotFollowed(reason) if reason else None,
            values.text("comment"),
        )

    form.button("Record state", build, on_act, type="secondary")
