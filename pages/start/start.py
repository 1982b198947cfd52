"""Everybody arrives here and goes on to the page her role works on first."""

from urllib.parse import urlsplit

import streamlit as st

import session
from components.states import not_found
from session.pages import first_page

here = session.current()

path = urlsplit(st.context.url or "").path.strip("/")
if path and path != "start":
    # An address that does not exist and one that this role is not offered read the same.
    not_found("page")
    st.page_link(first_page(here.actor).script, label=first_page(here.actor).title)
    st.stop()
st.switch_page(first_page(here.actor).script)
