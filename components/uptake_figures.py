"""The figures of uptake, each from endpoints' results and each with its table."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from components.csv_file import Cell, Share, Table
from components.keys import wkey
from components.text import DASH
from domain.codes import ReasonNotFollowed
from domain.uptake import AnswerState, PathStep
from endpoints.funnel import Step
from endpoints.proportion import Proportion
from endpoints.uptake import PendingAnswers, ReasonsTable, Uptake

STEPS = {
    PathStep.ENROLLED: "Case opened",
    PathStep.PROFILED: "Profiled, wholly or in part",
    PathStep.DISCUSSED: "Discussed",
    PathStep.ACTIONABLE: "Concluded as actionable",
    PathStep.RECOMMENDED: "Therapy recommended",
    PathStep.FOLLOWED: "Followed, wholly or partly",
}
STATES = {
    AnswerState.FOLLOWED: "Followed",
    AnswerState.PARTLY: "Partly followed",
    AnswerState.DECLINED: "Not followed",
    AnswerState.DEFERRED: "Deferred",
    AnswerState.PENDING: "No answer yet",
}
# Okabe-Ito; the same state has the same colour wherever it is drawn.
COLOURS = {
    AnswerState.FOLLOWED: "#009E73",
    AnswerState.PARTLY: "#56B4E9",
    AnswerState.DECLINED: "#D55E00",
    AnswerState.DEFERRED: "#E69F00",
    AnswerState.PENDING: "#767676",
}
ACCENT, SECOND = "#0072B2", "#56B4E9"
WAITED = ((14, "under 14 days"), (28, "14 to 27 days"), (56, "28 to 55 days"), (90, "56 to 89 days"))
LONGEST = "90 days and more"
ROW_HEIGHT, FRAME = 34, 110


def left_out_text(proportion: Proportion) -> str:
    """Who is in neither number, in words; an en dash where nobody is."""
    return "; ".join(f"{count:,} {why}" for why, count in proportion.left_out) or DASH


def share_cell(proportion: Proportion) -> Share:
    """A proportion as a cell of a table: its text, and both numbers for the file."""
    return Share(proportion.text, proportion.numerator, proportion.denominator)


def funnel_table(steps: Sequence[Step]) -> Table:
    """Each step over the first one, over the one before, and over those of whom it is known."""
    rows: list[tuple[Cell, ...]] = []
    for number, step in enumerate(steps):
        if not step.shares:
            rows.append((STEPS[step.step], step.reached, DASH, DASH, DASH, step.not_known, DASH))
            continue
        before = step.of(steps[number - 1].step)
        rows.append(
            (
                STEPS[step.step],
                step.reached,
                share_cell(step.of(PathStep.ENROLLED).of_all),
                share_cell(before.of_all),
                share_cell(before.of_known),
                step.not_known,
                left_out_text(before.of_known),
            )
        )
    columns = (
        "Step", "Patients", "Of cases opened", "Of the step before", "Of the step before, where known",
        "Not known yet, of cases opened", "Left out of the last share",
    )  # fmt: skip
    return Table("From the case to the therapy", columns, tuple(rows))


def funnel_figure(steps: Sequence[Step]) -> go.Figure:
    """One bar a step, with its share of all and of the step before."""
    texts = []
    for number, step in enumerate(steps):
        if step.shares:
            of_all = step.of(PathStep.ENROLLED).of_all
            before = step.of(steps[number - 1].step).of_all
            texts.append(f"{of_all.text} of cases; {before.text} of the step before")
        else:
            texts.append(f"{step.reached:,}")
    total = steps[0].reached
    return _bars(
        f"From the case to the therapy, n = {total:,} patients",
        [STEPS[step.step] for step in steps],
        [("Patients", [step.reached for step in steps], texts, ACCENT)],
        "patients",
        room=2.4,
    )


def decisions_table(groups: Sequence[Uptake]) -> Table:
    """The answers of each group, each count over the therapies recommended there."""
    rows: list[tuple[Cell, ...]] = []
    for one in groups:
        of = one.recommended
        counts = [Share(f"{n:,} of {of:,}", n, of) for n in decision_counts(one).values()]
        known, given = one.of_answers_known, one.of_recommended
        shares = (share_cell(given), share_cell(known), left_out_text(known), share_cell(one.answered))
        rows.append((one.group, *counts, *shares))
    columns = (
        "Group", *STATES.values(), "Followed or partly, of recommended",
        "Followed or partly, of answers known", "Left out of answers known", "Answered, of recommended",
    )  # fmt: skip
    return Table("Answers", columns, tuple(rows))


def decision_counts(one: Uptake) -> dict[AnswerState, int]:
    """The answers of one group by their state, in the order in which they are shown."""
    return {
        AnswerState.FOLLOWED: one.followed,
        AnswerState.PARTLY: one.partly,
        AnswerState.DECLINED: one.declined,
        AnswerState.DEFERRED: one.deferred,
        AnswerState.PENDING: one.pending,
    }


def decisions_figure(one: Uptake) -> go.Figure:
    """The answers of one group, one bar a decision."""
    counts = decision_counts(one)
    texts = [Proportion(n, one.recommended, STATES[state]).text for state, n in counts.items()]
    figure = _bars(
        f"Answers, n = {one.recommended:,} recommended therapies",
        [STATES[state] for state in counts],
        [("Recommendations", list(counts.values()), texts, ACCENT)],
        "recommendations",
    )
    figure.data[0].marker.color = [COLOURS[state] for state in counts]
    return figure


def reasons_figure(table: ReasonsTable, labels: dict[ReasonNotFollowed, str]) -> go.Figure:
    """The reasons that were given, the most frequent first; contributing ones beside primary ones."""
    given = given_reasons(table)
    return _bars(
        f"Reasons, n = {table.denominator:,} recommended therapies",
        [labels[one.reason] for one in given],
        [
            (
                "Primary",
                [one.primary.numerator for one in given],
                [one.primary.text for one in given],
                ACCENT,
            ),
            (
                "Contributing",
                [one.contributing.numerator for one in given],
                [one.contributing.text for one in given],
                SECOND,
            ),
        ],
        "recommendations",
    )


def given_reasons(table: ReasonsTable) -> list[Any]:
    """The reasons that were given at all, the most frequent primary one first."""
    given = [one for one in table.reasons if one.primary.numerator or one.contributing.numerator]
    return sorted(given, key=lambda one: (-one.primary.numerator, -one.contributing.numerator))


def reasons_rows(groups: Sequence[ReasonsTable], labels: dict[ReasonNotFollowed, str]) -> Table:
    """Every reason of every group over the group's denominator, those never given too."""
    rows = [
        (
            group.group,
            labels[one.reason],
            share_cell(one.primary),
            share_cell(one.contributing),
            left_out_text(one.primary),
        )
        for group in groups
        for one in group.reasons
    ]
    columns = ("Group", "Reason", "Primary", "Contributing", "Left out")
    return Table("Reasons", columns, tuple(rows))


