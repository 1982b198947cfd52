"""Whether a profile could have seen findings of a class, or of a class in one gene.

Not assessed is never shown as negative.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from domain.findings import FindingClass
from domain.quality import QualityClass, Verdict
from domain.readings import ClassVerdict, MissingClass
from domain.thresholds import BLOOD_ASSAY, TISSUE_ASSAY


class Assessment(StrEnum):
    """Whether the profile could have seen findings of a class."""

    ASSESSED = "assessed"
    NOT_ASSESSED = "not_assessed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class GeneList:
    """The genes in which an assay sees one class of finding, and who says so."""

    genes: frozenset[str]
    """Current HGNC symbols."""
    verified: bool
    """False where the list was carried over from another assay: not verified for this one."""
    source: str


@dataclass(frozen=True, slots=True)
class GeneAnswer:
    """What one profile says of one class of finding in one gene."""

    state: Assessment
    reason: str | None
    found: int
    """Findings of the class that the profile has in the gene."""
    profile: str
    """The profile that says so, in the words of the case page."""
    on_assay: bool = True
    """False where the assay's list of the class does not name the gene."""
    nameless: int = 0
    """Findings of the class that the profile has without naming a gene: one may lie in this one."""
    unread: int = 0
    """Rows of the class that the run's files hold and nobody could read: one may be of this gene."""


_DECIDES = {
    FindingClass.SMALL_VARIANT: QualityClass.SMALL_VARIANTS,
    FindingClass.COPY_NUMBER: QualityClass.COPY_NUMBER,
    FindingClass.FUSION: QualityClass.RNA,
    FindingClass.SPLICE_VARIANT: QualityClass.RNA,
    FindingClass.REARRANGEMENT: QualityClass.COPY_NUMBER,
}
NO_RNA = "No RNA was sequenced for this profile."
NO_EXONS = "The software of this profile calls no exon-level rearrangement."
_NOTHING_MISSING: Mapping[FindingClass, str] = MappingProxyType({})
_NOT = {Verdict.FAIL, Verdict.NOT_EVALUABLE, Verdict.NOT_RUN}
_CLASSES = {
    FindingClass.SMALL_VARIANT: "small variants",
    FindingClass.COPY_NUMBER: "copy number",
    FindingClass.FUSION: "fusions",
    FindingClass.SPLICE_VARIANT: "splice variants",
    FindingClass.REARRANGEMENT: "exon-level rearrangements",
}


def class_words(kind: FindingClass) -> str:
    """A class of finding in lower-case words: ``small variants``."""
    return _CLASSES.get(kind, kind.value.replace("_", " "))


def missing_words(missing: Iterable[MissingClass]) -> tuple[str, ...]:
    """What was not assessed for want of a file that holds it, one line a reason."""
    by_reason: dict[str, list[str]] = {}
    for one in missing:
        by_reason.setdefault(one.reason, []).append(class_words(one.finding_class))
    return tuple(f"Not assessed: {', '.join(words)}. {reason}" for reason, words in by_reason.items())


def deciding_class(kind: FindingClass, assay: str) -> QualityClass | None:
    """The quality class that decides on a class of finding.

    Blood reads its fusions from DNA: MetricsOutput of TSO500 ctDNA judges them in its section
    ``DNA Library QC Metrics for MSI and Fusions``.
    """
    if kind is FindingClass.FUSION and assay == BLOOD_ASSAY:
        return QualityClass.MSI
    return _DECIDES.get(kind)


def assessment(
    kind: FindingClass,
    verdicts: Mapping[QualityClass, ClassVerdict],
    assay: str,
    has_rna: bool,
    calls_exons: bool = True,
    missing: Mapping[FindingClass, str] = _NOTHING_MISSING,
) -> tuple[Assessment, str | None]:
    """Whether findings of a class were assessed and, where not or not known, why in one sentence.

    ``missing`` are the classes that no file of the profile holds, each with its reason: these were not
    assessed, whatever the quality metrics say.

    ``calls_exons`` is false where the results come from a software that writes no section of
    exon-level rearrangements (LocalApp, DRAGEN before 2.5): none was looked for.
    """
    decides = deciding_class(kind, assay)
    if decides is None:
        return Assessment.UNKNOWN, "No quality metric decides on this class."
    if (reason := missing.get(kind)) is not None:
        return Assessment.NOT_ASSESSED, reason
    if kind is FindingClass.REARRANGEMENT and not calls_exons:
        return Assessment.NOT_ASSESSED, NO_EXONS
    if decides is not QualityClass.RNA:
        contamination = verdicts.get(QualityClass.CONTAMINATION)
        if contamination and contamination.verdict in {Verdict.FAIL, Verdict.NOT_EVALUABLE}:
            return Assessment.NOT_ASSESSED, f"DNA contamination: {contamination.why}"
    verdict = verdicts.get(decides)
    if verdict is not None and verdict.verdict in _NOT:
        return Assessment.NOT_ASSESSED, verdict.why
    if verdict is not None:
        return Assessment.ASSESSED, None
    if decides is QualityClass.RNA and not has_rna and assay in {TISSUE_ASSAY, BLOOD_ASSAY}:
        return Assessment.NOT_ASSESSED, NO_RNA
    return (
        Assessment.UNKNOWN,
        "No quality metrics decide on this class: whether it could be read is not known.",
    )


