"""Items of evidence as flat rows of text and numbers that stay readable for decades, and the way back."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.knowledge.evidence import (
    Direction,
    DrugEffect,
    EvidenceItem,
    EvidenceType,
    Interaction,
    Scope,
    VariantOrigin,
)
from domain.knowledge.profiles import AllOf, AnyOf, Atom, AtomKind, Effect, Expression, Not

TEXTS = (
    "item_id", "profile_text", "profile", "scope_text", "scope_codes", "scope_condition", "type", "direction",
    "effect", "significance", "drugs", "interaction", "level_scheme", "level", "origin", "citation_id",
    "citation", "trials", "reviewed_on", "link",
)  # fmt: skip
"""Columns of text; lists stand as JSON, days as ``2026-05-26``."""
FLAGS = ("any_tumour", "solid_only", "flagged")
NUMBERS = ("rating",)


def written_item(item: EvidenceItem) -> dict[str, Any]:
    """An item as one row with the columns ``TEXTS``, ``FLAGS`` and ``NUMBERS``."""
    return {
        "item_id": item.item_id,
        "profile_text": item.profile_text,
        "profile": json.dumps(written_profile(item.profile), ensure_ascii=False),
        "scope_text": item.scope.text,
        "scope_codes": _list(item.scope.codes),
        "scope_condition": item.scope.condition,
        "any_tumour": item.scope.any_tumour,
        "solid_only": item.scope.solid_only,
        "type": item.type.value,
        "direction": item.direction.value,
        "effect": item.effect.value,
        "significance": item.significance,
        "drugs": _list(item.drugs),
        "interaction": item.interaction.value,
        "level_scheme": item.level_scheme,
        "level": item.level,
        "origin": item.origin.value,
        "rating": item.rating,
        "flagged": item.flagged,
        "citation_id": item.citation_id,
        "citation": item.citation,
        "trials": _list(item.trials),
        "reviewed_on": None if item.reviewed_on is None else item.reviewed_on.isoformat(),
        "link": item.link,
    }


def read_item(row: Mapping[str, Any]) -> EvidenceItem:
    """The item that ``written_item`` wrote. Raises ``KeyError`` or ``ValueError`` for another row."""
    return EvidenceItem(
        item_id=row["item_id"],
        profile_text=row["profile_text"],
        profile=read_profile(json.loads(row["profile"])),
        scope=Scope(
            row["scope_text"],
            tuple(json.loads(row["scope_codes"])),
            row["any_tumour"],
            row["solid_only"],
            row["scope_condition"],
        ),
        type=EvidenceType(row["type"]),
        direction=Direction(row["direction"]),
        effect=DrugEffect(row["effect"]),
        significance=row["significance"],
        drugs=tuple(json.loads(row["drugs"])),
        interaction=Interaction(row["interaction"]),
        level_scheme=row["level_scheme"],
        level=row["level"],
        origin=VariantOrigin(row["origin"]),
        rating=row["rating"],
        flagged=row["flagged"],
        citation_id=row["citation_id"],
        citation=row["citation"],
        trials=tuple(json.loads(row["trials"])),
        reviewed_on=None if row["reviewed_on"] is None else date.fromisoformat(row["reviewed_on"]),
        link=row["link"],
    )


def written_profile(expression: Expression) -> dict[str, Any]:
    """An expression as plain values: each part says by its one key what it is."""
    if isinstance(expression, Atom):
        told = {
            "kind": expression.kind.value,
            "gene": expression.gene,
            "value": expression.value,
            "partner": expression.partner,
            "effect": expression.effect.value,
            "text": expression.text,
        }
        return {"atom": {name: value for name, value in told.items() if value is not None}}
    if isinstance(expression, Not):
        return {"not": written_profile(expression.part)}
    parts = [written_profile(part) for part in expression.parts]
    return {"all": parts} if isinstance(expression, AllOf) else {"any": parts}


def read_profile(plain: Mapping[str, Any]) -> Expression:
    """The expression that ``written_profile`` wrote. Raises ``ValueError`` for anything else."""
    match plain:
        case {"atom": atom}:
            return Atom(
                AtomKind(atom["kind"]),
                atom.get("gene"),
                atom.get("value"),
                atom.get("partner"),
                Effect(atom["effect"]),
                atom["text"],
            )
        case {"not": part}:
            return Not(read_profile(part))
        case {"all": parts}:
            return AllOf(tuple(map(read_profile, parts)))
        case {"any": parts}:
            return AnyOf(tuple(map(read_profile, parts)))
    raise ValueError(f"{plain!r} is no part of a profile")


def _list(values: tuple[str, ...]) -> str:
    return json.dumps(values, ensure_ascii=False)
