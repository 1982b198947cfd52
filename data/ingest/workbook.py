"""Reads the sheets of a workbook (xlsx, xls, xlsb, ods) as rows of cells, in a process of its own."""

import errno
import json
import logging
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from data.ingest import limits
from data.ingest.opening import Unreadable
from domain.brought_list import ListCell

log = logging.getLogger("mtb")

_LOGGED = 1_000
_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_EXPECTED = "a workbook that opens in a spreadsheet program; save it there once more"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows from the first on, each as long as the sheet is wide."""

    name: str
    hidden: bool = False
    """A hidden sheet is named and not read."""
    rows: tuple[tuple[ListCell, ...], ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] | None = ()
    """First row, first column, last row, last column, 0-based; ``None`` where the kind does not say."""
    refused: tuple[str, str] | None = None
    """What was seen and what was expected, of a sheet that is too large to be read."""
    failed: tuple[tuple[str, str], ...] = ()
    """Address and text of cells that hold an error or a formula without its value; these are blank."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of a workbook in its own order."""

    sheets: tuple[Sheet, ...]
    since_1904: bool | None = None
    """Whether days are counted from 1904; ``None`` where the kind of workbook does not say."""


def is_workbook(head: bytes) -> bool:
    """True when a file's first bytes are a workbook's: a zip archive or an OLE2 file."""
    return head.startswith(_MAGIC)


def read_workbook(path: Path) -> Workbook:
    """The sheets that are not hidden, and the names of those that are.

    Raises ``Unreadable`` for a workbook that is damaged, protected, too large, or that ended the process
    which reads it; ``OSError`` when the file cannot be opened or that process cannot be started.
    """
    size = path.stat().st_size
    if size > limits.MAX_WORKBOOK_BYTES:
        most = limits.MAX_WORKBOOK_BYTES >> 20
        raise Unreadable(f"a workbook of {size >> 20} MiB", f"a list of at most {most} MiB")
    with path.open("rb"):
        # Whether it may be opened is the disk's to say, before the child finds out.
        plain = _asked(path)
    if "unreadable" in plain:
        seen, expected = plain["unreadable"]
        raise Unreadable(str(seen), str(expected))
    return Workbook(tuple(_sheet(one) for one in plain["sheets"]), plain["since_1904"])


def _asked(path: Path) -> dict[str, Any]:
    root = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "data.ingest.workbook_child", str(path.resolve())],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limits.WORKBOOK_SECONDS,
            env={**os.environ, "PYTHONPATH": paths},
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        seconds = f"{limits.WORKBOOK_SECONDS:g}"
        raise Unreadable(f"a workbook that was not read within {seconds} seconds", _EXPECTED) from late
    if done.returncode < 0:
        raise Unreadable(
            "a workbook that needs more memory than is set for reading",
            "a list without cells far below or to the right of it; delete those rows and columns",
        )
    if done.returncode > 0:
        # The program's fault and not the file's: said as such, and what it was goes to the log.
        log.error(
            "The process that reads workbooks failed: %s", done.stderr[-_LOGGED:].decode("utf-8", "replace")
        )
        raise OSError(errno.EIO, "the process that reads workbooks failed")
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def _sheet(plain: dict[str, Any]) -> Sheet:
    merged = plain.get("merged", [])
    return Sheet(
        name=plain["name"],
        hidden=plain["hidden"],
        rows=tuple(tuple(_cell(value) for value in row) for row in plain.get("rows", [])),
        refused=tuple(plain["refused"]) if "refused" in plain else None,
        merged=None if merged is None else tuple((*first, *last) for first, last in merged),
        failed=tuple((address, text) for address, text in plain.get("failed", [])),
    )


def _cell(value: Any) -> ListCell:
    if isinstance(value, list):
        return date.fromisoformat(value[0])
    if isinstance(value, int | float):
        return float(value)
    return None if value is None else str(value)


def cell_text(cell: ListCell) -> str:
    """A cell as a text file would write it: whole numbers without a point, days as 2026-05-04."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)
