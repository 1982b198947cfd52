"""What the columns of a clinical list hold: suggested by their headings, and what has to be asked."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from data.ingest.list_values import date_column, is_given, number_column, text_of, two_ways
from data.reference import codes
from data.reference.list_words import heading_holds, tumour_code, word_code
from data.reference.words import plain
from domain.brought_list import BroughtList, Identifying, ListColumn
from domain.list_mapping import (
    DATES,
    DEFAULTED,
    MEASURES,
    OF_SPECIMEN,
    PERCENTS,
    REPEATED,
    WORDED,
    Asked,
    DateOrder,
    ListField,
    ListMapping,
    ListQuestions,
)

_FIELDS = {one.value for one in ListField}
_EXAMPLES = 3
_NEEDED_ALWAYS = (ListField.CENTRE, ListField.QUESTION)
_NEEDED_WITH_SPECIMEN = (ListField.LABORATORY, ListField.SPECIMEN_KIND)
_ORDERS = {DateOrder.DAY_FIRST: "day before month", DateOrder.MONTH_FIRST: "month before day"}
_PLACES = frozenset({ListField.CENTRE, ListField.LABORATORY})


@dataclass(frozen=True, slots=True)
class Places:
    """The centres and laboratories there are: id by the plain words of its name and of the id itself."""

    centres: Mapping[str, str] = field(default_factory=dict)
    laboratories: Mapping[str, str] = field(default_factory=dict)

    def of(self, wanted: ListField, text: str) -> str | None:
        """The id of a centre or laboratory by its name or id."""
        known = self.centres if wanted is ListField.CENTRE else self.laboratories
        return known.get(plain(text))


def places_of(centres: Mapping[str, str], laboratories: Mapping[str, str]) -> Places:
    """From names by id."""

    def by_word(named: Mapping[str, str]) -> dict[str, str]:
        return {plain(word): one for one, name in named.items() for word in (name, one)}

    return Places(by_word(centres), by_word(laboratories))


def list_fingerprint(brought: BroughtList) -> str:
    """Names the headings of a list, whatever their order, capitals, accents and punctuation."""
    words = sorted({plain(column.heading) for column in brought.columns})
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def field_of(column: ListColumn) -> ListField | None:
    """What a column's heading says it holds, alone or with the heading merged over it."""
    if column.identifying is not None:
        return ListField.YEAR_OF_BIRTH if column.identifying is Identifying.DATE_OF_BIRTH else None
    tried = [column.heading]
    if column.above:
        tried += [f"{column.above} {column.heading}", f"{column.heading} {column.above}"]
    found = next((holds for text in tried if (holds := heading_holds(text)) in _FIELDS), None)
    return ListField(found) if found is not None else None


def suggested(brought: BroughtList, kept: ListMapping | None = None) -> ListMapping:
    """The mapping that the headings suggest; what a person said before of the same headings stands above.

    Of two columns for the same field the first that holds anything is suggested, a year of birth before
    the years of a date of birth.
    """
    fields: dict[str, ListField] = {}
    columns = sorted(brought.columns, key=lambda one: one.identifying is not None)
    for column in columns:
        found = field_of(column)
        if found is None or not brought.cells_of(column.heading):
            continue
        if found in REPEATED or found not in fields.values():
            fields[column.heading] = found
    ordered = {name: fields[name] for name in brought.headings if name in fields}
    if kept is None:
        return ListMapping(ordered)
    here = {name: one for name, one in kept.fields.items() if name in brought.headings}
    rest = {
        name: one
        for name, one in ordered.items()
        if name not in here and (one in REPEATED or one not in here.values())
    }
    return ListMapping(
        {**here, **rest},
        {name: one for name, one in kept.orders.items() if name in here},
        {name: one for name, one in kept.shares.items() if name in here},
        kept.words,
        kept.defaults,
    )


def code_for(of: ListField, text: str, mapping: ListMapping, places: Places) -> str | None:
    """The code that a cell stands for: a person's word first, then the tables and the places there are."""
    said = mapping.code_of(of, plain(text))
    if said:
        return said
    if of in _PLACES:
        return places.of(of, text)
    return tumour_code(text) if of is ListField.TUMOUR_TYPE else word_code(WORDED[of], text)


def codes_of(of: ListField) -> Sequence[codes.Code]:
    """The coded list of a field whose words are asked about."""
    return codes.codes(WORDED[of])


def questions(brought: BroughtList, mapping: ListMapping, places: Places) -> ListQuestions:
    """What has to be asked so that every cell of the columns that are taken can be read."""
    orders, shares, words = [], [], []
    for heading, of in mapping.fields.items():
        if heading not in brought.headings:
            continue
        cells = [cell for _, cell in brought.cells_of(heading)]
        some = tuple(dict.fromkeys(text_of(cell) for cell in cells if is_given(cell)))[:_EXAMPLES]
        if of in DATES and date_column(cells).asked:
            either = tuple(dict.fromkeys(text_of(cell) for cell in cells if two_ways(cell)))
            orders.append(Asked(heading, of, rows=sum(map(two_ways, cells)), examples=either[:_EXAMPLES]))
        elif of in PERCENTS and number_column(cells, is_percent=True).asked:
            shares.append(Asked(heading, of, rows=len(cells), examples=some))
        elif of in WORDED:
            words += _unknown_words(brought, heading, of, mapping, places)
    return ListQuestions(tuple(orders), tuple(shares), tuple(words), _defaults(brought, mapping))


def how_read(brought: BroughtList, mapping: ListMapping) -> dict[str, str]:
    """How dates and numbers of a column are read and which cell shows it, in a few words, by heading."""
    told = {}
    for heading, of in mapping.fields.items():
        if heading not in brought.headings:
            continue
        cells = [cell for _, cell in brought.cells_of(heading)]
        if of in DATES:
            dates = date_column(cells, mapping.orders.get(heading), brought.since_1904)
            if dates.order is not None:
                shown = f", as {dates.telling} shows" if dates.telling else ", as you said"
                told[heading] = f"{_ORDERS[dates.order]}{shown}"
        elif of in MEASURES:
            numbers = number_column(cells, of in PERCENTS, mapping.shares.get(heading))
            if numbers.decimal_mark == ",":
                told[heading] = "decimal commas"
    return told


def _unknown_words(
    brought: BroughtList, heading: str, of: ListField, mapping: ListMapping, places: Places
) -> list[Asked]:
    """The words nobody knows yet, and those that a person answered: so that the answer can be changed."""
    count: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for _, cell in brought.cells_of(heading):
        if not is_given(cell):
            continue
        text = text_of(cell)
        if mapping.code_of(of, plain(text)) or code_for(of, text, mapping, places) is None:
            count[plain(text)] += 1
            shown.setdefault(plain(text), text)
    return [Asked(heading, of, shown[word], word, rows) for word, rows in count.most_common()]


def _defaults(brought: BroughtList, mapping: ListMapping) -> tuple[Asked, ...]:
    """What a row needs and some row does not say."""
    held = set(mapping.fields.values())
    needed = [*_NEEDED_ALWAYS, *(_NEEDED_WITH_SPECIMEN if held & OF_SPECIMEN else ())]
    asked = []
    for of in DEFAULTED:
        heading = mapping.heading_of(of)
        told = (
            sum(is_given(cell) for _, cell in brought.cells_of(heading)) if heading in brought.headings else 0
        )
        missing = len(brought.lines) - told
        if of in needed and missing:
            asked.append(Asked(heading or "", of, rows=missing))
    return tuple(asked)
