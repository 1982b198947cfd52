"""Which items of a CIViC file state what a row of the starter table states.

An item agrees when it is predictive, supported, not flagged, of level A, B or C, says the same effect, and

* one of its alternatives holds the row's change or a case of it (``V600E`` is a case of ``V600``,
  ``EML4::ALK`` of ``v::ALK``), and beside it at most the fusion that the change lies in; an exception that
  the row makes (``AND NOT``) the item need not make, but it is not about the exception itself;
* its drugs are the row's, or one of the row's substitutes;
* its tumours are the row's, lie under them or above them.
"""

import csv
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from data.reference.drugs import drug
from data.reference.genes import current_symbol
from data.reference.tumour_types import is_within
from domain.knowledge.evidence import DrugEffect, EvidenceItem, Interaction
from domain.knowledge.profile_parser import parse_profile
from domain.knowledge.profiles import AllOf, AnyOf, Atom, AtomKind, Expression, Not

EFFECTS = {
    "Sensitivity/Response": DrugEffect.SENSITIVITY,
    "Resistance": DrugEffect.RESISTANCE,
    "Reduced Sensitivity": DrugEffect.RESISTANCE,
}
ANY_TUMOUR = {"*ANY", "*SOLID"}
CHEMOTHERAPY = "chemotherapy"
_SUBSTITUTION = re.compile(r"([A-Z]\d+)[A-Z]")


@dataclass(frozen=True)
class Literal:
    """One atom of an alternative, or its absence."""

    atom: Atom
    absent: bool = False


@dataclass(frozen=True)
class CivicItem:
    """What the comparison asks of an item of CIViC."""

    item_id: str
    alternatives: tuple[frozenset[Literal], ...]
    effect: DrugEffect
    drugs: frozenset[str]
    interaction: str
    scopes: tuple[str, ...]
    level: str
    rating: int
    pubmed: str


def alternatives(expression: Expression) -> Iterator[frozenset[Literal]]:
    """The ways in which an expression can hold, each as all that has to be there or not."""
    match expression:
        case Atom():
            yield frozenset({Literal(expression)})
        case Not(Atom() as atom):
            yield frozenset({Literal(atom, absent=True)})
        case AnyOf(parts):
            for part in parts:
                yield from alternatives(part)
        case AllOf(parts):
            for chosen in itertools.product(*(tuple(alternatives(part)) for part in parts)):
                yield frozenset().union(*chosen)


def covers(ours: Atom, theirs: Atom) -> bool:
    """Whether an atom is the same as ours or a case of it."""
    if ours.kind is AtomKind.CODON and theirs.kind is AtomKind.PROTEIN_CHANGE:
        substituted = _SUBSTITUTION.fullmatch(theirs.value or "")
        return ours.gene == theirs.gene and substituted is not None and substituted[1] == ours.value
    if ours.kind is AtomKind.FUSION and theirs.kind is AtomKind.FUSION:
        return ours.gene in {None, theirs.gene} and ours.partner in {None, theirs.partner}
    return (ours.kind, ours.gene, ours.value, ours.partner, ours.effect) == (
        theirs.kind, theirs.gene, theirs.value, theirs.partner, theirs.effect,
    )  # fmt: skip


def same_change(ours: Expression, theirs: tuple[frozenset[Literal], ...]) -> bool:
    """Whether one of their alternatives is one of ours, or a case of it."""
    return any(_is_case(wanted, found) for wanted in alternatives(ours) for found in theirs)


def _is_case(ours: frozenset[Literal], theirs: frozenset[Literal]) -> bool:
    genes = {gene for one in ours for gene in (one.atom.gene, one.atom.partner)} - {None}
    met: set[Literal] = set()
    for wanted in ours:
        found = {one for one in theirs if one.absent == wanted.absent and covers(wanted.atom, one.atom)}
        excepted = wanted.absent and not any(covers(wanted.atom, one.atom) for one in theirs)
        if not found and not excepted:
            return False
        met |= found
    return all(_is_their_fusion(one, genes) for one in theirs - met)


