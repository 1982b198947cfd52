"""What the intake page does with a single test that is typed in, and the template for many."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from components.forms import Form, OnAct, form_from
from components.keys import wkey
from components.single_test_form import EnteredTest, single_test_form
from components.states import nothing_here
from data.ingest.cells import BadCell
from data.ingest.single_test_cells import marker_of
from data.ingest.single_tests import TEMPLATE, reading_of_tests
from data.read.intake import recorded_before, specimens_searched
from data.record.runs import record_run
from domain.acceptance import RunAcceptance, SampleAcceptance
from domain.refused import Refused
from domain.single_test_words import Marker, Method
from domain.single_tests import name_of_test
from domain.views.intake import TestedSpecimen
from session import Here

FILES, TEST = "Files of a run or sample", "Enter a single test"
RUN_NAME = "Single test"


def brought_as(here: Here, laboratory: str) -> str:
    """Draw the choice of what is brought; gives ``FILES`` or ``TEST``."""
    chosen = st.segmented_control(
        "What is brought in", [FILES, TEST], default=FILES, label_visibility="collapsed",
        key=wkey("brought", here.actor.user_id, laboratory),
    )  # fmt: skip
    return chosen or FILES


def enter_single_test(here: Here, laboratory: str) -> None:
    """Draw the search for a specimen and the form of one test."""
    form = form_from(here, "single_test", laboratory, 0)
    search_key = wkey("tested", laboratory)
    with here.reading() as reader:
        text = st.session_state.get(search_key) or ""
        found = specimens_searched(reader, text, _now(form, "specimen"))
        before = _name_now(form, found)
        known = before is not None and recorded_before(reader, before, laboratory)
    left, right = st.columns((2, 1), gap="medium", vertical_alignment="bottom")
    with left:
        st.text_input("Search a specimen by pseudonym or sample id", key=search_key)
    with right:
        st.download_button(
            "Template for many tests (CSV)", TEMPLATE, "single-tests.csv", "text/csv", on_click="ignore",
            key=wkey("template", laboratory), icon=":material/download:",
            help="Fill in one row a test, in any spreadsheet program, and upload it with the files.",
        )  # fmt: skip
    if text and not found:
        nothing_here("No specimen of yours goes by this name.", "Have the coordinator open a case first.")
    single_test_form(form, found, known, _resolve, _recording(here, laboratory))


def _now(form: Form, name: str) -> Any:
    """What stands in a field that is not drawn yet in this run."""
    return st.session_state.get(form.key(name), form.draft.get(name))


def _name_now(form: Form, found: tuple[TestedSpecimen, ...]) -> str | None:
    """The name under which the test goes as it stands in the form; ``None`` while that is not known."""
    chosen = next((one for one in found if one.option.specimen_id == _now(form, "specimen")), None)
    method, marker, day = _now(form, "method"), _now(form, "marker"), _now(form, "reported_on")
    if chosen is None or not method or not marker or not day:
        return None
    reported_on = date.fromisoformat(day) if isinstance(day, str) else day
    try:
        return name_of_test(chosen.name, Method(method), _resolve(marker, Method(method)).name, reported_on)
    except Refused:
        return None


def _resolve(name: str, method: Method) -> Marker:
    try:
        return marker_of(name, method)[0]
    except BadCell as bad:
        raise Refused(f"{bad.seen!r} is not {bad.expected}; nothing was recorded.") from bad


def _recording(here: Here, laboratory: str) -> OnAct:
    """What the button calls: the test becomes a profile of its own assay, in the act that takes runs."""
    record = here.act(record_run, "The test was recorded; it stands on the patient's case.")

    def enter(build: Callable[[], Any], version: int, token: str) -> bool:
        return record(lambda: _acceptance(build(), laboratory), version, token)

    return enter


def _acceptance(entered: EnteredTest, laboratory: str) -> RunAcceptance:
    first = entered.results[0]
    name = name_of_test(entered.specimen.name, first.method, first.marker, entered.reported_on)
    sample = SampleAcceptance(
        reading_of_tests(name, entered.results),
        (entered.specimen.option.specimen_id,),
        None,
        entered.reported_on,
        entered.replaces,
    )
    return RunAcceptance(RUN_NAME, laboratory, (), (sample,))
