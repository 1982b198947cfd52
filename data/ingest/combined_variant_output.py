"""Reads a CombinedVariantOutput (LocalApp 2.2, DRAGEN 2.1 to 2.6, tissue and blood)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from data.ingest import cvo_rows
from data.ingest.biomarkers import biomarkers_of, not_assessed
from data.ingest.cells import BadCell, day, text_or_none
from data.ingest.cut_output import LAST, MissingSections, missing_sections, without_half_line
from data.ingest.cvo_columns import small_variants_at_once
from data.ingest.problems import ProblemList
from data.ingest.sections import Section, SectionedFile, once
from data.ingest.tables import Fields, TableShape, key_values, read_table
from domain.assessment import class_words
from domain.findings import Biomarker, BiomarkerName, BiomarkerState, Findings
from domain.problems import Severity
from domain.readings import RawSection, SectionCount
from domain.thresholds import BLOOD_ASSAY, TISSUE_ASSAY

BANNER = re.compile(r"(.*TruSight Oncology 500.*?)\s+-\s+Combined Variant Output\s*", re.IGNORECASE)
"""The first line of every version."""

_BANNER_VERSION = re.compile(r"\bv(\d+(?:\.\d+)+)")
_BREAKPOINTS = ("Breakpoint 1", "Breakpoint 2")
_REARRANGEMENT = TableShape("Gene", ("Gene", "CNV Type"))
_FUSION = TableShape("Gene Pair", ("Gene Pair", *_BREAKPOINTS))

Rows = Callable[[Fields, str, ProblemList], Any]


def _rna_fusion(fields: Fields, section: str, problems: ProblemList) -> Any:
    return cvo_rows.fusion(fields, section, problems, "rna")


def _dna_fusion(fields: Fields, section: str, problems: ProblemList) -> Any:
    return cvo_rows.fusion(fields, section, problems, "dna")


TABLES: dict[str, tuple[str, TableShape, Rows]] = {
    "gene amplifications": (
        "copy_number",
        TableShape("Gene", ("Gene", "Fold Change")),
        cvo_rows.amplification,
    ),
    "copy number variants": (
        "copy_number",
        TableShape("Gene", ("Gene", "Fold Change")),
        cvo_rows.copy_number_variant,
    ),
    "loss of heterozygosity": (
        "copy_number",
        TableShape("Gene", ("Gene", "Minor Copy Number")),
        cvo_rows.loss_of_heterozygosity,
    ),
    "splice variants": (
        "splice_variants",
        TableShape("Gene", ("Gene", *_BREAKPOINTS)),
        cvo_rows.splice_variant,
    ),
    "fusions": ("fusions", _FUSION, _rna_fusion),
    "dna fusions": ("fusions", _FUSION, _dna_fusion),
    "data fusions": ("fusions", _FUSION, _dna_fusion),
    "exon-level cnvs": ("rearrangements", _REARRANGEMENT, cvo_rows.rearrangement),
    "large rearrangements": ("rearrangements", _REARRANGEMENT, cvo_rows.rearrangement),
    "small variants": (
        "small_variants",
        TableShape(
            "Gene",
            (
                "Gene",
                "Chromosome",
                "Genomic Position",
                "Reference Call",
                "Alternative Call",
                "Allele Frequency",
            ),
        ),
        cvo_rows.small_variant,
    ),
}
"""Which findings each table gives, by its name in lower case, over all versions."""


@dataclass(slots=True)
class CombinedVariantOutput:
    """One CombinedVariantOutput: whose it is, what it found, and how each section was read."""

    file: str
    software: str
    software_version: str | None = None
    pair_id: str | None = None
    dna_sample_id: str | None = None
    rna_sample_id: str | None = None
    run_name: str | None = None
    run_date: date | None = None
    output_date: date | None = None
    assay: str = "TSO500"
    findings: Findings = field(default_factory=Findings)
    counts: list[SectionCount] = field(default_factory=list)
    raw_sections: list[RawSection] = field(default_factory=list)
    missing: MissingSections = field(default_factory=MissingSections)
    """The classes of findings of which the file has no section that could be read."""

    @property
    def sample_ids(self) -> frozenset[str]:
        """Every name this sample goes by in other files."""
        return frozenset(name for name in (self.pair_id, self.dna_sample_id, self.rna_sample_id) if name)


def is_combined_variant_output(head: str) -> bool:
    """True when the first filled line is the banner of a CombinedVariantOutput."""
    first = next((line for line in head.splitlines() if line.strip()), "")
    return BANNER.fullmatch(first.rstrip("\t ").strip()) is not None


def parse_combined_variant_output(
    parts: SectionedFile, file: str, problems: ProblemList
) -> CombinedVariantOutput:
    """Map the sections of a CombinedVariantOutput to findings.

    Unknown sections are kept raw and told. Raises ``Unreadable`` for two outputs in one file: the rows of
    the second one would be another sample's.
    """
    once(parts, {"analysis details"})
    banner = BANNER.fullmatch(parts.banner)
    reading = CombinedVariantOutput(file, software=banner.group(1).strip() if banner else parts.banner)
    seen: set[str] = set()
    unread: set[str] = set()
    found: dict[str, list[Any]] = {}
    for section in without_half_line(parts, problems):
        name = section.name.lower()
        if name in seen:
            _keep_raw(section, reading, problems, "each section once; the first was taken")
            continue
        seen.add(name)
        if name == "analysis details":
            _analysis_details(section, reading, problems)
        elif name == "sequencing run details":
            _run_details(section, reading, problems)
        elif name in {"tmb", "msi", "gis"}:
            found.setdefault("biomarkers", []).extend(_biomarkers(section, reading, problems))
        elif name in TABLES:
            kind, shape, make = TABLES[name]
            values, recognised = _table(section, shape, make, reading, problems)
            found.setdefault(kind, []).extend(values)
            unread |= set() if recognised else {name}
        else:
            _keep_raw(section, reading, problems, "a section of a known version; it is kept as it stands")
    reading.findings = Findings(**{kind: tuple(values) for kind, values in found.items()})
    reading.assay = _assay(reading, seen)
    if reading.assay == BLOOD_ASSAY:
        reading.findings = _of_blood(reading.findings)
    if reading.software_version is None and (version := _BANNER_VERSION.search(reading.software)):
        reading.software_version = version.group(1)
    if not reading.sample_ids:
        problems.note("Analysis Details", 0, "no sample id", "a Pair ID or a DNA or RNA Sample ID")
    reading.missing = missing_sections(
        parts, reading.assay, reading.software, reading.rna_sample_id is not None, unread
    )
    if LAST not in seen:
        words = ", ".join(class_words(kind) for kind in reading.missing.cut_off)
        problems.note(
            "Small Variants",
            0,
            "the file ends before this section",
            f"it in every file; this one may have been cut short while it was copied, so that {words} of it "
            "count as not assessed: bring it again",
        )
    return reading


def _keep_raw(section: Section, reading: CombinedVariantOutput, problems: ProblemList, expected: str) -> None:
    lines = tuple(row.text for row in section.rows)
    reading.raw_sections.append(RawSection(reading.file, section.name, lines))
    problems.add(Severity.UNKNOWN, section.name, section.line, f"[{section.name}]", expected)
    reading.counts.append(SectionCount(reading.file, section.name, len(lines), 0, 0, recognised=False))


def _date(text: str, section: Section, problems: ProblemList) -> date | None:
    try:
        return day(text)
    except BadCell as bad:
        problems.note(section.name, section.line, bad.seen, bad.expected)
        return None


def _analysis_details(section: Section, reading: CombinedVariantOutput, problems: ProblemList) -> None:
    values, count = key_values(section, problems)
    reading.counts.append(count)
    reading.pair_id = text_or_none(values.get("Pair ID", ""))
    reading.dna_sample_id = text_or_none(values.get("DNA Sample ID", values.get("Sample ID", "")))
    reading.rna_sample_id = text_or_none(values.get("RNA Sample ID", ""))
    reading.output_date = _date(values.get("Output Date", ""), section, problems)
    versions = (values.get(key, "") for key in ("Pipeline Version", "Workflow Version", "Module Version"))
    reading.software_version = next((kept for text in versions if (kept := text_or_none(text))), None)


def _run_details(section: Section, reading: CombinedVariantOutput, problems: ProblemList) -> None:
    values, count = key_values(section, problems)
    reading.counts.append(count)
    reading.run_name = text_or_none(values.get("Run Name", ""))
    reading.run_date = _date(values.get("Run Date", ""), section, problems)


def _biomarkers(section: Section, reading: CombinedVariantOutput, problems: ProblemList) -> list[Biomarker]:
    values, count = key_values(section, problems)
    if not values:
        reading.counts.append(count)
        return [not_assessed(section.name.upper())]
    made, refused = biomarkers_of(section.name.upper(), section.line, values, problems)
    reading.counts.append(replace(count, taken=count.taken - refused, refused=count.refused + refused))
    return made


def _table(
    section: Section, shape: TableShape, make: Rows, reading: CombinedVariantOutput, problems: ProblemList
) -> tuple[list[Any], bool]:
    at_once = small_variants_at_once if make is cvo_rows.small_variant else None
    values, count, recognised = read_table(
        section, shape, lambda fields: make(fields, section.name, problems), problems, at_once
    )
    if not recognised:
        lines = tuple(row.text for row in section.rows)
        reading.raw_sections.append(RawSection(reading.file, section.name, lines))
    if section.name.lower() == "small variants":
        count = replace(count, without_gene=sum(value.gene is None for value in values))
    reading.counts.append(count)
    return values, recognised


def _assay(reading: CombinedVariantOutput, sections: set[str]) -> str:
    names = {biomarker.name for biomarker in reading.findings.biomarkers}
    blood = BiomarkerName.MSI_SUM_JSD in names and BiomarkerName.MSI not in names
    dna_fusions = bool(sections & {"dna fusions", "data fusions"})
    return BLOOD_ASSAY if "ctdna" in reading.software.lower() or blood or dna_fusions else TISSUE_ASSAY


def _of_blood(findings: Findings) -> Findings:
    """The findings of blood: fusions are seen in DNA, and an MSI that is only ``NA`` is that of SUM_JSD."""

    def mended(one: Biomarker) -> Biomarker:
        if one.name is not BiomarkerName.MSI or one.state is not BiomarkerState.NOT_ASSESSED or one.details:
            return one
        reason = "The file writes NA for MSI."
        return replace(one, name=BiomarkerName.MSI_SUM_JSD, unit="SUM_JSD", reason=reason)

    return replace(
        findings,
        fusions=tuple(replace(one, molecule="dna") for one in findings.fusions),
        biomarkers=tuple(map(mended, findings.biomarkers)),
    )
