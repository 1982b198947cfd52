"""The fixtures as the tests ask for them."""

from pathlib import Path

from data.ingest.run_reading import read_files
from domain.findings import Biomarker, BiomarkerName
from domain.problems import Problem, Severity
from domain.quality import QualityClass, Verdict
from domain.readings import RunReading, SampleReading

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def read(*names: str) -> RunReading:
    """The reading of some fixtures brought in together."""
    return read_files({name: FIXTURES / name for name in names})


def only(*names: str) -> SampleReading:
    """The one sample of some fixtures."""
    (sample,) = read(*names).samples
    return sample


def read_bytes(folder: Path, content: bytes, name: str = "file") -> RunReading:
    """The reading of one file with this content."""
    path = folder / "upload"
    path.write_bytes(content)
    return read_files({name: path})


def of_severity(reading: RunReading, severity: Severity) -> list[Problem]:
    """The problems of one severity."""
    return [one for one in reading.problems if one.severity is severity]


def marker(sample: SampleReading, name: BiomarkerName) -> Biomarker:
    """One biomarker of a sample."""
    return next(one for one in sample.findings.biomarkers if one.name is name)


def verdict(sample: SampleReading, quality_class: QualityClass) -> Verdict:
    """The verdict on one class."""
    return next(one.verdict for one in sample.verdicts if one.quality_class is quality_class)
