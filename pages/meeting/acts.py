"""The board's acts on a case, drawn below it: each role is offered what it may do.

Functions only: ``case.py`` calls ``acts`` when it has drawn the case.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.classify_form import chosen_findings, classify_form, report_form
from components.conclude_form import conclude_form, discussed_form
from components.evidence_cited import cited_evidence
from components.forms import Form, OnAct, form_from
from components.keys import wkey
from components.order_form import order_form
from components.recommend_form import recommend_form
from components.states import not_found, nothing_here
from components.supporting_findings import supporting_findings
from components.text import md
from components.to_form import to_form
from components.withdraw_form import withdraw_form
from data.read.advice import advice_lists, read_case_acts
from data.read.choices import choices
from data.read.classified_before import findings_said
from data.record import cases, findings, recommendations
from domain.people import Act
from domain.recommendations import CitedEvidence, Correction, SupportingFinding
from domain.views.advice import Advice, CaseActs
from pages.meeting.correcting import correcting
from pages.meeting.withdrawing_test import withdrawing_test
from session import Here

FORM_WIDTH = 520
"""Of an act's form beside the findings, in pixels: at 1280 more than half is left to the table."""
CORRECTING = "Correct patient, tumour or specimen"
WITHDRAWING = "Withdraw a single test"
ACTS: dict[str, Act] = {
    "Recommend": Act.RECOMMEND,
    "Classify": Act.CLASSIFY,
    "Mark reported": Act.MARK_REPORTED,
    "Correct": Act.RECOMMEND,
    "Withdraw": Act.RECOMMEND,
    "Order": Act.RECOMMEND,
    "Conclude": Act.CONCLUDE,
    "Discussed": Act.CONCLUDE,
    CORRECTING: Act.OPEN_CASE,
    WITHDRAWING: Act.BRING_RUN_IN,
}


class OnCase(Protocol):
    """What is asked of the case that the page shows."""

    @property
    def case_id(self) -> str:
        """Its id."""


def acts(
    here: Here,
    case: OnCase,
    selected: Sequence[Any],
    beside: DeltaGenerator | None = None,
    cited: Sequence[CitedEvidence] = (),
) -> None:
    """Draw the acts that the role may do on a case, and the form of the one chosen: ``beside``, else below.

    ``selected`` are the findings chosen in the case's table; they may be ids, or anything with a
    ``finding_id``: they are read again by their id. ``cited`` are the items chosen in their evidence.
    """
    offered = [name for name, act in ACTS.items() if here.may(act)]
    if not offered:
        return
    heading = st.container(horizontal=True, vertical_alignment="center", gap="medium")
    heading.subheader(md(_heading(offered)), anchor=False, width="content")
    key = wkey("act", case.case_id)
    if "Recommend" in offered and any(here.draft(f"recommend:{case.case_id}").values()):
        # Not as the widget's default: a trial that is put into the form opens it by the same state.
        st.session_state.setdefault(key, "Recommend")
    name = st.segmented_control("What the board does", offered, key=key, label_visibility="collapsed")
    if name is None:
        return
    chosen_ids = [str(getattr(one, "finding_id", one)) for one in selected]
    with here.reading() as reader:
        now = read_case_acts(reader, case.case_id, chosen_ids)
    if now is None:
        not_found("case")
        return
    if beside:
        # A small screen shows no form that opens below; in the heading's line the way there moves nothing.
        with heading:
            to_form("Show the form", wkey("form", case.case_id), wkey("show_form", case.case_id))
    with beside or st.container():
        _DRAW[name](here, replace(now, cited=tuple(cited)))


def _heading(offered: Sequence[str]) -> str:
    """Whose acts they are: a laboratory classifies its findings and is not the board."""
    if {*offered} <= {CORRECTING, WITHDRAWING}:
        return "Corrections"
    laboratory = WITHDRAWING in offered and "Recommend" not in offered
    return "Findings and corrections" if laboratory else "Acts of the board"


def _recommend(here: Here, now: CaseActs) -> None:
    supporting = supporting_findings(here, ("recommend", now.case_id), _as_supporting(now))
    cited = cited_evidence(here, ("recommend", now.case_id), now.cited)
    record = here.act(recommendations.record_recommendation, "The recommendation was recorded.")
    recommend_form(
        form_from(here, "recommend", now.case_id, 0),
        advice_lists(),
        supporting.findings,
        lambda advice, _: (now.case_id, advice),
        _then(record, supporting.forget, cited.forget),
        cited=cited.items,
    )


