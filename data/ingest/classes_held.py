"""Which classes of findings the files of a sample hold: the others were not assessed."""

from collections.abc import Collection, Iterable

from data.ingest.sample_groups import SampleFiles
from data.ingest.study import KINDS, Study
from data.ingest.vcf_file import VcfFile
from data.ingest.vcf_structural import Layout
from domain.assessment import class_words
from domain.findings import FindingClass, Findings
from domain.readings import CALLED_CLASSES, FileKind, MissingClass

_OF_LAYOUT = {
    Layout.COPY_NUMBER: {FindingClass.COPY_NUMBER},
    Layout.EXONS: {FindingClass.REARRANGEMENT},
    Layout.SPLICING: {FindingClass.SPLICE_VARIANT},
}
_OF_PART = {
    FileKind.NIRVANA: {FindingClass.SMALL_VARIANT},
    FileKind.TSOPPI_VARIANTS: {FindingClass.SMALL_VARIANT},
    FileKind.ALL_FUSIONS: {FindingClass.FUSION},
    FileKind.BLOOD_FUSIONS: {FindingClass.FUSION},
    **{kind: {held} for kind, held in KINDS.items()},
}


def _of_findings(found: Findings) -> set[FindingClass]:
    by_class = {
        FindingClass.SMALL_VARIANT: found.small_variants,
        FindingClass.COPY_NUMBER: found.copy_number,
        FindingClass.FUSION: found.fusions,
        FindingClass.SPLICE_VARIANT: found.splice_variants,
        FindingClass.REARRANGEMENT: found.rearrangements,
    }
    return {kind for kind, rows in by_class.items() if rows}


def _of_variant_file(file: VcfFile) -> set[FindingClass]:
    """By the rows of a file, and where it has none by what its header declares."""
    found = _of_findings(file.structural())
    if file.symbolic is not None:
        found |= _OF_LAYOUT.get(file.symbolic.layout, set())
    return found if file.is_structural else {*found, FindingClass.SMALL_VARIANT}


def held_classes(files: SampleFiles, taken: Iterable[VcfFile]) -> set[FindingClass]:
    """The classes of findings that a sample's files hold, with rows or without.

    Rows of a CombinedVariantOutput that was cut short in their midst do not make their class a whole one.
    """
    held = {kind for file in taken for kind in _of_variant_file(file)}
    for part in files.parts:
        held |= part.holds | _OF_PART.get(part.kind, set()) | _of_findings(part.findings)
    if files.results is not None:
        held |= set(CALLED_CLASSES) - set(files.results.missing.reasons)
    return held


def _in_words(kinds: Collection[FindingClass]) -> str:
    *others, last = [class_words(kind) for kind in CALLED_CLASSES if kind in kinds]
    return f"{', '.join(others)} and {last}" if others else last


def missing_classes(
    files: SampleFiles, held: set[FindingClass], assay: str, study: Study, kinds: Collection[FileKind]
) -> tuple[MissingClass, ...]:
    """The classes that no file of the sample holds, each with its reason.

    ``kinds`` are the kinds of file in the upload: a sample of which a study's file has no row may have been
    looked at all the same, unless a case list of the study says who was.
    """
    reasons = files.results.missing.reasons if files.results is not None else {}
    in_study = any(part.kind in KINDS for part in files.parts)
    of_study = {kind for file, kind in KINDS.items() if in_study and file in kinds}
    only = f"{_in_words(held)} only" if held else "no findings of this kind"
    made = []
    for kind in (one for one in CALLED_CLASSES if one not in held):
        listed = study.listed.get(kind)
        if kind not in of_study:
            reason = reasons.get(kind, f"This profile ({assay}) holds {only}.")
        elif listed is not None and not listed & files.ids:
            reason = f"The study does not list this sample as read for {class_words(kind)}."
        else:
            continue
        made.append(MissingClass(kind, reason))
    return tuple(made)
