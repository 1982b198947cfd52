"""Tells a CombinedVariantOutput that was cut short, and the classes of findings that it therefore lacks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from data.ingest.problems import ProblemList
from data.ingest.sections import Section, SectionedFile
from domain.assessment import NO_EXONS, NO_RNA, class_words
from domain.findings import FindingClass
from domain.thresholds import TISSUE_ASSAY

LAST = "small variants"
"""The section that every version ends with."""

_SECTIONS: Mapping[FindingClass, frozenset[str]] = {
    FindingClass.SMALL_VARIANT: frozenset({LAST}),
    FindingClass.COPY_NUMBER: frozenset({"gene amplifications", "copy number variants"}),
    FindingClass.FUSION: frozenset({"fusions", "dna fusions", "data fusions"}),
    FindingClass.SPLICE_VARIANT: frozenset({"splice variants"}),
    FindingClass.REARRANGEMENT: frozenset({"exon-level cnvs", "large rearrangements"}),
}
"""The sections of each class of findings, by their names in lower case, over all versions."""


@dataclass(frozen=True, slots=True)
class MissingSections:
    """The classes of findings that a CombinedVariantOutput does not hold, each with its reason."""

    reasons: Mapping[FindingClass, str] = field(default_factory=dict)
    cut_off: tuple[FindingClass, ...] = ()
    """Those of them that a whole file of this software has: the file was cut short."""


def _is_cut(sections: Iterable[Section]) -> bool:
    return all(section.name.lower() != LAST for section in sections)


def without_half_line(parts: SectionedFile, problems: ProblemList) -> Iterator[Section]:
    """The sections, without the line in whose middle a file ends that was cut short.

    Half a line may hold half a number. A whole file may end without a line end, so that only a file
    without its last section loses the line.
    """
    cut = parts.open_line > 0 and _is_cut(parts.sections)
    for section in parts.sections:
        half = section.rows[-1] if section.rows else None
        if not cut or half is None or half.line != parts.open_line:
            yield section
            continue
        problems.refuse_row(
            section.name, half.line, half.text, "a whole line; the file ends in the middle of this one"
        )
        yield replace(section, rows=section.rows[:-1])


def without_short_line(parts: SectionedFile, problems: ProblemList) -> Iterator[Section]:
    """The sections of a MetricsOutput, without a last row that has no line end and too few cells.

    Its last cell may be half a number, which could pass a limit that the whole one does not.
    """
    for section in parts.sections:
        last = section.rows[-1] if section.rows else None
        cut = last is not None and last.line == parts.open_line and len(section.rows) > 1
        if last is None or not cut or len(last.cells) >= len(section.rows[0].cells):
            yield section
            continue
        problems.refuse_row(
            section.name, last.line, last.text, "a whole row; the file ends in the middle of this one"
        )
        yield replace(section, rows=section.rows[:-1])


def missing_sections(
    parts: SectionedFile, assay: str, software: str, has_rna: bool, unread: Iterable[str]
) -> MissingSections:
    """The classes whose section is not there, or could not be read.

    ``unread`` are the sections whose columns no reader knows. In a file that was cut short the last table
    counts as missing too unless it says that it is empty: rows of it may be. What a version legally leaves
    out (RNA where none was sequenced, exon-level changes of LocalApp and blood) is not told as cut off.
    """
    names = [section.name.lower() for section in parts.sections]
    cut, unreadable = _is_cut(parts.sections), set(unread)
    half = names[-1] if cut and names and not _says_that_it_is_empty(parts) else ""
    reasons: dict[FindingClass, str] = {}
    cut_off: list[FindingClass] = []
    for kind, known in _SECTIONS.items():
        there, words = known & set(names), class_words(kind)
        if there & unreadable:
            reasons[kind] = f"The CombinedVariantOutput's section of {words} has columns that are not known."
        elif there and half not in there:
            continue
        elif not there and (legal := _legally_left_out(kind, assay, software, has_rna)):
            reasons[kind] = legal
        elif cut:
            cut_off.append(kind)
            where = "in" if there else "before"
            reasons[kind] = (
                f"The CombinedVariantOutput was cut short: it ends {where} its section of {words}."
            )
        else:
            reasons[kind] = f"The CombinedVariantOutput has no section of {words}."
    return MissingSections(reasons, tuple(cut_off))


def _says_that_it_is_empty(parts: SectionedFile) -> bool:
    rows = parts.sections[-1].rows
    return bool(rows) and rows[-1].says_none and rows[-1].line != parts.open_line


def _legally_left_out(kind: FindingClass, assay: str, software: str, has_rna: bool) -> str:
    """Why a whole file of this software has no section of a class; empty where it has one."""
    if kind is FindingClass.REARRANGEMENT:
        return "" if assay == TISSUE_ASSAY and "DRAGEN" in software.upper() else NO_EXONS
    of_rna = kind is FindingClass.SPLICE_VARIANT or (kind is FindingClass.FUSION and assay == TISSUE_ASSAY)
    return NO_RNA if of_rna and not has_rna else ""
