"""One row of a laboratory's or board's own evidence table as an item of evidence."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from data.ingest.cells import BadCell, day
from data.ingest.knowledge.drug_lists import known_name
from data.reference.codes import codes
from data.reference.disease_scopes import scope_of_codes
from data.reference.genes import current_symbol
from data.reference.protein_domains import codons_of_domain
from data.reference.spoken_genes import gene_meant
from domain.knowledge.evidence import (
    Direction,
    DrugEffect,
    EvidenceItem,
    EvidenceType,
    Interaction,
    Scope,
    VariantOrigin,
)
from domain.knowledge.profile_parser import parse_profile

Value = TypeVar("Value")

NEEDED = ("id", "biomarker", "tumour", "drugs", "effect", "scheme", "level", "citation_id")
OPTIONAL = (
    "condition", "type", "direction", "origin", "citation", "trials", "reviewed_on", "link",
)  # fmt: skip
COLUMNS = (*NEEDED, *OPTIONAL)

_SPOKEN = {"tumor": "tumour", "oncotree": "tumour", "citation_code": "citation_id", "pmid": "citation_id"}
_EFFECTS = {one.value.replace("_", " "): one for one in DrugEffect}
_TYPES = {one.value: one for one in EvidenceType}
_DIRECTIONS = {"supports": Direction.SUPPORTS, "does not support": Direction.DOES_NOT_SUPPORT}
_ORIGINS = {one.value: one for one in VariantOrigin}
_SCHEMES = ("evidence_scheme", "knowledge_scheme")
_EXAMPLE = "EXAMPLE-"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,59}")
_CITATION = re.compile(r"(?:PMID:\d{1,9}|DOI:10\.\S+|NCT\d{8}|[A-Z][A-Za-z]{1,15}:\S+)")
_NUMBER = re.compile(r"\d{1,9}")
_TRIAL = re.compile(r"NCT\d{8}")
_LINK = re.compile(r"https://\S+")


def heading_meant(heading: str) -> str:
    """The column of the template that a heading means."""
    return _SPOKEN.get(heading, heading)


def own_item(row: Mapping[str, str]) -> EvidenceItem:
    """The item of a row by the template's columns.

    Raises ``BadCell`` for a cell that is not what its column holds: the row is not taken.
    """
    if row.get("id", "").upper().startswith(_EXAMPLE):
        raise BadCell(row["id"], "a row of your own: this is an example of the template, delete it")
    kind = _one_of(_TYPES, row, "type", EvidenceType.PREDICTIVE)
    drugs, interaction = _drugs(row.get("drugs", ""))
    if kind is EvidenceType.PREDICTIVE and not drugs:
        raise BadCell("", "at least one drug in a row that is predictive")
    effect = _effect(row, kind)
    text = " ".join(row.get("biomarker", "").split())
    if not text:
        raise BadCell("", "a biomarker such as EGFR L858R")
    scheme, level = _level(row)
    return EvidenceItem(
        item_id=_matching(_ID, row, "id", "an id of letters and digits, such as L01-EGFR-01"),
        profile_text=text,
        profile=parse_profile(text, symbol_meant, codons_of_domain),
        scope=_scope(row),
        type=kind,
        direction=_one_of(_DIRECTIONS, row, "direction", Direction.SUPPORTS),
        effect=effect,
        significance=row.get("effect", ""),
        drugs=drugs,
        interaction=interaction,
        level_scheme=scheme,
        level=level,
        origin=_one_of(_ORIGINS, row, "origin", VariantOrigin.UNKNOWN),
        citation_id=_citation_id(row.get("citation_id", "")),
        citation=row.get("citation") or None,
        trials=_trials(row.get("trials", "")),
        reviewed_on=_reviewed_on(row.get("reviewed_on", "")),
        link=_matching(_LINK, row, "link", "an address that begins with https://")
        if row.get("link")
        else None,
    )


def symbol_meant(written: str) -> str:
    """The current symbol of what a board writes: ``HER2`` is ``ERBB2``."""
    return gene_meant(written) or current_symbol(written)


def _matching(pattern: re.Pattern[str], row: Mapping[str, str], column: str, expected: str) -> str:
    seen = row.get(column, "")
    if not pattern.fullmatch(seen):
        raise BadCell(seen, expected)
    return seen


def _one_of(known: Mapping[str, Value], row: Mapping[str, str], column: str, otherwise: Value) -> Value:
    seen = row.get(column, "")
    if not seen:
        return otherwise
    found = known.get(seen.lower().replace("_", " "))
    if found is None:
        raise BadCell(seen, f"{column}: {', '.join(known)}")
    return found


def _effect(row: Mapping[str, str], kind: EvidenceType) -> DrugEffect:
    """The effect of a predictive row; of the others the word is kept as it stands."""
    if kind is not EvidenceType.PREDICTIVE:
        return DrugEffect.OTHER
    known = {word: one for word, one in _EFFECTS.items() if one is not DrugEffect.OTHER}
    seen = row.get("effect", "").lower().replace("_", " ")
    if seen not in known:
        raise BadCell(row.get("effect", ""), f"effect: {', '.join(known)}")
    return known[seen]


def _drugs(cell: str) -> tuple[tuple[str, ...], Interaction]:
    """``A + B`` is a combination, ``A / B`` is each alone; a slash within a name has no blanks around it."""
    together = [part.strip() for part in cell.split("+")]
    alone = [part.strip() for part in re.split(r"\s+/\s+|;", cell)]
    if len(together) > 1 and len(alone) > 1:
        raise BadCell(cell, "either + (together) or / (each alone) between drugs, one row for each")
    parts = together if len(together) > 1 else alone
    if len(parts) > 1 and not all(parts):
        raise BadCell(cell, "a drug on both sides of + or /")
    names = tuple(known_name(part) for part in parts if part)
    if len(names) < 2:
        return names, Interaction.SINGLE
    return names, Interaction.COMBINATION if len(together) > 1 else Interaction.SUBSTITUTES


def _scope(row: Mapping[str, str]) -> Scope:
    seen = row.get("tumour", "")
    scope = scope_of_codes(seen)
    if scope is None:
        raise BadCell(seen, "codes of OncoTree such as LUAD|LUSC, or any, or any solid")
    return replace(scope, condition=row.get("condition") or None)


def _level(row: Mapping[str, str]) -> tuple[str, str]:
    scheme = row.get("scheme", "").lower().replace("/", "_").replace("-", "_").replace(" ", "_")
    known = sorted(one.code for system in _SCHEMES for one in codes(system))
    if scheme not in known:
        raise BadCell(row.get("scheme", ""), f"scheme: {', '.join(known)}")
    levels = [one.code for one in codes(scheme)]
    level = row.get("level", "")
    if level not in levels:
        raise BadCell(level, f"a level of {scheme}: {', '.join(levels)}")
    return scheme, level


def _citation_id(cell: str) -> str | None:
    if not cell:
        raise BadCell("", "the id of a citation such as PMID:16081687, DOI:10.1000/1, EMA:tagrisso")
    if _NUMBER.fullmatch(cell):
        return f"PMID:{cell}"
    if not _CITATION.fullmatch(cell):
        raise BadCell(cell, "the id of a citation such as PMID:16081687, DOI:10.1000/1, EMA:tagrisso")
    return cell


def _trials(cell: str) -> tuple[str, ...]:
    found = tuple(part for part in re.split(r"[,;|\s]+", cell) if part)
    bad = next((part for part in found if not _TRIAL.fullmatch(part)), None)
    if bad is not None:
        raise BadCell(bad, "the number of a trial such as NCT01234567")
    return found


def _reviewed_on(cell: str) -> date | None:
    return day(cell)
