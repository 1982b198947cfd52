"""One recommendation as the physician reads it, the answer she gives, and the answers given before."""

from collections.abc import Callable, Sequence
from datetime import UTC, date
from typing import Any

import streamlit as st

from components.evidence_cited import cited_words
from components.forms import Form, OnAct, Values
from components.states import synthetic_mark
from components.text import DASH, day, days, md
from domain.answers import Answer, AnswerCorrection
from domain.codes import Decision, reasons_for
from domain.recommendations import CitedEvidence
from domain.refused import Refused
from domain.views.choices import Choice
from domain.views.follow_up import Advice, GivenAnswer

# The browser drops a day outside its bounds without a word; the answer itself refuses one in the future.
_ANY_DAY: dict[str, Any] = {"min_value": date(1900, 1, 1), "max_value": date(2199, 12, 31)}

Label = Callable[[str, str | None], str]
"""The label of a code, from its list and the code."""


def header_strip(advice: Advice) -> None:
    """Whose recommendation it is: one line that stays the same on both sides of an answer."""
    parts = [advice.whose.tumour]
    if advice.stage:
        parts.append(f"stage {advice.stage}")
    if advice.ecog is not None:
        parts.append(f"ECOG {advice.ecog}")
    parts.append(advice.whose.centre)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.title(md(advice.whose.pseudonym), width="content")
        st.text(", ".join(parts))
        if advice.whose.synthetic:
            synthetic_mark()


def advice_shown(
    advice: Advice, kind: str, cited: Sequence[CitedEvidence] = (), changed: str | None = None
) -> None:
    """What the board advised, on which findings and evidence, and why; ``kind`` is its label.

    ``cited`` are the items of evidence it rests on; ``changed`` says what is otherwise since it was given.
    """
    st.header(md(kind if not advice.what else f"{kind}: {advice.what}"))
    waited = (date.today() - advice.recommended_on).days
    st.caption(md(f"Recommended on {day(advice.recommended_on)}, {days(waited)} ago"))
    if changed:
        # Read before the answer is given: her decision may turn on it.
        st.text(changed)
    if advice.rationale:
        st.text(advice.rationale)
    if advice.no_therapy_reason:
        st.text(f"Because: {advice.no_therapy_reason}")
    _line("Rests on", "\n".join(advice.supporting) or f"{DASH} no finding was named")
    _line("Evidence", advice.evidence or f"{DASH} no level was given", advice.evidence_means)
    if cited:
        _line("Cites", "\n".join(cited_words(one) for one in cited))
    _line("Question to the board", advice.question)


def _line(title: str, text: str, means: str = "") -> None:
    st.caption(md(title))
    st.text(text, help=md(means) if means else None)


def grouped(reasons: Sequence[Choice], groups: Sequence[Choice]) -> list[Choice]:
    """Reasons with the heading they stand under in front, heading by heading."""
    names = {group.code: group.label for group in groups}
    order = [group.code for group in groups]
    ranked = sorted(
        reasons, key=lambda reason: order.index(reason.group) if reason.group in order else len(order)
    )
    shown = []
    for reason in ranked:
        heading = names.get(reason.group, reason.group)
        label = reason.label if heading in ("", reason.label, "Other") else f"{heading}: {reason.label}"
        shown.append(Choice(reason.code, label, reason.group, reason.definition))
    return shown


def answer_form(
    form: Form,
    advice: Advice,
    decisions: Sequence[Choice],
    reasons: Sequence[Choice],
    physician: str | None,
    on_act: OnAct,
    correcting: GivenAnswer | None = None,
) -> None:
    """The form that answers a recommendation, or corrects the answer ``correcting``.

    ``reasons`` come grouped; ``physician`` is who answers for herself, ``None`` where the form is
    filled in for somebody else, who then has to be named.
    """
    # A decision that was put off leads to the next answer: the day of information stays what it was.
    before = correcting or advice.in_force
    was = correcting
    chosen = form.pick("Decision", "decision", decisions, default=was.decision.value if was else None)
    left, right = st.columns(2)
    with left:
        form.day(
            "Physician informed on", "informed_on", default=before.informed_on if before else None,
            help="Leave empty where not documented.", **_ANY_DAY,
        )  # fmt: skip
    with right:
        form.day(
            "Decided on", "decided_on",
            default=was.decided_on if was else (date.today() if physician else None),
            help="Leave empty where not documented.", **_ANY_DAY,
        )  # fmt: skip
    if chosen in _WITH_REASONS:
        _reasons(form, Decision(chosen), reasons, was)
    form.text(
        "Decided by" if physician else "Decided by (the treating physician)", "decided_by",
        default=was.decided_by if was else physician or "",
    )  # fmt: skip
    form.area("Comment", "comment", default=(was.comment or "") if was else "", rows=2)
    if was is None:
        form.button("Record answer", lambda v: (advice.recommendation_id, answer_of(v)), on_act)
        return
    form.text("Why it is corrected", "correction_reason")
    form.button(
        "Record correction",
        lambda v: (
            advice.recommendation_id,
            AnswerCorrection(answer_of(v), v.text("correction_reason") or ""),
        ),
        on_act,
    )


