"""Whether a profile could have seen findings of a class: not assessed is never shown as negative."""

from collections.abc import Mapping
from enum import StrEnum

from domain.findings import FindingClass
from domain.quality import QualityClass, Verdict
from domain.readings import ClassVerdict
from domain.thresholds import BLOOD_ASSAY, TISSUE_ASSAY


class Assessment(StrEnum):
    """Whether the profile could have seen findings of a class."""

    ASSESSED = "assessed"
    NOT_ASSESSED = "not_assessed"
    UNKNOWN = "unknown"


_DECIDES = {
    FindingClass.SMALL_VARIANT: QualityClass.SMALL_VARIANTS,
    FindingClass.COPY_NUMBER: QualityClass.COPY_NUMBER,
    FindingClass.FUSION: QualityClass.RNA,
    FindingClass.SPLICE_VARIANT: QualityClass.RNA,
    FindingClass.REARRANGEMENT: QualityClass.COPY_NUMBER,
}
_NOT = {Verdict.FAIL, Verdict.NOT_EVALUABLE, Verdict.NOT_RUN}


def deciding_class(kind: FindingClass, assay: str) -> QualityClass | None:
    """The quality class that decides on a class of finding; blood reads its fusions from DNA."""
    if kind is FindingClass.FUSION and assay == BLOOD_ASSAY:
        return QualityClass.SMALL_VARIANTS
    return _DECIDES.get(kind)


def assessment(
    kind: FindingClass,
    verdicts: Mapping[QualityClass, ClassVerdict],
    assay: str,
    has_rna: bool,
    calls_exons: bool = True,
) -> tuple[Assessment, str | None]:
    """Whether findings of a class were assessed and, where not or not known, why in one sentence.

    ``calls_exons`` is false where the results come from a software that writes no section of
    exon-level rearrangements (LocalApp, DRAGEN before 2.5): none was looked for.
    """
    decides = deciding_class(kind, assay)
    if decides is None:
        return Assessment.UNKNOWN, "No quality metric decides on this class."
    if assay not in {TISSUE_ASSAY, BLOOD_ASSAY} and kind is not FindingClass.SMALL_VARIANT:
        return Assessment.NOT_ASSESSED, f"This profile ({assay}) holds small variants only."
    if kind is FindingClass.REARRANGEMENT and not calls_exons:
        return Assessment.NOT_ASSESSED, "The software of this profile calls no exon-level rearrangement."
    if decides is not QualityClass.RNA:
        contamination = verdicts.get(QualityClass.CONTAMINATION)
        if contamination and contamination.verdict in {Verdict.FAIL, Verdict.NOT_EVALUABLE}:
            return Assessment.NOT_ASSESSED, f"DNA contamination: {contamination.reason}"
    verdict = verdicts.get(decides)
    if verdict is not None and verdict.verdict in _NOT:
        return Assessment.NOT_ASSESSED, verdict.reason
    if verdict is not None:
        return Assessment.ASSESSED, None
    if decides is QualityClass.RNA and not has_rna:
        return Assessment.NOT_ASSESSED, "No RNA was sequenced for this profile."
    return (
        Assessment.UNKNOWN,
        "No quality metrics decide on this class: whether it could be read is not known.",
    )
