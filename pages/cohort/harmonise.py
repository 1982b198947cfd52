"""Harmonise: where laboratories, board and tools differ on the same finding, and how far they agree."""

import streamlit as st

import session
from components.csv_file import csv_button, table_shown
from components.harmonise_figure import MOST_LINES, has_points, kappa_figure
from components.harmonise_filter import harmonise_filter
from components.harmonise_tables import (
    agreement_table,
    compared_words,
    differences_table,
    half_years_table,
)
from components.keys import wkey
from components.states import nothing_here, synthetic_mark
from components.text import md
from components.uptake_figures import drawn
from components.uptake_filter import picture_format
from data.read.choices import choices, label, tumour_name
from data.read.harmonise import cohort_words
from domain.harmonise import SameTumourBy, compare
from domain.people import Role
from pages.cohort.agreeing import scheme_drawn, voice_pairs

here = session.current()
user = here.actor.user_id
only_own = here.actor.role is Role.LABORATORY
with st.spinner("Comparing what was said"):
    words = cohort_words(here.store, here.actor)
synthetic = any(word.synthetic for word in words)

with st.container(horizontal=True, vertical_alignment="center"):
    st.title("Harmonise", width="content")
    if synthetic:
        synthetic_mark()
narrowed = harmonise_filter(user, choices("evidence_scheme"), only_own)
harmonised = compare(words, narrowed.same, only_own)
shown = [one for one in harmonised.comparisons if narrowed.keeps(one)]
differing = [one for one in shown if one.differs]
st.text(compared_words(len(shown), len(differing), harmonised.words, harmonised.without_tumour))
if only_own:
    st.caption(
        "Your laboratory beside the board, the tools and all other laboratories together, on the changes "
        "that your laboratory has classified."
    )
if not shown:
    nothing_here(
        "No two voices have spoken of the same finding in the same tumour here.",
        "Empty the filters, or classify findings on their case.",
    )
    st.stop()

pairs = voice_pairs(shown, {one.code: one.label for one in choices("evidence_scheme")})
by_type = narrowed.same is SameTumourBy.TYPE
tables = [
    differences_table(differing, label, tumour_name if by_type else str),
    agreement_table([pair for _, pair in pairs]),
    half_years_table([pair for _, pair in pairs]),
]
with st.container(horizontal=True, vertical_alignment="bottom"):
    picture = picture_format(user)
    weighted = st.toggle(
        "Weighted by distance", key=wkey("harmonise_weighted", user),
        help="Linear weights: the neighbouring level counts as nearer than a far one.",
    )  # fmt: skip
    csv_button(
        lambda: tables, "harmonise", user, synthetic=synthetic,
        about=f"Shown: {narrowed.words(label('evidence_scheme', narrowed.scheme))}",
    )  # fmt: skip

st.header("Where they differ")
if differing:
    table_shown(tables[0], "comparison", len(shown))
else:
    nothing_here("Nowhere: all who spoke of the same finding in the same tumour say the same.")

st.header("Agreement")
drawn_scheme = scheme_drawn(pairs, narrowed.scheme)
lines = [pair for scheme, pair in pairs if scheme == drawn_scheme]
if any(has_points(pair, weighted) for pair in lines):
    drawn(
        kappa_figure(label("evidence_scheme", drawn_scheme), lines, weighted),
        "harmonise_kappa", user, picture,
        "Kappa by half-year, a line for every two voices; the table has the numbers",
    )  # fmt: skip
else:
    nothing_here("No half-year has a kappa that can be told.", "The table below says why.")
if len(lines) > MOST_LINES:
    st.caption(md(f"{MOST_LINES} of {len(lines)} pairs of voices are drawn; the table has all."))
st.caption(
    "A pair is one finding in one kind of tumour of which both have spoken, each by its last word; it counts "
    "in the half-year in which the second of them first spoke. Interval: Fleiss, Cohen and Everitt 1969."
)
table_shown(tables[1])
table_shown(tables[2])
