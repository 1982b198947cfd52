"""The controls above a table: what is shown, in which order, and what stands in force."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from components.finding_frames import COLUMNS, LABELS, SORTS, consequences, default_view
from components.keys import wkey
from components.text import md
from domain.findings import Origin
from domain.table_view import Filter, TableView
from domain.views.findings import SINGLE_TESTS, FindingTable

SaveView = Callable[[str, TableView], None]
_ORIGINS = {Origin.GERMLINE: "Germline", Origin.SOMATIC: "Somatic", Origin.UNKNOWN: "Unknown"}


@dataclass(frozen=True, slots=True)
class _Controls:
    """The widgets of one table; their keys name the table, so that they are the same for every case."""

    name: str
    view: TableView
    save: SaveView

    def key(self, control: str) -> str:
        """The key of a control."""
        return wkey(control, self.name)

    def value(self, control: str, otherwise: Any) -> Any:
        """What stands in a control now; what is in force where it is not drawn."""
        found = st.session_state.get(self.key(control))
        return otherwise if found is None else found

    def start(self, *controls: str) -> None:
        """Let controls that are not drawn yet begin with what is in force."""
        values = _values(self.view)
        for control in controls:
            st.session_state.setdefault(self.key(control), values[control])

    def changed(self) -> None:
        """Keep what the controls say; called whenever one of them changes."""
        it = self.view.filter
        columns = self.value("columns", self.view.columns)
        self.save(
            self.name,
            TableView(
                tuple(columns) or self.view.columns,
                self.value("sort", self.view.sort),
                Filter(
                    reported_only=self.value("reported_only", it.reported_only),
                    hide_non_coding=self.value("hide_non_coding", it.hide_non_coding),
                    hide_germline_database=self.value("hide_germline_database", it.hide_germline_database),
                    min_vaf_percent=float(self.value("min_vaf", it.min_vaf_percent)),
                    origins=tuple(self.value("origins", it.origins)),
                    consequences=tuple(self.value("consequences", it.consequences)),
                    gene=self.value("gene", it.gene),
                ),
            ),
        )

    def reset(self) -> None:
        """Back to how the table is looked at first."""
        first = default_view(self.name)
        for control, value in _values(first).items():
            # A control that is drawn has to be told: the browser keeps what stands in it.
            if self.key(control) in st.session_state:
                st.session_state[self.key(control)] = value
        self.save(self.name, first)


def _values(view: TableView) -> dict[str, Any]:
    """What each control says where a view is in force."""
    it = view.filter
    return {
        "columns": list(view.columns),
        "sort": view.sort if view.sort in SORTS else "file",
        "reported_only": it.reported_only,
        "hide_non_coding": it.hide_non_coding,
        "hide_germline_database": it.hide_germline_database,
        "min_vaf": it.min_vaf_percent,
        "origins": [one for one in it.origins if one in _ORIGINS],
        "consequences": list(it.consequences),
        "gene": it.gene,
    }


def table_controls(table: FindingTable, view: TableView, count: int, save: SaveView) -> None:
    """Draw the controls of a table, with what is in force: ``12 shown of 1,223 called``."""
    it = _Controls(table.name, view, save)
    small = table.name == "small_variants"
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        word = "recorded" if table.name == SINGLE_TESTS else "called"
        st.markdown(f"**{md(f'{count:,} shown of {len(table.rows):,} {word}')}**", width="content")
        _switches(it, small)
        # Kept open by its state: a filter changes the counts on the tabs, and those are drawn anew.
        more = st.popover("Columns and filters", key=it.key("more"), on_change="rerun")
        if more.open:
            with more:
                _more(it, table, small)
    if view.words:
        st.caption(md(view.words))


def _switches(it: _Controls, small: bool) -> None:
    it.start("reported_only", "gene", *(("hide_non_coding", "hide_germline_database") if small else ()))
    st.toggle("Only reported", key=it.key("reported_only"), on_change=it.changed)
    if small:
        st.toggle(
            "Hide synonymous and non-coding",
            key=it.key("hide_non_coding"),
            on_change=it.changed,
        )
        st.toggle(
            "Hide germline database",
            key=it.key("hide_germline_database"),
            on_change=it.changed,
        )
    st.text_input(
        "Gene or change",
        key=it.key("gene"),
        on_change=it.changed,
        label_visibility="collapsed",
        placeholder="Gene or change",
        width=150,
    )


def _more(it: _Controls, table: FindingTable, small: bool) -> None:
    known = COLUMNS[table.name]
    sorts = [sort for sort in SORTS if small or sort != "vaf" or it.view.sort == sort]
    it.start("sort", "columns", *(("min_vaf", "origins", "consequences") if small else ()))
    st.selectbox(
        "Order of the rows",
        sorts,
        key=it.key("sort"),
        format_func=SORTS.__getitem__,
        on_change=it.changed,
    )
    if small:
        st.number_input(
            "VAF at least, %",
            0.0,
            100.0,
            step=1.0,
            key=it.key("min_vaf"),
            on_change=it.changed,
        )
        st.multiselect(
            "Origin", [o.value for o in Origin], key=it.key("origins"),
            on_change=it.changed, format_func=lambda o: _ORIGINS[Origin(o)],
        )  # fmt: skip
        terms = tuple(dict.fromkeys((*consequences(table), *it.view.filter.consequences)))
        st.multiselect(
            "Consequence", terms, key=it.key("consequences"), on_change=it.changed,
            format_func=lambda term: term.replace("_", " "),
        )  # fmt: skip
    st.multiselect(
        "Columns, in their order", known, key=it.key("columns"), on_change=it.changed,
        format_func=LABELS.__getitem__,
    )  # fmt: skip
    st.button("Back to the first view", key=it.key("reset"), on_click=it.reset)
