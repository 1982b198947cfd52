"""The one process at a time that reads a run or keeps an accepted run's files, and what came of it."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from data.ingest.accepted_files import Acceptance, announced, announcement, withdraw
from data.ingest.arrivals import Arrival, shown
from data.ingest.kept_readings import program, shape
from data.ingest.reading_job import Outcome, ReadingJob
from data.ingest.tracking import Tracked, Tracking
from data.ingest.uploads import discard_upload
from domain.views.jobs import JobState, ReadSample

log = logging.getLogger("mtb")

_AGAIN_SECONDS = 60.0
"""Until keeping the files of an accepted run is tried again."""

_NEVER_RECORDED_SECONDS = 3600.0
"""After which an announced acceptance that the journal does not know is let go."""


@dataclass(slots=True)
class _Running:
    job: ReadingJob
    name: str
    fingerprint: str
    target: Path
    what: Arrival | Acceptance
    """The run that is read, or the acceptance whose files are kept."""

    @property
    def reads(self) -> bool:
        """Whether it reads a run."""
        return isinstance(self.what, Arrival)


class Processing:
    """Starts, hears and ends the process; one run at a time, the laboratories in turn."""

    def __init__(
        self, home: Path, tracking: Tracking, run_of: Callable[[str], str | None], seconds: float
    ) -> None:
        self.announcements = home / "readings" / "accepting"
        self.accepted = home / "inbox" / "accepted"
        self.tracking = tracking
        self.run_of = run_of
        self.seconds = seconds
        self._running: _Running | None = None
        self._served: dict[str, int] = {}
        self._turn = 0
        self.started = 0
        """How many processes were started to read a run."""
        self._not_before: dict[str, float] = {}

    @property
    def is_busy(self) -> bool:
        """Whether a process runs now."""
        return self._running is not None

    @property
    def pid(self) -> int | None:
        """The running process."""
        return None if self._running is None else self._running.job.pid

    def end(self) -> None:
        """End the running process; what it was half-way through is not kept."""
        running, self._running = self._running, None
        if running is not None:
            running.job.end()
            if running.reads:
                half = running.target.with_name(f".{running.target.name}.{running.job.pid}")
                with suppress(OSError):
                    half.unlink(missing_ok=True)

    def stop_reading(self, tracked: Tracked) -> None:
        """End the process if it reads that run."""
        if self._running is not None and self._running.reads and self._running.name == tracked.arrival.name:
            self.end()

    def step(self) -> None:
        """Take what the process said and start the next when it is over; never waits."""
        if self._running is not None:
            self._hear(self._running)
        if self._running is None and not self._keep_next():
            self._read_next()

    def _hear(self, running: _Running) -> None:
        tracked = self.tracking.by_name.get(running.name)
        if tracked is not None and tracked.arrival.fingerprint != running.fingerprint:
            tracked = None
        if tracked is None and running.reads:
            # It was taken away, or other files lie there by now.
            self.end()
            return
        outcome = running.job.poll()
        if tracked is not None:
            tracked.done, tracked.total = running.job.done, running.job.total or tracked.total
        if outcome is None:
            return
        self.end()
        if isinstance(running.what, Acceptance):
            self._was_kept(tracked, running.target.name, running.what, outcome)
        elif tracked is not None:
            self._was_read(tracked, running.what, outcome)

    def _was_read(self, tracked: Tracked, before: Arrival, outcome: Outcome) -> None:
        now = self.tracking.again(before)
        if now is None or now.witness != before.witness:
            # Something was exchanged while it was read: what was read may be of other files.
            self.tracking.still_growing(tracked)
            return
        if outcome.result is None:
            log.warning("Reading job %s failed: %s", before.job_id, outcome.code)
            tracked.turn(JobState.FAILED, outcome.reason)
        else:
            tracked.turn(JobState.READY)
            tracked.samples = tuple(ReadSample(*one) for one in outcome.result["samples"])
        self.tracking.keep(tracked)

    def _was_kept(
        self, tracked: Tracked | None, run_id: str, acceptance: Acceptance, outcome: Outcome
    ) -> None:
        reason = ""
        if outcome.result is None:
            log.warning("The files of accepted run %s are not kept yet: %s", run_id, outcome.code)
            self._not_before[acceptance.token] = time.monotonic() + _AGAIN_SECONDS
            reason = "The run is recorded; its files could not be kept yet, which is tried every minute."
        else:
            withdraw(self.announcements, acceptance.token)
            left_out = [shown(name) for name in outcome.result["left_out"]]
            if left_out:
                log.warning("%s files of accepted run %s are not kept", len(left_out), run_id)
                reason = f"Not kept, because it is no longer what was read: {', '.join(left_out[:5])}."
            elif acceptance.discard:
                discard_upload(self.tracking.incoming, acceptance.name)
                self.tracking.let_go(acceptance.name, acceptance.fingerprint)
                return
        if tracked is not None:
            tracked.turn(JobState.READY, reason)
            tracked.accepted = True
            self.tracking.keep(tracked)

    def _keep_next(self) -> bool:
        """Start keeping the files of an accepted run, where one waits."""
        for acceptance in announced(self.announcements):
            if time.monotonic() < self._not_before.get(acceptance.token, 0.0):
                continue
            run_id = self.run_of(acceptance.token)
            if run_id is None:
                self._let_go_if_old(acceptance)
                continue
            self.accepted.mkdir(exist_ok=True, mode=0o700)
            self._start_keeping(acceptance, self.accepted / run_id)
            return True
        return False

    def _start_keeping(self, acceptance: Acceptance, target: Path) -> None:
        total = sum(one.size for one in acceptance.files)
        tracked = self.tracking.by_name.get(acceptance.name)
        if tracked is not None and tracked.arrival.fingerprint == acceptance.fingerprint:
            tracked.accepted = True
            tracked.turn(JobState.ACCEPTING, total=total)
        order = {
            "do": "keep",
            "incoming": str(self.tracking.incoming),
            "announced": str(announcement(self.announcements, acceptance.token)),
            "target": str(target),
        }
        job = ReadingJob(order, self.seconds)
        self._running = _Running(job, acceptance.name, acceptance.fingerprint, target, acceptance)

    def _let_go_if_old(self, acceptance: Acceptance) -> None:
        """An acceptance that was announced and never recorded: the server stopped in between."""
        with suppress(OSError):
            written = announcement(self.announcements, acceptance.token).stat().st_mtime
            if time.time() - written > _NEVER_RECORDED_SECONDS:
                withdraw(self.announcements, acceptance.token)

    def _read_next(self) -> None:
        """Start reading the run whose turn it is: the folder that waited longest, its oldest run."""
        waiting = [one for one in self.tracking.by_name.values() if one.state is JobState.WAITING]
        if not waiting:
            return
        one = min(waiting, key=lambda w: (self._served.get(w.arrival.root, 0), w.since, w.arrival.name))
        it = one.arrival
        self._turn += 1
        self.started += 1
        self._served[it.root] = self._turn
        target = self.tracking.notes.reading_of(it.fingerprint)
        order = {
            "do": "read",
            "program": program().hex(),
            "shape": shape().hex(),
            "incoming": str(self.tracking.incoming),
            "name": it.name,
            "target": str(target),
        }
        job = ReadingJob(order, self.seconds)
        one.turn(JobState.READING, total=it.size)
        self._running = _Running(job, it.name, it.fingerprint, target, it)
