"""Dates, numbers and words of a clinical list: read by what the whole column says, never guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from data.ingest.cells import BadCell
from data.reference.words import plain
from domain.brought_list import ListCell
from domain.list_mapping import DateOrder, Share

NOT_GIVEN = frozenset(
    {"", "na", "n a", "nd", "nb", "nvt", "ng", "not available", "not applicable", "not done", "not known"}
    | {"niet gekend", "niet bepaald", "non disponible", "non determine", "none", "null", "nihil"}
)
"""How lists write that nothing is known, as ``plain`` writes it; dashes and question marks are blank, too."""

_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan january januari janvier janv", "feb february februari fevrier fevr fev",
            "mar march maart mrt mars", "apr april avril avr", "may mei mai", "jun june juni juin",
            "jul july juli juillet juil", "aug august augustus aout", "sep sept september septembre",
            "oct october okt oktober octobre", "nov november novembre", "dec december decembre",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ][0-9:.Z+-]*)?")
_COMPACT = re.compile(r"((?:19|20)[0-9][0-9])([0-9][0-9])([0-9][0-9])")
_NUMBERS = re.compile(
    r"([0-9]{1,2})\s*([-/. ])\s*([0-9]{1,2})\s*[-/. ]\s*([0-9]{4}|[0-9]{2})"
    r"(?:\s+[0-9]{1,2}(?::[0-9][0-9]){1,2})?"
)
_NAMED = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th|er)?[-/. ]+([^\W\d_]{3,10})\.?[-/., ]+([0-9]{4}|[0-9]{2})", re.UNICODE
)
_NAMED_FIRST = re.compile(r"([^\W\d_]{3,10})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})", re.UNICODE)
_UNITS = re.compile(r"\s*(?:%|percent|procent|pct|ng|cycles?)\s*$", re.IGNORECASE)
_DAY_EXPECTED = "a date such as 2024-03-25 or 25 Mar 2024"
NUMBER_EXPECTED = "one number, for example 12.5 or 12,5"
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 60_000
_1900, _1904 = date(1899, 12, 30), date(1904, 1, 1)


def is_given(cell: ListCell) -> bool:
    """False for a blank cell and for the words by which lists say that nothing is known."""
    if isinstance(cell, str):
        word = plain(cell)
        return word not in NOT_GIVEN if word else any(sign.isalnum() for sign in cell)
    return cell is not None


def text_of(cell: ListCell) -> str:
    """A cell as text: a whole number without its point, a date as 2024-03-25."""
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell == int(cell) and abs(cell) < 1e15 else repr(cell)
    return "" if cell is None else str(cell).strip()


@dataclass(frozen=True, slots=True)
class DateColumn:
    """How a column's dates are to be read."""

    order: DateOrder | None
    """As the cells show or a person said; ``None`` while nobody knows."""
    asked: bool
    """Whether some cell can be read either way and no other cell tells which."""
    telling: str = ""
    """The cell that shows the order; empty where none does."""
    since_1904: bool | None = None


def date_column(
    cells: Iterable[ListCell], said: DateOrder | None = None, since_1904: bool | None = None
) -> DateColumn:
    """Tell day-month from month-day by one cell whose day is above 12; a person's word stands above it.

    Cells that show both orders show none: then a person is asked. Years first, names of months and dots
    (day first in every language that writes them) need no order.
    """
    shown: dict[DateOrder, str] = {}
    open_ones = False
    for cell in cells:
        if not isinstance(cell, str):
            continue
        parts = _NUMBERS.fullmatch(cell.strip())
        if parts is None or parts[2] == ".":
            continue
        first, second = int(parts[1]), int(parts[3])
        if first > 12 >= second:
            shown.setdefault(DateOrder.DAY_FIRST, cell.strip())
        elif second > 12 >= first:
            shown.setdefault(DateOrder.MONTH_FIRST, cell.strip())
        elif first != second:
            open_ones = True
    order = next(iter(shown)) if len(shown) == 1 else None
    telling = shown[order] if order is not None else ""
    return DateColumn(said or order, open_ones and order is None, telling, since_1904)


def two_ways(cell: ListCell) -> bool:
    """True for a text in which day and month could change places."""
    parts = _NUMBERS.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if parts is None or parts[2] == ".":
        return False
    return int(parts[1]) != int(parts[3]) and max(int(parts[1]), int(parts[3])) <= 12


