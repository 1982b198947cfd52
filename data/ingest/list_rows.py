"""The rows of a clinical list as values, once it is known what each column holds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from data.ingest.cells import BadCell
from data.ingest.list_mapping import Places, code_for
from data.ingest.list_values import (
    DateColumn,
    NumberColumn,
    date_column,
    day_of,
    is_given,
    number_column,
    number_of,
    text_of,
    whole_of,
)
from data.ingest.problems import ProblemList
from data.reference.list_words import tumour_in_force
from domain.brought_list import BroughtList, ListCell, ListLine
from domain.cases import Specimen
from domain.codes import Sex, SpecimenKind, SpecimenOrigin
from domain.identity import checked_pseudonym, checked_text
from domain.list_mapping import DATES, MEASURES, OF_SPECIMEN, PERCENTS, WORDED, ListField, ListMapping
from domain.listed_cases import ListedRow
from domain.problems import Problem
from domain.refused import Refused

_WHOLE = {ListField.ECOG: (0, 5), ListField.PREVIOUS_LINES: (0, 30)}
_NEEDED = frozenset({ListField.CENTRE, ListField.TUMOUR_TYPE, ListField.LABORATORY, ListField.SPECIMEN_KIND})
"""Words without which a row, or its specimen, is refused: that is told once."""
_YES_NO = {"yes": True, "no": False}
_TEXTS = (ListField.HISTOLOGY, ListField.QUESTION, ListField.PREVIOUS_THERAPY)
_SAY_IT = 'write it, write "idem" where it is the same as above, or answer for all rows without it'
_FREE_OF_NAMES = "a code with a digit and no space; what stands there is not shown"


@dataclass(frozen=True, slots=True)
class ListRows:
    """All rows of a list: those that were read and what could not be taken."""

    rows: tuple[ListedRow, ...]
    refused: int
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Columns:
    """Where each field stands and how its column is written."""

    brought: BroughtList
    mapping: ListMapping
    places: Places
    problems: ProblemList
    dates: dict[int, DateColumn] = field(default_factory=dict)
    numbers: dict[int, NumberColumn] = field(default_factory=dict)
    at: dict[ListField, list[int]] = field(default_factory=dict)
    asked: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """The question of each centre, patient and tumour; a further row of hers may leave it blank."""


class _RowRefused(Exception):
    """A row that is not taken; what was seen and what was expected were told."""


def read_rows(brought: BroughtList, mapping: ListMapping, places: Places) -> ListRows:
    """Read every row by a mapping; a cell that cannot be read is told and left out of its row.

    A row without a pseudonym, a centre, a tumour type or a question is refused, and told with what was
    seen and expected. Free text that holds a date of birth or a national number refuses its row unshown.
    """
    columns = _columns(brought, mapping, places)
    rows, refused = [], 0
    for line in brought.lines:
        try:
            rows.append(_row(line, columns))
        except _RowRefused:
            refused += 1
    return ListRows(tuple(rows), refused, columns.problems.all())


def _columns(brought: BroughtList, mapping: ListMapping, places: Places) -> _Columns:
    made = _Columns(brought, mapping, places, ProblemList(brought.file.name))
    for at, heading in enumerate(brought.headings):
        of = mapping.fields.get(heading)
        if of is None:
            continue
        made.at.setdefault(of, []).append(at)
        cells = [line.cells[at] for line in brought.lines]
        if of in DATES:
            made.dates[at] = date_column(cells, mapping.orders.get(heading), brought.since_1904)
        elif of in MEASURES:
            made.numbers[at] = number_column(cells, of in PERCENTS, mapping.shares.get(heading))
    return made


@dataclass(slots=True)
class _Line:
    """One row while it is read."""

    line: ListLine
    columns: _Columns
    not_taken: list[str] = field(default_factory=list)

    def cell(self, of: ListField) -> tuple[int, ListCell]:
        """The first cell of a field that is given, and its column."""
        places = self.columns.at.get(of, [])
        for at in places:
            if is_given(self.line.cells[at]):
                return at, self.line.cells[at]
        return (places[0] if places else -1), None

    def where(self, at: int) -> str:
        """The column as a problem names it."""
        return f"column {self.columns.brought.columns[at].letter}"

    def left_out(self, of: ListField, at: int, seen: str, expected: str) -> None:
        """Tell a cell that is not taken; its row is."""
        self.not_taken.append(of.label)
        told = f"{expected} ({self.where(at)}); the row is taken without it"
        self.columns.problems.note(self.columns.brought.sheet, self.line.line, seen, told)

    def refuse(self, seen: str, expected: str) -> _RowRefused:
        """Tell that the row is not taken."""
        self.columns.problems.refuse_row(self.columns.brought.sheet, self.line.line, seen, expected)
        return _RowRefused()

    def read(self, of: ListField, how: Callable[[int, ListCell], Any]) -> Any:
        """A cell as a value; ``None`` where none is given or where it cannot be read, which is told."""
        at, cell = self.cell(of)
        if cell is None:
            return None
        try:
            return how(at, cell)
        except BadCell as bad:
            self.left_out(of, at, bad.seen, bad.expected)
            return None

    def word(self, of: ListField) -> str | None:
        """The code that a cell stands for; the default where none is given."""
        at, cell = self.cell(of)
        if cell is None:
            return self.columns.mapping.defaults.get(of) or None
        code = code_for(of, text_of(cell), self.columns.mapping, self.columns.places)
        if code is None and of not in _NEEDED:
            self.left_out(of, at, text_of(cell), f"a word for {of.label.lower()} that is known")
        return code or None

    def day(self, of: ListField) -> date | None:
        """A date that has happened."""
        found: date | None = self.read(of, lambda at, cell: day_of(cell, self.columns.dates[at]))
        if found is not None and found > date.today():
            self.left_out(of, self.cell(of)[0], f"{found}", "a day that is not to come")
            return None
        return found

    def text(self, of: ListField) -> str | None:
        """Free text that names nobody; raises ``_RowRefused`` for text that does."""
        at, cell = self.cell(of)
        try:
            return checked_text(text_of(cell) or self.columns.mapping.defaults.get(of), of.label)
        except Refused:
            raise self.refuse(
                f"text that names a person ({self.where(at)})", "no date of birth and no national number"
            ) from None


def _row(line: ListLine, columns: _Columns) -> ListedRow:
    one = _Line(line, columns)
    pseudonym = _pseudonym(one)
    texts = {of: one.text(of) for of in _TEXTS}
    words = {of: one.word(of) for of in WORDED}
    code = words[ListField.TUMOUR_TYPE]
    in_force = tumour_in_force(code) if code is not None else None
    centre, question, sex = words[ListField.CENTRE], texts[ListField.QUESTION], words[ListField.SEX]
    if centre is None:
        raise one.refuse(_seen(one, ListField.CENTRE), "a centre that is registered")
    if code is None or in_force is None:
        raise one.refuse(_seen(one, ListField.TUMOUR_TYPE), "a tumour type with its OncoTree code")
    hers = (centre, pseudonym, in_force)
    if one.cell(ListField.QUESTION)[1] is None:
        question = columns.asked.get(hers, question)
    if question is None:
        raise one.refuse(_seen(one, ListField.QUESTION), "the question that the physician asks the board")
    columns.asked.setdefault(hers, question)
    received = one.day(ListField.RECEIVED_ON)
    if received is not None:
        one.not_taken.append(f"{ListField.RECEIVED_ON.label} (it is entered with the run)")
    return ListedRow(
        line=line.line,
        pseudonym=pseudonym,
        centre_id=centre,
        oncotree_code=code,
        tumour_code=in_force,
        question=question,
        sex=Sex(sex) if sex else None,
        year_of_birth=one.read(ListField.YEAR_OF_BIRTH, lambda _, cell: _year(cell)),
        site=words[ListField.SITE],
        stage=words[ListField.STAGE],
        histology=texts[ListField.HISTOLOGY],
        diagnosed_on=one.day(ListField.DIAGNOSED_ON),
        opened_on=one.day(ListField.OPENED_ON),
        ecog=one.read(ListField.ECOG, lambda _, cell: whole_of(cell, *_WHOLE[ListField.ECOG])),
        previous_lines=one.read(
            ListField.PREVIOUS_LINES, lambda _, cell: whole_of(cell, *_WHOLE[ListField.PREVIOUS_LINES])
        ),
        previous_therapy=texts[ListField.PREVIOUS_THERAPY],
        specimen=_specimen(one, words),
        not_taken=tuple(one.not_taken),
    )


def _seen(one: _Line, of: ListField) -> str:
    at, cell = one.cell(of)
    if at < 0:
        return f"no column for {of.label.lower()}"
    return text_of(cell) if cell is not None else f"nothing in {one.where(at)}"


def _pseudonym(one: _Line) -> str:
    at, cell = one.cell(ListField.PSEUDONYM)
    if cell is None:
        raise one.refuse(_seen(one, ListField.PSEUDONYM), "a pseudonym")
    try:
        return checked_pseudonym(text_of(cell))
    except Refused:
        raise one.refuse(f"what is no pseudonym ({one.where(at)})", _FREE_OF_NAMES) from None


def _year(cell: ListCell) -> int | None:
    year = whole_of(cell, 1900, date.today().year) if not isinstance(cell, date) else cell.year
    return year


def _specimen(one: _Line, words: dict[ListField, str | None]) -> Specimen | None:
    """The specimen of a row in which any of its fields is given; raises ``_RowRefused``."""
    if not any(one.cell(of)[1] is not None for of in OF_SPECIMEN):
        return None
    laboratory, kind = words[ListField.LABORATORY], words[ListField.SPECIMEN_KIND]
    if laboratory is None:
        raise one.refuse(
            _seen(one, ListField.LABORATORY), f"the laboratory that the specimen was sent to; {_SAY_IT}"
        )
    if kind is None:
        raise one.refuse(
            _seen(one, ListField.SPECIMEN_KIND), f"tissue, blood or another kind of specimen; {_SAY_IT}"
        )
    numbers = {
        of.value: one.read(of, lambda at, cell: number_of(cell, one.columns.numbers[at])) for of in MEASURES
    }
    samples = [one.line.cells[at] for at in one.columns.at.get(ListField.SAMPLE_ID, [])]
    try:
        return Specimen(
            laboratory,
            SpecimenKind(kind),
            SpecimenOrigin(words[ListField.SPECIMEN_ORIGIN] or SpecimenOrigin.UNKNOWN),
            tuple(name for cell in samples if is_given(cell) for name in _sample_names(text_of(cell))),
            words[ListField.SPECIMEN_SITE],
            one.day(ListField.COLLECTED_ON),
            words[ListField.FIXATION],
            decalcified=_YES_NO.get(words[ListField.DECALCIFIED] or ""),
            **numbers,
        )
    except Refused as refused:
        raise one.refuse("a specimen that cannot be", refused.sentence) from None


def _sample_names(text: str) -> list[str]:
    return [name.strip() for name in text.replace(";", ",").replace("\n", ",").split(",")]
