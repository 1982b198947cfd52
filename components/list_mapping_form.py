"""The mapping step of a clinical list: what each column holds, and what the list does not say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from components.forms import Form
from components.list_mapping_value import default_name, field_name, order_name, share_name, word_name
from components.text import counted, md
from domain.brought_list import BroughtList, ListCell, ListColumn
from domain.identity import checked_pseudonym, checked_text
from domain.list_mapping import FREE_TEXT, Asked, DateOrder, ListField, ListMapping, ListQuestions, Share
from domain.person_names import reads_like_a_name
from domain.refused import Refused
from domain.views.choices import Choice

# A field that began with a value cannot be emptied, so that nothing is a choice of its own.
FIELDS = (Choice("", "Not taken"), *(Choice(one.value, one.label) for one in ListField))
_LEFT_OUT = Choice("", "Not known: left out")
_NEEDED = (
    (ListField.PSEUDONYM, "the pseudonym"),
    (ListField.TUMOUR_TYPE, "the tumour type"),
)
_ABREAST = 4
_EXAMPLES = 3
_LONGEST_EXAMPLE = 28

TumourSearch = Callable[[str], Sequence[Choice]]


@dataclass(frozen=True, slots=True)
class MappingLists:
    """The lists that words and gaps of a clinical list are answered from."""

    choices: Mapping[ListField, Sequence[Choice]]
    """Of every field with coded words but the tumour type."""
    search: TumourSearch


def keep_no_name(form: Form) -> None:
    """Let no draft of this form hold what the store refuses: a date of birth, a national number."""
    save = form.save

    def harmless(value: Any) -> bool:
        try:
            checked_text(value if isinstance(value, str) else None, "This")
        except Refused:
            return False
        return True

    form.save = lambda fields: save({name: value for name, value in fields.items() if harmless(value)})


def columns_form(
    form: Form,
    brought: BroughtList,
    start: ListMapping,
    mapping: ListMapping,
    how_read: Mapping[str, str],
) -> None:
    """Draw one field a column, with what stands in it and, by heading, how its cells are read."""
    taken = sum(heading in mapping.fields for heading in brought.headings)
    st.subheader(md(f"What the columns hold ({taken:,} of {len(brought.columns):,} taken)"), anchor=False)
    rows = [brought.columns[at : at + _ABREAST] for at in range(0, len(brought.columns), _ABREAST)]
    for row in rows:
        for area, column in zip(st.columns(_ABREAST), row, strict=False):
            with area:
                _column(form, column, start)
                st.caption(md(_told(brought, column, mapping, how_read.get(column.heading, ""))))


def _column(form: Form, column: ListColumn, start: ListMapping) -> None:
    label, held = f"{column.letter}: {column.heading}", start.fields.get(column.heading)
    if column.identifying is not None and held is None:
        st.caption(md(label))
        return
    field = field_name(column.heading)
    form.choice(md(label), field, FIELDS, held.value if held else None, placeholder="Not taken")


def _told(brought: BroughtList, column: ListColumn, mapping: ListMapping, how: str) -> str:
    """What stands below a column: why it was not read, or some of its cells and how they are read."""
    if column.identifying is not None:
        return column.identifying.sentence
    some = _examples(brought, column.heading, mapping.fields.get(column.heading))
    return f"{some}. {how[:1].upper()}{how[1:]}." if how else some


def _examples(brought: BroughtList, heading: str, of: ListField | None) -> str:
    """How many rows hold something, and the first few where these can name nobody.

    Nothing is shown of a column that is not taken or holds free text, whatever its heading says; of a
    pseudonym only what is one, and no cell that reads like a person's name.
    """
    cells = brought.cells_of(heading)
    told = f"{len(cells):,} of {counted(len(brought.lines), 'row')} filled"
    if of is None or of in FREE_TEXT:
        return told
    shown = [one for one in dict.fromkeys(_shown(cell) for _, cell in cells) if not reads_like_a_name(one)]
    if of is ListField.PSEUDONYM:
        shown = [text for text in shown if _is_pseudonym(text)]
    some = " | ".join(text[:_LONGEST_EXAMPLE] for text in shown[:_EXAMPLES])
    return f"{told}: {some}" if some else told


def _shown(cell: ListCell) -> str:
    if isinstance(cell, float):
        return f"{cell:g}" if cell != int(cell) or abs(cell) >= 1e15 else f"{cell:.0f}"
    return f"{cell.day} {cell:%b %Y}" if isinstance(cell, date) else str(cell)


def _is_pseudonym(text: str) -> bool:
    try:
        checked_pseudonym(text)
    except Refused:
        return False
    return True


def lacking_told(mapping: ListMapping) -> None:
    """Say which column has to be there before any row can be read; nothing asked below replaces it."""
    held = set(mapping.fields.values())
    lacking = [words for of, words in _NEEDED if of not in held]
    if lacking:
        them = "it" if len(lacking) == 1 else "them"
        told = (
            f"No column holds {' and '.join(lacking)}: without {them} no row can be read. Choose the column "
            "above, or add it to the list and upload it again."
        )
        st.warning(md(told), icon=None)


def questions_form(
    form: Form,
    brought: BroughtList,
    asked: ListQuestions,
    start: ListMapping,
    mapping: ListMapping,
    lists: MappingLists,
) -> None:
    """Draw what has to be answered; words that were answered for an earlier list stand folded below."""
    before = [one for one in asked.words if start.code_of(one.of, one.key)]
    new = [one for one in asked.words if one not in before]
    if asked.orders or asked.shares or asked.defaults or new:
        left = asked.unanswered(mapping)
        told = f"{left:,} to answer" if left else "all answered"
        st.subheader(md(f"What the list does not say ({told})"), anchor=False)
        _orders(form, asked, start)
        for one in asked.defaults:
            _default(form, one, start, lists)
        for one in new:
            _word(form, one, start, lists)
    if before:
        with st.expander(md(f"Words as they were read last time ({len(before):,})")):
            for one in before:
                _word(form, one, start, lists)


def _orders(form: Form, asked: ListQuestions, start: ListMapping) -> None:
    for one in asked.orders:
        example = next(iter(one.examples), "")
        label = f"{md(one.heading)}: {counted(one.rows, 'date')} such as {md(example)}. Which comes first?"
        choices = (
            Choice(DateOrder.DAY_FIRST, "Day, then month"),
            Choice(DateOrder.MONTH_FIRST, "Month, then day"),
        )
        form.pick(label, order_name(one.heading), choices, start.orders.get(one.heading))
    for one in asked.shares:
        example = one.examples[0] if one.examples else "0.6"
        label = (
            f"{md(one.heading)}: {counted(one.rows, 'number')} up to 1, such as {md(example)}. What is meant?"
        )
        choices = (
            Choice(Share.FRACTION, "A part of 1: 0.6 is 60 %"),
            Choice(Share.PERCENT, "Per cent: 0.6 is 0.6 %"),
        )
        form.pick(label, share_name(one.heading), choices, start.shares.get(one.heading))


def _default(form: Form, one: Asked, start: ListMapping, lists: MappingLists) -> None:
    """What holds for every row in which the list says nothing."""
    label = f"{one.of.label}, for the {counted(one.rows, 'row')} without one"
    held = start.defaults.get(one.of)
    if one.of is ListField.QUESTION:
        form.text(label, default_name(one.of), held or "", help="The physician's question to the board.")
    else:
        form.choice(
            label, default_name(one.of), lists.choices[one.of], held, placeholder="None chosen", width=480
        )


def _word(form: Form, one: Asked, start: ListMapping, lists: MappingLists) -> None:
    """What one word stands for; tumour types are searched for."""
    label = f"{one.of.label}: {md(one.word[:80])} ({counted(one.rows, 'row')})"
    held = start.code_of(one.of, one.key)
    if one.of is not ListField.TUMOUR_TYPE:
        form.choice(
            label,
            word_name(one),
            (_LEFT_OUT, *lists.choices[one.of]),
            held,
            placeholder=_LEFT_OUT.label,
            width=480,
        )
        return
    chosen, searched = st.columns([3, 2], vertical_alignment="bottom")
    with searched:
        text = form.text("Search OncoTree", f"search_{one.key}", one.word[:80])
    found = list(lists.search(text))
    kept = form.draft.get(word_name(one), held)
    if kept and kept not in {choice.code for choice in found}:
        found = [*lists.search(str(kept))[:1], *found]
    with chosen:
        form.choice(label, word_name(one), found, held, placeholder=_found(len(found)))


def _found(count: int) -> str:
    return f"Choose of {counted(count, 'type')}" if count else "None found: search with other words"
