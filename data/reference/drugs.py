"""Drugs by name, with their codes, for the fields where a drug is chosen."""

from dataclasses import dataclass
from functools import cache

from data.reference.table import BrokenTable, read_table, require_unique
from data.reference.words import plain, words_of

TABLE = "drugs.tsv"
COLUMNS = ("name", "atc", "ncit", "rxnorm", "kind", "class", "synonyms")
KINDS = ("chemotherapy", "hormone", "immunotherapy", "other", "supportive", "targeted")
CANCER_ATC = ("L01", "L02")


@dataclass(frozen=True, slots=True)
class Drug:
    """One active substance. A blank code means that none is known here, not that none exists."""

    name: str
    atc: tuple[str, ...]
    """ATC codes; two where a substance stands in two places of the classification."""
    ncit: str
    rxnorm: str
    kind: str
    """One of ``KINDS``."""
    drug_class: str
    """What it acts on, in words: ``EGFR inhibitor``."""
    synonyms: tuple[str, ...]


@cache
def drugs() -> tuple[Drug, ...]:
    """All drugs by name. Raises ``BrokenTable`` on a damaged file."""
    rows = read_table(TABLE, COLUMNS).rows
    require_unique(TABLE, "name", [row["name"] for row in rows])
    return tuple(map(_drug, rows))


def _drug(row: dict[str, str]) -> Drug:
    if row["kind"] not in KINDS:
        raise BrokenTable(
            f"The reference table {TABLE} cannot be used: {row['name']} is of the kind {row['kind']!r}, "
            "which is none of the table's. Put back the file that came with the program."
        )
    return Drug(
        row["name"],
        _parts(row["atc"]),
        row["ncit"],
        row["rxnorm"],
        row["kind"],
        row["class"],
        _parts(row["synonyms"]),
    )


@cache
def _by_name() -> dict[str, Drug]:
    known = {plain(synonym): one for one in drugs() for synonym in one.synonyms}
    known.update({plain(one.name): one for one in drugs()})
    return known


def drug(name: str) -> Drug | None:
    """The drug of a name or synonym, whatever its case; ``None`` when it is not in the table."""
    return _by_name().get(plain(name))


def search_drugs(text: str, limit: int = 20) -> tuple[Drug, ...]:
    """Drugs whose name, synonym or code begins as the text does, cancer drugs first.

    A drug that is not found may still be written as it is: the table is a help, not a fence.
    """
    wanted = plain(text)
    if not wanted:
        return ()
    ranked = [
        (rank, not one.atc or not one.atc[0].startswith(CANCER_ATC), one.name.lower(), one)
        for one in drugs()
        if (rank := _rank(one, wanted)) is not None
    ]
    ranked.sort(key=lambda entry: entry[:3])
    return tuple(entry[3] for entry in ranked[:limit])


def _rank(one: Drug, wanted: str) -> int | None:
    names = [plain(one.name), *(plain(synonym) for synonym in one.synonyms)]
    codes = [code.lower() for code in (*one.atc, one.ncit, one.rxnorm) if code]
    if names[0] == wanted:
        return 0
    if wanted in names or wanted in codes:
        return 1
    if names[0].startswith(wanted):
        return 2
    begins = [*names, *words_of(names[0]), *(codes if len(wanted) >= 3 else ())]
    if any(begin.startswith(wanted) for begin in begins):
        return 3
    if len(wanted) >= 3 and any(wanted in name for name in names):
        return 4
    return None


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)
