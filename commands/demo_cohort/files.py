"""Writes the files of a demonstration cohort: one folder a run, and the two clinical lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commands.demo_cohort.clinical_rows import patient_rows, sample_rows
from commands.demo_cohort.cvo import combined_variant_output
from commands.demo_cohort.metrics import metrics_output
from commands.demo_cohort.plan import DemoPatient, DemoPlan, DemoRun
from commands.demo_cohort.vcf import variant_file, vcf_name
from domain.refused import Refused

METRICS_NAME = "MetricsOutput.tsv"
PATIENTS_NAME = "data_clinical_patient.txt"
SAMPLES_NAME = "data_clinical_sample.txt"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the writing has come, in run folders and lists."""

    done: int
    total: int
    doing: str
    """What was written last, in words."""


@dataclass(frozen=True, slots=True)
class CohortFiles:
    """Where the files of a cohort lie."""

    folder: Path

    @property
    def runs(self) -> Path:
        """The folder that holds one folder a run."""
        return self.folder / "runs"

    def run(self, run: DemoRun) -> Path:
        """The folder of one run, as a laboratory would drop it."""
        return self.runs / run.name

    @property
    def clinical(self) -> Path:
        """The folder of the clinical lists."""
        return self.folder / "clinical"


def write_cohort(plan: DemoPlan, folder: Path) -> Iterator[Progress]:
    """Write every run folder and both lists below ``folder``, telling after each how far it is.

    Raises ``Refused`` when the folder cannot be written or already holds runs of another cohort.
    """
    files = CohortFiles(folder)
    expected = {run.name for run in plan.runs}
    there = files.runs.iterdir() if files.runs.is_dir() else ()
    others = [one.name for one in there if one.name not in expected]
    if others:
        raise Refused(
            f"The folder {folder.name} already holds the run {min(others)}, which is not of this cohort: "
            "nothing was written; choose an empty folder."
        )
    patients = {one.pseudonym: one for one in plan.patients}
    total = len(plan.runs) + 1
    try:
        for done, run in enumerate(plan.runs, start=1):
            write_run(files.run(run), run, [patients[name] for name in run.pseudonyms], plan.seed)
            yield Progress(done, total, f"Run {run.name}")
        files.clinical.mkdir(parents=True, exist_ok=True)
        _write(files.clinical / PATIENTS_NAME, patient_rows(plan.patients))
        _write(files.clinical / SAMPLES_NAME, sample_rows(plan.patients))
    except OSError as problem:
        raise Refused(
            f"The demonstration cohort could not be written ({problem.strerror}): the runs written so far "
            "were kept; make room or choose another folder and start again."
        ) from problem
    yield Progress(total, total, "Clinical lists")


def write_run(folder: Path, run: DemoRun, patients: list[DemoPatient], seed: int) -> None:
    """Write one run's folder: its metrics, and of each patient the results and the variant file."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / METRICS_NAME, metrics_output(run, patients, seed))
    for one in patients:
        profile = one.profile
        name = f"{profile.pair_id}_CombinedVariantOutput.tsv"
        _write(folder / name, combined_variant_output(profile, run))
        _write(folder / vcf_name(profile), variant_file(profile, run, seed))


def _write(path: Path, text: str) -> None:
    # Bytes, because a text file would change its line ends from one system to another.
    path.write_bytes(text.encode("utf-8"))
