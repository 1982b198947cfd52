"""What a person said of a list's columns, as it stands in the form or in its draft."""

import hashlib
from collections.abc import Mapping
from typing import Any

from domain.brought_list import BroughtList
from domain.list_mapping import (
    DATES,
    DEFAULTED,
    PERCENTS,
    WORDED,
    Asked,
    DateOrder,
    ListField,
    ListMapping,
    Share,
)


def _named(heading: str) -> str:
    """A heading as part of a field's name: the next list may have its columns in another order."""
    return hashlib.sha256(heading.encode()).hexdigest()[:16]


def field_name(heading: str) -> str:
    """The form's field for what a column holds."""
    return f"field_{_named(heading)}"


def order_name(heading: str) -> str:
    """The form's field for the order of a column's dates."""
    return f"order_{_named(heading)}"


def share_name(heading: str) -> str:
    """The form's field for how a column's percentages are written."""
    return f"share_{_named(heading)}"


def word_name(asked: Asked) -> str:
    """The form's field for what a word stands for."""
    return f"word_{asked.of.value}_{asked.key}"


def default_name(of: ListField) -> str:
    """The form's field for what holds where the list says nothing."""
    return f"default_{of.value}"


def mapping_of(said: Mapping[str, Any], brought: BroughtList, start: ListMapping) -> ListMapping:
    """The mapping as it was said, on top of the one it started from.

    Raises ``Refused`` where two columns are said to hold the same.
    """
    fields: dict[str, ListField] = {}
    orders: dict[str, DateOrder] = {}
    shares: dict[str, Share] = {}
    for heading in brought.headings:
        of = said.get(field_name(heading), start.fields.get(heading))
        if not of:
            continue
        fields[heading] = ListField(of)
        order = said.get(order_name(heading), start.orders.get(heading))
        if fields[heading] in DATES and order:
            orders[heading] = DateOrder(order)
        share = said.get(share_name(heading), start.shares.get(heading))
        if fields[heading] in PERCENTS and share:
            shares[heading] = Share(share)
    words = {of: dict(known) for of, known in start.words.items()}
    for of, key, code in _said_words(said):
        if code:
            words.setdefault(of, {})[key] = code
        else:
            words.get(of, {}).pop(key, None)
    defaults = {of: said.get(default_name(of), start.defaults.get(of)) for of in DEFAULTED}
    return ListMapping(fields, orders, shares, words, {of: code for of, code in defaults.items() if code})


def _said_words(said: Mapping[str, Any]) -> list[tuple[ListField, str, str | None]]:
    """Field, word and code of every answer, in the form or in its draft."""
    return [
        (of, name.removeprefix(begun), code)
        for of in WORDED
        for begun in (f"word_{of.value}_",)
        for name, code in said.items()
        if name.startswith(begun)
    ]
