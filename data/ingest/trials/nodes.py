"""YAML and JSON as texts, lists and maps that know their line: nothing of a file is ever executed.

The parser's events are taken as they come and every scalar stays the text that was written, so ``N``,
``00001`` and ``2026-11-01`` are never turned into something else.  Anchors, aliases, tags, a key that stands
twice, and files that are too long, too deep or too many values are refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

MAX_BYTES = 1 << 20
"""Bytes of one file: a trial written down needs some ten thousand."""
MAX_DEPTH = 40
MAX_VALUES = 100_000

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_UNFIT = re.compile(r"[\x00\ud800-\udfff]")
_TOO_DEEP = f"values nested at most {MAX_DEPTH} deep; nothing of it was taken"
_YAML = "YAML, here and in the line above: `key: value`, indented by blanks"
_QUOTES = 'a value without a YAML tag; a value that begins with ! stands in quotes: "!Mutation"'
_PLAIN_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Refusal(Exception):
    """A file that is not taken: where, what was seen and what was expected."""

    def __init__(self, line: int, seen: str, expected: str) -> None:
        super().__init__(seen)
        self.line = line
        self.seen = seen
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Text:
    """One value as it was written; ``None`` for an empty one and for ``null``."""

    value: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Many:
    """A list."""

    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Keyed:
    """A map; ``lines`` says where each key stands."""

    entries: dict[str, "Node"]
    lines: dict[str, int]
    line: int


Node = Text | Many | Keyed


@dataclass(slots=True)
class _Open:
    """A list or map that is being read."""

    is_map: bool
    line: int
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    key: str | None = None


def documents(text: str) -> tuple[Node, ...]:
    """The documents of a text of YAML or JSON; an empty text has none.

    Raises ``Refusal`` for what is no YAML, and for what the limits and this module's rules forbid.
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        expected = f"at most {MAX_BYTES >> 20} MiB; nothing of it was taken"
        raise Refusal(0, f"a file of more than {MAX_BYTES >> 20} MiB", expected)
    cleaned = _UNFIT.sub("\ufffd", text.removeprefix("\ufeff"))
    if cleaned.lstrip()[:1] in {"{", "["}:
        cleaned = cleaned.replace("\t", " ")
    try:
        return tuple(one for one in _built(cleaned) if one != Text(None, one.line))
    except yaml.YAMLError as error:
        line = _line_of(error)
        seen = cleaned.splitlines()[line - 1].strip() if 0 < line <= len(cleaned.splitlines()) else ""
        expected = _QUOTES if ": !" in seen else _YAML
        raise Refusal(line, seen or "text that cannot be read", expected) from error


def _line_of(error: yaml.YAMLError) -> int:
    mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
    return mark.line + 1 if mark is not None else 0


def _built(text: str) -> Iterator[Node]:
    """One node for each document, made of the parser's events."""
    stack: list[_Open] = []
    values = 0
    for event in yaml.parse(text, Loader=_PLAIN_LOADER):
        line = event.start_mark.line + 1 if event.start_mark is not None else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise Refusal(line, "an anchor or alias (& or *)", "every value written out where it stands")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            _require_no_tag(event, line)
            values += 1
            if values > MAX_VALUES:
                raise Refusal(line, f"more than {MAX_VALUES:,} values", "a register of trials")
        made: Node | None = None
        if isinstance(event, yaml.CollectionStartEvent):
            if len(stack) >= MAX_DEPTH:
                raise Refusal(line, f"values nested more than {MAX_DEPTH} deep", _TOO_DEEP)
            stack.append(_Open(isinstance(event, yaml.MappingStartEvent), line))
        elif isinstance(event, yaml.ScalarEvent):
            if stack and stack[-1].is_map and stack[-1].key is None:
                _start_key(stack[-1], event.value, line)
            else:
                empty = event.style is None and event.value in _NULLS
                made = Text(None if empty else _UNFIT.sub("\ufffd", event.value), line)
        elif isinstance(event, yaml.CollectionEndEvent):
            made = _closed(stack.pop())
        if made is None:
            continue
        if stack:
            _add(stack[-1], made)
        else:
            yield made


def _require_no_tag(event: yaml.Event, line: int) -> None:
    tag = getattr(event, "tag", None)
    if tag is not None:
        raise Refusal(
            line,
            f"{tag} outside quotes",
            _QUOTES,
        )


def _start_key(into: _Open, key: str, line: int) -> None:
    if key in into.entries:
        raise Refusal(line, f"the key {key[:80]!r} twice in one map", "every key once")
    into.key, into.lines[key] = key, line


def _closed(done: _Open) -> Node:
    if done.is_map:
        return Keyed(done.entries, done.lines, done.line)
    return Many(tuple(done.items), done.line)


def _add(into: _Open, node: Node) -> None:
    if not into.is_map:
        into.items.append(node)
        return
    if into.key is None:
        raise Refusal(node.line, "a list or map as a key", "a text as a key")
    into.entries[into.key] = node
    into.key = None


def shown(node: Node) -> str:
    """A node as a problem shows it: a text itself, else how much it holds."""
    if isinstance(node, Text):
        return "" if node.value is None else node.value
    if isinstance(node, Many):
        return f"a list of {len(node.items)}"
    return f"a map of {', '.join(node.entries)}" if node.entries else "an empty map"
