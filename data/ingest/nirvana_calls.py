"""Turns one position of Nirvana's JSON into small variants, each with its transcripts."""

import re
from dataclasses import dataclass, field
from typing import Any

from data.ingest import limits
from data.ingest.effect_text import Transcripts, harmless
from data.ingest.gene_names import gene_name
from data.ingest.transcript_choice import BESIDE, NOT_CODING, Why, weighed
from data.ingest.vcf_effects import minimal
from domain.findings import AnnotationSource, Build, Origin, SmallVariant

_CHROM = re.compile(r"[^\s,<>#:]{1,60}")
_BASES = re.compile(r"[ACGTNacgtn]+")
_WHOLE = re.compile(r"[1-9]\d{0,9}")
_REFERENCE = frozenset({".", "<NON_REF>", "<*>"})
_ORDER = (Why.MANE_SELECT, Why.REFSEQ_CANONICAL, Why.REFSEQ, Why.ENSEMBL_CANONICAL, Why.MOST_SEVERE)
"""Whose word counts first: TSO500 reports on RefSeq, Ensembl stands where RefSeq has no transcript."""

_RANK = 1 << 14
_FRACTION = "a fraction from 0 to 1 for each allele; the position is kept without it"


@dataclass(frozen=True, slots=True)
class SampleColumn:
    """The sample whose frequency and depth are taken."""

    name: str | None = None
    place: int | None = None


@dataclass(slots=True)
class PositionCalls:
    """What one position gives."""

    calls: list[SmallVariant] = field(default_factory=list)
    is_reference: bool = False
    notes: list[tuple[str, str]] = field(default_factory=list)


def calls_of(position: object, build: Build, column: SampleColumn) -> PositionCalls | str:
    """The calls of a position, one an alternative allele; a text says what was seen where it is none."""
    if not isinstance(position, dict):
        return str(position)[: limits.SEEN_CHARACTERS]
    chrom, pos, ref = (str(position.get(key, "")) for key in ("chromosome", "position", "refAllele"))
    alts = position.get("altAlleles")
    seen = f"{chrom}:{pos} {ref}"
    if not (_CHROM.fullmatch(chrom) and _WHOLE.fullmatch(pos) and _BASES.fullmatch(ref)):
        return seen
    if alts is None or (isinstance(alts, list) and _REFERENCE.issuperset(map(str, alts))):
        return PositionCalls(is_reference=True)
    if not isinstance(alts, list):
        return f"{seen} {alts}"
    made = PositionCalls()
    alleles = [str(alt) for alt in alts]
    values = _sample(position.get("samples"), column)
    fractions, source = _fractions(values, len(alleles), made.notes)
    depth = str(values.get("totalDepth", ""))
    variants = position.get("variants")
    for index, alt in enumerate(alleles):
        if not _BASES.fullmatch(alt):
            continue
        effects = _effects(_variant(variants, alleles, ref, index))
        text = fractions[index] if fractions else None
        made.calls.append(
            SmallVariant(
                chrom,
                int(pos),
                ref.upper(),
                alt.upper(),
                build,
                *effects[0],
                float(text) if text else None,
                text,
                int(depth) if depth.isdecimal() and len(depth) < 10 else None,
                Origin.UNKNOWN,
                AnnotationSource.NIRVANA if effects[1] else AnnotationSource.NONE,
                (f"vaf:{source}",) if text else (),
                effects[1],
            )
        )
    return made


def _sample(samples: object, column: SampleColumn) -> dict[str, Any]:
    if not isinstance(samples, list) or column.place is None or column.place >= len(samples):
        return {}
    one = samples[column.place]
    return one if isinstance(one, dict) else {}


