"""Tables that people keep by a template: text in any separator, or the first fitting sheet of a workbook."""

from collections.abc import Callable
from pathlib import Path

from data.ingest.knowledge.release_file import ReleaseText
from data.ingest.knowledge.release_table import ReleaseTable, heading_of, made, parted
from data.ingest.opening import Unreadable
from data.ingest.problems import ProblemList
from data.ingest.workbook import cell_text, is_workbook, read_workbook
from domain.problems import Severity

_TITLE_ROWS = 20

Fits = Callable[[list[str]], bool]
"""Whether headings are those of the template."""


def is_workbook_file(path: Path) -> bool:
    """Whether a file is a workbook by its first bytes."""
    with path.open("rb") as file:
        return is_workbook(file.read(8))


def table_of_text(read: ReleaseText, problems: ProblemList) -> ReleaseTable:
    """The table of a text that was opened already; a spreadsheet's first line ``sep=;`` is obeyed."""
    if read.latin:
        problems.note("", 0, "bytes that are not UTF-8", "UTF-8; it was read as Windows Latin text")
    text = read.text.removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    declared = first.strip().lower().startswith("sep=") and len(first.strip()) == 5
    # The line is kept as a blank one, so that rows are counted as the file has them.
    return parted("\n" + rest, first.strip()[-1]) if declared else parted(text)


def table_of_workbook(path: Path, fits: Fits, expected: str, problems: ProblemList) -> ReleaseTable:
    """The first sheet that has the columns, within its first rows. Raises ``Unreadable`` where none has."""
    for sheet in read_workbook(path).sheets:
        rows = [(number, [cell_text(cell) for cell in row]) for number, row in enumerate(sheet.rows, start=1)]
        headings = ([heading_of(cell) for cell in cells] for _, cells in rows[:_TITLE_ROWS])
        at = next((place for place, found in enumerate(headings) if fits(found)), None)
        if at is not None:
            for address, seen in sheet.failed:
                problems.note(sheet.name, 0, f"{address}: {seen}", "a value; the cell was read as empty")
            return made(rows[at:], 0)
        if sheet.refused:
            problems.add(Severity.UNKNOWN, sheet.name, 0, *sheet.refused)
    raise Unreadable("a workbook without a sheet that has these columns", expected)
