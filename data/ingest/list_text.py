"""Reads a clinical list that is a text file (CSV): which sign parts its columns is found from its rows."""

import csv
import io

from data.ingest import limits
from data.ingest.opening import Unreadable
from data.ingest.workbook import Sheet
from data.reference.list_words import heading_holds

SEPARATORS = (";", ",", "\t", "|")
_DECLARED = "sep="


def rows_of_text(text: str, whole: bool = True) -> Sheet:
    """The rows of a text file as a sheet without a name; ``whole`` is false for its beginning only.

    The separator is the one that parts the most headings that are known; a first line ``sep=;`` decides,
    as it does in a spreadsheet program. Raises ``Unreadable`` for more rows or columns than a list has, and
    for a whole file with a quotation mark that is not closed: it would swallow the patients below it.
    """
    first, _, rest = text.partition("\n")
    if first.lower().startswith(_DECLARED) and len(first.strip()) == len(_DECLARED) + 1:
        # The line is kept as a blank one, so that rows are counted as the file has them.
        return _parted("\n" + rest, first.strip()[-1], whole)
    head = "\n".join(text.splitlines()[: limits.MAX_TITLE_ROWS])
    return _parted(text, max(SEPARATORS, key=lambda sign: _known(head, sign)), whole)


def _known(head: str, separator: str) -> tuple[int, int]:
    """How many headings are known in the best row, and how wide it is."""
    rows = [row for row in _reader(head, separator)]
    return max(((sum(heading_holds(c) is not None for c in row), len(row)) for row in rows), default=(0, 0))


def _reader(text: str, separator: str, whole: bool = False) -> list[list[str]]:
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=whole)
    line = 1
    try:
        for row in reader:
            rows.append(row)
            line = reader.line_num + 1
            if len(rows) > limits.MAX_LIST_ROWS + limits.MAX_TITLE_ROWS:
                break
    except csv.Error as error:
        if whole:
            raise Unreadable(
                f"a row from line {line} on whose quotation marks are not closed ({error})",
                "quotation marks that are closed, and doubled within a cell: correct that row, or save the "
                "list as xlsx",
            ) from error
        if not rows:
            raise Unreadable(f"text that is no table ({error})", "rows of cells") from error
    return rows


def _parted(text: str, separator: str, whole: bool) -> Sheet:
    rows = _reader(text, separator, whole)
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
