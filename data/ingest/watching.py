"""Watches ``incoming/``: what lies still is read in a process of its own and waits for a person."""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from data.ingest import limits
from data.ingest.accepted_files import Acceptance, announce, wanted_files, withdraw
from data.ingest.arrivals import job_id_of
from data.ingest.kept_readings import is_disk_full, kept_reading
from data.ingest.processing import Processing
from data.ingest.tracking import Tracked, Tracking, still_seconds
from data.ingest.uploads import discard_upload
from domain.readings import RunReading
from domain.refused import Refused
from domain.views.jobs import Job, JobState

log = logging.getLogger("mtb")

_LOOK_SECONDS = 1.0
_UNDER_WAY_SECONDS = 0.25
_SWEEP_SECONDS = 3600.0
_SHARE_OF_TIME = 0.05
"""How much of its time the watcher may spend looking at folders."""


class Watcher:
    """The runs of one home between their arrival and their acceptance.

    ``laboratories`` tells whose folders there are; ``run_of`` tells under which id the act with a token was
    recorded, ``None`` where it was not.  What a person asks for is kept to the roots that she may see.
    """

    def __init__(
        self,
        home: Path,
        laboratories: Callable[[], Iterable[str]],
        run_of: Callable[[str], str | None],
        still: float | None = None,
        seconds: float = limits.JOB_SECONDS,
    ) -> None:
        self.incoming = home / "incoming"
        self.tracking = Tracking(home, laboratories, still_seconds() if still is None else still)
        self.processing = Processing(home, self.tracking, run_of, seconds)
        self._open: OrderedDict[str, tuple[int, RunReading]] = OrderedDict()
        self._lock = threading.RLock()
        self._looking = threading.Lock()
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self._next_scan = self._next_sweep = 0.0
        self._last_took = 0.0

    def start(self) -> None:
        """Look from now on, in a thread of its own."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._watch, name="incoming", daemon=True)
            self._thread.start()

    def stop(self, patience: float = 10.0) -> None:
        """End the thread and what is being read; that run is read when the server starts again."""
        self._stopped.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(patience)
        with self._lock:
            self.processing.end()

    def _watch(self) -> None:
        while not self._stopped.is_set():
            try:
                self.look()
            except Exception as error:  # the next look may succeed; the thread must outlive a full disk
                # Not the error itself: it may name a file, and a file may be named after a patient.
                log.error("The incoming folder could not be looked at: %s", type(error).__name__)
            self._wake.wait(_UNDER_WAY_SECONDS if self.processing.is_busy else _LOOK_SECONDS)
            self._wake.clear()

    def look(self) -> None:
        """See what arrived and what came of the running process, and start the next; never waits for it."""
        if not self._looking.acquire(blocking=False):
            return
        try:
            now = time.monotonic()
            if now >= self._next_scan:
                seen = self.tracking.seen_now()
                took = time.monotonic() - now
                least = _LOOK_SECONDS if self._thread is not None else 0.0
                # One slow look may have waited for the machine, as the first does; two are slow folders.
                slow, self._last_took = min(took, self._last_took), took
                self._next_scan = now + max(least, slow / _SHARE_OF_TIME)
                with self._lock:
                    self.tracking.take(seen)
            with self._lock:
                self.processing.step()
                if now >= self._next_sweep:
                    self._next_sweep = now + _SWEEP_SECONDS
                    self.tracking.sweep()
        finally:
            self._looking.release()

    def jobs(self, reach: Collection[str]) -> tuple[Job, ...]:
        """The runs in these roots of ``incoming/``, the newest first."""
        if self._thread is None:
            self.look()
        with self._lock:
            return tuple(one.job() for one in self.tracking.within(reach))

    def left_out(self, reach: Collection[str]) -> int:
        """How many more runs lie in these roots than are watched."""
        return sum(self.tracking.left_out.get(root, 0) for root in reach)

    def cancel(self, reach: Collection[str], job_id: str) -> None:
        """Stop reading a run, or take it out of the queue; its files stay. Raises ``Refused``."""
        with self._lock:
            one = self.tracking.one_of(reach, job_id)
            if one.state in {JobState.WAITING, JobState.READING}:
                self.processing.stop_reading(one)
                one.turn(JobState.CANCELLED)
                self.tracking.keep(one)
        self._wake.set()

    def read_again(self, reach: Collection[str], job_id: str) -> None:
        """Read a run anew that was read, failed or was cancelled. Raises ``Refused``."""
        with self._lock:
            one = self.tracking.one_of(reach, job_id)
            if one.state in {JobState.READY, JobState.FAILED, JobState.CANCELLED}:
                self._forget_reading(one)
        self._wake.set()

    def _forget_reading(self, one: Tracked) -> None:
        fingerprint = one.arrival.fingerprint
        self.tracking.notes.forget(fingerprint)
        self._open.pop(fingerprint, None)
        one.samples = ()
        # What cannot be read for its names is looked at again first.
        one.turn(JobState.ARRIVING if one.arrival.unnameable else JobState.WAITING)

    def reading(self, reach: Collection[str], job_id: str) -> RunReading:
        """What was read of a run. Raises ``Refused`` when it lies there no longer or is not read yet."""
        with self._lock:
            one = self.tracking.one_of(reach, job_id)
            fingerprint = one.arrival.fingerprint
            if (opened := self._open.get(fingerprint)) is not None:
                self._open.move_to_end(fingerprint)
                return opened[1]
        path = self.tracking.notes.reading_of(fingerprint)
        reading = kept_reading(path)
        with self._lock:
            if reading is None:
                if one.state is JobState.READY:
                    self._forget_reading(one)
                self._wake.set()
                raise Refused("What was read of this run is no longer kept, so it is read anew; wait for it.")
            self._open[fingerprint] = (path.stat().st_size, reading)
            while len(self._open) > 1 and _size(self._open) > limits.MAX_OPEN_READING_BYTES:
                self._open.popitem(last=False)
        return reading

    def accepting(self, reach: Collection[str], job: Job, token: str, discard: bool) -> None:
        """Write down, before the act is recorded, that a run is about to be accepted.

        ``job`` is the run as the person saw it; ``discard`` says that nothing of an upload is left to wait
        for.  Raises ``Refused`` when its files have changed since or the disk is full: then nothing is to be
        recorded.
        """
        with self._lock:
            it = self.tracking.one_of(reach, job.job_id).arrival
        if it.fingerprint != job.fingerprint:
            raise Refused(
                "The files of this run have changed since you looked at it; nothing was recorded. It is read "
                "anew: look at it again."
            )
        reading = self.reading(reach, job.job_id)
        files = wanted_files(reading)
        acceptance = Acceptance(token, it.name, it.fingerprint, files, discard and it.uploaded)
        try:
            announce(self.processing.announcements, acceptance)
        except OSError as error:
            if not is_disk_full(error):
                raise
            raise Refused(
                "The server's disk is full; nothing was recorded. Tell the administrator, then accept again."
            ) from error

    def accepted(self, reach: Collection[str], job_id: str) -> None:
        """The act was recorded: its files are kept from now on."""
        with self._lock:
            one = self.tracking.one_of(reach, job_id)
            one.accepted = True
            one.turn(JobState.ACCEPTING)
        self._wake.set()

    def not_accepted(self, token: str) -> None:
        """The act was refused."""
        withdraw(self.processing.announcements, token)

    @staticmethod
    def id_of(name: str) -> str:
        """The id of the job of what lies under that name in ``incoming/``."""
        return job_id_of(name)

    def look_soon(self) -> None:
        """Something was uploaded: do not wait for the next look."""
        self._next_scan = 0.0
        self._wake.set()

    def discard(self, reach: Collection[str], job_id: str) -> None:
        """Throw an upload away. Raises ``Refused`` when it is no upload of hers, or is being kept."""
        with self._lock:
            one = self.tracking.one_of(reach, job_id)
            if not one.arrival.uploaded or one.state is JobState.ACCEPTING:
                raise Refused("This is no upload that can be discarded; its files stay where they are.")
            self.processing.stop_reading(one)
            discard_upload(self.incoming, one.arrival.name)
            self.tracking.let_go(one.arrival.name, one.arrival.fingerprint)


def _size(opened: OrderedDict[str, tuple[int, RunReading]]) -> int:
    return sum(size for size, _ in opened.values())
