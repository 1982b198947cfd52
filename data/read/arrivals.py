"""What the store knows of runs that have arrived and were read, before anybody looks at one."""

from collections.abc import Sequence
from dataclasses import replace

from data.store import Reader
from domain.views.jobs import Job, JobState


def with_known(reader: Reader, jobs: Sequence[Job], laboratory_id: str) -> tuple[Job, ...]:
    """The jobs, each with how many of its samples the laboratory brought in before with these very results.

    A run of which every sample was is accepted, or was brought in before from other files.
    """
    ids = sorted({sample.sample_id for job in jobs for sample in job.samples})
    rows = reader.rows("reach/same_results", sample_ids=ids, laboratory_id=laboratory_id) if ids else []
    before = {(row["sample_id"], row["content_sha256"]) for row in rows}
    return tuple(_told(job, before) for job in jobs)


def _told(job: Job, before: set[tuple[str, str]]) -> Job:
    known = sum((one.sample_id, one.content_sha256) in before for one in job.samples)
    if job.state is not JobState.READY or not job.samples or known < len(job.samples):
        return replace(job, known=known)
    state = JobState.ACCEPTED if job.accepted else JobState.BROUGHT_IN_BEFORE
    return replace(job, known=known, state=state)
