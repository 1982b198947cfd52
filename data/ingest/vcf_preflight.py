"""Checks a variant file as text before cyvcf2 sees it, and takes the numbers exactly as written.

cyvcf2 ends its process on a blank line, a comment between records or NUL bytes, and reads a decimal comma
as 0.0; none of these gets past this check (facts measured on 1,700 public test files).
"""

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from data.ingest import limits
from data.ingest.opening import Opened, Unreadable, chunks
from data.ingest.vcf_header import VcfHeader
from data.ingest.vcf_sample import SampleReader

_CHROM = re.compile(rb"[^\s,<>#\x00][^\s,<>\x00]*|<[^\s<>\x00]+>")
_POSITION = re.compile(rb"\d{1,10}")
_REF = re.compile(rb"[A-Za-z]+")
_QUALITY = re.compile(
    rb"\.|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?(?:[nN][aA][nN]|[iI][nN][fF](?:inity)?)"
)
_BASES = re.compile(rb"[ACGTNacgtn]+")
_ALLELE = re.compile(
    rb"\*|\.|<[^<>\s]+>|[A-Za-z]+|[ACGTNacgtn.]*[\[\]][^\[\]\s]+[\[\]][ACGTNacgtn.]*"
    rb"|\.[ACGTNacgtn]+|[ACGTNacgtn]+\."
)
REFERENCE_ALTS = frozenset({b".", b"<NON_REF>", b"<*>", b"<X>"})
"""How a genome VCF writes that a position is as in the reference."""

_REFERENCE, _SEQUENCE, _SYMBOLIC, _WRONG = range(4)
_MAX_REMEMBERED = 50_000
_MAX_REFUSED_LISTED = limits.MAX_PROBLEMS_LISTED + 1


@dataclass(slots=True)
class Checked:
    """What the text check found; ``kept`` rows are counted from 0 over the rows that were not refused."""

    header: VcfHeader = field(default_factory=VcfHeader)
    rows: int = 0
    """Rows that passed the check, whatever becomes of them."""
    reference_rows: int = 0
    filtered_rows: int = 0
    symbolic_rows: int = 0
    """PASS rows of copy number, breakends or other symbolic alleles: no small variants."""
    mended_rows: int = 0
    """Rows with an empty ID, INFO or sample, or padding at their end: read as missing."""
    refused_rows: int = 0
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    """Line, what was seen, what was expected; bounded."""
    notes: list[tuple[int, str, str]] = field(default_factory=list)
    dirty: bool = False
    """True when cyvcf2 must not read the file as it lies."""
    kept: "array[int]" = field(default_factory=lambda: array("q"))
    kept_lines: "array[int]" = field(default_factory=lambda: array("q"))
    positions: "array[int]" = field(default_factory=lambda: array("q"))
    """Of each kept row, to hold against what cyvcf2 reads."""
    samples: SampleReader = field(default_factory=SampleReader)

    def refuse(self, line: int, seen: bytes, expected: str) -> None:
        """Count a line that is not passed on, and list it while there is room."""
        self.refused_rows += 1
        self.dirty = True
        if len(self.refused) < _MAX_REFUSED_LISTED:
            shown = seen[: limits.SEEN_CHARACTERS].decode("utf-8", "replace")
            self.refused.append((line, shown, expected))


def _lines(opened: Opened) -> Iterator[list[bytes]]:
    """The lines of a file without their ends, many at a time; a line longer than the limit is refused."""
    rest = b""
    for chunk in chunks(opened, limits.MAX_UNPACKED_BYTES):
        text = rest + chunk
        # Most files have no carriage return: one search a chunk is cheaper than one a line.
        lines = text.split(b"\n") if b"\r" not in text else text.replace(b"\r\n", b"\n").split(b"\n")
        rest = lines.pop()
        if len(rest) > limits.MAX_LINE_BYTES:
            raise Unreadable(
                f"a line of more than {limits.MAX_LINE_BYTES >> 20} MiB",
                "lines of a variant file; nothing of it was kept",
            )
        yield lines
    if rest:
        yield [rest.removesuffix(b"\r")]


def _why_refused(line: bytes, columns: int) -> str:
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
    if not _CHROM.fullmatch(cells[0]):
        return "a chromosome in the first column"
    if not _POSITION.fullmatch(cells[1]):
        return "a whole number as position"
    if not _REF.fullmatch(cells[3]):
        return "bases as reference allele"
    if re.fullmatch(rb"[-+]?\d+,\d+", cells[5]):
        return "a quality with a decimal point, not a comma"
    if not all(cells[:9]):
        return "no empty cell: a missing value is written as a dot"
    if not _QUALITY.fullmatch(cells[5]):
        return "a number or a dot as quality"
    return "bases, a symbolic allele or a breakend as alternative allele"


def check(opened: Opened, copy: BinaryIO | None = None) -> Checked:
    """Check every line; with ``copy`` write what passed to it, for cyvcf2 to read.

    Raises ``Unreadable`` when nothing of the file can be taken.
    """
    checked = Checked(dirty=not opened.as_it_lies or opened.head.startswith("#CHROM"))
    number = 0
    in_header = True
    seen = _Remembered()
    for lines in _lines(opened):
        if in_header:
            taken = _header_lines(checked, lines, number, copy)
            number += taken
            lines = lines[taken:]
            in_header = not checked.header.columns
            if in_header:
                continue
        _rows(checked, lines, number, copy, seen)
        number += len(lines)
        if len(checked.kept) > limits.MAX_CALLS:
            raise Unreadable(
                f"more than {limits.MAX_CALLS} calls that passed the filters",
                "the calls of one sample; nothing of the file was kept",
            )
    if in_header:
        raise Unreadable("no line that starts with #CHROM", "the column line of a variant file")
    return checked


