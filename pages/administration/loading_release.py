"""Bringing a release of evidence: read at once, its report shown, recorded when it is accepted."""

from dataclasses import replace
from functools import partial

import streamlit as st

from components.file_at_hand import FileAtHand
from components.forms import Values, form_from
from components.keys import wkey
from components.release_forms import release_details, release_summary
from components.text import md
from components.uploader import TABLES, uploader
from data.ingest import limits
from data.ingest.knowledge.reading import read_release
from data.record.releases import is_loaded, record_release
from domain.knowledge.evidence import ReleaseReading, Source
from domain.knowledge.release_report import report_of
from session import Here
from session.here import say

_UPLOADING = "release_upload"


def loading(here: Here) -> None:
    """Draw the uploader, then what the file holds and the button that loads it.

    A file that is here already is not offered again, unless the program has learned to read more of it.
    """
    user = here.actor.user_id
    at_hand, refuse = _at_hand(here), partial(say, "refused")
    uploader(
        f"A file of CIViC (TSV) or an own table (CSV, or Excel of {limits.MAX_WORKBOOK_BYTES >> 20} MB)",
        wkey("release_file", user, here.token(_UPLOADING)),
        at_hand.taking(refuse), partial(here.renew, _UPLOADING), refuse,
        types=[*TABLES, "gz"], most_mib=limits.MAX_RELEASE_BYTES >> 20,
        help="The report comes first; nothing is loaded before you say so.",
    )  # fmt: skip
    if at_hand.held is not None:
        _report(here, *at_hand.held, at_hand)


def _at_hand(here: Here) -> FileAtHand[ReleaseReading]:
    return FileAtHand("release", here.actor.user_id, read_release)


def file_in_full(here: Here) -> None:
    """Draw all that the file at hand holds, where there is room for its lines."""
    held = _at_hand(here).held
    report = report_of(held[1]) if held is not None else None
    if held is None or report is None:
        return
    name, reading = held
    st.header(md(f"What {name} holds"), anchor=False)
    release_details(reading, report, report.sha256)


def _report(here: Here, name: str, reading: ReleaseReading, at_hand: FileAtHand[ReleaseReading]) -> None:
    """What the file holds; what could not be taken is told and waits for nothing."""
    report = report_of(reading)
    if reading.release is None or report is None:
        st.error(md(reading.problems[0].sentence if reading.problems else f"{name} was not read."), icon=None)
        at_hand.put_away_button(here.actor.user_id)
        return
    sha256 = reading.release.sha256
    release_summary(reading, report)
    with here.reading() as reader:
        loaded = is_loaded(here.store, reader, reading.release)
    if loaded:
        st.warning(md(f"{name} is loaded already, to the last byte: there is nothing to load."), icon=None)
        at_hand.put_away_button(sha256)
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

    with st.container(horizontal=True):
        form.button("Load release", build, at_hand.loading(record))
        at_hand.put_away_button(sha256)


def _called(reading: ReleaseReading, name: str) -> ReleaseReading:
    """The reading with its table called otherwise."""
    return (
        reading if reading.release is None else replace(reading, release=replace(reading.release, name=name))
    )
