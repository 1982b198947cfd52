"""A table whose cells can be longer than the screen is wide: a chosen row is told in full under it."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import streamlit as st

from components.csv_file import Cell, Share, Table, alt_of, days_of, frame_of, height_of, shown_words
from components.keys import wkey
from components.text import DASH, day, md


def table_in_full(
    table: Table,
    subject_id: str,
    what: str = "row",
    of: int | None = None,
    widths: Mapping[str, int] | None = None,
) -> int | None:
    """Draw the table and, of the row that is chosen, every cell; return the row's place.

    ``subject_id`` is what the table is about; ``widths`` are those of columns, in pixels.  ``None`` while
    no row is chosen.
    """
    st.caption(md(f"{shown_words(table, what, of)}; choose one to read all of it."))
    # A row that is chosen stays chosen only while the rows are the same.
    version = hashlib.sha256(repr(table).encode()).hexdigest()[:16]
    wide = {name: st.column_config.Column(width=width) for name, width in (widths or {}).items()}
    state: Any = st.dataframe(
        frame_of(table), hide_index=True, alt=alt_of(table, what), height=height_of(table),
        placeholder=DASH, column_config={**days_of(table), **wide}, key=wkey("in_full", subject_id, version),
        on_select="rerun", selection_mode="single-row",
    )  # fmt: skip
    picked: list[int] = [place for place in state.selection.rows if place < len(table.rows)]
    if not picked:
        return None
    st.text(" \N{MIDDLE DOT} ".join(f"{name}: {text}" for name, text in told(table, picked[0])))
    return picked[0]


def told(table: Table, place: int) -> list[tuple[str, str]]:
    """Every column of a row with its text; what is missing is an en dash."""
    return [(name, cell_words(cell)) for name, cell in zip(table.columns, table.rows[place], strict=True)]


def cell_words(cell: Cell) -> str:
    """A cell as the table shows it."""
    if cell is None:
        return DASH
    if isinstance(cell, Share):
        return cell.text
    if isinstance(cell, datetime):
        return f"{day(cell.date())}, {cell:%H:%M}"
    if isinstance(cell, date):
        return day(cell)
    return f"{cell:,}" if isinstance(cell, int) and not isinstance(cell, bool) else str(cell)
