"""One row of CIViC as an item of evidence, with what of it was not understood."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from data.ingest.knowledge.civic_columns import CivicTable
from data.ingest.knowledge.drug_lists import drugs_apart
from data.ingest.knowledge.legacy_profiles import profile_of
from data.reference.disease_scopes import scope_of
from data.reference.genes import current_symbol
from data.reference.protein_domains import codons_of_domain
from domain.knowledge.evidence import (
    Direction,
    DrugEffect,
    EvidenceItem,
    EvidenceType,
    Interaction,
    VariantOrigin,
)
from domain.knowledge.profile_parser import parse_profile

Value = TypeVar("Value")

_TYPES = {one.value: one for one in EvidenceType}
_DIRECTIONS = {
    "supports": Direction.SUPPORTS,
    "does not support": Direction.DOES_NOT_SUPPORT,
    "n/a": Direction.NOT_SAID,
    "": Direction.NOT_SAID,
}
_EFFECTS = {
    "sensitivity/response": DrugEffect.SENSITIVITY,
    "sensitivity": DrugEffect.SENSITIVITY,
    "resistance": DrugEffect.RESISTANCE,
    "reduced sensitivity": DrugEffect.REDUCED_SENSITIVITY,
    "adverse response": DrugEffect.ADVERSE_RESPONSE,
}
_INTERACTIONS = {
    "": Interaction.SINGLE,
    "combination": Interaction.COMBINATION,
    "substitutes": Interaction.SUBSTITUTES,
    "sequential": Interaction.SEQUENTIAL,
}
_ORIGINS = {
    "somatic": VariantOrigin.SOMATIC,
    "somatic mutation": VariantOrigin.SOMATIC,
    "rare germline": VariantOrigin.GERMLINE,
    "common germline": VariantOrigin.GERMLINE,
    "germline": VariantOrigin.GERMLINE,
    "rare germline mutation": VariantOrigin.GERMLINE,
    "germline mutation": VariantOrigin.GERMLINE,
    "germline polymorphism": VariantOrigin.GERMLINE,
    "mixed": VariantOrigin.MIXED,
    "combined": VariantOrigin.MIXED,
    "unknown": VariantOrigin.UNKNOWN,
    "n/a": VariantOrigin.UNKNOWN,
    "": VariantOrigin.UNKNOWN,
}
_LEVELS = frozenset("ABCDE")
_AMP = re.compile(r"Tier (I{1,3}|IV)(?: - Level ([A-D]))?", re.IGNORECASE)
_CITED = {"pubmed": "PMID", "asco": "ASCO", "ash": "ASH"}
_FLAGS = {"true": True, "false": False, "": False}
_STARS = frozenset("12345")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?")
_LINK = re.compile(r"https://(?:www\.)?civicdb\.org/\S+")


class NoItem(Exception):
    """A row that cannot be an item of evidence; the text says why."""


@dataclass(slots=True)
class CivicRow:
    """One row under today's headings, and what was not understood of it."""

    table: CivicTable
    cells: Mapping[str, str]
    remarks: list[tuple[str, str]] = field(default_factory=list)
    """What was seen, and what that means for the item."""

    def item(self) -> EvidenceItem:
        """The item. Raises ``NoItem`` for a row without an id, a profile or a known type."""
        drugs = drugs_apart(self._cell("therapies"))
        kind = self._type()
        scheme, level = self._level()
        text = self._profile_text()
        return EvidenceItem(
            item_id=self.item_id(),
            profile_text=text,
            profile=parse_profile(text, current_symbol, codons_of_domain),
            scope=scope_of(self._cell("doid"), self._cell("disease")),
            type=kind,
            direction=self._one_of(_DIRECTIONS, "evidence_direction", Direction.NOT_SAID),
            effect=self._effect(kind, drugs),
            significance=self._cell("significance"),
            drugs=drugs,
            interaction=self._interaction(drugs),
            level_scheme=scheme,
            level=level,
            origin=self._one_of(_ORIGINS, "variant_origin", VariantOrigin.UNKNOWN),
            rating=self._rating(),
            flagged=self._one_of(_FLAGS, "is_flagged", True),
            citation_id=self._citation_id(),
            citation=self._cell("citation") or None,
            trials=tuple(one.strip() for one in self._cell("nct_ids").split(",") if one.strip()),
            reviewed_on=self._reviewed_on(),
            link=self._link(),
        )

    def item_id(self) -> str:
        """``EID883`` or, for an assertion, ``AID5``. Raises ``NoItem`` where the row has no number."""
        assertion = self.table.of_assertions
        number = self._cell("assertion_id" if assertion else "evidence_id")
        if not (number.isascii() and number.isdecimal()):
            raise NoItem(f"its id is {number!r}; expected a number")
        return f"{'AID' if assertion else 'EID'}{number}"

    def _cell(self, heading: str) -> str:
        return self.cells.get(heading, "")

    def _one_of(self, known: Mapping[str, Value], heading: str, otherwise: Value) -> Value:
        seen = self._cell(heading)
        found = known.get(seen.lower())
        if found is None:
            self.remarks.append((seen, f"this {heading.replace('_', ' ')} is not known and was left open"))
            return otherwise
        return found

    def _profile_text(self) -> str:
        if self.table.by_gene_and_variant:
            gene, variant = self._cell("gene"), self._cell("variant")
            text = profile_of(gene, variant) if gene and variant else ""
        else:
            text = " ".join(self._cell("molecular_profile").split())
        if not text:
            raise NoItem("it names no molecular profile")
        return text

    def _type(self) -> EvidenceType:
        seen = self._cell("evidence_type")
        found = _TYPES.get(seen.lower())
        if found is None:
            raise NoItem(f"its type is {seen!r}; expected {', '.join(one.value for one in EvidenceType)}")
        return found

    def _level(self) -> tuple[str, str]:
        seen = self._cell("evidence_level")
        if self.table.of_assertions:
            found = _AMP.fullmatch(seen)
            if found is None:
                self.remarks.append((seen, "no AMP category is given, so the item has no level"))
                return "amp_asco_cap", ""
            return "amp_asco_cap", "-".join(part.upper() for part in found.groups() if part)
        if seen not in _LEVELS:
            self.remarks.append((seen, "this level is not one of CIViC's (A to E); it was kept as it stands"))
        return "civic", seen

    def _effect(self, kind: EvidenceType, drugs: tuple[str, ...]) -> DrugEffect:
        if kind is not EvidenceType.PREDICTIVE:
            return DrugEffect.OTHER
        if not drugs:
            self.remarks.append((self._cell("therapies"), "a predictive item that names no drug"))
        seen = self._cell("significance")
        found = _EFFECTS.get(seen.lower())
        if found is None:
            self.remarks.append((seen, "a predictive item whose effect is not known"))
        return found or DrugEffect.OTHER

    def _interaction(self, drugs: tuple[str, ...]) -> Interaction:
        found = self._one_of(_INTERACTIONS, "therapy_interaction_type", Interaction.SINGLE)
        if found is Interaction.SINGLE and len(drugs) > 1:
            why = "several drugs, and not said how they belong together: taken as a combination"
            self.remarks.append((", ".join(drugs), why))
            return Interaction.COMBINATION
        return found

    def _rating(self) -> int | None:
        seen = self._cell("rating")
        if seen and seen not in _STARS:
            self.remarks.append((seen, "this rating is not 1 to 5 and was left open"))
        return int(seen) if seen in _STARS else None

    def _citation_id(self) -> str | None:
        number = self._cell("citation_id")
        if not number:
            return None
        source = self._cell("source_type")
        kind = "DOI" if number.startswith("10.") else _CITED.get(source.lower())
        return f"{kind or source or 'unknown'}:{number}"

    def _reviewed_on(self) -> date | None:
        seen = self._cell("last_review_date")
        found = _DAY.fullmatch(seen)
        if seen and found is None:
            self.remarks.append((seen, "this day of review cannot be read and was left open"))
        if found is None:
            return None
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            self.remarks.append((seen, "there is no such day of review; it was left open"))
            return None

    def _link(self) -> str | None:
        link = self._cell("assertion_civic_url") or self._cell("evidence_civic_url")
        return link if _LINK.fullmatch(link) else None
