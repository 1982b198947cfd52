"""What the intake page does with uploads and with the runs that arrive."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NoReturn

import streamlit as st

import session
from components.accept_run_form import accepted_sentence, left_out
from components.forms import OnAct
from components.job_list import JobActs, job_list
from components.keys import wkey
from components.states import nothing_here
from components.text import md
from data.ingest.uploads import uploads_of
from data.read.arrivals import with_known
from data.read.specimen_checks import checks_of
from data.record.cases import NewSpecimen, record_specimen
from data.record.runs import record_run
from domain.people import Role
from domain.readings import RunReading
from domain.refused import Refused
from domain.specimen_requirements import Check
from domain.views.intake import SampleMatch
from domain.views.jobs import Job, JobState
from pages.intake.uploading import chosen_key, uploading
from session import Here, opening
from session.here import say

REFRESH_SECONDS = 1.5
_SHOWN = {JobState.READY, JobState.ACCEPTING, JobState.ACCEPTED, JobState.BROUGHT_IN_BEFORE}


def reach(here: Here, laboratory: str) -> tuple[str, ...]:
    """The folders of ``incoming/`` that this user is shown: a laboratory's user only her own."""
    own = (laboratory, uploads_of(here.actor.user_id))
    return ("", *own) if here.actor.role is Role.COORDINATOR else own


def _drawn_key(laboratory: str) -> str:
    return wkey("arrival_drawn", laboratory)


def _anew_key(laboratory: str) -> str:
    return wkey("arrival_anew", laboratory)


def jobs_here(here: Here, laboratory: str) -> tuple[Job, ...]:
    """The runs that this user is shown for that laboratory, with what the store knows of them."""
    jobs = opening.the_watcher().jobs(reach(here, laboratory))
    with here.reading() as reader:
        return with_known(reader, jobs, laboratory)


def waiting_at(here: Here, laboratories: Sequence[str]) -> dict[str, int]:
    """How many runs in ``incoming/`` wait to be accepted, by laboratory; those without any are left out."""
    found: dict[str, int] = {}
    watcher = opening.the_watcher()
    with here.reading() as reader:
        for laboratory in laboratories:
            jobs = with_known(reader, watcher.jobs((laboratory,)), laboratory)
            if ready := sum(job.state is JobState.READY and bool(job.samples) for job in jobs):
                found[laboratory] = ready
    return found


def chosen_job(laboratory: str, jobs: Sequence[Job]) -> Job | None:
    """The run that was chosen, when there is something to show of it."""
    # The page is being drawn anew, so the list need not ask for it.
    st.session_state.pop(_anew_key(laboratory), None)
    chosen = st.session_state.get(chosen_key(laboratory))
    job = next((job for job in jobs if job.job_id == chosen and job.state in _SHOWN), None)
    st.session_state[_drawn_key(laboratory)] = job.fingerprint if job is not None else None
    return job


def _acts(here: Here, laboratory: str) -> JobActs:
    watcher, within = opening.the_watcher(), reach(here, laboratory)

    def read_again(within: Sequence[str], job_id: str) -> None:
        watcher.read_again(within, job_id)
        st.session_state.pop(_drawn_key(laboratory), None)

    def look_at(job_id: str) -> None:
        st.session_state[chosen_key(laboratory)] = job_id

    def refusing(act: Callable[[Sequence[str], str], None]) -> Callable[[str], None]:
        def run(job_id: str) -> None:
            try:
                act(within, job_id)
            except Refused as refused:
                st.session_state[_anew_key(laboratory)] = True
                say("refused", refused.sentence)

        return run

    def discard(within: Sequence[str], job_id: str) -> None:
        watcher.discard(within, job_id)
        st.session_state[_anew_key(laboratory)] = True
        here.renew(uploading(laboratory))
        say("done", "The upload was discarded; nothing that was recorded before has changed.")

    return JobActs(look_at, refusing(watcher.cancel), refusing(read_again), refusing(discard))


def _draw_jobs(laboratory: str) -> None:
    """The list as it is now; draws the page anew when the chosen run can be shown, or holds other files."""
    here = session.current()
    jobs = jobs_here(here, laboratory)
    chosen = st.session_state.get(chosen_key(laboratory))
    drawn = st.session_state.get(_drawn_key(laboratory))
    job = next((job for job in jobs if job.job_id == chosen), None)
    shown = job.fingerprint if job is not None and job.state in _SHOWN else None
    if st.session_state.pop(_anew_key(laboratory), False) or (
        shown != drawn and (shown is not None or job is None)
    ):
        st.rerun()
    if not jobs:
        nothing_here(
            "No run waits.", "Upload its files, or let the laboratory drop a run folder into incoming/."
        )
        return
    more = opening.the_watcher().left_out(reach(here, laboratory))
    job_list(jobs, laboratory, chosen if drawn else None, _acts(here, laboratory), more)


def waiting_jobs(laboratory: str) -> None:
    """Draw the runs that arrived; the list refreshes itself and leaves the rest of the page alone."""
    st.fragment(_draw_jobs, run_every=REFRESH_SECONDS)(laboratory)


def reading_of(here: Here, laboratory: str, job: Job) -> RunReading | None:
    """What was read of a run; says why and gives ``None`` when it lies there no longer."""
    try:
        return opening.the_watcher().reading(reach(here, laboratory), job.job_id)
    except Refused as refused:
        st.error(md(refused.sentence), icon=None)
        return None


def take(here: Here, laboratory: str, job: Job, matched: Sequence[SampleMatch]) -> OnAct:
    """What the accept button calls: records the run, says what it took, and has its files kept.

    A staged upload is thrown away only when none of its samples still waits for somebody.
    """
    watcher, within = opening.the_watcher(), reach(here, laboratory)

    def accept(build: Callable[[], Any], version: int, token: str) -> bool:
        try:
            value = build()
            whole = not left_out(matched, value)
            watcher.accepting(within, job, token, discard=whole)
        except Refused as refused:
            return here.act(record_run, "The run was accepted.")(_refusing(refused), version, token)
        done = here.act(record_run, accepted_sentence(matched, value))(lambda: value, version, token)
        if not done:
            watcher.not_accepted(token)
            return False
        watcher.accepted(within, job.job_id)
        here.renew(uploading(laboratory))
        if whole:
            st.session_state.pop(chosen_key(laboratory), None)
        return True

    return accept


def _refusing(refused: Refused) -> Callable[[], Any]:
    """Builds nothing: the second click of a double click is told that the run was recorded."""

    def build() -> NoReturn:
        raise refused

    return build


def specimen_checks(
    here: Here, specimen_ids: Sequence[str], received: date | None
) -> dict[str, tuple[Check, ...]]:
    """How specimens stand to the protocol's requirements when received on a day."""
    with here.reading() as reader:
        return checks_of(reader, specimen_ids, received)


def add_specimen(here: Here) -> OnAct:
    """What the specimen form calls."""
    record = here.act(record_specimen, "The specimen was added; it can be chosen for its sample now.")

    def add(build: Callable[[], Any], version: int, token: str) -> bool:
        return record(lambda: NewSpecimen(*build()), version, token)

    return add
