"""The comparison of the whole profile with a small panel: its sentences, tables and figure."""

from collections.abc import Callable, Sequence

import plotly.graph_objects as go

from components.csv_file import Cell, Table
from components.text import DASH
from components.uptake_figures import ACCENT, FRAME, left_out_text, share_cell
from components.uptake_summary import left_out_sentence
from endpoints.panel_yield import FindingsCovered, PanelYield
from endpoints.proportion import Proportion

PANEL = "#E69F00"
"""Okabe-Ito orange; the whole profile has the accent colour."""
_MARKS: tuple[tuple[str, str, str, Callable[[PanelYield], Proportion]], ...] = (
    ("whole profile", ACCENT, "circle", lambda one: one.whole),
    ("panel", PANEL, "diamond", lambda one: one.panel),
)
MOST_GROUPS = 12
_ROW = 26


def interval_text(one: Proportion) -> str:
    """The 95 % interval in per cent; an en dash of nobody."""
    found = one.interval
    return DASH if found is None else f"{100 * found[0]:.1f} to {100 * found[1]:.1f} %"


def with_interval(one: Proportion) -> str:
    """Counts, per cent and the 95 % interval (Wilson)."""
    return f"{one.text}, 95 % interval {interval_text(one)}"


def p_text(one: PanelYield) -> str:
    """McNemar's p, in words where it is very small or there is none."""
    p = one.p_value
    if p is None:
        return DASH
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def yield_sentences(one: PanelYield, title: str) -> str:
    """The comparison in sentences, always with list and date."""
    if not one.whole.denominator:
        return f"Nobody can be compared by {title} yet. {left_out_sentence(one.whole.left_out)}"
    all_of_them = one.whole_of_profiled.denominator
    low, high = one.bounds
    told = [
        f"Of all {all_of_them:,} profiled patients, who is not known counted as not so far: actionable by "
        f"the whole profile {with_interval(one.whole_of_profiled)}; by the panel "
        f"{with_interval(one.panel_of_profiled)}.",
        f"Of those of whom both are known: by the whole profile {with_interval(one.whole)}; by the panel "
        f"{with_interval(one.panel)}.",
        f"{one.discordant:,} discordant: {one.only_profile:,} by the profile only, "
        f"{one.only_panel:,} by the panel only; McNemar's exact p {p_text(one)}.",
        left_out_sentence(one.whole.left_out),
    ]
    if one.not_told:
        told.append(f"With those of whom the list cannot tell: {low.text} to {high.text}.")
    if one.without_list:
        told.append(
            f"Of those found by the profile only, {one.without_list:,} have a tumour type without a row."
        )
    return "\n".join([f"By {title}.", *told])


def yield_table(groups: Sequence[tuple[str, PanelYield]]) -> Table:
    """One row a group, with both counts over the same patients, the pairs, and who is left out."""
    rows: list[tuple[Cell, ...]] = [
        (
            by,
            one.group,
            share_cell(one.whole_of_profiled),
            share_cell(one.panel_of_profiled),
            share_cell(one.whole),
            interval_text(one.whole),
            share_cell(one.panel),
            interval_text(one.panel),
            one.both,
            one.only_profile,
            one.only_panel,
            one.neither,
            p_text(one),
            one.without_list,
            left_out_text(one.whole),
        )
        for by, one in groups
    ]
    columns = (
        "By", "Group", "Whole profile, of profiled", "Panel, of profiled", "Whole profile, both known",
        "95 % interval, profile", "Panel, both known", "95 % interval, panel",
        "Both", "Profile only", "Panel only", "Neither", "McNemar's exact p", "No row for the tumour type",
        "Left out",
    )  # fmt: skip
    return Table("Actionable by profile and by panel", columns, tuple(rows))


def numbers_table(groups: Sequence[tuple[str, PanelYield]]) -> Table:
    """The same as plain numbers, for the file: shares and intervals as parts of 1, and p as it is."""
    rows = tuple(
        (by, one.group, *_numbers(one.whole), *_numbers(one.panel), one.p_value) for by, one in groups
    )
    parts = ("", ", 95 % from", ", 95 % to")
    columns = (
        "By", "Group", *(f"Share by the whole profile, both known{part}" for part in parts),
        *(f"Share by the panel, both known{part}" for part in parts), "McNemar's exact p",
    )  # fmt: skip
    return Table("Yield in numbers", columns, rows)


def _numbers(one: Proportion) -> tuple[Cell, ...]:
    low, high = one.interval or (None, None)
    return one.value, low, high


def findings_table(covered: FindingsCovered) -> Table:
    """What the list says of each actionable finding, and why it is not covered."""
    rows: list[tuple[Cell, ...]] = [("Found", share_cell(covered.found))]
    rows += [(f"Not covered: {gap.words.lower()}", share_cell(one)) for gap, one in covered.gaps]
    rows.append(("Cannot be told", share_cell(covered.cannot_tell)))
    return Table("Actionable findings by what the list says", ("The list says", "Findings"), tuple(rows))


def groups_left_out(groups: Sequence[PanelYield]) -> str:
    """Which groups the figure has no room for or nothing to draw of; empty where it has all."""
    with_pairs = sum(bool(one.whole.denominator) for one in groups)
    drawn = min(with_pairs, MOST_GROUPS)
    if drawn == len(groups):
        return ""
    empty = len(groups) - with_pairs
    return (
        f"{drawn:,} of {len(groups):,} groups are drawn, those with the most pairs; without any pair: "
        f"{empty:,}. The table has all."
    )


def yield_figure(groups: Sequence[PanelYield], title: str) -> go.Figure:
    """Two marks a group with counts and interval, for profile and panel; a group without pairs has none."""
    shown = [one for one in groups if one.whole.denominator][:MOST_GROUPS]
    figure = go.Figure()
    labels: list[list[str]] = []
    for name, colour, symbol, part_of in _MARKS:
        parts = [part_of(one) for one in shown]
        shares = [100 * (part.value or 0.0) for part in parts]
        spread = [part.interval or (0.0, 0.0) for part in parts]
        labels.append(
            [
                f"{one.group}: {name}, {part.numerator:,} of {part.denominator:,}"
                for one, part in zip(shown, parts, strict=True)
            ]
        )
        figure.add_scatter(
            y=labels[-1], x=shares, mode="markers", name=name,
            marker={"color": colour, "size": 11, "symbol": symbol},
            error_x={
                "type": "data", "symmetric": False, "thickness": 2, "width": 4, "color": colour,
                "array": [100 * high - share for share, (_, high) in zip(shares, spread, strict=True)],
                "arrayminus": [share - 100 * low for share, (low, _) in zip(shares, spread, strict=True)],
            },
            hovertemplate="%{y}: %{x:.1f} %<extra></extra>",
        )  # fmt: skip
    order = [label for pair in zip(*labels, strict=True) for label in pair]
    total = groups[0].whole.denominator if groups else 0
    figure.update_layout(
        title={"text": f"Actionable patients, n = {total:,} pairs, with 95 % intervals<br>{title}"},
        showlegend=False, height=FRAME + 40 + _ROW * len(order),
        margin={"l": 10, "r": 20, "t": 70, "b": 40},
        xaxis={"title": {"text": "% of patients of whom both are known"}, "range": [-2, 102], "nticks": 6},
        yaxis={"autorange": "reversed", "automargin": True, "ticks": "", "categoryorder": "array",
               "categoryarray": order},
    )  # fmt: skip
    return figure