def _is_their_fusion(literal: Literal, genes: set[str | None]) -> bool:
    """Whether it is the fusion of a gene: a resistance mutation of ALK is told together with ALK's fusion."""
    fused = not literal.absent and literal.atom.kind is AtomKind.FUSION
    return fused and bool({literal.atom.gene, literal.atom.partner} & genes)


def names(drugs: Iterable[str]) -> frozenset[str]:
    """Drugs by the table's name in lower case; a regimen is taken apart into its drugs."""
    found: set[str] = set()
    for name in drugs:
        parts = name.removesuffix(" Regimen").split("/") if name.endswith(" Regimen") else [name]
        for part in parts:
            known = drug(part)
            found.add((known.name if known else part).lower())
    return frozenset(found)


def is_combined(therapies: str) -> bool:
    """Whether one regimen names several drugs (``Ipilimumab/Nivolumab Regimen``)."""
    return therapies.endswith(" Regimen") and "/" in therapies and "," not in therapies


def same_drugs(ours: EvidenceItem, theirs: frozenset[str], interaction: str) -> bool:
    """Whether an item speaks of the row's drugs together, or of one of its substitutes."""
    wanted = names(ours.drugs)
    if ours.interaction is Interaction.COMBINATION:
        return interaction == "Combination" and (theirs == wanted or _by_chemotherapy(wanted, theirs))
    if interaction == "Substitutes":
        return bool(wanted & theirs)
    return len(theirs) == 1 and theirs <= wanted


def _by_chemotherapy(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether they say ``Chemotherapy`` where the row names it."""
    cytotoxic = {name for name in ours if (known := drug(name)) and known.kind == CHEMOTHERAPY}
    return CHEMOTHERAPY in theirs and bool(cytotoxic) and theirs - {CHEMOTHERAPY} == ours - cytotoxic


def same_tumours(ours: EvidenceItem, scopes: tuple[str, ...]) -> bool:
    """Whether an item's tumours are the row's, lie under them or above them."""
    if ours.scope.any_tumour:
        return bool(ANY_TUMOUR & set(scopes))
    return any(
        is_within(theirs, code) or is_within(code, theirs)
        for code in ours.scope.codes
        for theirs in scopes
        if theirs not in ANY_TUMOUR
    )


def civic_items(evidence: Path, diseases: Path) -> tuple[CivicItem, ...]:
    """The items of a CIViC file that can agree with anything."""
    scopes = {row["civic_disease"]: tuple(row["oncotree_scope"].split("|")) for row in _rows(diseases)}
    return tuple(
        CivicItem(
            f"EID{row['evidence_id']}",
            tuple(alternatives(parse_profile(row["molecular_profile"], current_symbol))),
            EFFECTS[row["significance"]],
            names(row["therapies"].split(",")),
            "Combination" if is_combined(row["therapies"]) else row["therapy_interaction_type"],
            scopes.get(row["disease"], ()),
            row["evidence_level"],
            int(row["rating"] or 0),
            row["citation_id"] if row["source_type"] == "PubMed" else "",
        )
        for row in _rows(evidence)
        if row["evidence_type"] == "Predictive"
        and row["evidence_direction"] == "Supports"
        and row["significance"] in EFFECTS
        and row["evidence_level"] in {"A", "B", "C"}
        and row["is_flagged"] != "true"
    )


def agreeing(item: EvidenceItem, among: Iterable[CivicItem]) -> tuple[CivicItem, ...]:
    """The items that state what a row states, by their number."""
    found = (
        one
        for one in among
        if one.effect is item.effect
        and same_drugs(item, one.drugs, one.interaction)
        and same_tumours(item, one.scopes)
        and same_change(item.profile, one.alternatives)
    )
    return tuple(sorted(found, key=lambda one: int(one.item_id[3:])))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
