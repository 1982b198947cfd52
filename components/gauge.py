"""A biomarker as a gauge: the value on its scale, the cut-off by its name, the cohort behind it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from html import escape

import plotly.graph_objects as go
import streamlit as st

from components.keys import wkey
from components.reasons import ABOVE, told_above
from components.text import DASH, counted, md
from domain.findings import BiomarkerName, BiomarkerState, amount_words
from domain.thresholds import Band, Threshold
from domain.views.findings import BiomarkerView
from endpoints.cohort_position import CohortPosition, position_in

DIALS = (BiomarkerName.TMB, BiomarkerName.MSI, BiomarkerName.MSI_SUM_JSD)
"""What the board reads against a cut-off; the other numbers of a profile stand below in words."""
FEWEST_FOR_A_PERCENTILE = 10
_BINS = 40
_PATIENT, _COHORT, _CUT, _GREY = "#2F8DC2", "rgba(128,136,144,0.38)", "#808890", "rgba(230,159,0,0.20)"
_STATES = {BiomarkerState.NOT_ASSESSED: "not assessed", BiomarkerState.NOT_EVALUABLE: "not evaluable"}


def gauges(biomarkers: Sequence[BiomarkerView], profile_id: str, outcome_reason: str | None = None) -> None:
    """Draw the biomarkers of a profile: two gauges a row, then the other numbers, a line each.

    ``outcome_reason`` is what the technical outcome above says: that reason is not said again.
    """
    biomarkers = [
        replace(one, reason=f"{ABOVE[0].upper()}{ABOVE[1:]}.")
        if told_above(one.reason, outcome_reason)
        else one
        for one in biomarkers
    ]
    dials = [one for one in biomarkers if one.name in DIALS]
    for start in range(0, len(dials), 2):
        for column, one in zip(st.columns(2), dials[start : start + 2], strict=False):
            with column:
                gauge(one, profile_id)
    facts = [one for one in biomarkers if one.name not in DIALS]
    if facts:
        with st.container(gap=None):
            for said, more in map(fact_words, facts):
                st.markdown(f"**{md(said)}** {md(more)}")


def fact_words(one: BiomarkerView) -> tuple[str, str]:
    """A number without a dial: what it is, and where it lies in the cohort or why it cannot be read."""
    cohort = cohort_words(position_of(one)).rstrip(".")
    if not _is_readable(one):
        state = _STATES.get(one.state, "not evaluable")
        return f"{one.label} {state}", f"{_why(one)} {_in_file(one)}".strip()
    return f"{one.label} {_amount(one)}", f"{cohort[0].lower()}{cohort[1:]}, {_band(one)}"


def gauge(one: BiomarkerView, profile_id: str) -> None:
    """Draw one biomarker; one that cannot be read says why and has no dial."""
    if not _is_readable(one):
        _without_value(one)
        return
    st.plotly_chart(
        figure(one),
        key=wkey("gauge", profile_id, one.name.value),
        alt=f"{value_words(one)}. {cut_off_words(one.threshold)} {cohort_words(position_of(one))}",
        config={"displaylogo": False, "modeBarButtons": [["toImage"]]},
    )


def gauge_numbers(biomarkers: Sequence[BiomarkerView], profile_id: str) -> None:
    """The table beside the gauges: every number they draw, with the source of its cut-off."""
    place = st.popover("Numbers of the gauges", key=wkey("gauge_numbers", profile_id), on_change="rerun")
    if not place.open:
        return
    with place:
        st.dataframe(
            {
                "Biomarker": [one.label for one in biomarkers],
                "Value": [one.value_text for one in biomarkers],
                "Unit": [one.unit or None for one in biomarkers],
                "In the file": [one.written for one in biomarkers],
                "State": [_STATES.get(one.state, _band(one)) for one in biomarkers],
                "Cut-off": [cut_off_words(one.threshold) for one in biomarkers],
                "Source of the cut-off": [one.threshold and one.threshold.source for one in biomarkers],
                "Cohort": [cohort_words(position_of(one)) for one in biomarkers],
                "From": [one.source for one in biomarkers],
            },
            hide_index=True,
            placeholder=DASH,
            width=900,
            alt="The numbers that the gauges draw, with the source of each cut-off",
        )


def _is_readable(one: BiomarkerView) -> bool:
    state = BiomarkerState.VALUE
    return one.state is state and one.value is not None and one.band is not Band.NOT_EVALUABLE


def _without_value(one: BiomarkerView) -> None:
    st.markdown(f"### {md(one.label)} {md(_STATES.get(one.state, 'not evaluable'))}")
    st.text(_why(one))
    if told := _in_file(one):
        st.caption(md(told))
    st.caption(md(f"{cut_off_words(one.threshold)} {one.source}."))


def _why(one: BiomarkerView) -> str:
    return one.reason or "The quality metrics of the file do not carry this value."


def _in_file(one: BiomarkerView) -> str:
    """The number that the file writes all the same; a tumour fraction's may be in one of two units."""
    if one.written is None:
        return ""
    told = one.written if one.unit == "fraction" else amount_words(None, one.written, one.unit)
    return f"The number in the file, {told}, is not to be relied on."


