"""One spelling for protein and coding changes, whatever a source makes of case, codes and residues."""

import re

from domain.protein_change import one_letter

RESIDUE = "[ACDEFGHIKLMNPQRSTVWY*]"
"""One residue in one-letter code, or a stop."""

_POINT = re.compile(rf"({RESIDUE})(\d+)({RESIDUE}|=|\?)")
_FRAMESHIFT = re.compile(rf"({RESIDUE})(\d+)[A-Z*]?fs.*", re.IGNORECASE)
_STRETCH = re.compile(
    rf"({RESIDUE})(\d+)(?:_({RESIDUE})(\d+))?(delins|del|dup|ins|>)([A-Z*]*)", re.IGNORECASE
)
_PLACE = r"[-*]?\d+(?:[+-]\d+)?"
_CODING = re.compile(
    rf"c\.({_PLACE})(?:_({_PLACE}))?(?:([ACGT]+)>([ACGT]+)|(?:del([ACGT]*))?(?:(dup|ins)([ACGT]*))?)"
)
_IN_INTRON = re.compile(r"(\d+)([+-])\d+")
_THREE_LETTERS = re.compile("[A-Z][a-z]{2}")
_NEEDS_SEQUENCE = frozenset({"ins", "delins"})


def protein_value(text: str) -> str | None:
    """A protein change in one-letter code without ``p.``, brackets and what a shorter spelling says too.

    ``p.(Leu858Arg)`` gives ``L858R``, ``P1175FS*5`` gives ``P1175fs``, ``Y772_A775DUP`` gives
    ``Y772_A775dup``, ``E746_T751>I`` gives ``E746_T751delinsI``. ``None`` for what is no protein change,
    and for ``X`` as the new residue, which some write for a stop and some for any residue. Spelling after
    HGVS 21.
    """
    bare = text.strip().removeprefix("p.").strip("()")
    if _THREE_LETTERS.search(bare):
        bare = (one_letter(f"p.{bare}") or bare).removeprefix("p.")
    if point := _POINT.fullmatch(bare):
        return point[0]
    if shifted := _FRAMESHIFT.fullmatch(bare):
        return f"{shifted[1].upper()}{shifted[2]}fs"
    stretch = _STRETCH.fullmatch(bare)
    if stretch is None:
        return None
    what = stretch[5].lower().replace(">", "delins")
    sequence = stretch[6].upper() if what in _NEEDS_SEQUENCE else ""
    if what in _NEEDS_SEQUENCE and not sequence:
        return None
    last = f"_{stretch[3].upper()}{stretch[4]}" if stretch[3] else ""
    return f"{stretch[1].upper()}{stretch[2]}{last}{what}{sequence}"


def coding_value(text: str) -> str | None:
    """A coding change with ``c.`` and without the bases that its places already say.

    ``c.1285dupC`` gives ``c.1285dup``, ``c.364_365GC>AT`` gives ``c.364_365delinsAT``. ``None`` for what is
    no coding change, for uncertain places (``c.128-?_250+?``), and where one place stands for several bases.
    """
    found = _CODING.fullmatch(text.strip().replace("−", "-"))
    if found is None:
        return None
    first, last, before, after, deleted, word, bases = found.groups()
    if last and last.isdecimal() and (begin := _IN_INTRON.fullmatch(first)) and int(last) < int(begin[1]):
        # ``c.7515+1_2del``: the second place counts from the same base.
        last = f"{begin[1]}{begin[2]}{last}"
    place = f"c.{first}_{last}" if last else f"c.{first}"
    if before:
        return f"{place}{before}>{after}" if len(before) == len(after) == 1 else f"{place}delins{after}"
    if last is None and (len(deleted or "") > 1 or (word == "dup" and len(bases) > 1)):
        return None
    if word == "ins":
        return f"{place}{'ins' if deleted is None else 'delins'}{bases}" if bases else None
    if word == "dup":
        return f"{place}dup" if deleted is None else None
    return None if deleted is None else f"{place}del"
