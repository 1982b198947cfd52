"""What was read from a run, before anybody accepts it: nothing hidden, nothing guessed."""

import unicodedata

import pandas as pd
import streamlit as st

from components.csv_file import Table
from components.keys import wkey
from components.states import nothing_here
from components.table_in_full import table_in_full
from components.text import DASH, counted, day, md
from domain.assessment import missing_words
from domain.findings import Biomarker, BiomarkerState
from domain.problems import Problem, Severity
from domain.readings import FileKind, RunReading, SampleReading

KINDS = {
    FileKind.COMBINED_VARIANT_OUTPUT: "Combined variant output",
    FileKind.METRICS_OUTPUT: "Metrics output",
    FileKind.VCF: "Variant file (VCF)",
    FileKind.BIOMARKER_REPORT: "Biomarker report",
    FileKind.TMB_TRACE: "TMB trace",
    FileKind.TMB_RESULT: "TMB result",
    FileKind.MSI_RESULT: "MSI result",
    FileKind.SAMPLE_ANALYSIS_RESULTS: "Sample analysis results",
    FileKind.ALL_FUSIONS: "All fusions",
    FileKind.BLOOD_FUSIONS: "Fusions of blood",
    FileKind.NIRVANA: "Annotation (Nirvana JSON)",
    FileKind.MAF: "Variant file (MAF)",
    FileKind.COPY_NUMBER_MATRIX: "Copy-number matrix",
    FileKind.STRUCTURAL_VARIANTS: "Structural variants",
    FileKind.TSOPPI_VARIANTS: "Variants (TSOPPI)",
    FileKind.SAMPLE_LIST: "Sample list",
    FileKind.SINGLE_TESTS: "Single tests",
    FileKind.CLINICAL_LIST: "Clinical list",
    FileKind.ACCOMPANYING: "Index or log, not needed",
    FileKind.UNRECOGNISED: "Not recognised",
}
SEVERITIES = {
    Severity.REFUSED_FILE: "File refused",
    Severity.REFUSED_ROW: "Row refused",
    Severity.UNKNOWN: "Not recognised, kept raw",
    Severity.NOTE: "Worth knowing",
}
_SHOWN_PROBLEMS = 500
_PROBLEM_WIDTHS = {"What": 165, "Where": 195, "Seen": 195, "Expected": 490, "Section": 160}
"""In pixels: what was seen and what was expected stand within a screen of 1,280."""


def run_preview(reading: RunReading, run: str) -> None:
    """Draw files, sections, problems and samples of what was read; ``run`` names it for the keys."""
    st.text(summary(reading))
    _files(reading, run)
    # Below each other: half of a small screen cut off what was expected.
    _problems(reading.problems, run)
    _sections(reading, run)
    _tests([one for one in reading.samples if one.findings.test_results], run)
    _listed(reading, run)
    for sample in reading.samples:
        if sample.findings.test_results:
            continue
        with st.expander(f"Sample {md(sample.sample_id)}: {md(outcome_sentence(sample))}"):
            _sample(sample, run)


def summary(reading: RunReading) -> str:
    """What was read and what was not, in one line."""
    refused = {p.file for p in reading.problems if p.severity is Severity.REFUSED_FILE}
    # A damaged file is refused, and therefore not recognised either: it counts once.
    unknown = sum(file.kind is FileKind.UNRECOGNISED and file.name not in refused for file in reading.files)
    rows = sum(p.severity is Severity.REFUSED_ROW for p in reading.problems)
    return (
        f"{counted(len(reading.files), 'file')} ({unknown:,} not recognised, {len(refused):,} refused), "
        f"{counted(len(reading.samples), 'sample')}, {counted(rows, 'refused row')}, "
        f"{counted(len(reading.raw_sections), 'unknown section')}."
    )


def seen_text(seen: str) -> str:
    """What a reader saw, verbatim; bytes that are no text are called so."""
    control = any(unicodedata.category(c) == "Cc" and c not in "\t\r\n" for c in seen)
    if control or seen.count("\N{REPLACEMENT CHARACTER}") * 10 > len(seen):
        return "binary data, not text"
    return seen


def outcome_sentence(sample: SampleReading) -> str:
    """Technical success in words."""
    return (
        f"{sample.outcome.value}, {sample.outcome_reason}" if sample.outcome_reason else sample.outcome.value
    )


def _files(reading: RunReading, run: str) -> None:
    rows = [
        {
            "File": file.name,
            "Recognised as": KINDS[file.kind],
            "Software": " ".join(x for x in (file.software, file.software_version) if x) or DASH,
            "Size (kB)": round(file.size / 1000, 1),
            "SHA-256": file.sha256[:12],
        }
        for file in reading.files
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, key=wkey("files", run), alt="Files of the run")


