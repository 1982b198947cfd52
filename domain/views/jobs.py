"""What the intake page shows of the files that arrive: one job for each run folder, file or upload."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class JobState(StrEnum):
    """Where a run stands between its arrival and its acceptance."""

    ARRIVING = "arriving"
    """Its files still grow, or were not still for long enough."""
    WAITING = "waiting"
    """Its files are still; another run is being read."""
    READING = "reading"
    READY = "ready"
    """It was read and waits for a person."""
    ACCEPTING = "accepting"
    """It was accepted; its files are being kept."""
    ACCEPTED = "accepted"
    BROUGHT_IN_BEFORE = "brought_in_before"
    """Exactly its results were accepted before, from other files."""
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ReadSample:
    """A sample that a reading holds: the name it goes by and the hash of its results."""

    sample_id: str
    content_sha256: str


@dataclass(frozen=True, slots=True)
class Job:
    """A run folder, a file or an upload under ``incoming/``, and what became of it so far."""

    job_id: str
    name: str
    """As it is called in its folder of ``incoming/``, fit to be shown."""
    uploaded: bool
    state: JobState
    files: int
    size: int
    """Bytes."""
    since: datetime
    """Since when it is in this state."""
    fingerprint: str
    """Of its files' names, sizes and times: other files are another fingerprint."""
    done: int = 0
    """Bytes read, or kept, so far."""
    total: int = 0
    """Bytes to read, or to keep."""
    reason: str = ""
    """Why it failed, or what an acceptance could not keep; empty otherwise."""
    samples: tuple[ReadSample, ...] = ()
    accepted: bool = False
    """Whether a person accepted it, or a part of it, from here."""
    known: int = 0
    """How many of the samples were brought in before, with these very results."""

    @property
    def label(self) -> str:
        """What it is called in the list."""
        return "Upload" if self.uploaded else self.name

    @property
    def percent(self) -> int:
        """How much of it was read or kept, 0 to 100."""
        return min(100, 100 * self.done // self.total) if self.total else 0

    @property
    def is_under_way(self) -> bool:
        """Whether it changes by itself."""
        return self.state in {JobState.ARRIVING, JobState.WAITING, JobState.READING, JobState.ACCEPTING}
