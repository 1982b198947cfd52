"""The small variants of one sample: called by one file, completed by what the others say of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from data.ingest.builds import Said, build_of_silent
from data.ingest.calls_to_variants import Annotations, key_of, small_variants
from data.ingest.joined import Joined
from data.ingest.row_words import row_words
from data.ingest.sample_groups import SampleFiles
from data.ingest.vcf_file import SECTION, VcfFile
from domain.findings import AnnotationSource, Build, Origin, SmallVariant
from domain.phase import of_file, without_phase
from domain.readings import FileKind

_RANK = (FileKind.NIRVANA, FileKind.TSOPPI_VARIANTS, FileKind.MAF)
"""Whose rows may stand as calls where no variant file has them, after the CombinedVariantOutput."""


@dataclass(frozen=True, slots=True)
class CallLayer:
    """Small variants of one file."""

    file: str
    rows: tuple[SmallVariant, ...]
    are_calls: bool


@dataclass(frozen=True, slots=True)
class _Span:
    """Where the calls of a file stand among those of its sample; what completes them keeps their order."""

    file: VcfFile
    begin: int
    end: int


def build_of(files: SampleFiles, said: Said) -> Build:
    """The build that a sample's positions count on; every TSO500 pipeline counts on GRCh37.

    Where its files do not agree the first that says one counts, and the others are refused; where none of
    them says one, what the run's other files agree on.
    """
    if files.results is not None:
        return Build.GRCH37
    builds = [one.calls.build for one in files.variants] + [one.build for one in files.parts]
    return next((one for one in builds if one is not Build.UNKNOWN), said.build)


def _fits(
    file: VcfFile, build: Build, said: Said, annotations: Annotations, from_results: bool, joined: Joined
) -> Build | None:
    """The build that a file's positions count on, ``None`` when it must not be joined."""
    own = file.calls.build
    if own is build and own is not Build.UNKNOWN:
        return build
    if own is not Build.UNKNOWN and build is not Build.UNKNOWN:
        joined.refuse(
            file.name,
            f"positions on {own}",
            f"positions on {build} as in the sample's other file; the builds are never mixed",
        )
        return None
    if own is Build.UNKNOWN and from_results:
        if not annotations.has_any(file.calls) and file.calls.positions:
            joined.refuse(
                file.name,
                "no contig lengths, and no call that stands in the CombinedVariantOutput",
                f"a variant file that says it counts on {build}",
            )
            return None
        joined.note(
            file.name, SECTION, "no contig lengths in the header", f"{build}, as its calls agree with"
        )
        return build
    return own if own is not Build.UNKNOWN else build_of_silent(file, said, joined)


def joined_calls(
    files: SampleFiles, build: Build, said: Said, joined: Joined
) -> tuple[tuple[SmallVariant, ...], list[VcfFile]]:
    """The small variants of a sample, and the variant files whose calls they are.

    The numbers come from the variant files, gene and protein from the CombinedVariantOutput; then Nirvana,
    TSOPPI and MAF rows and the TMB trace complete what is missing.
    """
    results = files.results
    rows = results.findings.small_variants if results else ()
    annotations = Annotations(rows)
    spans: list[_Span] = []
    variants: list[SmallVariant] = []
    for file in files.variants:
        agreed = _fits(file, build, said, annotations, results is not None, joined)
        if agreed is None:
            continue
        differing: list[str] = []
        made = small_variants(file.calls, agreed, annotations, differing)
        if differing:
            joined.note(
                file.name,
                SECTION,
                f"{len(differing)} calls whose own annotation says otherwise than the CombinedVariantOutput, "
                f"such as {differing[0]}",
                "the same gene and protein change in both; those of the CombinedVariantOutput were taken",
            )
        if spans:
            made = [replace(one, tags=of_file(one.tags, len(spans))) for one in made]
        begin = len(variants)
        variants = _added(variants, made, file, joined)
        spans.append(_Span(file, begin, len(variants)))
    taken = [span.file for span in spans]
    if missing := annotations.unused():
        if taken and results is not None and variants:
            joined.note(
                results.file,
                "Small Variants",
                f"{row_words(len(missing))} not in {taken[0].name}",
                "the same calls in both files; these were kept with the numbers of this file",
            )
        variants.extend(missing)
    for layer in _layers(files, build, joined):
        variants = _completed(variants, layer, joined)
    _count_without_gene(variants, spans, results is not None, joined)
    return tuple(variants), taken


def _count_without_gene(
    variants: Sequence[SmallVariant], spans: Sequence[_Span], from_results: bool, joined: Joined
) -> None:
    """Count each variant file's rows, and tell where its calls stayed without a gene and what would help."""
    for span in spans:
        calls = variants[span.begin : span.end]
        without = sum(one.gene is None for one in calls)
        joined.counts.append(span.file.count(without))
        if without:
            joined.note(
                span.file.name,
                SECTION,
                f"{without} of {len(calls)} calls without a gene",
                "a gene for each; the CombinedVariantOutput names none at these positions"
                if from_results
                else "the CombinedVariantOutput or the annotation (JSON) of the sample, which name genes",
            )


