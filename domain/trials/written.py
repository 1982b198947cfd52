"""Trials as plain values that stay readable for decades (events, columns of JSON), and the way back."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any as Anything

from domain.origins import Origin
from domain.trials import criteria as asked
from domain.trials.criteria import All, Any, Criterion, Not, Tree
from domain.trials.trial import Arm, EntryKind, Site, Trial, TrialNumber, TrialStatus

_TAGS: dict[type, str] = {
    asked.Genomic: "genomic",
    asked.WildType: "wild_type",
    asked.Signature: "signature",
    asked.Diagnosis: "diagnosis",
    asked.Measure: "measure",
    asked.State: "state",
    asked.Treated: "treated",
}


def written_trial(trial: Trial) -> dict[str, Anything]:
    """A trial as values that JSON knows; what is empty is left out."""
    return _fields(trial)


def written_tree(tree: Tree) -> dict[str, Anything]:
    """Criteria as values that JSON knows: each part says by its one key what it is."""
    if isinstance(tree, Not):
        return {"not": written_tree(tree.part)}
    if isinstance(tree, All | Any):
        parts = [written_tree(part) for part in tree.parts]
        return {"all": parts} if isinstance(tree, All) else {"any": parts}
    return {_TAGS[type(tree)]: _fields(tree)}


def read_trial(plain: Mapping[str, Anything]) -> Trial:
    """The trial that ``written_trial`` wrote. Raises ``KeyError`` or ``ValueError`` for anything else."""
    return Trial(
        trial_id=plain["trial_id"],
        short_title=plain["short_title"],
        kind=EntryKind(plain["kind"]),
        title=plain.get("title"),
        numbers=tuple(TrialNumber(one["registry"], one["number"]) for one in plain.get("numbers", ())),
        phase=plain.get("phase"),
        sponsor=plain.get("sponsor"),
        status=TrialStatus(plain["status"]),
        drugs=tuple(plain.get("drugs", ())),
        arms=tuple(_arm(one) for one in plain.get("arms", ())),
        match=_tree_or_none(plain),
        sites=tuple(read_site(one) for one in plain.get("sites", ())),
        source=plain.get("source"),
        updated_on=date.fromisoformat(plain["updated_on"]) if "updated_on" in plain else None,
        other_genes=tuple(plain.get("other_genes", ())),
    )


def read_site(plain: Mapping[str, Anything]) -> Site:
    """The site that was written. Raises ``KeyError`` or ``ValueError`` for anything else."""
    return Site(
        plain["name"],
        plain.get("centre_id"),
        plain.get("city"),
        plain.get("country"),
        TrialStatus(plain["status"]),
        plain.get("slots_open"),
    )


def written_site(site: Site) -> dict[str, Anything]:
    """A site as values that JSON knows."""
    return _fields(site)


def read_tree(plain: Mapping[str, Anything]) -> Tree:
    """The criteria that ``written_tree`` wrote. Raises ``KeyError`` or ``ValueError`` for anything else."""
    if len(plain) != 1:
        raise ValueError(f"these are no criteria: {sorted(plain)}")
    ((tag, inner),) = plain.items()
    if tag == "not":
        return Not(read_tree(inner))
    if tag in {"all", "any"}:
        parts = tuple(read_tree(part) for part in inner)
        return All(parts) if tag == "all" else Any(parts)
    return _criterion(tag, inner)


def _criterion(tag: str, plain: Mapping[str, Anything]) -> Criterion:
    match tag:
        case "genomic":
            return asked.Genomic(
                gene=plain.get("gene"),
                category=asked.VariantCategory(plain["category"]),
                protein_change=plain.get("protein_change"),
                codon=plain.get("codon"),
                classifications=tuple(map(asked.Classification, plain.get("classifications", ()))),
                exons=tuple(plain.get("exons", ())),
                copy_call=asked.CopyCall(plain["copy_call"]) if "copy_call" in plain else None,
                partner=plain.get("partner"),
                origin=Origin(plain["origin"]) if "origin" in plain else None,
            )
        case "wild_type":
            return asked.WildType(plain["gene"])
        case "signature":
            return asked.Signature(asked.SignatureKind(plain["kind"]), plain["value"])
        case "diagnosis":
            group = asked.TumourGroup(plain["group"]) if "group" in plain else None
            return asked.Diagnosis(plain["text"], plain.get("code"), group)
        case "measure":
            kind, operator = asked.MeasureKind(plain["kind"]), asked.Operator(plain["operator"])
            return asked.Measure(kind, operator, Decimal(plain["limit"]))
        case "state":
            return asked.State(asked.StateKind(plain["kind"]), tuple(plain["values"]))
        case "treated":
            # Names are found anew when a trial is asked; those that were recorded may have neither.
            others, classes = (_other_names(plain.get(name, ())) for name in ("others", "classes"))
            return asked.Treated(tuple(plain["names"]), tuple(plain["spellings"]), others, classes)
    raise ValueError(f"these are no criteria: {tag}")


def _other_names(told: Iterable[Mapping[str, Anything]]) -> tuple[asked.OtherName, ...]:
    return tuple(asked.OtherName(one["spelling"], one["told"]) for one in told)


def _arm(plain: Mapping[str, Anything]) -> Arm:
    return Arm(
        code=plain["code"],
        description=plain.get("description"),
        status=TrialStatus(plain["status"]),
        slots_open=plain.get("slots_open"),
        drugs=tuple(plain.get("drugs", ())),
        match=_tree_or_none(plain),
    )


def _tree_or_none(plain: Mapping[str, Anything]) -> Tree | None:
    return read_tree(plain["match"]) if "match" in plain else None


def _fields(value: Anything) -> dict[str, Anything]:
    told = {one.name: _plain(one.name, getattr(value, one.name)) for one in fields(value)}
    return {name: one for name, one in told.items() if one is not None and one != [] and one is not False}


def _plain(name: str, value: Anything) -> Anything:
    if name == "match" and value is not None:
        return written_tree(value)
    if isinstance(value, tuple):
        return [_plain("", one) for one in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return _fields(value) if isinstance(value, Arm | Site | TrialNumber | asked.OtherName) else value