def value_words(one: BiomarkerView) -> str:
    """Value, unit and band: ``TMB 12.6 mutations/Mb, high``."""
    return f"{one.label} {_amount(one)}, {_band(one)}"


def _amount(one: BiomarkerView) -> str:
    return amount_words(one.value, one.value_text or "", one.unit)


def cut_off_words(threshold: Threshold | None) -> str:
    """The cut-off by its name, with its version."""
    if threshold is None:
        return "No cut-off is in force for this assay."
    low = f"{'from' if threshold.value_counts_above else 'above'} {threshold.value} {threshold.unit}"
    if threshold.upper is not None:
        low = f"grey zone {threshold.value} to {threshold.upper} {threshold.unit}"
    return f"Cut-off {threshold.label}: {low} (version {threshold.version})."


@lru_cache(maxsize=256)
def position_of(one: BiomarkerView) -> CohortPosition:
    """Where the value stands among the cohort's; profiles without the number are left out and counted."""
    found = position_in(one.value, one.cohort)
    unmeasured = (("not measured", one.not_measured),) if one.not_measured else ()
    return replace(found, left_out=(*found.left_out, *unmeasured))


def cohort_words(position: CohortPosition) -> str:
    """The percentile with its n and who is left out, or why there is none."""
    left_out = "; ".join(f"{count} {why} left out" for why, count in position.left_out if count)
    more = f" ({left_out})" if left_out else ""
    if position.percentile is None or position.n < FEWEST_FOR_A_PERCENTILE:
        return f"Too few for a percentile, n = {counted(position.n, 'profile')}{more}."
    return f"Percentile {position.percentile:.0f} of n = {position.n:,} profiles{more}."


