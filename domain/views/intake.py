"""What the intake page shows of a run that waits for somebody to accept it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Earlier(StrEnum):
    """Whether results of a sample were brought in before."""

    NONE = "none"
    SAME = "same"
    """Exactly these: they are refused."""
    OTHER = "other"
    """Others: these may be accepted as a re-analysis."""


@dataclass(frozen=True, slots=True)
class SpecimenOption:
    """A specimen that a sample may have been made from."""

    specimen_id: str
    pseudonym: str
    tumour: str
    kind: str
    site: str | None
    collected_on: date | None
    patient_id: str
    tumour_id: str | None

    @property
    def label(self) -> str:
        """The specimen in one line."""
        day = f", collected {self.collected_on.day} {self.collected_on:%b %Y}" if self.collected_on else ""
        where = f" ({self.site})" if self.site else ""
        return f"{self.pseudonym}, {self.tumour}: {self.kind}{where}{day}"


@dataclass(frozen=True, slots=True)
class SampleMatch:
    """What the store knows of a sample that was read."""

    sample_id: str
    specimens: tuple[SpecimenOption, ...]
    """By the sample's own names; empty when the store knows none of them."""
    earlier: Earlier
    earlier_on: datetime | None


@dataclass(frozen=True, slots=True)
class TumourOption:
    """A patient's tumour that a new specimen may belong to."""

    patient_id: str
    tumour_id: str
    label: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """A run folder or a staged upload that lies in ``incoming/``."""

    name: str
    """Where it lies under ``incoming/``; the key under which it is read."""
    uploaded: bool
    files: int
    size: int
    """Bytes."""
    arrived: datetime

    @property
    def label(self) -> str:
        """The arrival in one line."""
        what = "Upload" if self.uploaded else self.name
        files = "1 file" if self.files == 1 else f"{self.files} files"
        return f"{what}, {files}, {self.size / 1e6:,.1f} MB, {self.arrived:%d %b %Y %H:%M} UTC"


@dataclass(frozen=True, slots=True)
class TestedSpecimen:
    """A specimen that a single test may have been done on, and the name that the test gives it."""

    option: SpecimenOption
    name: str
    """A sample id of the specimen, else whose it is and the day it was taken."""
