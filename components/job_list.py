"""The runs that arrived: where each stands, how far it is, and what can be done with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from components.keys import wkey
from components.paging import back_to_first, page_numbers, rows_to_skip
from components.text import DASH, counted, md
from domain.person_names import file_reads_like_a_name
from domain.views.jobs import Job, JobState

_COLUMNS = (2.3, 3.7, 1.4, 1.3, 3.4)
_TITLES = ("Run", "State", "Files", "Since (UTC)", "")
_PER_PAGE = 8
_BEGINNING, _END = 26, 13
"""Letters of a long name that are shown."""
_SETTLED = {JobState.ACCEPTED, JobState.BROUGHT_IN_BEFORE}
_READ = {JobState.READY, JobState.ACCEPTED, JobState.BROUGHT_IN_BEFORE}
_STOPPABLE = {JobState.WAITING, JobState.READING}
_REPEATABLE = {JobState.READY, JobState.FAILED, JobState.CANCELLED}

OnJob = Callable[[str], None]
"""What a row's button calls, with the job's id."""


@dataclass(frozen=True, slots=True)
class JobActs:
    """What the buttons of a row do."""

    look_at: OnJob
    cancel: OnJob
    read_again: OnJob
    discard: OnJob


def job_list(jobs: Sequence[Job], about: str, chosen: str | None, acts: JobActs, more: int = 0) -> None:
    """Draw what waits, and folded away what was brought in; ``about`` names whose list it is.

    ``more`` says how many runs lie there that are not watched.
    """
    open_ones = [job for job in jobs if job.state not in _SETTLED]
    settled = [job for job in jobs if job.state in _SETTLED]
    st.subheader(md(summary(jobs)))
    if more:
        st.text(f"{more:,} older runs lie there too and are not watched: take away what was brought in.")
    if open_ones:
        _rows(open_ones, "jobs_open", about, chosen, acts)
    if settled:
        with st.expander(md(f"Brought in ({len(settled):,})"), key=wkey("jobs_settled", about)):
            _rows(settled, "jobs_brought_in", about, chosen, acts)


def summary(jobs: Sequence[Job]) -> str:
    """How many runs there are, and how many of them wait for a person."""
    ready = sum(job.state is JobState.READY and bool(job.samples) for job in jobs)
    failed = sum(job.state is JobState.FAILED for job in jobs)
    told = [f"{ready:,} {'waits' if ready == 1 else 'wait'} to be accepted"]
    if under_way := sum(job.is_under_way for job in jobs):
        told.append(f"{under_way:,} under way")
    if failed:
        told.append(f"{failed:,} failed")
    return f"Runs that arrived ({len(jobs):,}): {', '.join(told)}"


def state_sentence(job: Job) -> str:
    """Where a run stands, as a sentence."""
    of = f"{job.percent} % of {readable_size(job.total)}"
    match job.state:
        case JobState.ARRIVING:
            return "Arriving: it is read once its files have stopped growing"
        case JobState.WAITING:
            return "Waits to be read"
        case JobState.READING:
            return f"Being read: {of}"
        case JobState.READY:
            return _ready_sentence(job)
        case JobState.ACCEPTING:
            return f"Accepted; its files are being kept: {of}"
        case JobState.ACCEPTED:
            return f"Accepted. {job.reason}".strip()
        case JobState.BROUGHT_IN_BEFORE:
            return "Brought in before, with exactly these results: nothing to do"
        case JobState.FAILED:
            return f"Failed: {job.reason}"
        case JobState.CANCELLED:
            return "Cancelled; its files lie where they were"


def _ready_sentence(job: Job) -> str:
    samples = len(job.samples)
    if not samples:
        return "Read; no sample was found in it"
    told = f"Ready to accept: {counted(samples, 'sample')}"
    if job.known:
        told += f", {job.known:,} of {samples:,} brought in before"
    return f"{told}. {job.reason}".strip() if job.reason else told


def shown_name(job: Job) -> str:
    """What a run is called in the list: a long name cut in its middle, none that may be a person's."""
    if file_reads_like_a_name(job.label):
        return "A name that may be a person's: look at the run"
    return short_name(job.label)


def short_name(name: str) -> str:
    """A name too long for its column, without its middle: the end often tells one run from the next."""
    if len(name) <= _BEGINNING + _END + 1:
        return name
    return f"{name[:_BEGINNING]}\N{HORIZONTAL ELLIPSIS}{name[-_END:]}"


def _whole_name(job: Job) -> str | None:
    """The whole name for the tooltip, where the list shows a part of it."""
    shortened = shown_name(job) == short_name(job.label) != job.label
    return md(job.label) if shortened else None


def readable_size(size: int) -> str:
    """A size in kB or MB."""
    if size < 1e6:
        return f"{max(size, 1) / 1e3:,.1f} kB" if size < 1e4 else f"{size / 1e3:,.0f} kB"
    return f"{size / 1e6:,.1f} MB" if size < 1e8 else f"{size / 1e6:,.0f} MB"


def moment(when: datetime) -> str:
    """A time as ``14 Nov 09:05``."""
    return f"{when.day} {when:%b %H:%M}"


def _rows(jobs: Sequence[Job], name: str, about: str, chosen: str | None, acts: JobActs) -> None:
    skip = rows_to_skip(name, about, _PER_PAGE)
    if skip >= len(jobs):
        skip = back_to_first(name, about)
    for column, title in zip(st.columns(_COLUMNS), _TITLES, strict=True):
        column.caption(md(title or DASH) if title else "")
    for job in jobs[skip : skip + _PER_PAGE]:
        _row(job, about, chosen, acts)
    if len(jobs) > _PER_PAGE:
        st.caption(md(f"{min(_PER_PAGE, len(jobs) - skip)} shown of {len(jobs):,}, the newest first"))
    page_numbers(name, about, len(jobs), _PER_PAGE)


def _row(job: Job, about: str, chosen: str | None, acts: JobActs) -> None:
    name, state, files, since, buttons = st.columns(_COLUMNS, vertical_alignment="center")
    name.text(shown_name(job), help=_whole_name(job))
    with state:
        if job.state is JobState.FAILED:
            st.error(md(state_sentence(job)), icon=None)
        else:
            st.text(state_sentence(job))
    files.text(f"{job.files:,}, {readable_size(job.size)}")
    since.text(moment(job.since))
    with buttons, st.container(horizontal=True, gap="small"):
        _buttons(job, about, chosen, acts)


def may_be_discarded(job: Job) -> bool:
    """Whether its row offers to throw it away: every upload whose files are not being kept.

    Also while it is read: who adds a file and changes her mind clicks as the reading begins, and a button
    that is taken away under the click is a click without an answer.
    """
    return job.uploaded and job.state is not JobState.ACCEPTING


def _buttons(job: Job, about: str, chosen: str | None, acts: JobActs) -> None:
    def button(label: str, name: str, act: OnJob, disabled: bool = False) -> None:
        key = wkey(name, about, job.job_id)
        told = f"{label}: {md(shown_name(job))}"
        st.button(label, key=key, on_click=lambda: act(job.job_id), help=told, disabled=disabled)

    if job.state in _READ:
        button("Shown below" if job.job_id == chosen else "Look at", "look_at", acts.look_at,
               disabled=job.job_id == chosen)  # fmt: skip
    if job.state in _STOPPABLE:
        button("Cancel", "cancel", acts.cancel)
    if job.state in _REPEATABLE:
        button("Read again", "read_again", acts.read_again)
    if may_be_discarded(job):
        button("Discard", "discard", acts.discard)
