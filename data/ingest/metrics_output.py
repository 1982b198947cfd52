"""Reads a MetricsOutput: the quality of every library of a run, with the limits that stand in the file."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from data.ingest import limits
from data.ingest.cells import BadCell, day, text_or_none
from data.ingest.cut_output import without_short_line
from data.ingest.opening import Unreadable
from data.ingest.problems import ProblemList
from data.ingest.sections import Row, Section, SectionedFile, once
from data.ingest.tables import key_values
from domain.problems import Severity
from domain.quality import QualityMetric, decimal_of
from domain.readings import RawSection, SectionCount

BANNER = re.compile(
    r"(.*TruSight (?:Oncology 500|Tumor 170).*?)\s+(?:-\s+)?Metrics (?:Output|Report)\s*", re.IGNORECASE
)
"""The first line of every version; LocalApp 1.x may begin with its first section instead."""

RUN_WIDE = ""
"""The sample of a metric that is the whole run's."""

_BANNER_VERSION = re.compile(r"\bv(\d+(?:\.\d+)+)")
_NAME_AND_UNIT = re.compile(r"(.+?)\s*\(([^()]*)\)")
_KEY_VALUE = frozenset({"header", "notes"})
_STATUS = frozenset({"analysis status", "sample status"})
_FIRST_SECTION = re.compile(r"\[(?:Header|Run (?:QC )?Metrics|(?:Sample|Analysis) Status)\]", re.IGNORECASE)
_ONCE = frozenset({"header", "run qc metrics", "run metrics", "dna library qc metrics", *_STATUS})
_ABOUT = frozenset({"Report Date", "Report Time", "Output Date", "Pipeline Version", "Workflow Version"})
"""What LocalApp 1.x writes above its first section."""


@dataclass(slots=True)
class MetricsOutput:
    """One MetricsOutput: its software, its metrics cell by cell, and the steps that failed."""

    file: str
    software: str
    software_version: str | None = None
    output_date: date | None = None
    samples: list[str] = field(default_factory=list)
    """Every column in the file's order, controls without template included."""
    metrics: list[QualityMetric] = field(default_factory=list)
    failed_steps: dict[str, str] = field(default_factory=dict)
    """By sample: which steps failed or were not executed, as the file writes it."""
    counts: list[SectionCount] = field(default_factory=list)
    raw_sections: list[RawSection] = field(default_factory=list)
    _places: dict[str, list[int]] = field(default_factory=dict)

    def add(self, metrics: Iterable[QualityMetric]) -> None:
        """Take the cells of one row."""
        for metric in metrics:
            self._places.setdefault(metric.sample, []).append(len(self.metrics))
            self.metrics.append(metric)

    def of(self, ids: Iterable[str]) -> list[QualityMetric]:
        """The cells of these samples and those of the whole run, in the file's order."""
        places = (self._places.get(name, ()) for name in {RUN_WIDE, *ids})
        return [self.metrics[place] for place in sorted(at for found in places for at in found)]


def is_metrics_output(head: str) -> bool:
    """True for the banner of a MetricsOutput, or its first section where there is a heading of metrics."""
    first = next((line for line in head.splitlines() if line.strip()), "").strip()
    if BANNER.fullmatch(first):
        return True
    return _FIRST_SECTION.fullmatch(first) is not None and "\nMetric (UOM)\t" in head.replace("\r", "\n")


def parse_metrics_output(parts: SectionedFile, file: str, problems: ProblemList) -> MetricsOutput:
    """Read every section of a MetricsOutput, deciding cell by cell which library a value belongs to.

    Raises ``Unreadable`` for more sample columns than a run has, and for two outputs in one file.
    """
    once(parts, _ONCE)
    banner = BANNER.fullmatch(parts.banner)
    reading = MetricsOutput(file, software=banner.group(1).strip() if banner else parts.banner)
    about = tuple(row for row in parts.preamble if row.cell(0) in _ABOUT)
    if about:
        _header(Section("Header", about[0].line, about), reading, problems)
    for section in without_short_line(parts, problems):
        name = section.name.lower()
        if name in _KEY_VALUE:
            _header(section, reading, problems)
        elif name in _STATUS:
            _status(section, reading, problems)
        elif "metrics" in name:
            _metrics(section, reading, problems)
        else:
            lines = tuple(row.text for row in section.rows)
            reading.raw_sections.append(RawSection(file, section.name, lines))
            reading.counts.append(SectionCount(file, section.name, len(lines), 0, 0, recognised=False))
            problems.add(
                Severity.UNKNOWN,
                section.name,
                section.line,
                f"[{section.name}]",
                "a section of a known version; it is kept as it stands",
            )
    if reading.software_version is None and (version := _BANNER_VERSION.search(reading.software)):
        reading.software_version = version.group(1)
    return reading


def _header(section: Section, reading: MetricsOutput, problems: ProblemList) -> None:
    if section.name.lower() == "notes":
        size = len(section.rows)
        reading.counts.append(SectionCount(reading.file, section.name, size, size, 0))
        reading.raw_sections.append(
            RawSection(reading.file, section.name, tuple(row.text for row in section.rows))
        )
        return
    values, count = key_values(section, problems)
    reading.counts.append(count)
    versions = (values.get(key, "") for key in ("Workflow Version", "Pipeline Version"))
    reading.software_version = next((kept for text in versions if (kept := text_or_none(text))), None)
    try:
        reading.output_date = day(values.get("Output Date", values.get("Report Date", "")))
    except BadCell as bad:
        problems.note(section.name, section.line, bad.seen, bad.expected)