def day_of(cell: ListCell, column: DateColumn) -> date | None:
    """A date; ``None`` where none is given. Raises ``BadCell`` for one that cannot be told."""
    if not is_given(cell):
        return None
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float):
        return _of_serial(cell, column)
    assert isinstance(cell, str)
    text = cell.strip()
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _made(text, int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(text):
        return _of_numbers(text, match, column)
    if match := _NAMED.fullmatch(text):
        return _made(text, _year(match[3]), _month(text, match[2]), int(match[1]))
    if match := _NAMED_FIRST.fullmatch(text):
        return _made(text, int(match[3]), _month(text, match[1]), int(match[2]))
    raise BadCell(text, _DAY_EXPECTED)


def _of_serial(cell: float, column: DateColumn) -> date:
    """A bare number as a spreadsheet counts days, where the workbook says from when."""
    if column.since_1904 is None or not _FIRST_SERIAL <= cell <= _LAST_SERIAL:
        raise BadCell(text_of(cell), _DAY_EXPECTED)
    return (_1904 if column.since_1904 else _1900) + timedelta(days=int(cell))


def _of_numbers(text: str, match: re.Match[str], column: DateColumn) -> date:
    first, second, year = int(match[1]), int(match[3]), _year(match[4])
    if match[2] == "." or first == second or (first > 12 and column.order is None):
        return _made(text, year, second, first)
    if column.order is None:
        if second > 12:
            return _made(text, year, first, second)
        raise BadCell(text, f"{_DAY_EXPECTED}; day and month cannot be told apart")
    day, month = (first, second) if column.order is DateOrder.DAY_FIRST else (second, first)
    return _made(text, year, month, day)


def _year(text: str) -> int:
    """Four digits as they are; of two the last year that is not to come."""
    if len(text) == 4:
        return int(text)
    this_century = date.today().year // 100 * 100 + int(text)
    return this_century if this_century <= date.today().year else this_century - 100


def _month(text: str, word: str) -> int:
    found = _MONTHS.get(plain(word))
    if found is None:
        raise BadCell(text, _DAY_EXPECTED)
    return found


def _made(text: str, year: int, month: int, day: int) -> date:
    try:
        made = date(year, month, day)
    except ValueError as error:
        raise BadCell(text, _DAY_EXPECTED) from error
    if not 1900 <= year <= 2100:
        raise BadCell(text, _DAY_EXPECTED)
    return made


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """How a column's numbers are to be read."""

    decimal_mark: str | None
    """``.`` or ``,`` as the cells show; ``None`` where none does."""
    share: Share | None = None
    """Of a percentage, as the cells show or a person said."""
    asked: bool = False
    """Whether ``0.6`` may stand for 60 % or for 0.6 % and no cell tells which."""


def number_column(
    cells: Iterable[ListCell], is_percent: bool = False, said: Share | None = None
) -> NumberColumn:
    """Tell the decimal mark by a cell that can be read one way only, and fractions from percentages.

    A percentage column is asked about when all its numbers lie between 0 and 1 and none has a percent
    sign: a spreadsheet keeps a cell shown as 60 % as 0.6.
    """
    kept = [cell for cell in cells if is_given(cell)]
    mark = _decimal_mark(cell for cell in kept if isinstance(cell, str))
    if not is_percent:
        return NumberColumn(mark)
    numbers = []
    for cell in kept:
        try:
            numbers.append((_decimal(cell, NumberColumn(mark)), isinstance(cell, str) and "%" in cell))
        except BadCell:
            continue
    percent = any(value > 1 or signed for value, signed in numbers)
    asked = not percent and any(0 < value <= 1 for value, _ in numbers)
    share = said or (None if asked else Share.PERCENT)
    return NumberColumn(mark, share, asked)


def _decimal_mark(texts: Iterable[str]) -> str | None:
    shown = set()
    for text in texts:
        bare = _bare(text)
        if "." in bare and "," in bare:
            shown.add(max(".,", key=bare.rfind))
        elif (found := re.fullmatch(r"[+-]?([0-9]+)([.,])([0-9]+)", bare)) and (
            len(found[3]) != 3 or len(found[1]) > 3 or found[1] == "0"
        ):
            shown.add(found[2])
        elif grouped := re.fullmatch(r"[+-]?[0-9]{1,3}([.,])[0-9]{3}\1[0-9]{3}(?:\1[0-9]{3})*", bare):
            shown.add("," if grouped[1] == "." else ".")
    return shown.pop() if len(shown) == 1 else None


def _bare(text: str) -> str:
    return _UNITS.sub("", text.strip()).strip().replace("\N{NO-BREAK SPACE}", " ").replace(" ", "")


def number_of(cell: ListCell, column: NumberColumn) -> float | None:
    """A number, ``None`` where none is given; a fraction in a column of fractions becomes a percentage.

    Raises ``BadCell`` for ranges, limits (``>50``) and for ``1,234`` where nothing says what the comma is.
    """
    if not is_given(cell):
        return None
    value = _decimal(cell, column)
    if column.asked and column.share is None:
        raise BadCell(text_of(cell), "a percentage; whether 0.6 is 60 % or 0.6 % was not said")
    return float(value * 100 if column.share is Share.FRACTION else value)


def _decimal(cell: ListCell, column: NumberColumn) -> Decimal:
    if isinstance(cell, float):
        return Decimal(repr(cell))
    if not isinstance(cell, str):
        raise BadCell(text_of(cell), NUMBER_EXPECTED)
    bare = _bare(cell)
    if re.fullmatch(r"[+-]?[0-9]{1,40}", bare):
        return Decimal(bare)
    mark = column.decimal_mark
    if mark is None:
        single = re.fullmatch(r"[+-]?([0-9]{1,40})[.,]([0-9]{1,40})", bare)
        if single is None or (len(single[2]) == 3 and len(single[1]) <= 3 and single[1] != "0"):
            raise BadCell(cell.strip(), NUMBER_EXPECTED)
        return Decimal(bare.replace(",", "."))
    other = "," if mark == "." else "."
    whole = rf"[0-9]{{1,40}}|[0-9]{{1,3}}(?:{re.escape(other)}[0-9]{{3}})+"
    grouped = rf"[+-]?(?:{whole})(?:{re.escape(mark)}[0-9]{{1,40}})?"
    if not re.fullmatch(grouped, bare):
        raise BadCell(cell.strip(), NUMBER_EXPECTED)
    return Decimal(bare.replace(other, "").replace(mark, "."))


def whole_of(cell: ListCell, low: int, high: int) -> int | None:
    """A whole number, alone or behind a word (``ECOG 1``, ``PS1``). Raises ``BadCell`` for others."""
    if not is_given(cell):
        return None
    text = text_of(cell)
    found = re.fullmatch(r"[^0-9+-]{0,20}([0-9]{1,4})", text)
    if found is None or not low <= int(found[1]) <= high:
        raise BadCell(text, f"a whole number from {low} to {high}")
    return int(found[1])
