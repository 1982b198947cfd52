"""What the readers of single files made of one upload, and the samples that joining makes of it."""

from dataclasses import dataclass, field

from data.ingest.combined_variant_output import CombinedVariantOutput
from data.ingest.metrics_output import MetricsOutput
from data.ingest.parts import SamplePart
from data.ingest.study import Study
from data.ingest.vcf_file import SECTION, VcfFile
from domain.problems import Problem, Severity
from domain.readings import SampleReading, SectionCount
from domain.sample_lists import ListedSample


@dataclass(slots=True)
class Read:
    """Everything that the readers of single files made of one upload."""

    results: list[CombinedVariantOutput] = field(default_factory=list)
    variants: list[VcfFile] = field(default_factory=list)
    metrics: list[MetricsOutput] = field(default_factory=list)
    parts: list[SamplePart] = field(default_factory=list)
    study: Study = field(default_factory=Study)
    """What the descriptions of a study say, where they were brought."""


@dataclass(slots=True)
class Joined:
    """The samples of one upload, with what was noticed while joining."""

    samples: list[SampleReading] = field(default_factory=list)
    counts: list[SectionCount] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    listed: list[ListedSample] = field(default_factory=list)

    def note(self, file: str, section: str, seen: str, expected: str) -> None:
        """Note something about a file as a whole."""
        self.problems.append(Problem(Severity.NOTE, file, section, 0, seen, expected))

    def refuse(self, file: str, seen: str, expected: str, section: str = SECTION) -> None:
        """Refuse a whole file that was read but cannot be joined."""
        self.problems.append(Problem(Severity.REFUSED_FILE, file, section, 0, seen, expected))
