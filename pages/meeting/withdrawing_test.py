"""Withdrawing a single test on its case. Functions only: ``acts.py`` calls them."""

import streamlit as st

from components.forms import form_from
from components.keys import wkey
from components.states import nothing_here
from components.withdraw_test_form import withdraw_test_form
from data.read.test_results import standing_tests
from data.record.single_test_withdrawals import record_test_withdrawal
from session import Here


def withdrawing_test(here: Here, case_id: str) -> None:
    """Draw the choice of a test that stands, then the form about it; nothing is chosen for the person."""
    with here.reading() as reader:
        tests = {one.profile_id: one for one in standing_tests(reader, case_id)}
    if not tests:
        nothing_here("No single test stands on this case.", "One is entered under Intake.")
        return
    chosen = st.selectbox(
        "Single test to withdraw", list(tests), index=None, key=wkey("withdraw_test_which", case_id),
        format_func=lambda one: tests[one].label if one in tests else "",
    )  # fmt: skip
    if chosen is None or chosen not in tests:
        return
    form = form_from(here, "withdraw_test", chosen, tests[chosen].version)
    told = "The test was withdrawn; it stays in the record with its reason."
    withdraw_test_form(form, tests[chosen], here.act(record_test_withdrawal, told))
