"""Builders of panel lists: rows with defaults, loaded and put in force by real acts."""

import hashlib
from datetime import date
from typing import Any

from data.journal import new_id
from data.read.panels import panel_lists
from data.record import panels
from data.reference.panel_rows import panel_row
from data.store import Store
from domain.panels import COLUMNS, PanelInForce, PanelList, PanelLoading, PanelReading, PanelRow
from tests.builders import actor

DATED = date(2026, 2, 1)


def row(line: int = 2, **cells: str) -> PanelRow:
    """BRAF V600 in lung by sequencing, by default; ``cells`` are the template's."""
    values = dict.fromkeys(COLUMNS, "") | {
        "tumour_label": "Lung cancer", "oncotree_codes": "NSCLC", "gene": "BRAF", "regions": "V600",
        "alteration_types": "small variant", "source": "Annex 2",
    }  # fmt: skip
    return panel_row(values | cells, line)


def panel(*rows: PanelRow) -> PanelList:
    """A list of these rows, or of the default one."""
    return PanelList("a" * 64, "Small list", "Annex 2", "2026-1", DATED, False, rows or (row(),))


def loading(*rows: PanelRow, **overrides: Any) -> PanelLoading:
    """A list as the administrator brings it in; its SHA-256 is that of its rows."""
    held = rows or (row(),)
    sha256 = hashlib.sha256(repr(held).encode()).hexdigest()
    values: dict[str, Any] = {
        "reading": PanelReading(sha256, held, len(held)), "name": "Small list", "source": "Annex 2",
        "version": "2026-1", "dated": DATED,
    }  # fmt: skip
    return PanelLoading(**(values | overrides))


def load(store: Store, *rows: PanelRow, in_force: bool = True, **overrides: Any) -> str:
    """Load a list and put it in force; return its id."""
    value = loading(*rows, **overrides)
    panel_id = panels.record_panel_list(store, actor("administrator"), value, 0, new_id()).subject_id
    if in_force:
        switch(store, panel_id)
    return panel_id


def switch(store: Store, panel_id: str | None, seen: int | None = None, reason: str = "Read in May.") -> None:
    """Put a list in force, or none."""
    version = panel_lists(store, actor("administrator")).version if seen is None else seen
    value = PanelInForce(panel_id, reason)
    panels.record_panel_in_force(store, actor("administrator"), value, version, new_id())
