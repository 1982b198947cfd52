"""Which items of the starter table the board's advice cites: those on its finding, tumour and drugs."""

from functools import cache

from commands.demo_cohort.facts import known_changes
from data.read.evidence import level_words
from data.reference.level_crosswalk import level_crosswalk
from data.reference.starter import starter_release
from data.reference.tumour_tree import ONCOTREE
from domain.assessment import Assessment
from domain.findings import FindingClass
from domain.knowledge.case_facts import CaseFacts, CaseFinding, CopyState
from domain.knowledge.case_findings import small_variant, splice_name
from domain.knowledge.evidence import EvidenceItem, Interaction
from domain.knowledge.evidence_index import EvidenceIndex
from domain.knowledge.exon_words import exons_in
from domain.knowledge.hits import Relation
from domain.knowledge.matching import match
from domain.knowledge.ranking import regimens
from domain.recommendations import CitedEvidence

_NEAR = {Relation.SAME, Relation.AGNOSTIC}
_SKIPPED = (14,)
"""The exon of MET that its splice variant leaves out."""


@cache
def cited_for(alteration: str, tumour: str, drugs: tuple[str, ...]) -> tuple[CitedEvidence, ...]:
    """The supporting items on an alteration in this tumour or any that speak of exactly these drugs.

    They are found by the rules by which the case page finds them, in their order there.
    """
    finding = _finding(alteration)
    if finding is None or not drugs:
        return ()
    facts = CaseFacts((finding,), tumour, lambda gene, kind: Assessment.ASSESSED)
    wanted = frozenset(drug.casefold() for drug in drugs)
    return tuple(
        _cited(hit.item)
        for hit in match(_index(), facts, ONCOTREE).supporting
        if hit.relation in _NEAR and wanted in regimens(hit.item)
    )


@cache
def _index() -> EvidenceIndex:
    return EvidenceIndex((starter_release(),), level_crosswalk())


def _finding(alteration: str) -> CaseFinding | None:
    """The finding of an alteration of the tables; ``None`` for any change of a gene, which nobody classed."""
    kind, _, what = alteration.partition(":")
    if not what:
        return CaseFinding("demo", kind, FindingClass.BIOMARKER, (), signature=kind)
    if kind == "amp":
        return CaseFinding(
            "demo", what, FindingClass.COPY_NUMBER, (what,), copy_state=CopyState.AMPLIFICATION
        )
    if kind == "fusion":
        return CaseFinding("demo", what, FindingClass.FUSION, tuple(what.split("-")), direction_known=True)
    if alteration == "splice:MET":
        name = splice_name(what, _SKIPPED)
        return CaseFinding(
            "demo", name or what, FindingClass.SPLICE_VARIANT, (what,), exons=_SKIPPED, splice=name
        )
    known = known_changes().get(alteration, ())
    if what == "*" or not known:
        return None
    one = known[0]
    return small_variant(
        "demo", one.gene, one.p_dot, one.c_dot, tuple(one.consequence.split("&")), exons_in(one.exon)
    )


def _cited(item: EvidenceItem) -> CitedEvidence:
    release = starter_release()
    together = " or " if item.interaction is Interaction.SUBSTITUTES else " + "
    level = level_words(item.level_scheme, item.level)
    said = [item.profile_text, together.join(item.drugs), item.scope.text, level, item.citation]
    return CitedEvidence(
        release.source, release.version, release.released_on, item.item_id, item.level_scheme, item.level,
        item.effect, ", ".join(part for part in said if part),
    )  # fmt: skip