def _fractions(
    values: dict[str, Any], alleles: int, notes: list[tuple[str, str]]
) -> tuple[list[str] | None, str]:
    """The frequency of each allele as the file writes it, or from its read counts, and the field."""
    given = values.get("variantFrequencies")
    if isinstance(given, list) and given:
        texts = [str(one) for one in given]
        if len(texts) == alleles and all(_is_fraction(text) for text in texts):
            return texts, "variantFrequencies"
        notes.append((f"variantFrequencies {', '.join(texts)[:80]}", _FRACTION))
    depths = values.get("alleleDepths")
    if isinstance(depths, list) and len(depths) == alleles + 1:
        reads = [str(one) for one in depths]
        if all(one.isdecimal() and len(one) < 10 for one in reads) and (total := sum(map(int, reads))):
            return [f"{int(one) / total:.4f}" for one in reads[1:]], "alleleDepths"
    return None, ""


def _is_fraction(text: str) -> bool:
    try:
        return len(text) <= 40 and 0 <= float(text) <= 1
    except ValueError:
        return False


def _variant(variants: object, alleles: list[str], ref: str, index: int) -> dict[str, Any]:
    """The entry of one allele: by its place where there is one for each, else by its trimmed alleles."""
    entries = [one for one in variants if isinstance(one, dict)] if isinstance(variants, list) else []
    if len(entries) == len(alleles):
        return entries[index]
    wanted = minimal(ref, alleles[index]), minimal(alleles[index], ref)
    fitting = [
        one for one in entries if (str(one.get("altAllele", "")), str(one.get("refAllele", ""))) == wanted
    ]
    return fitting[0] if len(fitting) == 1 else {}


_Annotation = tuple[str | None, str | None, str | None, str | None, str | None, tuple[str, ...], str | None]


def _effects(variant: dict[str, Any]) -> tuple[_Annotation, Transcripts]:
    """The chosen transcript's gene and changes, and every transcript."""
    listed = variant.get("transcripts")
    found = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    if not found:
        return (None, None, None, None, None, (), None), ()
    weights, rows = [], []
    for one in found:
        why, weight = _weight(one)
        rows.append((*_parts(one), str(why)))
        weights.append(weight)
    at = weights.index(min(weights))
    gene, transcript, coding, protein, terms, _ = rows[at]
    name = _gene(gene)
    exon = _text(found[at], "exons") or None
    chosen = (
        *name,
        protein or None,
        coding or None,
        transcript or None,
        tuple(filter(None, terms.split(":"))),
        exon,
    )
    if len(rows) > limits.MAX_EFFECTS_OF_A_CALL:
        rows, at = [rows[at]], 0
    return chosen, tuple((*row[:5], row[5] if index == at else "") for index, row in enumerate(rows))


def _weight(one: dict[str, Any]) -> tuple[str, int]:
    """Why a transcript would be chosen, and what stands against it."""
    refseq, canonical = _text(one, "source") == "RefSeq", one.get("isCanonical") is True
    if one.get("isManeSelect") is True and refseq:
        why = Why.MANE_SELECT
    elif refseq:
        why = Why.REFSEQ_CANONICAL if canonical else Why.REFSEQ
    else:
        why = Why.ENSEMBL_CANONICAL if canonical else Why.MOST_SEVERE
    weight = weighed(_consequence(one))[1]
    coding = _text(one, "bioType") in {"protein_coding", "mRNA"}
    return why, (weight & BESIDE) + _ORDER.index(why) * _RANK + (weight % BESIDE) + (not coding) * NOT_CODING


def _consequence(one: dict[str, Any]) -> str:
    listed = one.get("consequence")
    return "&".join(harmless(str(term)) for term in listed) if isinstance(listed, list) else ""


def _parts(one: dict[str, Any]) -> tuple[str, str, str, str, str]:
    gene, transcript, coding, protein = (_text(one, key) for key in ("hgnc", "transcript", "hgvsc", "hgvsp"))
    return gene, transcript, coding, protein, weighed(_consequence(one))[0]


def _text(one: dict[str, Any], key: str) -> str:
    value = one.get(key)
    return harmless(value) if isinstance(value, str) else ""


def _gene(reported: str) -> tuple[str | None, str | None]:
    name = gene_name(reported)
    return name.current, name.reported
