"""Reads the small-variant table of TSOPPI, InPreD's pipeline behind TSO500: its columns by their headings.

The table lists the changes that somebody should look at, germline ones included, with what the pipeline
judged of each; changes seen only in the matched normal sample are counted and not taken.
"""

import re
from collections.abc import Iterator

from data.ingest.cells import BadCell, fraction, text_or_none, whole
from data.ingest.flat_tables import FlatTable, flat_table, heads_a_table, read_rows
from data.ingest.gene_names import gene_name
from data.ingest.limits import MAX_EFFECTS_OF_A_CALL
from data.ingest.opening import Opened, read_text
from data.ingest.parts import SamplePart, sample_by_name
from data.ingest.problems import ProblemList
from data.ingest.tables import Fields
from data.ingest.transcript_choice import Why
from data.reference.consequences import consequences
from domain.findings import AnnotationSource, Build, Findings, Origin, SmallVariant
from domain.readings import FileKind
from domain.thresholds import TISSUE_ASSAY

SECTION = "TSOPPI"

_NEEDED = ("Sample_ID", "Gene_symbol", "Genomic_location", "DNA_change", "Inclusion_criteria")
_REMARK = '"Inclusion_criteria" column lists'
_PLACE = re.compile(r"([A-Za-z0-9_.]{1,80}):(\d{1,12})")
_CHANGE = re.compile(r"([ACGTN]{1,100000})>([ACGTN]{1,100000})", re.IGNORECASE)
_VERSION = re.compile(r"Version string:\s*(\S+)")
_EXON = re.compile(r"(?:exon)?(\d[\d-]*(?:/\d+)?)", re.IGNORECASE)
_NORMAL_ONLY = "normal_origin"
_ORIGINS = {"SOM": Origin.SOMATIC, "GL_P": Origin.GERMLINE, "GL_DB": Origin.GERMLINE}
_TAGS = (
    ("TSO500_LocalApp_class", "class"), ("Class_judgement", "judgement"),
    ("Class_judgement_comments", "judgement_comments"), ("Filters", "filters"), ("Tier", "tier"),
    ("CPSR_ACMG_class", "acmg"), ("CPSR_ClinVar_class", "clinvar"),
    ("Inclusion_criteria", "inclusion"), ("Mutation_hotspot", "hotspot"),
    ("AF_normal_DNA", "vaf_normal"), ("AF_tumor_RNA", "vaf_rna"),
)  # fmt: skip


def is_tsoppi_variants(head: str) -> bool:
    """True for the headings of the table, or the remark on them where the remarks are long."""
    return heads_a_table(head, *_NEEDED) or (head.startswith("# [") and _REMARK in head)


def read_tsoppi_variants(opened: Opened, name: str, problems: ProblemList) -> list[SamplePart]:
    """One part for each sample of the table.

    ``Sample_ID`` may be only the beginning of the sample's name (``IPD0000`` of ``IPD0000-D01-P01-A08``):
    where the file is named after the whole, that is the sample. Raises ``Unreadable`` and ``OSError`` as
    ``read_text`` does.
    """
    text, _ = read_text(opened)
    table = flat_table(text)
    software, build = _software(table)
    filtered: dict[str, int] = {}

    def made(fields: Fields) -> Iterator[tuple[str, SmallVariant]]:
        sample = fields.text("Sample_ID")
        if not sample:
            raise BadCell(fields.row.text, "a sample in the column 'Sample_ID'")
        filtered.setdefault(sample, 0)
        if _NORMAL_ONLY in fields.text("Filters"):
            filtered[sample] += 1
            return
        yield sample, _variant(fields, build)

    found, count = read_rows(table, SECTION, made, problems)
    if normal := sum(filtered.values()):
        problems.note(
            SECTION,
            0,
            f"{normal} changes of the matched normal sample alone",
            "changes of the tumour; these were counted and not taken",
        )
    if build is Build.UNKNOWN:
        problems.note(SECTION, 0, "no genome in the version line", "hg19 or hg38 at its end")
    by_sample: dict[str, list[SmallVariant]] = {sample: [] for sample in filtered or {"": 0}}
    for sample, variant in found:
        by_sample[sample].append(variant)
    return [
        SamplePart(
            name,
            FileKind.TSOPPI_VARIANTS,
            _names(sample, name),
            Findings(small_variants=tuple(variants)),
            annotation_source=AnnotationSource.TSOPPI,
            build=build,
            assay=TISSUE_ASSAY,
            software="TSOPPI" if software else None,
            software_version=software,
            counts=() if number else (count,),
            filtered_rows=filtered.get(sample, 0),
        )
        for number, (sample, variants) in enumerate(by_sample.items())
    ]


