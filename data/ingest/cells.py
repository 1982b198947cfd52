"""Turns the text of one cell into a value, or says what was expected; never guesses."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import isfinite

from domain.quality import decimal_of

EMPTY = frozenset({"", "NA", "N/A", "."})
"""How a file writes that a cell has no value."""

FRACTION = "a fraction between 0 and 1 written with a decimal point"
NUMBER = "a number written with a decimal point"
WHOLE = "a whole number"

_REMEMBERED_CHARACTERS = 16
"""Longer texts are read anew each time: what is remembered stays small."""

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_WHOLE = re.compile(r"[+-]?\d{1,18}")
_DECIMAL = re.compile(r"[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,3})?")


class BadCell(Exception):
    """A cell that is not what its column holds; carries what was seen and what was expected."""

    def __init__(self, seen: str, expected: str) -> None:
        super().__init__(seen)
        self.seen = seen
        self.expected = expected


def text_or_none(text: str) -> str | None:
    """The text, ``None`` where the file says that there is none."""
    if text in EMPTY:
        return None
    stripped = text.strip()
    return None if stripped in EMPTY else stripped


def number(text: str) -> tuple[float | None, str | None]:
    """A decimal number and its source text, both ``None`` for an empty cell; raises ``BadCell``."""
    return _number(text) if len(text) <= _REMEMBERED_CHARACTERS else _number.__wrapped__(text)


@lru_cache(maxsize=20_000)
def _number(text: str) -> tuple[float | None, str | None]:
    kept = text_or_none(text)
    if kept is None:
        return None, None
    if not _DECIMAL.fullmatch(kept):
        raise BadCell(kept, NUMBER)
    value = decimal_of(kept)
    if value is None or not isfinite(float(value)):
        raise BadCell(kept, NUMBER)
    return float(value), kept


def fraction(text: str) -> tuple[float | None, str | None]:
    """A fraction between 0 and 1 and its source text; raises ``BadCell``."""
    try:
        value, kept = number(text)
    except BadCell as bad:
        raise BadCell(bad.seen, FRACTION) from bad
    if value is not None and not 0 <= value <= 1:
        raise BadCell(text.strip(), FRACTION)
    return value, kept


def whole(text: str) -> int | None:
    """A whole number, ``None`` for an empty cell; raises ``BadCell``."""
    if len(text) <= 18 and text.isascii() and text.isdigit():
        return int(text)
    kept = text_or_none(text)
    if kept is None:
        return None
    if not _WHOLE.fullmatch(kept):
        raise BadCell(kept, WHOLE)
    return int(kept)


def tumour_fraction(text: str) -> tuple[Decimal | None, bool]:
    """Tumour fraction as a fraction, and whether the text leaves open which unit it is in.

    DRAGEN 2.5 writes a fraction (``0.220``), 2.6 a percentage (``55``): above 1 it is divided by 100,
    and exactly 1 could be either. Raises ``BadCell`` for anything outside 0 to 100.
    """
    value = decimal_of(text)
    if value is None:
        return None, False
    if not 0 <= value <= 100:
        raise BadCell(text, "a tumour fraction between 0 and 1, or a percentage up to 100")
    return (value / 100 if value > 1 else value), value == 1


def day(text: str) -> date | None:
    """A date, ``None`` for an empty cell.

    Reads ``2021-10-27``, ``01.02.2000`` (day first) and ``20/03/2026``; raises ``BadCell`` for others and
    for slashes that could be read either way, such as ``03/04/2026``.
    """
    kept = text_or_none(text)
    if kept is None:
        return None
    expected = "a date such as 2021-10-27"
    if match := _ISO.fullmatch(kept):
        year, month, number_of_day = (int(part) for part in match.groups())
    elif match := _DAY_FIRST.fullmatch(kept):
        number_of_day, month, year = (int(part) for part in match.groups())
    elif match := _SLASHES.fullmatch(kept):
        first, second, year = (int(part) for part in match.groups())
        if first <= 12 and second <= 12 and first != second:
            raise BadCell(kept, f"{expected}; day and month cannot be told apart")
        number_of_day, month = (second, first) if second > 12 else (first, second)
    else:
        raise BadCell(kept, expected)
    try:
        return date(year, month, number_of_day)
    except ValueError as error:
        raise BadCell(kept, expected) from error
