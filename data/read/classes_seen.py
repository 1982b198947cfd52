"""Which classes of finding a profile could see, in how many genes, and why not the others."""

from collections.abc import Mapping

from data.reference.assay_content import genes_read
from domain.assessment import assessment, class_words
from domain.findings import FindingClass
from domain.quality import QualityClass
from domain.readings import ClassVerdict
from domain.views.case import ProfileView
from domain.views.findings import ClassSeen

CLASSES = (
    FindingClass.SMALL_VARIANT,
    FindingClass.COPY_NUMBER,
    FindingClass.FUSION,
    FindingClass.SPLICE_VARIANT,
    FindingClass.REARRANGEMENT,
)


def classes_seen(
    profile: ProfileView, verdicts: Mapping[QualityClass, ClassVerdict], calls_exons: bool
) -> dict[FindingClass, ClassSeen]:
    """Every class of finding in the order of the tables, as the profile's quality and assay allow."""
    return {kind: _seen(kind, profile, verdicts, calls_exons) for kind in CLASSES}


def _seen(
    kind: FindingClass,
    profile: ProfileView,
    verdicts: Mapping[QualityClass, ClassVerdict],
    calls_exons: bool,
) -> ClassSeen:
    state, reason = assessment(kind, verdicts, profile.assay, profile.has_rna, calls_exons)
    words, listed = class_words(kind), genes_read(kind, profile.assay)
    label = words[0].upper() + words[1:]
    if listed is None:
        return ClassSeen(kind, label, state, reason, None)
    return ClassSeen(kind, label, state, reason, len(listed.genes), listed.verified, listed.source)
