"""Reads the header of a variant file as text: genome build, samples, and what its fields hold."""

import re
from dataclasses import dataclass, field

from domain.findings import Build

CHROMOSOME_1 = {249_250_621: Build.GRCH37, 248_956_422: Build.GRCH38}
"""Length of chromosome 1 in each build (UCSC hg19, hg38)."""

_CONTIG = re.compile(r"##contig=<(?=.*\bID=(?:chr)?(1|M|MT)[,>])(?=.*\blength=\"?(\d+))")
_FORMAT = re.compile(r"##FORMAT=<(?=.*\bID=([^,>]+))(?=.*\bNumber=([^,>]+))")
_INFO_ID = re.compile(r"##INFO=<.*?\bID=([^,>]+)")
_TUMOUR_SAMPLE = re.compile(r"##tumou?r_sample=(.+)", re.IGNORECASE)
_SOURCE = re.compile(r"##source=(.+)", re.IGNORECASE)
_DRAGEN = re.compile(r"##DRAGENVersion=<.*?Version=\"?([^\",>]+)")
_TUMOUR_NAMES = frozenset({"tumor", "tumour"})
FIXED = ("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO")
"""The columns that every variant file has."""


@dataclass(slots=True)
class VcfHeader:
    """What the header lines of a variant file say, as far as the reader needs it."""

    build: Build = Build.UNKNOWN
    mitochondrial_length: int | None = None
    """16571 is the old hg19 chrM, 16569 the revised Cambridge sequence: they are not joined."""
    software: str | None = None
    software_version: str | None = None
    format_numbers: dict[str, str] = field(default_factory=dict)
    info_ids: set[str] = field(default_factory=set)
    tumour_sample: str | None = None
    columns: tuple[str, ...] = ()

    @property
    def samples(self) -> tuple[str, ...]:
        """The names of the sample columns."""
        return self.columns[9:]

    @property
    def sample_column(self) -> int | None:
        """The column of the tumour: the only sample, or the one that the file names so."""
        if len(self.samples) == 1:
            return 9
        named = [
            index
            for index, name in enumerate(self.samples, 9)
            if name == self.tumour_sample or name.lower() in _TUMOUR_NAMES
        ]
        return named[0] if len(named) == 1 else None

    def take(self, line: str) -> None:
        """Read one ``##`` line; what is not known is passed over."""
        if match := _CONTIG.match(line):
            length = int(match.group(2)[:12])
            if match.group(1) == "1":
                self.build = CHROMOSOME_1.get(length, self.build)
            else:
                self.mitochondrial_length = length
        elif match := _FORMAT.match(line):
            self.format_numbers[match.group(1)] = match.group(2)
        elif match := _INFO_ID.match(line):
            self.info_ids.add(match.group(1))
        elif match := _TUMOUR_SAMPLE.match(line):
            self.tumour_sample = match.group(1).strip()
        elif match := _DRAGEN.match(line):
            self.software, self.software_version = "DRAGEN", match.group(1).strip()
        elif (match := _SOURCE.match(line)) and self.software is None:
            self.software = match.group(1).strip()[:120]

    def take_columns(self, line: str) -> str | None:
        """Read the ``#CHROM`` line; gives what was expected when it is not one."""
        columns = tuple(line.split("\t"))
        if columns[:8] != FIXED:
            return "the columns #CHROM POS ID REF ALT QUAL FILTER INFO between tabs"
        if (len(columns) == 9 and columns[8] != "FORMAT") or (len(columns) > 9 and columns[8] != "FORMAT"):
            return "FORMAT as the ninth column"
        if len(set(columns[9:])) != len(columns[9:]):
            return "every sample name only once"
        if any(not name.strip() for name in columns[9:]):
            return "a name for every sample"
        self.columns = columns
        return None
