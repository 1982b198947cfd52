"""Copy number, exon-level changes and splice variants as the assay's own VCFs write them, row by row."""

from dataclasses import replace

from data.ingest.calls_to_variants import bare_chromosome
from data.ingest.cells import BadCell, number, whole
from data.ingest.gene_names import gene_name
from data.ingest.problems import ProblemList
from data.ingest.vcf_symbolic import Symbolic, call_of, fold_of, named_gene
from data.reference.splice_junctions import splice_junction
from domain.findings import Build, CopyNumberCall, CopyNumberChange, Rearrangement, SpliceVariant

_NAMED_CALLS = {
    "GAIN": CopyNumberCall.GAIN,
    "LOSS": CopyNumberCall.LOSS,
    "CNLOH": CopyNumberCall.LOH,
    "GAINLOH": CopyNumberCall.GAIN,
}
"""What DRAGEN writes second in the id of a segment (``DRAGEN:GAIN:chr1:1-2``)."""


def _called(row: Symbolic, fold: float | None, section: str, problems: ProblemList) -> CopyNumberCall:
    """Gain or loss: by the allele, else by DRAGEN's id, else by the side of 1 its ratio lies on."""
    parts = row.name.split(":")
    by_name = _NAMED_CALLS.get(parts[1]) if len(parts) > 2 and parts[0] == "DRAGEN" else None
    by_allele = call_of(row.kind)
    if by_name is CopyNumberCall.LOH:
        return by_name
    if by_name is not None and by_allele is not CopyNumberCall.UNKNOWN and by_name is not by_allele:
        problems.note(section, row.line, row.shown, f"one direction; the allele {row.alt} was taken")
    if by_allele is not CopyNumberCall.UNKNOWN:
        _against_ratio(row, by_allele, fold, section, problems)
        return by_allele
    if by_name is not None:
        return by_name
    if row.kind == "CNV" and fold is not None and fold != 1:
        return CopyNumberCall.GAIN if fold > 1 else CopyNumberCall.LOSS
    problems.note(section, row.line, row.shown, "<DUP> or <DEL>; kept as an unknown call")
    return CopyNumberCall.UNKNOWN


def _against_ratio(
    row: Symbolic, call: CopyNumberCall, fold: float | None, section: str, problems: ProblemList
) -> None:
    if fold is None or fold == 1 or (fold > 1) == (call is CopyNumberCall.GAIN):
        return
    problems.note(
        section, row.line, row.shown, f"a ratio that fits a {call}, not {fold:g}; the allele was taken"
    )


def copy_number_change(
    row: Symbolic, section: str, problems: ProblemList
) -> CopyNumberChange | Rearrangement:
    """One segment: a change of its gene, or where the file names none, of its stretch of the genome.

    Raises ``BadCell``.
    """
    fold, fold_text, source = fold_of(row)
    copies, _ = number(row.values.get("CN", row.info.get("CN", "")))
    minor, _ = number(row.values.get("MCN", ""))
    if any(one is not None and one < 0 for one in (copies, minor)):
        raise BadCell(row.shown, "copies of at least 0")
    call = _called(row, fold, section, problems)
    tags = (f"ratio:{source}",) if source else ()
    if row.kind == "CNV" and call is not CopyNumberCall.UNKNOWN and not row.name.startswith("DRAGEN:"):
        tags = (*tags, "direction_by_ratio")
    name = named_gene(row, section, problems)
    if name.reported is not None:
        return CopyNumberChange(name.current, name.reported, call, fold, fold_text, copies, minor, tags)
    return Rearrangement(
        None, None, row.chrom, row.pos, row.end, None, fold, fold_text, call, (*tags, "svtype=CNV")
    )


def exon_change(row: Symbolic, section: str, problems: ProblemList) -> Rearrangement:
    """One row of the exon-level caller (BRCA1, BRCA2); start and end as the file has them.

    Raises ``BadCell``.
    """
    fold, fold_text, _ = fold_of(row)
    name = named_gene(row, section, problems)
    if name.reported is None:
        raise BadCell(row.shown, "a gene in INFO GENE")
    call = _called(row, fold, section, problems)
    return Rearrangement(
        name.current, name.reported, row.chrom, row.pos, row.end, None, fold, fold_text, call
    )


def splice_variant(row: Symbolic, build: Build, section: str, problems: ProblemList) -> SpliceVariant:
    """One junction; its gene and exons are known for the three that the assay reports, on GRCh37 only.

    ``AD`` are the reads across the junction and ``DP`` those of the reference transcript: in this file
    neither is an allele depth, and no frequency is made of them. Raises ``BadCell``.
    """
    end = row.end
    if end is None:
        raise BadCell(row.shown, "the end of the junction in INFO END")
    reads = whole(row.values.get("AD", "").split(",")[-1])
    if reads is None:
        reads = whole(row.info.get("ALTDEDUP", ""))
    reference = whole(row.values.get("DP", ""))
    if reference is None:
        reference = whole(row.info.get("REFDEDUP", ""))
    if any(one is not None and one < 0 for one in (reads, reference)):
        raise BadCell(row.shown, "a count of reads of at least 0")
    tags = ("intergenic",) if row.info.get("INTERGENIC", "False") in {"", "True", "true"} else ()
    name = named_gene(row, section, problems)
    found = SpliceVariant(
        gene=name.current,
        reported_gene=name.reported,
        affected_exon=None,
        breakpoint_1=f"{row.chrom}:{row.pos}",
        breakpoint_2=f"{row.chrom}:{end}",
        supporting_reads=reads,
        reference_reads=reference,
        tags=tags,
    )
    known = None
    if build is not Build.GRCH38:
        known = splice_junction(bare_chromosome(row.chrom), row.pos, end)
    if known is None:
        return found
    return replace(
        found,
        gene=gene_name(known.gene).current,
        reported_gene=name.reported or known.gene,
        affected_exon=known.affected_exon or None,
        tags=(f"junction={known.name}", *tags),
    )
