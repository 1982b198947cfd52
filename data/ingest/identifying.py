"""Leaves out of a clinical list what names a person, before anybody or anything else sees it."""

import re
from collections.abc import Sequence
from datetime import date

from data.ingest.problems import ProblemList
from data.reference.list_words import heading_holds
from data.reference.words import words_of
from domain.brought_list import Identifying, ListCell, ListColumn, ListLine
from domain.identity import national_number_in
from domain.list_mapping import ListField
from domain.problems import Severity

_FIELDS = {one.value for one in ListField}
_KINDS = {one.value for one in Identifying}
_TELLING: dict[Identifying, frozenset[str]] = {
    Identifying.DATE_OF_BIRTH: frozenset(
        {"birth", "birthdate", "dob", "geboortedatum", "geboren", "naissance"}
    ),
    Identifying.NATIONAL_NUMBER: frozenset({"niss", "insz", "rijksregister", "rijksregisternummer", "bsn"}),
    Identifying.NAME: frozenset(
        {"name", "naam", "nom", "prenom", "voornaam", "achternaam", "familienaam", "surname", "initials"}
    ),
    Identifying.RECORD_NUMBER: frozenset({"mrn", "ead", "dossiernummer"}),
    Identifying.CONTACT: frozenset({"address", "adres", "adresse", "telefoon", "telephone", "gsm", "email"}),
}
_FOUR_DIGITS = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")
_FIRST_YEAR = 1900


def heading_identifies(heading: str) -> Identifying | None:
    """What a heading says would name a person; a word of it is enough unless it is a known field."""
    holds = heading_holds(heading)
    if holds in _KINDS:
        return Identifying(holds)
    if holds in _FIELDS:
        return None
    words = set(words_of(heading))
    return next((kind for kind, telling in _TELLING.items() if words & telling), None)


def year_only(cell: ListCell) -> float | None:
    """The year in a date of birth, however it is written; ``None`` where it cannot be told."""
    if isinstance(cell, date):
        return float(cell.year)
    if isinstance(cell, float):
        return cell if _FIRST_YEAR <= cell <= date.today().year and cell == int(cell) else None
    years = set(_FOUR_DIGITS.findall(cell or ""))
    return float(years.pop()) if len(years) == 1 else None


def without_identifiers(
    columns: Sequence[ListColumn], lines: Sequence[ListLine], problems: ProblemList, sheet: str
) -> tuple[ListLine, ...]:
    """The lines with identifying cells blank and dates of birth cut down to their year, all of it told."""
    for column in columns:
        if column.identifying is not None:
            problems.add(
                Severity.UNKNOWN,
                sheet,
                0,
                f"the column {column.heading!r}",
                f"{_EXPECTED[column.identifying]}",
            )
    kept = []
    for line in lines:
        cells = tuple(
            _harmless(cell, line.line, column, problems, sheet)
            for cell, column in zip(line.cells, columns, strict=True)
        )
        kept.append(ListLine(line.line, cells))
    return tuple(line for line in kept if any(cell is not None for cell in line.cells))


_EXPECTED = {
    Identifying.NAME: "no column of names; it was not read",
    Identifying.DATE_OF_BIRTH: "a column with the year of birth; only the years were read",
    Identifying.NATIONAL_NUMBER: "no column of national numbers; it was not read",
    Identifying.RECORD_NUMBER: "no column of the hospital's own patient numbers; it was not read",
    Identifying.CONTACT: "no column of addresses or telephone numbers; it was not read",
}


def _harmless(cell: ListCell, line: int, column: ListColumn, problems: ProblemList, sheet: str) -> ListCell:
    if cell is None:
        return None
    if column.identifying is Identifying.DATE_OF_BIRTH:
        year = year_only(cell)
        if year is None:
            problems.note(sheet, line, f"a date of birth without a clear year ({column.letter})", "a year")
        return year
    if column.identifying is not None:
        return None
    text = f"{cell:.0f}" if isinstance(cell, float) else str(cell)
    if national_number_in(text):
        problems.add(
            Severity.UNKNOWN, sheet, line, f"a national number in column {column.letter}",
            "no national number anywhere; the cell was not read",
        )  # fmt: skip
        return None
    return cell
