"""Everything that lies in ``incoming/`` as it was last seen, and how each of it stands."""

import os
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from data.ingest import limits
from data.ingest.arrivals import Arrival, arrival, names_in, roots, shown
from data.ingest.job_notes import Note, Notes
from data.ingest.kept_readings import is_disk_full
from domain.refused import Refused
from domain.views.jobs import Job, JobState, ReadSample

_UNNAMEABLE = (
    "A file's name is no text (its bytes are no UTF-8), so nothing of the run was read. Rename it, and it is "
    "read by itself."
)


def still_seconds() -> float:
    """How long a run's files must not change before it is read: ``MTB_STILL_SECONDS``."""
    try:
        return max(0.0, float(os.environ["MTB_STILL_SECONDS"]))
    except (KeyError, ValueError):
        return limits.STILL_SECONDS


@dataclass(slots=True)
class Tracked:
    """One arrival as it was last seen, and what is known of it."""

    arrival: Arrival
    seen_since: float
    """Since when it has been like this (monotonic)."""
    state: JobState
    since: datetime
    reason: str = ""
    samples: tuple[ReadSample, ...] = ()
    accepted: bool = False
    done: int = 0
    total: int = 0

    def turn(self, state: JobState, reason: str = "", total: int = 0) -> None:
        """It comes into another state now."""
        if state is not self.state:
            self.since = datetime.now(UTC)
        self.state, self.reason, self.done, self.total = state, reason, 0, total

    def job(self) -> Job:
        """The arrival as it is shown."""
        it = self.arrival
        name = shown(it.name.rpartition("/")[2])
        return Job(
            it.job_id, name, it.uploaded, self.state, it.files, it.size, self.since, it.fingerprint,
            self.done, self.total, self.reason, self.samples, self.accepted,
        )  # fmt: skip


class Tracking:
    """The arrivals of one home; not for two threads at a time.

    ``laboratories`` tells whose folders there are; ``still`` is the time in seconds for which a run's files
    must not change before it counts as arrived.
    """

    def __init__(self, home: Path, laboratories: Callable[[], Iterable[str]], still: float) -> None:
        self.incoming = home / "incoming"
        self.notes = Notes(home / "readings")
        self.laboratories = laboratories
        self.still = still
        self.left_out: dict[str, int] = {}
        """Of each root, how many runs are not watched because there are too many."""
        self.by_name: dict[str, Tracked] = {}

    def seen_now(self) -> tuple[Arrival, ...]:
        """What lies there now; nothing is changed by looking."""
        found = []
        all_roots = roots(self.incoming, self.laboratories())
        for root in all_roots:
            names, self.left_out[root] = names_in(self.incoming, root, all_roots)
            found += [one for last in names if (one := arrival(self.incoming, root, last)) is not None]
        return tuple(found)

    def take(self, seen: Iterable[Arrival]) -> None:
        """Bring what is tracked up to what was seen."""
        self.by_name = {one.name: self._as_seen(one) for one in seen}

    def again(self, before: Arrival) -> Arrival | None:
        """The same arrival as it is now."""
        return arrival(self.incoming, before.root, before.name.rsplit("/", 1)[-1])

    def _as_seen(self, one: Arrival) -> Tracked:
        now = time.monotonic()
        tracked = self.by_name.get(one.name)
        if tracked is None or tracked.arrival.fingerprint != one.fingerprint:
            tracked = self._recalled(one, now)
        elif tracked.arrival.witness != one.witness or one.copying:
            tracked.seen_since = now
        tracked.arrival = one
        is_still = not one.copying and (one.uploaded or now - tracked.seen_since >= self.still)
        if tracked.state is JobState.ARRIVING and is_still:
            if one.unnameable:
                tracked.turn(JobState.FAILED, _UNNAMEABLE)
            else:
                tracked.turn(JobState.WAITING)
        elif tracked.state is JobState.WAITING and not is_still:
            tracked.turn(JobState.ARRIVING)
        return tracked

    def _recalled(self, one: Arrival, now: float) -> Tracked:
        """An arrival with what is known of these very files from before."""
        note = self.notes.read(one.fingerprint)
        if note is None:
            return Tracked(one, now, JobState.ARRIVING, datetime.now(UTC))
        return Tracked(one, now, note.state, note.since, note.reason, note.samples, note.accepted)

    def still_growing(self, tracked: Tracked) -> None:
        """Its files changed while they were read: it has not arrived yet."""
        self.notes.forget(tracked.arrival.fingerprint)
        tracked.seen_since = time.monotonic()
        tracked.samples = ()
        tracked.turn(JobState.ARRIVING)

    def keep(self, tracked: Tracked) -> None:
        """Write down how an arrival stands; without room it is known until the server stops."""
        note = Note(tracked.state, tracked.since, tracked.reason, tracked.samples, tracked.accepted)
        try:
            self.notes.write(tracked.arrival.fingerprint, note)
        except OSError as error:
            if not is_disk_full(error):
                raise

    def let_go(self, name: str, fingerprint: str) -> None:
        """An arrival that is no longer there."""
        self.by_name.pop(name, None)
        self.notes.forget(fingerprint)

    def sweep(self) -> None:
        """Let go of readings of what has been gone for a day."""
        self.notes.sweep({one.arrival.fingerprint for one in self.by_name.values()})

    def within(self, reach: Collection[str]) -> tuple[Tracked, ...]:
        """The arrivals in these roots, the newest first."""
        found = [one for one in self.by_name.values() if one.arrival.root in reach]
        return tuple(sorted(found, key=lambda one: one.arrival.newest, reverse=True))

    def one_of(self, reach: Collection[str], job_id: str) -> Tracked:
        """One arrival in these roots. Raises ``Refused`` alike for what is not there and what is not hers."""
        for one in self.by_name.values():
            if one.arrival.job_id == job_id and one.arrival.root in reach:
                return one
        raise Refused("This run lies in the incoming folder no longer; choose another run.")
