"""Two corrections of Streamlit's look that accessibility asks for (WCAG 2.2 AA), for pages with forms."""

import streamlit as st

# Day and month of a filled date are 16 px wide, where a target needs 24 (2.5.8).
_TARGETS = """
[data-testid="stDateInput"] [role="spinbutton"] {
  display: inline-flex; align-items: center; justify-content: center; min-width: 24px; min-height: 24px;
}"""
# The chosen one of several buttons is written in the primary colour: 3.6:1 in the dark, not 4.5 (1.4.3).
_CHOSEN = 'button[data-variant][data-selected="true"] p { color: #7CC4E2; }'


def readable_controls() -> None:
    """Make dates large enough to hit and, in the dark, chosen buttons bright enough to read."""
    dark = st.context.theme.type == "dark"
    st.html(f"<style>{_TARGETS}{_CHOSEN if dark else ''}</style>")
