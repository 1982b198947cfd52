"""How severe a consequence is: the Sequence Ontology terms of the annotators in one order."""

from dataclasses import dataclass
from functools import cache

from data.reference.table import flag, read_table, require_unique, whole_number

TABLE = "consequences.tsv"
COLUMNS = ("term", "severity", "beside", "first_used_by", "bcftools")
UNKNOWN_SEVERITY = 900
"""A term that the table does not know: less severe than any it knows."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """One Sequence Ontology term."""

    term: str
    severity: int
    """The lower the more severe."""
    beside: bool
    """True where the change lies in no transcript: upstream, regulatory, intergenic."""
    bcftools: str
    """The short name that bcftools csq writes, empty where it has none."""


@cache
def consequences() -> dict[str, Consequence]:
    """Every known term. Raises ``BrokenTable`` on a damaged file."""
    rows = read_table(TABLE, COLUMNS).rows
    require_unique(TABLE, "term", [row["term"] for row in rows])
    return {
        row["term"]: Consequence(
            term=row["term"],
            severity=whole_number(TABLE, "severity", row["severity"]),
            beside=flag(TABLE, "beside", row["beside"]),
            bcftools=row["bcftools"],
        )
        for row in rows
    }


@cache
def _of_bcftools() -> dict[str, str]:
    return {one.bcftools: one.term for one in consequences().values() if one.bcftools}


def term_of(text: str) -> str:
    """The Sequence Ontology term of what a file writes; bcftools' short names are spelt out."""
    return text if text in consequences() else _of_bcftools().get(text, text)


def severity(terms: tuple[str, ...]) -> int:
    """The severity of the most severe of some terms; ``UNKNOWN_SEVERITY`` where none is known."""
    known = consequences()
    return min((known[term].severity for term in terms if term in known), default=UNKNOWN_SEVERITY)


def lies_beside(terms: tuple[str, ...]) -> bool:
    """True when every term says that the change lies in no transcript; unknown terms do not say so."""
    known = consequences()
    return bool(terms) and all(term in known and known[term].beside for term in terms)
