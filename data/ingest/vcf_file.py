"""Reads one variant file: its calls, how its rows were counted, and what a person must know of it."""

from dataclasses import dataclass
from pathlib import Path

from data.ingest.problems import ProblemList
from data.ingest.vcf_calls import VcfCalls
from data.ingest.vcf_process import READING_PROCESS
from domain.findings import Findings
from domain.readings import SectionCount

SECTION = "records"
"""The one section that a variant file has."""

_PLACEHOLDERS = frozenset({"SAMPLE", "UNKNOWN", "DEFAULT"})
"""What programs write where they know no sample name; such a file is known by its own name."""


@dataclass(slots=True)
class VcfFile:
    """A variant file that was taken."""

    name: str
    calls: VcfCalls

    @property
    def sample_name(self) -> str | None:
        """The sample that the file names, ``None`` where only the file's own name tells."""
        name = self.calls.sample
        return None if name is None or name.upper() in _PLACEHOLDERS else name

    @property
    def stem(self) -> str:
        """The file's name without its endings: what a sample is called when nothing else names it."""
        base = self.name.rsplit("/", 1)[-1]
        for ending in (".gz", ".bgz", ".vcf", ".gvcf", ".genome", ".hard-filtered", "_MergedSmallVariants"):
            base = base.removesuffix(ending)
        return base

    def belongs_to(self, sample_ids: frozenset[str]) -> bool:
        """True when the file names one of these samples, in its column or else in its own name."""
        if self.sample_name is not None:
            return self.sample_name in sample_ids
        base = self.name.rsplit("/", 1)[-1]
        return any(
            base.startswith(name) and not base[len(name) : len(name) + 1].isalnum() for name in sample_ids
        )

    def structural(self) -> Findings:
        """The copy numbers, splice variants and rearrangements of the file's symbolic rows."""
        return Findings()

    def count(self, without_gene: int) -> SectionCount:
        """How the rows of the file were read; filtered and reference rows are read and not taken."""
        calls = self.calls
        return SectionCount(
            self.name,
            SECTION,
            calls.rows + calls.refused_rows,
            calls.kept_rows,
            calls.refused_rows,
            without_gene,
        )


def read_vcf(path: Path, name: str, problems: ProblemList) -> VcfFile:
    """Read one variant file in the reading process; raises ``Unreadable`` when nothing can be taken."""
    calls = READING_PROCESS.calls(path)
    for line, seen, expected in calls.refused:
        problems.refuse_row(SECTION, line, seen, expected)
    listed = len(calls.refused)
    if calls.refused_rows > listed:
        problems.refuse_row(
            SECTION, 0, f"{calls.refused_rows - listed} more refused lines", "records of a variant file"
        )
    for line, seen, expected in calls.notes:
        problems.note(SECTION, line, seen, expected)
    if calls.mended_rows:
        problems.note(
            SECTION,
            0,
            f"{calls.mended_rows} rows with an empty cell or padding",
            "a dot for a missing value; the rows were taken, the cells read as missing",
        )
    if calls.symbolic_rows:
        problems.note(
            SECTION,
            0,
            f"{calls.symbolic_rows} rows of copy number, breakends or other symbolic alleles",
            "small variants; these rows were counted and not taken",
        )
    if calls.sample is None:
        seen = (
            f"{calls.sample_count} sample columns, none named as the tumour"
            if calls.sample_count
            else "no sample column"
        )
        problems.note(SECTION, 0, seen, "one sample; the calls were taken without frequency and depth")
    return VcfFile(name, calls)
