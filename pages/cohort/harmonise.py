"""Harmonise: where laboratories, board and tools differ on the same finding, and how far they agree."""

from datetime import date

import streamlit as st

import session
from components.csv_file import csv_button, in_a_name
from components.harmonise_figure import MOST_LINES, has_points, kappa_figure
from components.harmonise_filter import harmonise_filter
from components.harmonise_tables import (
    AGREEMENT_RULE,
    agreement_table,
    compared_words,
    differences_table,
    numbers_table,
    stood_table,
)
from components.keys import wkey
from components.states import nothing_here, synthetic_mark
from components.table_in_full import table_in_full
from components.text import md
from components.uptake_figures import drawn
from components.uptake_filter import picture_format
from data.read.choices import choices, label, tumour_name
from data.read.harmonise import cohort_words, compared_on
from domain.harmonise import Comparison, SameTumourBy
from domain.people import Role
from pages.cohort.agreeing import last_words, scheme_drawn, voice_pairs

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
today = date.today()
harmonised = compared_on(here.store, here.actor, narrowed.same, only_own, today)
shown = [one for one in harmonised.comparisons if narrowed.keeps(one)]
differing = [one for one in shown if one.differs]
st.text(compared_words(len(shown), len(differing), harmonised.words, harmonised.without_tumour))
if shown:
    st.caption(md(last_words(shown)))
if only_own:
    st.caption(
        "Your laboratory beside the board, the tools and all other laboratories together, on the changes "
        "that your laboratory has classified."
    )
if not shown:
    nothing_here(
        "No two voices have spoken of the same finding in the same tumour here.",
        "Empty the filters: without them there is something to compare."
        if harmonised.comparisons
        else "Classify findings on their case, or bring a tool's table in on Tool reports.",
    )
    st.stop()


def compared(day: date) -> list[Comparison]:
    """What is shown of the words in force on one day."""
    whole = compared_on(here.store, here.actor, narrowed.same, only_own, day)
    return [one for one in whole.comparisons if narrowed.keeps(one)]


with st.spinner("Looking back half-year by half-year"):
    first = min(word.said_on for word in words)
    pairs = voice_pairs(first, compared, {one.code: one.label for one in choices("evidence_scheme")}, today)
by_type = narrowed.same is SameTumourBy.TYPE
tables = [
    differences_table(differing, label, tumour_name if by_type else str),
    agreement_table([pair for _, pair in pairs]),
    stood_table([pair for _, pair in pairs]),
]
numbers = numbers_table([pair for _, pair in pairs])
with st.container(horizontal=True, vertical_alignment="bottom"):
    picture = picture_format(user)
    weighted = st.toggle(
        "Weighted by distance", key=wkey("harmonise_weighted", user),
        help="Linear weights: the neighbouring level counts as nearer than a far one.",
    )  # fmt: skip
    csv_button(
        lambda: [*tables, numbers], "harmonise", user, synthetic=synthetic,
        about=f"Shown: {narrowed.words(label('evidence_scheme', narrowed.scheme))}. {last_words(shown)} "
        f"{AGREEMENT_RULE}",
        narrowed=in_a_name(narrowed.scheme, narrowed.who, narrowed.gene.strip() or None, narrowed.same),
    )  # fmt: skip

st.header("Where they differ")
if differing:
    table_in_full(tables[0], user, "comparison", len(shown))
else:
    nothing_here("Nowhere: all who spoke of the same finding in the same tumour say the same.")

st.header("Agreement")
drawn_scheme = scheme_drawn(pairs, narrowed.scheme)
lines = sorted(
    (pair for scheme, pair in pairs if scheme == drawn_scheme and has_points(pair, weighted)),
    key=lambda pair: -pair.whole.pairs,
)
if lines:
    drawn(
        kappa_figure(label("evidence_scheme", drawn_scheme), lines, weighted),
        "harmonise_kappa", user, picture,
        "Kappa as it stood after each half-year, a line for every two voices; the table has the numbers",
    )  # fmt: skip
else:
    nothing_here("On no day can a kappa be told.", "The table below says why.")
if len(lines) > MOST_LINES:
    st.caption(
        md(
            f"{MOST_LINES} of {len(lines)} pairs of voices whose kappa can be told are drawn, those with "
            "the most findings; the table has all."
        )
    )
st.caption(AGREEMENT_RULE)
table_in_full(tables[1], user)
table_in_full(tables[2], user)
