"""Place and alleles of a MAF row, in the manner of VCF only where the row itself says the bases for it."""

import re
from dataclasses import dataclass

from data.ingest.cells import BadCell
from data.ingest.line_stream import said
from data.ingest.tables import Fields
from domain.findings import Build

NO_BASE = "-"
AS_IN_MAF = "maf_alleles"
"""Tag of a row whose alleles stand as the MAF has them: ``-`` where nothing stands."""

_BASES = re.compile(r"[ACGTNacgtn]{1,100000}")
_WHOLE = re.compile(r"\d{1,12}(?:\.0{1,6})?")
_CHROMOSOME = re.compile(r"[A-Za-z0-9_.*-]{1,80}")
_NUMBERED_SEX = {"23": "X", "24": "Y"}
_BUILD = re.compile(
    r"(?:(?:GRCh|b|hs|ncbi)?(37|38)(?:d5)?(?:[.-]?p\d{1,2})?|hg(19|38)(?:[.-]?p\d{1,2})?)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Alleles:
    """Where a row lies and what it changes."""

    chrom: str
    pos: int
    ref: str
    alt: str
    tags: tuple[str, ...] = ()


def build_of(text: str) -> Build:
    """The build of ``NCBI_Build``: ``37``, ``GRCh37`` and ``hg19`` are one; unknown where it is blank.

    Raises ``BadCell`` for another genome (``36``, ``hg18``, a mouse): its positions must not be joined.
    """
    if not text:
        return Build.UNKNOWN
    match = _BUILD.fullmatch(text)
    if match is None:
        raise BadCell(text, "GRCh37 (37, hg19) or GRCh38 (38, hg38) in the column 'NCBI_Build'")
    return Build.GRCH38 if "38" in match.groups() else Build.GRCH37


def whole_of(fields: Fields, *names: str) -> int | None:
    """A whole number, also one that a program wrote as ``12.0``; raises ``BadCell`` for anything else."""
    text = said(fields, *names)
    if not text:
        return None
    if not _WHOLE.fullmatch(text):
        raise BadCell(text, f"a whole number in the column {names[0]!r}")
    return int(text.split(".")[0])


def _allele(fields: Fields, name: str) -> str:
    text = fields.text(name).strip()
    if text in {"", NO_BASE}:
        return text
    if set(text) == {NO_BASE}:
        return NO_BASE
    if not _BASES.fullmatch(text):
        raise BadCell(text, f"bases (A, C, G, T, N) or - in the column {name!r}")
    return text.upper()


def _chromosome(fields: Fields) -> tuple[str, tuple[str, ...]]:
    text = said(fields, "Chromosome")
    if not _CHROMOSOME.fullmatch(text):
        raise BadCell(text, "a chromosome such as 7 or chr7 in the column 'Chromosome'")
    if text in _NUMBERED_SEX:
        return _NUMBERED_SEX[text], (f"chromosome={text}",)
    return text, ()


def _changed(fields: Fields) -> tuple[str, str, tuple[str, ...]]:
    """Reference and tumour allele; a second tumour allele that differs from both is told."""
    ref = _allele(fields, "Reference_Allele")
    first, second = _allele(fields, "Tumor_Seq_Allele1"), _allele(fields, "Tumor_Seq_Allele2")
    if not ref:
        raise BadCell(fields.row.text, "a reference allele, - for an insertion")
    others = [one for one in dict.fromkeys((second, first)) if one and one != ref]
    if not others:
        raise BadCell(f"{ref} {first} {second}", "a tumour allele other than the reference")
    if ref == NO_BASE and others[0] == NO_BASE:
        raise BadCell(f"{ref} {first} {second}", "bases in one of the alleles")
    return ref, others[0], tuple(f"other_allele={one}" for one in others[1:])


def _given_by_vcf(fields: Fields, chrom: str) -> Alleles | None:
    """Place and alleles of the VCF that the MAF was made of, where its columns are there and whole."""
    place = whole_of(fields, "vcf_pos")
    ref, alt = said(fields, "vcf_ref", "vcf_ref_allele"), said(fields, "vcf_alt", "vcf_alt_allele")
    if not place or not _BASES.fullmatch(ref) or not _BASES.fullmatch(alt) or ref.upper() == alt.upper():
        return None
    return Alleles(chrom, place, ref.upper(), alt.upper())


def _anchored(fields: Fields, row: Alleles) -> Alleles | None:
    """An insertion or deletion with the base before it, where ``flanking_bps`` gives that base.

    vcf2maf writes the bases around the VCF row: one, the base of the VCF, the deleted bases, one more.
    """
    around = said(fields, "flanking_bps").upper()
    deleted = "" if row.ref == NO_BASE else row.ref
    if len(around) != len(deleted) + 3 or not _BASES.fullmatch(around) or around[2:-1] != deleted:
        return None
    base, place = around[1], row.pos - 1 if deleted else row.pos
    if base == "N" or place < 1 or whole_of(fields, "vcf_pos") not in {None, place}:
        return None
    inserted = "" if row.alt == NO_BASE else row.alt
    return Alleles(row.chrom, place, base + deleted, base + inserted)


def alleles_of(fields: Fields) -> Alleles:
    """Where a row lies and what it changes; raises ``BadCell`` for a row that does not say it.

    Substitutions stand as they are. Insertions and deletions lack the base before them: they are written
    as VCF does where ``vcf_pos``, ``vcf_ref`` and ``vcf_alt`` or ``flanking_bps`` give it, else they are
    kept as the MAF has them, with a tag.
    """
    chrom, tags = _chromosome(fields)
    start = whole_of(fields, "Start_Position")
    if not start:
        raise BadCell(fields.row.text, "a position in the column 'Start_Position'")
    ref, alt, other = _changed(fields)
    tags = (*tags, *other)
    end = whole_of(fields, "End_Position")
    last = start + 1 if ref == NO_BASE else start + len(ref) - 1
    if end is not None and end != last:
        tags = (*tags, f"end_position={end}")
    row = Alleles(chrom, start, ref, alt, tags)
    if NO_BASE not in {ref, alt}:
        return row
    found = _given_by_vcf(fields, chrom) or _anchored(fields, row)
    if found is None:
        return Alleles(chrom, start, ref, alt, (AS_IN_MAF, *tags))
    written = f"maf={start}:{ref}>{alt}"
    return Alleles(found.chrom, found.pos, found.ref, found.alt, (written[:200], *tags))