def _header_lines(checked: Checked, lines: list[bytes], before: int, copy: BinaryIO | None) -> int:
    """Read header lines up to and with the column line; gives how many were used."""
    header = checked.header
    for index, line in enumerate(lines, 1):
        number = before + index
        if number > limits.MAX_HEADER_LINES:
            raise Unreadable(f"more than {limits.MAX_HEADER_LINES} header lines", "a variant file")
        if b"\x00" in line:
            raise Unreadable(f"NUL bytes in the header, line {number}", "text without NUL bytes")
        if line.startswith(b"##"):
            first = line.lower().startswith(b"##fileformat=")
            header.take(line.decode("utf-8", "replace"))
            if copy is not None and not (first and number > 1):
                if number == 1 and not first:
                    copy.write(b"##fileformat=VCFv4.2\n")
                copy.write(line + b"\n")
            if number == 1 and not first:
                checked.dirty = True
        elif line.startswith(b"#CHROM"):
            if line.count(b"\t") >= limits.MAX_COLUMNS:
                raise Unreadable(f"more than {limits.MAX_COLUMNS} columns", "a variant file of one sample")
            wrong = header.take_columns(line.decode("utf-8", "replace"))
            if wrong:
                raise Unreadable(line[: limits.SEEN_CHARACTERS].decode("utf-8", "replace"), wrong)
            checked.samples.prepare(header)
            if copy is not None:
                if number == 1:
                    copy.write(b"##fileformat=VCFv4.2\n")
                copy.write(line + b"\n")
            return index
        else:
            checked.refuse(number, line, "a header line that starts with ##")
            if copy is not None and number == 1:
                copy.write(b"##fileformat=VCFv4.2\n")
    return len(lines)


def _mended(cells: list[bytes], columns: int) -> list[bytes] | None:
    """A row without padding at its end, with a dot where ID, INFO or a sample is empty.

    ``None`` where something else is missing: that row is refused.
    """
    while len(cells) > columns and not cells[-1]:
        cells = cells[:-1]
    made = [cell or (b"." if index in (2, 7) or index > 8 else b"") for index, cell in enumerate(cells)]
    return made if len(made) == columns and all(made) else None


class _Remembered:
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
        if len(known) < _MAX_REMEMBERED:
            known.add(text)
        return True

    def kind_of(self, alt: bytes) -> int:
        """What an alternative allele is; remembered while there is room."""
        alleles = alt.split(b",")
        if alt in REFERENCE_ALTS:
            kind = _REFERENCE
        elif not all(_ALLELE.fullmatch(allele) for allele in alleles):
            kind = _WRONG
        else:
            kind = _SEQUENCE if any(_BASES.fullmatch(allele) for allele in alleles) else _SYMBOLIC
        if len(self.alts) < _MAX_REMEMBERED:
            self.alts[alt] = kind
        return kind


def _rows(
    checked: Checked, lines: list[bytes], before: int, copy: BinaryIO | None, seen: _Remembered
) -> None:
    """Check the rows of one stretch of the file: the hot loop, so its lookups are local."""
    columns = len(checked.header.columns)
    chroms, refs, qualities, kinds = seen.chroms, seen.refs, seen.qualities, seen.alts
    take = checked.samples.take
    passed: list[bytes] = []
    for number, line in enumerate(lines, before + 1):
        cells = line.split(b"\t")
        if b"" in cells and (mended := _mended(cells, columns)):
            cells, line = mended, b"\t".join(mended)
            checked.mended_rows += 1
            checked.dirty = True
        if len(cells) != columns or b"\x00" in line:
            checked.refuse(number, line, _why_refused(line, columns))
            continue
        chrom, position, _, ref, alt, quality, filters = cells[:7]
        kind = kinds.get(alt)
        if kind is None:
            kind = seen.kind_of(alt)
        if (
            not (chrom in chroms or seen.fits(chroms, _CHROM, chrom))
            or not (position.isdigit() and len(position) <= 10)
            or not (ref in refs or seen.fits(refs, _REF, ref))
            or not (quality in qualities or seen.fits(qualities, _QUALITY, quality))
            or kind == _WRONG
        ):
            checked.refuse(number, line, _why_refused(line, columns))
            continue
        if kind == _REFERENCE:
            checked.reference_rows += 1
        elif filters != b"PASS" and filters != b".":
            checked.filtered_rows += 1
        elif kind == _SYMBOLIC:
            checked.symbolic_rows += 1
        else:
            wrong = take(cells, alt.count(b",") + 1, number, checked.notes)
            if wrong:
                checked.refuse(number, line, wrong)
                continue
            checked.kept.append(checked.rows)
            checked.kept_lines.append(number)
            checked.positions.append(int(position))
        checked.rows += 1
        if copy is not None:
            passed.append(line)
    if copy is not None and passed:
        copy.write(b"\n".join(passed) + b"\n")
