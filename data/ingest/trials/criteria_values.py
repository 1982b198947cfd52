"""The values of a criterion: genes, changes, tumour types, numbers and states, each checked."""

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import TypeVar

from data.ingest.trials.nodes import Node, shown
from data.ingest.trials.walking import Notes, items_of, text_of
from data.reference.gene_roles import role_of
from data.reference.genes import current_symbol, is_known
from data.reference.tumour_types import ROOT, TumourType, tumour_type, tumour_types
from data.reference.words import plain
from domain.knowledge.protein_shape import protein_shape
from domain.trials.criteria import INTERGENIC, Diagnosis, Operator, TumourGroup

_Word = TypeVar("_Word", bound=StrEnum)

ANY_GENE = frozenset({"none", "any_gene", "any", "any gene"})
_SYMBOL = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,24}")
_COMPARED = re.compile(r"(>=|<=|==|=|>|<)?\s*(\d{1,6}(?:\.\d{1,6})?)")
_CODON = re.compile(r"(?:p\.)?\(?([A-Z])(\d{1,5})\)?")
_GROUPS = {
    "_solid_": TumourGroup.SOLID, "all solid tumors": TumourGroup.SOLID,
    "all solid tumours": TumourGroup.SOLID,
    "_liquid_": TumourGroup.LIQUID, "all liquid tumors": TumourGroup.LIQUID,
    "all liquid tumours": TumourGroup.LIQUID, "_all_": TumourGroup.ALL, "all tumors": TumourGroup.ALL,
    "all tumours": TumourGroup.ALL,
}  # fmt: skip


@cache
def _by_name() -> dict[str, tuple[TumourType, ...]]:
    found: dict[str, list[TumourType]] = {}
    for one in tumour_types():
        if one.code != ROOT:
            found.setdefault(plain(one.name), []).append(one)
    return {name: tuple(several) for name, several in found.items()}


def without_bang(text: str) -> tuple[bool, str]:
    """Whether a value is negated by a leading ``!``, and the value."""
    return text.startswith("!"), text.removeprefix("!").strip()


def gene(text: str, path: str, line: int, notes: Notes) -> str | None:
    """The current symbol of a gene; ``None`` with an error for one that no table knows.

    A gene that no table of the program has is taken where the trial names it under ``other_genes``.
    """
    symbol = current_symbol(text)
    if is_known(text) or role_of(symbol) is not None or symbol in notes.other_genes:
        return symbol
    notes.error(
        path,
        line,
        text,
        "a gene symbol (HGNC) that the program knows; a right one goes under `other_genes` of the trial",
    )
    return None


def partner(text: str, path: str, line: int, notes: Notes) -> str | None:
    """The symbol of a fusion's partner: any symbol, noted where the program does not know it."""
    if text.casefold() == INTERGENIC.casefold():
        return INTERGENIC
    if not _SYMBOL.fullmatch(text):
        notes.error(path, line, text, "the symbol of the partner gene (HGNC), `any_gene` or `intergenic`")
        return None
    symbol = current_symbol(text)
    if not is_known(text) and role_of(symbol) is None and symbol not in notes.other_genes:
        notes.note(path, line, text, "a partner gene that the program knows; it was taken as it stands")
    return symbol


def word(kind: type[_Word], text: str, path: str, line: int, notes: Notes) -> _Word | None:
    """The word of a list that a text is, capitals aside; ``None`` with an error for another."""
    for one in kind:
        if one.value.casefold() == text.casefold():
            return one
    notes.error(path, line, text, f"one of {', '.join(one.value for one in kind)}")
    return None


def listed(values: Iterable[str], text: str, path: str, line: int, notes: Notes) -> str | None:
    """The value of a list that a text is, capitals and spelling aside; ``None`` with an error for another."""
    wanted = _spelt(text)
    for one in values:
        if _spelt(one) == wanted:
            return one
    notes.error(path, line, text, f"one of {', '.join(values)}")
    return None


def _spelt(text: str) -> str:
    return " ".join(text.casefold().replace("localized", "localised").split())


def protein(text: str, path: str, line: int, notes: Notes) -> str | None:
    """A protein change in one-letter spelling without ``p.``; ``None`` with an error for no change."""
    shape = protein_shape(text)
    if shape is None:
        notes.error(path, line, text, "one protein change in HGVS, for example p.V600E")
    return None if shape is None else shape.key


def codon(text: str, path: str, line: int, notes: Notes) -> str | None:
    """A codon, ``V600`` of ``p.V600``; ``None`` with an error for none."""
    found = _CODON.fullmatch(text)
    if found is None:
        notes.error(path, line, text, "a codon with its residue, for example p.V600")
    return None if found is None else f"{found[1]}{int(found[2])}"


def comparison(text: str, path: str, line: int, notes: Notes) -> tuple[Operator, Decimal] | None:
    """An operator and its limit, ``>=18``; a number alone means exactly it. ``None`` with an error."""
    found = _COMPARED.fullmatch(text.strip())
    if found is None:
        notes.error(path, line, text, "a comparison with a number, for example >=18 (>=, >, <=, < or ==)")
        return None
    sign = found[1] or "=="
    return Operator("==" if sign == "=" else sign), Decimal(found[2])


def tumour(text: str, path: str, line: int, notes: Notes) -> Diagnosis | None:
    """A tumour type by its OncoTree name or code, or a group; ``None`` with an error for another.

    A retired code is read as the one that took its place, and noted: it may mean less, or more, than before.
    """
    group = _GROUPS.get(text.casefold())
    if group is not None:
        return Diagnosis(group.value, None, group)
    named = _by_name().get(plain(text), ())
    if len(named) > 1:
        codes = ", ".join(one.code for one in named)
        notes.error(path, line, text, f"the code of one of the types that go by this name: {codes}")
        return None
    known = named[0] if named else tumour_type(text)
    if known is None or known.code == ROOT:
        notes.error(path, line, text, "the name or code of a type of OncoTree, _SOLID_, _LIQUID_ or _ALL_")
        return None
    if not named and text.strip().upper() != known.code.upper():
        taken = f"a code of OncoTree in force; read as {known.name} ({known.code}), which took its place"
        notes.note(path, line, text, taken)
    return Diagnosis(known.name, known.code)


def texts(node: Node, path: str, line: int, notes: Notes) -> tuple[str, ...]:
    """A text, or each text of a list; an empty result has its error."""
    found = [text_of(one) for one in items_of(node)]
    whole = tuple(one for one in found if one)
    if not whole or len(whole) < len(found):
        notes.error(path, line, shown(node), "a value")
        return ()
    return whole


def name_of(asked: Diagnosis) -> str:
    """How a tumour type is written in a file: its name, its code where several go by the name."""
    if asked.code is None:
        return asked.text
    alone = len(_by_name().get(plain(asked.text), ())) == 1
    return asked.text if alone else asked.code
