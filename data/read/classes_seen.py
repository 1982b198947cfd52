"""Which classes of finding a profile could see, in how many genes, and why not the others."""

from collections.abc import Mapping

from data.reference.assay_content import genes_read
from domain.assessment import assessment, class_words
from domain.findings import FindingClass
from domain.quality import QualityClass
from domain.readings import CALLED_CLASSES, ClassVerdict
from domain.views.case import ProfileView
from domain.views.findings import ClassSeen


def classes_seen(
    profile: ProfileView,
    verdicts: Mapping[QualityClass, ClassVerdict],
    calls_exons: bool,
    missing: Mapping[FindingClass, str],
) -> dict[FindingClass, ClassSeen]:
    """Every class of finding in the order of the tables, as the profile's quality, assay and files allow.

    ``missing`` are the classes that no file of the profile holds, each with its reason.
    """
    return {kind: _seen(kind, profile, verdicts, calls_exons, missing) for kind in CALLED_CLASSES}


def _seen(
    kind: FindingClass,
    profile: ProfileView,
    verdicts: Mapping[QualityClass, ClassVerdict],
    calls_exons: bool,
    missing: Mapping[FindingClass, str],
) -> ClassSeen:
    state, reason = assessment(kind, verdicts, profile.assay, profile.has_rna, calls_exons, missing)
    words, listed = class_words(kind), genes_read(kind, profile.assay)
    label = words[0].upper() + words[1:]
    if listed is None:
        return ClassSeen(kind, label, state, reason, None)
    return ClassSeen(kind, label, state, reason, len(listed.genes), listed.verified, listed.source)
