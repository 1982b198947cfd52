"""Writes the run-wide MetricsOutput, with the limits that each software version prints."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from commands.demo_cohort.plan import DemoPatient, DemoProfile, DemoRun, Failure, Software
from commands.demo_cohort.software import SYNTHETIC_RUO, WORKFLOW_VERSION, banner
from domain.findings import CopyNumberCall

Value = Callable[[Random, DemoProfile], str]


@dataclass(frozen=True, slots=True)
class _Row:
    """One metric of one section with its limits, ``NA`` for no bound."""

    name: str
    lower: str
    upper: str
    value: Value
    rna: bool = False


@dataclass(frozen=True, slots=True)
class _Section:
    name: str
    rows: tuple[_Row, ...]


def metrics_output(run: DemoRun, patients: list[DemoPatient], seed: int) -> str:
    """The text of the run's file; every sample's values come from a chance of its own."""
    version = run.software
    columns = _columns(version, patients)
    cells: dict[tuple[str, bool], dict[tuple[str, str], str]] = {}
    sections = _sections(version)
    for one in patients:
        rng = Random(f"metrics:{seed}:{one.pseudonym}")
        for section in sections:
            for row in section.rows:
                arm = cells.setdefault((one.pseudonym, row.rna), {})
                arm[section.name, row.name] = row.value(rng, one.profile)
    lines = [[banner(version, "Metrics Output")], [SYNTHETIC_RUO], [""], ["[Header]"]]
    lines += [["Output Date", run.output_on.isoformat()], ["Output Time", "06:00:00"]]
    lines += [["Workflow Version", WORKFLOW_VERSION[version]], [""], *_run_metrics(version, run), [""]]
    lines += [["[Analysis Status]"], ["", *(name for name, _, _ in columns)]]
    lines += [[key, *[value] * len(columns)] for key, value in _STATUS]
    for section in sections:
        lines += [[""], [f"[{section.name}]"]]
        lines.append(["Metric (UOM)", "LSL Guideline", "USL Guideline", *(name for name, _, _ in columns)])
        for row in section.rows:
            values = [
                cells[who, row.rna][section.name, row.name] if row.rna in arms else "NA"
                for _, who, arms in columns
            ]
            lines.append([row.name, row.lower, row.upper, *values])
    width = 3 + len(columns)
    return "".join("\t".join([*line, *[""] * (width - len(line))]) + "\n" for line in lines)


_STATUS = (("COMPLETED_ALL_STEPS", "TRUE"), ("FAILED_STEPS", "NA"), ("STEPS_NOT_EXECUTED", "NA"))


def _columns(version: Software, patients: list[DemoPatient]) -> list[tuple[str, str, set[bool]]]:
    """Column name, patient and the arms it holds (``True`` for RNA): by pair in 2.6, else by library."""
    if version is Software.DRAGEN_26:
        return [(one.profile.pair_id, one.pseudonym, {False, True}) for one in patients]
    dna = [(one.profile.dna_sample_id, one.pseudonym, {False}) for one in patients]
    rna = [(one.profile.rna_sample_id, one.pseudonym, {True}) for one in patients]
    return dna + rna


def _run_metrics(version: Software, run: DemoRun) -> list[list[str]]:
    lowest = "55.0" if version is Software.LOCALAPP_22 else "80.0"
    rng = Random(f"run:{run.name}")
    return [
        ["[Run QC Metrics]"],
        ["Metric (UOM)", "LSL Guideline", "USL Guideline", "Value"],
        ["PCT_PF_READS (%)", lowest, "NA", f"{rng.uniform(82, 93):.1f}"],
        ["PCT_Q30_R1 (%)", "80.0", "NA", f"{rng.uniform(88, 95):.1f}"],
        ["PCT_Q30_R2 (%)", "80.0", "NA", f"{rng.uniform(85, 93):.1f}"],
    ]


def _sections(version: Software) -> list[_Section]:
    expanded = _Section("DNA Expanded Metrics", _expanded(version))
    rna = [_Section("RNA Library QC Metrics", _rna(version)), _Section("RNA Expanded Metrics", _RNA_EXPANDED)]
    dna = [
        _Section("DNA Library QC Metrics", _contamination(version)),
        _Section("DNA Library QC Metrics for Small Variant Calling and TMB", _small_variants(version)),
        _Section(
            "DNA Library QC Metrics for MSI", (_Row("USABLE_MSI_SITES (Count)", "40", "NA", _msi_sites),)
        ),
        _Section("DNA Library QC Metrics for CNV", _copy_number(version)),
    ]
    if version.is_dragen:
        hrd = _Row("PCT_TARGET_HRD_50X (%)", "50.0", "NA", _spread(72, 97, 1, low=(55, 70)))
        dna.append(_Section("DNA Library QC Metrics for GIS", (hrd,)))
        return [*dna, rna[0], expanded, rna[1]]
    return [*dna, expanded, *rna]


def _spread(
    low_end: float,
    high_end: float,
    digits: int,
    *,
    low: tuple[float, float] | None = None,
    failing: Failure = Failure.COVERAGE,
) -> Value:
    """A value between two ends; between ``low`` where the profile has the failure named."""

    def value(rng: Random, profile: DemoProfile) -> str:
        ends = low if low is not None and profile.failure is failing else (low_end, high_end)
        return f"{rng.uniform(*ends):.{digits}f}"

    return value


def _msi_sites(_rng: Random, profile: DemoProfile) -> str:
    return str(profile.msi_usable)


def _contamination(version: Software) -> tuple[_Row, ...]:
    upper = 3106 if version is Software.LOCALAPP_22 else 1457

    def score(rng: Random, profile: DemoProfile) -> str:
        high = profile.failure is Failure.CONTAMINATION or _rearranged(profile)
        return str(rng.randint(upper + 300, 3 * upper) if high else rng.randint(120, upper - 150))

    def p_value(rng: Random, profile: DemoProfile) -> str:
        if profile.failure is Failure.CONTAMINATION:
            return f"{rng.uniform(0.12, 0.6):.3f}"
        return f"{rng.uniform(0.001, 0.04):.3f}" if _rearranged(profile) else "1.000"

    rows = (_Row("CONTAMINATION_SCORE (NA)", "0", str(upper), score),)
    if version is Software.LOCALAPP_22:
        return (*rows, _Row("CONTAMINATION_P_VALUE (NA)", "0.000", "0.049", p_value))
    return rows


def _rearranged(profile: DemoProfile) -> bool:
    """True for a LocalApp sample whose high score is a rearranged genome, no contamination."""
    many_gains = sum(one.call is CopyNumberCall.GAIN for one in profile.findings.copy_number) > 1
    return profile.software is Software.LOCALAPP_22 and many_gains


def _small_variants(version: Software) -> tuple[_Row, ...]:
    whole = "90" if version is Software.DRAGEN_21 else "90.0"
    rows = (
        _Row("MEDIAN_INSERT_SIZE (bp)", "70", "NA", _spread(92, 168, 0, low=(72, 90))),
        _Row("MEDIAN_EXON_COVERAGE (Count)", "150", "NA", _spread(280, 1350, 0, low=(28, 135))),
        _Row("PCT_EXON_50X (%)", whole, "NA", _spread(95, 99.8, 1, low=(38, 86))),
    )
    if version is Software.DRAGEN_26:
        return (*rows, _Row("PCT_CHIMERIC_READS (%)", "NA", "8.00", _spread(0.6, 4.2, 2)))
    return rows


def _copy_number(version: Software) -> tuple[_Row, ...]:
    bins = _Row("MEDIAN_BIN_COUNT_CNV_TARGET (Count)", "1.0", "NA", _spread(3.1, 9.9, 1, low=(1.1, 2.0)))
    if version is Software.LOCALAPP_22:
        return (_Row("COVERAGE_MAD (Count)", "0.000", "0.210", _spread(0.06, 0.19, 3)), bins)
    lower, upper = ("0", "0.134") if version is Software.DRAGEN_21 else ("0.000", "0.134")
    return (_Row("GENE_SCALED_MAD (Count)", lower, upper, _spread(0.02, 0.12, 3)), bins)


def _rna(version: Software) -> tuple[_Row, ...]:
    reads = 2_500_000 if version is Software.DRAGEN_26 else 9_000_000
    by_percent = version is Software.LOCALAPP_22
    name = "MEDIAN_CV_GENE_500X (%)" if by_percent else "MEDIAN_CV_GENE_500X (NA)"
    upper = "93.00" if by_percent else "0.93"
    scale = 100.0 if by_percent else 1.0
    variation = _spread(0.42 * scale, 0.84 * scale, 2)
    few = (reads * 0.05, reads * 0.6)
    return (
        _Row(name, "0.00" if by_percent else "0", upper, variation, rna=True),
        _Row(
            "TOTAL_ON_TARGET_READS (Count)",
            str(reads),
            "NA",
            _spread(reads * 1.3, reads * 4, 0, low=few, failing=Failure.RNA),
            rna=True,
        ),
        _Row("MEDIAN_INSERT_SIZE (Count)", "80", "NA", _spread(92, 140, 0), rna=True),
    )


def _expanded(version: Software) -> tuple[_Row, ...]:
    names = ["TOTAL_PF_READS (Count)", "MEAN_FAMILY_SIZE (Count)", "MEDIAN_TARGET_COVERAGE (Count)"]
    values = [_spread(4e7, 1.6e8, 0), _spread(2.1, 6.5, 1), _spread(260, 1300, 0, low=(26, 130))]
    if version is not Software.DRAGEN_26:
        names += ["PCT_CHIMERIC_READS (%)", "PCT_PF_UQ_READS (%)"]
        values += [_spread(0.6, 4.2, 1), _spread(28, 61, 1)]
    return tuple(_Row(name, "NA", "NA", value) for name, value in zip(names, values, strict=True))


_RNA_EXPANDED = (
    _Row("PCT_CHIMERIC_READS (%)", "NA", "NA", _spread(1.1, 6.0, 1), rna=True),
    _Row("TOTAL_PF_READS (Count)", "NA", "NA", _spread(1.2e7, 6e7, 0), rna=True),
    _Row("PCT_ON_TARGET_READS (%)", "NA", "NA", _spread(62, 92, 1), rna=True),
)
