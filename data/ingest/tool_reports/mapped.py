"""From a tool's table and what its columns hold to rows; what no column says is taken from the mapping."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from data.ingest.cells import BadCell
from data.ingest.list_values import DateColumn, date_column, day_of, text_of, two_ways
from data.ingest.problems import ProblemList
from data.ingest.tool_reports.gene_words import read_gene
from data.ingest.tool_reports.headings import ONLY_ONCOKB, holds, scheme_of
from data.ingest.tool_reports.level_words import level_code, says_nothing, scheme_code, word_key
from domain.brought_list import BroughtList, ListLine
from domain.identity import checked_text
from domain.list_mapping import DateOrder
from domain.refused import Refused
from domain.tool_reports import REPEATED, AskedOrder, ToolField, ToolMapping, ToolRow, ToolTable, ToolWord

_ONCOKB = "OncoKB"
_POSITION = re.compile(r"[0-9]{1,10}")


def suggested(brought: BroughtList, kept: ToolMapping | None = None) -> ToolMapping:
    """What the headings say; what was said of the same headings before stands above it."""
    columns: dict[str, str] = {}
    for column in brought.columns:
        held = None if column.identifying is not None else holds(column.heading)
        if held is not None and (held in REPEATED or held not in columns.values()):
            columns[column.heading] = held
    defaults: dict[str, str] = {}
    if not any(held == ToolField.TOOL for held in columns.values()) and any(
        heading.casefold() in ONLY_ONCOKB for heading in brought.headings
    ):
        defaults[ToolField.TOOL] = _ONCOKB
    if kept is None:
        return ToolMapping(columns, {}, defaults)
    here = {heading: held for heading, held in kept.columns.items() if heading in brought.headings}
    # A version and a day are those of one report: they are asked of the next one anew.
    lasting = {
        name: text for name, text in kept.defaults.items() if name in (ToolField.TOOL, ToolField.SCHEME)
    }
    orders = {heading: order for heading, order in kept.orders.items() if heading in brought.headings}
    return ToolMapping(here or columns, kept.words, {**defaults, **lasting}, orders)


def level_of(mapping: ToolMapping, word: ToolWord) -> str | None:
    """The level of a word: a person's answer first, then the scheme's words; empty where it is left out."""
    said = mapping.words.get(answer_key(word))
    return level_code(word.scheme, word.word) if said is None else said


def answer_key(word: ToolWord) -> str:
    """Under what a mapping keeps the answer to a word."""
    return f"{word.scheme}|{word_key(word.word)}"


def missing_columns(mapping: ToolMapping) -> tuple[str, ...]:
    """What no column is said to hold without which no row can mean a finding, in words."""
    held = set(mapping.columns.values())
    told = [] if ToolField.SAMPLE_ID in held else ["sample id"]
    if not held & {ToolField.GENE, ToolField.CHANGE, ToolField.POS}:
        told.append("gene and change (or position)")
    if not any(one == ToolField.LEVEL or scheme_of(one) is not None for one in held):
        told.append("level")
    return tuple(told)


def missing_defaults(brought: BroughtList, mapping: ToolMapping) -> tuple[ToolField, ...]:
    """What no column holds and nobody has said: tool, version, day, and the scheme of a bare level."""
    needed = [ToolField.TOOL, ToolField.TOOL_VERSION, ToolField.SAID_ON]
    if mapping.headings_of(ToolField.LEVEL):
        needed.append(ToolField.SCHEME)
    return tuple(one for one in needed if not mapping.headings_of(one) and not mapping.defaults.get(one))


def asked_order(brought: BroughtList, mapping: ToolMapping) -> AskedOrder | None:
    """The column of dates whose order no cell shows, answered or not; ``None`` where nothing is to ask."""
    heading = next(iter(mapping.headings_of(ToolField.SAID_ON)), None)
    if heading is None or heading not in brought.headings:
        return None
    cells = [cell for _, cell in brought.cells_of(heading)]
    if not date_column(cells).asked:
        return None
    either = [text_of(cell) for cell in cells if two_ways(cell)]
    return AskedOrder(heading, len(either), either[0])


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where in a row each field stands, and what no row says."""

    held: Mapping[str, tuple[tuple[str, int], ...]]
    """Heading and place of every column of a field."""
    levels: tuple[tuple[int, str | None], ...]
    """Place, and the scheme where the column holds levels of that one alone."""
    defaults: Mapping[str, str]
    dates: DateColumn | None

    def one(self, line: ListLine, wanted: ToolField) -> str:
        """What a row says of a field, else what was said of all rows; empty where neither does."""
        for _, at in self.held.get(wanted, ()):
            if text := text_of(line.cells[at]):
                return text
        return self.defaults.get(wanted, "")


