"""Keys of a trial's text that name persons (staff, investigators, curators): they are not kept."""

import re
from collections.abc import Iterator
from typing import Any

from data.ingest.trials.nodes import Keyed, Many, Node, Refusal, Text, documents

_PERSONS = re.compile(
    r"(?:^|_)(?:staff|investigators?|curators?|curated_by|contacts?|authors?|e?mails?|phones?|physicians?"
    r"|(?:reviewed|entered|approved|created|updated|modified)_by)(?:_|$)"
)
_PLACES = ("_institution", "_institutions")


def names_persons(key: str) -> bool:
    """Whether what stands under a key names persons: ``staff_list``, ``curated_by``, ``contact_email``."""
    plain = key.strip().casefold().lstrip("_")
    return _PERSONS.search(plain) is not None and not plain.endswith(_PLACES)


def without_persons(text: str) -> str | None:
    """A text without the keys that name persons, comments and all else as it was written.

    The very text where it has none, or cannot be read; ``None`` where they cannot be cut out line by line,
    as in JSON: then only what was read of the trial can be kept.
    """
    try:
        nodes = documents(text)
    except Refusal:
        return text
    found = [line for node in nodes for line in _lines_of(node)]
    if not found:
        return text
    lines = text.splitlines(keepends=True)
    gone = {number for line in found for number in _block(lines, line - 1)}
    cut = "".join(one for number, one in enumerate(lines) if number not in gone)
    try:
        same = [_plain(one) for one in documents(cut)] == [_plain(one) for one in nodes]
    except Refusal:
        return None
    return cut if same else None


def _lines_of(node: Node) -> Iterator[int]:
    if isinstance(node, Many):
        for one in node.items:
            yield from _lines_of(one)
    elif isinstance(node, Keyed):
        for key, value in node.entries.items():
            if names_persons(key):
                yield node.lines[key]
            else:
                yield from _lines_of(value)


def _block(lines: list[str], first: int) -> Iterator[int]:
    """The numbers of the lines of a key: its own, then all that is indented under it."""
    yield first
    depth = _depth(lines[first])
    for number in range(first + 1, len(lines)):
        bare = lines[number].strip()
        listed = _depth(lines[number]) == depth and bare.startswith("- ")
        if bare and not listed and _depth(lines[number]) <= depth:
            return
        yield number


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _plain(node: Node) -> Any:
    """A node without its lines and without persons."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Many):
        return [_plain(one) for one in node.items]
    return {key: _plain(value) for key, value in node.entries.items() if not names_persons(key)}
