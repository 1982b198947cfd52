"""Panels: what a small panel would have found of the cohort, and the lists it is compared by."""

import streamlit as st

import session
from components import panel_figures as figures
from components import panel_lists as shown
from components.csv_file import csv_button, in_a_name, table_shown
from components.forms import form_from
from components.panel_filter import DAYS, narrowed_name, narrowed_words, panel_filter, panel_narrowed
from components.states import nothing_here, synthetic_mark
from components.table_in_full import table_in_full
from components.text import md
from components.uptake_figures import drawn
from components.uptake_filter import picture_format, reach_words
from data.read import panels as reading
from data.read.panel_cohort import panel_cohort
from data.read.uptake import uptake_centres
from data.record.panels import record_panel_in_force
from domain.panel_cohort import RULE
from domain.people import Act
from endpoints.panel_yield import findings_covered, panel_yield, yield_by_centre, yield_by_tumour
from pages.cohort.loading_panel import loading

here = session.current()
user = here.actor.user_id
counts = here.may(Act.SEE_UPTAKE)
narrowed, judged = panel_narrowed(user)
lists = reading.panel_lists(here.store, here.actor)
panel = reading.panel_in_force(here.store, here.actor)
with st.spinner("Comparing the cohort with the list"), here.reading() as reader:
    centres = uptake_centres(reader) if counts else ()
    cohort = panel_cohort(here.store, here.actor, panel, judged, narrowed) if panel and counts else None

with st.container(horizontal=True, vertical_alignment="center"):
    st.title("Panels", width="content")
    if cohort and cohort.synthetic:
        synthetic_mark()
st.caption(
    "What a small panel would have found, by a dated list of what it covers: gene, region, tumour type."
)
st.text(shown.in_force_sentence(lists))
if panel is None:
    nothing_here(shown.NO_LIST, "The administrator loads a list by the template and puts it in force here.")
else:
    shown.example_warning(panel.example)
if panel is not None and cohort is not None:
    reach = reach_words(here.actor.role, len(here.actor.laboratories or here.actor.centres))
    panel_filter(user, centres, reach)
    compared = narrowed_words(narrowed, centres, reach)
    st.caption(md(f"Shown: {compared}. The period counts patients by their first case."))
    whole = panel_yield(cohort.patients)
    by_tumour, by_centre = yield_by_tumour(cohort.patients), yield_by_centre(cohort.patients)
    groups = [
        ("All", whole),
        *(("Tumour type", one) for one in by_tumour),
        *(("Centre", one) for one in by_centre),
    ]
    tables = [
        figures.yield_table(groups),
        figures.findings_table(findings_covered(cohort.patients)),
    ]
    about = f"{panel.title}; {panel.source}; rows valid {DAYS[judged]}; {compared}. {RULE}"
    st.header("Whole profile and panel")
    st.text(figures.yield_sentences(whole, panel.title))
    st.caption(md(RULE))
    st.caption(
        "The panel is asked about what the profile found, so it can never find more: all discordant pairs "
        "lie on one side, and p says nothing beyond their number. A real test misses some of what it covers."
    )
    if whole.whole.denominator:
        picture = picture_format(user)
        drawn(
            figures.yield_figure([whole, *by_tumour], panel.title),
            "panel_yield_example" if panel.example else "panel_yield",
            user,
            picture,
            "Shares of actionable patients by whole profile and by panel; the table has them",
        )
    if told := figures.groups_left_out([whole, *by_tumour]):
        st.caption(md(told))
    for table in tables:
        table_shown(table, "row")
        st.caption(md(f"By {panel.title}"))
    csv_button(
        lambda: [*tables, figures.numbers_table(groups)],
        "panels", user, synthetic=cohort.synthetic > 0, about=about,
        narrowed=in_a_name(
            "example" if panel.example else None, narrowed_name(narrowed) or None, judged.value, panel.version
        ),
    )  # fmt: skip

st.header("Lists")
table_in_full(shown.lists_table(lists), user, "list")
if here.may(Act.MANAGE_REFERENCE):
    load, switch = st.columns(2, gap="large")
    with load:
        st.subheader("Load a list", anchor=False)
        loading(here)
    with switch:
        st.subheader("Put a list in force", anchor=False)
        shown.switch_form(
            form_from(here, "switch_panel", "panel_in_force", lists.version),
            lists,
            here.act(record_panel_in_force, "The panel list is switched; it counts from now on."),
        )
chosen = shown.list_chosen(lists, user)
rows = reading.panel_list(here.store, here.actor, chosen.panel_id)
if rows is not None:
    shown.rows_shown(rows, user)
if lists.switches:
    table_in_full(shown.switches_table(lists), user, "switch")
