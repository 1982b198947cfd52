"""A patient made ready for many trials: her findings by gene, and what was answered so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFinding
from domain.trials.criteria import Criterion
from domain.trials.matches import Answer
from domain.trials.patient_facts import PatientFacts

EVENTS = frozenset(
    {
        FindingClass.SMALL_VARIANT, FindingClass.COPY_NUMBER, FindingClass.FUSION,
        FindingClass.SPLICE_VARIANT, FindingClass.REARRANGEMENT,
    }
)  # fmt: skip
"""The classes of finding that are a change of a gene."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is so of one criterion, before anybody asks for its absence."""

    answer: Answer
    fact: str
    """A clause without full stop: ``KRAS G12C found (VAF 23.4 %)``."""
    finding_ids: tuple[str, ...] = ()
    further_test: str | None = None
    if_absent: Answer | None = None
    """The answer to a NOT where it is not the turned one: a WARN where it was perhaps not looked for
    everywhere."""

    @property
    def absent(self) -> Answer:
        """The answer to a NOT: PASS and FAIL change places."""
        return self.if_absent or turned(self.answer)


_TURNED = {Answer.PASS: Answer.FAIL, Answer.FAIL: Answer.PASS}


def turned(answer: Answer) -> Answer:
    """What a NOT makes of an answer about which no more is told."""
    return _TURNED.get(answer, answer)


@dataclass(slots=True)
class LookedAt:
    """A patient while trials are held against her; each criterion is answered once."""

    patient: PatientFacts
    by_gene: dict[str, list[CaseFinding]] = field(default_factory=dict)
    changes: list[CaseFinding] = field(default_factory=list)
    """Every finding that is a change of a gene."""
    signatures: dict[str, list[CaseFinding]] = field(default_factory=dict)
    """The findings of a property of the whole genome, by its word: ``MSI-H``."""
    undecided: dict[str, CaseFinding] = field(default_factory=dict)
    """The biomarkers whose value decides nothing, by each word that they may be: ``HRD``."""
    told: dict[Criterion, Told] = field(default_factory=dict)

    @classmethod
    def at(cls, patient: PatientFacts) -> "LookedAt":
        """A patient with her findings sorted."""
        made = cls(patient)
        for finding in patient.facts.findings:
            if finding.kind in EVENTS:
                made.changes.append(finding)
                for gene in finding.genes if len(finding.genes) < 2 else dict.fromkeys(finding.genes):
                    made.by_gene.setdefault(gene, []).append(finding)
            elif finding.kind is FindingClass.BIOMARKER and not finding.unread:
                made.undecided |= dict.fromkeys(finding.may_be, finding)
            if finding.signature:
                made.signatures.setdefault(finding.signature, []).append(finding)
        return made

    def of(self, gene: str | None, partner: str | None = None) -> Iterable[CaseFinding]:
        """The changes of a gene, else of the partner, else of all genes."""
        named = gene or partner
        return self.by_gene.get(named, ()) if named else self.changes

    def found(self, finding: CaseFinding) -> str:
        """That a finding was found, as a clause: ``KRAS G12C found (VAF 23.4 %)``."""
        detail = self.patient.details.get(finding.finding_id)
        vaf = f" (VAF {detail.vaf_text})" if detail and detail.vaf_text else ""
        return f"{finding.label} found{vaf}"

    def only_in_blood(self, finding: CaseFinding) -> bool:
        """Whether a finding was seen in blood, and by no profile of tissue."""
        detail = self.patient.details.get(finding.finding_id)
        return detail is not None and detail.only_in_blood
