"""What happened to the last act, said once at the top of the page."""

from collections.abc import Sequence

import streamlit as st

from components.text import md


def said(sentences: Sequence[tuple[str, str]]) -> None:
    """Draw each sentence: what was recorded, or what was refused and what to do."""
    for kind, sentence in sentences:
        if kind == "done":
            st.success(md(sentence), icon=":material/check:")
        else:
            st.error(md(sentence), icon=":material/block:")
