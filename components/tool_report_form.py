"""The mapping step of a tool's table, and which of its rows meet which finding."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from components.csv_file import Table, csv_button, table_shown
from components.forms import Form
from components.states import synthetic_mark
from components.text import DASH, counted, md
from domain.brought_list import BroughtList
from domain.list_mapping import DateOrder
from domain.tool_reports import (
    DEFAULTED,
    LABELS,
    AskedOrder,
    MatchedTable,
    ToolField,
    ToolMapping,
    ToolTable,
    ToolWord,
)
from domain.views.choices import Choice

_ABREAST = 4
_EXAMPLES = 3
_LONGEST = 28
_LEFT_OUT = "-"
_SIGNS = re.compile(r"[\\`*_{}\[\]()#!|<>$~^=:\s]+")
"""What markdown reads in the middle of a line, and blanks."""


def column_name(heading: str) -> str:
    """The form's field for what a column holds."""
    return f"column_{hashlib.sha256(heading.encode()).hexdigest()[:16]}"


def default_name(of: str) -> str:
    """The form's field for what holds for every row."""
    return f"default_{of}"


def order_name(heading: str) -> str:
    """The form's field for the order of a column's dates."""
    return f"order_{hashlib.sha256(heading.encode()).hexdigest()[:16]}"


def word_name(key: str) -> str:
    """The form's field for the level that a word stands for."""
    return f"word_{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def heard(text: str) -> str:
    """A field's name for who hears the page: without the signs that markdown reads, so none is escaped."""
    return _SIGNS.sub(" ", text).strip() or "Column"


def mapping_of(
    said: Mapping[str, Any], brought: BroughtList, start: ToolMapping, asked: Sequence[str]
) -> ToolMapping:
    """The mapping as it was said, on top of the one it started from; ``asked`` are the keys of words.

    Raises ``Refused`` where two columns are said to hold the same.
    """
    columns = {}
    for heading in brought.headings:
        if held := said.get(column_name(heading), start.columns.get(heading)):
            columns[heading] = str(held)
    words = dict(start.words)
    for key in asked:
        answer = said.get(word_name(key))
        if answer:
            words[key] = "" if answer == _LEFT_OUT else str(answer)
    defaults = {str(of): said.get(default_name(of), start.defaults.get(of)) for of in DEFAULTED}
    said_orders = {one: said.get(order_name(one), start.orders.get(one)) for one in columns}
    orders = {one: str(said_orders[one]) for one, of in columns.items() if _is_day(of) and said_orders[one]}
    return ToolMapping(columns, words, {of: str(text) for of, text in defaults.items() if text}, orders)


def _is_day(of: str) -> bool:
    return of == ToolField.SAID_ON


def columns_form(
    form: Form,
    brought: BroughtList,
    start: ToolMapping,
    mapping: ToolMapping,
    schemes: Sequence[Choice],
    unfolded: bool = False,
) -> None:
    """Draw one field a column, with some of its cells; ``unfolded`` where much has to be said."""
    fields = (Choice("", "Not taken"), *(Choice(of.value, LABELS[of]) for of in ToolField), *schemes)
    taken = sum(heading in mapping.columns for heading in brought.headings)
    told = f"What the columns hold: {taken:,} of {len(brought.columns):,} taken"
    with st.expander(md(told), expanded=unfolded):
        for at in range(0, len(brought.columns), _ABREAST):
            for area, column in zip(st.columns(_ABREAST), brought.columns[at : at + _ABREAST], strict=False):
                with area, st.container(gap="xsmall"):
                    if column.identifying is not None:
                        st.caption(md(f"{column.heading}: {column.identifying.sentence}"))
                        continue
                    held = start.columns.get(column.heading)
                    st.text(column.heading)
                    form.choice(
                        heard(column.heading), column_name(column.heading), fields, held or "",
                        label_visibility="collapsed",
                    )  # fmt: skip
                    if column.heading in mapping.columns or unfolded:
                        cells = dict.fromkeys(str(cell) for _, cell in brought.cells_of(column.heading))
                        some = " | ".join(text[:_LONGEST] for text in list(cells)[:_EXAMPLES])
                        st.caption(md(some or DASH))


def defaults_form(form: Form, start: ToolMapping, mapping: ToolMapping, schemes: Sequence[Choice]) -> None:
    """Draw what no column holds: the tool, its version, the day of its report, the scheme of a bare level."""
    needed = [of for of in DEFAULTED if not mapping.headings_of(of)]
    if ToolField.SCHEME in needed and not mapping.headings_of(ToolField.LEVEL):
        needed.remove(ToolField.SCHEME)
    for area, of in zip(st.columns(max(len(needed), 1)), needed, strict=False):
        with area:
            if of is ToolField.SCHEME:
                form.choice("Scheme of the levels", default_name(of), schemes, start.defaults.get(of))
            elif of is ToolField.SAID_ON:
                form.day("Date of the report", default_name(of))
            else:
                form.text(LABELS[of], default_name(of), start.defaults.get(of, ""))


