"""Joins the files of one upload into samples: results, calls and quality of the same specimen."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from data.ingest.calls_to_variants import Annotations, small_variants
from data.ingest.combined_variant_output import CombinedVariantOutput
from data.ingest.content_hash import content_sha256
from data.ingest.joined import Joined, Read
from data.ingest.metrics_output import RUN_WIDE, MetricsOutput
from data.ingest.sample_quality import outcome_with, own_metrics, quality_only
from data.ingest.vcf_file import SECTION, VcfFile
from domain.findings import Build, Findings, SmallVariant
from domain.quality_rules import class_verdicts, judged, outcome_of
from domain.readings import SampleReading


def join(read: Read) -> Joined:
    """Make one sample of each CombinedVariantOutput, and of each variant file that none of them claims."""
    joined = Joined()
    free = list(read.variants)
    for results in _without_copies(read.results, joined):
        own = [file for file in free if file.belongs_to(results.sample_ids)]
        free = [file for file in free if file not in own]
        joined.samples.append(_sample(results, own, read.metrics, joined))
    for group in _by_sample(free):
        joined.samples.append(_sample(None, group, read.metrics, joined))
    _columns_without_results(read, joined)
    return joined


def _without_copies(results: Iterable[CombinedVariantOutput], joined: Joined) -> list[CombinedVariantOutput]:
    """A run folder often holds the same output twice: a true copy is taken once."""
    kept: list[CombinedVariantOutput] = []
    for one in results:
        same = [other for other in kept if other.sample_ids and other.sample_ids == one.sample_ids]
        if any(other.findings == one.findings for other in same):
            joined.note(
                one.file, "", f"the same results as in {same[0].file}", "each sample once; taken once"
            )
            continue
        if same:
            joined.note(
                one.file,
                "",
                f"other results for the sample of {same[0].file}",
                "one set of results for each sample; both are shown, take one",
            )
        kept.append(one)
    return kept


def _by_sample(files: Iterable[VcfFile]) -> list[list[VcfFile]]:
    groups: dict[str, list[VcfFile]] = {}
    for file in files:
        groups.setdefault(file.sample_name or file.stem, []).append(file)
    return list(groups.values())


def _build_of(results: CombinedVariantOutput | None, files: Sequence[VcfFile]) -> Build:
    if results is not None:
        return Build.GRCH37
    return next((one.calls.build for one in files if one.calls.build is not Build.UNKNOWN), Build.UNKNOWN)


def _fits(
    file: VcfFile, build: Build, annotations: Annotations, from_results: bool, joined: Joined
) -> Build | None:
    """The build that a file's positions count on, ``None`` when it must not be joined."""
    own = file.calls.build
    if own is build:
        return build
    if own is not Build.UNKNOWN and build is not Build.UNKNOWN:
        joined.refuse(
            file.name,
            f"positions on {own}",
            f"positions on {build} as in the sample's other file; the builds are never mixed",
        )
        return None
    if own is Build.UNKNOWN and from_results:
        found = any(map(annotations.has, small_variants(file.calls, build, Annotations(()))))
        if not found and file.calls.positions:
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
    if own is Build.UNKNOWN:
        joined.note(
            file.name, SECTION, "no contig lengths in the header", "lengths that tell GRCh37 from GRCh38"
        )
    return own


def _calls(
    results: CombinedVariantOutput | None, files: Sequence[VcfFile], build: Build, joined: Joined
) -> tuple[tuple[SmallVariant, ...], list[VcfFile]]:
    """The small variants of a sample from its variant files and its CombinedVariantOutput."""
    rows = results.findings.small_variants if results else ()
    annotations = Annotations(rows)
    taken: list[VcfFile] = []
    variants: list[SmallVariant] = []
    for file in files:
        agreed = _fits(file, build, annotations, results is not None, joined)
        if agreed is None:
            continue
        made = small_variants(file.calls, agreed, annotations)
        without = sum(one.gene is None for one in made)
        joined.counts.append(file.count(without))
        if without:
            joined.note(
                file.name,
                SECTION,
                f"{without} of {len(made)} calls without a gene",
                "the CombinedVariantOutput of the same sample, which names the genes of its calls"
                if results is None
                else "a gene for each; the CombinedVariantOutput names none at these positions",
            )
        variants = _added(variants, made, file, joined) if taken else made
        taken.append(file)
    missing = annotations.unused()
    if taken and results is not None and missing:
        joined.note(
            results.file,
            "Small Variants",
            f"{len(missing)} rows that are not in {taken[0].name}",
            "the same calls in both files; these were kept with the numbers of this file",
        )
    return (*variants, *missing) if missing else tuple(variants), taken


def _added(
    before: Sequence[SmallVariant], made: list[SmallVariant], file: VcfFile, joined: Joined
) -> list[SmallVariant]:
    """The calls of a second file of the sample that the first one did not have."""
    known = {one.variant_key for one in before}
    new = [one for one in made if one.variant_key not in known]
    if len(new) < len(made):
        joined.note(
            file.name,
            SECTION,
            f"{len(made) - len(new)} calls that stand in another file of the sample",
            "each call once; the first file gave their numbers",
        )
    return [*before, *new]


def _sample(
    results: CombinedVariantOutput | None,
    files: Sequence[VcfFile],
    metrics: Iterable[MetricsOutput],
    joined: Joined,
) -> SampleReading:
    build = _build_of(results, files)
    calls, taken = _calls(results, files, build, joined)
    name = next((file.sample_name or file.stem for file in files), None)
    ids = results.sample_ids if results else frozenset(filter(None, [name]))
    own, failed_steps, quality = own_metrics(ids, metrics, joined)
    software = results.software if results else next((file.calls.software for file in files), None)
    version = (
        results.software_version if results else next((file.calls.software_version for file in files), None)
    )
    verdicts = class_verdicts(own, quality.software if quality else software)
    outcome, reason = outcome_with(outcome_of(verdicts), failed_steps)
    found = replace(results.findings if results else Findings(), small_variants=calls)
    findings = replace(found, biomarkers=judged(found.biomarkers, verdicts))
    pair, dna, rna = (
        (results.pair_id, results.dna_sample_id, results.rna_sample_id) if results else (None, name, None)
    )
    assay = results.assay if results else "VCF"
    return SampleReading(
        pair_id=pair,
        dna_sample_id=dna,
        rna_sample_id=rna,
        assay=assay,
        software=software,
        software_version=version,
        run_name=results.run_name if results else None,
        run_date=results.run_date if results else None,
        output_date=results.output_date if results else None,
        build=build,
        findings=findings,
        metrics=own,
        verdicts=verdicts,
        outcome=outcome,
        outcome_reason=reason,
        content_sha256=content_sha256(
            (pair, dna, rna), assay, version, build, findings, [one for one in own if one.sample != RUN_WIDE]
        ),
        reference_rows=sum(file.calls.reference_rows for file in taken),
        filtered_rows=sum(file.calls.filtered_rows for file in taken),
    )


def _columns_without_results(read: Read, joined: Joined) -> None:
    """Columns that no result claims: listed, and shown as samples only where quality came alone."""
    claimed = {
        name for one in joined.samples for name in (one.pair_id, one.dna_sample_id, one.rna_sample_id) if name
    }
    alone = not joined.samples
    for file in read.metrics:
        free = [name for name in file.samples if name not in claimed]
        if free and not alone:
            joined.note(
                file.file,
                "",
                "columns without results: " + ", ".join(free),
                "results for every column (a control without template has none)",
            )
        if alone:
            joined.samples.extend(quality_only(name, file, joined) for name in free)
            claimed.update(free)