def gene_assessment(
    kind: FindingClass,
    gene: str,
    assay: str,
    of_class: tuple[Assessment, str | None],
    listed: GeneList | None,
) -> tuple[Assessment, str | None]:
    """Whether findings of a class were assessed in one gene, and why where not or not known.

    ``gene`` is a current symbol, ``of_class`` what ``assessment`` says of the whole class, ``listed``
    the genes in which the assay sees it; ``None`` where no list is known, as for a bare variant file.
    """
    state, reason = of_class
    if listed is None:
        if state is Assessment.NOT_ASSESSED:
            return state, reason
        return Assessment.UNKNOWN, f"Which genes this test ({assay}) reads is not known."
    if gene not in listed.genes:
        return Assessment.NOT_ASSESSED, _not_listed(kind, gene, assay, listed)
    return state, reason


def _not_listed(kind: FindingClass, gene: str, assay: str, listed: GeneList) -> str:
    words, count = class_words(kind), len(listed.genes)
    if not count:
        return f"Not on this assay: {assay} reads no {words}."
    *others, last = sorted(listed.genes)
    few = f"{', '.join(others)} and {last}" if others else last
    of = f"{count} genes" if count > 5 else few
    partner = " It is seen only as the partner of one of them." if kind is FindingClass.FUSION else ""
    return f"Not on this assay: {assay} reads {words} of {of}, not of {gene}.{partner}"


_CLASS_OF_SECTION: Mapping[str, FindingClass] = MappingProxyType(
    {
        **dict.fromkeys(
            ("small variants", "records", "maf", "positions", "tsoppi", "smallvariants"),
            FindingClass.SMALL_VARIANT,
        ),
        **dict.fromkeys(
            ("copy number variants", "gene amplifications", "copy number", "copynumbervariants"),
            FindingClass.COPY_NUMBER,
        ),
        **dict.fromkeys(
            ("fusions", "dna fusions", "data fusions", "dnafusions", "structural variants"),
            FindingClass.FUSION,
        ),
        "splice variants": FindingClass.SPLICE_VARIANT,
        **dict.fromkeys(
            ("exon-level cnvs", "large rearrangements", "exon-level changes"), FindingClass.REARRANGEMENT
        ),
    }
)


def class_of_section(section: str) -> FindingClass | None:
    """The class of findings whose rows a file's section holds; ``None`` for one that holds none."""
    return _CLASS_OF_SECTION.get(section.lower())


RANK = {Assessment.ASSESSED: 0, Assessment.UNKNOWN: 1, Assessment.NOT_ASSESSED: 2}
"""Of several profiles the one that saw most counts: the least rank."""


def best_answer(answers: Iterable[GeneAnswer]) -> GeneAnswer | None:
    """The answer that says most, of several profiles: what was found, then what was assessed.

    Of two that did not assess it, the one whose assay reads the gene says more. Among equals the first
    stands. ``None`` where there is no answer.
    """
    return min(answers, key=lambda one: (not one.found, RANK[one.state], not one.on_assay), default=None)


def answer_words(answer: GeneAnswer) -> str:
    """One answer in a sentence; only what was assessed is ever said to be without findings."""
    found, reason = answer.found, answer.reason or "nobody said why."
    if answer.state is Assessment.ASSESSED:
        return f"{found:,} found." if found else _nothing_found(answer.nameless, answer.unread)
    if answer.state is Assessment.UNKNOWN:
        return (f"{found:,} found. " if found else "") + f"Not known whether assessed: {reason}"
    if not answer.on_assay:
        return (f"{found:,} found outside the genes that the assay reports. " if found else "") + reason
    called = f"{found:,} called all the same, not to be relied on. " if found else ""
    return f"{called}Not assessed: {reason}"


def _nothing_found(nameless: int, unread: int) -> str:
    told = []
    if nameless:
        told.append("1 call names no gene" if nameless == 1 else f"{nameless:,} calls name no gene")
    if unread:
        told.append(unread_words(unread))
    return (
        f"Assessed, nothing found under this name; {'; '.join(told)}." if told else "Assessed, nothing found."
    )


def unread_words(unread: int) -> str:
    """How many rows of a class could not be read: ``1 row of the run's files could not be read``."""
    return f"{'1 row' if unread == 1 else f'{unread:,} rows'} of the run's files could not be read"
