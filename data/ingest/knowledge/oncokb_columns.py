"""The columns that OncoKB's annotator leaves in a file: which are read, and how it is recognised by them.

After the annotator's own description of what it adds (github.com/oncokb/oncokb-annotator, README and the
headings its scripts look for); no content of OncoKB.
"""

from collections.abc import Collection

GENE = ("hugo_symbol", "hugo_gene_symbol", "gene", "oncokb_hugo_symbol")
PROTEIN = (
    "alteration", "hgvsp_short", "protein_change", "amino_acid_change", "aa_change", "oncokb_protein_change",
)  # fmt: skip
CODING = ("hgvsc", "hgvs_c")
COPIES = ("copy_number_alteration",)
FUSION = ("fusion",)
FIRST = ("site1_hugo_symbol", "site1_gene", "genea", "gene1")
SECOND = ("site2_hugo_symbol", "site2_gene", "geneb", "gene2")
TUMOUR = ("oncotree_code", "cancer_type")
"""What the annotator itself reads: the levels are those of this tumour type."""
VERSION = ("oncokb_data_version", "data_version", "oncokb_version")
CITATIONS = "citations"

LEVELS = {
    "level_1": "1", "level_2": "2", "level_2a": "2", "level_2b": "3B", "level_3a": "3A", "level_3b": "3B",
    "level_4": "4", "level_r1": "R1", "level_r2": "R2",
}  # fmt: skip
"""The level under today's scheme of each column; 2A and 2B were written until 2019."""
OLDER = ("level_2a", "level_2b")
LEVEL_ORDER = ("1", "2", "3A", "3B", "4", "R1", "R2")
AGAINST = frozenset({"R1", "R2"})

_MARKS = frozenset(
    {
        "oncogenic", "mutation_effect", "gene_in_oncokb", "variant_in_oncokb", "highest_level",
        "highest_sensitive_level", "highest_resistance_level",
    }
)  # fmt: skip
_OTHER_LEVELS = ("level_r", "level_dx", "level_px", "level_fda")
_CHANGES = (PROTEIN, CODING, COPIES)
_LEAST = 2

EXPECTED = (
    "a file of OncoKB's annotator: Hugo_Symbol with HGVSp_Short or Copy_Number_Alteration, or Fusion, and "
    "LEVEL_1 to LEVEL_R2"
)


def is_oncokb(headings: Collection[str]) -> bool:
    """Whether a table was annotated with OncoKB, by its headings in lower case."""
    found = set(headings)
    return bool(found & _MARKS) and (
        len(found & set(LEVELS)) >= _LEAST or len(found & _MARKS) >= _LEAST
    )  # fmt: skip


def lacking(headings: Collection[str]) -> tuple[str, ...]:
    """What a file of the annotator lacks to become a release, in words; empty where it lacks nothing."""
    found = set(headings)
    told = []
    if not found & set(LEVELS):
        told.append("columns LEVEL_1 to LEVEL_R2")
    pair = found & set(FIRST) and found & set(SECOND)
    single = found & set(GENE) and any(found & set(one) for one in _CHANGES)
    if not (found & set(FUSION) or pair or single):
        told.append("columns of the gene and the change (or of the fusion)")
    return tuple(told)


def not_read(headings: Collection[str]) -> tuple[str, ...]:
    """Columns of levels that are not read: diagnostic and prognostic ones, and levels no scheme has now."""
    return tuple(one for one in headings if one.startswith(_OTHER_LEVELS) and one not in LEVELS)
