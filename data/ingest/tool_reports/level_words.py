"""What a tool's word for a level or a scheme stands for; what is not certain is asked."""

import re
from functools import cache, lru_cache

from data.reference import codes
from data.reference.words import plain

_PREFIX = re.compile(r"^(?:level|tier|class|escat|oncokb|amp)\s+")
_NOT_A_LEVEL = frozenset({"", "na", "n a", "none", "unknown level", "not available"})


@lru_cache(maxsize=10_000)
def word_key(word: str) -> str:
    """A word as it is compared: without case, punctuation and what names it a level."""
    text, before = plain(word), ""
    while text != before:
        before, text = text, _PREFIX.sub("", text)
    return text.replace(" ", "")


@cache
def _levels(scheme: str) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for one in codes.codes(scheme):
        for word in (one.code, one.label, one.short):
            if word:
                found.setdefault(word_key(word), set()).add(one.code)
                found.setdefault(plain(word).replace(" ", ""), set()).add(one.code)
    return {word: next(iter(levels)) for word, levels in found.items() if len(levels) == 1}


@cache
def _schemes() -> dict[str, str]:
    """By code and label; by the first word of a label where no other scheme has it."""
    exact: dict[str, str] = {}
    short: dict[str, set[str]] = {}
    for one in codes.codes("evidence_scheme"):
        first = one.label.split(" ")[0].rstrip(",")
        for word in (one.code, one.label):
            exact[plain(word).replace(" ", "")] = one.code
        for word in (first, first.split("/")[0]):
            short.setdefault(plain(word).replace(" ", ""), set()).add(one.code)
    return {word: next(iter(of)) for word, of in short.items() if len(of) == 1} | exact


@lru_cache(maxsize=10_000)
def says_nothing(word: str) -> bool:
    """Whether a cell of a level holds no level."""
    return plain(word) in _NOT_A_LEVEL


@lru_cache(maxsize=10_000)
def level_code(scheme: str, word: str) -> str | None:
    """The level of a scheme that a word stands for; ``None`` where that is not certain."""
    known = _levels(scheme)
    return known.get(plain(word).replace(" ", "")) or known.get(word_key(word))


@lru_cache(maxsize=1_000)
def scheme_code(word: str) -> str | None:
    """The scheme that a word names; ``None`` where that is not certain."""
    return _schemes().get(plain(word).replace(" ", ""))
