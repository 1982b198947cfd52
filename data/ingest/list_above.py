"""What a row takes from the one above: merged cells, and cells that say so (``idem``); never a blank."""

from collections.abc import Sequence
from typing import TypeVar

from data.ingest.workbook import Sheet
from domain.brought_list import ListCell

Cell = TypeVar("Cell", ListCell, str)

_SIGNS = frozenset({'"', "''", "\u201c", "\u201d", "\u201e", "\u2033", "\u3003", ",,", "\u2191"})
_WORDS = frozenset(
    {"idem", "id.", "ditto", "dito", "do.", "same", "same as above", "as above", "see above", "zelfde"}
    | {"hetzelfde", "zie boven", "zie hierboven", "m\u00eame", "le m\u00eame", "la m\u00eame"}
    | {"voir ci-dessus", "ci-dessus"}
)


def filled(sheet: Sheet) -> list[list[ListCell]]:
    """The rows with every merged range holding throughout what stands in its first cell."""
    rows = [list(row) for row in sheet.rows]
    for top, left, bottom, right in sheet.merged or ():
        if top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        for row in rows[top : bottom + 1]:
            for at in range(left, min(right + 1, len(row))):
                row[at] = value
    return rows


def is_ditto(cell: object) -> bool:
    """True for a cell that says: the same as above."""
    if not isinstance(cell, str):
        return False
    text = " ".join(cell.split()).strip("-").strip().casefold()
    return text in _SIGNS or text in _WORDS


def take_from(above: Sequence[Cell], row: list[Cell], blank: Cell) -> list[int]:
    """Put what stands ``above`` into every cell of a row that says so; returns where that was done.

    Where nothing stands above, the cell becomes ``blank``.
    """
    places = [at for at, cell in enumerate(row) if is_ditto(cell)]
    for at in places:
        row[at] = above[at] if at < len(above) else blank
    return places


def from_above(rows: Sequence[list[ListCell]], header: int) -> dict[int, list[int]]:
    """The same in every row below ``header`` (0-based), whatever blank rows lie between.

    Returns the lines (1-based) in which that was done, by column.
    """
    taken: dict[int, list[int]] = {}
    above: Sequence[ListCell] = ()
    for line, row in enumerate(rows[header + 1 :], header + 2):
        for at in take_from(above, row, None):
            taken.setdefault(at, []).append(line)
        if any(cell is not None for cell in row):
            above = row
    return taken
