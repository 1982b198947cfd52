"""Reads what an item of evidence is about: a boolean expression of simple profiles, as CIViC writes them.

``(EGFR L858R OR EGFR Exon 19 Deletion) AND NOT EGFR T790M``: operators are words in capitals, NOT binds
before AND and AND before OR, and brackets within a simple profile (``VHL R167Q (c.500G>A)``) belong to it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.knowledge.atom_parser import DomainCodons, no_domains, other, parse_simple
from domain.knowledge.profiles import AllOf, AnyOf, Atom, Expression, Not

MAX_CHARACTERS = 4_000
"""Longer texts are no profile: the longest of CIViC has some 260 characters."""

MAX_DEPTH = 40
"""Brackets and NOTs within each other."""

_WORD = re.compile(r"\S+")


class Operators(StrEnum):
    """Which operators a profile uses, as its text has them."""

    NONE = "none"
    AND = "and"
    OR = "or"
    MIXED = "mixed"
    """AND and OR together."""
    NOT = "not"
    """NOT, alone or beside others."""


class _Broken(Exception):
    """A text whose brackets or operators do not fit together."""


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    """``AND``, ``OR``, ``NOT``, ``(``, ``)``, or blank for a simple profile."""
    text: str = ""


def parse_profile(
    text: str, current_symbol: Callable[[str], str], codons_of: DomainCodons = no_domains
) -> Expression:
    """The expression that a profile's text stands for.

    ``current_symbol`` gives a gene's current name, ``codons_of`` the codons of a domain of its protein.

    A simple profile that is not understood, or a text whose brackets or operators do not fit together,
    becomes an atom of kind ``OTHER`` that keeps its text: nothing is dropped and nothing is raised.
    """
    try:
        tokens = list(_tokens(text))
        parser = _Parser(tokens, current_symbol, codons_of)
        expression = parser.any_of(0)
        if parser.at < len(tokens):
            raise _Broken
    except _Broken:
        return other(text)
    return expression


def operators_of(text: str) -> Operators:
    """Which operators the text itself uses; alternatives that a simple profile writes with ``/`` are none."""
    try:
        words = {token.word for token in _tokens(text)}
    except _Broken:
        return Operators.NONE
    if "NOT" in words:
        return Operators.NOT
    if {"AND", "OR"} <= words:
        return Operators.MIXED
    return Operators.AND if "AND" in words else Operators.OR if "OR" in words else Operators.NONE


def text_of(expression: Expression) -> str:
    """An expression as text that is read as the same expression, with brackets where they are needed."""
    if isinstance(expression, Atom):
        return expression.text
    if isinstance(expression, Not):
        return f"NOT {_within(expression.part)}"
    word = " AND " if isinstance(expression, AllOf) else " OR "
    return word.join(_within(part) for part in expression.parts)


def _within(part: Expression) -> str:
    return f"( {text_of(part)} )" if isinstance(part, AllOf | AnyOf) else text_of(part)


def _tokens(text: str) -> Iterator[_Token]:
    """Operators, brackets of groups, and the simple profiles between them."""
    if len(text) > MAX_CHARACTERS:
        raise _Broken
    simple: list[str] = []
    depth = 0
    for found in _WORD.finditer(text):
        word = found.group()
        if not simple:
            while word.startswith("("):
                yield _Token("(")
                word = word[1:]
            if word == "NOT":
                yield _Token("NOT")
                continue
        if depth == 0 and word in {"AND", "OR"}:
            yield from _simple(simple)
            simple = []
            yield _Token(word)
            continue
        kept, closed, depth = _own_brackets(word, depth)
        if kept:
            simple.append(kept)
        if closed:
            yield from _simple(simple)
            simple = []
            yield from [_Token(")")] * closed
    if depth:
        raise _Broken
    yield from _simple(simple)


def _own_brackets(word: str, depth: int) -> tuple[str, int, int]:
    """The part of a word that belongs to the simple profile, the groups closed after it, the new depth."""
    for place, sign in enumerate(word):
        if sign == "(":
            depth += 1
        elif sign == ")":
            if depth == 0:
                rest = word[place:]
                if rest.strip(")"):
                    raise _Broken
                return word[:place], len(rest), 0
            depth -= 1
    return word, 0, depth


def _simple(words: list[str]) -> Iterator[_Token]:
    if words:
        yield _Token("", " ".join(words))


class _Parser:
    """Goes over the tokens once; every method begins at ``at`` and leaves it behind what it took."""

    def __init__(
        self, tokens: list[_Token], current_symbol: Callable[[str], str], codons_of: DomainCodons
    ) -> None:
        self.tokens = tokens
        self.at = 0
        self._symbol = current_symbol
        self._codons_of = codons_of

    def any_of(self, depth: int) -> Expression:
        """Parts joined by OR."""
        parts = [self._all_of(depth)]
        while self._take("OR"):
            parts.append(self._all_of(depth))
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _all_of(self, depth: int) -> Expression:
        parts = [self._one(depth)]
        while self._take("AND"):
            parts.append(self._one(depth))
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _one(self, depth: int) -> Expression:
        if depth > MAX_DEPTH or self.at >= len(self.tokens):
            raise _Broken
        if self._take("NOT"):
            return Not(self._one(depth + 1))
        if self._take("("):
            inner = self.any_of(depth + 1)
            if not self._take(")"):
                raise _Broken
            return inner
        token = self.tokens[self.at]
        if token.word:
            raise _Broken
        self.at += 1
        return parse_simple(token.text, self._symbol, self._codons_of)

    def _take(self, word: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at].word == word:
            self.at += 1
            return True
        return False
