"""What one profile found, as the screen shows it; not assessed, none found and unknown stay apart."""

from dataclasses import dataclass
from datetime import date

from domain.assessment import Assessment, class_of_section
from domain.findings import BiomarkerName, BiomarkerState, FindingClass, Origin
from domain.phase import Phase
from domain.problems import Severity
from domain.quality import QualityClass, Verdict
from domain.single_test_words import Result
from domain.thresholds import Band, Threshold

SINGLE_TESTS = "single_tests"
"""The name of the table of single tests."""


@dataclass(frozen=True, slots=True)
class Classified:
    """A classification in force: the level with its scheme as shown, and who said it."""

    scheme: str
    level: str
    label: str
    said_by: str
    comment: str | None = None

    @property
    def words(self) -> str:
        """E.g. ``ESCAT I-A (board)``."""
        return f"{self.label} ({self.said_by})"


@dataclass(frozen=True, slots=True)
class Links:
    """Where to look a finding up; nothing is called until somebody clicks."""

    civic: str | None = None
    clinvar: str | None = None
    oncokb: str | None = None
    gnomad: str | None = None
    igv: str | None = None


@dataclass(frozen=True, slots=True)
class TestView:
    """A single test in the words of a table: who showed what of which marker, by which method, when."""

    marker: str
    method: str
    result: Result
    result_words: str
    value: str | None
    """The value with its unit."""
    short: str
    """What was shown, in a few words."""
    kit: str | None
    laboratory: str
    dated: date
    """The day it was reported; the day it was brought in where nobody said."""
    specimen: str | None
    """The specimen it was done on; ``None`` where that is not the reader's to see."""
    tumour_cell_percent: float | None
    comment: str | None
    withdrawn: str | None = None
    """Why it was withdrawn, by whom and when; ``None`` for a test that stands."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding of a profile in the words of a table."""

    finding_id: str
    finding_no: int
    profile_id: str
    version: int
    """How many times it was classified: what a form about it was drawn from."""
    kind: FindingClass
    gene: str | None
    change: str | None
    """The protein change, the copy-number call, the fusion's pair, the exons."""
    label: str
    """Gene and change as a recommendation names them."""
    origin: Origin
    reported: bool
    classifications: tuple[Classified, ...]
    seen_in: int | None
    """Distinct patients of the cohort with this very change, of those in whom it could be seen."""
    links: Links
    assessed_in: int | None = None
    """Distinct patients of the cohort in whom a change of this class and gene could be seen."""
    germline_database: bool = False
    part_of_mnv: bool = False
    """A single base of a change that stands in a row of its own."""
    phase: Phase | None = None
    """On which copy it lies, as far as its file tells."""
    coding: str | None = None
    consequences: tuple[str, ...] = ()
    """Sequence Ontology terms, most severe first."""
    vaf: float | None = None
    """Fraction 0-1."""
    depth: int | None = None
    exon: str | None = None
    transcript: str | None = None
    position: str | None = None
    fold_change: str | None = None
    copies: float | None = None
    reads: int | None = None
    """Reads that support a fusion or splice variant."""
    reference_reads: str | None = None
    molecule: str | None = None
    test: TestView | None = None
    """What only a single test has."""
    genes: tuple[str, ...] = ()
    """Every gene it is of, by current symbol: both of a fusion."""
    evidence: str | None = None
    """The best that is known of it in short words: ``CIViC A, same tumour: drug and 11 more items``."""
    strength: int | None = None
    """How strong that is, to sort by: the smaller, the stronger."""


@dataclass(frozen=True, slots=True)
class ClassSeen:
    """Whether one class of finding could be seen in a profile, and in how many genes."""

    kind: FindingClass
    label: str
    state: Assessment
    reason: str | None
    genes: int | None
    """How many genes the assay's list of the class names; ``None`` where no list is known."""
    verified: bool = True
    """False where the list was carried over from another assay."""
    source: str | None = None
    """Who gives the list."""


