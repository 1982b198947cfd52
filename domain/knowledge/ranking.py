"""In which order hits stand, and which of them speak against each other."""

from collections.abc import Iterable
from dataclasses import replace

from domain.knowledge.evidence import Direction, DrugEffect, EvidenceItem, EvidenceType, Interaction
from domain.knowledge.hits import Answer, Hit, Relation
from domain.knowledge.tumour_relation import RELATION_ORDER

_TYPES = {one: place for place, one in enumerate(EvidenceType)}
_TOGETHER = {Interaction.COMBINATION, Interaction.SEQUENTIAL}
_NO_RATING = 0
_NO_DAY = 0

Regimen = frozenset[str]


def rank(hit: Hit, level_order: int) -> tuple[object, ...]:
    """Where a hit stands among others, lower first.

    Predictive before other types, what speaks against the drugs before what speaks for them, then relation,
    level, resolution, stars, the day of review (newest first); what the source itself doubts comes last.
    """
    item = hit.item
    reviewed = item.reviewed_on.toordinal() if item.reviewed_on else _NO_DAY
    return (
        item.flagged,
        _TYPES[item.type],
        not item.effect.against,
        RELATION_ORDER[hit.relation],
        level_order,
        hit.resolution,
        -(item.rating or _NO_RATING),
        -reviewed,
        hit.source,
        item.item_id,
    )


def regimens(item: EvidenceItem) -> tuple[Regimen, ...]:
    """What an item speaks of as one treatment: each drug of substitutes alone, a combination as a whole."""
    names = [drug.casefold() for drug in item.drugs]
    if item.interaction in _TOGETHER:
        return (frozenset(names),) if names else ()
    return tuple(frozenset({name}) for name in names)


def counts(hit: Hit) -> bool:
    """Whether a hit may be counted as evidence.

    It holds, its source supports it, and does not doubt it itself.
    """
    supported = hit.item.direction is Direction.SUPPORTS and not hit.item.flagged
    return supported and hit.answer is Answer.HOLDS


def conflicts(hits: Iterable[Hit]) -> frozenset[tuple[Relation, Regimen]]:
    """The treatments for which both sensitivity and resistance stand at one relation of the tumours."""
    sides: dict[bool, set[tuple[Relation, Regimen]]] = {True: set(), False: set()}
    for hit in hits:
        if not counts(hit) or hit.item.type is not EvidenceType.PREDICTIVE:
            continue
        if hit.item.effect is DrugEffect.SENSITIVITY:
            side = False
        elif hit.item.effect in {DrugEffect.RESISTANCE, DrugEffect.REDUCED_SENSITIVITY}:
            side = True
        else:
            continue
        sides[side].update((hit.relation, regimen) for regimen in regimens(hit.item))
    return frozenset(sides[True] & sides[False])


def marked(hit: Hit, disputed: frozenset[tuple[Relation, Regimen]]) -> Hit:
    """The hit, marked where another speaks against it."""
    if not disputed or not counts(hit) or hit.item.effect is DrugEffect.ADVERSE_RESPONSE:
        return hit
    own = {(hit.relation, regimen) for regimen in regimens(hit.item)}
    return replace(hit, conflict=True) if own & disputed else hit
