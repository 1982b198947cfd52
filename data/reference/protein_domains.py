"""Which codons a named domain of a protein spans, for the domains that items of evidence speak of."""

from functools import cache

from data.reference.table import BrokenTable, read_table, require_unique, whole_number

TABLE = "protein_domains.tsv"
COLUMNS = ("gene", "domain", "accession", "first_codon", "last_codon")


@cache
def _domains() -> dict[tuple[str, str], tuple[int, int]]:
    rows = read_table(TABLE, COLUMNS).rows
    require_unique(TABLE, "gene", [f"{row['gene']} {row['domain']}" for row in rows])
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for row in rows:
        first, last = (whole_number(TABLE, column, row[column]) for column in COLUMNS[3:])
        if not 0 < first < last:
            raise BrokenTable(
                f"The reference table {TABLE} cannot be used: the {row['domain']} domain of {row['gene']} "
                "ends before it begins. Put back the file that came with the program."
            )
        found[row["gene"], row["domain"]] = first, last
    return found


def codons_of_domain(gene: str, domain: str) -> tuple[int, int] | None:
    """First and last codon of a domain (``kinase``, ``dna_binding``, ``sh2``) of a gene.

    ``None`` where the table does not say. Raises ``BrokenTable`` on a damaged table.
    """
    return _domains().get((gene, domain))