def _columns(brought: BroughtList, mapping: ToolMapping) -> _Columns:
    places = {heading: at for at, heading in enumerate(brought.headings)}
    held: dict[str, tuple[tuple[str, int], ...]] = {}
    levels: list[tuple[int, str | None]] = []
    for heading, of in mapping.columns.items():
        if heading not in places:
            continue
        held[of] = (*held.get(of, ()), (heading, places[heading]))
        if (scheme := scheme_of(of)) is not None or of == ToolField.LEVEL:
            levels.append((places[heading], scheme))
    dates = None
    for heading, _ in held.get(ToolField.SAID_ON, ()):
        dates = date_column([cell for _, cell in brought.cells_of(heading)])
        if dates.asked and (said := mapping.orders.get(heading)):
            dates = DateColumn(DateOrder(said), asked=False)
    return _Columns(held, tuple(levels), mapping.defaults, dates)


def mapped(brought: BroughtList, mapping: ToolMapping) -> ToolTable:
    """The rows of a table by a mapping, with what could not be read of them.

    Dates whose order nobody has told are not read: a day with the year first is never misread.
    """
    problems = ProblemList(brought.file.name)
    columns = _columns(brought, mapping)
    rows, silent = [], 0
    for line in brought.lines:
        row = _row(line, columns, problems)
        if row is None:
            silent += 1
        else:
            rows.append(row)
    return ToolTable(brought, tuple(rows), silent, (*brought.problems, *problems.all()))


def _row(line: ListLine, columns: _Columns, problems: ProblemList) -> ToolRow | None:
    """One row; ``None`` for one that gives no level."""
    words = _words(line, columns, problems)
    if not words:
        return None
    changes = [text_of(line.cells[at]) for _, at in columns.held.get(ToolField.CHANGE, ())]
    told = tuple(dict.fromkeys(text for text in changes if text))
    gene = read_gene(columns.one(line, ToolField.GENE), told)
    place = (ToolField.CHROM, ToolField.POS, ToolField.REF, ToolField.ALT)
    return ToolRow(
        line=line.line,
        sample_id=columns.one(line, ToolField.SAMPLE_ID),
        gene=gene.symbol,
        changes=gene.changes,
        place=_place(*(columns.one(line, name) for name in place)),
        words=words,
        tool=columns.one(line, ToolField.TOOL),
        tool_version=columns.one(line, ToolField.TOOL_VERSION),
        said_on=_day(line, columns, problems),
        comment=_comment(line, columns, problems),
        gene_said=gene.said,
    )


def _words(line: ListLine, columns: _Columns, problems: ProblemList) -> tuple[ToolWord, ...]:
    words = []
    for at, of in columns.levels:
        text = text_of(line.cells[at])
        if says_nothing(text):
            continue
        if of is not None:
            words.append(ToolWord(of, text))
            continue
        scheme = columns.one(line, ToolField.SCHEME)
        known = scheme_code(scheme)
        if known is None:
            seen = f"the level {text!r} without a known scheme ({scheme or 'blank'})"
            problems.refuse_row("", line.line, seen, "a scheme of the list")
        else:
            words.append(ToolWord(known, text))
    return tuple(words)


def _place(chrom: str, pos: str, ref: str, alt: str) -> tuple[str, int, str, str] | None:
    if not (chrom and ref and alt and _POSITION.fullmatch(pos)):
        return None
    return chrom, int(pos), ref.upper(), alt.upper()


def _day(line: ListLine, columns: _Columns, problems: ProblemList) -> date | None:
    heading, at = next(iter(columns.held.get(ToolField.SAID_ON, ())), ("", -1))
    cell = line.cells[at] if heading else None
    if cell is None or columns.dates is None:
        said = columns.defaults.get(ToolField.SAID_ON)
        return date.fromisoformat(said) if said else None
    try:
        day = None if columns.dates.asked and two_ways(cell) else day_of(cell, columns.dates)
    except BadCell:
        day = None
    if day is None or day > date.today():
        seen = f"the date {text_of(cell)!r}"
        expected = "a past day that is read one way, such as 2026-03-25; the row was not taken"
        problems.refuse_row(heading, line.line, seen, expected)
        return None
    return day


def _comment(line: ListLine, columns: _Columns, problems: ProblemList) -> str | None:
    held = columns.held.get(ToolField.COMMENT, ())
    parts = [(heading, text_of(line.cells[at])) for heading, at in held]
    told = [text if len(held) == 1 else f"{heading}: {text}" for heading, text in parts if text]
    try:
        return checked_text("; ".join(told), "The comment")
    except Refused as refused:
        problems.note("", line.line, "a comment that names a person", refused.sentence)
        return None
