"""Takes frequency, depth, tags and annotation of one row from its text, exactly as they are written."""

import re
from array import array
from dataclasses import dataclass, field

from data.ingest.vcf_effects import EffectReader
from data.ingest.vcf_frequency import CommaDecimal, Keys, fractions_of, keys_of
from data.ingest.vcf_funcotator import FuncotatorReader
from data.ingest.vcf_header import VcfHeader
from data.ingest.vcf_info import bytes_in, value_in, without
from domain.phase import HAPLOTYPES, TAG

NO_DEPTH = -1
"""Stands in the depth column for *the file does not say*."""

_MNVTAG = re.compile(rb"(?:^|[;\t])MNVTAG=([^;\t]+)")
_HOTSPOT = re.compile(rb"(?:^|[;\t])hotspot(?:=[^;\t]*)?(?=[;\t]|\Z)")
_OF_THE_SAMPLE = re.compile(r"tumou?r|\bsample\b|\breads?\b|variant allele fraction", re.IGNORECASE)
_OF_MANY = re.compile(
    r"population|cohort|1000 ?g|gnomad|exac|\besp\b|database|genotypes|samples|called", re.IGNORECASE
)
_MISSING = frozenset({b".", b""})
_MAX_NOTES = 1_000
_HAPLOTYPES = frozenset(one.encode() for one in HAPLOTYPES)
_PHASE = TAG.encode()
_LONGEST_PHASE = 500


@dataclass(slots=True)
class SampleReader:
    """The sample's values of every kept row, column by column, one entry a row."""

    frequencies: list[bytes] = field(default_factory=list)
    """Comma-separated per alternative allele; empty where the row has none."""
    sources: list[str] = field(default_factory=list)
    """The field that the frequency was read from, or empty."""
    depths: "array[int]" = field(default_factory=lambda: array("q"))
    tags: list[bytes] = field(default_factory=list)
    annotation: EffectReader | FuncotatorReader | None = None
    last_line_is_open: bool = False
    """Set before the last line of a file that does not end with a line end."""
    _formats: dict[bytes, Keys] = field(default_factory=dict)
    _fine: dict[bytes, bytes] = field(default_factory=dict)
    _header: VcfHeader = field(default_factory=VcfHeader)
    _column: int | None = None
    _normal: int | None = None
    _wants_tags: bool = False
    _phased: bool = False
    _info_depth: bytes = b""
    _info_frequency: str = ""

    def prepare(self, header: VcfHeader) -> None:
        """Learn from the header which columns are the samples' and what the fields hold."""
        self._header = header
        self._column, self._normal = header.roles.tumour, header.roles.normal
        self._wants_tags = bool(header.info_ids & {"MNVTAG", "hotspot"})
        self._phased = self._column is not None and bool({"PS", "PID"} & header.format_numbers.keys())
        alone = len(header.samples) <= 1
        if "TDP" in header.info_ids:
            self._info_depth = b"TDP="
        elif alone and "DP" in header.info_ids:
            self._info_depth = b"DP="
        said = header.info_frequency
        if "TVAF" in header.info_ids:
            self._info_frequency = "TVAF"
        elif alone and _OF_THE_SAMPLE.search(said) and not _OF_MANY.search(said):
            self._info_frequency = "AF"
        taken = header.annotations.taken
        self.annotation = taken.reader() if taken else None

    def _keys(self, text: bytes) -> Keys:
        keys = keys_of(text, self._header.format_numbers, self._header.whole_numbers)
        if len(text) <= 1_000 and len(self._formats) < 10_000:
            self._formats[text] = keys
        return keys

    def take(
        self, cells: list[bytes], alleles: int, number: int, notes: list[tuple[int, str, str]]
    ) -> str | None:
        """Take one row by its cells; gives what was expected when the row must be refused.

        A row that is taken is left without its annotation, which cyvcf2 need not read again.
        """
        frequency, source, depth, normal = b"", "", NO_DEPTH, b""
        values: list[bytes] = []
        told = _Notes(number, notes)
        if not cells[1].strip(b"0"):
            told.wrong(
                "position", cells[1], "a position from 1: at 0, the telomere, stands no base; it was kept"
            )
        if self._column is not None:
            keys = self._formats.get(cells[8]) or self._keys(cells[8])
            values = cells[self._column].split(b":")
            if self.last_line_is_open and len(values) < keys.size:
                return "a whole last row; the file ends in the middle of it"
            try:
                frequency, source = self._frequency(keys, values, cells, alleles, told)
            except CommaDecimal:
                return "an allele frequency with a decimal point, not a comma"
            if keys.depth is not None and keys.depth < len(values):
                depth = _depth(values[keys.depth])
                if depth == NO_DEPTH and values[keys.depth] not in _MISSING:
                    return "a whole number of reads as depth (DP)"
            if self._normal is not None:
                normal = self._of_normal(keys, cells, alleles)
        info = cells[7]
        if self.annotation is not None:
            self.annotation.add(info, cells[3], cells[4])
            info = cells[7] = without(info, self.annotation.mark)
        if not frequency and self._info_frequency:
            frequency, source = self._from_info(info, alleles, told)
        if depth == NO_DEPTH and self._info_depth and self._info_depth in info:
            said = bytes_in(info, self._info_depth)
            depth = _depth(said)
            if depth == NO_DEPTH and said not in _MISSING:
                told.wrong("DP", said, "a whole number of reads; the row is kept without its depth")
        self.frequencies.append(frequency)
        self.sources.append(source if frequency else "")
        self.depths.append(depth)
        tags = _tags(info) if self._wants_tags else b""
        if self._phased and (b":PS" in cells[8] or b":PID" in cells[8]):
            tags = _with_phase(tags, cells[8].split(b":"), values)
        if source == "FREQ" or normal:
            tags = _with_sample_tags(tags, source, self._values_text(cells, b"FREQ"), normal)
        self.tags.append(tags)
        return None

    def _values_text(self, cells: list[bytes], key: bytes) -> bytes:
        names = cells[8].split(b":")
        if self._column is None or key not in names:
            return b""
        values = cells[self._column].split(b":")
        place = names.index(key)
        return values[place] if place < len(values) else b""

    def _frequency(
        self, keys: Keys, values: list[bytes], cells: list[bytes], alleles: int, told: "_Notes"
    ) -> tuple[bytes, str]:
        """The fractions of each allele and the field they come from; blank where no field gives them."""
        size = len(values)
        for place, name, declared in keys.fractions:
            if place >= size:
                continue
            text = values[place]
            if alleles == 1 and (known := self._fine.get(text)):
                return known, name
            found = fractions_of(text, alleles, declared)
            if found:
                if alleles == 1 and len(text) <= 50 and len(self._fine) < 100_000:
                    self._fine[text] = found
                return found, name
            if found is None:
                told.wrong(name, text, "a fraction from 0 to 1 for each allele; the row is kept without it")
        if not keys.counted:
            return b"", ""
        if size < keys.size:
            values = [*values, *[b"."] * (keys.size - size)]
        alts = cells[4].split(b",")
        for name, read in keys.counted:
            found = read(values, cells[3], alts)
            if found:
                return found, name
            if found is None:
                told.wrong(name, cells[8] + b" " + b":".join(values), "counts of reads; the row is kept")
        return b"", ""

    def _of_normal(self, keys: Keys, cells: list[bytes], alleles: int) -> bytes:
        """The frequency in the normal tissue, blank where it is not written or cannot be read."""
        assert self._normal is not None
        try:
            return self._frequency(keys, cells[self._normal].split(b":"), cells, alleles, _Notes(0, []))[0]
        except CommaDecimal:
            return b""

    def _from_info(self, info: bytes, alleles: int, told: "_Notes") -> tuple[bytes, str]:
        """The frequency in INFO, where the header says that it is the sample's and not a population's."""
        text = value_in(info, self._info_frequency.encode() + b"=").encode()
        if not text:
            return b"", ""
        try:
            found = fractions_of(text, alleles, "A")
        except CommaDecimal:
            found = None
        if found is None:
            told.wrong(self._info_frequency, text, "a fraction from 0 to 1; the row is kept without it")
        return found or b"", f"INFO/{self._info_frequency}"


