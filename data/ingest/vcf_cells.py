"""What the cells of a variant file's rows may hold, looked at once for each text that comes again."""

import re

CHROM = re.compile(rb"[^\s,<>#\x00][^\s,<>\x00]*|<[^\s<>\x00]+>")
POSITION = re.compile(rb"\d{1,10}")
REF = re.compile(rb"[A-Za-z]+")
QUALITY = re.compile(
    rb"\.|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?(?:[nN][aA][nN]|[iI][nN][fF](?:inity)?)"
)
"""What the cells of a row look like."""

_BASES = re.compile(rb"[ACGTNacgtn]+")
_ALLELE = re.compile(
    rb"\*|\.|<[^<>\s]+>|[A-Za-z]+|[ACGTNacgtn.]*[\[\]][^\[\]\s]+[\[\]][ACGTNacgtn.]*"
    rb"|\.[ACGTNacgtn]+|[ACGTNacgtn]+\."
)
REFERENCE_ALTS = frozenset({b".", b"<NON_REF>", b"<*>", b"<X>"})
"""How a genome VCF writes that a position is as in the reference."""

REFERENCE, SEQUENCE, SYMBOLIC, WRONG = range(4)
"""What the alternative alleles of a row are."""

_MAX_REMEMBERED = 50_000
_MAX_REMEMBERED_BYTES = 100


class Remembered:
    """What was already found right, so that the same chromosome or allele is looked at once."""

    def __init__(self) -> None:
        self.chroms: set[bytes] = set()
        self.refs: set[bytes] = set()
        self.qualities: set[bytes] = set()
        self.alts: dict[bytes, int] = {}

    def fits(self, known: set[bytes], pattern: "re.Pattern[bytes]", text: bytes) -> bool:
        """True when a text matches a pattern; remembered while there is room."""
        if pattern.fullmatch(text) is None:
            return False
        if len(text) <= _MAX_REMEMBERED_BYTES and len(known) < _MAX_REMEMBERED:
            known.add(text)
        return True

    def kind_of(self, alt: bytes) -> int:
        """What an alternative allele is; remembered while there is room."""
        alleles = alt.split(b",")
        if alt in REFERENCE_ALTS:
            kind = REFERENCE
        elif not all(_ALLELE.fullmatch(allele) for allele in alleles):
            kind = WRONG
        else:
            kind = SEQUENCE if any(_BASES.fullmatch(allele) for allele in alleles) else SYMBOLIC
        if len(alt) <= _MAX_REMEMBERED_BYTES and len(self.alts) < _MAX_REMEMBERED:
            self.alts[alt] = kind
        return kind