def _names(sample: str, file: str) -> frozenset[str]:
    whole_name = sample_by_name(file)
    if whole_name.startswith(f"{sample}-"):
        return frozenset({whole_name})
    return frozenset({sample} if sample else ())


def _software(table: FlatTable) -> tuple[str | None, Build]:
    """The version line's pipeline versions, and the genome that it names."""
    match = next((found for one in table.remarks if (found := _VERSION.search(one))), None)
    if match is None:
        return None, Build.UNKNOWN
    parts = match.group(1).lower().split("/")
    if {"hg38", "grch38"} & set(parts):
        return match.group(1), Build.GRCH38
    return match.group(1), Build.GRCH37 if {"hg19", "grch37"} & set(parts) else Build.UNKNOWN


def _place(fields: Fields) -> tuple[str, int, str, str]:
    place = _PLACE.fullmatch(fields.text("Genomic_location"))
    change = _CHANGE.fullmatch(fields.text("DNA_change"))
    if place is None or int(place.group(2)) < 1:
        raise BadCell(fields.text("Genomic_location"), "a place such as 7:140453136")
    if change is None:
        raise BadCell(fields.text("DNA_change"), "a change of bases such as C>T")
    return place.group(1), int(place.group(2)), change.group(1).upper(), change.group(2).upper()


def _terms(written: str) -> tuple[str, ...]:
    """The terms of the Sequence Ontology among those written; ``x:noncoding_variant`` is none."""
    return tuple(one for one in (term.strip() for term in written.split(",")) if one in consequences())


def _transcripts(fields: Fields, chosen: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Every transcript that the table lists; the row's own stands first.

    Groups by consequence are parted by ``;``, transcripts by ``|``: source, gene, perhaps ``Canonical``,
    transcript, perhaps coding and protein change.
    """
    every = [(*chosen, Why.CHOSEN_BY_FILE.value)] if chosen[1] else []
    for group in fields.text("Coding_transcript_consequences").split(";"):
        terms, _, records = group.partition(":")
        for record in records.split("|")[:MAX_EFFECTS_OF_A_CALL]:
            parts = [part for part in record.split(":") if part and part != "Canonical"]
            if len(parts) < 3:
                continue
            changes = {change[:2]: change for change in parts[3:]}
            coding, protein = changes.get("c.", changes.get("n.", "")), changes.get("p.", "")
            every.append((parts[1], parts[2], coding, protein, ":".join(terms.split(",")), ""))
    return tuple(every[:MAX_EFFECTS_OF_A_CALL])


def _variant(fields: Fields, build: Build) -> SmallVariant:
    chrom, position, ref, alt = _place(fields)
    gene = gene_name(fields.text("Gene_symbol"))
    if gene.spoilt:
        raise BadCell(gene.reported or "", "a gene symbol; a spreadsheet has turned it into a date")
    vaf, vaf_text = fraction(fields.text("AF_tumor_DNA"))
    depth = whole(fields.text("Depth_tumor_DNA"))
    if depth is not None and depth < 0:
        raise BadCell(str(depth), "a depth of at least 0 in the column 'Depth_tumor_DNA'")
    protein = text_or_none(fields.text("Protein_change"))
    if protein and not protein.startswith("p."):
        protein = f"p.{protein}"
    coding, terms = text_or_none(fields.text("cDNA_change")), _terms(fields.text("Coding_status"))
    transcript = text_or_none(fields.text("Ensembl_transcript_ID"))
    exon = _EXON.fullmatch(fields.text("Exon_number"))
    said = ((tag, text_or_none(fields.text(column))) for column, tag in _TAGS)
    chosen = (gene.current or "", transcript or "", coding or "", protein or "", ":".join(terms))
    return SmallVariant(
        chrom=chrom,
        pos=position,
        ref=ref,
        alt=alt,
        build=build,
        gene=gene.current,
        reported_gene=gene.reported,
        p_dot=protein,
        c_dot=coding,
        transcript=transcript,
        consequence=terms,
        exon=exon.group(1) if exon else None,
        vaf=vaf,
        vaf_text=vaf_text,
        depth=depth,
        origin=_ORIGINS.get(fields.text("TSO500_LocalApp_class"), Origin.UNKNOWN),
        annotation_source=AnnotationSource.TSOPPI,
        tags=tuple(f"{tag}={text}"[:200] for tag, text in said if text),
        transcripts=_transcripts(fields, chosen),
    )
