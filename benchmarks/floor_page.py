"""The bare script beside which a page is measured: the same elements, from constants."""

import os
from pathlib import Path

import streamlit as st

from benchmarks.floor_elements import constants, draw

st.set_page_config(page_title="Floor", layout="wide")
draw(constants(Path(os.environ["MTB_FLOOR_RECORDING"])), st)