def _added(
    before: list[SmallVariant], made: list[SmallVariant], file: VcfFile, joined: Joined
) -> list[SmallVariant]:
    """The calls of a file that the sample does not have yet; the first of two equal ones counts."""
    calls = file.calls
    once = made
    # Keys are made of all calls only where they are needed: most samples have one file, each call once.
    if before or len({*zip(calls.chroms, calls.positions, calls.refs, calls.alts, strict=True)}) < len(made):
        first: dict[str, SmallVariant] = {}
        for one in made:
            first.setdefault(one.variant_key, one)
        once = list(first.values())
    if twice := len(made) - len(once):
        joined.note(
            file.name,
            SECTION,
            "1 call that stands there twice" if twice == 1 else f"{twice} calls that stand there twice",
            "each call once; the first row gave its numbers",
        )
    known = {one.variant_key for one in before}
    new = [one for one in once if one.variant_key not in known] if known else once
    if len(new) < len(once):
        joined.note(
            file.name,
            SECTION,
            f"{len(once) - len(new)} calls that stand in another file of the sample",
            "each call once; the first file gave their numbers",
        )
    return [*before, *new] if before else new


def _layers(files: SampleFiles, build: Build, joined: Joined) -> Iterable[CallLayer]:
    """The rows of the other files in the order of their rank; those of another build are refused."""
    ranked = sorted(
        (one for one in files.parts if one.findings.small_variants or one.annotations),
        key=lambda one: _RANK.index(one.kind) if one.kind in _RANK else len(_RANK),
    )
    for part in ranked:
        if build not in {part.build, Build.UNKNOWN} and part.build is not Build.UNKNOWN:
            joined.refuse(
                part.file,
                f"positions on {part.build}",
                f"positions on {build} as in the sample's other file; the builds are never mixed",
                part.kind,
            )
            continue
        for rows, are_calls in ((part.findings.small_variants, True), (part.annotations, False)):
            if rows:
                of_build = rows
                if part.build is Build.UNKNOWN and build is not Build.UNKNOWN:
                    of_build = tuple(replace(row, build=build) for row in rows)
                    if are_calls:
                        joined.note(
                            part.file, part.kind, "rows that do not say their build",
                            f"a build in each; {build} was taken, as the files beside it say",
                        )  # fmt: skip
                yield CallLayer(part.file, of_build, are_calls)


def _completed(variants: list[SmallVariant], layer: CallLayer, joined: Joined) -> list[SmallVariant]:
    """The calls with what a layer says of them, and the layer's own calls that no file had."""
    rows = Annotations(layer.rows)
    other_gene: list[str] = []
    made: list[SmallVariant] = []
    for one in variants:
        said = rows.find(key_of(one))
        if said is None:
            made.append(one)
            continue
        if one.gene and said.gene and one.gene != said.gene and not _lists(said, one):
            other_gene.append(f"{one.gene} and {said.gene} at {one.chrom}:{one.pos}")
        made.append(_with(one, said))
    if other_gene:
        joined.note(
            layer.file,
            SECTION,
            f"{len(other_gene)} calls with another gene, such as {other_gene[0]}",
            "the same gene in every file of the sample; the first file's gene was kept",
        )
    if layer.are_calls and (new := rows.unused()):
        if made:
            joined.note(
                layer.file,
                SECTION,
                f"{len(new)} calls that stand in no other file of the sample",
                "the same calls in every file; these were kept with the numbers of this file",
            )
        made.extend(replace(one, tags=without_phase(one.tags)) if made else one for one in new)
    return made


def _lists(said: SmallVariant, one: SmallVariant) -> bool:
    """Whether a row that names several genes at a place names the call's gene among them."""
    return not {one.gene, one.reported_gene}.isdisjoint((said.reported_gene or "").split(";"))


def _with(one: SmallVariant, said: SmallVariant) -> SmallVariant:
    """A call completed by another file's row of the same alleles."""
    unannotated = one.gene is None and not one.consequence and one.p_dot is None and one.c_dot is None
    if unannotated and said.annotation_source is not AnnotationSource.NONE:
        one = replace(
            one,
            gene=said.gene,
            reported_gene=said.reported_gene,
            p_dot=said.p_dot,
            c_dot=said.c_dot,
            transcript=said.transcript,
            consequence=said.consequence,
            exon=said.exon,
            annotation_source=said.annotation_source,
        )
    vaf, text = (one.vaf, one.vaf_text) if one.vaf_text else (said.vaf, said.vaf_text)
    return replace(
        one,
        tags=(*one.tags, *(tag for tag in without_phase(said.tags) if tag not in one.tags)),
        origin=said.origin if one.origin is Origin.UNKNOWN else one.origin,
        transcripts=one.transcripts or said.transcripts,
        vaf=vaf,
        vaf_text=text,
        depth=one.depth if one.depth is not None else said.depth,
    )