_WITH_REASONS = {Decision.PARTLY.value, Decision.DECLINED.value, Decision.DEFERRED.value}


def _reasons(form: Form, decision: Decision, reasons: Sequence[Choice], was: GivenAnswer | None) -> None:
    """The reasons that the decision may carry: a primary one, and any number beside it."""
    allowed = {reason.value for reason in reasons_for(decision)}
    offered = [reason for reason in reasons if reason.code in allowed]
    needed = decision is not Decision.DEFERRED
    primary = form.choice(
        "Primary reason" if needed else "Primary reason (optional)", "primary_reason", offered,
        default=was.primary_reason if was else None, placeholder="Choose one, or type to search",
    )  # fmt: skip
    form.choices(
        "Contributing reasons (optional)", "contributing_reasons",
        [reason for reason in offered if reason.code != primary],
        default=was.contributing_reasons if was else (), placeholder="Any number",
    )  # fmt: skip


def answer_of(values: Values) -> Answer:
    """The answer that stands in the form. Raises ``Refused`` where it cannot be taken as it is."""
    decision = values.get("decision")
    if not decision:
        raise Refused("An answer needs its decision: choose one of the four. What you typed is kept.")
    return Answer(
        decision=Decision(decision),
        informed_on=values.get("informed_on"),
        decided_on=values.get("decided_on"),
        decided_by=values.text("decided_by") or "",
        primary_reason=values.get("primary_reason"),
        contributing_reasons=tuple(values.get("contributing_reasons") or ()),
        comment=values.text("comment"),
    )


def answer_in_force(answer: GivenAnswer, label: Label) -> None:
    """The answer that counts now: the decision large, then when, by whom and why."""
    st.header(md(label("decision", answer.decision.value)))
    for sentence in answer_sentences(answer, label):
        st.text(sentence)


def answer_sentences(answer: GivenAnswer, label: Label) -> list[str]:
    """Who decided, when and why, one sentence each; what is not documented is said to be so."""
    decided = f"on {day(answer.decided_on)}" if answer.decided_on else "on a day not documented"
    informed = (
        f"informed on {day(answer.informed_on)}"
        if answer.informed_on
        else "day of information not documented"
    )
    found = [f"Decided by {answer.decided_by} {decided}; {informed}."]
    if answer.primary_reason:
        found.append(f"Primary reason: {label('reason_not_followed', answer.primary_reason)}.")
    if answer.contributing_reasons:
        named = "; ".join(label("reason_not_followed", code) for code in answer.contributing_reasons)
        found.append(f"Contributing: {named}.")
    if answer.comment:
        found.append(f"Comment: {answer.comment}")
    behalf = f" for {answer.on_behalf_of}" if answer.on_behalf_of else ""
    local = answer.recorded_at.replace(tzinfo=UTC).astimezone()
    found.append(f"Recorded by {answer.recorded_by}{behalf} on {day(local.date())}, {local:%H:%M}.")
    if answer.correction_reason:
        found.append(f"Corrected because: {answer.correction_reason}")
    return found


def answer_history(answers: Sequence[GivenAnswer], label: Label) -> None:
    """The answers that no longer count, the newest first."""
    earlier = list(reversed(answers[:-1]))
    if not earlier:
        return
    with st.expander(f"Earlier answers ({md(len(earlier))})"):
        for answer in earlier:
            st.subheader(md(label("decision", answer.decision.value)))
            for sentence in answer_sentences(answer, label):
                st.text(sentence)
