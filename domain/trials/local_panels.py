"""Which part of a gene a local panel covered, as far as its negative results tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFinding
from domain.knowledge.case_findings import ExonsOf, small_variant
from domain.panel_regions import Regions, holds, parse_regions
from domain.single_test_words import Result
from domain.single_tests import TestResult
from domain.trials.criteria import Genomic


class Coverage(StrEnum):
    """How what is asked for stands to what the panel covered."""

    COVERED = "covered"
    OUTSIDE = "outside"
    """It covered a part of the gene that does not hold all that is asked for."""
    UNCLEAR = "unclear"
    """It says what it covered, and whether that holds what is asked for cannot be told."""
    NOT_TOLD = "not_told"
    """No panel says which part of the gene it covered."""


@dataclass(frozen=True, slots=True)
class Covered:
    """The panel that tells most of a gene, and how far that goes."""

    coverage: Coverage
    panel: TestResult


_MOST_TOLD = (Coverage.COVERED, Coverage.NOT_TOLD, Coverage.UNCLEAR, Coverage.OUTSIDE)
"""A panel of which nothing is told was taken for all of the gene before any part was told, and still is."""


def covered_by(panels: Sequence[TestResult], asked: Genomic, exons_of: ExonsOf) -> Covered:
    """What panels with a result in the gene covered of the change: the one that tells most, newest first.

    ``panels`` are those of the gene, the newest last, at least one. What a negative one covered is
    what it says was not detected: ``exons 18-21``, ``codons 12, 13``, ``V600E``, ``all``.
    """
    told = [Covered(_coverage(one, asked, exons_of), one) for one in reversed(panels)]
    return min(told, key=lambda one: _MOST_TOLD.index(one.coverage))


def _coverage(panel: TestResult, asked: Genomic, exons_of: ExonsOf) -> Coverage:
    if panel.result is not Result.NOT_DETECTED or not panel.what:
        return Coverage.NOT_TOLD
    regions = parse_regions(panel.what)
    if regions.whole:
        return Coverage.COVERED
    if not (regions.exons or regions.codons or regions.changes):
        return Coverage.NOT_TOLD
    inside = _inside(regions, asked, exons_of)
    if inside is None:
        return Coverage.UNCLEAR
    return Coverage.COVERED if inside else Coverage.OUTSIDE


def _inside(regions: Regions, asked: Genomic, exons_of: ExonsOf) -> bool | None:
    """Whether all that is asked for lies in the regions; ``None`` where that cannot be told."""
    if asked.gene and asked.protein_change:
        named = small_variant("", asked.gene, asked.protein_change, exons=asked.exons, exons_of=exons_of)
        return holds(regions, named)
    if asked.gene and asked.codon:
        codon = int(asked.codon[1:])
        exons = asked.exons or exons_of(asked.gene, codon, codon)
        kind = FindingClass.SMALL_VARIANT
        return holds(
            regions,
            CaseFinding(
                "", asked.codon, kind, (asked.gene,), first_codon=codon, last_codon=codon, exons=exons
            ),
        )
    if asked.exons and regions.exons:
        return regions.exons.issuperset(asked.exons)
    return None if asked.exons else False