@lru_cache(maxsize=256)
def figure(one: BiomarkerView) -> go.Figure:
    """The gauge as a figure; shared between sessions, so nobody changes it."""
    value = one.value or 0.0
    end = _end_of_scale(one, value)
    made = go.Figure()
    heights, edges, beyond = _distribution(one.cohort, end)
    made.add_scatter(
        x=edges, y=heights, mode="lines", line={"width": 0, "shape": "hv"}, fill="tozeroy", fillcolor=_COHORT,
        hoverinfo="skip", name="Cohort",
    )  # fmt: skip
    _cut_off(made, one.threshold)
    made.add_shape(type="line", x0=value, x1=value, y0=0, y1=1.0, line={"color": _PATIENT, "width": 4})
    made.add_scatter(
        x=[value], y=[1.0], mode="markers", marker={"symbol": "triangle-down", "size": 13, "color": _PATIENT},
        hovertemplate=f"{escape(value_words(one))}<extra></extra>", name="This profile",
    )  # fmt: skip
    axis = f"{one.unit}; grey: cohort" + (f", {beyond} beyond the scale" if beyond else "")
    place = escape(_on_two_lines(cohort_words(position_of(one)))).replace("\n", "<br>")
    told = f"<b>{escape(_band(one))}</b>, {place}<br>{escape(one.source)}"
    made.update_layout(
        height=208,
        margin={"l": 8, "r": 12, "t": 116, "b": 38},
        title={
            # One text: the theme draws a subtitle too pale for the back row; its font sets the lines.
            # The unit is smaller: on a small screen the camera would lie over its last letters.
            "text": f"<span style='font-size:20px'>{escape(one.label)} <b>{escape(one.value_text or '')}</b> "
            f"<span style='font-size:16px'>{escape(one.unit)}</span></span>"
            f"<br><span style='font-size:13px;font-weight:400'>{told}</span>",
            "font": {"size": 15},
            "x": 0,
            "xref": "container",
            "y": 0.9,
            "yanchor": "top",
        },
        showlegend=False,
        xaxis={
            "range": [0, end], "title": {"text": escape(axis), "standoff": 2}, "zeroline": False,
            "showgrid": False, "ticks": "outside",
        },
        yaxis={"range": [0, 1.12], "visible": False, "fixedrange": True},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        dragmode=False,
    )  # fmt: skip
    return made


def _on_two_lines(words: str) -> str:
    """Who is left out goes to a line of its own: half a column of a small screen is narrow."""
    start, found, rest = (words[:1].lower() + words[1:].rstrip(".")).partition(" (")
    return f"{start}\n({rest}" if found else start


def _band(one: BiomarkerView) -> str:
    return one.threshold.label_of(one.band) if one.threshold else "no cut-off in force"


def _end_of_scale(one: BiomarkerView, value: float) -> float:
    """The scale shows the value, the cut-off and all but the highest twentieth of the cohort."""
    evaluable = sorted(v for v in one.cohort if v is not None)
    most = evaluable[int(0.95 * (len(evaluable) - 1))] if evaluable else 0.0
    cut = float((one.threshold.upper or one.threshold.value) if one.threshold else 0)
    return max(value * 1.1, cut * 1.5, most, 1.0)


def _distribution(cohort: Sequence[float | None], end: float) -> tuple[list[float], list[float], int]:
    """Heights (0-0.8) and left edges of the cohort's histogram, and how many lie beyond the scale."""
    counts, beyond = [0] * _BINS, 0
    for value in cohort:
        if value is None:
            continue
        if value > end:
            beyond += 1
        else:
            counts[min(max(int(value / end * _BINS), 0), _BINS - 1)] += 1
    highest = max(counts) or 1
    edges = [end * place / _BINS for place in range(_BINS + 1)]
    return [0.8 * count / highest for count in counts] + [0.0], edges, beyond


def _cut_off(made: go.Figure, threshold: Threshold | None) -> None:
    if threshold is None:
        return
    value = float(threshold.value)
    if threshold.upper is not None:
        made.add_vrect(x0=value, x1=float(threshold.upper), fillcolor=_GREY, line_width=0, layer="below")
    for at in (threshold.value, threshold.upper):
        if at is not None:
            made.add_vline(x=float(at), line={"color": _CUT, "width": 1.5, "dash": "dash"})
    named = f"{threshold.label} {'from' if threshold.value_counts_above else 'above'} {threshold.value}"
    if threshold.upper is not None:
        named = f"{threshold.label} grey zone {threshold.value} to {threshold.upper}"
    made.add_annotation(
        x=value, y=1.0, yref="paper", text=escape(named), showarrow=False, xanchor="left", yanchor="bottom",
        xshift=-4, font={"size": 12},
    )  # fmt: skip
