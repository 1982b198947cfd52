"""What the headings and cells of a clinical list stand for, in English, Dutch and French."""

import re
from functools import cache

from data.reference import codes, tumour_types
from data.reference.table import BrokenTable, read_table
from data.reference.words import plain

HEADINGS_TABLE = "list_headings.tsv"
HEADINGS_COLUMNS = ("holds", "phrase")
WORDS_TABLE = "list_words.tsv"
WORDS_COLUMNS = ("system", "code", "phrase")

_IN_BRACKETS = re.compile(r"[(\[{][^)\]}]*[)\]}]?")
_STAGE = re.compile(r"(?:stage|stadium|stade)?\s*(0|[1-4]|iv|i{1,3})\s*([a-c]?)\d?")
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}


@cache
def _headings() -> dict[str, str]:
    return _unique(HEADINGS_TABLE, [(row["phrase"], row["holds"]) for row in _rows(HEADINGS_TABLE)])


@cache
def _words(system: str) -> dict[str, str]:
    rows = [row for row in _rows(WORDS_TABLE) if row["system"] == system]
    listed = {plain(one.label): one.code for one in codes.codes(system)}
    listed |= {plain(one.code): one.code for one in codes.codes(system)}
    return listed | _unique(WORDS_TABLE, [(row["phrase"], row["code"]) for row in rows])


def _rows(table: str) -> tuple[dict[str, str], ...]:
    return read_table(table, HEADINGS_COLUMNS if table == HEADINGS_TABLE else WORDS_COLUMNS).rows


def _unique(table: str, rows: list[tuple[str, str]]) -> dict[str, str]:
    """By its phrase; raises ``BrokenTable`` for a phrase that stands for two things."""
    found: dict[str, str] = {}
    for phrase, meaning in rows:
        word = plain(phrase)
        if not word or found.setdefault(word, meaning) != meaning:
            raise BrokenTable(
                f"The reference table {table} cannot be used: {phrase!r} is blank or stands for two things. "
                "Put back the file that came with the program."
            )
    return found


def heading_holds(heading: str) -> str | None:
    """What a heading says its column holds, as the table names it; what stands in brackets may be a unit."""
    known = _headings()
    without_unit = _IN_BRACKETS.sub(" ", heading)
    if "%" in heading:
        # A share of tumour cells is not the tumour's type, whatever word stands beside the sign.
        return known.get(plain(without_unit.replace("%", "") + " percent")) or known.get(plain(without_unit))
    return known.get(plain(heading)) or known.get(plain(without_unit))


def word_code(system: str, text: str) -> str | None:
    """The code that a word of a list stands for, in any of the languages; ``None`` when none is known."""
    wanted = plain(text)
    if not wanted:
        return None
    if system == "stage" and (stage := _STAGE.fullmatch(wanted)):
        number = _ROMAN.get(stage[1], stage[1].upper())
        code = f"{number}{stage[2].upper()}"
        return code if codes.code("stage", code) else number
    return _words(system).get(wanted)


def tumour_code(text: str) -> str | None:
    """The OncoTree code for which a text stands alone: a code, a name, or a synonym of one type only.

    A retired code is given as it was written, so that it can be kept as registered.
    """
    found = tumour_types.exactly(text)
    if found is None:
        return None
    written = text.strip().upper()
    return written if tumour_types.tumour_type(written) == found else found.code


def tumour_in_force(code: str) -> str | None:
    """The code in force for one as it was written; ``None`` where OncoTree has none or several."""
    found = tumour_types.tumour_type(code)
    return None if found is None else found.code
