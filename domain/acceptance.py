"""What a person decides when she accepts a run: whose samples these are, and since when."""

from dataclasses import dataclass
from datetime import date

from domain.identity import national_number_in
from domain.problems import Problem
from domain.readings import FileRead, SampleReading, SectionCount
from domain.refused import Refused


@dataclass(frozen=True, slots=True)
class SampleAcceptance:
    """One sample of a run, given to the specimens it was made from."""

    sample: SampleReading
    specimen_ids: tuple[str, ...]
    """One specimen, or two of the same patient and tumour."""
    received_on: date | None = None
    reported_on: date | None = None
    as_reanalysis: bool = False
    """True when the person said that these results replace earlier ones of the same sample."""

    def __post_init__(self) -> None:
        if not self.specimen_ids:
            raise Refused(
                f"Sample {self.sample.sample_id} has no specimen yet: choose one, or add it to a case first."
            )
        if self.received_on and self.reported_on and self.reported_on < self.received_on:
            raise Refused(f"Sample {self.sample.sample_id} cannot have been reported before it was received.")


@dataclass(frozen=True, slots=True)
class RunAcceptance:
    """A run as it is accepted: its files, and the samples that are taken."""

    name: str
    laboratory_id: str
    files: tuple[FileRead, ...]
    samples: tuple[SampleAcceptance, ...]
    counts: tuple[SectionCount, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __post_init__(self) -> None:
        if not self.laboratory_id:
            raise Refused("A run needs the laboratory that sequenced it.")
        if not self.samples:
            raise Refused("No sample of this run was chosen; nothing was recorded.")
        named = [("The run's name", self.name)]
        named += [("The name of a file", one.name) for one in self.files]
        named += [("The name of a sample", one.sample.sample_id) for one in self.samples]
        for what, text in named:
            if national_number_in(text):
                raise Refused(
                    f"{what} holds a national number; nothing was recorded. Rename it, then bring the run."
                )
