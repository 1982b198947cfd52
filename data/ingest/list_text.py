"""Reads a clinical list that is a text file (CSV): which sign parts its columns is found from its rows."""

import csv
import io

from data.ingest import limits
from data.ingest.opening import Unreadable
from data.ingest.workbook import Sheet
from data.reference.list_words import heading_holds

SEPARATORS = (";", ",", "\t", "|")
_DECLARED = "sep="


def rows_of_text(text: str) -> Sheet:
    """The rows of a text file as a sheet without a name.

    The separator is the one that parts the most headings that are known; a first line ``sep=;`` decides,
    as it does in a spreadsheet program. Raises ``Unreadable`` for more rows or columns than a list has.
    """
    first, _, rest = text.partition("\n")
    if first.lower().startswith(_DECLARED) and len(first.strip()) == len(_DECLARED) + 1:
        # The line is kept as a blank one, so that rows are counted as the file has them.
        return _parted("\n" + rest, first.strip()[-1])
    head = "\n".join(text.splitlines()[: limits.MAX_TITLE_ROWS])
    return _parted(text, max(SEPARATORS, key=lambda sign: _known(head, sign)))


def _known(head: str, separator: str) -> tuple[int, int]:
    """How many headings are known in the best row, and how wide it is."""
    rows = [row for row in _reader(head, separator)]
    return max(((sum(heading_holds(c) is not None for c in row), len(row)) for row in rows), default=(0, 0))


def _reader(text: str, separator: str) -> list[list[str]]:
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(row)
            if len(rows) > limits.MAX_LIST_ROWS + limits.MAX_TITLE_ROWS:
                break
    except csv.Error as error:
        if not rows:
            raise Unreadable(f"text that is no table ({error})", "rows of cells") from error
    return rows


def _parted(text: str, separator: str) -> Sheet:
    rows = _reader(text, separator)
    widest = max((len(row) for row in rows), default=0)
    if len(rows) > limits.MAX_LIST_ROWS or widest > limits.MAX_LIST_COLUMNS:
        raise Unreadable(
            f"a text file of more than {limits.MAX_LIST_ROWS:,} rows or {limits.MAX_LIST_COLUMNS} columns",
            "the list of one meeting or one month",
        )
    cells = tuple(
        tuple((row[at].strip() or None) if at < len(row) else None for at in range(widest)) for row in rows
    )
    return Sheet("", rows=cells)
