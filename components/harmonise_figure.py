"""The figure of Harmonise: kappa as it stood after each half-year, a line for every two voices."""

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from components.harmonise_tables import AsItStood, VoicePair
from components.text import day
from endpoints.agreement import Kappa

# Okabe-Ito; every colour is doubled by a shape.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#E69F00", "#56B4E9", "#CC79A7", "#767676")
_SHAPES = ("circle", "square", "diamond", "triangle-up", "cross", "star", "x")
MOST_LINES = len(_COLOURS)
_MOST_TOLD = 24
"""Points beside which the number of pairs still has room; else it stands in the legend and the table."""
_APART = 0.09
"""How far the lines stand beside each other on one day, so that no interval hides another; a day is 1."""


def _told(then: AsItStood, weighted: bool) -> Kappa | None:
    found = then.found.weighted if weighted else then.found.kappa
    return found if isinstance(found, Kappa) else None


def has_points(pair: VoicePair, weighted: bool) -> bool:
    """Whether there is a day on which the kappa of two voices can be told."""
    return any(_told(then, weighted) is not None for then in pair.stood)


def kappa_figure(scheme: str, pairs: Sequence[VoicePair], weighted: bool) -> go.Figure:
    """Kappa with its interval of 95 % and its pairs; a day on which it cannot be told has no point."""
    days = sorted({then.on for one in pairs for then in one.stood})
    drawn = pairs[:MOST_LINES]
    told = len(days) * len(drawn) <= _MOST_TOLD
    figure = go.Figure()
    for place, pair in enumerate(drawn):
        points = [(then, found) for then in pair.stood if (found := _told(then, weighted)) is not None]
        beside = (place - (len(drawn) - 1) / 2) * _APART
        figure.add_scatter(
            x=[days.index(then.on) + beside for then, _ in points], y=[found.value for _, found in points],
            name=_name(pair, points), mode="lines+markers+text" if told else "lines+markers",
            text=[f"\N{EN SPACE}{then.found.pairs:,}" for then, _ in points], textposition="middle right",
            marker={"color": _COLOURS[place], "symbol": _SHAPES[place], "size": 11},
            line={"color": _COLOURS[place]},
            error_y={
                "type": "data", "symmetric": False,
                "array": [found.high - found.value for _, found in points],
                "arrayminus": [found.value - found.low for _, found in points],
                "color": _COLOURS[place], "thickness": 1.5,
            },
            customdata=[
                f"{day(then.on)}: {found.value:.2f}, 95 % interval {found.low:.2f} to {found.high:.2f}, "
                f"n = {then.found.pairs:,}"
                for then, found in points
            ],
            hovertemplate="%{customdata}<extra>" + pair.name.replace("<", "&lt;") + "</extra>",
        )  # fmt: skip
    kind = "Linear-weighted kappa" if weighted else "Cohen's kappa"
    beside_points = "; beside each point its number of pairs" if told else ""
    _laid_out(figure, f"{kind} with 95 % intervals, {scheme}{beside_points}", days)
    return figure


def _name(pair: VoicePair, points: Sequence[tuple[AsItStood, Kappa]]) -> str:
    """Both voices with the pairs of the last point: one number stands where many would overlap."""
    last = f", n = {points[-1][0].found.pairs:,} on {day(points[-1][0].on)}" if points else ": not told"
    return f"{pair.name}{last}".replace("<", "&lt;")


def _laid_out(figure: go.Figure, title: str, days: Sequence[date]) -> None:
    lines = len(figure.data)
    figure.update_layout(
        title={"text": title, "y": 0.98, "yanchor": "top"},
        height=380 + 22 * lines, showlegend=True, margin={"l": 10, "r": 10, "t": 60 + 22 * lines, "b": 40},
        legend={"orientation": "v", "y": 1.02, "yanchor": "bottom", "x": 0, "xanchor": "left"},
        xaxis={"title": {"text": "as it stood on"}, "tickvals": list(range(len(days))),
               "ticktext": [day(one) for one in days], "range": [-0.6, len(days) - 0.4]},
        yaxis={"title": {"text": "kappa"}, "range": [-1.05, 1.15], "tick0": -1, "dtick": 0.5},
    )  # fmt: skip