def _correct(here: Here, now: CaseActs) -> None:
    advice = _which(now, "Recommendation to correct", "correct")
    if advice is None:
        return
    one = advice.recommendation_id
    supporting = supporting_findings(
        here, ("correct", one), _as_supporting(now), advice.wording.supporting, take_chosen=False
    )
    cited = cited_evidence(here, ("correct", one), now.cited, advice.wording.evidence, take_chosen=False)
    record = here.act(recommendations.record_correction, "The correction was recorded.")
    recommend_form(
        form_from(here, "correct", one, advice.version), advice_lists(), supporting.findings,
        lambda wording, values: (one, Correction(wording, values.text("reason") or "")),
        _then(record, supporting.forget, cited.forget),
        start=advice.wording, label="Record correction", cited=cited.items,
    )  # fmt: skip


def _withdraw(here: Here, now: CaseActs) -> None:
    advice = _which(now, "Recommendation to withdraw", "withdraw")
    if advice is not None:
        withdraw_form(
            form_from(here, "withdraw", advice.recommendation_id, advice.version),
            advice,
            choices("withdrawal_reason"),
            here.act(recommendations.record_withdrawal, "The recommendation was withdrawn."),
        )


def _order(here: Here, now: CaseActs) -> None:
    order_form(
        form_from(here, "order", now.case_id, now.version),
        here,
        now.in_force,
        here.act(recommendations.record_order, "The order was recorded."),
    )


def _classify(here: Here, now: CaseActs) -> None:
    if chosen_findings(now.findings):
        with here.reading() as reader:
            said = findings_said(reader, [finding.finding_id for finding in now.findings])
        classify_form(
            _form_about_findings(here, "classify", now, sum(f.version for f in now.findings)),
            now.findings,
            advice_lists(),
            lambda finding: here.act(
                findings.record_classification, f"{finding.label}: the classification was recorded."
            ),
            said,
        )


def _mark_reported(here: Here, now: CaseActs) -> None:
    if chosen_findings(now.findings):
        report_form(
            _form_about_findings(here, "reported", now, sum(now.profile_versions.values())),
            now.findings,
            now.profile_versions,
            here.act(findings.record_reported, "The mark was recorded."),
        )


def _conclude(here: Here, now: CaseActs) -> None:
    conclude_form(
        form_from(here, "conclude", now.case_id, now.version),
        now,
        choices("not_actionable_reason"),
        here.act(cases.record_conclusion, "The conclusion was recorded."),
    )


def _discussed(here: Here, now: CaseActs) -> None:
    discussed_form(
        form_from(here, "discussed", now.case_id, now.version),
        now,
        date.today(),
        cases.Discussion,
        here.act(cases.record_discussion, "The case is marked as discussed."),
    )


_DRAW: dict[str, Callable[[Here, CaseActs], None]] = {
    "Recommend": _recommend,
    "Classify": _classify,
    "Mark reported": _mark_reported,
    "Correct": _correct,
    "Withdraw": _withdraw,
    "Order": _order,
    "Conclude": _conclude,
    "Discussed": _discussed,
    CORRECTING: lambda here, now: correcting(here, now.case_id),
    WITHDRAWING: lambda here, now: withdrawing_test(here, now.case_id),
}


def _as_supporting(now: CaseActs) -> tuple[SupportingFinding, ...]:
    return tuple(SupportingFinding(f.finding_id, f.label) for f in now.findings)


def _which(now: CaseActs, label: str, name: str) -> Advice | None:
    """The recommendation that the act is about; nothing is chosen for the person."""
    if not now.in_force:
        nothing_here("No recommendation stands on this case.", "Record one first.")
        return None
    by_id = {one.recommendation_id: one for one in now.in_force}
    key = wkey(f"{name}_which", now.case_id)
    titles = {one.recommendation_id: one.title for one in now.in_force}
    chosen = st.selectbox(
        label, list(by_id), index=None, key=key, format_func=lambda one: titles.get(one, "")
    )
    return by_id.get(chosen) if chosen is not None else None


def _form_about_findings(here: Here, name: str, now: CaseActs, version: int) -> Form:
    """A form whose subject is the set of chosen findings, so that no level lands on another set."""
    ids = "+".join(sorted(f.finding_id for f in now.findings))
    return form_from(here, name, hashlib.sha256(ids.encode()).hexdigest()[:32], version)


def _then(on_act: OnAct, *after: Callable[[], None]) -> OnAct:
    """The act, and what is forgotten once it was recorded."""

    def run(build: Callable[[], Any], version: int, token: str) -> bool:
        done = on_act(build, version, token)
        if done:
            for forget in after:
                forget()
        return done

    return run
