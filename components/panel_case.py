"""What the panel list in force would have found of one case, with the list and its date."""

import streamlit as st

from components.csv_file import Cell, Table, csv_button
from components.panel_lists import EXAMPLE_WORDS
from components.table_in_full import table_in_full
from components.text import day, md
from domain.panel_answers import PanelState
from domain.views.panels import CasePanel

TITLE = "**What the small panel would have found**"
_SIGNS = {
    PanelState.FOUND: "\N{CHECK MARK} Found",
    PanelState.NOT_COVERED: "\N{MULTIPLICATION X} Not covered",
    PanelState.CANNOT_TELL: "? Cannot be told",
}


def panel_of_case(case_id: str, panel: CasePanel | None, synthetic: bool) -> None:
    """Draw the findings that matter and what the list says of each; one line where no list is in force."""
    st.markdown(TITLE)
    if panel is None:
        st.caption(
            "No panel list is in force, so nothing is said. The administrator puts one in force on Panels."
        )
        return
    source = "" if panel.example else f" {panel.source}."
    st.caption(md(f"{panel.title}.{source} Computed by the program from the rows of this list."))
    if panel.example:
        st.warning(EXAMPLE_WORDS, icon=None)
    if not panel.findings:
        st.text("No finding of a profile is reported, classified as actionable or rested on yet.")
        return
    table = case_table(panel)
    table_in_full(table, case_id, "finding")
    mark = "panel-example" if panel.example else "panel"
    csv_button(lambda: [table], mark, case_id, synthetic, about=f"{panel.title}; {panel.source}")


def case_table(panel: CasePanel) -> Table:
    """One row a finding; list and date stand above it, and in the first row of its file."""
    rows: list[tuple[Cell, ...]] = [
        (one.label, _SIGNS[one.answer.state], one.answer.because, one.why, day(one.dated))
        for one in panel.findings
    ]
    found = sum(one.answer.state is PanelState.FOUND for one in panel.findings)
    name = f"{found:,} of {len(rows):,} would have been found"
    return Table(name, ("Finding", "Panel", "Why", "Asked because", "Valid on"), tuple(rows))
