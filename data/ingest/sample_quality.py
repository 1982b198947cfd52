"""The quality of one sample: its cells of every MetricsOutput, and what they make of its outcome."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from data.ingest.content_hash import content_sha256
from data.ingest.joined import Joined
from data.ingest.metrics_output import RUN_WIDE, MetricsOutput
from domain.findings import Build, Findings
from domain.quality import Outcome, QualityMetric
from domain.quality_rules import class_verdicts, outcome_of
from domain.readings import SampleReading
from domain.thresholds import BLOOD_ASSAY, TISSUE_ASSAY

QUALITY_ONLY = "Only quality metrics were brought: no results of this sample."


def outcome_with(judged_outcome: tuple[Outcome, str], failed_steps: str) -> tuple[Outcome, str]:
    """A sample whose analysis did not complete is no full success, whatever its metrics say."""
    outcome, reason = judged_outcome
    if not failed_steps:
        return outcome, reason
    said = f"The analysis did not complete: {failed_steps}."
    return (Outcome.PARTIAL if outcome is Outcome.SUCCESS else outcome), f"{said} {reason}".strip()


@dataclass(frozen=True, slots=True)
class Libraries:
    """The names that a sample's results give it: of the pair, of its DNA and of its RNA."""

    pair: str | None = None
    dna: str | None = None
    rna: str | None = None

    def without_column(self, columns: Collection[str]) -> tuple[str, ...]:
        """How sections begin that no column speaks for: the library has a name, and none of that name.

        The ``NA`` that the other library has there does not say that this one was not run.
        """
        if self.pair in columns:
            return ()
        named = (("DNA", self.dna), ("RNA", self.rna))
        return tuple(begins for begins, name in named if name is not None and name not in columns)

    def named(self, begins: str) -> str | None:
        """The library whose sections begin so."""
        return self.dna if begins == "DNA" else self.rna


_NO_NAMES = Libraries()


def own_metrics(
    ids: frozenset[str], files: Sequence[MetricsOutput], joined: Joined, libraries: Libraries = _NO_NAMES
) -> tuple[tuple[QualityMetric, ...], str, MetricsOutput | None]:
    """The metrics of one sample, the run's own with them, and the steps that failed for it.

    The first file that has the sample counts; the same cell in a later file must say the same. Of a library
    without a column in any file no metric is given: its quality is not known.
    """
    unknown = libraries.without_column({name for file in files for name in file.samples})
    cells: dict[tuple[str, str, str], QualityMetric] = {}
    first: MetricsOutput | None = None
    steps: list[str] = []
    for file in files:
        if not ids & set(file.samples):
            continue
        first = first or file
        steps.extend(step for name, step in file.failed_steps.items() if name in ids and step not in steps)
        differing = 0
        for metric in file.of(ids):
            if unknown and metric.value_text is None and metric.section.startswith(unknown):
                continue
            key = (metric.section, metric.metric, metric.sample)
            differing += cells.setdefault(key, metric) != metric
        if differing:
            joined.note(
                file.file,
                "",
                f"{differing} metrics that differ from {first.file}",
                "the same metrics for a sample in every file; the first file was taken",
            )
    if first is not None and unknown:
        joined.note(
            first.file,
            "",
            f"no column for {' and '.join(filter(None, map(libraries.named, unknown)))}",
            "a column for each library of a sample; the quality of this one is not known",
        )
    return tuple(cells.values()), "; ".join(steps), first


def quality_only(name: str, file: MetricsOutput, joined: Joined) -> SampleReading:
    """A sample of which only its quality was brought; it has no findings and says so."""
    own, failed_steps, _ = own_metrics(frozenset({name}), [file], joined)
    dna = any(one.sample == name and one.value_text and one.section.startswith("DNA") for one in own)
    verdicts = class_verdicts(own, file.software)
    outcome, reason = outcome_with(outcome_of(verdicts), failed_steps)
    if outcome is Outcome.SUCCESS:
        outcome = Outcome.PARTIAL
    named = file.software.lower()
    assay = "TST170" if "tumor 170" in named else BLOOD_ASSAY if "ctdna" in named else TISSUE_ASSAY
    mine = [one for one in own if one.sample != RUN_WIDE]
    ids = (None, name if dna else None, None if dna else name)
    return SampleReading(
        pair_id=None,
        dna_sample_id=ids[1],
        rna_sample_id=ids[2],
        assay=assay,
        software=file.software,
        software_version=file.software_version,
        run_name=None,
        run_date=None,
        output_date=file.output_date,
        build=Build.UNKNOWN,
        findings=Findings(),
        metrics=own,
        verdicts=verdicts,
        outcome=outcome,
        outcome_reason=f"{QUALITY_ONLY} {reason}".strip(),
        content_sha256=content_sha256(ids, assay, file.software_version, Build.UNKNOWN, Findings(), mine),
    )