def _add_samples(reading: MetricsOutput, names: Sequence[str]) -> None:
    every = dict.fromkeys([*reading.samples, *names])
    if max(len(every), len(names)) > limits.MAX_SAMPLES_OF_A_RUN:
        raise Unreadable(
            f"more than {limits.MAX_SAMPLES_OF_A_RUN} sample columns",
            "the samples of one run; nothing of the file was kept",
        )
    reading.samples = list(every)


def _status(section: Section, reading: MetricsOutput, problems: ProblemList) -> None:
    """Columns are aligned by the number of samples: the header's first cell is empty or missing."""
    rows = section.filled
    if not rows:
        reading.counts.append(SectionCount(reading.file, section.name, 0, 0, 0))
        return
    samples = [name for name in rows[0].cells if name]
    _add_samples(reading, samples)
    taken = refused = 0
    said: dict[str, list[str]] = {}
    for row in rows[1:]:
        values = row.cells[1:]
        if len(values) > len(samples):
            problems.refuse_row(
                section.name, row.line, row.text, f"one cell for each of the {len(samples)} samples"
            )
            refused += 1
            continue
        taken += 1
        for sample, value in zip(samples, values, strict=False):
            if _is_failure(row.cell(0), value):
                said.setdefault(sample, []).append(f"{row.cell(0)} {value}")
    # A pair without RNA lists the steps it did not need: that alone is no failure.
    reading.failed_steps.update(
        {
            sample: "; ".join(parts)
            for sample, parts in said.items()
            if any(not part.startswith("STEPS_NOT_EXECUTED") for part in parts)
        }
    )
    reading.counts.append(SectionCount(reading.file, section.name, len(rows) - 1, taken, refused))


def _is_failure(name: str, value: str) -> bool:
    if name == "COMPLETED_ALL_STEPS":
        return value.upper() == "FALSE"
    return name in {"FAILED_STEPS", "STEPS_NOT_EXECUTED"} and text_or_none(value) is not None


def _limit(text: str) -> str | None:
    return text_or_none(text)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the limits and the samples of a metrics table stand."""

    lower: int | None
    upper: int | None
    samples: tuple[tuple[int, str], ...]


def _columns(header: Row) -> _Columns:
    lower = upper = None
    samples: list[tuple[int, str]] = []
    for index, name in enumerate(header.cells[1:], 1):
        word = name.lower()
        if word.startswith("lsl"):
            lower = index
        elif word.startswith("usl"):
            upper = index
        elif name:
            samples.append((index, name))
    return _Columns(lower, upper, tuple(samples))


def _metrics(section: Section, reading: MetricsOutput, problems: ProblemList) -> None:
    rows = section.filled
    if not rows:
        reading.counts.append(SectionCount(reading.file, section.name, 0, 0, 0))
        return
    if not rows[0].cell(0).lower().startswith("metric"):
        lines = tuple(row.text for row in rows)
        reading.raw_sections.append(RawSection(reading.file, section.name, lines))
        reading.counts.append(
            SectionCount(reading.file, section.name, len(rows), 0, len(rows), recognised=False)
        )
        problems.add(
            Severity.UNKNOWN,
            section.name,
            rows[0].line,
            rows[0].text,
            "a header that starts with 'Metric (UOM)'",
        )
        return
    columns = _columns(rows[0])
    run_wide = [name for _, name in columns.samples] == ["Value"]
    if not run_wide:
        _add_samples(reading, [name for _, name in columns.samples])
    width = len(rows[0].cells)
    refused = 0
    for row in rows[1:]:
        if len(row.cells) > width:
            problems.refuse_row(section.name, row.line, row.text, f"at most {width} cells")
            refused += 1
            continue
        reading.add(_row(section, row, columns, run_wide, problems))
    read = len(rows) - 1
    reading.counts.append(SectionCount(reading.file, section.name, read, read - refused, refused))


def _row(
    section: Section, row: Row, columns: _Columns, run_wide: bool, problems: ProblemList
) -> list[QualityMetric]:
    match = _NAME_AND_UNIT.fullmatch(row.cell(0))
    name, unit = match.groups() if match else (row.cell(0), "")
    made = [
        QualityMetric(
            section=section.name,
            metric=name,
            unit="" if unit == "NA" else unit,
            lower_text=_limit(row.cell(columns.lower)),
            upper_text=_limit(row.cell(columns.upper)),
            value_text=_value(row.cell(index)),
            sample=RUN_WIDE if run_wide else sample,
        )
        for index, sample in columns.samples
    ]
    made = _each_sample_once(made, section, row, problems)
    for metric in made:
        if metric.value_text is not None and decimal_of(metric.value_text) is None:
            problems.note(
                section.name,
                row.line,
                f"{name} {metric.value_text}".strip(),
                f"a number or NA in the column {metric.sample or 'Value'}",
            )
    return made


def _each_sample_once(
    made: list[QualityMetric], section: Section, row: Row, problems: ProblemList
) -> list[QualityMetric]:
    """One value for each sample of a row: of two columns of one name that say otherwise neither is taken."""
    by_sample: dict[str, QualityMetric] = {}
    for metric in made:
        known = by_sample.setdefault(metric.sample, metric)
        if known.value_text is None:
            by_sample[metric.sample] = metric
        elif metric.value_text not in {None, known.value_text}:
            problems.note(
                section.name,
                row.line,
                f"{metric.metric} {known.value_text} and {metric.value_text}, of a column "
                f"{metric.sample} that stands there twice",
                "one column for each sample; neither was taken",
            )
            by_sample[metric.sample] = replace(known, value_text="")
    return list(by_sample.values()) if len(by_sample) < len(made) else made


def _value(text: str) -> str | None:
    """``NA`` says that the arm was not run; an empty cell is a value that is missing."""
    return None if text.strip() in {"NA", "N/A"} else text.strip()
