"""The starter table: well-established facts of biomarker, tumour and drug, in the board's own words.

It is the release of evidence that is always there.  Its ESCAT levels are this program's own reading of the
published scheme and wait for a clinician's review.
"""

import hashlib
import re
from datetime import date
from functools import cache

from data.reference.codes import codes
from data.reference.drugs import drug
from data.reference.genes import current_symbol
from data.reference.protein_domains import codons_of_domain
from data.reference.table import FOLDER, BrokenTable, Table, read_table, require_unique
from data.reference.tumour_types import tumour_type
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
from domain.knowledge.profile_parser import parse_profile
from domain.knowledge.profiles import AtomKind, Expression, atoms

TABLE = "starter_evidence.tsv"
COLUMNS = (
    "item_id",
    "profile",
    "tumours",
    "disease",
    "condition",
    "origin",
    "drugs",
    "effect",
    "escat",
    "basis",
    "product",
    "citation_id",
    "reviewed_on",
    "civic_agrees",
)
NAME = "Starter table"
SCHEME = "escat"
SOLID = "solid"
"""In the column ``tumours``: any solid tumour."""
EMA_LABEL, GUIDELINE = "EMA label", "guideline"
CITATION = re.compile(r"PMID:\d{6,8}|DOI:10\.\d{4,9}/\S+|EMA:[A-Z][A-Za-z]+")
_LINKS = {
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "DOI": "https://doi.org/{}",
    "EMA": "https://www.ema.europa.eu/en/medicines/human/EPAR/{}",
}
_JOINED = {" + ": Interaction.COMBINATION, " / ": Interaction.SUBSTITUTES}


@cache
def starter_release() -> Release:
    """The starter table as a release. Raises ``BrokenTable`` for a row that does not hold."""
    table = read_table(TABLE, COLUMNS)
    require_unique(TABLE, "item_id", [row["item_id"] for row in table.rows])
    return Release(
        source=Source.STARTER,
        name=NAME,
        version=table.notes["version"],
        released_on=date.fromisoformat(table.notes["date"]),
        sha256=hashlib.sha256((FOLDER / TABLE).read_bytes()).hexdigest(),
        licence=table.notes["licence"],
        items=items_of(table),
    )


def items_of(table: Table) -> tuple[EvidenceItem, ...]:
    """The items of the table's rows.

    Raises ``BrokenTable`` for a profile that is not understood, a tumour that OncoTree does not have, a
    drug that the table of drugs does not have, and a word that is none of the scheme's.
    """
    levels = {one.code for one in codes(SCHEME)}
    return tuple(_item(row, levels) for row in table.rows)


def _item(row: dict[str, str], levels: set[str]) -> EvidenceItem:
    citation = row["citation_id"]
    if row["escat"] not in levels:
        raise _broken(row, f"{row['escat']!r} is no level of ESCAT")
    if not CITATION.fullmatch(citation):
        raise _broken(row, f"{citation!r} is no citation")
    if (row["basis"] == EMA_LABEL) != bool(row["product"]) or row["basis"] not in {EMA_LABEL, GUIDELINE}:
        raise _broken(row, "its basis is neither a guideline nor the label of a product")
    drugs, interaction = _drugs(row)
    effect, origin, reviewed = _words(row)
    return EvidenceItem(
        item_id=row["item_id"],
        profile_text=row["profile"],
        profile=_profile(row),
        scope=_scope(row),
        type=EvidenceType.PREDICTIVE,
        direction=Direction.SUPPORTS,
        effect=effect,
        significance=effect.value.capitalize(),
        drugs=drugs,
        interaction=interaction,
        level_scheme=SCHEME,
        level=row["escat"],
        origin=origin,
        citation_id=citation,
        citation=_cited(row),
        reviewed_on=reviewed,
        link=_link(citation),
    )


def _cited(row: dict[str, str]) -> str:
    if row["basis"] == GUIDELINE:
        return "Guideline"
    return EMA_LABEL if row["citation_id"].startswith("EMA:") else f"EMA: {row['product']}"


def _link(citation: str) -> str:
    kind, _, number = citation.partition(":")
    return _LINKS[kind].format(number if kind != "EMA" else number.lower())


def _words(row: dict[str, str]) -> tuple[DrugEffect, VariantOrigin, date]:
    try:
        return DrugEffect(row["effect"]), VariantOrigin(row["origin"]), date.fromisoformat(row["reviewed_on"])
    except ValueError as wrong:
        raise _broken(row, str(wrong)) from None


def _profile(row: dict[str, str]) -> Expression:
    profile = parse_profile(row["profile"], current_symbol, codons_of_domain)
    strange = [atom.text for atom in atoms(profile) if atom.kind is AtomKind.OTHER]
    if strange:
        raise _broken(row, f"{strange[0]!r} is not understood")
    return profile


def _scope(row: dict[str, str]) -> Scope:
    condition = row["condition"] or None
    if row["tumours"] == SOLID:
        return Scope(row["disease"], any_tumour=True, solid_only=True, condition=condition)
    named = tuple(row["tumours"].split("|"))
    for code in named:
        known = tumour_type(code)
        if known is None or known.code != code:
            raise _broken(row, f"{code!r} is no current code of OncoTree")
    return Scope(row["disease"], named, condition=condition)


def _drugs(row: dict[str, str]) -> tuple[tuple[str, ...], Interaction]:
    joined = next((sign for sign in _JOINED if sign in row["drugs"]), None)
    named = tuple(row["drugs"].split(joined)) if joined else (row["drugs"],)
    for name in named:
        known = drug(name)
        if known is None or known.name != name:
            raise _broken(row, f"{name!r} is no name of the table of drugs")
    return named, _JOINED[joined] if joined else Interaction.SINGLE


def _broken(row: dict[str, str], what: str) -> BrokenTable:
    return BrokenTable(
        f"The reference table {TABLE} cannot be used: in {row['item_id']} {what}. Put back the file that "
        "came with the program."
    )
