"""How the tumours of an item of evidence stand to the tumour of a case."""

from typing import Protocol

from domain.knowledge.evidence import EvidenceItem, Scope
from domain.knowledge.hits import Relation


class TumourTree(Protocol):
    """What has to be known of a tree of tumour types; codes are those of OncoTree."""

    def is_within(self, code: str, scope: str) -> bool:
        """Whether a code is the scope itself or lies under it."""

    def main_type(self, code: str) -> str | None:
        """The main type of a code, ``None`` for a code that the tree does not know or that has none."""

    def is_solid(self, code: str) -> bool:
        """Whether a known code is of a solid tumour, so neither lymphoid nor myeloid."""


OFF_TUMOUR = frozenset({("oncokb", "3B")})
"""Levels that are given, by their definition, to a drug of another tumour than the one they stand at."""

RELATION_ORDER = {one: place for place, one in enumerate(Relation)}
"""The nearest first."""


def relation(case_code: str | None, scope: Scope, tree: TumourTree) -> Relation:
    """How the tumours of ``scope`` stand to the case's tumour, by its OncoTree code.

    ``SAME``: the case's code is one of the scope's or lies under it. ``AGNOSTIC``: any cancer, or any solid
    tumour and the case's is solid. ``NARROWER``: a code of the scope lies under the case's. ``RELATED``: the
    main type is the same. ``UNKNOWN`` where the scope is not mapped or the case's code is not known.
    """
    if not scope.mapped:
        return Relation.UNKNOWN
    if scope.any_tumour and not scope.solid_only and not scope.codes:
        return Relation.AGNOSTIC
    if case_code is None or not tree.is_within(case_code, case_code):
        return Relation.UNKNOWN
    if any(tree.is_within(case_code, code) for code in scope.codes):
        return Relation.SAME
    if scope.any_tumour and (not scope.solid_only or tree.is_solid(case_code)):
        return Relation.AGNOSTIC
    if any(tree.is_within(code, case_code) for code in scope.codes):
        return Relation.NARROWER
    kind = tree.main_type(case_code)
    if kind is not None and any(tree.main_type(code) == kind for code in scope.codes):
        return Relation.RELATED
    return Relation.OTHER


def off_tumour(item: EvidenceItem) -> bool:
    """Whether an item's level says that it speaks of another tumour than its scope, whatever that is."""
    return (item.level_scheme, item.level) in OFF_TUMOUR


def at_level(near: Relation, item: EvidenceItem) -> Relation:
    """How an item stands to the case's tumour, its level considered; ``near`` is what its scope says.

    What is off-tumour by its level is never nearer than another tumour.
    """
    return Relation.OTHER if off_tumour(item) and near is not Relation.UNKNOWN else near


def relation_words(of: Relation, item: EvidenceItem) -> str:
    """A relation as the end of a sentence: ``the item speaks of this tumour``."""
    if off_tumour(item) and of is Relation.OTHER:
        return f"by its level ({item.level}) the item speaks of another tumour ({item.scope.text})"
    return _WORDS[of].format(item.scope.text)


_WORDS = {
    Relation.SAME: "the item speaks of this tumour ({})",
    Relation.AGNOSTIC: "the item speaks of any tumour of this kind ({})",
    Relation.NARROWER: "the item speaks of a subtype of this tumour ({})",
    Relation.RELATED: "the item speaks of a related tumour ({})",
    Relation.OTHER: "the item speaks of another tumour ({})",
    Relation.UNKNOWN: "how its tumour ({}) stands to this one is not known",
}
