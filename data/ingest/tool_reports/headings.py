"""The headings by which a column of a tool's table is recognised."""

from data.reference import codes
from data.reference.words import plain
from domain.tool_reports import OF_SCHEME, ToolField

_HEADINGS: dict[str, tuple[str, ...]] = {
    ToolField.SAMPLE_ID: (
        "tumor_sample_barcode", "sample_id", "sample", "sample name", "sampleid", "specimen id", "staal",
        "échantillon",
    ),
    ToolField.GENE: ("hugo_symbol", "gene", "gene symbol", "gene name", "genes", "gen", "gène"),
    ToolField.CHANGE: (
        "hgvsp_short", "protein change", "hgvsp", "hgvs p", "p dot", "amino acid change", "aa change",
        "alteration", "variant", "variant name", "change", "hgvsc", "hgvs c", "c dot", "coding change",
        "fusion", "copy_number_alteration",
    ),
    ToolField.CHROM: ("chromosome", "chrom", "chr"),
    ToolField.POS: ("start_position", "position", "pos", "start"),
    ToolField.REF: ("reference_allele", "ref", "reference"),
    ToolField.ALT: ("tumor_seq_allele2", "alt", "alternate", "alternative allele"),
    ToolField.SCHEME: ("scheme", "classification scheme", "guideline", "evidence scheme"),
    ToolField.LEVEL: ("level", "tier", "classification", "evidence level", "class"),
    ToolField.TOOL: ("tool", "software", "platform", "source"),
    ToolField.TOOL_VERSION: ("tool version", "version", "software version", "knowledge base version"),
    ToolField.SAID_ON: (
        "date", "report date", "date of the report", "reported on", "datum", "annotation date",
    ),
    ToolField.COMMENT: (
        "comment", "comments", "remark", "interpretation", "mutation_effect", "level_1", "level_2",
        "level_3a", "level_3b", "level_4", "level_r1", "level_r2",
    ),
    # A table that has HIGHEST_LEVEL has no pair of columns for sensitivity and resistance, and the reverse.
    f"{OF_SCHEME}oncokb": ("highest_sensitive_level", "highest_level"),
    f"{OF_SCHEME}oncokb_oncogenic": ("oncogenic",),
    f"{OF_SCHEME}oncokb_resistance": ("highest_resistance_level",),
    f"{OF_SCHEME}escat": ("escat", "escat tier", "escat level"),
    f"{OF_SCHEME}amp_asco_cap": ("amp asco cap", "amp tier", "amp classification", "amp asco cap tier"),
    f"{OF_SCHEME}compermed_biological": ("biological class", "pathogenicity", "compermed biological class"),
    f"{OF_SCHEME}compermed_clinical": ("compermed tier", "clinical tier"),
    f"{OF_SCHEME}oncogenicity": ("oncogenicity", "clingen oncogenicity"),
    f"{OF_SCHEME}nct_dktk": ("nct dktk", "nct level", "m level"),
}  # fmt: skip
ONLY_ONCOKB = ("gene_in_oncokb", "variant_in_oncokb", "highest_level", "highest_sensitive_level", "oncogenic")
"""Headings that the annotator of OncoKB writes: its table names no tool."""
RESISTANCE_COLUMN = f"{OF_SCHEME}oncokb_resistance"
"""Levels of the scheme ``oncokb``, of resistance: a column beside that of sensitivity."""

_BY_WORDS = {plain(word): held for held, words in _HEADINGS.items() for word in words}


def holds(heading: str) -> str | None:
    """What a column under this heading holds; ``None`` where the heading is not known."""
    return _BY_WORDS.get(plain(heading))


def choices_of_columns() -> tuple[tuple[str, str], ...]:
    """Every scheme whose levels a column can hold: what is stored, and how it is shown."""
    schemes = [(f"{OF_SCHEME}{one.code}", f"Level: {one.label}") for one in codes.codes("evidence_scheme")]
    return (*schemes, (RESISTANCE_COLUMN, "Level: OncoKB, of resistance"))


def scheme_of(held: str) -> str | None:
    """The scheme whose levels a column holds; ``None`` for a column that holds something else."""
    if held == RESISTANCE_COLUMN:
        return "oncokb"
    return held.removeprefix(OF_SCHEME) if held.startswith(OF_SCHEME) else None
