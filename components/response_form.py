"""The best response under a recommendation: what stands, what stood before, and the forms that record it."""

from collections.abc import Sequence
from datetime import UTC, date
from typing import Any

import streamlit as st

from components.forms import Form, OnAct, Values
from components.text import day, md
from domain.refused import Refused
from domain.responses import (
    BestResponse,
    ResponseCorrection,
    ResponseCriteria,
    ResponseValue,
    ResponseWithdrawal,
    values_of,
)
from domain.views.choices import Choice
from domain.views.responses import GivenResponse, ResponseRecord

# The browser drops a day outside its bounds without a word; the response itself refuses one in the future.
_ANY_DAY: dict[str, Any] = {"min_value": date(1900, 1, 1), "max_value": date(2199, 12, 31)}

NO_LONGER = "It does not count any more: the answer was corrected, and the advice was not followed after all."
WITHDRAWN = "It does not count any more: the board withdrew the recommendation."


def response_told(record: ResponseRecord, values: Sequence[Choice], because: str | None = None) -> None:
    """The best response in force with its day, and all that was recorded before it.

    ``values`` are the code list; ``because`` says why it does not count any more.
    """
    now = record.in_force
    if now is not None:
        st.subheader(md(_value_words(now, values)))
        for sentence in _sentences(now):
            st.text(sentence)
        if because:
            st.text(because)
    else:
        st.text(
            "None stands: what was recorded was taken back." if record.given else "None was recorded yet."
        )
    if not record.earlier:
        return
    with st.expander(f"Earlier in the record ({md(len(record.earlier))})"):
        for one in record.earlier:
            st.subheader(md(f"{'Taken back: ' if one.withdrawn else ''}{_value_words(one, values)}"))
            for sentence in _sentences(one):
                st.text(sentence)


def _value_words(one: GivenResponse, values: Sequence[Choice]) -> str:
    """What was seen, when, and by which criteria: ``Partial response (PR) on 12 Jan 2026, RECIST 1.1``."""
    name = next((value.label for value in values if value.code == one.value.value), one.value.short)
    short = f" ({one.value.short})" if one.value.short.lower() != name.lower() else ""
    return f"{name}{short} on {day(one.assessed_on)}, {one.criteria.label}"


def _sentences(one: GivenResponse) -> list[str]:
    """Who says so, who wrote it down, and why it was changed, one sentence each."""
    behalf = f" for {one.on_behalf_of}" if one.on_behalf_of else ""
    local = one.recorded_at.replace(tzinfo=UTC).astimezone()
    did = "Taken back" if one.withdrawn else "Recorded"
    moment = f"{day(local.date())}, {local:%H:%M}"
    found = [f"Judged by {one.assessed_by}. {did} by {one.recorded_by}{behalf} on {moment}."]
    if one.comment:
        found.append(f"Comment: {one.comment}")
    if one.reason:
        found.append(f"{'Taken back' if one.withdrawn else 'Corrected'} because: {one.reason}")
    return found


def response_form(
    form: Form,
    recommendation_id: str,
    lists: tuple[Sequence[Choice], Sequence[Choice]],
    physician: str | None,
    on_act: OnAct,
    correcting: GivenResponse | None = None,
) -> None:
    """The form that records a best response, or corrects the one in force, ``correcting``.

    ``lists`` are the criteria and the values; ``physician`` is who answers for herself, ``None`` where the
    form is filled in for somebody else, who then has to be named.
    """
    criteria, values = lists
    was = correcting
    left, right = st.columns(2)
    with left:
        chosen = form.choice(
            "Criteria", "criteria", criteria, default=was.criteria.value if was else None,
            placeholder="Choose how it was judged",
        )  # fmt: skip
    with right:
        form.day(
            "Assessed on", "assessed_on", default=was.assessed_on if was else None,
            help="The day of the assessment that showed it.", **_ANY_DAY,
        )  # fmt: skip
    allowed = values_of(ResponseCriteria(chosen)) if chosen else ()
    offered = [_offered(one) for one in values if one.code in set(allowed)]
    if offered:
        form.choice(
            "Best response", "value", offered, default=was.value.value if was else None,
            placeholder="Choose the best so far",
        )  # fmt: skip
    form.text(
        "Judged by" if physician else "Judged by (the treating physician)", "assessed_by",
        default=was.assessed_by if was else physician or "",
    )  # fmt: skip
    form.area("Comment", "comment", default=(was.comment or "") if was else "", rows=2)
    if was is None:
        form.button("Record best response", lambda v: (recommendation_id, response_of(v)), on_act)
        return
    form.text("Why the response is corrected", "correction_reason")
    form.button(
        "Record corrected response",
        lambda v: (
            recommendation_id,
            ResponseCorrection(response_of(v), v.text("correction_reason") or ""),
        ),
        on_act,
    )


def _offered(value: Choice) -> Choice:
    """A value under its abbreviation and its name."""
    short = ResponseValue(value.code).short
    label = value.label if short.lower() == value.label.lower() else f"{short}: {value.label.lower()}"
    return Choice(value.code, label, value.group, value.definition)


def take_back_form(form: Form, recommendation_id: str, on_act: OnAct) -> None:
    """The form that takes the best response in force back, with the reason."""
    form.text("Why it is taken back", "reason")
    form.button(
        "Take back",
        lambda v: (recommendation_id, ResponseWithdrawal(v.text("reason") or "")),
        on_act,
        type="secondary",
    )


def response_of(values: Values) -> BestResponse:
    """The response that stands in the form. Raises ``Refused`` where it cannot be taken as it is."""
    asked = {"criteria": "the criteria", "value": "its value", "assessed_on": "the day"}
    lacking = [what for name, what in asked.items() if not values.get(name)]
    if lacking:
        raise Refused(
            f"A best response needs {' and '.join(lacking)}: choose what is missing. What you typed is kept."
        )
    return BestResponse(
        value=ResponseValue(values["value"]),
        criteria=ResponseCriteria(values["criteria"]),
        assessed_on=values["assessed_on"],
        assessed_by=values.text("assessed_by") or "",
        comment=values.text("comment"),
    )
