"""Everybody arrives here and goes on to the page her role works on first."""

import streamlit as st

import session
from session.pages import first_page

here = session.current()

st.switch_page(first_page(here.actor).script)