def order_form(form: Form, start: ToolMapping, asked: AskedOrder | None) -> None:
    """Draw what no cell of the column of dates shows: whether day or month comes first."""
    if asked is None:
        return
    orders = (
        Choice(DateOrder.DAY_FIRST, "Day, then month"),
        Choice(DateOrder.MONTH_FIRST, "Month, then day"),
    )
    told = f"{asked.heading}: {counted(asked.rows, 'date')} such as {asked.example}. Which comes first?"
    st.text(told)
    form.pick(
        heard(told), order_name(asked.heading), orders, start.orders.get(asked.heading),
        label_visibility="collapsed",
    )  # fmt: skip


def words_form(
    form: Form,
    asked: Sequence[tuple[ToolWord, str, int]],
    levels: Mapping[str, Sequence[Choice]],
    schemes: Mapping[str, str],
) -> None:
    """Draw one field a word whose level nobody knows; ``asked`` are word, key and in how many rows."""
    if not asked:
        return
    st.header("Which level is meant?", anchor=False)
    for at in range(0, len(asked), _ABREAST):
        for area, (word, key, rows) in zip(st.columns(_ABREAST), asked[at : at + _ABREAST], strict=False):
            with area, st.container(gap="xsmall"):
                options = (*levels[word.scheme], Choice(_LEFT_OUT, "No level: left out"))
                asked_of = f"{schemes[word.scheme]}: {word.word}"
                st.text(asked_of)
                form.choice(
                    heard(asked_of), word_name(key), options,
                    placeholder="Not answered: left out", label_visibility="collapsed",
                )  # fmt: skip
                st.caption(md(f"in {counted(rows, 'row')}"))


def missed_table(matched: MatchedTable) -> Table:
    """The rows that meet no finding, each with why, on the screen and in its file alike."""
    return Table(
        "Rows that meet none",
        ("Line", "Sample", "Gene", "Change", "As written", "Why"),
        tuple(
            (
                one.row.line, one.row.sample_id, one.row.gene_words, "; ".join(one.row.changes),
                "; ".join(word.word for word in one.row.words), one.why_not,
            )
            for one in matched.missed
        ),
    )  # fmt: skip


def missed_button(table: ToolTable, matched: MatchedTable) -> None:
    """Draw the button that takes the rows that meet no finding as a file, for whoever wrote the table."""
    missed = missed_table(matched)
    name, rows = table.brought.file.name, counted(len(matched.rows), "row")
    csv_button(
        lambda: [missed],
        "tool-report-rows-without-a-finding",
        table.brought.rows_id,
        matched.synthetic,
        about=f"{name}: {len(missed.rows):,} of {rows} with a level meet no finding",
    )


def matched_view(table: ToolTable, matched: MatchedTable, labels: Mapping[tuple[str, str], str]) -> None:
    """Draw how many rows meet a finding, what the tool says of each, and why the others meet none."""
    total = len(matched.rows)
    if matched.synthetic:
        synthetic_mark()
    st.text(
        f"{len(matched.found):,} of {counted(total, 'row')} with a level meet a finding; "
        f"{counted(table.without_level, 'row gives', 'rows give')} no level and "
        f"{'is' if table.without_level == 1 else 'are'} passed over. "
        f"{counted(len(matched.said), 'classification')} would be recorded."
    )
    if matched.doubled:
        told = counted(matched.doubled, "classification")
        st.caption(md(f"{told} given twice for the same finding: the last one of the table counts."))
    said: dict[str, list[str]] = {one.finding_id: [] for one in matched.said}
    for one in matched.said:
        said[one.finding_id].append(labels.get((one.scheme, one.level), one.level))
    found = Table(
        "Rows that meet a finding",
        ("Line", "Sample", "Finding", "By", "The tool says", "As written"),
        tuple(
            (
                one.row.line, one.row.sample_id, one.finding.label, one.by,
                "; ".join(said.get(one.finding.finding_id, ())) or DASH,
                "; ".join(word.word for word in one.row.words),
            )
            for one in matched.rows
            if one.finding is not None
        ),
    )  # fmt: skip
    for part in (found, missed_table(matched)):
        if part.rows:
            table_shown(part, "row", total)
    if matched.missed:
        missed_button(table, matched)
    problems = Table(
        "Problems",
        ("Line", "What", "Seen", "Expected"),
        tuple((one.line, one.severity.value, one.seen, one.expected) for one in table.problems),
    )
    if problems.rows:
        table_shown(problems, "problem")
