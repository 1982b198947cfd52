"""Entering one single test: which specimen, which method and marker, what it showed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from components.forms import Form, OnAct, Values
from domain.cases import not_after
from domain.findings import Origin
from domain.refused import Refused
from domain.single_test_rules import HER2_SCORES
from domain.single_test_words import (
    HER2,
    MMR,
    MMR_PROTEINS,
    PD_L1,
    PD_L1_UNITS,
    UNITS_OF,
    Marker,
    Method,
    Result,
    Unit,
    marker_named,
)
from domain.single_tests import TestResult
from domain.views.choices import Choice
from domain.views.intake import TestedSpecimen

Resolve = Callable[[str, Method], Marker]
"""The marker that a typed name stands for; raises ``Refused`` for what is none."""

PANELS = frozenset({Method.NGS_PANEL, Method.GERMLINE_PANEL})
_REPLACES = (Choice("replace", "Yes, this result replaces the earlier one"), Choice("no", "No"))
_ORIGINS = (
    Choice(Origin.SOMATIC, "Somatic"), Choice(Origin.GERMLINE, "Germline"), Choice(Origin.UNKNOWN, "Unknown"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EnteredTest:
    """One test as it was entered."""

    specimen: TestedSpecimen
    results: tuple[TestResult, ...]
    """One marker's; several where a panel found several changes in a gene."""
    reported_on: date
    replaces: bool


def single_test_form(
    form: Form, specimens: Sequence[TestedSpecimen], before: bool, resolve: Resolve, on_enter: OnAct
) -> None:
    """Draw the form; ``before`` where the same test is in the store already.

    What it builds is an ``EnteredTest``; fields that a method or marker has no use for are not drawn.
    """
    by_id = {one.option.specimen_id: one for one in specimens}
    options = [Choice(one, it.option.label) for one, it in by_id.items()]
    form.choice("Specimen", "specimen", options, placeholder="Search above, then choose")
    methods = [Choice(one, one.label) for one in Method]
    first, second, third = st.columns(3, gap="medium")
    with first:
        method = form.choice("Method", "method", methods)
    with second:
        typed = form.text("Marker", "marker", placeholder="ALK, ERBB2, MMR, PD-L1, HER2, 1p/19q")
    with third:
        form.day("Reported on", "reported_on", max_value=date.today())
    if method is None:
        st.caption("Choose the method: the fields that it has follow.")
        return
    kind = Method(method)
    known = marker_named(typed, kind) if typed.strip() else None
    name = known.name if known else typed.strip().upper()
    _result_fields(form, kind, name)
    _about_fields(form, kind)
    if before:
        form.pick(
            "This test of the specimen is in the store. Is it a correction?", "replaces", list(_REPLACES)
        )

    def build(values: Values) -> EnteredTest:
        return _entered(values, by_id, kind, resolve)

    form.button("Record test", build, on_enter)


def _result_fields(form: Form, method: Method, marker: str) -> None:
    of_mmr = method is Method.IHC and marker == MMR
    words = {Result.DETECTED: "Deficient", Result.NOT_DETECTED: "Proficient"} if of_mmr else {}
    form.pick("Result", "result", [Choice(one, words.get(one, one.label)) for one in Result])
    left, middle, right = st.columns(3, gap="medium")
    if of_mmr:
        with left:
            form.choices("Lost proteins", "lost", [Choice(one, one) for one in MMR_PROTEINS])
        return
    if method is Method.IHC and marker == HER2:
        with left:
            form.pick("HER2 score", "score", [Choice(one, one) for one in HER2_SCORES])
        return
    with left:
        if method in PANELS:
            form.area("What exactly, one change a line", "what", rows=2)
            st.caption("Nothing found: which part of the gene it covers, such as exons 18-21 or all.")
        else:
            form.text("What exactly", "what", placeholder="ALK rearranged, p.(Val600Glu), 1p/19q codeleted")
    units = PD_L1_UNITS if method is Method.IHC and marker == PD_L1 else UNITS_OF[method]
    if method is Method.IHC and marker != PD_L1:
        units = tuple(one for one in units if one not in PD_L1_UNITS)
    if units:
        with middle:
            form.text("Value", "value", placeholder="2.4, 60, <1")
        with right:
            form.choice("Unit", "unit", [Choice(one, one.label) for one in units])


def _about_fields(form: Form, method: Method) -> None:
    left, middle, right = st.columns(3, gap="medium")
    with left:
        form.text("Antibody, probe, kit or panel", "kit", placeholder="22C3, 4B5")
    with middle:
        form.number("Tumour cells, %", "tumour_cells", min_value=0.0, max_value=100.0)
    if method not in {Method.IHC, Method.GERMLINE_PANEL}:
        with right:
            form.pick("Origin", "origin", list(_ORIGINS))
    form.area("Comment", "comment", rows=2)


def _entered(
    values: Values, by_id: dict[str, TestedSpecimen], method: Method, resolve: Resolve
) -> EnteredTest:
    specimen = by_id.get(values.get("specimen") or "")
    reported_on: date | None = values.get("reported_on")
    if specimen is None:
        raise Refused("A test needs the specimen that it was done on; nothing was recorded.")
    if reported_on is None:
        raise Refused("A test needs the day it was reported; nothing was recorded.")
    not_after(reported_on, date.today(), "The day of the report")
    if (name := values.text("marker")) is None:
        raise Refused("A test needs its marker, such as ALK, MMR or PD-L1; nothing was recorded.")
    score = values.text("score")
    said = values.get("result") or (HER2_SCORES.get(score) if score else None)
    if said is None:
        raise Refused(
            "A test needs its result; nothing was recorded. One that was not done is not entered at all."
        )
    written = (line.strip() for line in (values.text("what") or "").splitlines())
    lines: list[str | None] = [line for line in written if line]
    value, unit = (score, Unit.SCORE) if score else (values.text("value"), _unit(values))
    if value and len(lines) > 1:
        raise Refused(
            "One value cannot be that of several changes; nothing was recorded. Write each value behind its "
            "change, or enter one change a test."
        )
    marker, origin = resolve(name, method), Origin(values.get("origin") or Origin.UNKNOWN)
    results = tuple(
        TestResult(
            marker.name, marker.gene, method, Result(said), what, value, unit, values.text("kit"), origin,
            values.get("tumour_cells"), tuple(sorted(values.get("lost") or ())), values.text("comment"),
        )
        for what in (lines or [None])
    )  # fmt: skip
    return EnteredTest(specimen, results, reported_on, values.get("replaces") == "replace")


def _unit(values: Values) -> Unit | None:
    said = values.get("unit")
    return Unit(said) if said and values.text("value") else None