@dataclass(slots=True)
class _Notes:
    """Notes about one row, bounded over the file."""

    line: int
    notes: list[tuple[int, str, str]]

    def wrong(self, name: str, text: bytes, expected: str) -> None:
        """Note a value that is not what its field holds."""
        if len(self.notes) < _MAX_NOTES:
            self.notes.append((self.line, f"{name} {text[:80].decode('utf-8', 'replace')}", expected))


def _depth(text: bytes) -> int:
    return int(text) if text.isdigit() and len(text) < 10 else NO_DEPTH


def _tags(info: bytes) -> bytes:
    found = []
    if b"hotspot" in info and _HOTSPOT.search(info):
        found.append(b"hotspot")
    if b"MNVTAG" in info and (match := _MNVTAG.search(info)):
        found.append(b"MNVTAG=" + match.group(1))
    return b";".join(found)


def _with_phase(tags: bytes, names: list[bytes], values: list[bytes]) -> bytes:
    """The tags with the row's phase set and haplotype, where both can be read."""
    said = dict(zip(names, values, strict=False))
    for name, genotype in ((b"PID", b"PGT"), (b"PS", b"GT")):
        phase = said.get(name, b"")
        if phase in _MISSING or len(phase) > _LONGEST_PHASE or b";" in phase:
            continue
        haplotype = said.get(genotype, b"")
        which = haplotype if haplotype in _HAPLOTYPES else b""
        mark = _PHASE + name + b":" + phase + b":" + which
        return tags + b";" + mark if tags else mark
    return tags


def _with_sample_tags(tags: bytes, source: str, percentage: bytes, normal: bytes) -> bytes:
    """The tags of a row with what its samples add: the percentage as written, the normal's frequency."""
    more = [tags] if tags else []
    if source == "FREQ" and percentage:
        more.append(b"FREQ=" + percentage.replace(b";", b",").replace(b"%25", b"%"))
    if normal:
        more.append(b"normal_vaf=" + normal)
    return b";".join(more)
