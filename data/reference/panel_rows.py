"""One row of a panel list by the template's columns, checked against genes and tumour types."""

import re
from collections.abc import Mapping
from datetime import date

from data.reference.disease_scopes import scope_of_codes
from data.reference.genes import current_symbol
from data.reference.spoken_genes import gene_meant
from domain.knowledge.evidence import Scope
from domain.panel_regions import parse_regions
from domain.panels import AlterationType, PanelRow

_A = AlterationType
_TYPES = {
    "small variant": _A.SMALL_VARIANT, "small variants": _A.SMALL_VARIANT, "snv": _A.SMALL_VARIANT,
    "snvs": _A.SMALL_VARIANT, "indel": _A.SMALL_VARIANT, "indels": _A.SMALL_VARIANT,
    "mutation": _A.SMALL_VARIANT, "mutations": _A.SMALL_VARIANT, "sequence variant": _A.SMALL_VARIANT,
    "sequence variants": _A.SMALL_VARIANT, "copy number": _A.COPY_NUMBER, "cnv": _A.COPY_NUMBER,
    "cnvs": _A.COPY_NUMBER, "cna": _A.COPY_NUMBER, "copy number change": _A.COPY_NUMBER,
    "copy number changes": _A.COPY_NUMBER, "amplification": _A.AMPLIFICATION, "gain": _A.AMPLIFICATION,
    "deletion": _A.DELETION, "loss": _A.DELETION, "fusion": _A.FUSION, "fusions": _A.FUSION,
    "gene fusion": _A.FUSION, "translocation": _A.FUSION, "splice": _A.SPLICE, "splice variant": _A.SPLICE,
    "splice variants": _A.SPLICE, "exon skipping": _A.SPLICE, "exon level rearrangement": _A.REARRANGEMENT,
    "exon level rearrangements": _A.REARRANGEMENT, "large rearrangement": _A.REARRANGEMENT,
    "large rearrangements": _A.REARRANGEMENT, "exon rearrangement": _A.REARRANGEMENT,
    "tmb": _A.TMB, "msi": _A.MSI, "mmr": _A.MMR, "dmmr": _A.MMR,
    "hrd": _A.HRD,
}  # fmt: skip
"""How lists write the kinds of change; a bare *rearrangement* could be two of them and is none."""
_OFFERED = (
    "small variant, copy number, amplification, deletion, fusion, splice, exon-level rearrangement, TMB, "
    "MSI, MMR, HRD"
)
_SEPARATORS = re.compile(r"[|,;/+]|\band\b", re.IGNORECASE)
_SYMBOL = re.compile(r"[A-Za-z][A-Za-z0-9.-]{0,19}")


class BadPanelCell(Exception):
    """A cell that is not what its column holds; carries column, what was seen and what was expected."""

    def __init__(self, column: str, seen: str, expected: str) -> None:
        super().__init__(seen)
        self.column = column
        self.seen = seen
        self.expected = expected


def panel_row(cells: Mapping[str, str], line: int, as_recorded: bool = False) -> PanelRow:
    """The row of the cells by column; ``line`` is its line in the file, days are written as 2026-01-31.

    Raises ``BadPanelCell`` for a cell that is not what its column holds. What was once recorded stays
    readable: with ``as_recorded`` a tumour type that is gone since is a tumour that is not known.
    """
    types = _types(cells["alteration_types"])
    first, last = (_day(column, cells[column]) for column in ("valid_from", "valid_to"))
    if first and last and last < first:
        raise BadPanelCell("valid_to", cells["valid_to"], "a day on or after valid_from")
    codes = cells["oncotree_codes"].strip()
    scope = scope_of_codes(codes)
    if scope is None and not as_recorded:
        raise BadPanelCell(
            "oncotree_codes", codes, "codes of OncoTree such as LUAD|LUSC, or any, or any solid"
        )
    return PanelRow(
        line=line,
        tumour_label=cells["tumour_label"].strip() or codes,
        scope=scope or Scope(codes),
        gene=_gene(cells["gene"].strip(), types),
        regions=parse_regions(cells["regions"]),
        types=types,
        test_level=cells["test_level"].strip() or None,
        analyte=cells["analyte"].strip() or None,
        valid_from=first,
        valid_to=last,
        source=cells["source"].strip() or None,
    )


def _types(cell: str) -> frozenset[AlterationType]:
    found: set[AlterationType] = set()
    for part in _SEPARATORS.split(cell):
        word = " ".join(part.lower().replace("-", " ").replace("_", " ").split())
        if not word:
            continue
        if word not in _TYPES:
            raise BadPanelCell("alteration_types", part.strip(), f"one or several of: {_OFFERED}")
        found.add(_TYPES[word])
    if not found or len({one.of_tumour for one in found}) > 1:
        raise BadPanelCell(
            "alteration_types",
            cell,
            f"one or several of: {_OFFERED}; TMB, MSI, MMR and HRD in rows of their own",
        )
    return frozenset(found)


def _gene(cell: str, types: frozenset[AlterationType]) -> str | None:
    if all(one.of_tumour for one in types):
        if cell and cell.lower().replace("-", " ") not in _TYPES:
            raise BadPanelCell("gene", cell, "no gene in a row of TMB, MSI, MMR or HRD")
        return None
    if not _SYMBOL.fullmatch(cell):
        raise BadPanelCell("gene", cell, "one gene by its symbol, such as EGFR; one gene a row")
    return gene_meant(cell) or current_symbol(cell)


def _day(column: str, cell: str) -> date | None:
    text = cell.strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadPanelCell(column, text, "a day such as 2026-01-31, or blank") from None


def row_texts(row: PanelRow) -> dict[str, str]:
    """The cells of a row by column, so that ``panel_row`` makes the same row of them."""
    return {
        "tumour_label": row.tumour_label,
        "oncotree_codes": row.scope.text,
        "gene": row.gene or "",
        "regions": row.regions.text,
        "alteration_types": "|".join(one.value for one in AlterationType if one in row.types),
        "test_level": row.test_level or "",
        "analyte": row.analyte or "",
        "valid_from": row.valid_from.isoformat() if row.valid_from else "",
        "valid_to": row.valid_to.isoformat() if row.valid_to else "",
        "source": row.source or "",
    }