@dataclass(frozen=True, slots=True)
class GeneLine:
    """What the profiles of a case say of one class of finding in one gene."""

    label: str
    state: Assessment
    words: str
    profile: str
    """Which profile says so."""


@dataclass(frozen=True, slots=True)
class GeneView:
    """Whether a gene was assessed, class by class, over all profiles of a case."""

    gene: str
    """Its current symbol, or the text that was asked for where it means no gene of the assay."""
    known: bool
    """Whether the text means a gene of the assay."""
    lines: tuple[GeneLine, ...]
    sentence: str
    """The whole answer as a text to take over."""


@dataclass(frozen=True, slots=True)
class FindingTable:
    """The findings that stand under one tab."""

    name: str
    """The table's name, under which a person's way of looking at it is kept."""
    title: str
    key: str
    """Names these rows for caches: the store's opening and last act, the reach and the profile."""
    rows: tuple[FindingRow, ...]
    assessment: Assessment
    reason: str | None
    """Why it was not assessed, or why that is not known."""
    without_gene: int = 0
    """How many rows no file names a gene for."""
    in_mnvs: int = 0
    """How many calls are left out because the change they are part of stands in a row of its own."""
    parts: tuple[ClassSeen, ...] = ()
    """The classes that stand together in it, each with its own assessment."""
    unread: int = 0
    """Rows of these classes that the run's files hold and nobody could read."""


@dataclass(frozen=True, slots=True)
class CohortValues:
    """A biomarker in the cohort's profiles of one assay."""

    values: tuple[float | None, ...]
    """``None`` where it was measured and is not evaluable."""
    not_measured: int
    """Profiles of the assay in which it was not assessed, or of which no file has it."""


@dataclass(frozen=True, slots=True, eq=False)
class BiomarkerView:
    """A biomarker with its cut-off and the cohort's values, as a gauge draws it.

    It is known by itself, not by its values: a cohort of 100,000 is not gone through to find a figure.
    """

    name: BiomarkerName
    label: str
    state: BiomarkerState
    reason: str | None
    value: float | None
    value_text: str | None
    """The value in ``unit``, as the file wrote it where it wrote it in that unit."""
    unit: str
    band: Band
    threshold: Threshold | None
    cohort: tuple[float | None, ...]
    """Values of the cohort's profiles with the same assay; ``None`` where not evaluable."""
    source: str
    """The profile and the date it comes from."""
    written: str | None = None
    """What the file wrote, verbatim: ``20`` where the value is 0.20."""
    not_measured: int = 0
    """Profiles of the cohort with the same assay in which it was not measured."""


@dataclass(frozen=True, slots=True)
class MetricRow:
    """One quality metric with the limits that stand in the file."""

    section: str
    metric: str
    value: str | None
    unit: str | None
    lower: str | None
    upper: str | None
    verdict: Verdict
    sample: str | None


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """The verdict on one class of results."""

    quality_class: QualityClass
    label: str
    verdict: Verdict
    reason: str | None


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """What a reader could not take, or did not recognise."""

    severity: str
    file: str
    section: str | None
    line: int | None
    seen: str | None
    expected: str | None


@dataclass(frozen=True, slots=True)
class ProfileFindings:
    """All that one profile brought: tables by class, biomarkers, quality, problems."""

    profile_id: str
    key: str
    tables: tuple[FindingTable, ...]
    biomarkers: tuple[BiomarkerView, ...]
    verdicts: tuple[VerdictRow, ...]
    metrics: tuple[MetricRow, ...]
    problems: tuple[ProblemRow, ...]
    unrecognised: tuple[str, ...]
    """Sections that no reader knows, as file and section."""
    seen: tuple[ClassSeen, ...] = ()
    """Which classes could be seen, in the order of the tables."""

    def unread(self, *kinds: FindingClass) -> int:
        """Rows of these classes of findings that the run's files hold and nobody could read."""
        of_rows = [one for one in self.problems if one.severity == Severity.REFUSED_ROW]
        return sum(class_of_section(one.section or "") in kinds for one in of_rows)
