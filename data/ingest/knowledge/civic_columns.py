"""Which of CIViC's tables a file is, by its headings and never by its name."""

from collections.abc import Collection, Mapping
from enum import StrEnum


class CivicTable(StrEnum):
    """The tables of CIViC that become releases."""

    EVIDENCE = "evidence"
    """Accepted evidence since 2023: 25 columns, ``molecular_profile`` and ``therapies``."""
    EVIDENCE_BEFORE_2023 = "evidence_before_2023"
    """41 columns: ``gene``, ``variant``, ``drugs``, ``clinical_significance``."""
    ASSERTIONS = "assertions"
    """Accepted assertions: levels are AMP/ASCO/CAP categories."""
    ASSERTIONS_BEFORE_2023 = "assertions_before_2023"
    """With ``gene``, ``variant``, ``drugs`` and ``clinical_significance``."""

    @property
    def label(self) -> str:
        """The table as it is named to a person."""
        return "CIViC assertions" if self.of_assertions else "CIViC"

    @property
    def of_assertions(self) -> bool:
        """Whether its rows are assertions."""
        return self in {CivicTable.ASSERTIONS, CivicTable.ASSERTIONS_BEFORE_2023}

    @property
    def by_gene_and_variant(self) -> bool:
        """Whether a row names a gene and a variant, and not a profile."""
        return self in {CivicTable.EVIDENCE_BEFORE_2023, CivicTable.ASSERTIONS_BEFORE_2023}


_NEEDED: dict[CivicTable, tuple[str, ...]] = {
    CivicTable.EVIDENCE: (
        "molecular_profile", "disease", "doid", "therapies", "therapy_interaction_type", "evidence_type",
        "evidence_direction", "evidence_level", "significance", "evidence_id",
    ),
    CivicTable.EVIDENCE_BEFORE_2023: (
        "gene", "variant", "disease", "doid", "drugs", "drug_interaction_type", "evidence_type",
        "evidence_direction", "evidence_level", "clinical_significance", "evidence_id",
    ),
    CivicTable.ASSERTIONS: (
        "assertion_id", "molecular_profile", "disease", "therapies", "assertion_type", "assertion_direction",
        "significance", "amp_category",
    ),
    CivicTable.ASSERTIONS_BEFORE_2023: (
        "assertion_id", "gene", "variant", "disease", "drugs", "assertion_type", "assertion_direction",
        "clinical_significance", "amp_category",
    ),
}  # fmt: skip

_TODAY = {
    "drugs": "therapies",
    "drug_interaction_type": "therapy_interaction_type",
    "clinical_significance": "significance",
    "assertion_type": "evidence_type",
    "assertion_direction": "evidence_direction",
    "amp_category": "evidence_level",
}
"""What the columns of the other tables are called in today's table of evidence."""

_HALF = 0.5


def table_of(headings: Collection[str]) -> CivicTable | None:
    """The table that has all these headings, ``None`` for other files."""
    return next((one for one, needed in _NEEDED.items() if set(needed) <= set(headings)), None)


def lacking(headings: Collection[str]) -> tuple[str, ...]:
    """The headings that a file which is nearly one of CIViC's tables lacks; empty for other files."""
    found = set(headings)
    shares = {one: len(found & set(needed)) / len(needed) for one, needed in _NEEDED.items()}
    nearest = max(shares, key=lambda one: shares[one])
    if shares[nearest] < _HALF:
        return ()
    return tuple(one for one in _NEEDED[nearest] if one not in found)


def as_today(row: Mapping[str, str]) -> dict[str, str]:
    """A row under the headings of today's table of evidence."""
    return {_TODAY.get(heading, heading): cell for heading, cell in row.items()}
