"""How many of the cohort a trial or a planned biomarker would take: a figure, its tables, its file."""

from collections import Counter
from collections.abc import Sequence

import plotly.graph_objects as go
import streamlit as st

from components.csv_file import Cell, Share, Table
from components.keys import wkey
from components.text import counted
from components.trial_words import SHAPES, answer_words
from domain.trials.matches import Answer
from domain.trials.trial import Trial
from domain.views.choices import Choice
from domain.views.feasibility import Counted, Feasibility
from domain.views.trials import RegisterTrial
from endpoints.feasibility import SMALL, Group, Grouped

# Okabe-Ito; each segment carries the shape of its answer and its count, the legend shape and word.
COLOURS = {
    Answer.PASS: "#009E73",
    Answer.WARN: "#E69F00",
    Answer.UNDETERMINED: "#56B4E9",
    Answer.FAIL: "#999999",
}
KEPT_BACK = {
    "color": "rgba(128,128,128,0.15)",
    "pattern": {"shape": "/", "fgcolor": "#808080", "size": 6, "solidity": 0.15},
}
ON_COLOUR = "#0A0A0A"
"""The counts stand on the colours, so that they stay dark where the page is dark, too."""
_ROW, _FRAME = 40, 130
_FOR_SHAPE, _FOR_DIGIT = 0.035, 0.012
"""The parts of the widest bar that a shape and a digit need on a screen of 1,280 pixels."""
WITH_PROFILE = ("patient with a profile", "patients with a profile")
"""Failed ones are among them; *profiled* is said of a profile that did not fail."""
REGISTER, GENE, TEXT = "register", "gene", "text"
WAYS = {REGISTER: "A trial of the register", GENE: "Gene and tumour type", TEXT: "Criteria as text"}
EXAMPLE = "- and:\n  - genomic: {hugo_symbol: BRAF, variant_category: Mutation, protein_change: p.V600E}\n"


def asked_by(user_id: str) -> str:
    """In which way the question is put."""
    way = st.segmented_control(
        "Ask for", list(WAYS), key=wkey("feasibility_way", user_id), default=REGISTER,
        format_func=WAYS.__getitem__,
    )  # fmt: skip
    return str(way or REGISTER)


def of_the_register(entries: Sequence[RegisterTrial], user_id: str) -> Trial | None:
    """A trial of the register, or one arm of it with what is asked of all; ``None`` until one is chosen."""
    by_id = {one.trial.trial_id: one.trial for one in entries}
    chosen = st.selectbox(
        "Trial", list(by_id), index=None, key=wkey("feasibility_trial", user_id), placeholder="Choose one",
        format_func=lambda one: f"{one}, {by_id[one].short_title}",
    )  # fmt: skip
    return by_id.get(chosen) if chosen is not None else None


def arm_of(trial: Trial, user_id: str) -> str | None:
    """The code of one arm; ``None`` for the trial as a whole, whose best arm counts."""
    if len(trial.arms) < 2:
        return None
    codes = [one.code for one in trial.arms]
    key = wkey("feasibility_arm", user_id, trial.trial_id)
    return st.selectbox("Arm", codes, index=None, key=key, placeholder="Any arm: the best counts")


def gene_and_tumour(
    categories: Sequence[str], tumours: Sequence[Choice], user_id: str
) -> tuple[str, str, str | None]:
    """Gene, kind of alteration and tumour type as they were chosen; the gene is empty until it is typed."""
    with st.container(horizontal=True):
        gene = st.text_input(
            "Gene", key=wkey("feasibility_gene", user_id), placeholder="e.g. BRAF", width=180
        )
        category = st.selectbox("Alteration", list(categories), key=wkey("feasibility_category", user_id))
        labels = {one.code: one.label for one in tumours}
        tumour = st.selectbox(
            "Tumour type", list(labels), index=None, key=wkey("feasibility_tumour", user_id),
            placeholder="Any", format_func=lambda one: labels.get(one, one),
        )  # fmt: skip
    return gene.strip(), category or categories[0], tumour


def by_centre(one: Counted) -> str:
    """Counts by centre."""
    return one.centre


def by_year(one: Counted) -> str:
    """Counts by the year of the newest profile."""
    return str(one.year)


def headline(found: Feasibility, total: Group) -> str:
    """How many would be taken, of how many, and who is left out; ``total`` as the tables show it."""
    told = "; ".join(f"{answer.label.lower()} {_shown(total, place)}" for place, answer in enumerate(Answer))
    of = counted(total.total, *WITH_PROFILE)
    closed = any(not one.open_to_reader for one in found.patients)
    left = _some(found.without_profile, closed)
    left = f" {left} without a profile left out." if left else ""
    failed = _failed([one.answer for one in found.failed], closed)
    return f"{told.capitalize()}, of {of}.{left}{failed} By the criteria alone, open or closed aside."


