"""From the rows of a sheet to a clinical list: headings found, merged cells filled, identifiers left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data.ingest import limits
from data.ingest.fingerprint import fingerprint
from data.ingest.identifying import heading_identifies, without_identifiers
from data.ingest.list_above import filled, from_above
from data.ingest.list_text import rows_of_text
from data.ingest.opening import Unreadable, open_file, read_text
from data.ingest.problems import ProblemList
from data.ingest.refusing import told_when_unreadable
from data.ingest.workbook import Sheet, Workbook, is_workbook, read_workbook
from data.reference.list_words import heading_holds
from domain.brought_list import BroughtList, ListCell, ListColumn, ListLine
from domain.problems import Severity
from domain.readings import FileKind, FileRead

_LEAST_KNOWN = 2
"""Known headings from which on a row is the one of the headings."""
_LONGEST_HEADING = 120
_WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_TEXT_ENDINGS = (".csv", ".tsv", ".txt")
_NO_HEADINGS = "a row of headings such as pseudonym, sex, year of birth and tumour type"


@dataclass(frozen=True, slots=True)
class _Found:
    """A sheet in which the headings of a clinical list stand."""

    sheet: Sheet
    header: int
    """0-based."""
    known: int


def letter(column: int) -> str:
    """A 0-based column as a spreadsheet names it."""
    letters, rest = "", column + 1
    while rest:
        rest, one = divmod(rest - 1, 26)
        letters = chr(65 + one) + letters
    return letters


def read_lists(path: Path, name: str | None = None) -> tuple[BroughtList, ...]:
    """Read every clinical list of a workbook or a text file; the one with the most known headings first.

    Names, dates of birth and national numbers never leave this function: their columns are blank, and
    what was left out is told in the list's problems. Raises ``Refused`` with one sentence when there is
    no list in the file or it cannot be read.
    """
    shown = name or path.name
    common = ProblemList(shown)
    with told_when_unreadable(shown):
        book = _opened(path, common)
        found = [one for one in map(_found, book.sheets) if one is not None]
        if not found:
            raise Unreadable(
                _seen_instead(book), f"{_NO_HEADINGS} within the first {limits.MAX_TITLE_ROWS} rows"
            )
        file = fingerprint(path, shown, FileKind.CLINICAL_LIST)
    made = []
    for one in sorted(found, key=lambda each: -each.known):
        problems = ProblemList(shown)
        others = tuple(each.sheet.name for each in found if each is not one)
        _tell_sheets(book, one.sheet, others, problems)
        brought = _list_of(one, file, problems)
        told = (*common.all(), *problems.all())
        made.append(replace(brought, other_sheets=others, since_1904=book.since_1904, problems=told))
    return tuple(made)


def is_list(path: Path) -> bool:
    """True for a workbook, and for a text file in whose first rows the headings of a clinical list stand."""
    try:
        with path.open("rb") as file:
            if is_workbook(file.read(8)):
                return True
        head = open_file(path).head
        return "\x00" not in head and _found(rows_of_text(head, whole=False)) is not None
    except (Unreadable, OSError):
        return False


def _opened(path: Path, problems: ProblemList) -> Workbook:
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise Unreadable("an empty file", "a workbook or a text file")
    if is_workbook(head):
        if problems.file.lower().endswith(_TEXT_ENDINGS):
            ending = problems.file.rpartition(".")[2]
            problems.note(
                "", 0, f"a workbook that is called .{ending}", "a name that ends in .xlsx; it was read"
            )
        return read_workbook(path)
    text, latin = read_text(open_file(path))
    if latin:
        problems.note("", 0, "Windows Latin text", "UTF-8 text; it was read as Windows Latin")
    if problems.file.lower().endswith(_WORKBOOK_ENDINGS):
        ending = problems.file.rpartition(".")[2]
        problems.note("", 0, f"a text file that is called .{ending}", "a name that ends in .csv; it was read")
    return Workbook((rows_of_text(text),))


def _seen_instead(book: Workbook) -> str:
    refused = next((one for one in book.sheets if one.refused is not None), None)
    if refused is not None and refused.refused is not None:
        return f"the sheet {refused.name!r}, {refused.refused[0]} ({refused.refused[1]})"
    hidden = [one.name for one in book.sheets if one.hidden]
    if hidden and len(hidden) == len(book.sheets):
        return "a workbook whose sheets are all hidden"
    return "a file without the headings of a clinical list"


def _known(row: Sequence[ListCell]) -> set[str]:
    held = {heading_holds(cell) for cell in row if isinstance(cell, str)}
    return {one for one in held if one is not None}


def _wide(sheet: Sheet) -> dict[tuple[int, int], str]:
    """What stands in each cell that is merged with others of its row, by row and column."""
    return {
        (row, at): str(sheet.rows[top][left] or "")
        for top, left, bottom, right in sheet.merged or ()
        if left < right and top < len(sheet.rows) and left < len(sheet.rows[top])
        for row in range(top, min(bottom, limits.MAX_TITLE_ROWS) + 1)
        for at in range(left, right + 1)
    }


def _known_in_row(row: Sequence[ListCell], number: int, wide: dict[tuple[int, int], str]) -> set[str]:
    """The fields that a row would head; a heading merged over several columns only names those below."""
    held = set()
    for at, cell in enumerate(row):
        if not isinstance(cell, str) or (number, at) in wide:
            continue
        above = wide.get((number - 1, at), "")
        tried = (cell, f"{above} {cell}", f"{cell} {above}") if above else (cell,)
        held |= {holds for text in tried if (holds := heading_holds(text)) is not None}
    return held


def _found(sheet: Sheet) -> _Found | None:
    """Where the headings stand: the row of the first ones with the most that are known."""
    rows = filled(replace(sheet, rows=sheet.rows[: limits.MAX_TITLE_ROWS]))
    wide = _wide(sheet)
    known = [_known_in_row(row, number, wide) for number, row in enumerate(rows)]
    best = max(map(len, known), default=0)
    if best < _LEAST_KNOWN:
        return None
    header = next(at for at, one in enumerate(known) if len(one) == best)
    while header + 1 < len(known) and known[header + 1] == known[header]:
        # Headings merged over several rows: the lowest is the one next to the cells.
        header += 1
    return _Found(sheet, header, best)


def _tell_sheets(book: Workbook, chosen: Sheet, others: Sequence[str], problems: ProblemList) -> None:
    for one in book.sheets:
        if one.hidden:
            problems.note("", 0, f"the hidden sheet {one.name!r}", "sheets that are shown; it was not read")
        elif one.refused is not None:
            problems.add(Severity.UNKNOWN, one.name, 0, one.refused[0], one.refused[1])
        elif one.name in others:
            problems.note(
                "", 0, f"a list on the sheet {one.name!r}, too", "one list; choose that sheet to read it"
            )
        elif one is not chosen and any(any(row) for row in one.rows):
            problems.add(
                Severity.UNKNOWN, one.name, 0, "a sheet without the headings of a list", _NO_HEADINGS
            )
    if chosen.name and chosen.merged is None:
        problems.note(
            chosen.name, 0, "a kind of workbook that does not say which cells are merged or failed",
            "xlsx; a row below a merged cell has it blank",
        )  # fmt: skip


def _list_of(found: _Found, file: FileRead, problems: ProblemList) -> BroughtList:
    sheet, header = found.sheet, found.header
    rows = filled(sheet)
    _tell_dittos(from_above(rows, header), sheet.name, problems)
    used = [at for at in range(len(rows[header])) if any(row[at] is not None for row in rows[header:])]
    columns = _columns(rows, sheet, header, used, problems)
    lines: list[ListLine] = []
    blank = waiting = 0
    for number, row in enumerate(rows[header + 1 :], header + 2):
        cells = tuple(_bounded(row[at], number, letter(at), problems, sheet.name) for at in used)
        if all(cell is None for cell in cells):
            waiting += 1
            continue
        blank, waiting = blank + waiting, 0
        if _known(cells) >= _known(rows[header]):
            problems.note(sheet.name, number, "the headings once more", "a row; it was passed over")
        else:
            lines.append(ListLine(number, cells))
    if header:
        seen = "1 row" if header == 1 else f"{header} rows"
        problems.note(sheet.name, 0, f"{seen} above the headings", "the headings first; passed over")
    if blank:
        seen = "1 blank row" if blank == 1 else f"{blank} blank rows"
        problems.note(sheet.name, 0, f"{seen} within the list", "no blank rows; passed over")
    _tell_failed(sheet, header, {column.letter for column in columns}, problems)
    kept = without_identifiers(columns, lines, problems, sheet.name)
    return BroughtList(file, sheet.name, header + 1, columns, kept, blank)


def _tell_dittos(taken: Mapping[int, Sequence[int]], sheet: str, problems: ProblemList) -> None:
    for at, lines in taken.items():
        seen = "1 cell" if len(lines) == 1 else f"{len(lines)} cells"
        told = f"{seen} in column {letter(at)} that say the same as the cell above"
        problems.note(sheet, lines[0], told, "a word of its own; the cell above was taken")


def _tell_failed(sheet: Sheet, header: int, letters: set[str], problems: ProblemList) -> None:
    for address, text in sheet.failed:
        column = address.rstrip("0123456789")
        line = int(address[len(column) :])
        if column in letters and line > header + 1:
            problems.note(sheet.name, line, f"{text} in cell {address}", "a value; the cell is blank")


def _columns(
    rows: Sequence[Sequence[ListCell]], sheet: Sheet, header: int, used: Sequence[int], problems: ProblemList
) -> tuple[ListColumn, ...]:
    """The columns with a heading of their own each."""
    wide = _wide(sheet)
    made: list[ListColumn] = []
    taken: set[str] = set()
    for at in used:
        written = rows[header][at]
        text = " ".join(str(written).split())[:_LONGEST_HEADING] if written is not None else ""
        name, number = text or f"Column {letter(at)}", 1
        while name in taken:
            number += 1
            name = f"{text} ({number})"
        if number > 1:
            problems.note(
                sheet.name, header + 1, f"the heading {text!r} again", f"a heading once; it is {name!r}"
            )
        taken.add(name)
        made.append(ListColumn(name, letter(at), wide.get((header - 1, at), ""), heading_identifies(text)))
    return tuple(made)


def _bounded(cell: ListCell, line: int, column: str, problems: ProblemList, sheet: str) -> ListCell:
    """A cell without the space around it; one that is longer than any field is cut, and told."""
    if not isinstance(cell, str):
        return cell
    text = cell.strip().replace("\x00", "")
    if len(text) > limits.MAX_CELL_CHARACTERS:
        expected = f"at most {limits.MAX_CELL_CHARACTERS:,} characters; the rest was not read"
        problems.note(sheet, line, f"a very long cell in column {column}", expected)
        text = text[: limits.MAX_CELL_CHARACTERS]
    return text or None
