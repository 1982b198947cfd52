"""Corrections of Streamlit's look: four for WCAG 2.2 AA, one that keeps exports ours, one for long names."""

import streamlit as st

# Day and month of a filled date are 16 px wide, the cross that clears a list 21; a target needs 24 (2.5.8).
_TARGETS = """
[data-testid="stDateInput"] [role="spinbutton"] {
  display: inline-flex; align-items: center; justify-content: center; min-width: 24px; min-height: 24px;
}
:is([data-testid="stMultiSelect"], [data-testid="stSelectbox"]) button[aria-label^="Clear"] {
  min-width: 24px; min-height: 24px;
}"""
# The chosen one of several buttons is written in the primary colour: 3.6:1 in the dark, not 4.5 (1.4.3).
# Streamlit's own rule is as particular as this one and comes later, hence important.
_CHOSEN = 'button[data-variant][data-selected="true"] { color: inherit !important; }'

_LINK = '[data-testid="stHtml"] a { color: inherit; }'

# The same for the chosen tab, which axe does not see.
_TAB = '[data-testid="stTab"][aria-selected="true"] { color: inherit; }'

# Streamlit's theme greys a figure's labels to 3.7:1; the text's own colour turns with the theme.
_FIGURES = """
.js-plotly-plot :is(.xtick, .ytick, .bars) text, .js-plotly-plot :is(.xtitle, .ytitle, .gtitle, .legendtext) {
  fill: currentColor !important;
}"""

# A grid's own file writes cells as they are, so that a spreadsheet runs one that begins with an equals sign,
# and does not say that synthetic data are. Files are taken by the buttons of ``csv_file``.
_NO_FILE = '[data-testid="stElementToolbar"] button[aria-label^="Download as CSV"] { display: none; }'


# Of two patients who begin alike a list that cuts their pseudonyms shows the same twice.
_WHOLE = """
[data-testid="stPageLink-NavLink"] :is(span, div, p):not([data-testid="stIconMaterial"]) {
  white-space: normal; overflow: visible; overflow-wrap: anywhere;
}"""


def readable_controls() -> None:
    """Make dates large enough to hit, buttons, figures and names readable; let no grid write its own file."""
    st.html(f"<style>{_TARGETS}{_CHOSEN}{_LINK}{_TAB}{_FIGURES}{_NO_FILE}{_WHOLE}</style>")
