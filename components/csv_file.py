"""Tables as files for a spreadsheet: nothing in them can become a formula (OWASP, CSV injection)."""

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import streamlit as st

from components.keys import wkey
from components.text import DASH, counted, md


@dataclass(frozen=True, slots=True)
class Share:
    """A count over its denominator: one text on the screen, two numbers beside it in the file."""

    text: str
    numerator: int
    denominator: int


Cell = Share | str | int | float | bool | date | datetime | None

MOST_IN_FULL = 30
"""A longer table scrolls in its own frame."""
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_FRAME = 420
_LONGEST_NAME = 60
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Table:
    """What stands under one heading: on the screen and in its file alike."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def neutral(value: Cell) -> str:
    """A cell's text; an apostrophe goes before what a spreadsheet would run as a formula.

    Plain numbers keep their sign, and HGVS (``c.-124C>T``) begins with a letter and stays as it is.
    """
    if value is None:
        return ""
    if isinstance(value, Share):
        return neutral(value.text)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str):
        return value.isoformat() if isinstance(value, date) else str(value)
    bare = value.lstrip(" \u00a0")
    if bare.startswith(_STARTS_A_FORMULA) and not _NUMBER.fullmatch(bare.rstrip(" \u00a0")):
        return "'" + value
    return value


def counts_apart(table: Table) -> Table:
    """The table with the numerator and the denominator of every share in columns of their own."""
    shares = {place for row in table.rows for place, cell in enumerate(row) if isinstance(cell, Share)}
    columns: list[str] = []
    for place, name in enumerate(table.columns):
        columns += [name, f"{name}: numerator", f"{name}: denominator"] if place in shares else [name]
    rows = []
    for row in table.rows:
        cells: list[Cell] = []
        for place, cell in enumerate(row):
            cells.append(cell)
            if place in shares:
                cells += [cell.numerator, cell.denominator] if isinstance(cell, Share) else [None, None]
        rows.append(tuple(cells))
    return Table(table.name, tuple(columns), tuple(rows))


def csv_bytes(tables: Sequence[Table], synthetic: bool, about: str = "") -> bytes:
    """The tables one under the other, UTF-8 with a byte order mark, quoted as RFC 4180 says.

    The first row is ``about``, what the file was narrowed to, where it is given.  Each row names its
    table, and says ``synthetic`` where the data belong to nobody.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    if about:
        writer.writerow([*(["synthetic"] if synthetic else []), neutral(about)])
        writer.writerow([])
    for number, table in enumerate(map(counts_apart, tables)):
        if number:
            writer.writerow([])
        marked = [*(["Data"] if synthetic else []), *(["Table"] if len(tables) > 1 else [])]
        writer.writerow([*marked, *(neutral(name) for name in table.columns)])
        before = [*(["synthetic"] if synthetic else []), *([neutral(table.name)] if len(tables) > 1 else [])]
        writer.writerows([*before, *(neutral(cell) for cell in row)] for row in table.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def in_a_name(*parts: object) -> str:
    """What a file was narrowed to, as a part of its name: small letters, digits and hyphens, kept short."""
    told = "-".join(str(part) for part in parts if part is not None)
    return re.sub(r"[^a-z0-9]+", "-", told.lower())[:_LONGEST_NAME].strip("-")


def csv_button(
    tables: Callable[[], Sequence[Table]],
    name: str,
    subject_id: str,
    synthetic: bool = False,
    about: str = "",
    narrowed: str = "",
) -> None:
    """The button that takes the tables as one file, made when it is pressed.

    The file's name says when its data are synthetic and what they were ``narrowed`` to, its first row
    what it is ``about``.
    """
    mark = "synthetic-" if synthetic else ""
    part = f"-{narrowed}" if narrowed else ""
    st.download_button(
        "Take as CSV",
        data=lambda: csv_bytes(tables(), synthetic, about),
        file_name=f"{mark}{name}{part}-{date.today():%Y-%m-%d}.csv",
        mime="text/csv",
        key=wkey(f"csv_{name}", subject_id),
        on_click="ignore",
        icon=":material/download:",
    )


def table_shown(table: Table, what: str = "row", of: int | None = None) -> None:
    """The table on the screen, under how many of its rows are shown."""
    st.caption(md(shown_words(table, what, of)))
    st.dataframe(
        frame_of(table), hide_index=True, alt=alt_of(table, what), height=height_of(table),
        placeholder=DASH, column_config=days_of(table),
    )  # fmt: skip


def shown_words(table: Table, what: str, of: int | None = None) -> str:
    """How many of the rows there are stand in the table: ``Lists: 2 shown of 2 lists``."""
    total = len(table.rows) if of is None else of
    return f"{table.name}: {len(table.rows):,} shown of {counted(total, what)}"


def alt_of(table: Table, what: str) -> str:
    """What a table is, for who hears the page."""
    return f"{table.name}, {counted(len(table.rows), what)}"


def frame_of(table: Table) -> list[dict[str, object]]:
    """The rows as the screen takes them: a share by its text."""
    return [
        {
            name: cell.text if isinstance(cell, Share) else cell
            for name, cell in zip(table.columns, row, strict=True)
        }
        for row in table.rows
    ]


def height_of(table: Table) -> Literal["content"] | int:
    """As high as its rows; a long table scrolls."""
    return "content" if len(table.rows) <= MOST_IN_FULL else _FRAME


def days_of(table: Table) -> dict[str, Any]:
    """How the columns of days and of moments are written: ``14 Nov 2026``, ``14 Nov 2026, 09:30``."""
    config = {}
    for place, name in enumerate(table.columns):
        cells = [row[place] for row in table.rows if row[place] is not None]
        if cells and all(isinstance(cell, datetime) for cell in cells):
            config[name] = st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm")
        elif cells and all(isinstance(cell, date) for cell in cells):
            config[name] = st.column_config.DateColumn(format="D MMM YYYY")
    return config
