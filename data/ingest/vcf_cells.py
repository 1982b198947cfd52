"""What the cells of a variant file's rows may hold, looked at once for each text that comes again."""

import re
from collections.abc import Set

from data.ingest import limits

CHROM = re.compile(rb"[^\s,<>#\x00][^\s,<>\x00]{0,98}|<[^\s<>\x00]{1,97}>")
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

    def undeclared(self, declared: Set[bytes]) -> int:
        """How many chromosomes were met that a header does not declare."""
        return len(self.chroms - declared) if len(self.chroms) > limits.MAX_UNDECLARED_NAMES else 0

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


def why_refused(line: bytes, columns: int) -> str:
    """What a line that is not a row should have been, the first thing that is wrong."""
    if not line.strip():
        return "a record, not a blank line"
    if b"\x00" in line:
        return "text without NUL bytes"
    if line.startswith(b"#"):
        return "a record; comments stand before the column line"
    cells = line.split(b"\t", limits.MAX_COLUMNS)
    if len(cells) != columns:
        return f"{columns} columns between tabs, not {len(cells)}"
    if not CHROM.fullmatch(cells[0]):
        return "a chromosome in the first column"
    if not POSITION.fullmatch(cells[1]):
        return "a whole number as position"
    if not REF.fullmatch(cells[3]):
        return "bases as reference allele"
    if re.fullmatch(rb"[-+]?\d+,\d+", cells[5]):
        return "a quality with a decimal point, not a comma"
    if not all(cells[:9]):
        return "no empty cell: a missing value is written as a dot"
    if not QUALITY.fullmatch(cells[5]):
        return "a number or a dot as quality"
    return "bases, a symbolic allele or a breakend as alternative allele"
