"""Reads JSON as laboratories' programs write it: bare ``NaN``, numbers kept as text, bounded in depth."""

import json
import re
from collections import Counter
from collections.abc import Callable
from itertools import accumulate

from data.ingest import limits
from data.ingest.opening import Unreadable

Tells = Callable[[str], None]
"""Is told one sentence about something that was read and is worth knowing."""

# A string that never ends runs to the end of the text: looked for once, not once at each of its quotes.
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)', re.DOTALL)
_NOT_BRACKETS = re.compile(r"[^\[\]{}]+")
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}
_HALF_PAIR = re.compile(r"[\ud800-\udfff\x00]")
_ESCAPED_ODDITY = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)")


class JsonNumber(str):
    """A number exactly as the file writes it; ``NaN`` and ``Infinity`` included."""

    __slots__ = ()


def _require_small(text: str) -> None:
    bare = _STRING.sub("", text)
    brackets = _NOT_BRACKETS.sub("", bare)
    if any(depth > limits.MAX_JSON_DEPTH for depth in accumulate(map(_STEPS.__getitem__, brackets))):
        raise Unreadable(
            f"JSON nested more than {limits.MAX_JSON_DEPTH} deep",
            f"values nested at most {limits.MAX_JSON_DEPTH} deep; nothing of it was kept",
        )
    if len(brackets) // 2 + bare.count(",") > limits.MAX_JSON_VALUES:
        raise Unreadable(
            f"more than {limits.MAX_JSON_VALUES:,} values in one JSON text",
            "the results of one sample; nothing of it was kept",
        )


def _whole_text(value: object) -> object:
    """A value whose texts can be stored: half surrogate pairs and NUL become the replacement character."""
    if isinstance(value, str):
        return type(value)(_HALF_PAIR.sub("\ufffd", value))
    if isinstance(value, list):
        return [_whole_text(one) for one in value]
    if isinstance(value, dict):
        return {_HALF_PAIR.sub("\ufffd", key): _whole_text(one) for key, one in value.items()}
    return value


def parse_json(text: str, tell: Tells | None = None) -> object:
    """The value that a JSON text holds: ``dict``, ``list``, ``str``, ``JsonNumber``, ``bool`` or ``None``.

    Numbers keep their text, so that a threshold is compared on the decimal that the file wrote. Of a key
    that an object holds twice the last one is taken and ``tell`` is told; without ``tell`` it is refused.
    Raises ``Unreadable`` for text that is no JSON, too long or too deep.
    """
    if len(text) > limits.MAX_TEXT_BYTES:
        raise Unreadable(
            f"more than {limits.MAX_TEXT_BYTES >> 20} MiB of JSON",
            f"at most {limits.MAX_TEXT_BYTES >> 20} MiB at once; nothing of it was kept",
        )
    _require_small(text)

    def together(pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) < len(pairs):
            twice = Counter(name for name, _ in pairs).most_common(1)[0][0][:80]
            if tell is None:
                raise Unreadable(f"the key {twice!r} twice in one object", "every key once")
            tell(f"the key {twice!r} twice in one object; the last value was taken")
        return made

    try:
        value: object = json.loads(
            text,
            parse_float=JsonNumber,
            parse_int=JsonNumber,
            parse_constant=JsonNumber,
            object_pairs_hook=together,
        )
    except (ValueError, RecursionError) as error:
        said = str(error) if isinstance(error, json.JSONDecodeError) else "cannot be taken apart"
        raise Unreadable(
            f"damaged JSON ({said})", "whole JSON: copy the file again from its source"
        ) from error
    return _whole_text(value) if _ESCAPED_ODDITY.search(text) or _HALF_PAIR.search(text) else value
