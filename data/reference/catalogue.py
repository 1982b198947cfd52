"""All tables that ship, with what each is and where it comes from: nothing in the folder is left out."""

from functools import cache

from data.reference.table import FOLDER, REQUIRED_NOTES, read_table
from domain.views.reference_tables import ReferenceTable

GENES, TUMOURS, DRUGS, EVIDENCE, CODES, READING = (
    "Genes and changes",
    "Tumours",
    "Drugs",
    "Evidence",
    "Codes",
    "Reading of files",
)
OTHER = "Other"
ATTRIBUTION = "attribution"

_KNOWN: dict[str, tuple[str, str, str]] = {
    "genes.tsv": (
        "Genes of TSO500",
        GENES,
        "The 523 genes with HGNC id, Illumina's symbol, and what the assay sees of each: small variants, "
        "copy number, fusions in RNA and in the DNA of blood.",
    ),
    "gene_aliases.tsv": (
        "Former gene symbols",
        GENES,
        "Former symbols in files, and the current one of each.",
    ),
    "spoken_genes.tsv": (
        "Spoken gene names",
        GENES,
        "Names such as HER2 that are said in a meeting and are no symbols.",
    ),
    "assay_content.tsv": (
        "Assays",
        GENES,
        "In which genes each assay sees each class of finding, and whether the list was verified.",
    ),
    "transcripts.tsv": (
        "Transcripts",
        GENES,
        "The transcripts that genes are reported on, with MANE status.",
    ),
    "gene_roles.tsv": (
        "Gene roles",
        GENES,
        "Whether a gene drives tumours by activation or by loss of function.",
    ),
    "splice_junctions.tsv": (
        "Splice events",
        GENES,
        "Breakpoints of EGFRvIII, MET exon 14 skipping and AR-V7, by which they get their name.",
    ),
    "exon_codons.tsv": (
        "Exons and codons",
        GENES,
        "Which codons lie in which exon, for the genes whose evidence speaks of exons.",
    ),
    "protein_domains.tsv": (
        "Domains of proteins",
        GENES,
        "Which codons a domain spans, for the domains whose mutation evidence speaks of.",
    ),
    "consequences.tsv": (
        "Consequences",
        GENES,
        "Terms of the Sequence Ontology in the order of their severity.",
    ),
    "tumour_types.tsv": (
        "Tumour types",
        TUMOURS,
        "OncoTree with its tree: code, name, main type, tissue, parent.",
    ),
    "tumour_types_retired.tsv": (
        "Retired tumour types",
        TUMOURS,
        "Codes that OncoTree no longer has, and the one that took the place of each.",
    ),
    "tumour_synonyms.tsv": (
        "Names of tumours",
        TUMOURS,
        "What a clinician types or a list holds, in English, Dutch and French.",
    ),
    "disease_scopes.tsv": (
        "Diseases of CIViC",
        TUMOURS,
        "Which tumour types of OncoTree a disease of CIViC stands for.",
    ),
    "drugs.tsv": ("Drugs", DRUGS, "Drugs with kind, class, ATC, NCIt and RxNorm codes and synonyms."),
    "starter_evidence.tsv": (
        "Starter evidence",
        EVIDENCE,
        "Well-established facts of biomarker, tumour and drug with citation and ESCAT level, and the items "
        "of CIViC that state the same.",
    ),
    "panel_example.tsv": (
        "EXAMPLE of a panel list",
        EVIDENCE,
        "Made up, to show how a small panel is compared; neither RIZIV/INAMI's list nor ComPerMed's.",
    ),
    "level_crosswalk.tsv": (
        "Crosswalk of levels",
        EVIDENCE,
        "What is proposed from a source's level and how near the tumour is.",
    ),
    "codes.tsv": (
        "Codes, labels and levels",
        CODES,
        "Every coded list: reasons, decisions, kinds, sites, and the levels of the evidence schemes with "
        "their definitions in own words.",
    ),
    "code_exports.tsv": (
        "Codes of other systems",
        CODES,
        "What a code becomes in DNPM, MII, SNOMED CT, NAACCR and LOINC.",
    ),
    "maf_terms.tsv": (
        "Terms of MAF files",
        READING,
        "Variant classifications and the consequence each stands for.",
    ),
    "list_headings.tsv": (
        "Headings of clinical lists",
        READING,
        "How coordinators and laboratories head their columns.",
    ),
    "list_words.tsv": (
        "Words of clinical lists",
        READING,
        "Words in the cells of clinical lists, and our codes.",
    ),
}
"""Title, heading and sentence of each table, in the order of the screen."""


@cache
def catalogue() -> tuple[ReferenceTable, ...]:
    """Every table of the folder in the order of the screen; one that has no sentence here comes last.

    Raises ``BrokenTable`` when one of them cannot be read.
    """
    lying = sorted(path.name for path in FOLDER.glob("*.tsv"))
    known = [name for name in _KNOWN if name in lying]
    return tuple(_table(name) for name in (*known, *(name for name in lying if name not in _KNOWN)))


def _table(name: str) -> ReferenceTable:
    table = read_table(name, ())
    plain = name.removesuffix(".tsv").replace("_", " ").capitalize()
    title, group, about = _KNOWN.get(name, (plain, OTHER, ""))
    columns = tuple(table.rows[0])
    told = {*REQUIRED_NOTES, ATTRIBUTION}
    return ReferenceTable(
        name=name,
        title=title,
        about=about,
        group=group,
        source=table.notes["source"],
        date=table.notes["date"],
        version=table.notes["version"],
        licence=table.notes["licence"],
        attribution=table.notes.get(ATTRIBUTION, ""),
        notes=tuple((key, said) for key, said in table.notes.items() if key not in told),
        columns=columns,
        rows=tuple(tuple(row[column] for column in columns) for row in table.rows),
    )
