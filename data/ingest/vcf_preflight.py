"""Checks a variant file as text before cyvcf2 sees it, and takes the numbers exactly as written.

cyvcf2 ends its process on a blank line, a comment between records or NUL bytes, and reads a decimal comma
as 0.0; none of these gets past this check (facts measured on 1,700 public test files).
"""

import re
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from data.ingest import limits
from data.ingest.opening import Opened, Unreadable, chunks
from data.ingest.vcf_calls import SymbolicRow
from data.ingest.vcf_cells import CHROM, POSITION, QUALITY, REF, REFERENCE, SYMBOLIC, WRONG, Remembered
from data.ingest.vcf_header import VcfHeader
from data.ingest.vcf_sample import SampleReader
from data.ingest.vcf_symbolic import judged_gene, names_genes

_PADDING = 64
_MAX_UNDETERMINED = 600
_MAX_REFUSED_LISTED = limits.MAX_PROBLEMS_LISTED + 1


@dataclass(slots=True)
class Checked:
    """What the text check found; ``kept`` rows are counted from 0 over the rows written for cyvcf2."""

    header: VcfHeader = field(default_factory=VcfHeader)
    rows: int = 0
    """Rows that passed the check, whatever becomes of them."""
    reference_rows: int = 0
    filtered_rows: int = 0
    written_rows: int = 0
    """Rows written for cyvcf2: calls and symbolic alleles that passed the filters."""
    symbolic: list[SymbolicRow] = field(default_factory=list)
    """PASS rows of copy number, breakends or other symbolic alleles: no small variants."""
    symbolic_bytes: int = 0
    undetermined: list[str] = field(default_factory=list)
    """Genes of a copy-number file whose rows did not pass, each with its filter; bounded."""
    mended_rows: int = 0
    """Rows with an empty ID, INFO or sample, or padding at their end: read as missing."""
    refused_rows: int = 0
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    """Line, what was seen, what was expected; bounded."""
    notes: list[tuple[int, str, str]] = field(default_factory=list)
    kept: "array[int]" = field(default_factory=lambda: array("q"))
    kept_lines: "array[int]" = field(default_factory=lambda: array("q"))
    positions: "array[int]" = field(default_factory=lambda: array("q"))
    """Of each kept row, to hold against what cyvcf2 reads."""
    samples: SampleReader = field(default_factory=SampleReader)

    def refuse(self, line: int, seen: bytes, expected: str) -> None:
        """Count a line that is not passed on, and list it while there is room."""
        self.refused_rows += 1
        if self.refused_rows > limits.MAX_REFUSED_LINES:
            raise Unreadable(
                f"more than {limits.MAX_REFUSED_LINES} lines that are no records",
                "the records of a variant file; nothing of it was kept",
            )
        if len(self.refused) < _MAX_REFUSED_LISTED:
            shown = seen[: limits.SEEN_CHARACTERS].decode("utf-8", "replace")
            self.refused.append((line, shown, expected))


def _lines(opened: Opened, at: Callable[[int], None] | None, samples: SampleReader) -> Iterator[list[bytes]]:
    """The lines of a file without their ends, many at a time; a line longer than the limit is refused."""
    rest = b""
    for chunk in chunks(opened, limits.MAX_UNPACKED_BYTES, at):
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
        samples.last_line_is_open = True
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


def check(opened: Opened, copy: BinaryIO, at: Callable[[int], None] | None = None) -> Checked:
    """Check every line and write to ``copy`` the header and the rows that cyvcf2 reads.

    Filtered and reference rows are only counted: a genome VCF has a thousand of them for each call.
    ``at`` is told how many bytes of the file were read. Raises ``Unreadable`` when nothing can be taken.
    """
    checked = Checked()
    number = 0
    in_header = True
    seen = Remembered()
    for lines in _lines(opened, at, checked.samples):
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


def _header_lines(checked: Checked, lines: list[bytes], before: int, copy: BinaryIO) -> int:
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
            if not (first and number > 1):
                if number == 1 and not first:
                    copy.write(b"##fileformat=VCFv4.2\n")
                copy.write(line + b"\n")
        elif line.startswith(b"#CHROM"):
            if line.count(b"\t") >= limits.MAX_COLUMNS:
                raise Unreadable(f"more than {limits.MAX_COLUMNS} columns", "a variant file of one sample")
            wrong = header.take_columns(line.decode("utf-8", "replace"))
            if wrong:
                raise Unreadable(line[: limits.SEEN_CHARACTERS].decode("utf-8", "replace"), wrong)
            checked.samples.prepare(header)
            if number == 1:
                copy.write(b"##fileformat=VCFv4.2\n")
            copy.write(line + b"\n")
            return index
        else:
            checked.refuse(number, line, "a header line that starts with ##")
            if number == 1:
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


