"""What a reader made of a laboratory's files, before anybody has accepted it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.findings import Build, FindingClass, Findings
from domain.problems import Problem, Severity
from domain.quality import Outcome, QualityClass, QualityMetric, Verdict, without_verdict
from domain.sample_lists import ListedSample


class FileKind(StrEnum):
    """The kinds of file a reader recognises, by content and never by name."""

    COMBINED_VARIANT_OUTPUT = "combined_variant_output"
    METRICS_OUTPUT = "metrics_output"
    VCF = "vcf"
    BIOMARKER_REPORT = "biomarker_report"
    """LocalApp 1.x."""
    TMB_TRACE = "tmb_trace"
    TMB_RESULT = "tmb_result"
    """TMB as JSON or as DRAGEN's metrics table."""
    MSI_RESULT = "msi_result"
    SAMPLE_ANALYSIS_RESULTS = "sample_analysis_results"
    ALL_FUSIONS = "all_fusions"
    BLOOD_FUSIONS = "blood_fusions"
    NIRVANA = "nirvana"
    MAF = "maf"
    COPY_NUMBER_MATRIX = "copy_number_matrix"
    STRUCTURAL_VARIANTS = "structural_variants"
    TSOPPI_VARIANTS = "tsoppi_variants"
    SAMPLE_LIST = "sample_list"
    """A list of samples beside the results (InPreD metadata)."""
    SINGLE_TESTS = "single_tests"
    CLINICAL_LIST = "clinical_list"
    ACCOMPANYING = "accompanying"
    """Known, and nothing of a profile in it: an index, a log, a description of a study."""
    UNRECOGNISED = "unrecognised"


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file of a run and what it was recognised as."""

    name: str
    sha256: str
    size: int
    """Bytes, as it lies (compressed if it is)."""
    kind: FileKind
    software: str | None = None
    """Banner or source line, e.g. ``DRAGEN TruSight Oncology 500``."""
    software_version: str | None = None


@dataclass(frozen=True, slots=True)
class SectionCount:
    """How a section of a file was read: nothing is dropped without being counted."""

    file: str
    section: str
    read: int
    taken: int
    refused: int
    without_gene: int = 0
    recognised: bool = True


@dataclass(frozen=True, slots=True)
class RawSection:
    """A section no reader knows, kept verbatim."""

    file: str
    section: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassVerdict:
    """The verdict on one class of results, with the metrics that decided it in one sentence."""

    quality_class: QualityClass
    verdict: Verdict
    reason: str

    @property
    def why(self) -> str:
        """The reason alone, for a sentence that says already that the class was not read."""
        return without_verdict(self.reason)


@dataclass(frozen=True, slots=True)
class MissingClass:
    """A class of findings that no file of a sample holds: not assessed, whatever its quality."""

    finding_class: FindingClass
    reason: str
    """Why, in one sentence."""


CALLED_CLASSES = tuple(
    kind for kind in FindingClass if kind not in {FindingClass.BIOMARKER, FindingClass.TEST_RESULT}
)
"""The classes whose findings are called one by one: of each it must be known whether it was assessed."""


def all_missing(reason: str) -> tuple[MissingClass, ...]:
    """Every class, for a sample of which no file holds called findings."""
    return tuple(MissingClass(kind, reason) for kind in CALLED_CLASSES)


@dataclass(frozen=True, slots=True)
class SampleReading:
    """One sample (or DNA/RNA pair): what becomes a profile once somebody accepts it."""

    pair_id: str | None
    dna_sample_id: str | None
    rna_sample_id: str | None
    assay: str
    """``TSO500`` for TruSight Oncology 500 tissue, ``TSO500 ctDNA`` for blood, else ``VCF``."""
    software: str | None
    software_version: str | None
    run_name: str | None
    run_date: date | None
    output_date: date | None
    build: Build
    findings: Findings
    metrics: tuple[QualityMetric, ...]
    verdicts: tuple[ClassVerdict, ...]
    outcome: Outcome
    outcome_reason: str
    """Empty for a success."""
    content_sha256: str
    """Hash of this sample's own results (not of the run-wide files, so that a copy of the folder
    with another neighbour is recognised as the same)."""
    reference_rows: int = 0
    """Reference (``ALT == .``) rows of a genome VCF, counted and not kept."""
    filtered_rows: int = 0
    """VCF rows whose filter is not PASS, counted and not kept."""
    missing: tuple[MissingClass, ...] = ()
    """The classes of findings that none of its files holds; of these nothing is said to be negative."""

    @property
    def sample_id(self) -> str:
        """The name this sample goes by: pair id, else DNA, else RNA sample id."""
        return self.pair_id or self.dna_sample_id or self.rna_sample_id or ""


@dataclass(frozen=True, slots=True)
class RunReading:
    """Everything read from one upload or run folder."""

    name: str
    files: tuple[FileRead, ...]
    samples: tuple[SampleReading, ...]
    counts: tuple[SectionCount, ...]
    problems: tuple[Problem, ...]
    raw_sections: tuple[RawSection, ...] = ()
    listed: tuple[ListedSample, ...] = ()
    """What lists of samples beside the results say."""

    @property
    def readable(self) -> bool:
        """At least one file with something of a profile in it was recognised and not refused whole."""
        refused = {one.file for one in self.problems if one.severity is Severity.REFUSED_FILE}
        nothing = {FileKind.UNRECOGNISED, FileKind.ACCOMPANYING}
        return any(f.kind not in nothing and f.name not in refused for f in self.files)
