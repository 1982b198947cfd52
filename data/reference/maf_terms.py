"""The variant classifications of the Mutation Annotation Format as Sequence Ontology terms."""

from functools import cache

from data.reference.consequences import consequences
from data.reference.table import read_table, require_unique

TABLE = "maf_terms.tsv"
COLUMNS = ("classification", "funcotator", "terms")


@cache
def _terms() -> dict[str, tuple[str, ...]]:
    rows = read_table(TABLE, COLUMNS).rows
    require_unique(TABLE, "classification", [row["classification"] for row in rows])
    made: dict[str, tuple[str, ...]] = {}
    for row in rows:
        terms = tuple(term for term in row["terms"].split("&") if term)
        made[row["classification"].casefold()] = terms
        if row["funcotator"]:
            made[row["funcotator"].casefold()] = terms
    return made


def maf_consequence(classification: str) -> tuple[str, ...]:
    """The Sequence Ontology terms of a MAF classification or of Funcotator's name for it.

    ``Missense_Mutation`` and ``MISSENSE`` give ``("missense_variant",)``. A term of the Sequence Ontology
    is given back; what is not known, and what says nothing (``Targeted_Region``), gives ``()``.
    """
    text = classification.strip()
    if text in consequences():
        return (text,)
    return _terms().get(text.casefold(), ())
