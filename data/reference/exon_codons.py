"""Which codons lie in which exon, for the exons that items of evidence name."""

from functools import cache

from data.reference.table import BrokenTable, read_table, require_unique, whole_number

TABLE = "exon_codons.tsv"
COLUMNS = ("gene", "exon", "first_codon", "last_codon")


@cache
def _exons() -> dict[str, tuple[tuple[int, int, int], ...]]:
    rows = read_table(TABLE, COLUMNS).rows
    require_unique(TABLE, "gene", [f"{row['gene']} {row['exon']}" for row in rows])
    found: dict[str, list[tuple[int, int, int]]] = {}
    for row in rows:
        exon, first, last = (whole_number(TABLE, column, row[column]) for column in COLUMNS[1:])
        if first > last:
            raise BrokenTable(
                f"The reference table {TABLE} cannot be used: exon {exon} of {row['gene']} ends before it "
                "begins. Put back the file that came with the program."
            )
        found.setdefault(row["gene"], []).append((exon, first, last))
    return {gene: tuple(sorted(exons)) for gene, exons in found.items()}


def exons_of_codons(gene: str, first: int, last: int) -> tuple[int, ...]:
    """The exons in which codons ``first`` to ``last`` of a gene lie; empty where the table does not say.

    Raises ``BrokenTable`` on a damaged table.
    """
    exons = _exons().get(gene, ())
    return tuple(exon for exon, begin, end in exons if first <= end and begin <= last)
