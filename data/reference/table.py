"""Reads one reference table: comment lines that say where it comes from, a header, rows."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
REQUIRED_NOTES = ("source", "date", "version", "licence")


class BrokenTable(Exception):
    """A reference table that ships with the program cannot be used as it lies.

    The sentence names the file, the line and what to do.
    """


@dataclass(frozen=True, slots=True)
class Table:
    """A reference table with what its head says of its origin."""

    name: str
    notes: dict[str, str]
    """Source, date, version, licence and further notes, by their lower-case name."""
    rows: tuple[dict[str, str], ...]
    """Every row by column name; a blank cell is an empty text."""


def read_table(name: str, columns: tuple[str, ...], folder: Path = FOLDER) -> Table:
    """Read the tab-separated table ``name`` and check that it has ``columns``.

    Raises ``BrokenTable`` when the file is missing, is not UTF-8, lacks a note of origin or a
    column, or when a row is longer or shorter than the header.
    """
    lines = _lines(name, folder)
    notes: dict[str, str] = {}
    header: list[str] | None = None
    rows: list[dict[str, str]] = []
    for number, line in enumerate(lines, start=1):
        if header is None and line.startswith("#"):
            key, _, said = line[1:].partition(":")
            notes[key.strip().lower()] = said.strip()
            continue
        if not line:
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            _check_head(name, notes, header, columns)
            continue
        if len(cells) != len(header):
            raise _broken(name, f"line {number} has {len(cells)} cells where the header has {len(header)}")
        rows.append(dict(zip(header, cells, strict=True)))
    if not rows:
        raise _broken(name, "it has no rows")
    return Table(name, notes, tuple(rows))


def flag(table: str, column: str, cell: str) -> bool:
    """``1`` or ``0`` as a truth value; raises ``BrokenTable`` on anything else."""
    if cell not in {"0", "1"}:
        raise _broken(table, f"column {column} holds {cell!r} where 0 or 1 was expected")
    return cell == "1"


def whole_number(table: str, column: str, cell: str) -> int:
    """A whole number; raises ``BrokenTable`` on anything else."""
    if not cell.isdecimal():
        raise _broken(table, f"column {column} holds {cell!r} where a whole number was expected")
    return int(cell)


def require_unique(table: str, column: str, cells: list[str]) -> None:
    """Raise ``BrokenTable`` when a key stands twice in a table."""
    seen: set[str] = set()
    for cell in cells:
        if not cell or cell in seen:
            raise _broken(table, f"column {column} is blank or holds {cell!r} twice")
        seen.add(cell)


def _lines(name: str, folder: Path) -> list[str]:
    try:
        return (folder / name).read_bytes().decode("utf-8").splitlines()
    except OSError:
        raise _broken(name, "it cannot be opened") from None
    except UnicodeDecodeError:
        raise _broken(name, "it is not UTF-8 text") from None


def _check_head(name: str, notes: dict[str, str], header: list[str], columns: tuple[str, ...]) -> None:
    silent = [note for note in REQUIRED_NOTES if not notes.get(note)]
    if silent:
        raise _broken(name, f"its head does not say: {', '.join(silent)}")
    missing = [column for column in columns if column not in header]
    if missing:
        raise _broken(name, f"it lacks the column {', '.join(missing)}")


def _broken(name: str, what: str) -> BrokenTable:
    return BrokenTable(
        f"The reference table {name} cannot be used: {what}. Put back the file that came with the program."
    )
