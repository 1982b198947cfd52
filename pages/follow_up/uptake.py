"""How far patients came, what physicians answered and why, and what still waits."""

from dataclasses import replace
from datetime import date

import streamlit as st

import session
from components import uptake_figures as figures
from components import uptake_heat as heat
from components import uptake_summary as summary
from components.csv_file import csv_button, table_shown
from components.states import nothing_here, synthetic_mark
from components.text import md
from components.uptake_filter import (
    filter_in_a_name,
    filter_words,
    filters_shown,
    narrowed_to,
    picture_format,
    reach_words,
    reasons_of,
)
from data.read import uptake as cohort
from data.read.choices import choices, label
from domain.codes import ReasonNotFollowed
from endpoints.funnel import funnel, turnaround
from endpoints.uptake import (
    pending_answers,
    reasons_by_centre,
    reasons_table,
    uptake,
    uptake_by_centre,
    uptake_by_kind,
)

here = session.current()
user = here.actor.user_id
narrowed = narrowed_to(user)
with st.spinner("Counting the cohort"), here.reading() as reader:
    centres = cohort.uptake_centres(reader)
    facts = cohort.uptake_of(here.store, here.actor, narrowed)

kinds = [kind for kind in choices("recommendation_kind") if kind.group == "therapy"]
labels = {reason: label("reason_not_followed", reason.value) for reason in ReasonNotFollowed}
reach = reach_words(here.actor.role, len(here.actor.laboratories or here.actor.centres))
about = filter_words(narrowed, centres, kinds, reach, date.today())
by_centre = sorted({row.centre for row in facts.rows} | {path.centre for path in facts.paths})
several = len(by_centre) > 1

steps = funnel(facts.paths)
everything = uptake(facts.rows, "All")
of_centres = uptake_by_centre(facts.rows)
of_kinds = [replace(one, group=label("recommendation_kind", one.group)) for one in uptake_by_kind(facts.rows)]
waiting = pending_answers(facts.rows)
time_taken = turnaround(facts.paths)

with st.container(horizontal=True, vertical_alignment="center"):
    st.title("Uptake", width="content")
    if facts.synthetic:
        synthetic_mark()
filters_shown(user, centres, kinds, reach)
st.caption(
    md(
        f"Shown: {about}. The period counts patients by their first case and recommendations "
        "by the day of the advice. Enrolment in a study is not recorded yet: the first step is the case."
    )
)
if not facts.paths and not facts.rows:
    nothing_here("Nothing fits these filters.", "Empty one of them to see more.")
    st.stop()

tables = [
    figures.funnel_table(steps),
    figures.decisions_table([everything, *of_centres, *of_kinds]),
    summary.pending_table(
        [
            ("All", everything.recommended, waiting),
            *(
                (one.group, one.recommended, pending_answers(r for r in facts.rows if r.centre == one.group))
                for one in of_centres
            ),
        ]
    ),
    summary.turnaround_table(
        [
            ("All", time_taken),
            *((name, turnaround(p for p in facts.paths if p.centre == name)) for name in by_centre),
        ]
    ),
]
with st.container(horizontal=True, vertical_alignment="bottom"):
    picture = picture_format(user)
    decisions = reasons_of(user, choices("decision"))
    whole = reasons_table(facts.rows, "All", decisions)
    of_reasons = reasons_by_centre(facts.rows, decisions)
    tables.append(figures.reasons_rows([whole, *of_reasons], labels))
    csv_button(
        lambda: tables,
        "uptake",
        user,
        synthetic=facts.synthetic > 0,
        about=f"Shown: {about}; reasons of: {', '.join(label('decision', one.value) for one in decisions)}",
        narrowed=filter_in_a_name(narrowed),
    )

st.header("From the case to the therapy")
figures.drawn(
    figures.funnel_figure(steps),
    "uptake_funnel",
    user,
    picture,
    "Bars of patients by step; the table has them",
)
table_shown(tables[0], "step")

st.header("Answers")
st.text(summary.uptake_sentence(everything))
if everything.recommended:
    left, right = st.columns(2) if several else (st.container(), None)
    with left:
        figures.drawn(
            figures.decisions_figure(everything),
            "uptake_answers",
            user,
            picture,
            "Bars of answers by decision",
        )
    if right is not None:
        with right:
            figures.drawn(
                heat.decisions_heat(of_centres),
                "uptake_centres",
                user,
                picture,
                "Answers by centre, shaded",
            )
table_shown(tables[1], "group")

st.header("Reasons")
st.text(summary.reasons_sentence(whole))
if any(one.primary.numerator for one in whole.reasons):
    figures.drawn(
        figures.reasons_figure(whole, labels),
        "uptake_reasons",
        user,
        picture,
        "Bars of reasons by how often given",
    )
    if several:
        figures.drawn(
            heat.reasons_heat(of_reasons, whole, labels),
            "uptake_reasons_centres",
            user,
            picture,
            "Primary reasons by centre, shaded",
        )
table_shown(tables[4], "row")

st.header("Waiting")
st.text(summary.pending_sentence(waiting))
if waiting.rows:
    figures.drawn(
        figures.pending_figure(waiting),
        "uptake_waiting",
        user,
        picture,
        "Bars of recommendations by days waited",
    )
table_shown(tables[2], "group")

st.header("Turnaround")
st.text(summary.turnaround_sentence(time_taken))
table_shown(tables[3], "group")
