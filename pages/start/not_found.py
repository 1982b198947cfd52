"""What every address answers that no page of the acting role has; it reads nothing."""

import streamlit as st

import session
from components.states import not_found
from session.pages import first_page

here = session.current()

# An address that does not exist and one that this role is not offered read the same.
not_found("page")
first = first_page(here.actor)
st.page_link(first.script, label=first.title_for(here.actor), icon=":material/arrow_forward:")
