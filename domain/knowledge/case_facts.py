"""A case's findings made ready for matching: genes by current symbol, changes in one spelling."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from domain.assessment import Assessment
from domain.findings import FindingClass
from domain.phase import Phase
from domain.threshold import Band


class Oncogenicity(StrEnum):
    """What people or tools said of a change's biology; a gene-level item needs the first."""

    ONCOGENIC = "oncogenic"
    """Classed oncogenic or likely oncogenic (pathogenic, ComPerMed class 4 or 5)."""
    UNCERTAIN = "uncertain"
    """Classed as of uncertain significance: never matches a gene-level item."""
    BENIGN = "benign"
    NOT_CLASSED = "not_classed"
    """Nobody said anything: no gene-level match either, except a loss of function that its effect shows."""


class CopyState(StrEnum):
    """A copy-number change by the laboratory's thresholds."""

    AMPLIFICATION = "amplification"
    GAIN = "gain"
    LOSS = "loss"
    DEEP_LOSS = "deep_loss"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class CaseFinding:
    """One finding as matching asks it."""

    finding_id: str
    label: str
    kind: FindingClass
    genes: tuple[str, ...]
    """Current HGNC symbols; of a fusion 5' then 3' where the direction is known."""
    protein: str | None = None
    """One-letter, without ``p.`` and brackets: ``L858R``."""
    coding: str | None = None
    """Without transcript: ``c.2573T>G``."""
    first_codon: int | None = None
    last_codon: int | None = None
    consequences: tuple[str, ...] = ()
    """Sequence Ontology terms."""
    exons: tuple[int, ...] = ()
    """Affected exons, where known."""
    copy_state: CopyState = CopyState.NONE
    direction_known: bool = False
    splice: str | None = None
    """``EGFRvIII``, ``AR-V7``, ``MET exon 14 skipping`` where the event has a name."""
    signature: str | None = None
    """``TMB-H``, ``TMB-L``, ``MSI-H``, ``MSS``, ``dMMR``, ``pMMR``, ``HRD``, by the cut-off in force."""
    may_be: tuple[str, ...] = ()
    """What else it may be, which its value does not decide: ``HRD`` and ``HRP``, ``amplification``."""
    open_because: str | None = None
    """Why ``may_be`` is not decided, in one sentence."""
    open_band: Band | None = None
    """Of a biomarker: where its value stands, that it is not decided."""
    junction: str | None = None
    """The exons that a fusion joins, where known: ``e20::e20``."""
    heterozygosity_lost: bool = False
    oncogenicity: Oncogenicity = Oncogenicity.NOT_CLASSED
    germline: bool | None = None
    """``None``: unknown."""
    phase: Phase | None = None
    """On which copy it lies, as far as its file tells; compared within one profile only."""
    loss_of_function: bool = False
    """Classed as a loss of function by somebody, whatever its effect shows."""

    @property
    def unread(self) -> bool:
        """Measured, but not evaluable: what another measurement says decides."""
        return self.open_band is Band.NOT_EVALUABLE


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """All that matching knows of a case."""

    findings: tuple[CaseFinding, ...]
    tumour_code: str | None
    """Current OncoTree code."""
    assessed: Callable[[str, FindingClass], Assessment]
    """Whether a class was assessed in a gene by the profiles of the case: a NOT needs it."""
