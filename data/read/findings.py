"""What a profile found, with what board and cohort say of it, within the reader's reach."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import isclose
from typing import Any

from data.reach import reach_of
from data.read import cohort
from data.read import finding_rows as rows_of
from data.read.case import graded
from data.read.classes_seen import classes_seen
from data.read.kept import Kept
from data.read.stored_findings import biomarker
from data.read.thresholds import in_force
from data.store import Reader, Store
from domain.assessment import deciding_class
from domain.findings import Biomarker, BiomarkerName, BiomarkerState, FindingClass
from domain.people import Actor
from domain.quality import QualityClass, Verdict, decimal_of
from domain.quality_rules import judged
from domain.readings import ClassVerdict
from domain.thresholds import MSI_USABLE_SITES, Threshold, classify_biomarker, default_for
from domain.views.case import ProfileView
from domain.views.findings import (
    BiomarkerView,
    Classified,
    FindingRow,
    FindingTable,
    MetricRow,
    ProblemRow,
    ProfileFindings,
    VerdictRow,
)

_KEPT: Kept[ProfileFindings] = Kept(32)

_QUALITY_LABELS = {
    QualityClass.RUN: "Sequencing run",
    QualityClass.CONTAMINATION: "DNA contamination",
    QualityClass.SMALL_VARIANTS: "Small variants and TMB",
    QualityClass.MSI: "MSI",
    QualityClass.COPY_NUMBER: "Copy number",
    QualityClass.GIS: "Genomic instability",
    QualityClass.RNA: "RNA (fusions, splice variants)",
}
_BIOMARKER_LABELS = {
    BiomarkerName.TMB: "TMB",
    BiomarkerName.MSI: "MSI",
    BiomarkerName.MSI_SUM_JSD: "MSI (sum of distances)",
    BiomarkerName.GIS: "Genomic instability score",
    BiomarkerName.TUMOUR_FRACTION: "Tumour fraction",
    BiomarkerName.PLOIDY: "Ploidy",
}
_TABLES: tuple[tuple[str, str, tuple[tuple[FindingClass, str, Callable[..., FindingRow]], ...]], ...] = (
    (
        "small_variants",
        "Small variants",
        ((FindingClass.SMALL_VARIANT, "findings/small_variants", rows_of.small_variant),),
    ),
    (
        "copy_number",
        "Copy number",
        ((FindingClass.COPY_NUMBER, "findings/copy_number", rows_of.copy_number),),
    ),
    (
        "fusions",
        "Fusions and splice variants",
        (
            (FindingClass.FUSION, "findings/fusions", rows_of.fusion),
            (FindingClass.SPLICE_VARIANT, "findings/splice_variants", rows_of.splice_variant),
        ),
    ),
    (
        "rearrangements",
        "Rearrangements",
        ((FindingClass.REARRANGEMENT, "findings/rearrangements", rows_of.rearrangement),),
    ),
)


def profile_findings(store: Store, actor: Actor, profile: ProfileView) -> ProfileFindings:
    """All that a profile brought; empty tables where the person does not reach the profile."""
    sequence, reach = store.sequence, reach_of(actor)

    def read() -> ProfileFindings:
        seen = cohort.seen_in(store, actor, profile.profile_no)
        assessed = cohort.assessed(store, actor)
        with store.reading(reach) as reader:
            found = _read(reader, profile, seen, assessed)
        marked = f"{store.opened}:{sequence}:{reach}:{profile.profile_id}"
        return replace(
            found,
            key=marked,
            tables=tuple(
                replace(
                    table,
                    key=f"{marked}:{table.name}",
                    unread=found.unread(*(part.kind for part in table.parts)),
                )
                for table in found.tables
            ),
            biomarkers=tuple(_with_cohort(store, actor, profile, one) for one in found.biomarkers),
        )

    return _KEPT.get((store.opened, sequence, reach, profile.profile_id), read)


def _with_cohort(store: Store, actor: Actor, profile: ProfileView, one: BiomarkerView) -> BiomarkerView:
    around = cohort.biomarker_values(store, actor, one.name, profile.assay)
    return replace(one, cohort=around.values, not_measured=around.not_measured)


def _read(
    reader: Reader,
    profile: ProfileView,
    seen: Mapping[str, cohort.Patients],
    assessed: Mapping[FindingClass, cohort.Patients],
) -> ProfileFindings:
    number, of_profile = profile.profile_no, {"profile_id": profile.profile_id}
    around = _around(reader, profile, seen, assessed)
    without_exons = reader.row("findings/without_exons", **of_profile) is not None
    verdicts = {
        QualityClass(r["quality_class"]): ClassVerdict(
            QualityClass(r["quality_class"]), Verdict(r["verdict"]), r["reason"] or ""
        )
        for r in reader.rows("findings/verdicts", **of_profile)
    }
    missing = {
        FindingClass(r["class"]): r["reason"] for r in reader.rows("findings/missing_classes", **of_profile)
    }
    seen_classes = classes_seen(profile, verdicts, not without_exons, missing)
    tables = []
    for name, title, parts in _TABLES:
        rows: list[FindingRow] = []
        for _, query, make in parts:
            rows.extend(make(around, row) for row in reader.rows(query, profile_no=number))
        together = tuple(seen_classes[kind] for kind, _, _ in parts)
        state, reason = together[0].state, together[0].reason
        counted = tuple(row for row in rows if not _counted_elsewhere(row))
        tables.append(
            FindingTable(
                name,
                title,
                "",
                counted,
                state,
                reason,
                without_gene=sum(row.gene is None for row in counted),
                in_mnvs=len(rows) - len(counted),
                parts=together,
            )
        )
    return ProfileFindings(
        profile_id=profile.profile_id,
        key="",
        tables=tuple(tables),
        biomarkers=_biomarkers(reader, profile, tuple(verdicts.values())),
        verdicts=tuple(
            VerdictRow(one, _quality_label(one, profile.assay), verdicts[one].verdict, verdicts[one].reason)
            for one in QualityClass
            if one in verdicts
        ),
        metrics=tuple(_metric(r) for r in reader.rows("findings/metrics", **of_profile)),
        problems=tuple(ProblemRow(**r) for r in reader.rows("findings/problems", **of_profile)),
        unrecognised=tuple(
            f"{r['file']}: {r['section']}" for r in reader.rows("findings/unrecognised", **of_profile)
        ),
        seen=tuple(seen_classes.values()),
    )


def _counted_elsewhere(row: FindingRow) -> bool:
    """A base of an MNV is not counted twice, unless somebody has said something of that very row."""
    return row.part_of_mnv and not row.reported and not row.classifications


def _quality_label(one: QualityClass, assay: str) -> str:
    if one is QualityClass.MSI and deciding_class(FindingClass.FUSION, assay) is one:
        return "MSI and fusions"
    return _QUALITY_LABELS[one]


def _around(
    reader: Reader,
    profile: ProfileView,
    seen: Mapping[str, cohort.Patients],
    assessed: Mapping[FindingClass, cohort.Patients],
) -> rows_of.Around:
    classified: dict[int, list[Classified]] = {}
    versions: dict[int, int] = {}
    for row in reader.rows("findings/classifications", profile_no=profile.profile_no):
        one = Classified(
            row["scheme"], row["level"], graded(row["scheme"], row["level"]), row["said_by"], row["comment"]
        )
        classified.setdefault(row["finding_no"], []).append(one)
        versions[row["finding_no"]] = max(versions.get(row["finding_no"], 0), row["version"])
    marks = reader.rows("findings/marks", profile_no=profile.profile_no)
    return rows_of.Around(
        profile_id=profile.profile_id,
        reported=frozenset(row["finding_no"] for row in marks if row["reported"]),
        classifications={number: tuple(found) for number, found in classified.items()},
        versions=versions,
        seen=seen,
        assessed=assessed,
    )


def _biomarkers(
    reader: Reader, profile: ProfileView, verdicts: tuple[ClassVerdict, ...]
) -> tuple[BiomarkerView, ...]:
    rows = {
        BiomarkerName(r["name"]): r for r in reader.rows("findings/biomarkers", profile_no=profile.profile_no)
    }
    due = (BiomarkerName.TMB, BiomarkerName.MSI)
    names = [*due, *(name for name in rows if name not in due)]
    if BiomarkerName.MSI not in rows and BiomarkerName.MSI_SUM_JSD in rows:
        names.remove(BiomarkerName.MSI)
    return tuple(_biomarker(reader, profile, name, rows.get(name), verdicts) for name in names)


def _biomarker(
    reader: Reader,
    profile: ProfileView,
    name: BiomarkerName,
    row: Mapping[str, Any] | None,
    verdicts: tuple[ClassVerdict, ...],
) -> BiomarkerView:
    threshold = _threshold(reader, profile, name)
    sites = in_force(reader, MSI_USABLE_SITES, profile.laboratory_id, profile.dated)
    if row is None:
        told = Biomarker(
            name, BiomarkerState.NOT_ASSESSED, None, None, "", reason="No file of this profile has it."
        )
    else:
        told = biomarker(row)
        # What was recorded before a rule of quality was made more strict is judged by it as well.
        (told,) = judged((told,), verdicts)
    return BiomarkerView(
        name=name,
        label=_BIOMARKER_LABELS[name],
        state=told.state,
        reason=told.reason,
        value=told.value,
        value_text=_in_unit(told.value, told.value_text),
        unit=told.unit,
        band=classify_biomarker(told, threshold, sites),
        threshold=threshold,
        cohort=(),
        source=f"{profile.assay}, sample {profile.sample_id}, {profile.dated.day} {profile.dated:%b %Y}",
        written=told.value_text,
    )


def _in_unit(value: float | None, written: str | None) -> str | None:
    """The value in its unit: verbatim where the file wrote it so, else its percentage as a fraction."""
    number = decimal_of(written) if written else None
    if value is None or number is None or float(number) == value:
        return written
    part = number.scaleb(-2)
    return f"{part:f}" if isclose(float(part), value) else f"{value:g}"


def _threshold(reader: Reader, profile: ProfileView, name: BiomarkerName) -> Threshold | None:
    """The threshold in force for the profile's laboratory and day; ``None`` where no number is."""
    default = default_for(name, profile.assay)
    now = default and in_force(reader, default, profile.laboratory_id, profile.dated)
    return now if now is not None and now.is_set else None


def _metric(row: Mapping[str, Any]) -> MetricRow:
    return MetricRow(
        row["section"], row["metric"], row["value_text"], row["unit"], row["lower_text"], row["upper_text"],
        Verdict(row["verdict"]), row["sample"],
    )  # fmt: skip
