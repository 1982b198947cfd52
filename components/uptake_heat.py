"""The heat maps of uptake: a share by centre, its shade and its two numbers."""

from collections.abc import Sequence
from html import escape
from textwrap import wrap

import plotly.graph_objects as go

from components.uptake_figures import ROW_HEIGHT, STATES, decision_counts, given_reasons
from domain.codes import ReasonNotFollowed
from endpoints.proportion import Proportion
from endpoints.uptake import ReasonsTable, Uptake

RAMP = ((0.0, "#F0F6F9"), (0.5, "#7BB2CA"), (1.0, "#083F54"))
"""Shares and their colours, on a light and on a dark page alike."""
_DARK_TEXT, _LIGHT_TEXT = "#000000", "#FFFFFF"
# Dark text reads on the ramp up to here, light text from here on: the one share at which either has a
# contrast of 4.5 : 1. The cells are coloured alike where the page is dark, so that their text is, too.
_LIGHT_TEXT_FROM = 0.73
_LINE_HEIGHT = 18
MOST_ACROSS = 9
"""How many reasons stand side by side and can still be read from the back row; the table has all."""


def decisions_heat(groups: Sequence[Uptake]) -> go.Figure:
    """Decision by centre; shade is the share of the centre's own recommendations."""
    cells = [[Proportion(n, g.recommended, "") for n in decision_counts(g).values()] for g in groups]
    title = f"Answers by centre, n = {sum(g.recommended for g in groups):,} recommended therapies"
    names = [f"{g.group} (n\u00a0=\u00a0{g.recommended:,})" for g in groups]
    return _heat(title, list(STATES.values()), names, cells)


def reasons_heat(
    groups: Sequence[ReasonsTable], whole: ReasonsTable, labels: dict[ReasonNotFollowed, str]
) -> go.Figure:
    """Primary reason by centre; shade is the share of the centre's own denominator."""
    ever = [one.reason for one in given_reasons(whole) if one.primary.numerator]
    given = ever[:MOST_ACROSS]
    cells = [
        [next(one.primary for one in group.reasons if one.reason is reason) for reason in given]
        for group in groups
    ]
    names = [f"{group.group} (n\u00a0=\u00a0{group.denominator:,})" for group in groups]
    title = f"Primary reasons by centre, n = {whole.denominator:,} recommended therapies"
    if len(given) < len(ever):
        title += f"; the {len(given)} most frequent of {len(ever)} reasons"
    return _heat(title, [labels[reason] for reason in given], names, cells, letters=13)


def text_on(share: float | None) -> str | None:
    """The colour of the text in a cell of that share; ``None``, the page's own, in a blank one."""
    if share is None:
        return None
    return _LIGHT_TEXT if share > _LIGHT_TEXT_FROM else _DARK_TEXT


def _heat(
    title: str,
    across: Sequence[str],
    down: Sequence[str],
    cells: Sequence[Sequence[Proportion]],
    letters: int = 8,
) -> go.Figure:
    """A table of shares; each cell says its count and denominator, and nobody to count is left blank.

    ``letters`` is how many stand in one line above a column.
    """
    # Plotly reads its labels as markup; a long one above a narrow column is broken, not turned.
    broken = [[escape(line) for line in wrap(name, letters, break_long_words=False)] for name in across]
    across = ["<br>".join(lines) for lines in broken]
    above = 60 + _LINE_HEIGHT * max((len(lines) for lines in broken), default=1)
    down = [escape(name) for name in down]
    shares = [[cell.value for cell in row] for row in cells]
    figure = go.Figure(
        go.Heatmap(
            x=list(across), y=list(down), z=shares, zmin=0, zmax=1, showscale=False, xgap=2, ygap=2,
            colorscale=[list(stop) for stop in RAMP], hoverinfo="skip",
        )
    )  # fmt: skip
    for name, row in zip(down, cells, strict=True):
        for column, cell in zip(across, row, strict=True):
            figure.add_annotation(
                x=column, y=name, text=f"{cell.numerator:,} of {cell.denominator:,}", showarrow=False,
                font={"color": text_on(cell.value), "size": 13},
            )  # fmt: skip
    figure.update_layout(
        title={"text": title, "yref": "container", "y": 1, "yanchor": "top", "pad": {"t": 14}},
        height=above + 20 + ROW_HEIGHT * len(down),
        margin={"l": 10, "r": 10, "t": above, "b": 10},
        xaxis={"side": "top", "automargin": True, "showgrid": False, "tickangle": 0},
        yaxis={"autorange": "reversed", "automargin": True, "showgrid": False},
    )  # fmt: skip
    return figure
