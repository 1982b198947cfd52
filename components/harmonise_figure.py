"""The figure of Harmonise: kappa by half-year, a line for every two voices."""

from collections.abc import Sequence

import plotly.graph_objects as go

from components.harmonise_tables import VoicePair
from endpoints.agreement import Kappa

# Okabe-Ito; every colour is doubled by a shape.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#E69F00", "#56B4E9", "#CC79A7", "#767676")
_SHAPES = ("circle", "square", "diamond", "triangle-up", "cross", "star", "x")
MOST_LINES = len(_COLOURS)


def has_points(pair: VoicePair, weighted: bool) -> bool:
    """Whether there is a half-year in which the kappa of two voices can be told."""
    return any(isinstance(one.weighted if weighted else one.kappa, Kappa) for _, one in pair.by_half_year)


def kappa_figure(scheme: str, pairs: Sequence[VoicePair], weighted: bool) -> go.Figure:
    """Kappa with its interval of 95 %; a half-year in which it cannot be told has no point."""
    figure = go.Figure()
    for place, pair in enumerate(pairs[:MOST_LINES]):
        points = [
            (when.label, found, pairs_told)
            for when, one in pair.by_half_year
            for found, pairs_told in [(one.weighted if weighted else one.kappa, one.pairs)]
            if isinstance(found, Kappa)
        ]
        figure.add_scatter(
            x=[when for when, _, _ in points], y=[found.value for _, found, _ in points], name=pair.name,
            mode="lines+markers+text", text=[f"n = {told}" for _, _, told in points],
            textposition="top right",
            marker={"color": _COLOURS[place], "symbol": _SHAPES[place], "size": 11},
            line={"color": _COLOURS[place]},
            error_y={
                "type": "data", "symmetric": False,
                "array": [found.high - found.value for _, found, _ in points],
                "arrayminus": [found.value - found.low for _, found, _ in points],
                "color": _COLOURS[place], "thickness": 1.5,
            },
            hovertemplate="%{x}: %{y:.2f}, %{text}<extra>" + pair.name.replace("<", "&lt;") + "</extra>",
        )  # fmt: skip
    halves = sorted({(w.year, w.half, w.label) for one in pairs for w, _ in one.by_half_year})
    total = sum(one.whole.pairs for one in pairs)
    kind = "Linear-weighted kappa" if weighted else "Cohen's kappa"
    figure.update_layout(
        title={"text": f"{kind}, {scheme}, n = {total:,} pairs"}, height=380, showlegend=True,
        margin={"l": 10, "r": 10, "t": 90, "b": 40},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "xanchor": "left"},
        xaxis={"title": {"text": "half-year in which both had spoken"}, "type": "category",
               "categoryorder": "array", "categoryarray": [label for _, _, label in halves]},
        yaxis={"title": {"text": "kappa"}, "range": [-1.05, 1.15], "tick0": -1, "dtick": 0.5},
    )  # fmt: skip
    return figure
