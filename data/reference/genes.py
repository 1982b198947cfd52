"""The genes of TruSight Oncology 500 and what the assay can see in each."""

from dataclasses import dataclass
from functools import cache

from data.reference.table import flag, read_table, require_unique

TABLE = "genes.tsv"
ALIASES = "gene_aliases.tsv"
ALIAS_COLUMNS = ("previous_symbol", "hgnc_symbol")
COLUMNS = (
    "illumina_symbol",
    "hgnc_symbol",
    "hgnc_id",
    "small_variant",
    "cnv",
    "rna_fusion",
    "dna_fusion_ctdna",
)


@dataclass(frozen=True, slots=True)
class Gene:
    """One gene of the assay, with the classes of finding that the assay reports in it."""

    symbol: str
    """Current HGNC symbol."""
    illumina_symbol: str
    """The symbol in Illumina's lists; differs from ``symbol`` in 31 of 523 genes."""
    hgnc_id: str
    small_variant: bool
    cnv: bool
    rna_fusion: bool
    dna_fusion_ctdna: bool
    """Fusions read from DNA, in the assay for blood only."""


@cache
def genes() -> tuple[Gene, ...]:
    """All genes of the assay, by current symbol. Raises ``BrokenTable`` on a damaged file."""
    rows = read_table(TABLE, COLUMNS).rows
    for column in ("illumina_symbol", "hgnc_symbol", "hgnc_id"):
        require_unique(TABLE, column, [row[column] for row in rows])
    made = (
        Gene(
            symbol=row["hgnc_symbol"],
            illumina_symbol=row["illumina_symbol"],
            hgnc_id=row["hgnc_id"],
            small_variant=flag(TABLE, "small_variant", row["small_variant"]),
            cnv=flag(TABLE, "cnv", row["cnv"]),
            rna_fusion=flag(TABLE, "rna_fusion", row["rna_fusion"]),
            dna_fusion_ctdna=flag(TABLE, "dna_fusion_ctdna", row["dna_fusion_ctdna"]),
        )
        for row in rows
    )
    return tuple(sorted(made, key=lambda one: one.symbol))


@cache
def _by_symbol() -> dict[str, Gene]:
    by_current = {gene.symbol: gene for gene in genes()}
    rows = read_table(ALIASES, ALIAS_COLUMNS).rows
    require_unique(ALIASES, "previous_symbol", [row["previous_symbol"] for row in rows])
    known = {
        row["previous_symbol"].upper(): by_current[row["hgnc_symbol"]]
        for row in rows
        if row["hgnc_symbol"] in by_current
    }
    known.update({gene.illumina_symbol.upper(): gene for gene in genes()})
    # A current symbol wins over another gene's old one, should a later release bring such a pair.
    known.update({gene.symbol.upper(): gene for gene in genes()})
    return known


def gene(symbol: str) -> Gene | None:
    """The gene that a symbol, current or old, stands for; ``None`` when the assay has none."""
    return _by_symbol().get(symbol.strip().upper())


def current_symbol(symbol: str) -> str:
    """The current HGNC symbol for an old or Illumina symbol; an unknown one is given back as it is."""
    known = gene(symbol)
    return known.symbol if known else symbol


def is_known(symbol: str) -> bool:
    """True when the symbol, current or old, is a gene of the assay."""
    return gene(symbol) is not None