def _sections(reading: RunReading, run: str) -> None:
    st.subheader("Read by section")
    if not reading.counts:
        nothing_here("No section was read.")
        return
    rows = [
        {
            "File": c.file,
            "Section": c.section,
            "Read": c.read,
            "Taken": c.taken,
            "Refused": c.refused,
            "Without gene": c.without_gene,
            "Known": "yes" if c.recognised else "no, kept raw",
        }
        for c in reading.counts
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, key=wkey("sections", run), alt="Rows read by section")


def _problems(problems: tuple[Problem, ...], run: str) -> None:
    st.subheader(md(f"Problems ({len(problems):,})"))
    if not problems:
        nothing_here("Everything was read as it should be.")
        return
    rows = tuple(
        (
            SEVERITIES[p.severity],
            f"{p.file}, line {p.line}" if p.line else p.file,
            seen_text(p.seen),
            p.expected,
            p.section or None,
        )
        for p in problems[:_SHOWN_PROBLEMS]
    )
    table = Table("Problems of the run", tuple(_PROBLEM_WIDTHS), rows)
    table_in_full(table, run, "problem", of=len(problems), widths=_PROBLEM_WIDTHS)


def _tests(samples: list[SampleReading], run: str) -> None:
    """What single tests showed, a row each: they have no quality metrics to look at."""
    rows = [
        {
            "Test": sample.sample_id,
            "Marker": one.marker,
            "Method": one.method.label,
            "Result": one.result_words,
            "What exactly": one.what or DASH,
            "Value": one.value_words or DASH,
        }
        for sample in samples
        for one in sample.findings.test_results
    ]
    if rows:
        st.subheader(md(f"Single tests ({len(rows):,})"))
        st.dataframe(
            pd.DataFrame(rows), hide_index=True, key=wkey("tests", run), alt="Single tests of the list"
        )


def _listed(reading: RunReading, run: str) -> None:
    """What a list of samples beside the results says: nobody has to look it up when a specimen is added."""
    rows = [
        {
            "Sample": one.sample_id,
            "Run": one.run_id or DASH,
            "Diagnosis": one.diagnosis or DASH,
            "Tumour content": DASH if one.tumour_content is None else f"{one.tumour_content:g} %",
            "Collected": str(one.year_of_collection or DASH),
            "Material": one.material_id or DASH,
        }
        for one in reading.listed
    ]
    if rows:
        st.subheader(md(f"List of samples ({len(rows):,})"))
        st.dataframe(pd.DataFrame(rows), hide_index=True, key=wkey("listed", run), alt="Samples of the list")


def _sample(sample: SampleReading, run: str) -> None:
    found = sample.findings
    st.text(
        f"{sample.assay}, {sample.software or 'software unknown'} {sample.software_version or ''}, "
        f"genome {sample.build.value}, run {sample.run_name or DASH}, output of {day(sample.output_date)}"
    )
    st.text(
        f"{counted(len(found.small_variants), 'small variant')}, "
        f"{counted(len(found.copy_number), 'copy-number change')}, {counted(len(found.fusions), 'fusion')}, "
        f"{counted(len(found.splice_variants), 'splice variant')}, "
        f"{counted(len(found.rearrangements), 'rearrangement')}; "
        f"{counted(sum(v.gene is None for v in found.small_variants), 'small variant')} without a gene, "
        f"{counted(sample.filtered_rows, 'filtered row')} and "
        f"{counted(sample.reference_rows, 'reference row')} counted and not kept."
    )
    for line in missing_words(() if found.test_results else sample.missing):
        st.text(line)
    for biomarker in found.biomarkers:
        st.text(_biomarker_sentence(biomarker))
    verdicts = [
        {"Class": v.quality_class.value.replace("_", " "), "Verdict": v.verdict.value, "Why": v.reason}
        for v in sample.verdicts
    ]
    key = f"{run}/{sample.sample_id}"
    st.dataframe(pd.DataFrame(verdicts), hide_index=True, key=wkey("verdicts", key), alt="Quality by class")
    metrics = [
        {
            "Section": m.section,
            "Metric": f"{m.metric} ({m.unit})" if m.unit else m.metric,
            "At least": m.lower_text or DASH,
            "At most": m.upper_text or DASH,
            "Value": m.value_text or "not run",
            "Verdict": m.verdict.value.replace("_", " "),
        }
        for m in sample.metrics
    ]
    if metrics:
        st.text("Quality metrics against the limits in the file")
        st.dataframe(pd.DataFrame(metrics), hide_index=True, key=wkey("metrics", key), alt="Quality metrics")


def _biomarker_sentence(biomarker: Biomarker) -> str:
    name = biomarker.name.value.upper().replace("_", " ")
    if biomarker.state is BiomarkerState.VALUE:
        return f"{name}: {biomarker.value_words or 'no value'}"
    return f"{name}: {biomarker.state.value.replace('_', ' ')}. {biomarker.reason or ''}"