def _failed(answers: Sequence[Answer], closed: bool) -> str:
    """How those stand all of whose profiles failed: counted, and of others' patients by the share alone."""
    if not answers:
        return ""
    told = f" Every profile of {_some(len(answers), closed)} among them failed"
    if closed and len(answers) < SMALL:
        return f"{told}."
    often = Counter(answers)
    if not closed:
        counts = ", ".join(f"{often[one]:,} {one.label.lower()}" for one in Answer if often[one])
        return f"{told}: {counts}."
    undetermined = often[Answer.UNDETERMINED]
    if undetermined * 2 > len(answers):
        return f"{told}: {'all' if undetermined == len(answers) else 'most'} of them undetermined."
    return (
        f"{told}: {'some' if undetermined else 'none'} of them undetermined, what needs no profile decides."
    )


def _some(count: int, closed: bool) -> str:
    """A number of patients, kept back where it is small and of others' patients; empty for none."""
    if not count:
        return ""
    return f"<{SMALL} patients" if closed and count < SMALL else counted(count, "patient")


def counts_table(name: str, column: str, found: Grouped) -> Table:
    """The counts of each group with their shares, and of all; what is kept back says so."""
    rows = tuple(_row(one) for one in (*found.groups, found.totals))
    columns = (column, "Patients with a profile", *(answer.label for answer in Answer))
    return Table(name, columns, rows)


def _row(group: Group) -> tuple[Cell, ...]:
    return (group.name, group.total, *(_cell(group, place) for place in range(len(Answer))))


def _cell(group: Group, place: int) -> Cell:
    if place in group.hidden:
        return _shown(group, place)
    count, total = group.counts[place], group.total
    share = f" ({100 * count / total:.1f} %)" if total else ""
    return Share(f"{count:,} of {total:,}{share}", count, total)


def _shown(group: Group, place: int) -> str:
    count = group.counts[place]
    if place not in group.hidden:
        return f"{count:,}"
    return f"<{SMALL}" if count < SMALL and group.says_small else "not shown"


def counts_figure(title: str, unit: str, found: Grouped) -> go.Figure:
    """Stacked bars, a segment an answer; what is kept back is one hatched segment."""
    figure = go.Figure()
    names = [one.name for one in found.groups]
    widest = max((one.total for one in found.groups), default=0)
    begun = dict.fromkeys(names, 0)
    for place, answer in enumerate(Answer):
        counts = [None if place in one.hidden else one.counts[place] for one in found.groups]
        figure.add_bar(
            y=names, x=counts, name=answer_words(answer), orientation="h",
            marker={"color": COLOURS[answer]},
            hovertemplate="%{y}: %{x} " + answer.label.lower() + "<extra></extra>",
        )  # fmt: skip
        for place_of_bar, (name, count) in enumerate(zip(names, counts, strict=True)):
            if text := _on_bar(answer, count, widest):
                # Streamlit gives a bar's own text the page's colour, which no segment bears in the dark. By
                # its place: Plotly would take the name of a year for the place of a bar far away.
                figure.add_annotation(
                    x=begun[name] + (count or 0) / 2, y=place_of_bar, text=text, showarrow=False,
                    font={"color": ON_COLOUR, "size": 14},
                )  # fmt: skip
            begun[name] += count or 0
    if any(one.hidden for one in found.groups):
        # How many a group has is known: without this a bar looks as if its shown answers were all.
        kept = [one.total - begun[one.name] for one in found.groups]
        figure.add_bar(
            y=names, x=kept, name="kept back", orientation="h", marker=KEPT_BACK,
            hovertemplate="%{y}: %{x} kept back<extra></extra>",
        )  # fmt: skip
    of = counted(found.totals.total, *WITH_PROFILE)
    figure.update_layout(
        title={"text": f"{title}, n = {of}"}, barmode="stack", bargap=0.3,
        height=_FRAME + _ROW * max(len(names), 1), margin={"l": 10, "r": 10, "t": 80, "b": 40},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "xanchor": "left",
                "traceorder": "normal"},
        xaxis={"title": {"text": "patients"}, "tickformat": ",d", "rangemode": "tozero", "nticks": 6},
        yaxis={"autorange": "reversed", "automargin": True, "ticks": "", "type": "category",
               "title": {"text": unit}},
    )  # fmt: skip
    return figure


def _on_bar(answer: Answer, count: int | None, widest: int) -> str:
    """A segment's shape and count, its count alone, or nothing, as far as it is wide; the table has all."""
    if not count:
        return ""
    room, told = count / widest, f"{count:,}"
    if room >= _FOR_SHAPE + _FOR_DIGIT * len(told):
        return f"{SHAPES[answer]} {told}"
    return told if room >= _FOR_DIGIT * len(told) else ""


def kept_back_sentence(*found: Grouped) -> str:
    """What was kept back and why; empty where nothing was."""
    if not any(one.any_hidden for one in found):
        return ""
    return (
        f"Counts under {SMALL} of centres whose patients you may not see are <{SMALL}; what they could be "
        "worked out from is kept back, too (not shown). In the figure both are hatched."
    )
