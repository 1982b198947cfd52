"""x"""
import streamlit as st

import session

here = session.current()
st.title("Meeting")
