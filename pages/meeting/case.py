"""The case: who, which question, what was found, what the board advised and what became of it."""

from datetime import date
from functools import partial

import streamlit as st

import session
from components.case_header import case_header
from components.could_be_seen import could_be_seen, gene_key
from components.drift_words import marks
from components.evidence_panel import evidence_panel
from components.finding_tables import finding_tables
from components.gauge import gauges
from components.keys import wkey
from components.one_case import one_case
from components.panel_case import panel_of_case
from components.recommendation_list import recommendation_list
from components.single_test_frames import single_tests_line
from components.specimens import profile_choice, profile_key, quality, specimens
from components.states import not_found, nothing_here
from data.read.case import case_view
from data.read.drift import changed_in_case
from data.read.evidence import case_evidence, with_evidence
from data.read.findings import profile_findings
from data.read.gene_asked import gene_asked
from data.read.panels import case_panel
from data.read.test_results import single_tests
from data.read.trial_matches import case_trials
from data.read.views import keep_view, kept_view
from domain.people import Act
from pages.meeting.acts import FORM_WIDTH, acts
from pages.meeting.trials_of_case import trials_of_case

here = session.current()

case = case_view(here.store, here.actor, st.query_params.get("case", ""))
if case is None:
    not_found("case")
    st.stop()
profile = case.profile(st.session_state.get(profile_key(case.case_id)))
found = profile_findings(here.store, here.actor, profile) if profile else None
tests = single_tests(here.store, here.actor, case)
evidence = case_evidence(here.store, here.actor, case)
tables = tuple(
    with_evidence(table, evidence)
    for table in (*(found.tables if found else ()), *((tests,) if found or tests.rows else ()))
)
gene = gene_asked(here.store, here.actor, case, st.session_state.get(gene_key(case.case_id)) or "")
trials = case_trials(here.store, here.actor, case)
changes = marks(changed_in_case(here.store, here.actor, case))
panel = case_panel(here.store, here.actor, case)
kept = {t.name: kept_view(here.store, here.actor, t.name) for t in tables}

with one_case(case.case_id, here.actor.user_id):
    with st.container(gap="xsmall"):
        case_header(case, date.today())
    left, right = st.columns(2, gap="medium")
    with left, st.container(gap="xsmall"):
        specimens(case.specimens)
        single_tests_line(tests.rows)
        if profile and found:
            profile_choice(case, profile)
            quality(profile, found, partial(could_be_seen, case.case_id, found.seen, gene))
            gauges(found.biomarkers, profile.profile_id, profile.outcome_reason)
    with right, st.container(gap="small"):
        st.subheader("Recommendations", anchor=False)
        recommendation_list(case.recommendations, date.today(), changes, here.may(Act.ANSWER))
        board = st.container()
    # An act's form stands beside the findings, so that those it rests on can be chosen while it is open.
    with st.container(horizontal=True, gap="medium"):
        table, beside = st.container(), st.container(width=FORM_WIDTH, key=wkey("form", case.case_id))
    with table:
        if not found:
            nothing_here(
                "No profile of this tumour has been brought in yet.",
                "Bring the run in under Intake, or wait for it."
                if here.may(Act.BRING_RUN_IN)
                else "Its laboratory brings it in.",
            )
        save = partial(keep_view, here.store, here.actor)
        selected = finding_tables(case.case_id, profile, tables, kept, save) if tables else ()
        # What was withdrawn is shown, and no act rests on it.
        chosen = [row for row in selected if row.test is None or row.test.withdrawn is None]
        cited = evidence_panel(case.case_id, evidence, chosen) if tables else ()
        if case.profiles:
            panel_of_case(case.case_id, panel, case.synthetic)
    trials_of_case(here, case.case_id, trials)
    with board:
        acts(here, case, chosen, beside, cited)