def waited_counts(pending: PendingAnswers) -> dict[str, int]:
    """How many wait for how long."""
    found = {name: 0 for _, name in WAITED} | {LONGEST: 0}
    for row in pending.rows:
        if row.days_waiting is not None:
            limit = next((name for days, name in WAITED if row.days_waiting < days), LONGEST)
            found[limit] += 1
    return found


def pending_figure(pending: PendingAnswers) -> go.Figure:
    """How long answers have been waited for."""
    counts = waited_counts(pending)
    total = len(pending.rows) - pending.days_unknown
    texts = [Proportion(n, total, name).text for name, n in counts.items()]
    title = f"Waiting for an answer, n = {total:,} recommended therapies"
    return _bars(
        title, list(counts), [("Waiting", list(counts.values()), texts, "#767676")], "recommendations"
    )


def drawn(figure: go.Figure, name: str, subject_id: str, picture: str, alt: str) -> None:
    """The figure on the screen; the camera in its corner takes it as ``png`` or ``svg``."""
    options = {"format": picture, "filename": name, "scale": 2 if picture == "png" else 1}
    config = {"displaylogo": False, "displayModeBar": True, "toImageButtonOptions": options,
              "modeBarButtons": [["toImage"]]}  # fmt: skip
    # The colour of the text stays the theme's, which turns with it; only the size is for the back row.
    font = {"size": 14}
    figure.update_layout(font=font, title={"font": {"size": 16}}, legend={"font": font})
    figure.update_xaxes(tickfont=font, title={"font": font})
    figure.update_yaxes(tickfont=font)
    figure.update_traces(textfont=font, selector={"type": "bar"})
    st.plotly_chart(figure, key=wkey(name, subject_id), config=config, alt=alt)


def _bars(
    title: str,
    names: Sequence[str],
    series: Sequence[tuple[str, Sequence[int], Sequence[str], str]],
    unit: str,
    room: float = 1.6,
) -> go.Figure:
    """Horizontal bars in the order given, each labelled with its count and share."""
    figure = go.Figure()
    for name, counts, texts, colour in series:
        figure.add_bar(
            y=list(names), x=list(counts), text=list(texts), name=name, orientation="h",
            marker={"color": colour}, textposition="outside", cliponaxis=False,
            hovertemplate="%{y}: %{text}<extra></extra>", textangle=0, constraintext="none",
        )  # fmt: skip
    most = max((count for _, counts, _, _ in series for count in counts), default=0) or 1
    figure.update_layout(
        title={"text": title}, showlegend=len(series) > 1, barmode="group", bargap=0.25,
        height=FRAME + ROW_HEIGHT * len(names) * (1 if len(series) == 1 else 1.4),
        margin={"l": 10, "r": 10, "t": 50 if len(series) == 1 else 80, "b": 40},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "xanchor": "left",
                "traceorder": "normal"},
        xaxis={"title": {"text": unit}, "range": [0, most * room], "tickformat": ",d", "rangemode": "tozero",
               "nticks": 6},
        yaxis={"autorange": "reversed", "automargin": True, "ticks": ""},
    )  # fmt: skip
    if most < 6:
        figure.update_xaxes(dtick=1)
    return figure
