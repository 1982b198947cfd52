"""Takes allele frequency, depth and tags of one row from its text, exactly as they are written."""

import re
from array import array
from dataclasses import dataclass, field

from data.ingest.vcf_header import VcfHeader

NO_DEPTH = -1
"""Stands in the depth column for *the file does not say*."""

_COMMA = re.compile(rb"[01],\d+\Z")
_FRACTION = re.compile(rb"(?:0|1)?(?:\.\d*)?(?:[eE]-?\d+)?\Z")
_MNVTAG = re.compile(rb"(?:^|[;\t])MNVTAG=([^;\t]+)")
_HOTSPOT = re.compile(rb"(?:^|[;\t])hotspot(?:=[^;\t]*)?(?=[;\t]|\Z)")
_INFO_DEPTH = re.compile(rb"(?:^|[;\t])DP=(\d{1,9})(?=[;\t]|\Z)")


@dataclass(frozen=True, slots=True)
class _Keys:
    """Where one FORMAT has its values."""

    frequency: int | None
    source: str
    number: str
    allele_depths: int | None
    depth: int | None


@dataclass(slots=True)
class SampleReader:
    """The sample's values of every kept row, column by column, one entry a row."""

    frequencies: list[bytes] = field(default_factory=list)
    """Comma-separated per alternative allele; empty where the row has none."""
    sources: list[str] = field(default_factory=list)
    """``AF``, ``VF``, ``AD`` or empty."""
    depths: "array[int]" = field(default_factory=lambda: array("q"))
    tags: list[bytes] = field(default_factory=list)
    _formats: dict[bytes, _Keys] = field(default_factory=dict)
    _fine: dict[bytes, bytes] = field(default_factory=dict)
    _numbers: dict[str, str] = field(default_factory=dict)
    _column: int | None = None
    _wants_tags: bool = False
    _info_depth: bool = False

    def prepare(self, header: VcfHeader) -> None:
        """Learn from the header which column is the sample's and what the fields hold."""
        self._column = header.sample_column
        self._numbers = header.format_numbers
        self._wants_tags = bool(header.info_ids & {"MNVTAG", "hotspot"})
        self._info_depth = len(header.samples) <= 1 and "DP" in header.info_ids

    def _keys(self, text: bytes) -> _Keys:
        names = text.decode("utf-8", "replace").split(":")
        source = next((name for name in ("AF", "VF") if name in names), "")
        keys = _Keys(
            frequency=names.index(source) if source else None,
            source=source,
            number=self._numbers.get(source, "A"),
            allele_depths=names.index("AD") if "AD" in names else None,
            depth=names.index("DP") if "DP" in names else None,
        )
        if len(self._formats) < 10_000:
            self._formats[text] = keys
        return keys

    def take(
        self, cells: list[bytes], alleles: int, number: int, notes: list[tuple[int, str, str]]
    ) -> str | None:
        """Take one row by its cells; gives what was expected when the row must be refused."""
        frequency, source, depth = b"", "", NO_DEPTH
        if self._column is not None:
            keys = self._formats.get(cells[8]) or self._keys(cells[8])
            values = cells[self._column].split(b":")
            size = len(values)
            if keys.frequency is not None and keys.frequency < size:
                frequency, source = values[keys.frequency], keys.source
                if alleles == 1 and keys.number != "R" and _COMMA.match(frequency):
                    return f"{source} with a decimal point, not a comma"
                checked = self._fine.get(frequency) if alleles == 1 else None
                if checked is None:
                    checked = _per_allele(frequency, alleles, keys.number)
                    if checked and alleles == 1 and len(self._fine) < 100_000:
                        self._fine[frequency] = checked
                if checked is None and len(notes) < 1_000:
                    shown = frequency[:80].decode("utf-8", "replace")
                    notes.append(
                        (
                            number,
                            f"{source} {shown}",
                            "a fraction from 0 to 1 for each allele; the row is kept without it",
                        )
                    )
                frequency = checked or b""
            if not frequency and keys.allele_depths is not None and keys.allele_depths < size:
                frequency, source = _from_depths(values[keys.allele_depths], alleles), "AD"
            if keys.depth is not None and keys.depth < size:
                depth = _depth(values[keys.depth])
        info = cells[7]
        if depth == NO_DEPTH and self._info_depth and (match := _INFO_DEPTH.search(info)):
            depth = int(match.group(1))
        self.frequencies.append(frequency)
        self.sources.append(source if frequency else "")
        self.depths.append(depth)
        self.tags.append(_tags(info) if self._wants_tags else b"")
        return None


def _per_allele(text: bytes, alleles: int, number: str) -> bytes | None:
    """One fraction for each alternative allele, empty where all are missing, ``None`` where it is wrong."""
    if text in {b".", b""}:
        return b""
    values = text.split(b",") if alleles > 1 or number == "R" else [text]
    if number == "R" and len(values) == alleles + 1:
        values = values[1:]
    if len(values) != alleles:
        return None
    for value in values:
        if value == b".":
            continue
        if not value or not _FRACTION.match(value):
            return None
        try:
            if not 0 <= float(value) <= 1:
                return None
        except ValueError:
            return None
    return b",".join(values)


def _from_depths(text: bytes, alleles: int) -> bytes:
    """Reads of each alternative allele over all reads counted in AD, to four decimals."""
    parts = text.split(b",")
    if len(parts) != alleles + 1 or not all(part.isdigit() and len(part) < 10 for part in parts):
        return b""
    reads = [int(part) for part in parts]
    total = sum(reads)
    return b",".join(b"%.4f" % (one / total) for one in reads[1:]) if total else b""


def _depth(text: bytes) -> int:
    return int(text) if text.isdigit() and len(text) < 10 else NO_DEPTH


def _tags(info: bytes) -> bytes:
    found = []
    if b"hotspot" in info and _HOTSPOT.search(info):
        found.append(b"hotspot")
    if b"MNVTAG" in info and (match := _MNVTAG.search(info)):
        found.append(b"MNVTAG=" + match.group(1))
    return b";".join(found)
