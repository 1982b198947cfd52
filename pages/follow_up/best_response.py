"""The best response under the recommendation that is answered: what stands, and the acts on it."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from components.forms import Form, form_from
from components.keys import wkey
from components.response_form import (
    NO_LONGER,
    WITHDRAWN,
    response_form,
    response_told,
    take_back_form,
)
from components.text import md
from data.read.choices import choices
from data.record.responses import (
    record_response,
    record_response_correction,
    record_response_withdrawal,
)
from domain.responses import may_respond
from domain.views.follow_up import Advice
from domain.views.responses import ResponseRecord
from session.here import Here


def best_response(here: Here, advice: Advice, record: ResponseRecord, physician: str | None) -> None:
    """Draw what was seen under the advice, and the forms to record, correct and take it back.

    Nothing is drawn under advice that is no therapy or was never followed.
    """
    because = _does_not_count(advice)
    if not advice.kind.is_therapy or (because and not record.given):
        return
    st.header("Best response")
    response_told(record, choices("response_value"), because)
    lists = (choices("response_criteria"), choices("response_value"))
    about, now = advice.recommendation_id, record.in_force
    if because is None:
        title = "Record a later assessment" if record.given else "Record best response"
        with _fold(here, title, "best_response", advice, record) as form:
            done = here.act(record_response, "The best response is recorded.")
            response_form(form, about, lists, physician, done)
    if because is None and now is not None:
        with _fold(here, "Correct best response", "response_correction", advice, record) as form:
            done = here.act(
                record_response_correction, "The best response is corrected; the record keeps both."
            )
            response_form(form, about, lists, physician, done, correcting=now)
    if now is not None:
        with _fold(here, "Take best response back", "response_withdrawal", advice, record) as form:
            done = here.act(
                record_response_withdrawal, "The best response is taken back; the record keeps it."
            )
            take_back_form(form, about, done)


def _does_not_count(advice: Advice) -> str | None:
    """Why a response under this advice does not count; ``None`` where it does."""
    if advice.withdrawn:
        return WITHDRAWN
    return None if may_respond(advice.in_force.decision if advice.in_force else None) else NO_LONGER


@contextmanager
def _fold(here: Here, title: str, name: str, advice: Advice, record: ResponseRecord) -> Iterator[Form]:
    """A form under a title that is opened by a press, and stays open while something is typed into it."""
    about = advice.recommendation_id
    form = form_from(here, name, about, record.version)
    # With a key it stays open where the act was refused: a message above would make it anew.
    key = wkey(f"fold_{name}", about, record.version)
    with st.expander(md(title), expanded=bool(form.draft), on_change="rerun", key=key):
        yield form
