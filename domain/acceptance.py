"""What a person decides when she accepts a run: whose samples these are, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.identity import national_number_in
from domain.person_names import file_reads_like_a_name, reads_like_a_name
from domain.problems import Problem
from domain.readings import FileRead, SampleReading, SectionCount
from domain.refused import Refused
from domain.single_tests import named_in


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
    no_person: bool = False
    """True when the person said that no name of it, of a sample or of a file is a person's."""

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
        if not self.no_person and (asked := asked_names(self.name, self.files, self.samples_of_run)):
            raise Refused(
                f"{asked[0]} reads like a person's; nothing was recorded. Say on Intake that it is none, or "
                "give another name; then accept the run."
            )

    @property
    def samples_of_run(self) -> tuple[SampleReading, ...]:
        """The readings of the samples that are taken."""
        return tuple(one.sample for one in self.samples)


def named_otherwise(sample: SampleReading) -> SampleReading:
    """The sample without the run's name that its files give, where that reads like a person's."""
    return replace(sample, run_name=None) if reads_like_a_name(sample.run_name or "") else sample


def asked_names(
    run_name: str, files: Sequence[FileRead], samples: Sequence[SampleReading]
) -> tuple[str, ...]:
    """What reads like a person's name of a run: ``The run's name``, then samples and files, each once."""
    told = []
    if reads_like_a_name(run_name) or any(reads_like_a_name(one.run_name or "") for one in samples):
        told.append("The run's name")
    for one in samples:
        named = named_in(one.sample_id)
        if reads_like_a_name(named[0] if named else one.sample_id):
            told.append("The name of a sample")
    told += ["The name of a file" for one in files if file_reads_like_a_name(one.name)]
    return tuple(dict.fromkeys(told))