def _symbolic(checked: Checked, number: int, cells: list[bytes]) -> None:
    """Remember a row without a sequence as its text, within bounds."""
    checked.symbolic_bytes += sum(map(len, cells[:9]))
    rows, size = len(checked.symbolic), checked.symbolic_bytes
    if rows >= limits.MAX_SYMBOLIC_ROWS or size > limits.MAX_SYMBOLIC_BYTES:
        raise Unreadable(
            f"more than {limits.MAX_SYMBOLIC_ROWS} rows of copy number, breakends or other symbolic alleles, "
            f"or {limits.MAX_SYMBOLIC_BYTES >> 20} MiB of them",
            "the changes of one sample; nothing of the file was kept",
        )
    chrom, position, name, _, alt, _, filters, info = (cell.decode("utf-8", "replace") for cell in cells[:8])
    column = checked.header.sample_column
    keys, values = (b"", b"") if column is None else (cells[8], cells[column])
    checked.symbolic.append(
        (number, chrom, int(position), name, alt, filters, info, keys.decode("utf-8", "replace"),
         values.decode("utf-8", "replace"))
    )  # fmt: skip


def _rows(checked: Checked, lines: list[bytes], before: int, copy: BinaryIO, seen: Remembered) -> None:
    """Check the rows of one stretch of the file: the hot loop, so its lookups are local."""
    columns = len(checked.header.columns)
    # A row is cut at no more tabs than its columns and some padding: a line of a million is not taken apart.
    most = columns + _PADDING
    chroms, refs, qualities, kinds = seen.chroms, seen.refs, seen.qualities, seen.alts
    take, annotated = checked.samples.take, checked.samples.annotation is not None
    by_gene = names_genes(checked.header.info_ids, checked.header.format_numbers)
    passed: list[bytes] = []
    reference = filtered = rows = 0
    for number, line in enumerate(lines, before + 1):
        cells = line.split(b"\t", most)
        if b"" in cells and (mended := _mended(cells, columns)):
            cells, line = mended, b"\t".join(mended)
            checked.mended_rows += 1
        if len(cells) != columns or b"\x00" in line:
            checked.refuse(number, line, _why_refused(line, columns))
            continue
        alt = cells[4]
        kind = kinds.get(alt)
        if kind is None:
            kind = seen.kind_of(alt)
        if (
            not (cells[0] in chroms or seen.fits(chroms, CHROM, cells[0]))
            or not (cells[1].isdigit() and len(cells[1]) <= 10)
            or not (cells[3] in refs or seen.fits(refs, REF, cells[3]))
            or not (cells[5] in qualities or seen.fits(qualities, QUALITY, cells[5]))
            or kind == WRONG
        ):
            checked.refuse(number, line, _why_refused(line, columns))
            continue
        if kind == REFERENCE and not by_gene:
            reference += 1
        elif cells[6] != b"PASS" and cells[6] != b".":
            filtered += 1
            # A gene that could not be judged is neither changed nor unchanged: it is told by its name.
            if by_gene and len(checked.undetermined) < _MAX_UNDETERMINED:
                checked.undetermined.append(judged_gene(cells[7], cells[6]))
        elif kind == REFERENCE:
            reference += 1
        elif kind == SYMBOLIC:
            _symbolic(checked, number, cells)
            passed.append(line)
        else:
            wrong = take(cells, alt.count(b",") + 1, number, checked.notes)
            if wrong:
                checked.refuse(number, line, wrong)
                continue
            checked.kept.append(checked.written_rows + len(passed))
            checked.kept_lines.append(number)
            checked.positions.append(int(cells[1]))
            passed.append(b"\t".join(cells) if annotated else line)
        rows += 1
    checked.rows += rows
    checked.reference_rows += reference
    checked.filtered_rows += filtered
    checked.written_rows += len(passed)
    if passed:
        copy.write(b"\n".join(passed) + b"\n")
