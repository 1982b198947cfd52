"""What a protein change looks like: its residues, its kind, and the one spelling it is compared in."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from domain.protein_change import one_letter


class Kind(StrEnum):
    """What a change does to the protein."""

    SUBSTITUTION = "substitution"
    SYNONYMOUS = "synonymous"
    NONSENSE = "nonsense"
    FRAMESHIFT = "frameshift"
    DELETION = "deletion"
    INSERTION = "insertion"
    DUPLICATION = "duplication"
    DELINS = "delins"
    START_LOST = "start_lost"
    EXTENSION = "extension"


@dataclass(frozen=True, slots=True)
class ProteinShape:
    """A protein change taken apart."""

    key: str
    """The one spelling: ``L858R``, ``E746_A750del``, ``W288Cfs*12``, ``A767_V769dup``."""
    kind: Kind
    residue: str
    """Reference residue at the first codon."""
    first: int
    last: int
    added: int
    """Residues that are put in: of an insertion and a delins."""
    sequence: str = ""
    """The residues that are put in, where they are told."""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way in which this very change is written: an insertion may be a duplication, too.

        ``A775_G776insYVMA`` doubles the four residues before it, so it is ``Y772_A775dup``: told by the
        residues at both ends and by the length, without the protein's sequence.
        """
        if self.kind is not Kind.INSERTION or self.sequence[-1:] != self.residue:
            return (self.bare,)
        begin = self.first - len(self.sequence) + 1
        if begin < 1:
            return (self.bare,)
        stretch = f"{self.sequence[0]}{begin}"
        if len(self.sequence) > 1:
            stretch += f"_{self.sequence[-1]}{self.first}"
        return self.bare, f"{stretch}dup"

    @property
    def bare(self) -> str:
        """A frameshift by where it begins alone: ``W288fs``; the key of everything else."""
        return f"{self.residue}{self.first}fs" if self.kind is Kind.FRAMESHIFT else self.key

    @property
    def residues(self) -> int:
        """Residues in the stretch that is replaced, taken out or doubled."""
        return self.last - self.first + 1

    @property
    def gained(self) -> int:
        """By how many residues the protein grows; negative where it shrinks, 0 for a frameshift."""
        by_kind = {
            Kind.DELETION: -self.residues,
            Kind.INSERTION: self.added,
            Kind.DUPLICATION: self.residues,
            Kind.DELINS: self.added - self.residues,
        }
        return by_kind.get(self.kind, 0)


_SUBSTITUTION = re.compile(r"([A-Z*])(\d+)([A-Z*=?])")
_FRAMESHIFT = re.compile(r"([A-Z*])(\d+)([A-Z]?)fs(?:[*X](\d+|\?)?)?")
_RANGE = re.compile(r"([A-Z*])(\d+)(?:_([A-Z*])(\d+))?(delins|del|dup|ins)([A-Z*]*)(\d*)")
_EXTENSION = re.compile(r"([*M])(\d+)([A-Z]?)ext.*")
_WORDS = re.compile(r"DELINS|DEL|INS|DUP|FS|EXT", re.IGNORECASE)
_KINDS = {"del": Kind.DELETION, "ins": Kind.INSERTION, "dup": Kind.DUPLICATION, "delins": Kind.DELINS}
_LONGEST = 200


@lru_cache(maxsize=65_536)
def protein_shape(text: str) -> ProteinShape | None:
    """A protein change in one-letter or three-letter code taken apart; ``None`` for what is none.

    Takes old spellings, too: ``W1815X``, ``D842_H845DELDIMH``, ``E746_T751>I``, ``W288FS*12``.
    """
    if not text or len(text) > _LONGEST:
        return None
    short = one_letter(text if "p." in text else f"p.{text.strip()}")
    if short is None:
        return None
    plain = re.sub(r"[\s()\[\]]", "", short.removeprefix("p."))
    plain = _WORDS.sub(lambda word: word.group().lower(), plain)
    plain = re.sub(r"^([A-Z]\d+(?:_[A-Z]\d+)?)>([A-Z]+)$", _as_delins, plain)
    return _substitution(plain) or _frameshift(plain) or _extension(plain) or _stretch(plain)


def _as_delins(found: re.Match[str]) -> str:
    # ``L747>P`` is a substitution in old notation, ``E746_T751>I`` replaces a stretch.
    stretch, new = found.groups()
    return f"{stretch}{new}" if "_" not in stretch and len(new) == 1 else f"{stretch}delins{new}"


def _substitution(text: str) -> ProteinShape | None:
    found = _SUBSTITUTION.fullmatch(text)
    if found is None:
        return None
    old, at, new = found[1], int(found[2]), found[3]
    new = "*" if new == "X" else new
    if new in {"=", old}:
        return ProteinShape(f"{old}{at}=", Kind.SYNONYMOUS, old, at, at, 0)
    if new == "?" or (old == "M" and at == 1):
        return ProteinShape(text, Kind.START_LOST, old, at, at, 0) if (old, at) == ("M", 1) else None
    if old == "*":
        return ProteinShape(f"{old}{at}{new}", Kind.EXTENSION, old, at, at, 0)
    kind = Kind.NONSENSE if new == "*" else Kind.SUBSTITUTION
    return ProteinShape(f"{old}{at}{new}", kind, old, at, at, 0)


def _frameshift(text: str) -> ProteinShape | None:
    found = _FRAMESHIFT.fullmatch(text)
    if found is None:
        return None
    old, at, new, end = found[1], int(found[2]), found[3], found[4]
    ending = f"fs*{end}" if end and end != "?" else "fs"
    key = f"{old}{at}{new if ending != 'fs' else ''}{ending}"
    return ProteinShape(key, Kind.FRAMESHIFT, old, at, at, 0)


def _extension(text: str) -> ProteinShape | None:
    found = _EXTENSION.fullmatch(text)
    if found is None:
        return None
    return ProteinShape(text, Kind.EXTENSION, found[1], int(found[2]), int(found[2]), 0)


def _stretch(text: str) -> ProteinShape | None:
    found = _RANGE.fullmatch(text)
    if found is None:
        return None
    old, first, upper, last, word, letters, number = found.groups()
    end = int(last) if last else int(first)
    if end < int(first):
        return None
    # What stands after del and dup only repeats what the residues say already.
    told = letters + number if word in {"ins", "delins"} else ""
    between = f"{old}{first}_{upper}{last}" if last else f"{old}{first}"
    if word == "delins" and "*" in letters:
        return ProteinShape(f"{between}{word}{told}", Kind.NONSENSE, old, int(first), end, 0)
    added = (len(letters) or int(number or 0)) if word in {"ins", "delins"} else 0
    return ProteinShape(f"{between}{word}{told}", _KINDS[word], old, int(first), end, added, letters)
