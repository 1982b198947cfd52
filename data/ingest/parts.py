"""What one file says of one sample, before the files of a sample are joined."""

from dataclasses import dataclass, field

from domain.findings import AnnotationSource, Build, FindingClass, Findings, SmallVariant
from domain.quality import QualityMetric
from domain.readings import FileKind, SectionCount
from domain.sample_lists import ListedSample

_ENDINGS = (
    ".gz", ".bgz", ".vcf", ".gvcf", ".genome", ".hard-filtered", ".json", ".tsv", ".csv", ".txt", ".tmb",
    ".trace", ".cnv", ".msaf", ".metrics", ".microsat_output", ".msi", "_MergedSmallVariants",
    "_CopyNumberVariants", "_SpliceVariants", "_DragenExonCNV", "_TMB_Trace", "_AllFusions", "_Fusions",
    "_SampleAnalysisResults", "_DNAVariants_Annotated", "_SmallVariants_Annotated",
    "_MergedSmallVariantsAnnotated", "_BiomarkerReport", ".maf", "_small_variant_table",
)  # fmt: skip
"""What programs put behind a sample's name when they name its files."""

_OF_ANY_FILE = frozenset({".gz", ".bgz", ".vcf", ".gvcf", ".json", ".tsv", ".csv", ".txt", ".maf"})
"""Those of them that a person gives a file as well."""


def sample_by_name(file: str) -> str:
    """What a sample is called when only the name of its file tells: the name without its endings."""
    base = file.rsplit("/", 1)[-1]
    while ending := next((one for one in _ENDINGS if base.endswith(one) and base != one), None):
        base = base.removesuffix(ending)
    return base


def named_by_program(file: str) -> bool:
    """True when a program of the assay named a file: what stands before its ending is the sample, whole."""
    base = file.rsplit("/", 1)[-1]
    rest = base.removeprefix(sample_by_name(file))
    return any(ending in rest for ending in _ENDINGS if ending not in _OF_ANY_FILE)


def named_after(file: str, sample_ids: frozenset[str]) -> bool:
    """True when a file's name begins with one of these samples' names, and the name ends there."""
    base = file.rsplit("/", 1)[-1]
    return any(base.startswith(name) and not base[len(name) : len(name) + 1].isalnum() for name in sample_ids)


@dataclass(frozen=True, slots=True)
class SamplePart:
    """What one file says of one sample.

    ``findings`` are calls of the sample that can stand alone; ``annotations`` are rows that say more of
    calls in other files (gene, protein change, germline status) and never become calls themselves.
    """

    file: str
    kind: FileKind
    sample_ids: frozenset[str] = frozenset()
    """The names that the file itself gives; empty where only the file's name tells."""
    findings: Findings = field(default_factory=Findings)
    annotations: tuple[SmallVariant, ...] = ()
    annotation_source: AnnotationSource = AnnotationSource.NONE
    """Who annotated the small variants of this file."""
    metrics: tuple[QualityMetric, ...] = ()
    build: Build = Build.UNKNOWN
    assay: str | None = None
    """``TSO500``, ``TSO500 ctDNA``, ``MAF``, a single test's method; ``None`` where not said."""
    software: str | None = None
    software_version: str | None = None
    counts: tuple[SectionCount, ...] = ()
    reference_rows: int = 0
    filtered_rows: int = 0
    holds: frozenset[FindingClass] = frozenset()
    """Classes of findings that the file has a place for, with rows or without; blank where its kind says."""
    listed: tuple[ListedSample, ...] = ()
    """The rows of a list of samples, which is of no one sample."""

    @property
    def sample(self) -> str:
        """The one name that this part goes by where nothing else claims it."""
        return min(self.sample_ids) if self.sample_ids else sample_by_name(self.file)
