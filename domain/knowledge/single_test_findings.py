"""What a single test says of a change, in the words of its report: amplified, rearranged, HGVS, dMMR."""

import re
from dataclasses import dataclass

from domain.findings import FindingClass
from domain.knowledge.case_facts import CopyState
from domain.knowledge.exon_words import exons_in
from domain.knowledge.protein_shape import protein_shape
from domain.single_test_words import MMR, Method, Result
from domain.single_tests import TestResult

_NOT = re.compile(r"\b(?:no|not|non|without|negative|never)\b|\bun(?=amplified|rearranged)", re.IGNORECASE)
_AMPLIFIED = re.compile(r"amplifi", re.IGNORECASE)
_REARRANGED = re.compile(r"rearrang|fusion|transloc|::|break[ -]?apart", re.IGNORECASE)
_PAIR = re.compile(r"\b([A-Z][A-Za-z0-9-]*)::([A-Z][A-Za-z0-9-]*)")
_JUNCTION = re.compile(r"\be(?:x(?:on)?\s*)?(\d+)\s*(?:::|;)\s*(?:e(?:x(?:on)?\s*)?|a)(\d+)\b", re.IGNORECASE)
_DELETED = re.compile(r"\bdelet|\bloss\b|\blost\b", re.IGNORECASE)
_BOTH = re.compile(r"homozyg|bialleli|both (?:copies|alleles)", re.IGNORECASE)
_SKIPPED = re.compile(r"exon\s*(\d+)\s*(?:skip|splice)", re.IGNORECASE)
_PROTEIN = re.compile(
    r"p\.\(?[A-Za-z*]+\d+[A-Za-z0-9*_=?>]*\)?|\b[A-Z]\d+(?:[A-Z*]|_?[A-Z0-9]*(?:fs|del|ins|dup)\S*)"
)
_CODING = re.compile(r"c\.[-*]?\d[^\s,;()]*")
_READS_SEQUENCE = frozenset(
    {Method.RT_PCR, Method.PCR, Method.SANGER, Method.NGS_PANEL, Method.GERMLINE_PANEL}
)
_COUNTS_COPIES = frozenset({Method.FISH, Method.SNP_ARRAY, Method.NGS_PANEL, Method.PCR, Method.RT_PCR})


@dataclass(frozen=True, slots=True)
class FoundByTest:
    """What a test found, by the class of finding that it amounts to."""

    kind: FindingClass
    genes: tuple[str, ...] = ()
    protein: str | None = None
    coding: str | None = None
    exons: tuple[int, ...] = ()
    copy_state: CopyState = CopyState.NONE
    direction_known: bool = False
    signature: str | None = None
    junction: str | None = None


def of_test(it: TestResult) -> FoundByTest | None:
    """What a single test amounts to; ``None`` for a negative, equivocal or failed one and for expression.

    Immunohistochemistry of the mismatch-repair proteins gives dMMR or pMMR, MSI by PCR MSI-H or MSS: there
    a negative test is a finding. An amplification is one only where the test says *amplified*.
    """
    signature = _signature(it)
    if signature is not None:
        return FoundByTest(FindingClass.BIOMARKER, signature=signature)
    if it.result is not Result.DETECTED or it.gene is None or not it.what or _NOT.search(it.what):
        return None
    return _copies(it, it.gene, it.what) or _joined(it.gene, it.what) or _sequence(it, it.gene, it.what)


def _signature(it: TestResult) -> str | None:
    if it.marker == MMR and it.method is Method.IHC:
        return {Result.DETECTED: "dMMR", Result.NOT_DETECTED: "pMMR"}.get(it.result)
    if it.marker == "MSI":
        low = it.what is not None and re.search(r"\blow\b|MSI-?L\b", it.what, re.IGNORECASE)
        return None if low else {Result.DETECTED: "MSI-H", Result.NOT_DETECTED: "MSS"}.get(it.result)
    return None


def _copies(it: TestResult, gene: str, what: str) -> FoundByTest | None:
    if _AMPLIFIED.search(what):
        return FoundByTest(FindingClass.COPY_NUMBER, (gene,), copy_state=CopyState.AMPLIFICATION)
    if it.method in _COUNTS_COPIES and _DELETED.search(what) and not _PROTEIN.search(what):
        if "exon" in what.casefold():
            return None
        state = CopyState.DEEP_LOSS if _BOTH.search(what) else CopyState.LOSS
        return FoundByTest(FindingClass.COPY_NUMBER, (gene,), copy_state=state)
    return None


def _joined(gene: str, what: str) -> FoundByTest | None:
    if not _REARRANGED.search(what):
        return None
    pair = _PAIR.search(what)
    if pair is not None and gene in pair.groups():
        junction = junction_in(what)
        return FoundByTest(FindingClass.FUSION, (pair[1], pair[2]), direction_known=True, junction=junction)
    return FoundByTest(FindingClass.FUSION, (gene,))


def junction_in(text: str) -> str | None:
    """The exons that a text says are joined, as ``e13::e20``; ``None`` where it names none."""
    found = _JUNCTION.search(text)
    return f"e{found[1]}::e{found[2]}" if found else None


def _sequence(it: TestResult, gene: str, what: str) -> FoundByTest | None:
    if it.method not in _READS_SEQUENCE:
        return None
    skipped = _SKIPPED.search(what)
    if skipped is not None and it.method is not Method.GERMLINE_PANEL:
        return FoundByTest(FindingClass.SPLICE_VARIANT, (gene,), exons=exons_in(skipped[1]))
    protein, coding = _PROTEIN.search(what), _CODING.search(what)
    shape = protein_shape(protein.group()) if protein else None
    if shape is None and coding is None:
        return None
    return FoundByTest(
        FindingClass.SMALL_VARIANT,
        (gene,),
        protein=shape.key if shape else None,
        coding=coding.group() if coding else None,
    )
