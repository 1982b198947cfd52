"""Reads the JSON results of the assay's pipelines: objects whose values keep their text."""

from collections.abc import Iterable
from itertools import islice
from typing import cast

from data.ingest.json_text import parse_json
from data.ingest.limits import MAX_DETAILS, MAX_TEXT_BYTES
from data.ingest.opening import Opened, Unreadable, chunks
from data.ingest.problems import ProblemList

JsonObject = dict[str, object]

_YES = frozenset({"true", "yes", "1"})
_NO = frozenset({"false", "no", "0"})


def starts_an_object(head: str, *keys: str) -> bool:
    """True when a text begins as a JSON object and has all of these keys within its first characters."""
    return head.lstrip()[:1] == "{" and all(f'"{key}"' in head for key in keys)


def read_object(opened: Opened, section: str, problems: ProblemList) -> JsonObject:
    """The one object of a JSON file; a key that stands twice is told.

    Raises ``Unreadable`` for text that is no whole JSON object, ``OSError`` for the disk.
    """
    # One line may hold all of it, or every value its own: only the size bounds it.
    text = b"".join(chunks(opened, MAX_TEXT_BYTES)).decode("utf-8", "replace")
    value = parse_json(text, lambda seen: problems.note(section, 0, seen, "every key once in one object"))
    if not isinstance(value, dict):
        raise Unreadable("JSON that is no object", "an object with the results of one sample")
    return cast(JsonObject, value)


def text_of(value: object) -> str:
    """A value as its file writes it, on one line; empty for ``null``, lists and objects."""
    if isinstance(value, bool):
        return str(value)
    return " ".join(value.split()) if isinstance(value, str) else ""


def details_of(values: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """What stands beside a biomarker: the values that are given, each on one line, the first of very many."""
    given = ((text_of(key), text_of(text)) for key, text in values)
    return tuple(islice(((key, text) for key, text in given if key and text), MAX_DETAILS))


def flag_of(text: str) -> bool | None:
    """``True`` or ``False`` however a program or a spreadsheet writes it; ``None`` for anything else."""
    word = text.strip().lower()
    return True if word in _YES else (False if word in _NO else None)


def object_of(value: object) -> JsonObject:
    """The object, an empty one for anything else."""
    return cast(JsonObject, value) if isinstance(value, dict) else {}


def objects_of(value: object) -> list[object]:
    """The entries of a list, none for anything else."""
    return value if isinstance(value, list) else []


def sizes_of(value: object) -> int:
    """How many entries a value has: those of a list or an object, else one."""
    return len(value) if isinstance(value, list | dict) else 1
