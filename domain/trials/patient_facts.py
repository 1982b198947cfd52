"""All that matching with trials knows of a patient on a day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.assessment import Assessment
from domain.codes import DiseaseExtent, Sex
from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFacts
from domain.knowledge.case_findings import ExonsOf
from domain.single_test_words import Method, Result
from domain.single_tests import TestResult


def no_exons(gene: str, first: int, last: int) -> tuple[int, ...]:
    """Nothing known of where codons lie."""
    return ()


@dataclass(frozen=True, slots=True)
class FindingDetail:
    """What a sentence about a finding adds to its label."""

    vaf_text: str | None = None
    """Allele frequency in per cent as it is shown: ``23.4 %``."""
    only_in_blood: bool = False
    """Seen in blood, and by no profile of tissue."""


@dataclass(frozen=True, slots=True)
class Tmb:
    """The tumour mutational burden as the case shows it."""

    value_text: str
    """Mutations per megabase, as the file writes them: ``12.5``."""
    words: str = ""
    """Where it comes from: ``sample X, 14 Nov 2026``."""


@dataclass(frozen=True, slots=True)
class PatientFacts:
    """A case's findings with what else a trial asks; ``None`` and *unknown* are never taken for no."""

    facts: CaseFacts
    patient_id: str = ""
    """An opaque key of the caller's: whom an answer of ``would_match`` is about."""
    year_of_birth: int | None = None
    on: date | None = None
    """The day on which she is asked for; her age is known to the year only."""
    sex: Sex = Sex.UNKNOWN
    ecog: int | None = None
    previous_lines: int | None = None
    extent: DiseaseExtent = DiseaseExtent.UNKNOWN
    extent_words: str = ""
    """What says so, or what is recorded and does not: ``stage IIIA is recorded, which does not say it``."""
    previous_lines_text: str | None = None
    """The lines before, as somebody wrote them down."""
    tmb: Tmb | None = None
    tmb_missing: str | None = None
    """Why there is no TMB: ``not evaluable: 0.61 Mb of coding region``."""
    msi_missing: str | None = None
    """Why there is no MSI: ``not evaluable: 12 usable sites of 40 needed``."""
    tests: tuple[TestResult, ...] = ()
    """Single tests that stand, the newest last: HER2, ER, PR, PD-L1, germline panels."""
    details: Mapping[str, FindingDetail] = field(default_factory=dict)
    """By finding id."""
    in_tissue: Callable[[str, FindingClass], Assessment] | None = field(
        default=None, repr=False, compare=False
    )
    """Whether a class was assessed in a gene by a profile of tissue; ``None`` where all profiles are."""

    exons_of: ExonsOf = field(default=no_exons, repr=False, compare=False)
    """In which exons codons of a gene lie, where that is known."""

    def only_blood_assessed(self, gene: str, kind: FindingClass) -> bool:
        """Whether a class was assessed in a gene by no tissue: what blood does not show may be there."""
        return self.in_tissue is not None and self.in_tissue(gene, kind) is not Assessment.ASSESSED

    def local_panels(self, gene: str) -> tuple[TestResult, ...]:
        """What local panels tell of a gene, the newest last; those that gave no result are left out."""
        panels = (one for one in self.tests if one.gene == gene and one.method is Method.NGS_PANEL)
        return tuple(one for one in panels if one.result is not Result.FAILED)

    @property
    def ages(self) -> tuple[int, int] | None:
        """The least and the most years that she can have on the day, from her year of birth."""
        if self.year_of_birth is None or self.on is None:
            return None
        most = self.on.year - self.year_of_birth
        return max(most - 1, 0), most
