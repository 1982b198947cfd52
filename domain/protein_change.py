"""Protein changes in one-letter and three-letter code: the same change written two ways (HGVS)."""

import re

THREE_OF_ONE = {
    "A": "Ala", "C": "Cys", "D": "Asp", "E": "Glu", "F": "Phe", "G": "Gly", "H": "His", "I": "Ile",
    "K": "Lys", "L": "Leu", "M": "Met", "N": "Asn", "P": "Pro", "Q": "Gln", "R": "Arg", "S": "Ser",
    "T": "Thr", "V": "Val", "W": "Trp", "Y": "Tyr", "U": "Sec", "O": "Pyl", "B": "Asx", "Z": "Glx",
    "X": "Xaa", "*": "Ter",
}  # fmt: skip
"""The three-letter code of each amino acid (IUPAC-IUB 1983), ``Ter`` for a stop as HGVS writes it."""

_ONE_OF_THREE = {three: one for one, three in THREE_OF_ONE.items()} | {"Stop": "*"}
_THREE = re.compile("|".join(sorted(_ONE_OF_THREE)))
_CHANGE = re.compile(r"(?:.*:)?p\.\(?(.+?)\)?$")
_LETTER = re.compile(r"[ACDEFGHIKLMNPQRSTVWYUOBZX*](?![a-z])")
_WORDS = re.compile(r"fs|delins|del|ins|dup|ext")


def bare_change(text: str) -> str | None:
    """The change alone: without the reference before it, ``p.`` and brackets.

    ``NP_005219.2:p.(Leu858Arg)`` gives ``Leu858Arg``; ``None`` where no protein change stands.
    """
    inner = text.strip()
    if inner.endswith("))") and "(p." in inner:
        inner = inner[inner.index("(p.") + 1 : -1]
    match = _CHANGE.match(inner)
    return match.group(1) if match else None


def one_letter(text: str) -> str | None:
    """A protein change in one-letter code, e.g. ``p.L858R``; ``None`` where no protein change stands."""
    change = bare_change(text)
    return None if change is None else "p." + _THREE.sub(lambda found: _ONE_OF_THREE[found.group()], change)


def three_letter(text: str) -> str | None:
    """A protein change in three-letter code, e.g. ``p.Leu858Arg``; ``None`` where none stands."""
    change = bare_change(text)
    if change is None:
        return None
    if _THREE.search(change):
        return "p." + change.replace("*", "Ter")
    parts: list[str] = []
    at = 0
    for word in _WORDS.finditer(change):
        parts += [_spelt_out(change[at : word.start()]), word.group()]
        at = word.end()
    return "p." + "".join([*parts, _spelt_out(change[at:])])


def _spelt_out(letters: str) -> str:
    return _LETTER.sub(lambda found: THREE_OF_ONE[found.group()], letters)


def same_change(first: str, other: str) -> bool:
    """Whether two texts name one protein change, whatever the code, the reference and the brackets."""
    one, two = three_letter(first), three_letter(other)
    return one is not None and one == two
