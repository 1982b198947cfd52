"""What the intake page does with uploads and run folders."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from components.accept_run_form import accepted_sentence, left_out
from components.forms import OnAct
from components.keys import wkey
from components.text import md
from data.ingest.arrivals import arrivals, discard_upload, is_upload, read_arrival, stage_upload, uploads_of
from data.record.cases import NewSpecimen, record_specimen
from data.record.runs import record_run
from domain.people import Role
from domain.readings import RunReading
from domain.refused import Refused
from domain.views.intake import Arrival, SampleMatch
from session import Here
from session.here import say


def _roots(here: Here, laboratory: str) -> tuple[str, ...]:
    """The folders of ``incoming/`` that this user is shown: a laboratory's user only her own."""
    own = (laboratory, uploads_of(here.actor.user_id))
    return ("", *own) if here.actor.role is Role.COORDINATOR else own


def stage(here: Here, laboratory: str) -> None:
    """Draw the uploader; files that are uploaded together become one run that waits."""
    token = here.token(_uploading(laboratory))
    key = wkey("upload", laboratory, token)

    def keep() -> None:
        files = {file.name: file.getvalue() for file in st.session_state.get(key) or ()}
        if files:
            name = stage_upload(here.incoming, here.actor.user_id, token, files)
            st.session_state[wkey("arrival", laboratory)] = name

    st.file_uploader(
        "Upload the files of one run or sample", accept_multiple_files=True, key=key, on_change=keep,
        help="CombinedVariantOutput, MetricsOutput and variant files (VCF, compressed or not), 200 MB each.",
    )  # fmt: skip


def arrivals_here(here: Here, laboratory: str) -> tuple[Arrival, ...]:
    """The runs that wait for this user and laboratory."""
    return arrivals(here.incoming, _roots(here, laboratory))


def reading_of(here: Here, laboratory: str, name: str) -> RunReading | None:
    """What was read of a run; says why and gives ``None`` when it lies there no longer."""
    try:
        return read_arrival(here.incoming, _roots(here, laboratory), name)
    except Refused as refused:
        st.error(md(refused.sentence), icon=None)
        return None


def take(here: Here, laboratory: str, name: str, matched: Sequence[SampleMatch]) -> OnAct:
    """What the accept button calls: records the run and says what it took.

    A staged upload is thrown away only when none of its samples still waits for somebody.
    """

    def accept(build: Callable[[], Any], version: int, token: str) -> bool:
        try:
            value = build()
        except Refused as refused:
            say("refused", refused.sentence)
            return False
        done = here.act(record_run, accepted_sentence(matched, value))(lambda: value, version, token)
        if done:
            if not left_out(matched, value):
                discard_upload(here.incoming, name)
            here.renew(_uploading(laboratory))
        return done

    return accept


def give_up(here: Here, laboratory: str, name: str) -> None:
    """Draw the button that throws a staged upload away; a run folder is the laboratory's to remove."""

    def discard() -> None:
        discard_upload(here.incoming, name)
        here.renew(_uploading(laboratory))
        say("done", "The upload was discarded; nothing that was recorded before has changed.")

    if is_upload(name):
        st.button("Discard this upload", key=wkey("discard", name), on_click=discard)


def _uploading(laboratory: str) -> str:
    """The uploader among the forms that have a token: a new token empties it."""
    return f"upload:{laboratory}"


def add_specimen(here: Here) -> OnAct:
    """What the specimen form calls."""
    record = here.act(record_specimen, "The specimen was added; it can be chosen for its sample now.")

    def add(build: Callable[[], Any], version: int, token: str) -> bool:
        return record(lambda: NewSpecimen(*build()), version, token)

    return add
