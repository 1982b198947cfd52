"""Turns one row of a MAF into a small variant; its frequency is set once the whole column is known."""

import re

from data.ingest.cells import BadCell
from data.ingest.gene_names import gene_name
from data.ingest.limits import MAX_EFFECTS_OF_A_CALL
from data.ingest.line_stream import said
from data.ingest.maf_alleles import alleles_of
from data.ingest.tables import Fields
from data.ingest.transcript_choice import Why
from data.reference.consequences import term_of
from data.reference.maf_terms import maf_consequence
from domain.findings import AnnotationSource, Build, Origin, SmallVariant

_TERMS = re.compile(r"[&,;:]")
_TERM = re.compile(r"[0-9A-Za-z_]{1,80}")
_NO_GENE = frozenset({"UNKNOWN", "-", "--"})
_ORIGINS = {"somatic": Origin.SOMATIC, "germline": Origin.GERMLINE}
_TAGS = (
    ("Mutation_Status", "mutation_status"),
    ("FILTER", "filter"),
    ("Hotspot", "hotspot"),
    ("cbp_driver", "cbp_driver"),
)
_PLAIN_TAGS = {"mutation_status": {"somatic", "germline"}, "filter": {"pass"}}
_TAG_CHARACTERS = 200
_PLACE_AMONG_EXONS = re.compile(r"\d{1,4}(?:-\d{1,4})?(?:/\d{1,4})?")

_PROTEIN = ("HGVSp_Short", "Protein_Change", "HGVSp", "Amino_Acid_Change", "AAChange")
_CODING = ("HGVSc", "cDNA_Change")
_TRANSCRIPT = ("Transcript_ID", "Annotation_Transcript", "Feature")
_EXON = ("Exon_Number", "EXON", "Transcript_Exon")


def consequence_of(fields: Fields) -> tuple[str, ...]:
    """The Sequence Ontology terms of ``Consequence``; where it is blank, of ``Variant_Classification``."""
    terms = tuple(term_of(one.strip()) for one in _TERMS.split(said(fields, "Consequence")) if one.strip())
    if terms and all(map(_TERM.fullmatch, terms)):
        return terms
    return maf_consequence(said(fields, "Variant_Classification"))


def passed(fields: Fields) -> bool:
    """Whether the row passed its file's filters; ``common_variant`` is a remark of vcf2maf and no filter."""
    filters = re.split(r"[;,]", said(fields, "FILTER"))
    return all(one.strip().lower() in {"", "pass", "common_variant"} for one in filters)


def _gene(fields: Fields) -> tuple[str | None, str | None]:
    text = said(fields, "Hugo_Symbol")
    if not text or text.upper() in _NO_GENE:
        return None, None
    name = gene_name(text)
    if name.spoilt:
        raise BadCell(
            text,
            "a gene symbol; a spreadsheet has turned it into a date, so nobody can tell which gene it was",
        )
    return name.current, name.reported


def _effects(fields: Fields, chosen: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Every effect that ``all_effects`` of vcf2maf lists; the row's own, with its changes, comes first.

    An effect is gene, consequence, protein change, transcript and RefSeq accessions, parted by commas.
    """
    every = [(*chosen, Why.CHOSEN_BY_FILE.value)]
    for effect in fields.text("all_effects").split(";")[:MAX_EFFECTS_OF_A_CALL]:
        cells = [cell.strip() for cell in effect.split(",")]
        if len(cells) < 4:
            continue
        gene, terms, protein, transcript = cells[:4]
        if transcript and transcript != chosen[1]:
            every.append((gene, transcript, "", protein, ":".join(terms.split("&")), ""))
    return tuple(every)


def _exon(fields: Fields) -> tuple[str | None, tuple[str, ...]]:
    """The exon; what a spreadsheet made of ``10/23`` (``23-Oct``) is none and only told as a tag."""
    text = said(fields, *_EXON)
    if not text or _PLACE_AMONG_EXONS.fullmatch(text):
        return text or None, ()
    return None, (f"exon={text}"[:_TAG_CHARACTERS],)


def _tags(fields: Fields) -> tuple[str, ...]:
    tags = []
    for column, name in _TAGS:
        text = said(fields, column)
        if text and text.lower() not in _PLAIN_TAGS.get(name, ()):
            tags.append(f"{name}={text}"[:_TAG_CHARACTERS])
    return tuple(tags)


def small_variant(fields: Fields, build: Build) -> SmallVariant:
    """The row as a small variant without its frequency; raises ``BadCell`` for one that is refused."""
    alleles = alleles_of(fields)
    gene, reported = _gene(fields)
    consequence, (exon, exon_tags) = consequence_of(fields), _exon(fields)
    protein, coding = said(fields, *_PROTEIN) or None, said(fields, *_CODING) or None
    transcript = said(fields, *_TRANSCRIPT) or None
    transcripts: tuple[tuple[str, ...], ...] = ()
    if transcript:
        chosen = (gene or "", transcript, coding or "", protein or "", ":".join(consequence))
        transcripts = _effects(fields, chosen)
    return SmallVariant(
        chrom=alleles.chrom,
        pos=alleles.pos,
        ref=alleles.ref,
        alt=alleles.alt,
        build=build,
        gene=gene,
        reported_gene=reported,
        p_dot=protein,
        c_dot=coding,
        transcript=transcript,
        consequence=consequence,
        exon=exon,
        vaf=None,
        vaf_text=None,
        depth=None,
        origin=_ORIGINS.get(said(fields, "Mutation_Status").lower(), Origin.UNKNOWN),
        annotation_source=AnnotationSource.MAF,
        tags=(*alleles.tags, *_tags(fields), *exon_tags),
        transcripts=transcripts,
    )
