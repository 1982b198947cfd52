"""Reads one variant file: its calls, how its rows were counted, and what a person must know of it."""

from dataclasses import dataclass
from pathlib import Path

from data.ingest.problems import ProblemList
from data.ingest.row_words import row_words
from data.ingest.vcf_calls import VcfCalls
from data.ingest.vcf_process import Progress, calls_of
from data.ingest.vcf_structural import Structural, structural
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
    symbolic: Structural | None = None
    """What the rows without sequences became."""

    @property
    def sample_name(self) -> str | None:
        """The sample that the file names, ``None`` where only the file's own name tells."""
        name = self.calls.sample
        return None if name is None or name.upper() in _PLACEHOLDERS else name

    @property
    def is_structural(self) -> bool:
        """True for a file of copy number, splicing or rearrangement: no file of small variants."""
        return self.symbolic is not None and not self.calls.kept_rows

    def structural(self) -> Findings:
        """The copy numbers, splice variants and rearrangements of the file's symbolic rows."""
        return self.symbolic.findings if self.symbolic else Findings()

    def count(self, without_gene: int) -> SectionCount:
        """How the rows of the file were read; filtered, neutral and reference rows are not taken.

        ``without_gene`` are the small variants without a gene; a file of other changes counts its own.
        """
        calls, symbolic = self.calls, self.symbolic
        if symbolic is not None and self.is_structural:
            return symbolic.count(self.name, calls)
        return SectionCount(
            self.name,
            SECTION,
            calls.rows + calls.refused_rows,
            calls.kept_rows + (symbolic.taken if symbolic else 0),
            calls.refused_rows + (symbolic.refused if symbolic else 0),
            without_gene + (symbolic.without_gene if symbolic else 0),
        )


def read_vcf(path: Path, name: str, problems: ProblemList, progress: Progress | None = None) -> VcfFile:
    """Read one variant file in the reading process; raises ``Unreadable`` when nothing can be taken.

    ``progress`` is told, while the file is read, how many of its bytes were read and how many it has; what
    it raises ends the reading and is passed on.
    """
    calls = calls_of(path, progress)
    if progress is not None:
        size = path.stat().st_size
        progress(size, size)
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
            f"{row_words(calls.mended_rows)} with an empty cell or padding",
            "a dot for a missing value; the rows were taken, the cells read as missing",
        )
    if calls.sample is None:
        seen = (
            f"{calls.sample_count} sample columns ({', '.join(calls.samples[:4])}), none named as the tumour"
            if calls.sample_count
            else "no sample column"
        )
        problems.note(
            SECTION,
            0,
            seen,
            "one sample, a header line ##tumor_sample=NAME or a column named TUMOR; the calls were taken "
            "without frequency and depth",
        )
    return VcfFile(name, calls, structural(calls, problems))
