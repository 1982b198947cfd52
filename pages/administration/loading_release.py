"""Bringing a release of evidence: read at once, its report shown, recorded when it is accepted."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from components.forms import Values, form_from
from components.keys import wkey
from components.release_forms import release_details, release_summary
from components.text import md
from components.uploader import TABLES, uploader
from data.ingest import limits
from data.ingest.knowledge.reading import read_release
from data.record.releases import record_release
from domain.knowledge.evidence import ReleaseReading, Source
from domain.knowledge.release_report import report_of
from session import Here
from session.here import say

_UPLOADING = "release_upload"


def loading(here: Here, loaded: Collection[str]) -> None:
    """Draw the uploader, then what the file holds and the button that loads it.

    ``loaded`` are the ids of the releases that are here already: the same file is not offered again.
    """
    user = here.actor.user_id
    key, at_hand = wkey("release_file", user, here.token(_UPLOADING)), wkey("release_read", user)

    def take(files: Sequence[UploadedFile]) -> None:
        file = files[0]
        try:
            st.session_state[at_hand] = (file.name, read_release(file, file.name))
        except OSError as error:
            say("refused", f"The file could not be read ({error.strerror}); nothing was kept. Try again.")

    uploader(
        "A file of CIViC (TSV) or an own table (CSV, Excel)", key, take, partial(here.renew, _UPLOADING),
        types=[*TABLES, "gz"], most_mib=limits.MAX_RELEASE_BYTES >> 20,
        help="The report comes first; nothing is loaded before you say so.",
    )  # fmt: skip
    held: tuple[str, ReleaseReading] | None = st.session_state.get(at_hand)
    if held is not None:
        _report(here, *held, at_hand, loaded)


def file_in_full(here: Here) -> None:
    """Draw all that the file at hand holds, where there is room for its lines."""
    held: tuple[str, ReleaseReading] | None = st.session_state.get(wkey("release_read", here.actor.user_id))
    report = report_of(held[1]) if held is not None else None
    if held is None or report is None:
        return
    name, reading = held
    st.header(md(f"What {name} holds"), anchor=False)
    release_details(reading, report, report.sha256)


def _report(here: Here, name: str, reading: ReleaseReading, at_hand: str, loaded: Collection[str]) -> None:
    """What the file holds; what could not be taken is told and waits for nothing."""

    def put_away() -> None:
        st.session_state.pop(at_hand, None)

    report = report_of(reading)
    if reading.release is None or report is None:
        st.error(md(reading.problems[0].sentence if reading.problems else f"{name} was not read."), icon=None)
        st.button("Put this file away", key=wkey("put_away_release", here.actor.user_id), on_click=put_away)
        return
    sha256 = reading.release.sha256
    release_summary(reading, report)
    if sha256 in loaded:
        st.warning(md(f"{name} is loaded already, to the last byte: there is nothing to load."), icon=None)
        st.button("Put this file away", key=wkey("put_away_release", sha256), on_click=put_away)
        return
    form = form_from(here, "load_release", sha256, 0)
    if reading.release.source is Source.OWN:
        form.text(
            "How this table is called", "called", reading.release.name, width=320,
            help="Tables of several laboratories stand beside each other by their names.",
        )  # fmt: skip
    record = here.act(record_release, f"{report.name} is loaded; switch it on when it is read.")

    def build(values: Values) -> ReleaseReading:
        called = values.text("called")
        # What a file of CIViC is called is not the person's to say.
        return _called(reading, called) if called else reading

    def load(build: Callable[[], Any], version: int, token: str) -> bool:
        done = record(build, version, token)
        if done:
            put_away()
        return done

    with st.container(horizontal=True):
        form.button("Load release", build, load)
        st.button("Put this file away", key=wkey("put_away_release", sha256), on_click=put_away)


def _called(reading: ReleaseReading, name: str) -> ReleaseReading:
    """The reading with its table called otherwise."""
    return (
        reading if reading.release is None else replace(reading, release=replace(reading.release, name=name))
    )
