"""One row of a file of OncoKB's annotator as items of evidence: one for each level and treatment.

Nothing of the patient is kept: no sample, no position, no allele; what a row names its sample by is looked
for in what would be kept.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from data.ingest.identifying import heading_identifies
from data.ingest.knowledge.civic_rows import NoItem
from data.ingest.knowledge.drug_lists import drugs_apart, known_name
from data.ingest.knowledge.oncokb_changes import biomarker
from data.ingest.knowledge.oncokb_columns import AGAINST, CITATIONS, LEVEL_ORDER, LEVELS, TUMOUR
from data.ingest.knowledge.own_rows import symbol_meant
from data.reference.disease_scopes import scope_of, scope_of_codes
from data.reference.protein_domains import codons_of_domain
from domain.knowledge.evidence import (
    NOT_TOLD,
    Direction,
    DrugEffect,
    EvidenceItem,
    EvidenceType,
    Interaction,
    Scope,
)
from domain.knowledge.profile_parser import parse_profile

SCHEME = "oncokb"
_NAMING = frozenset(
    {
        "tumor_sample_barcode", "matched_norm_sample_barcode", "sample_id", "sample", "patient_id", "patient",
        "case_id", "tumor_sample_uuid", "matched_norm_sample_uuid",
    }
)  # fmt: skip
_SHORTEST = 3
_CITED = re.compile(r"\b[1-9]\d{3,8}\b")
_MOST_CITED = 20
_OTHER_THAN = "other than "

_NONE_TOLD = Scope(
    NOT_TOLD, condition="the tumour type for which these levels were given, which its file does not tell"
)


def items_of(row: Mapping[str, str]) -> tuple[EvidenceItem, ...]:
    """The items of a row by its lower-case headings, the strongest level first.

    Drugs that commas join are treatments of their own, those that ``+`` joins one. The tumour is that of the
    annotator's own column; without one it is not told, and stands to no tumour. Raises ``NoItem`` for a row
    without a change or a drug, and for one of which a kept cell would name the sample.
    """
    text, scope = biomarker(row), _scope(row)
    cells = [(LEVELS[one], cell) for one, cell in row.items() if one in LEVELS and cell]
    treatments = [
        (level, treatment) for level, cell in cells for treatment in _treatments(cell)
    ]  # fmt: skip
    if not treatments:
        raise NoItem("no drug stands under any of its levels")
    profile = parse_profile(text, symbol_meant, codons_of_domain)
    citation_id, citation = _cited(row.get(CITATIONS, ""))
    made = []
    for level, drugs in sorted(treatments, key=lambda one: (LEVEL_ORDER.index(one[0]), one[1])):
        against = level in AGAINST
        made.append(
            EvidenceItem(
                item_id=item_id(text, scope, against, drugs),
                profile_text=text,
                profile=profile,
                scope=_at_level(scope, level),
                type=EvidenceType.PREDICTIVE,
                direction=Direction.SUPPORTS,
                effect=DrugEffect.RESISTANCE if against else DrugEffect.SENSITIVITY,
                significance="Resistance" if against else "Sensitivity",
                drugs=drugs,
                interaction=Interaction.COMBINATION if len(drugs) > 1 else Interaction.SINGLE,
                level_scheme=SCHEME,
                level=level,
                citation_id=citation_id,
                citation=citation,
            )
        )
    _require_no_name(row, made)
    return tuple(made)


def item_id(text: str, scope: Scope, against: bool, drugs: Iterable[str]) -> str:
    """What a statement is known by in every release: all of it but its level, which can then be compared."""
    said = "|".join((text, scope.text.casefold(), str(against), *sorted(one.casefold() for one in drugs)))
    return f"OKB-{hashlib.sha256(said.encode()).hexdigest()[:10]}"


def of_tumour(item: EvidenceItem, code: str) -> EvidenceItem | None:
    """An item whose tumour was not told as one of the type ``code``; ``None`` for no code of OncoTree."""
    scope = scope_of_codes(code)
    if scope is None or scope.any_tumour:
        return None
    known = item_id(item.profile_text, scope, item.effect.against, item.drugs)
    return replace(item, item_id=known, scope=_at_level(scope, item.level))


def _scope(row: Mapping[str, str]) -> Scope:
    text = next((" ".join(row[one].split()) for one in TUMOUR if one in row), "")
    scope = scope_of_codes(text) or scope_of(None, text)
    # Asked without a tumour type, OncoKB answers with the levels of any: they are not those of every tumour.
    nothing = not text or scope.any_tumour or text.lower() in {"na", "n/a", "unknown", "null", "."}
    return _NONE_TOLD if nothing else scope


def _at_level(scope: Scope, level: str) -> Scope:
    """Level 3B speaks of a drug in another tumour than the one it is given for."""
    off = level == "3B" and scope.text != NOT_TOLD
    return replace(scope, text=f"{_OTHER_THAN}{scope.text}") if off else scope


def _treatments(cell: str) -> list[tuple[str, ...]]:
    found = []
    for one in drugs_apart(re.sub(r"\s*,\s*", ",", cell)):
        drugs = tuple(known_name(part) for part in one.split("+") if part.strip())
        if drugs and drugs not in found:
            found.append(drugs)
    return found


def _cited(cell: str) -> tuple[str | None, str | None]:
    """The first publication of a cell, and all by their numbers; they are about the change, not the drug."""
    numbers = [one.strip() for one in cell.split(";") if _CITED.fullmatch(one.strip())]
    if not numbers:
        return None, None
    rest = len(numbers) - _MOST_CITED
    more = f" and {rest} more" if rest > 0 else ""
    return f"PMID:{numbers[0]}", f"PMID {', '.join(numbers[:_MOST_CITED])}{more}"


def _require_no_name(row: Mapping[str, str], items: Iterable[EvidenceItem]) -> None:
    names = [
        cell.strip()
        for heading, cell in row.items()
        if len(cell.strip()) >= _SHORTEST
        and (heading in _NAMING or (heading not in LEVELS and heading_identifies(heading) is not None))
    ]
    kept = " ".join(" ".join((one.profile_text, one.scope.text, *one.drugs)) for one in items)
    if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", kept, re.IGNORECASE) for name in names):
        raise NoItem("what would be kept of it names its sample")
