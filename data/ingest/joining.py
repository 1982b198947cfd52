"""Joins the files of one upload into samples: results, calls and quality of the same specimen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.ingest.builds import Said, said_beside, said_by_run
from data.ingest.classes_held import held_classes, missing_classes
from data.ingest.content_hash import content_sha256
from data.ingest.joined import Joined, Read
from data.ingest.joined_calls import build_of, joined_calls
from data.ingest.maf import ASSAY as MAF
from data.ingest.merged import Layer, merged
from data.ingest.metrics_output import RUN_WIDE, MetricsOutput
from data.ingest.sample_groups import SampleFiles, sample_groups
from data.ingest.sample_quality import (
    QUALITY_ONLY,
    Libraries,
    outcome_with,
    own_metrics,
    quality_only,
)
from data.ingest.single_tests import part_reading
from data.ingest.study import ASSAY as STUDY
from data.ingest.study import KINDS as STUDY_KINDS
from data.ingest.study import Study
from data.ingest.vcf_file import VcfFile
from data.ingest.vcf_structural import Layout
from domain.findings import Findings
from domain.quality import QualityClass
from domain.quality_rules import class_verdicts, judged, outcome_of, outcome_unless_known, outcome_without
from domain.readings import FileKind, SampleReading, all_missing
from domain.thresholds import BLOOD_ASSAY, TISSUE_ASSAY


@dataclass(frozen=True, slots=True)
class _Run:
    """What all files of an upload say that counts for each of its samples."""

    read: Read
    kinds: frozenset[FileKind]
    said: Said
    """Of the build."""


def join(read: Read) -> Joined:
    """Make one sample of each CombinedVariantOutput, and of each name that none of them claims."""
    joined = Joined()
    # A single test is joined with nothing, not even with results of the same specimen: it has its own
    # assay, outcome and day.
    single = [part for part in read.parts if part.kind is FileKind.SINGLE_TESTS]
    of_no_sample = {FileKind.SAMPLE_LIST, FileKind.ACCOMPANYING}
    alone = {FileKind.SINGLE_TESTS, *of_no_sample}
    others = replace(read, parts=[part for part in read.parts if part.kind not in alone])
    for part in (one for one in read.parts if one.kind in of_no_sample):
        joined.counts.extend(part.counts)
        joined.listed.extend(part.listed)
    for part in single:
        joined.counts.extend(part.counts)
        joined.samples.extend(filter(None, [part_reading(part)]))
    groups = sample_groups(others, joined)
    run = _Run(read, frozenset(part.kind for part in read.parts), said_by_run(groups))
    for files in groups:
        for part in files.parts:
            joined.counts.extend(part.counts)
        if _stands_alone(files, read.metrics):
            joined.samples.append(_sample(files, run, joined))
            continue
        for part in files.parts:
            joined.note(
                part.file,
                "",
                "rows that say more of calls, and no file of the same sample with the calls",
                "the CombinedVariantOutput or the variant file of this sample beside it",
            )
    _columns_without_results(read, joined)
    return joined


def _stands_alone(files: SampleFiles, metrics: Sequence[MetricsOutput]) -> bool:
    """Whether there is anything of the sample but remarks on calls that are not there."""
    if files.results is not None or files.variants:
        return True
    found = any(
        part.findings != Findings() or not (part.annotations or part.kind is FileKind.TMB_TRACE)
        for part in files.parts
    )
    return found or any(files.ids & set(file.samples) for file in metrics)


def _layers(files: SampleFiles, taken: Sequence[VcfFile]) -> list[Layer]:
    """The findings of the files, the CombinedVariantOutput's first, then the laboratory's own reports."""
    layers = []
    if files.results is not None:
        layers.append(Layer(files.results.file, FileKind.COMBINED_VARIANT_OUTPUT, files.results.findings))
    layers += [Layer(part.file, part.kind, part.findings) for part in files.parts]
    layers += [Layer(file.name, FileKind.VCF, file.structural()) for file in taken]
    return layers


def _names(files: SampleFiles) -> tuple[str | None, str | None, str | None]:
    """Pair, DNA and RNA sample id."""
    if files.results is not None:
        return files.results.pair_id, files.results.dna_sample_id, files.results.rna_sample_id
    given = [file.sample_name for file in files.variants] + [
        min(part.sample_ids) for part in files.parts if part.sample_ids
    ]
    name = next(filter(None, given), None) or min(files.ids, default=None)
    dna, rna = _molecules(files)
    return None, name if dna or not rna else None, name if rna else None


def _molecules(files: SampleFiles) -> tuple[bool, bool]:
    """Whether any of the files is of DNA, and whether any is of RNA."""
    of_rna = [part.kind is FileKind.ALL_FUSIONS for part in files.parts] + [
        file.symbolic is not None and file.symbolic.layout is Layout.SPLICING for file in files.variants
    ]
    return not all(of_rna), any(of_rna)


def _first(values: Sequence[str | None]) -> str | None:
    return next((one for one in values if one), None)


def _software(files: SampleFiles) -> tuple[str | None, str | None]:
    if files.results is not None:
        return files.results.software, files.results.software_version
    said: list[tuple[str | None, str | None]] = [
        *((one.calls.software, one.calls.software_version) for one in files.variants),
        *((one.software, one.software_version) for one in files.parts),
    ]
    return next((one for one in said if one[0]), (None, None))


def _assay(files: SampleFiles, study: Study) -> str:
    if files.results is not None:
        return files.results.assay
    if any(part.kind in STUDY_KINDS for part in files.parts) and (panel := study.panel_of(files.ids)):
        return f"panel {panel}"
    said = _first([part.assay for part in files.parts])
    if any(part.kind in STUDY_KINDS and part.kind is not FileKind.MAF for part in files.parts):
        return STUDY if said is None or said == MAF else said
    if said is not None:
        return said
    return "VCF" if files.variants else "unknown"


def _expected_quality(files: SampleFiles, assay: str) -> tuple[QualityClass, ...]:
    """What a whole MetricsOutput of the assay judges beside contamination and small variants."""
    if files.results is None or assay not in {TISSUE_ASSAY, BLOOD_ASSAY}:
        return ()
    has_rna = assay == TISSUE_ASSAY and files.results.rna_sample_id is not None
    return (QualityClass.MSI, QualityClass.COPY_NUMBER, *((QualityClass.RNA,) if has_rna else ()))


def _sample(files: SampleFiles, run: _Run, joined: Joined) -> SampleReading:
    results = files.results
    read, said = run.read, said_beside(files, run.said)
    build = build_of(files, said)
    calls, taken = joined_calls(files, build, said, joined)
    ids = results.sample_ids if results else frozenset(files.ids)
    names = _names(files)
    libraries = Libraries(*names) if results else Libraries()
    own, failed_steps, quality = own_metrics(ids, read.metrics, joined, libraries)
    own = (*own, *(metric for part in files.parts for metric in part.metrics))
    software, version = _software(files)
    verdicts = class_verdicts(own, quality.software if quality else software)
    assay = _assay(files, read.study)
    held = held_classes(files, taken)
    missing = missing_classes(files, held, assay, read.study, run.kinds)
    cut_off = [kind for kind in (results.missing.cut_off if results else ()) if kind not in held]
    known = outcome_unless_known(outcome_of(verdicts), verdicts, _expected_quality(files, assay))
    outcome, reason = outcome_without(outcome_with(known, failed_steps), cut_off)
    found = merged(_layers(files, taken), joined)
    findings = replace(found, small_variants=calls, biomarkers=judged(found.biomarkers, verdicts))
    return SampleReading(
        pair_id=names[0],
        dna_sample_id=names[1],
        rna_sample_id=names[2],
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
            names, assay, version, build, findings, [one for one in own if one.sample != RUN_WIDE], cut_off
        ),
        reference_rows=sum(file.calls.reference_rows for file in taken)
        + sum(part.reference_rows for part in files.parts),
        filtered_rows=sum(file.calls.filtered_rows for file in taken)
        + sum(part.filtered_rows for part in files.parts),
        missing=missing,
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
            joined.samples.extend(
                replace(quality_only(name, file, joined), missing=all_missing(QUALITY_ONLY)) for name in free
            )
            claimed.update(free)
