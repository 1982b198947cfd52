"""From a tool's table and what its columns hold to rows; what no column says is taken from the mapping."""

from collections.abc import Mapping
from datetime import date

from data.ingest.cells import BadCell
from data.ingest.list_values import DateColumn, date_column, day_of, text_of, two_ways
from data.ingest.problems import ProblemList
from data.ingest.tool_reports.headings import ONLY_ONCOKB, holds, scheme_of
from data.ingest.tool_reports.level_words import level_code, says_nothing, scheme_code, word_key
from data.reference.genes import current_symbol
from domain.brought_list import BroughtList, ListCell
from domain.identity import checked_text
from domain.refused import Refused
from domain.tool_reports import REPEATED, ToolField, ToolMapping, ToolRow, ToolTable, ToolWord

_ONCOKB = "OncoKB"


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
    return ToolMapping(here or columns, kept.words, {**defaults, **lasting})


def level_of(mapping: ToolMapping, word: ToolWord) -> str | None:
    """The level of a word: a person's answer first, then the scheme's words; empty where it is left out."""
    said = mapping.words.get(answer_key(word))
    return level_code(word.scheme, word.word) if said is None else said


def answer_key(word: ToolWord) -> str:
    """Under what a mapping keeps the answer to a word."""
    return f"{word.scheme}|{word_key(word.word)}"


def missing_defaults(brought: BroughtList, mapping: ToolMapping) -> tuple[ToolField, ...]:
    """What no column holds and nobody has said: tool, version, day, and the scheme of a bare level."""
    needed = [ToolField.TOOL, ToolField.TOOL_VERSION, ToolField.SAID_ON]
    if mapping.headings_of(ToolField.LEVEL):
        needed.append(ToolField.SCHEME)
    return tuple(one for one in needed if not mapping.headings_of(one) and not mapping.defaults.get(one))


def mapped(brought: BroughtList, mapping: ToolMapping) -> ToolTable:
    """The rows of a table by a mapping, with what could not be read of them.

    Dates whose order nobody can tell are not read: a day with the year first is never misread.
    """
    problems = ProblemList(brought.file.name)
    headings = mapping.headings_of(ToolField.SAID_ON)
    dates = date_column([cell for _, cell in brought.cells_of(headings[0])]) if headings else None
    places = {heading: at for at, heading in enumerate(brought.headings)}
    rows, silent = [], 0
    for line in brought.lines:
        cells = {heading: line.cells[places[heading]] for heading in mapping.columns if heading in places}
        row = _row(line.line, cells, mapping, dates, problems)
        if row is None:
            silent += 1
        else:
            rows.append(row)
    return ToolTable(brought, tuple(rows), silent, (*brought.problems, *problems.all()))


def _row(
    line: int,
    cells: Mapping[str, ListCell],
    mapping: ToolMapping,
    dates: DateColumn | None,
    problems: ProblemList,
) -> ToolRow | None:
    """One row; ``None`` for one that gives no level."""

    def one(wanted: ToolField) -> str:
        texts = (text_of(cells.get(heading)) for heading in mapping.headings_of(wanted))
        return next((text for text in texts if text), "") or mapping.defaults.get(wanted, "")

    words = _words(line, cells, mapping, one(ToolField.SCHEME), problems)
    if not words:
        return None
    changes = [text_of(cells.get(heading)) for heading in mapping.headings_of(ToolField.CHANGE)]
    gene = one(ToolField.GENE)
    return ToolRow(
        line=line,
        sample_id=one(ToolField.SAMPLE_ID),
        gene=current_symbol(gene) if gene else "",
        changes=tuple(dict.fromkeys(text for text in changes if text)),
        place=_place(*(one(name) for name in (ToolField.CHROM, ToolField.POS, ToolField.REF, ToolField.ALT))),
        words=words,
        tool=one(ToolField.TOOL),
        tool_version=one(ToolField.TOOL_VERSION),
        said_on=_day(line, cells, mapping, dates, problems),
        comment=_comment(line, cells, mapping, problems),
    )


def _words(
    line: int, cells: Mapping[str, ListCell], mapping: ToolMapping, scheme: str, problems: ProblemList
) -> tuple[ToolWord, ...]:
    words = []
    for heading, held in mapping.columns.items():
        text = text_of(cells.get(heading))
        if says_nothing(text):
            continue
        if of := scheme_of(held):
            words.append(ToolWord(of, text))
        elif held == ToolField.LEVEL:
            known = scheme_code(scheme)
            if known is None:
                seen = f"the level {text!r} without a known scheme ({scheme or 'blank'})"
                problems.refuse_row("", line, seen, "a scheme of the list")
            else:
                words.append(ToolWord(known, text))
    return tuple(words)


def _place(chrom: str, pos: str, ref: str, alt: str) -> tuple[str, int, str, str] | None:
    if not (chrom and ref and alt and pos.isdigit()):
        return None
    return chrom, int(pos), ref.upper(), alt.upper()


def _day(
    line: int,
    cells: Mapping[str, ListCell],
    mapping: ToolMapping,
    dates: DateColumn | None,
    problems: ProblemList,
) -> date | None:
    headings = mapping.headings_of(ToolField.SAID_ON)
    cell = cells.get(headings[0]) if headings else None
    if cell is None or dates is None:
        said = mapping.defaults.get(ToolField.SAID_ON)
        return date.fromisoformat(said) if said else None
    try:
        day = None if dates.asked and two_ways(cell) else day_of(cell, dates)
    except BadCell:
        day = None
    if day is None or day > date.today():
        seen = f"the date {text_of(cell)!r}"
        expected = "a past day that is read one way, such as 2026-03-25; the row was not taken"
        problems.refuse_row(headings[0], line, seen, expected)
        return None
    return day


def _comment(
    line: int, cells: Mapping[str, ListCell], mapping: ToolMapping, problems: ProblemList
) -> str | None:
    headings = mapping.headings_of(ToolField.COMMENT)
    parts = [(heading, text_of(cells.get(heading))) for heading in headings]
    told = [text if len(headings) == 1 else f"{heading}: {text}" for heading, text in parts if text]
    try:
        return checked_text("; ".join(told), "The comment")
    except Refused as refused:
        problems.note("", line, "a comment that names a person", refused.sentence)
        return None
