"""Turns one entry of ``SampleAnalysisResults.json`` into a finding."""

import re

from data.ingest import limits
from data.ingest.cells import BadCell, fraction, number, text_or_none, whole
from data.ingest.cvo_rows import copy_number_call
from data.ingest.fusion_rows import pair_of
from data.ingest.gene_names import GeneName, fusion_partner, gene_name
from data.ingest.result_json import JsonObject, flag_of, object_of, objects_of, text_of
from data.ingest.transcript_choice import Why
from domain.findings import AnnotationSource, Build, CopyNumberChange, Fusion, SmallVariant

_BASES = re.compile(r"[ACGTNacgtn]+")
_PASSED = frozenset({"PASS", "."})
_UNCHANGED = frozenset({"REFERENCE", "REF", "NEUTRAL", "NONE"})


def _text(found: JsonObject, key: str) -> str | None:
    return text_or_none(text_of(found.get(key)))


def _count(found: JsonObject, key: str) -> int | None:
    count = whole(text_of(found.get(key)))
    if count is not None and count < 0:
        raise BadCell(str(count), f"a number of at least 0 as {key}")
    return count


def _passed(found: JsonObject) -> bool:
    """Whether an entry passed; only a file that writes filters can say that it did not."""
    said = [text_of(found.get(key)) for key in ("filter", "vcfFilter")]
    said += [text_of(one) for key in ("filters", "vcfFilters") for one in objects_of(found.get(key))]
    return all(one.upper() in _PASSED for one in said if one)


def _place(found: JsonObject, chromosome: str, position: str) -> tuple[str, int]:
    chrom, place = _text(found, chromosome), whole(text_of(found.get(position)))
    if chrom is None or any(blank in chrom for blank in " :,"):
        raise BadCell(chrom or "nothing", f"a chromosome such as chr7 as {chromosome}")
    if place is None or place < 1:
        raise BadCell(text_of(found.get(position)), f"a position as {position}")
    return chrom, place


def _whole_gene(found: JsonObject) -> GeneName:
    name = gene_name(text_of(found.get("gene")))
    if name.reported is None or name.spoilt:
        raise BadCell(name.reported or "nothing", "a gene symbol as gene")
    return name


def small_variant(found: JsonObject, build: Build) -> SmallVariant | None:
    """One entry of smallVariants; ``None`` where the file says that it did not pass."""
    chrom, position = _place(found, "vcfChromosome", "vcfPosition")
    ref, alt = text_of(found.get("vcfRefAllele")), text_of(found.get("vcfAltAllele"))
    if not _BASES.fullmatch(ref) or not _BASES.fullmatch(alt):
        raise BadCell(f"{ref}>{alt}", "bases (A, C, G, T, N) as vcfRefAllele and vcfAltAllele")
    vaf, vaf_text = fraction(text_of(found.get("vcfVariantFrequency")))
    depth = _count(found, "totalDepth")
    if not _passed(found):
        return None
    chosen, every = _effects(found)
    name = gene_name(text_of(chosen.get("hgnc")))
    return SmallVariant(
        chrom=chrom,
        pos=position,
        ref=ref.upper(),
        alt=alt.upper(),
        build=build,
        gene=name.current,
        reported_gene=name.reported,
        p_dot=_text(chosen, "hgvsp"),
        c_dot=_text(chosen, "hgvsc"),
        transcript=_text(chosen, "transcript"),
        consequence=_terms(chosen),
        exon=_text(chosen, "exons"),
        vaf=vaf,
        vaf_text=vaf_text,
        depth=depth,
        annotation_source=AnnotationSource.NIRVANA if chosen else AnnotationSource.NONE,
        transcripts=every,
    )


def _terms(transcript: JsonObject) -> tuple[str, ...]:
    return tuple(term for one in objects_of(transcript.get("consequence")) if (term := text_of(one)))


def _effects(found: JsonObject) -> tuple[JsonObject, tuple[tuple[str, ...], ...]]:
    """The transcript that speaks for a call (RefSeq canonical, any RefSeq, Ensembl canonical), and all."""
    transcripts = [
        object_of(one)
        for variant in objects_of(found.get("nirvana"))
        for one in objects_of(object_of(variant).get("transcripts"))
    ]
    if not transcripts:
        return {}, ()

    def rank(one: JsonObject) -> int:
        refseq = text_of(one.get("source")).lower() == "refseq"
        canonical = flag_of(text_of(one.get("isCanonical"))) is True
        return 3 if refseq and canonical else 2 if refseq else 1 if canonical else 0

    chosen = max(transcripts, key=rank)
    why = (Why.CHOSEN_BY_FILE, Why.ENSEMBL_CANONICAL, Why.REFSEQ, Why.REFSEQ_CANONICAL)[rank(chosen)]
    kept = transcripts if len(transcripts) <= limits.MAX_EFFECTS_OF_A_CALL else [chosen]
    return chosen, tuple(
        (
            text_of(one.get("hgnc")),
            text_of(one.get("transcript")),
            text_of(one.get("hgvsc")),
            text_of(one.get("hgvsp")),
            ":".join(_terms(one)),
            why if one is chosen else "",
        )
        for one in kept
    )


def copy_number(found: JsonObject) -> CopyNumberChange | None:
    """One entry of copyNumberVariants; ``None`` for a gene without a change."""
    name = _whole_gene(found)
    fold, fold_text = number(text_of(found.get("foldChange")))
    kind = text_of(found.get("copyNumberType"))
    if kind.strip("<>").upper() in _UNCHANGED or not _passed(found):
        return None
    return CopyNumberChange(name.current, name.reported, copy_number_call(kind), fold, fold_text, None)


def _partner(found: JsonObject, key: str) -> tuple[GeneName, str | None, int | None]:
    one = object_of(found.get(key))
    name = fusion_partner(text_of(one.get("gene")))
    if name.spoilt:
        raise BadCell(name.reported or "", "a gene symbol; a spreadsheet has turned it into a date")
    if _text(one, "chromosome") is None and _text(one, "position") is None:
        return name, None, _count(one, "referenceReads")
    chrom, position = _place(one, "chromosome", "position")
    return name, f"{chrom}:{position}", _count(one, "referenceReads")


def dna_fusion(found: JsonObject) -> Fusion | None:
    """One entry of dnaFusions (blood); ``None`` where the file says that it did not pass."""
    first, place_1, reads_1 = _partner(found, "partner1")
    second, place_2, reads_2 = _partner(found, "partner2")
    if not first.reported and not second.reported:
        raise BadCell("no gene", "a gene of partner1 or partner2")
    if not _passed(found):
        return None
    known = flag_of(text_of(found.get("fusionDirectionalityKnownAndIndicatedByGeneOrder"))) is True
    total = _text(found, "totalReads")
    return Fusion(
        gene_pair=pair_of(first, second, known),
        gene_5=first.current,
        gene_3=second.current,
        direction_known=known,
        breakpoint_1=place_1,
        breakpoint_2=place_2,
        supporting_reads=_count(found, "fusionSupportingReads"),
        reference_reads_1=reads_1,
        reference_reads_2=reads_2,
        molecule="dna",
        tags=(f"total_reads={total}",) if total else (),
    )
