"""Cases of a finding or two, made in a line, for the tests of matching."""

from collections.abc import Iterable

from data.reference.exon_codons import exons_of_codons
from data.reference.level_crosswalk import level_crosswalk
from data.reference.protein_domains import codons_of_domain
from data.reference.tumour_tree import ONCOTREE
from domain.assessment import Assessment
from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFacts, CaseFinding, CopyState
from domain.knowledge.case_findings import small_variant
from domain.knowledge.evidence import (
    Direction,
    DrugEffect,
    EvidenceItem,
    EvidenceType,
    Interaction,
    Release,
    Scope,
    Source,
    VariantOrigin,
)
from domain.knowledge.evidence_index import EvidenceIndex
from domain.knowledge.hits import Hit
from domain.knowledge.matching import Matched, match
from domain.knowledge.oncogenicity import Opinion, SaidBy
from domain.knowledge.profile_parser import parse_profile
from domain.knowledge.profiles import Expression

ONCOGENIC = (Opinion("oncogenicity", "oncogenic", SaidBy.BOARD),)
VUS = (Opinion("oncogenicity", "uncertain", SaidBy.BOARD),)
BENIGN = (Opinion("oncogenicity", "benign", SaidBy.LABORATORY),)
LUNG = Scope("Lung Adenocarcinoma", ("LUAD",))


def variant(
    gene: str,
    change: str | None,
    opinions: Iterable[Opinion] = (),
    coding: str | None = None,
    consequences: tuple[str, ...] = (),
    exons: tuple[int, ...] = (),
    germline: bool | None = None,
) -> CaseFinding:
    """A small variant; its exon by its codons where the table knows it."""
    protein = None if change is None else f"p.{change}"
    name = f"{gene} {change or coding}"
    return small_variant(
        name, gene, protein, coding, consequences, exons, tuple(opinions), germline, exons_of_codons
    )


def fusion(first: str, second: str, known: bool = True) -> CaseFinding:
    """A fusion, 5' gene first."""
    name = f"{first}::{second}"
    return CaseFinding(name, name, FindingClass.FUSION, (first, second), direction_known=known)


def copies(gene: str, state: CopyState) -> CaseFinding:
    """A copy-number change."""
    name = f"{gene} {state.value}"
    return CaseFinding(name, name, FindingClass.COPY_NUMBER, (gene,), copy_state=state)


def skipped(gene: str = "MET", exon: int = 14) -> CaseFinding:
    """An exon that RNA shows to be skipped."""
    name = f"{gene} exon {exon} skipping"
    return CaseFinding(name, name, FindingClass.SPLICE_VARIANT, (gene,), exons=(exon,), splice=name)


def signature(name: str) -> CaseFinding:
    """A signature of the whole genome."""
    return CaseFinding(name, name, FindingClass.BIOMARKER, (), signature=name)


def profile(text: str) -> Expression:
    """A profile as CIViC writes it."""
    return parse_profile(text, str, codons_of_domain)


def item(
    text: str,
    item_id: str = "",
    scope: Scope = LUNG,
    effect: DrugEffect = DrugEffect.SENSITIVITY,
    direction: Direction = Direction.SUPPORTS,
    kind: EvidenceType = EvidenceType.PREDICTIVE,
    level: str = "A",
    drugs: tuple[str, ...] = ("Drug",),
    interaction: Interaction = Interaction.SINGLE,
    origin: VariantOrigin = VariantOrigin.SOMATIC,
    flagged: bool = False,
    rating: int | None = None,
) -> EvidenceItem:
    """An item of evidence."""
    return EvidenceItem(
        item_id or text, text, profile(text), scope, kind, direction, effect, effect.value, drugs,
        interaction, "civic", level, origin, rating, flagged,
    )  # fmt: skip


def release(*items: EvidenceItem) -> Release:
    """A release of some items."""
    return Release(Source.OWN, "Own", "2026-11-21", None, "0" * 64, "", items)


def index(*items: EvidenceItem) -> EvidenceIndex:
    """An index over some items, with the table of levels that ships."""
    return EvidenceIndex([release(*items)], level_crosswalk())


def all_assessed(gene: str, kind: FindingClass) -> Assessment:
    """Everything was looked for."""
    return Assessment.ASSESSED


def none_assessed(gene: str, kind: FindingClass) -> Assessment:
    """Nothing was looked for."""
    return Assessment.NOT_ASSESSED


def facts(*findings: CaseFinding, tumour: str | None = "LUAD", assessed: bool = True) -> CaseFacts:
    """A case with these findings."""
    return CaseFacts(findings, tumour, all_assessed if assessed else none_assessed)


def matched(
    items: Iterable[EvidenceItem], *findings: CaseFinding, tumour: str | None = "LUAD", assessed: bool = True
) -> Matched:
    """Items matched to a case."""
    return match(index(*items), facts(*findings, tumour=tumour, assessed=assessed), ONCOTREE)


def ids(hits: Iterable[Hit]) -> list[str]:
    """The items of hits, in their order."""
    return [hit.item.item_id for hit in hits]
