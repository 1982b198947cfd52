"""Reads the header of a variant file as text: genome build, samples, and what its fields hold."""

import re
from dataclasses import dataclass, field

from data.ingest.vcf_annotations import AnnotationHeader
from data.ingest.vcf_columns import Columns, SampleStatements, sample_columns
from data.reference.chromosomes import build_of_length
from domain.findings import Build

_CONTIG = re.compile(r"##contig=<(?=.*\bID=(?:chr)?(\d\d?|X|Y|M|MT)[,>])(?=.*\blength=\"?(\d+))")
_CONTIG_ID = re.compile(r"##contig=<.*?\bID=([^,>]+)")
_FORMAT = re.compile(r"##FORMAT=<(?=.*\bID=([^,>]+))(?=.*\bNumber=([^,>]+))")
_TYPE = re.compile(r"\bType=([^,>]+)")
_INFO_ID = re.compile(r"##INFO=<.*?\bID=([^,>]+)")
_DESCRIPTION = re.compile(r'\bDescription="(.*)"')
_SOURCE = re.compile(r"##source=(.+)", re.IGNORECASE)
_DRAGEN = re.compile(r"##DRAGENVersion=<.*?Version=\"?([^\",>]+)")
FIXED = ("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO")
"""The columns that every variant file has."""


@dataclass(slots=True)
class VcfHeader:
    """What the header lines of a variant file say, as far as the reader needs it."""

    contig_ids: set[bytes] = field(default_factory=set)
    """Every chromosome that the header declares."""
    builds: set[Build] = field(default_factory=set)
    """The builds that the contig lengths speak for, ``UNKNOWN`` among them for the length of no build."""
    mitochondrial_length: int | None = None
    """16571 is the old hg19 chrM, 16569 the revised Cambridge sequence: they are not joined."""
    software: str | None = None
    software_version: str | None = None
    format_numbers: dict[str, str] = field(default_factory=dict)
    whole_numbers: set[str] = field(default_factory=set)
    """FORMAT fields of type Integer: counts, whatever they are called."""
    info_ids: set[str] = field(default_factory=set)
    info_frequency: str = ""
    """What the header says of ``INFO/AF``."""
    annotations: AnnotationHeader = field(default_factory=AnnotationHeader)
    said: SampleStatements = field(default_factory=SampleStatements)
    columns: tuple[str, ...] = ()
    roles: Columns = field(default_factory=Columns)
    """Which columns are the tumour's and the normal's."""

    @property
    def build(self) -> Build:
        """The genome build by the lengths of the contigs; unknown where one of them is of neither."""
        return next(iter(self.builds)) if len(self.builds) == 1 else Build.UNKNOWN

    @property
    def samples(self) -> tuple[str, ...]:
        """The names of the sample columns."""
        return self.columns[9:]

    @property
    def sample_column(self) -> int | None:
        """The column of the tumour: the only sample, or the one that the file names so."""
        return self.roles.tumour

    def take(self, line: str) -> None:
        """Read one ``##`` line; what is not known is passed over."""
        if match := _CONTIG_ID.match(line):
            self.contig_ids.add(match.group(1).encode())
        if match := _CONTIG.match(line):
            length = int(match.group(2)[:12])
            if match.group(1).startswith("M"):
                self.mitochondrial_length = length
            else:
                self.builds.add(build_of_length(match.group(1), length))
        elif match := _FORMAT.match(line):
            self.format_numbers[match.group(1)] = match.group(2)
            if (kind := _TYPE.search(line)) and kind.group(1) == "Integer":
                self.whole_numbers.add(match.group(1))
        elif match := _INFO_ID.match(line):
            self.info_ids.add(match.group(1))
            self.annotations.take(line)
            if match.group(1) == "AF" and (said := _DESCRIPTION.search(line)):
                self.info_frequency = said.group(1)
        elif match := _DRAGEN.match(line):
            self.software, self.software_version = "DRAGEN", match.group(1).strip()
        elif (match := _SOURCE.match(line)) and self.software is None:
            self.software = match.group(1).strip()[:120]
        else:
            self.said.take(line)

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
        if {Build.GRCH37, Build.GRCH38} <= self.builds:
            return "contig lengths of one genome build; this header has those of GRCh37 and of GRCh38"
        self.columns = columns
        self.roles = sample_columns(columns[9:], self.said)
        return None
