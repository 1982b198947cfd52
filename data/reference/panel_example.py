"""The EXAMPLE of a panel list that ships: it shows the mechanism and is nobody's list."""

import hashlib
from datetime import date
from functools import cache

from data.reference.panel_rows import BadPanelCell, panel_row
from data.reference.table import FOLDER, BrokenTable, read_table
from domain.panels import COLUMNS, PanelList

TABLE = "panel_example.tsv"


@cache
def example_panel() -> PanelList:
    """The example as a list. Raises ``BrokenTable`` on a damaged file."""
    table = read_table(TABLE, COLUMNS)
    try:
        rows = tuple(panel_row(row, place) for place, row in enumerate(table.rows, start=1))
    except BadPanelCell as bad:
        raise BrokenTable(
            f"The reference table {TABLE} cannot be used: {bad.column} holds {bad.seen!r}. Put back the file "
            "that came with the program."
        ) from bad
    return PanelList(
        panel_id=hashlib.sha256((FOLDER / TABLE).read_bytes()).hexdigest(),
        name=table.notes["name"],
        source=table.notes["source"],
        version=table.notes["version"],
        dated=date.fromisoformat(table.notes["date"]),
        example=True,
        rows=rows,
    )
