"""The board's advice on a case with the physicians' answers, first priority first."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from components.evidence_cited import cited_words
from components.text import day, days, md
from components.worklist import ANSWER_PAGE
from domain.codes import Decision, RecommendationKind
from domain.responses import may_respond
from domain.views.case import AnswerView, RecommendationView
from domain.views.responses import ResponseInForce

DECISIONS = {
    Decision.FOLLOWED: "Followed",
    Decision.PARTLY: "Partly followed",
    Decision.DECLINED: "Not followed",
    Decision.DEFERRED: "Deferred",
}
"""The decisions in the words of their code list."""
MOST_WORDS = 600
"""Characters of evidence, findings and rationale that stand open: more would push the findings away."""


def recommendation_list(
    recommendations: Sequence[RecommendationView],
    today: date,
    marks: Mapping[str, str] | None = None,
    may_answer: bool = False,
) -> None:
    """Draw each recommendation: what, on which evidence and findings, and what became of it.

    ``marks`` say what changed since under a recommendation, by its id; who may answer is led to the answer.
    """
    if not recommendations:
        st.text("The board has not recommended anything on this case yet.")
    for place, one in enumerate(recommendations, start=1):
        with st.container(gap=None):
            st.markdown(f"**{md(advice_words(one, place))}**")
            _state(one, today, may_answer)
            if mark := (marks or {}).get(one.recommendation_id):
                st.markdown(md(mark))
            _ground(ground_words(one))
            for cited in one.cited:
                st.caption(md(f"Cites {cited_words(cited)}"))


def _ground(words: str) -> None:
    """What the advice rests on; of long words the beginning, and all of them folded below."""
    begun = beginning(words)
    if words:
        st.caption(md(begun or words))
    if begun:
        with st.expander("Read all of it"):
            st.text(words)


def beginning(words: str) -> str | None:
    """The first whole words of a long text; ``None`` where all of it may stand open."""
    if len(words) <= MOST_WORDS:
        return None
    head = words[:MOST_WORDS]
    return f"{(head.rsplit(maxsplit=1)[0] if ' ' in head else head[:-1])}\N{HORIZONTAL ELLIPSIS}"


def _state(one: RecommendationView, today: date, may_answer: bool) -> None:
    """What became of it and, beside that, the way to say what becomes of it."""
    link = answer_label(one) if may_answer else None
    if link is None:
        st.markdown(f"{md(state_sentence(one, today))}")
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"{md(state_sentence(one, today))}", width="content")
        st.page_link(
            ANSWER_PAGE,
            label=link,
            icon=":material/edit_note:",
            query_params={"recommendation": one.recommendation_id},
        )


def answer_label(one: RecommendationView) -> str | None:
    """What its physician can do with a recommendation; ``None`` where no answer is due."""
    if one.withdrawn or one.kind is RecommendationKind.NO_THERAPY:
        return None
    decision = one.answer.decision if one.answer else None
    if one.kind.is_therapy and may_respond(decision):
        return "Best response or correction"
    return "Answer" if decision in (None, Decision.DEFERRED) else "Correct answer"


def advice_words(one: RecommendationView, number: int) -> str:
    """What is advised, in a line: ``1. Approved therapy: dabrafenib + trametinib``.

    ``number`` is its place among those that stand.
    """
    trial = " ".join(part for part in (one.trial_id, one.trial_title) if part)
    what = " ".join(part for part in (one.drugs, trial, one.no_therapy_reason) if part)
    place = "Withdrawn:" if one.withdrawn else f"{number}."
    return f"{place} {one.kind_label}: {what}" if what else f"{place} {one.kind_label}"


def ground_words(one: RecommendationView) -> str:
    """Evidence, supporting findings, rationale."""
    findings = ", ".join(label for _, label in one.supporting)
    told = [one.evidence or "", findings, one.rationale or "", "Corrected since" if one.corrected else ""]
    return " \N{MIDDLE DOT} ".join(part.rstrip(".") for part in told if part)


def state_sentence(one: RecommendationView, today: date) -> str:
    """What became of a recommendation: waiting, answered and why, or withdrawn and why."""
    if one.withdrawn:
        more = f" ({one.withdrawal_comment})" if one.withdrawal_comment else ""
        return f"No longer stands: {_lower(one.withdrawal_reason or 'no reason given')}{more}"
    if one.answer is not None:
        return f"{answer_sentence(one.answer)}{_response_words(one.response)}"
    if one.kind is RecommendationKind.NO_THERAPY:
        return "No answer is due"
    waited = (today - one.recommended_on).days
    return (
        "Waiting for an answer since today" if waited <= 0 else f"Waiting for an answer since {days(waited)}"
    )


def answer_sentence(answer: AnswerView) -> str:
    """The answer in force as a sentence: ``Not followed: responding or stable on the current therapy``."""
    words = DECISIONS[answer.decision]
    if answer.primary_reason:
        others = (
            "; also " + ", ".join(map(_lower, answer.contributing_reasons))
            if answer.contributing_reasons
            else ""
        )
        words += f": {_lower(answer.primary_reason)}{others}"
    when = f"decided {day(answer.decided_on)}" if answer.decided_on else "day of the decision not documented"
    return f"{words} ({answer.decided_by}, {when})"


def _response_words(response: ResponseInForce | None) -> str:
    """The best response beside the answer; one that does not count any more says so."""
    if response is None:
        return ""
    return f"; {response.words}" if response.counts else f"; the {response.words}, does not count any more"


def _lower(text: str) -> str:
    """The first letter small, unless the word is an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
