"""Reads ``SampleAnalysisResults.json``, in which DRAGEN writes all results of one sample."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from data.ingest.cells import BadCell, text_or_none
from data.ingest.measured import measured
from data.ingest.opening import Opened, Unreadable
from data.ingest.parts import SamplePart
from data.ingest.problems import ProblemList
from data.ingest.result_json import (
    JsonObject,
    details_of,
    object_of,
    objects_of,
    read_object,
    sizes_of,
    starts_an_object,
    text_of,
)
from data.ingest.sample_analysis_rows import copy_number, dna_fusion, small_variant
from domain.findings import AnnotationSource, Biomarker, BiomarkerName, Build, FindingClass, Findings
from domain.problems import Severity
from domain.readings import FileKind, SectionCount
from domain.thresholds import BLOOD_ASSAY, TISSUE_ASSAY

Value = TypeVar("Value")

_PARTS = ("sampleInformation", "softwareConfiguration", "biomarkers", "sampleMetrics", "variants")
_VARIANTS = ("smallVariants", "copyNumberVariants", "dnaFusions")
_HOLDS = dict(
    zip(_VARIANTS, (FindingClass.SMALL_VARIANT, FindingClass.COPY_NUMBER, FindingClass.FUSION), strict=True)
)
_DETAILS = {
    "CodingRegionSizeMb": "Coding Region Size in Megabases",
    "SomaticCodingVariantsCount": "Number of Passing Eligible Variants",
}
_PERCENT = "msiPercentUnstableSites"
_SUM_JSD = "SumJsd"


def is_sample_analysis_results(head: str) -> bool:
    """True for an object with ``data`` and one of the parts that only this file has."""
    return starts_an_object(head, "data") and any(f'"{one}"' in head for one in _PARTS[:4])


def read_sample_analysis_results(opened: Opened, name: str, problems: ProblemList) -> list[SamplePart]:
    """One part with the biomarkers and variants of the sample that the file names.

    Keys that nobody knows are told and counted; the quality of the sample is that of the MetricsOutput.
    Raises ``Unreadable`` for an object without any of its parts, and with ``OSError`` as ``read_object``.
    """
    data = object_of(read_object(opened, "data", problems).get("data"))
    if not any(one in data for one in _PARTS):
        raise Unreadable("data without results", f"data with {', '.join(_PARTS)}; nothing of it was kept")
    reading = _Reading(name, problems)
    reading.tell_unknown(data, _PARTS, "data")
    variants = object_of(data.get("variants"))
    reading.tell_unknown(variants, _VARIANTS, "variants")
    software = object_of(data.get("softwareConfiguration"))
    build = _build(software)
    markers = reading.biomarkers(object_of(data.get("biomarkers")))
    calls, filtered = reading.rows(variants, "smallVariants", lambda one: small_variant(one, build))
    changes, _ = reading.rows(variants, "copyNumberVariants", copy_number)
    fusions, _ = reading.rows(variants, "dnaFusions", dna_fusion)
    if "sampleMetrics" in data:
        reading.counts.append(SectionCount(name, "sampleMetrics", sizes_of(data["sampleMetrics"]), 0, 0))
    information = object_of(data.get("sampleInformation"))
    sample = text_or_none(text_of(information.get("sampleId")))
    named = _first(software, "analysisSoftwareDisplayName", "analysisSoftwareName")
    blood = "ctdna" in (named or "").lower() or any(one.name is BiomarkerName.MSI_SUM_JSD for one in markers)
    return [
        SamplePart(
            name,
            FileKind.SAMPLE_ANALYSIS_RESULTS,
            frozenset({sample}) if sample else frozenset(),
            findings=Findings(
                small_variants=tuple(calls),
                copy_number=tuple(changes),
                fusions=tuple(fusions),
                biomarkers=tuple(markers),
            ),
            annotation_source=AnnotationSource.NIRVANA if calls else AnnotationSource.NONE,
            build=build,
            assay=BLOOD_ASSAY if blood else TISSUE_ASSAY,
            software=named,
            software_version=_first(software, "analysisSoftwareVersion"),
            counts=tuple(reading.counts),
            filtered_rows=filtered,
            holds=frozenset(kind for key, kind in _HOLDS.items() if variants.get(key) is not None),
        )
    ]


def _first(found: JsonObject, *keys: str) -> str | None:
    return next((kept for key in keys if (kept := text_or_none(text_of(found.get(key))))), None)


def _build(software: JsonObject) -> Build:
    """The build that the software names; every pipeline of the assay counts on GRCh37."""
    nirvana = object_of(next(iter(objects_of(software.get("nirvanaVersionList"))), None))
    said = (_first(software, "genomeBuild") or _first(nirvana, "genomeAssembly") or "").lower()
    if "38" in said:
        return Build.GRCH38
    return Build.GRCH37 if not said or "37" in said or "19" in said else Build.UNKNOWN


class _Reading:
    """Reads the parts of one file and counts each."""

    def __init__(self, name: str, problems: ProblemList) -> None:
        self.name = name
        self.problems = problems
        self.counts: list[SectionCount] = []

    def tell_unknown(self, found: JsonObject, known: tuple[str, ...], where: str) -> None:
        """Tell and count each key that no version is known to have."""
        for key, value in found.items():
            if key not in known:
                self.problems.add(
                    Severity.UNKNOWN, where, 0, key, "a part of a known version; it was counted and not read"
                )
                section = f"{where}.{key[:80]}"
                self.counts.append(SectionCount(self.name, section, sizes_of(value), 0, 0, recognised=False))

    def rows(
        self, variants: JsonObject, section: str, make: Callable[[JsonObject], Value | None]
    ) -> tuple[list[Value], int]:
        """What the entries of one list became, and how many of them did not pass the file's own filters."""
        if section not in variants:
            return [], 0
        entries = objects_of(variants[section])
        made: list[Value] = []
        refused = filtered = 0
        for number, entry in enumerate(entries, 1):
            try:
                value = make(object_of(entry))
            except BadCell as bad:
                refused += 1
                expected = f"{bad.expected} in entry {number}"
                self.problems.refuse_row(section, 0, bad.seen, expected)
                continue
            if value is None:
                filtered += 1
            else:
                made.append(value)
        self.counts.append(SectionCount(self.name, section, len(entries), len(made), refused))
        return made, filtered

    def biomarkers(self, found: JsonObject) -> list[Biomarker]:
        """TMB, and MSI in per cent or, of blood, as SUM_JSD with the percentage beside it."""
        made = [one for section in found for one in self._biomarker(section, object_of(found[section]))]
        if found:
            refused = sum(bad for _, bad in made)
            self.counts.append(
                SectionCount(self.name, "biomarkers", len(found), len(made) - refused, refused)
            )
        return [one for one, _ in made]

    def _biomarker(self, section: str, found: JsonObject) -> Iterator[tuple[Biomarker, bool]]:
        beside = dict(_named_values(found))
        if section == "tumorMutationalBurden":
            text = text_of(found.get("tumorMutationalBurdenPerMegabase"))
            details = details_of((_DETAILS.get(key, key), value) for key, value in beside.items())
            yield measured(BiomarkerName.TMB, text, section, self.problems, details)
        elif section == "microsatelliteInstability":
            percent = text_of(found.get(_PERCENT))
            if _SUM_JSD in beside:
                distance = beside.pop(_SUM_JSD)
                details = details_of((("Percent Unstable MSI Sites", percent), *beside.items()))
                yield measured(BiomarkerName.MSI_SUM_JSD, distance, section, self.problems, details)
            else:
                yield measured(BiomarkerName.MSI, percent, section, self.problems, details_of(beside.items()))
        else:
            self.problems.add(
                Severity.UNKNOWN, "biomarkers", 0, section, "TMB or MSI; it was counted and not read"
            )


def _named_values(found: JsonObject) -> Iterator[tuple[str, str]]:
    for entry in objects_of(found.get("additionalMetrics")):
        one = object_of(entry)
        if name := text_of(one.get("name")):
            yield name, text_of(one.get("value"))
