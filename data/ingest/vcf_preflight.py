"""Checks a variant file as text before cyvcf2 sees it, and takes the numbers exactly as written.

cyvcf2 ends its process on a blank line, a comment between records or NUL bytes, and reads a decimal comma
as 0.0; none of these gets past this check (facts measured on 1,700 public test files).
"""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from data.ingest import limits
from data.ingest.opening import Opened, Unreadable, chunks
from data.ingest.vcf_calls import SymbolicRow
from data.ingest.vcf_cells import CHROM, QUALITY, REF, REFERENCE, SYMBOLIC, WRONG, Remembered, why_refused
from data.ingest.vcf_header import VcfHeader
from data.ingest.vcf_info import only
from data.ingest.vcf_sample import SampleReader
from data.ingest.vcf_symbolic import judged_gene, names_genes

GERMLINE = "GermlineStatus"
"""The field of INFO that is read with cyvcf2."""

_SHORT, _MAX_FORMATS = 1_000, 10_000
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
    formats: set[bytes] = field(default_factory=set)
    """Those FORMAT cells that were looked at, the shorter ones."""
    undeclared: set[bytes] = field(default_factory=set)
    """Fields of FORMAT that the header does not declare."""

    def know_format(self, cell: bytes) -> None:
        """Count the fields of a FORMAT cell that the header does not declare, within bounds."""
        declared = self.header.format_numbers
        self.undeclared.update(
            one for one in cell.split(b":") if one.decode("utf-8", "replace") not in declared
        )
        if len(self.undeclared) > limits.MAX_UNDECLARED_NAMES:
            raise Unreadable(
                f"more than {limits.MAX_UNDECLARED_NAMES} fields of FORMAT that the header does not declare",
                "the fields of a variant caller; nothing of the file was kept",
            )
        if len(cell) <= _SHORT and len(self.formats) < _MAX_FORMATS:
            self.formats.add(cell)

    @property
    def read_of_info(self) -> bytes:
        """What begins the one field of INFO that is read with cyvcf2; empty where it is not declared."""
        return GERMLINE.encode() + b"=" if GERMLINE in self.header.info_ids else b""

    @property
    def _sample_names(self) -> list[bytes]:
        return [name.encode("utf-8") for name in self.header.samples]

    def refuse(self, line: int, seen: bytes, expected: str) -> None:
        """Count a line that is not passed on, and list it while there is room."""
        self.refused_rows += 1
        if self.refused_rows > limits.MAX_REFUSED_LINES:
            raise Unreadable(
                f"more than {limits.MAX_REFUSED_LINES} lines that are no records",
                "the records of a variant file; nothing of it was kept",
            )
        if seen.startswith(b"#CHROM") and seen.rstrip().split(b"\t")[9:] != self._sample_names:
            shown = seen[: limits.SEEN_CHARACTERS].decode("utf-8", "replace")
            raise Unreadable(
                f"a second column line, line {line}: {shown}",
                "the rows of one sample; two files were put together into this one: bring each by itself",
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
        if seen.undeclared(checked.header.contig_ids) > limits.MAX_UNDECLARED_NAMES:
            raise Unreadable(
                f"more than {limits.MAX_UNDECLARED_NAMES} chromosomes that the header does not declare",
                "the chromosomes of a genome; nothing of the file was kept",
            )
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


def _passed(
    checked: Checked, number: int, line: bytes, cells: list[bytes], kind: int, before: int
) -> bytes | None:
    """A row that passed, as cyvcf2 reads it; ``None`` where it is refused.

    ``before`` are the rows that passed in the same stretch of the file.
    """
    if kind == SYMBOLIC:
        _symbolic(checked, number, cells)
    else:
        if cells[3].upper() in cells[4].upper() and cells[3].upper() in cells[4].upper().split(b","):
            checked.refuse(number, line, "an alternative allele other than the reference")
            return None
        wrong = checked.samples.take(cells, cells[4].count(b",") + 1, number, checked.notes)
        if wrong:
            checked.refuse(number, line, wrong)
            return None
        checked.kept.append(checked.written_rows + before)
        checked.kept_lines.append(number)
        checked.positions.append(int(cells[1]))
    if len(cells) > 8 and cells[8] not in checked.formats:
        checked.know_format(cells[8])
    # Of INFO only this is asked of cyvcf2. htslib adds each field that no header line declares to the header
    # anew, which takes the square of their number: half a minute for 100,000 of them in one row.
    cells[7] = only(cells[7], checked.read_of_info)
    return b"\t".join(cells)


def _rows(checked: Checked, lines: list[bytes], before: int, copy: BinaryIO, seen: Remembered) -> None:
    """Check the rows of one stretch of the file: the hot loop, so its lookups are local."""
    columns = len(checked.header.columns)
    # A row is cut at no more tabs than its columns and some padding: a line of a million is not taken apart.
    most = columns + _PADDING
    chroms, refs, qualities, kinds = seen.chroms, seen.refs, seen.qualities, seen.alts
    by_gene = names_genes(checked.header.info_ids, checked.header.format_numbers)
    passed: list[bytes] = []
    reference = filtered = rows = 0
    for number, line in enumerate(lines, before + 1):
        cells = line.split(b"\t", most)
        if b"" in cells and (mended := _mended(cells, columns)):
            cells, line = mended, b"\t".join(mended)
            checked.mended_rows += 1
        if len(cells) != columns or b"\x00" in line:
            checked.refuse(number, line, why_refused(line, columns))
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
            checked.refuse(number, line, why_refused(line, columns))
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
        else:
            made = _passed(checked, number, line, cells, kind, len(passed))
            if made is None:
                continue
            passed.append(made)
        rows += 1
    checked.rows += rows
    checked.reference_rows += reference
    checked.filtered_rows += filtered
    checked.written_rows += len(passed)
    if passed:
        copy.write(b"\n".join(passed) + b"\n")
