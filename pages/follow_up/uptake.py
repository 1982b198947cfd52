"""How far patients came, what physicians answered and why, and what still waits."""

import streamlit as st

import session
from components import uptake_figures as figures
from components.csv_file import csv_button, table_shown
from components.states import nothing_here, synthetic_mark
from components.text import md
from components.uptake_filter import filters_shown, narrowed_to, reasons_of
from components.uptake_summary import (
    left_out_sentence,
    pending_sentence,
    pending_table,
    reasons_sentence,
    turnaround_sentence,
    turnaround_table,
    uptake_sentence,
)
from data.read import uptake as facts_of
from data.read.choices import choices, label
from domain.codes import ReasonNotFollowed
from endpoints.funnel import funnel, turnaround
from endpoints.uptake import (
    pending_answers,
    reasons_by_centre,
    reasons_table,
    uptake,
    uptake_by_centre,
    uptake_by_kind,
)

here = session.current()
user = here.actor.user_id
with here.reading() as reader:
    centres = facts_of.uptake_centres(reader)
    facts = facts_of.uptake_facts(reader, narrowed_to(user))
