"""The domains of proteins that evidence speaks of: codons that hold, unknown where the table is silent."""

import pytest

from data.reference.protein_domains import COLUMNS, TABLE, codons_of_domain
from data.reference.table import read_table


@pytest.mark.parametrize(
    ("gene", "domain", "inside", "outside"),
    [
        ("ERBB2", "kinase", (755, 777, 842), (310, 659, 1196)),
        ("FLT3", "kinase", (676, 691, 835, 842), (451, 572, 960)),
        ("STAT3", "sh2", (614, 640, 661), (392, 703)),
        ("TP53", "dna_binding", (175, 248, 273, 282), (47, 72, 337, 342)),
    ],
)
def test_known_changes_lie_in_or_outside_their_domain(
    gene: str, domain: str, inside: tuple[int, ...], outside: tuple[int, ...]
) -> None:
    codons = codons_of_domain(gene, domain)
    assert codons is not None
    first, last = codons
    assert all(first <= codon <= last for codon in inside)
    assert not any(first <= codon <= last for codon in outside)


@pytest.mark.parametrize(("gene", "domain"), [("ABL1", "kinase"), ("TP53", "kinase"), ("NOGENE", "sh2")])
def test_a_domain_that_the_table_does_not_have_is_unknown(gene: str, domain: str) -> None:
    assert codons_of_domain(gene, domain) is None


def test_every_domain_names_the_entry_it_is_taken_from() -> None:
    rows = read_table(TABLE, COLUMNS).rows
    assert all(row["accession"][0] in "OPQ" and len(row["accession"]) == 6 for row in rows)
