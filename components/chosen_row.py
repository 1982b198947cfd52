"""A grid of which one row can be chosen, as high as its rows and no higher than a few of them."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components.grid_rows import ROW, height_of_rows
from components.text import DASH


def chosen_row(
    cells: Any, count: int, most: int, widths: Mapping[str, int], key: str, alt: str
) -> int | None:
    """Draw a grid of ``count`` rows, ``most`` of them seen at a time; return the place of the chosen one.

    ``widths`` are the pixels of its columns by name; a column that is not named takes what is left.
    """
    state: Any = st.dataframe(
        cells,
        key=key,
        height=height_of_rows(count, most),
        row_height=ROW,
        hide_index=True,
        placeholder=DASH,
        column_config={name: st.column_config.Column(width=width) for name, width in widths.items()},
        on_select="rerun",
        selection_mode="single-row",
        alt=alt,
    )
    return next((place for place in state.selection.rows if place < count), None)
